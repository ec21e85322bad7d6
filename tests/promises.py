"""Makers of what departments promise: a monthly plan file, obligations, the articles beside them."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models.ledger import ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation
from models.plan import Plan
from models.vocabulary import Genre, MatchOrigin, ObligationStatus

RECEIVED_AT = datetime(2023, 1, 3, tzinfo=UTC)


def make_monthly_plan_file(session: Session, plan: Plan, sha256: str = "a" * 64) -> MonthlyPlanFile:
    """Make a monthly plan as it was received on 03/01/2023."""
    file = MonthlyPlanFile(
        plan_id=plan.id,
        sha256=sha256,
        file_name="T1.xlsx",
        original=b"",
        reading={},
        received_at=RECEIVED_AT,
        received_by="lan",
    )
    session.add(file)
    session.flush()
    return file


def make_obligation(session: Session, file: MonthlyPlanFile, content: str, **changes: object) -> Obligation:
    """Make an obligation of one news item in January 2023, without history: as it was received."""
    values: dict[str, object] = {
        "plan_id": file.plan_id,
        "department_code": "P-X",
        "month": date(2023, 1, 1),
        "sheet": "T1",
        "row": 5,
        "ordinal": 1,
        "plan_rows": ["ND01"],
        "genre": Genre.NEWS,
        "quantity": 1,
        "outlets": [],
        "window_from": date(2023, 1, 1),
        "window_to": date(2023, 1, 20),
        "supporting": [],
        "status": ObligationStatus.ACTIVE,
        "unreadable": [],
        "cells": {},
    }
    obligation = Obligation(file_id=file.id, content=content, **(values | changes))
    session.add(obligation)
    session.flush()
    return obligation


def make_obligation_match(
    session: Session, obligation: Obligation, article_id: int, origin: MatchOrigin = MatchOrigin.AUTO
) -> ObligationMatch:
    """Put an article beside an obligation from the day it was received."""
    match = ObligationMatch(
        obligation_id=obligation.id,
        article_id=article_id,
        origin=origin,
        score=0.9,
        covers_part=False,
        is_reprint=False,
        reasons=["tiêu đề: thu gom rác"],
        matched_at=RECEIVED_AT,
    )
    session.add(match)
    session.flush()
    return match
