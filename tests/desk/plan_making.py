"""A desk with the shipped plan and organisation, registered subjects, and monthly plans as departments send them."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import plans
from models.article import Article
from models.ledger import ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange, ObligationContact
from models.plan import Plan
from models.vocabulary import Genre, MatchOrigin, ObligationChangeKind, ObligationStatus
from pipeline.desk.state import Desk
from pipeline.monthly_plans.reading_values import plain_values, present_values
from pipeline.plan_import.importing import import_office_file
from tests import factories as make
from tests.pipeline.monthly_plans.making import Sheet, make_workbook

JULY_12 = datetime(2023, 7, 12, 2, 0, tzinfo=UTC)
EARLIER = datetime(2023, 7, 3, 2, 0, tzinfo=UTC)
HEADINGS = ["STT", "Nội dung đăng ký", "Mã kế hoạch", "Thể loại, số lượng", "Cơ quan báo chí", "Thời gian", "Liên hệ"]


def open_office(desk: Desk) -> None:
    """Import the plan and organisation of 2023."""
    with Session(desk.engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, Path(plans.__file__).parent / name, now=make.IMPORTED_AT)
        make.make_outlet(session, "baohatinh", "Báo Hà Tĩnh")


def register(desk: Desk, content: str = "Thu gom rác ven biển", **changes: object) -> int:
    """Let the environment department register a news item for July 2023, with a contact; returns its id."""
    with Session(desk.engine) as session, session.begin():
        plan = session.scalars(select(Plan)).one()
        values: dict[str, object] = {
            "plan_id": plan.id,
            "department_code": "CC-BVMT",
            "month": date(2023, 7, 1),
            "file_id": _find_file(session, plan).id,
            "sheet": "T7",
            "row": 5,
            "ordinal": 1,
            "content": content,
            "plan_rows": ["HD06"],
            "genre": Genre.NEWS,
            "quantity": 1,
            "outlets": ["baohatinh"],
            "supporting": [],
            "status": ObligationStatus.ACTIVE,
            "unreadable": [],
            "cells": {},
        }
        one = Obligation(**(values | changes))
        session.add(one)
        session.flush()
        created = ObligationChange(
            kind=ObligationChangeKind.CREATED,
            changed_at=EARLIER,
            changed_by="lan",
            file_id=one.file_id,
            values=plain_values(present_values(one)),
        )
        one.changes.append(created)
        session.add(ObligationContact(obligation_id=one.id, contact="Bà Mai, 0900.000.001"))
        return one.id


def _find_file(session: Session, plan: Plan) -> MonthlyPlanFile:
    known = session.scalars(select(MonthlyPlanFile)).first()
    file = known or MonthlyPlanFile(
        plan_id=plan.id,
        sha256="0" * 64,
        file_name="thang7.xlsx",
        original=b"PK",
        reading={},
        received_at=EARLIER,
        received_by="lan",
    )
    session.add(file)
    session.flush()
    return file


def publish(desk: Desk, title: str = "Ra quân thu gom rác ven biển", **changes: object) -> int:
    """Publish an article on 12 July; returns its id."""
    with Session(desk.engine) as session, session.begin():
        outlet = make.make_outlet(session, "baohatinh", "Báo Hà Tĩnh")
        return make.make_article(session, title, outlet=outlet, **({"published_at": JULY_12} | changes)).id


def suggest(desk: Desk, obligation: int, article: int, origin: MatchOrigin = MatchOrigin.QUESTION) -> None:
    """Let a night put an article beside an obligation."""
    with Session(desk.engine) as session, session.begin():
        assert session.get(Article, article)
        line = ObligationMatch(
            obligation_id=obligation,
            article_id=article,
            origin=origin,
            score=0.8,
            covers_part=False,
            is_reprint=False,
            reasons=["cùng chủ đề"],
            matched_at=EARLIER,
        )
        session.add(line)


def write_plan(*rows: tuple[str, str], month: str = "7/2023", department: str = "Chi cục Bảo vệ môi trường") -> bytes:
    """Write a monthly plan as .xlsx: content and pieces ("1 tin") a row."""
    lines = {
        5 + number: [number + 1, content, "HD06", pieces, "Báo Hà Tĩnh", "trong tháng", "Bà Mai, 0900.000.001"]
        for number, (content, pieces) in enumerate(rows)
    }
    title = [f"KẾ HOẠCH TUYÊN TRUYỀN THÁNG {month} - {department.upper()}"]
    return make_workbook(Sheet({1: title, 4: HEADINGS, **lines}, name="KH"))
