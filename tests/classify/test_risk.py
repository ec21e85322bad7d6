"""The office's one number: limits that hold what they promise, and none where nothing can be promised."""

import numpy as np
import pytest
from scipy.special import expit

from classify.risk import (
    ReviewedDecision,
    bound_errors,
    count_needed,
    find_limit,
    is_shifted,
)

MOST_WRONG = 0.02


def make_decisions(*runs: tuple[float, int, int]) -> list[ReviewedDecision]:
    """Make (score, right, wrong) runs; the wrong ones come first in each."""
    return [
        ReviewedDecision(score, is_right)
        for score, right, wrong in runs
        for is_right in [False] * wrong + [True] * right
    ]


def test_the_bound_is_that_of_the_textbook() -> None:
    """No error in 149 proves 2 % at 95 %, and one error does not; all wrong proves nothing."""
    assert bound_errors(0, 149) < 0.02 < bound_errors(0, 147)
    assert bound_errors(1, 149) > 0.02
    assert bound_errors(5, 5) == 1.0


def test_enough_right_ones_give_a_limit() -> None:
    """Hundreds of right decisions at high scores are a proof; the bad ones below stay to be read."""
    reviewed = make_decisions((0.95, 400, 0), (0.6, 50, 50))

    found = find_limit(reviewed, [0.97] * 3 + [0.4], MOST_WRONG)

    assert found.limit is not None
    assert 0.6 < found.limit <= 0.95
    assert (found.reviewed, found.wrong, found.share) == (400, 0, 0.75)
    assert found.bound is not None
    assert found.bound <= MOST_WRONG
    assert "0 sai" in found.reason


def test_too_few_reviews_give_none() -> None:
    """However right they are, a few reviews prove nothing, and the reason says how many are needed."""
    found = find_limit(make_decisions((0.99, 100, 0)), [], MOST_WRONG)

    assert found.limit is None
    assert found.share == 0.0
    assert f"cần ít nhất {count_needed(MOST_WRONG)}" in found.reason


def test_too_many_errors_give_none() -> None:
    """Where errors are as frequent at the top as elsewhere nothing is accepted unread."""
    found = find_limit(make_decisions((0.99, 900, 100), (0.8, 90, 10)), [], MOST_WRONG)

    assert found.limit is None
    assert "2 %" in found.reason


def test_recent_errors_take_the_limit_away() -> None:
    """A long good past does not outweigh a bad present."""
    past = make_decisions((0.95, 2000, 0))
    lately = make_decisions((0.95, 40, 0), (0.95, 0, 10))

    assert find_limit(past, [], MOST_WRONG).limit is not None
    found = find_limit([*past, *lately], [], MOST_WRONG)

    assert found.limit is None
    assert "gần đây" in found.reason


def test_other_scores_take_the_limit_away() -> None:
    """Articles whose scores look unlike those reviewed have to be read first."""
    reviewed = [ReviewedDecision(0.9 + place % 100 / 1000, True) for place in range(1000)]
    alike = [one.score for one in reviewed[:200]]
    other = [0.93] * 200

    assert find_limit(reviewed, alike, MOST_WRONG).limit is not None
    found = find_limit(reviewed, other, MOST_WRONG)

    assert found.limit is None
    assert "không còn giống" in found.reason


def test_a_shift_needs_both_chance_and_size() -> None:
    """Equal samples and tiny ones are no shift; a moved one is."""
    rng = np.random.default_rng(1)
    scores = rng.beta(8, 2, 500)

    assert not is_shifted(scores, rng.beta(8, 2, 500))
    assert not is_shifted(scores, scores[:5] / 2)
    assert is_shifted(scores, rng.beta(2, 2, 500))


@pytest.mark.parametrize("most_wrong", [0.0, 1.0, -0.1])
def test_an_impossible_number_is_refused(most_wrong: float) -> None:
    """None and all may not be asked for."""
    with pytest.raises(ValueError, match="between"):
        find_limit([], [], most_wrong)


@pytest.mark.parametrize("steepness", [0.6, 1.0, 2.0])
def test_the_promise_holds_in_nineteen_draws_of_twenty(steepness: float) -> None:
    """The true share of errors above a drawn limit exceeds the number in at most 5 % of 300 simulated offices."""
    rng = np.random.default_rng(20231)
    odds = rng.normal(2.5, 2.0, 200_000)
    everyone, chances = expit(odds), expit(steepness * odds)
    limits, broken = 0, 0

    for _ in range(300):
        drawn = rng.integers(0, len(odds), 1200)
        is_right = rng.random(1200) < chances[drawn]
        reviewed = [
            ReviewedDecision(float(score), bool(right)) for score, right in zip(everyone[drawn], is_right, strict=True)
        ]
        found = find_limit(reviewed, [], MOST_WRONG)
        if found.limit is not None:
            limits += 1
            broken += 1 - chances[everyone >= found.limit].mean() > MOST_WRONG

    assert broken <= 15
    assert (limits > 250) is (steepness > 1.0)
