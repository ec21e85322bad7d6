"""What a decision makes of the registry: pairs of pen name and person with their tenures, before and after. Pure.

`recording` writes a change down. Nothing here merges by likeness: every change names its pen names and persons.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from models.errors import InputError
from models.registry import Holdings, Pair, Registry, Tenure

Change = Mapping[Pair, tuple[Tenure, ...]]  # what is to stand of each pair named; () takes it back


class OverlapError(InputError):
    """A pen name would stand for two persons on one day."""


def link(holdings: Holdings, pairs: Iterable[Pair], tenure: Tenure) -> Change:
    """Say that the pen names of `pairs` were the persons' in `tenure`; days said of them otherwise are said anew."""
    return {pair: _in_order((*_cut_out(holdings.get(pair, ()), tenure), tenure)) for pair in pairs}


def unlink(holdings: Holdings, pairs: Iterable[Pair]) -> Change:
    """Say that the pen names were not the persons'; raises InputError for a pair that does not stand."""
    named = list(pairs)
    if not all(pair in holdings for pair in named):
        raise InputError("Bút danh này đang không gắn với người đó, không có gì để gỡ.")
    return dict.fromkeys(named, ())


def merge(holdings: Holdings, away: int, into: int) -> Change:
    """Give all pen names of person `away` to person `into`; raises InputError if there are none or it is the same."""
    moved = {pair: tenures for pair, tenures in holdings.items() if pair.person_id == away}
    if away == into or not moved:
        raise InputError("Chọn hai người khác nhau, người được gộp phải đang có bút danh.")
    change: dict[Pair, tuple[Tenure, ...]] = {}
    for pair, tenures in moved.items():
        target = Pair(pair.author_id, into)
        change[pair] = ()
        change[target] = _in_order((*holdings.get(target, ()), *tenures))
    return change


def split(holdings: Holdings, away: Sequence[Pair], into: int, *, since: date | None = None) -> Change:
    """Take pen names off their persons and give them to person `into`, whole or from day `since` on."""
    if any(pair.person_id == into or pair not in holdings for pair in away):
        raise InputError("Chỉ tách được bút danh đang gắn với người đó, sang một người khác.")
    change: dict[Pair, tuple[Tenure, ...]] = {}
    for pair in away:
        before, after = _part(holdings[pair], since)
        if not after:
            raise InputError("Từ ngày đã chọn, bút danh này không còn thuộc người đó nên không có gì để tách.")
        target = Pair(pair.author_id, into)
        change[pair] = before
        change[target] = _in_order((*holdings.get(target, ()), *after))
    return change


def turn_back(before: Holdings, pairs: Iterable[Pair]) -> Change:
    """Return some pairs to what stood of them before."""
    return {pair: before.get(pair, ()) for pair in pairs}


def apply(registry: Registry, change: Change) -> Registry:
    """Return the registry as it would stand; raises OverlapError if a pen name would be two persons on one day."""
    holdings = {pair: tenures for pair, tenures in {**registry.holdings, **change}.items() if tenures}
    _refuse_overlaps(registry, holdings, {pair.author_id for pair in change})
    return Registry(registry.authors, registry.persons, holdings)


def _refuse_overlaps(registry: Registry, holdings: Holdings, authors: Iterable[int]) -> None:
    held: dict[int, list[tuple[int, Tenure]]] = defaultdict(list)
    for pair, tenures in holdings.items():
        held[pair.author_id] += [(pair.person_id, tenure) for tenure in tenures]
    for author_id in authors:
        for (one, first), (other, second) in combinations(held[author_id], 2):
            if first.meets(second):
                names = sorted({registry.persons.get(person, f"người số {person}") for person in (one, other)})
                who = registry.authors[author_id].name
                raise OverlapError(
                    f"Bút danh «{who}» đang được xác nhận là của «{'», «'.join(names)}» trong thời gian này; một bút "
                    "danh không thể cùng lúc là hai người. Hãy gỡ hoặc tách quyết định cũ trước."
                )


def _cut_out(tenures: Sequence[Tenure], new: Tenure) -> tuple[Tenure, ...]:
    """Return what remains of `tenures` outside the days of `new`."""
    kept = []
    for one in tenures:
        if not one.meets(new):
            kept.append(one)
            continue
        if new.valid_from and (one.valid_from or date.min) < new.valid_from:
            kept.append(replace(one, valid_to=new.valid_from - timedelta(days=1)))
        if new.valid_to and new.valid_to < (one.valid_to or date.max):
            kept.append(replace(one, valid_from=new.valid_to + timedelta(days=1)))
    return _in_order(kept)


def _part(tenures: Sequence[Tenure], since: date | None) -> tuple[tuple[Tenure, ...], tuple[Tenure, ...]]:
    if since is None:
        return (), tuple(tenures)
    rest = Tenure(valid_from=since)
    after = [replace(one, valid_from=max(one.valid_from or since, since)) for one in tenures if one.meets(rest)]
    return _cut_out(tenures, rest), _in_order(after)


def _in_order(tenures: Iterable[Tenure]) -> tuple[Tenure, ...]:
    return tuple(sorted(tenures, key=lambda one: one.valid_from or date.min))
