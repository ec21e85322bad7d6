"""Accepting a whole list in one step, after its suggestions were seen; undone in one step too. The caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.errors import InputError
from models.plan import Plan
from pipeline.reviews.answering import (
    ChangedWordsError,
    ConflictError,
    Seen,
    make_batch,
    settle,
    write_answers,
)
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all
from pipeline.reviews.locking import lock_answers

MOST = 200


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """What became of a list: articles `accepted`, and those `left` because they changed since, or were answered."""

    batch: str
    accepted: tuple[int, ...]
    left: tuple[int, ...]


def accept_list(session: Session, plan: Plan, seen: Mapping[int, Seen], *, by: str, now: datetime) -> BulkAnswer:
    """Accept what is proposed for each article that is as it was shown; raises InputError for more than MOST."""
    if not 0 < len(seen) <= MOST:
        raise InputError(f"Mỗi lần duyệt từ 1 đến {MOST} bài.")
    lock_answers(session, plan)
    asked = read_asked(session, plan, seen)
    batch = make_batch()
    accepted: list[int] = []
    left: list[int] = []
    for id_, shown in seen.items():
        answers = accept_all(asked.get(id_, ()))
        try:
            write_answers(session, plan, id_, answers, by=by, now=now, seen=shown, batch=batch)
            accepted.append(id_)
        except (ConflictError, ChangedWordsError):
            left.append(id_)
    settle(session, plan, accepted, now=now)
    return BulkAnswer(batch, tuple(accepted), tuple(left))
