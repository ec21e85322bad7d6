"""What decisions make of the registry, as pure functions over pairs and tenures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputError
from models.registry import AuthorHead, Holdings, Pair, Registry, Tenure
from pipeline.authors.changing import Change, OverlapError, apply, link, merge, split, turn_back, unlink

ALWAYS = Tenure()
FIRST_HALF = Tenure(date(2023, 1, 1), date(2023, 6, 30))
SECOND_HALF = Tenure(date(2023, 7, 1), date(2023, 12, 31))
DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))


def make_registry(holdings: Holdings) -> Registry:
    """Make a registry of three pen names and three persons."""
    authors = {id_: AuthorHead(id_, "bao", f"Bút {id_}", f"bút {id_}") for id_ in (1, 2, 3)}
    return Registry(authors, {id_: f"Người {id_}" for id_ in (1, 2, 3)}, holdings)


def bearers(registry: Registry, author_id: int) -> list[int | None]:
    """Return who bears a pen name on each day of the year."""
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(365)]
    found = [registry.find_bearer(author_id, day) for day in days]
    return [one.person_id if one else None for one in found]


def test_a_link_gives_the_pen_name_to_the_person_on_the_days_said() -> None:
    """Before and after the tenure the pen name stands for nobody yet."""
    registry = make_registry({})

    after = apply(registry, link(registry.holdings, [Pair(1, 1)], FIRST_HALF))

    assert after.find_bearer(1, date(2023, 6, 30)) is not None
    assert after.find_bearer(1, date(2023, 7, 1)) is None
    assert after.find_bearer(2, date(2023, 3, 1)) is None


def test_a_pen_name_is_never_two_persons_on_one_day() -> None:
    """A second person on days already confirmed is refused in a sentence that names both."""
    registry = make_registry({Pair(1, 1): (FIRST_HALF,)})
    late = Tenure(date(2023, 6, 30), None)

    with pytest.raises(OverlapError, match=r"«Người 1», «Người 2»"):
        apply(registry, link(registry.holdings, [Pair(1, 2)], late))


def test_one_person_may_change_sides() -> None:
    """The same pair holds two tenures: of the sector until June, a journalist from July."""
    officer = replace(FIRST_HALF, is_insider=True, department_code="VP")
    registry = make_registry({Pair(1, 1): (officer,)})

    after = apply(registry, link(registry.holdings, [Pair(1, 1)], SECOND_HALF))

    assert after.holdings[Pair(1, 1)] == (officer, SECOND_HALF)


def test_a_link_said_anew_cuts_what_was_said_of_the_same_days() -> None:
    """The newer word on a month stands in the middle of the older one's year."""
    registry = make_registry({Pair(1, 1): (ALWAYS,)})
    march = Tenure(date(2023, 3, 1), date(2023, 3, 31), is_insider=True)

    after = apply(registry, link(registry.holdings, [Pair(1, 1)], march))

    assert [one.is_insider for one in after.holdings[Pair(1, 1)]] == [False, True, False]
    assert bearers(after, 1) == [1] * 365


def test_a_merge_moves_all_pen_names_and_splitting_them_off_gives_them_back() -> None:
    """After merge and split everything stands as before."""
    registry = make_registry({Pair(1, 1): (ALWAYS,), Pair(2, 2): (FIRST_HALF,)})

    merged = apply(registry, merge(registry.holdings, 2, 1))
    parted = apply(merged, split(merged.holdings, [Pair(2, 1)], 2))

    assert {pair.person_id for pair in merged.holdings} == {1}
    assert parted.holdings == registry.holdings


def test_a_split_from_a_day_on_parts_the_year() -> None:
    """The earlier works stay with the first person."""
    registry = make_registry({Pair(1, 1): (ALWAYS,)})

    after = apply(registry, split(registry.holdings, [Pair(1, 1)], 2, since=date(2023, 9, 1)))

    assert bearers(after, 1) == [1] * 243 + [2] * 122


@pytest.mark.parametrize(
    "ask",
    [
        lambda held: unlink(held, [Pair(1, 2)]),
        lambda held: merge(held, 1, 1),
        lambda held: merge(held, 3, 1),
        lambda held: split(held, [Pair(2, 1)], 2),
        lambda held: split(held, [Pair(1, 1)], 1),
        lambda held: split(held, [Pair(1, 1)], 2, since=date(2023, 7, 1)),
    ],
)
def test_what_makes_no_sense_is_refused(ask: object) -> None:
    """Nothing to unlink, merge or split is said, not passed over."""
    with pytest.raises(InputError):
        ask({Pair(1, 1): (FIRST_HALF,)})  # type: ignore[operator]


@st.composite
def orders(draw: st.DrawFn) -> tuple[int, int, int, Tenure]:
    """Draw a step: which, two of three numbers, some days."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    ends = draw(st.sampled_from([(None, None), (first, None), (None, last), (first, last)]))
    return draw(st.integers(0, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3)), Tenure(*ends)


def _ask(holdings: Holdings, order: tuple[int, int, int, Tenure]) -> Change:
    kind, one, two, tenure = order
    if kind == 0:
        return link(holdings, [Pair(one, two)], tenure)
    if kind == 1:
        return unlink(holdings, [Pair(one, two)])
    if kind == 2:
        return merge(holdings, one, two)
    return split(holdings, [Pair(one, two)], two % 3 + 1, since=tenure.valid_from)


@given(st.lists(orders(), max_size=8))
def test_any_run_of_decisions_can_be_taken_back_step_by_step(steps: list[tuple[int, int, int, Tenure]]) -> None:
    """Undoing the last decisions first ends where it began, and on no way a pen name is two persons on a day."""
    registry = make_registry({})
    done: list[tuple[Holdings, Change]] = []
    for step in steps:
        try:
            change = _ask(registry.holdings, step)
            after = apply(registry, change)
        except InputError:
            continue
        done.append((registry.holdings, change))
        registry = after
        for author_id in (1, 2, 3):
            held = [tenure for _, tenure in registry.by_author.get(author_id, ())]
            assert not any(a.meets(b) for place, a in enumerate(held) for b in held[place + 1 :])

    for before, change in reversed(done):
        registry = apply(registry, turn_back(before, change))
        assert registry.holdings == before
