"""The collector is back after a pause, whatever happened in it."""

import gc

import pytest

from reports.pausing import collector_paused


def test_the_collector_is_paused_and_comes_back_after_an_error() -> None:
    """Off inside, on again outside, even when the work fails."""
    seen = []

    def fail() -> None:
        with collector_paused():
            seen.append(gc.isenabled())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert [*seen, gc.isenabled()] == [False, True]


def test_a_collector_that_was_off_stays_off() -> None:
    """Who switched it off before decides when it comes back."""
    gc.disable()
    try:
        with collector_paused():
            pass

        assert not gc.isenabled()
    finally:
        gc.enable()
