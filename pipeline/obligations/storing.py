"""Write the ledger as interval rows: what stays the same keeps its instant, what no longer holds gets its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from models.ledger import ObligationGap, ObligationMatch
from models.obligation import Obligation
from pipeline.obligations.records import Entry

# Scores drift a little as articles come in and words grow more or less rare; a smaller change is none.
SAME_SCORE = 0.05

Line = TypeVar("Line", ObligationMatch, ObligationGap)
Lines = Mapping[tuple[int, int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """How many lines were added and ended; a changed line is both."""

    added: int
    ended: int


def write_ledger(session: Session, plan_id: int, entries: Sequence[Entry], now: datetime) -> Written:
    """Make the open lines of a plan's obligations those of `entries`; the caller commits."""
    return _write(session, select(Obligation.id).where(Obligation.plan_id == plan_id), entries, now)


def write_entries(session: Session, entries: Sequence[Entry], now: datetime) -> Written:
    """Make the open lines of the obligations of `entries` those given, and leave all others; the caller commits."""
    return _write(session, [entry.obligation for entry in entries], entries, now)


def _write(session: Session, chosen: Select[int] | Sequence[int], entries: Sequence[Entry], now: datetime) -> Written:
    open_matches = session.scalars(_select_open(ObligationMatch, chosen))
    open_gaps = session.scalars(_select_open(ObligationGap, chosen))
    matches = _Change(open_matches, _list_matches(entries))
    gaps = _Change(open_gaps, _list_gaps(entries))
    for table, change, begins in ((ObligationMatch, matches, "matched_at"), (ObligationGap, gaps, "noted_at")):
        if change.ended:
            session.execute(update(table), [{"id": id_, "ended_at": now} for id_ in change.ended])
        if change.added:
            session.execute(insert(table), [row | {begins: now, "ended_at": None} for row in change.added])
    return Written(len(matches.added) + len(gaps.added), len(matches.ended) + len(gaps.ended))


def _select_open(table: type[Line], chosen: Select[int] | Sequence[int]) -> Select[Line]:
    return select(table).where(table.obligation_id.in_(chosen), table.ended_at.is_(None)).order_by(table.id)


def _list_matches(entries: Sequence[Entry]) -> Lines:
    return {
        (entry.obligation, match.article): {
            "origin": match.origin,
            "score": match.score,
            "covers_part": match.covers_part,
            "is_reprint": match.is_reprint,
            "reasons": list(match.reasons),
        }
        for entry in entries
        for match in entry.matches
    }


def _list_gaps(entries: Sequence[Entry]) -> Lines:
    return {
        (entry.obligation, near.article): {"rank": rank, "fails": near.fails, "score": near.score}
        for entry in entries
        for rank, near in enumerate(entry.nearest, start=1)
    }


class _Change:
    """What has to be written so that the stored lines become the wanted ones: ids to end, rows to add."""

    def __init__(self, stored: Iterable[ObligationMatch | ObligationGap], wanted: Lines) -> None:
        left = dict(wanted)
        self.ended: list[int] = []
        for line in stored:
            key = line.obligation_id, line.article_id
            if key in left and _is_same(line, left[key]):
                del left[key]
            else:
                self.ended.append(line.id)
        self.added = [
            {"obligation_id": obligation, "article_id": article} | values
            for (obligation, article), values in left.items()
        ]


def _is_same(line: ObligationMatch | ObligationGap, values: Mapping[str, Any]) -> bool:
    told = {name: getattr(line, name) for name in values}
    drift = abs(told.pop("score") - values["score"])
    return drift < SAME_SCORE and told == {name: value for name, value in values.items() if name != "score"}
