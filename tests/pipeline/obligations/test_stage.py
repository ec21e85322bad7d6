"""The ledger stage: interval rows, nothing written twice, people's words kept, export."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import plans
from models.article import Article
from models.ledger import ObligationGap, ObligationLink, ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation
from models.plan import Plan
from models.records import RELEVANT
from models.vocabulary import (
    ArticleOrigin,
    ArticleStatus,
    Genre,
    LinkDecision,
    MatchOrigin,
    ObligationState,
    ObligationStatus,
    ReviewDecision,
    TagAxis,
)
from pipeline.obligations.exporting import read_ledger_words
from pipeline.obligations.stage import LedgerRun, reconcile_obligations
from pipeline.plan_import.importing import import_office_file
from tests import factories as make
from tests.pipeline.obligations.making import OTHER_TITLES

JULY_12 = datetime(2023, 7, 12, 2, 0, tzinfo=UTC)
TITLE = "Ra quân thu gom rác thải nhựa ven biển"


@pytest.fixture
def office(sqlite_url: str) -> Engine:
    """A database with the shipped plan and organisation, and what else the press wrote that year."""
    from models.database import open_engine

    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, Path(plans.__file__).parent / name, now=make.IMPORTED_AT)
        for number, title in enumerate(OTHER_TITLES):
            for month in (2, 5, 8, 11):
                keep(session, title, published_at=datetime(2023, month, 1 + number, tzinfo=UTC))
    return engine


def keep(session: Session, title: str = TITLE, *, outlet: str = "baohatinh", **changes: object) -> Article:
    """Keep an article of the sector, published on 12 July."""
    values = {"published_at": JULY_12} | changes
    article = make.make_article(session, title, outlet=make.make_outlet(session, outlet, outlet), **values)
    plan = session.scalars(select(Plan)).one()
    make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
    make.make_tag(session, article, plan, TagAxis.DEPARTMENT, "CC-BVMT", via="mention")
    return article


def plan_for_july(engine: Engine, **changes: object) -> int:
    """Let the environment department promise one news item in July; returns the obligation's id."""
    with Session(engine) as session, session.begin():
        plan = session.scalars(select(Plan)).one()
        file = MonthlyPlanFile(
            plan_id=plan.id,
            sha256="0" * 64,
            file_name="thang7.xlsx",
            original=b"",
            reading={},
            received_at=make.IMPORTED_AT,
            received_by="lan",
        )
        session.add(file)
        session.flush()
        values: dict[str, object] = {
            "plan_id": plan.id,
            "department_code": "CC-BVMT",
            "month": date(2023, 7, 1),
            "file_id": file.id,
            "sheet": "Kế hoạch",
            "row": 5,
            "ordinal": 1,
            "content": "Thu gom rác thải nhựa ven biển",
            "plan_rows": ["HD06"],
            "genre": Genre.NEWS,
            "quantity": 1,
            "outlets": ["baohatinh"],
            "supporting": [],
            "status": ObligationStatus.ACTIVE,
            "unreadable": [],
            "cells": {},
        }
        obligation = Obligation(**(values | changes))
        session.add(obligation)
        session.flush()
        return obligation.id


def add(engine: Engine, title: str = TITLE, **changes: object) -> int:
    """Add an article on its own; returns its id."""
    with Session(engine) as session, session.begin():
        return keep(session, title, **changes).id


def decide(engine: Engine, obligation: int, article: int, decision: LinkDecision, at: datetime) -> None:
    """Let a person link or unlink."""
    with Session(engine) as session, session.begin():
        session.add(
            ObligationLink(
                obligation_id=obligation, article_id=article, decision=decision, decided_at=at, decided_by="lan"
            )
        )


def run(engine: Engine, now: datetime) -> LedgerRun:
    """Run the stage for the only plan."""
    return reconcile_obligations(engine, 1, now=now)


def matches(engine: Engine, at: datetime | None = None) -> dict[int, MatchOrigin]:
    """The matches at an instant, or those open now."""
    holds = ObligationMatch.ended_at.is_(None) if at is None else ObligationMatch.holds_at(at)
    with Session(engine) as session:
        return dict(session.execute(select(ObligationMatch.article_id, ObligationMatch.origin).where(holds)).all())


def gaps(engine: Engine) -> Sequence[str]:
    """What the open gap list says."""
    with Session(engine) as session:
        query = select(ObligationGap.fails).where(ObligationGap.ended_at.is_(None)).order_by(ObligationGap.rank)
        return session.scalars(query).all()


def test_without_monthly_plans_the_stage_does_nothing(office: Engine, now: datetime) -> None:
    """An office that has not begun with them has an empty ledger."""
    assert run(office, now) == LedgerRun(Counter(), questions=0, added=0, ended=0)
    assert not matches(office)


