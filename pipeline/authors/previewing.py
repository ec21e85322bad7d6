"""What a decision on pen names would change in the tallies: shown before anybody confirms it. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.registry import Registry
from reports.authors.record import AuthorBook, Tally
from reports.gathering import Gathered


@dataclass(frozen=True, slots=True)
class TallyChange:
    """A contributor whose tally would differ; a side is None where the contributor is not counted there."""

    key: str
    before: Tally | None
    after: Tally | None


def compare_tallies(gathered: Gathered, before: Registry, after: Registry) -> list[TallyChange]:
    """Return every tally that differs between two registries, in the order of the list before, new ones last."""
    one, other = _tally(gathered, before), _tally(gathered, after)
    first = {tally.contributor.key: tally for tally in one.tallies}
    second = {tally.contributor.key: tally for tally in other.tallies}
    return [
        TallyChange(key, first.get(key), second.get(key))
        for key in dict.fromkeys([*first, *second])
        if not _is_same(first, second, key)
    ]


def _tally(gathered: Gathered, registry: Registry) -> AuthorBook:
    signing = replace(gathered.signing, registry=registry)
    return replace(gathered, signing=signing).tally_authors(gathered.coverage.works)


def _is_same(first: Mapping[str, Tally], second: Mapping[str, Tally], key: str) -> bool:
    one, other = first.get(key), second.get(key)
    return one is not None and other is not None and _figures(one) == _figures(other)


def _figures(tally: Tally) -> tuple[object, ...]:
    shares = tuple((one.work.number, one.share, one.department) for one in tally.credited)
    return shares, tally.joined_shared, tuple(work.number for work in tally.photographed), tally.contributor
