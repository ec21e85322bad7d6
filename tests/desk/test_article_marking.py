"""Words that carried a tag are marked where they stand, whatever overlaps."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.article.marking import Mark, MarkKind, Run, cut_paragraphs, cut_runs


def _mark(text: str, words: str, label: str, kind: MarkKind = MarkKind.ROW) -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), words, label, kind)


def test_overlapping_marks_share_the_words_they_both_cover() -> None:
    """Words covered by two marks speak for both, the rest of each for itself."""
    text = "thu gom rác thải nhựa ven biển"
    marks = [_mark(text, "thu gom rác thải", "HD06"), _mark(text, "rác thải nhựa", "LV.MT", MarkKind.OTHER)]

    runs = cut_runs(text, marks)

    assert runs == (
        Run("thu gom ", ("HD06",), MarkKind.ROW),
        Run("rác thải", ("HD06", "LV.MT"), MarkKind.ROW),
        Run(" nhựa", ("LV.MT",), MarkKind.OTHER),
        Run(" ven biển"),
    )


def test_a_mark_whose_words_moved_is_left_out() -> None:
    """A mark made for an earlier text does not mark other words of the present one."""
    runs = cut_runs("Bài đã sửa lại", [Mark(0, 3, "thu", "HD06")])

    assert runs == (Run("Bài đã sửa lại"),)


def test_a_mark_across_paragraphs_is_cut_with_them() -> None:
    """Each paragraph holds its own part of a mark."""
    text = "rác thải\n\nnhựa"

    paragraphs = cut_paragraphs(text, [Mark(4, 14, text[4:14], "HD06")])

    assert paragraphs == ((Run("rác "), Run("thải", ("HD06",), MarkKind.ROW)), (Run("nhựa", ("HD06",), MarkKind.ROW),))


@given(st.text(alphabet="ab \nđ", max_size=40), st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45))))
def test_runs_join_to_the_text_again(text: str, places: list[tuple[int, int]]) -> None:
    """No letter is lost, doubled or moved by any marks."""
    marks = [Mark(start, end, text[max(start, 0) : max(end, 0)], str(start)) for start, end in places]

    assert "".join(run.text for run in cut_runs(text, marks)) == text
