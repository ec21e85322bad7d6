"""The miniature year against its gold: floors under what `python -m benchmarks.measure_ledger` measures."""

import pytest

from benchmarks.measure_ledger import count_figures, judge_year

LEAST_PRECISION, LEAST_RECALL, LEAST_STATES = 0.95, 0.9, 0.8


@pytest.mark.slow
def test_the_year_stays_above_the_floors() -> None:
    """Automatic matches are right, the gold is found with questions counted, states are those counted by hand."""
    figures = count_figures(judge_year())

    assert figures.obligations >= 120
    assert figures.precision >= LEAST_PRECISION
    assert figures.recall >= LEAST_RECALL
    assert figures.state_share >= LEAST_STATES


@pytest.mark.slow
def test_once_questions_are_answered_the_ledger_equals_the_hand_count() -> None:
    """Every state is the one counted by hand, but where the hand count itself left a question open."""
    judged = judge_year(answered=True)

    other = [one.planned.key for one in judged if not one.is_state_right and one.gold.state != "goi_y"]

    assert other == []
