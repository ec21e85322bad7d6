"""Figures of an evaluation, reckoned by hand on a few invented answers."""

import json
from pathlib import Path

import pytest

from classify.evaluate import (
    CodeScore,
    compare,
    expected_calibration_error,
    macro_f1,
    micro_f1,
    resample_f1,
    score_codes,
)
from classify.gold import GoldArticle, parse_gold, read_gold
from models.errors import InputError
from models.records import RELEVANT, ArticleTags, ArticleText, TagProposal
from models.vocabulary import Certainty, OfficeRole, Tone


def make_tags(*rows: tuple[str, float, bool], relevant: float = 0.9) -> ArticleTags:
    proposals = tuple(TagProposal(code, score, Certainty.PROPOSED, auto) for code, score, auto in rows)
    answer = TagProposal(RELEVANT if relevant >= 0.5 else "", relevant, Certainty.PROPOSED)
    return ArticleTags(answer, proposals, (), (), (), OfficeRole.ABSENT, Tone.NEUTRAL, "v1")


def make_gold(*rows: str) -> GoldArticle:
    return GoldArticle(ArticleText("Tên bài"), bool(rows), frozenset(rows), frozenset())


def test_scores_per_code() -> None:
    """Right, proposed and support are counted per code."""
    scores = score_codes([({"A", "B"}, {"A"}), ({"A"}, {"B"})])

    assert scores == (CodeScore("A", 1, 2, 1), CodeScore("B", 0, 1, 1))
    assert scores[0].f1 == pytest.approx(2 / 3)
    assert micro_f1(scores) == pytest.approx(2 / 5)
    assert macro_f1(scores) == pytest.approx(1 / 3)
    assert macro_f1((*scores, CodeScore("C", 5, 5, 5)), fewest=5) == 1.0


def test_the_interval_holds_the_figure_and_narrows() -> None:
    """Resampled articles spread around the measured F1, less so when there are more of them."""
    pairs = [({"A"}, {"A"}), ({"A"}, set()), ({"A"}, {"A", "B"})]

    low, high = resample_f1(pairs * 10)
    lower, higher = resample_f1(pairs * 100)

    assert low < lower < micro_f1(score_codes(pairs)) < higher < high
    assert resample_f1([({"A"}, {"A"})] * 9) == (1.0, 1.0)
    assert resample_f1([]) == (0.0, 0.0)


def test_calibration_error() -> None:
    """A score of 0.9 that is right nine times of ten is no error; right always, it is 0.1."""
    assert expected_calibration_error([(0.9, place > 0) for place in range(10)]) == pytest.approx(0)
    assert expected_calibration_error([(0.9, True)] * 10) == pytest.approx(0.1)
    assert expected_calibration_error([]) == 0


def test_accepted_without_reading() -> None:
    """Share and precision of what would be accepted unread."""
    result = compare(
        [make_gold("HD06"), make_gold()],
        [make_tags(("HD06", 0.95, True), ("ND07", 0.6, False)), make_tags(("HD06", 0.9, True), relevant=0.8)],
    )

    assert (result.auto_share, result.auto_precision) == (pytest.approx(2 / 3), 0.5)
    assert result.relevant == CodeScore(RELEVANT, 1, 2, 1)
    assert result.relevant_calibration_error == pytest.approx((0.1 + 0.8) / 2)


def test_the_answer_is_plain_json_and_tables() -> None:
    """Both forms carry every code."""
    result = compare([make_gold("HD06")], [make_tags(("HD06", 0.9, False))])

    assert json.loads(json.dumps(result.as_dict()))["rows"]["codes"][0]["code"] == "HD06"
    assert [row[0] for row in result.tables()[1][2]] == ["HD06"]


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"gold": {"relevant": 1, "rows": [], "fields": []}}', '{"gold": {"relevant": true}}']
)
def test_a_bad_gold_line_is_named(line: str) -> None:
    """The first line that is no gold line is told by number."""
    good = '{"title": "Rác", "gold": {"relevant": true, "rows": [], "fields": []}}'

    with pytest.raises(InputError, match="dòng 3"):
        parse_gold([good, "", line])


def test_a_gold_file_is_read(tmp_path: Path) -> None:
    """Missing texts are empty, an unreadable date is none."""
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"title": "Rác", "published_at": "hôm qua", "gold": {"relevant": true, "rows": ["HD06"], "fields": []}}'
    )

    (one,) = read_gold(path)

    assert one.article == ArticleText("Rác")
    assert one.rows == {"HD06"}
