"""The estimate of what no channel listed: right as often as said when lists are independent, and warned of when not."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator

from demo import demo_articles
from pipeline.custody.estimating import Estimate, bound_total, estimate_total, share_from, share_up_to

NIGHTS = 400
Lists = dict[str, frozenset[int]]


def draw(rng: Generator, total: int, **shares: float) -> Lists:
    """Return chance lists of `total` articles, each channel naming its share, independently."""
    return {name: frozenset(np.flatnonzero(rng.random(total) < share).tolist()) for name, share in shares.items()}


def covers(estimate: Estimate, truth: int) -> bool:
    """Say whether the interval holds the true number."""
    return estimate.low <= truth and (estimate.high is None or truth <= estimate.high)


def simulate(total: int, make: Callable[[Generator], Lists]) -> list[Estimate]:
    """Return the estimates of many nights."""
    rng = np.random.default_rng(20231231)
    estimates = [estimate_total(make(rng)) for _ in range(NIGHTS)]
    return [estimate for estimate in estimates if estimate is not None]


@pytest.mark.parametrize(
    ("total", "pages", "sitemap"), [(12, 0.8, 0.8), (40, 0.9, 0.6), (40, 0.5, 0.5), (150, 0.9, 0.9), (150, 0.3, 0.4)]
)
def test_the_interval_covers_the_truth_as_often_as_said(total: int, pages: float, sitemap: float) -> None:
    """At 95 % of independent nights at least, from a quiet day to a month."""
    estimates = simulate(total, lambda rng: draw(rng, total, section=pages, sitemap=sitemap))

    covered = sum(covers(estimate, total) for estimate in estimates) / len(estimates)

    assert covered >= 0.95


def test_the_figure_leans_to_no_side() -> None:
    """Chapman's estimate of independent lists is right on average."""
    estimates = simulate(150, lambda rng: draw(rng, 150, section=0.7, sitemap=0.6))

    mean = np.mean([estimate.total for estimate in estimates])

    assert abs(mean - 150) < 1


def test_the_interval_is_no_empty_promise() -> None:
    """With good lists it stays narrow: half the nights of 150 articles are bound within a dozen."""
    estimates = simulate(150, lambda rng: draw(rng, 150, section=0.9, sitemap=0.8))

    widths = [math.inf if e.high is None else e.high - e.low for e in estimates]

    assert np.median(widths) <= 12


def test_the_miniature_thinned_is_bound_by_its_known_size() -> None:
    """Of the newspaper's known articles each channel hides some: the interval holds the true number."""
    known = sum(article.outlet == "baohatinh" and article.first_night == 1 for article in demo_articles())
    estimates = simulate(known, lambda rng: draw(rng, known, section=0.85, feed=0.4, sitemap=0.6))

    covered = sum(covers(estimate, known) for estimate in estimates) / NIGHTS

    assert known > 100
    assert covered >= 0.95


def depend(rng: Generator, total: int) -> Lists:
    """Return lists that all favour the same half of the articles."""
    favoured = rng.random(total) < 0.5
    shares = {"section": (0.95, 0.3), "sitemap": (0.95, 0.3), "feed": (0.9, 0.4)}
    return {
        name: frozenset(np.flatnonzero(rng.random(total) < np.where(favoured, often, seldom)).tolist())
        for name, (often, seldom) in shares.items()
    }


def test_lists_that_favour_the_same_articles_miss_more_than_estimated_and_are_warned_of() -> None:
    """Dependent channels break the promise: the estimate is too low, and the third channel shows it nearly always."""
    estimates = simulate(150, lambda rng: depend(rng, 150))

    covered = sum(covers(estimate, 150) for estimate in estimates) / NIGHTS
    warned = sum(any(check.is_together for check in estimate.dependences) for estimate in estimates) / NIGHTS

    assert covered < 0.7
    assert np.mean([estimate.total for estimate in estimates]) < 145
    assert warned > 0.95


def test_independent_lists_are_seldom_warned_of() -> None:
    """A false warning comes in one night of twenty at most, however many pairs are looked at."""
    estimates = simulate(150, lambda rng: draw(rng, 150, section=0.7, sitemap=0.6, feed=0.5))

    warned = sum(bool(estimate.dependences) for estimate in estimates) / NIGHTS

    assert all(estimate.could_test for estimate in estimates)
    assert warned <= 0.05


def test_a_feed_that_follows_the_pages_does_no_harm() -> None:
    """The two lists that editors make are taken as one, so their dependence on each other is no fault."""

    def make(rng: Generator) -> Lists:
        lists = draw(rng, 100, section=0.8, sitemap=0.7)
        first = frozenset(number for number in lists["section"] if rng.random() < 0.6)
        return lists | {"feed": first}

    estimates = simulate(100, make)

    assert {estimate.first for estimate in estimates} == {("feed", "section")}
    assert sum(covers(estimate, 100) for estimate in estimates) / NIGHTS >= 0.95


@pytest.mark.parametrize(
    "lists", [{}, {"feed": {1, 2}}, {"feed": {1, 2}, "sitemap": set()}, {"section": {1}, "tag": {2}}]
)
def test_one_list_says_nothing_of_what_it_misses(lists: dict[str, set[int]]) -> None:
    """Nothing is estimated from one list; section and topic pages are one list too."""
    assert estimate_total(lists) is None


def test_without_a_sitemap_the_feed_is_held_against_the_pages() -> None:
    """The next best pair."""
    estimate = estimate_total({"feed": {1, 2, 3}, "section": {2, 3}, "tag": {4}})

    assert estimate is not None
    assert (estimate.first, estimate.second, estimate.both) == (("feed",), ("section", "tag"), 2)
    assert (estimate.could_test, estimate.is_scant) == (False, True)


def test_lists_that_never_meet_have_no_upper_bound() -> None:
    """Any number of articles explains two lists without a common one."""
    estimate = estimate_total({"section": set(range(5)), "sitemap": set(range(10, 15))})

    assert estimate is not None
    assert (estimate.high, estimate.missed_high) == (None, None)
    assert estimate.missed_low == 2


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_bounds_are_where_the_test_turns(first: int, second: int, data: st.DataObject) -> None:
    """Each bound is the last number that the overlap does not contradict, and the estimate lies between them."""
    both = data.draw(st.integers(1, min(first, second)))
    low, high = bound_total(first, second, both)

    seen = first + second - both
    assert high is not None
    assert seen <= low <= high
    assert share_up_to(low, first, second, both) >= 0.025
    assert low == seen or share_up_to(low - 1, first, second, both) < 0.025
    assert share_from(high, first, second, both) >= 0.025
    assert share_from(high + 1, first, second, both) < 0.025


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40))
def test_the_shares_of_all_overlaps_are_one(total: int, first: int, second: int) -> None:
    """Up to an overlap and from the next one on is everything."""
    first, second = min(first, total), min(second, total)
    for both in range(max(0, first + second - total), min(first, second)):
        whole = share_up_to(total, first, second, both) + share_from(total, first, second, both + 1)
        assert whole == pytest.approx(1.0)