def test_an_article_in_time_meets_the_obligation(office: Engine, now: datetime) -> None:
    """The state is reckoned, the match stored with its reasons, the gap list is empty."""
    plan_for_july(office)
    article = add(office)

    result = run(office, now)

    assert result.states == {ObligationState.MET: 1}
    assert matches(office) == {article: MatchOrigin.AUTO}
    assert gaps(office) == []


def test_a_second_run_writes_nothing(office: Engine, now: datetime) -> None:
    """Unchanged lines keep their instant, matches and gaps alike."""
    plan_for_july(office, quantity=2)
    add(office)
    first = run(office, now)

    again = run(office, now + timedelta(days=1))

    assert first.added > 0
    assert (again.added, again.ended) == (0, 0)


def test_what_no_longer_holds_ends_and_can_still_be_read(office: Engine, now: datetime) -> None:
    """The ledger of an earlier instant stays as it was."""
    obligation = plan_for_july(office)
    article = add(office)
    run(office, now)

    decide(office, obligation, article, LinkDecision.UNLINK, now + timedelta(hours=1))
    run(office, now + timedelta(days=1))

    assert matches(office) == {}
    assert matches(office, at=now + timedelta(hours=2)) == {article: MatchOrigin.AUTO}


def test_the_newest_word_of_a_person_counts_and_no_run_undoes_it(office: Engine, now: datetime) -> None:
    """Linked, unlinked, linked again: linked, however often the stage runs."""
    obligation = plan_for_july(office)
    article = add(office, "Chuyện khác hẳn")
    for hour, decision in enumerate([LinkDecision.LINK, LinkDecision.UNLINK, LinkDecision.LINK]):
        decide(office, obligation, article, decision, now + timedelta(hours=hour))

    results = [run(office, now + timedelta(days=day)) for day in (1, 2)]

    assert matches(office)[article] is MatchOrigin.PERSON
    assert [result.states for result in results] == [{ObligationState.MET: 1}] * 2


def test_an_article_that_waits_to_be_looked_at_answers_nothing(office: Engine, now: datetime) -> None:
    """Quarantined articles are left out."""
    plan_for_july(office)
    add(office, status=ArticleStatus.QUARANTINED)

    assert run(office, now).states == {ObligationState.UNMET: 1}


def test_an_article_added_by_hand_ticks_the_outlet_that_published_it(office: Engine, now: datetime) -> None:
    """Its address says whose it is."""
    plan_for_july(office)
    with Session(office) as session, session.begin():
        make.make_outlet(session, "baohatinh").hosts = ["baohatinh.vn"]
    add(office, outlet="nhap-tay", origin=ArticleOrigin.IMPORTED, url="https://baohatinh.vn/bai-post1.html")

    assert run(office, now).states == {ObligationState.MET: 1}


def test_a_person_who_rejected_the_sector_is_believed(office: Engine, now: datetime) -> None:
    """What a person said is no matter of the sector counts less."""
    plan_for_july(office)
    article = add(office)
    run(office, now)
    with Session(office) as session, session.begin():
        before = session.scalars(select(ObligationMatch)).one().reasons
        row = session.get_one(Article, article)
        plan = session.scalars(select(Plan)).one()
        make.make_review(session, row, plan, TagAxis.RELEVANT, RELEVANT, decision=ReviewDecision.REJECT)

    run(office, now + timedelta(days=1))

    with Session(office) as session:
        after = session.scalars(select(ObligationMatch).where(ObligationMatch.ended_at.is_(None))).one().reasons
    assert "ngoài ngành" not in before
    assert "ngoài ngành" in after


def test_an_unmet_obligation_keeps_its_three_nearest(office: Engine, now: datetime) -> None:
    """The article of the other outlet says which is wanted."""
    plan_for_july(office, outlets=["hatinhtv"])
    with Session(office) as session, session.begin():
        make.make_outlet(session, "hatinhtv", "Đài Thử")
    add(office)

    run(office, now)

    assert gaps(office)[0] == "cơ quan báo chí khác, cần Đài Thử"
    assert len(gaps(office)) <= 3


def test_the_export_says_what_the_ledger_holds(office: Engine, now: datetime) -> None:
    """State, articles with origin, score and reasons, and the gap list of an unmet one."""
    obligation = plan_for_july(office, quantity=2)
    add(office)
    run(office, now)

    with Session(office) as session:
        words = read_ledger_words(session, session.scalars(select(Plan)).one())[obligation]

    assert words.state is ObligationState.PARTLY
    assert [(one["origin"], one["url"][:27]) for one in words.articles] == [("auto", "https://baohatinh.example/b")]
    assert set(words.articles[0]) == {"url", "origin", "score", "reasons"}
    assert all(set(one) == {"url", "fails"} for one in words.gap)
