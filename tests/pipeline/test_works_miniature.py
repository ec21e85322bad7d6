"""Reprints and series of the miniature sites are those its authors planted: floors for whoever changes a limit."""

from benchmarks.measure_works import judge_reprints, judge_series


def test_all_reprints_of_the_miniature_are_found_and_nothing_else_is_one() -> None:
    """Precision and recall are 1."""
    found, planted = judge_reprints()

    assert found == planted != set()


def test_all_series_of_the_miniature_are_found_whole_and_apart() -> None:
    """Precision and recall of pairs of parts are 1."""
    found, planted = judge_series()

    assert found == planted != set()
