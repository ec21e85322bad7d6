"""Two people answering in the same moment: one is written, the other is told; nothing is lost or doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Review
from models.vocabulary import TagAxis
from pipeline.reviews.answering import CodeAnswer, ConflictError, Seen, answer_article, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all, refuse
from pipeline.reviews.queue import rank_queue
from tests import factories as make

NOW = datetime(2023, 7, 1, tzinfo=UTC)


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    """A database of the test's own, written by several threads."""
    upgrade_database(sqlite_url)
    return open_engine(sqlite_url)


def answer(engine: Engine, gate: Barrier, by: str, answers: list[CodeAnswer], seen: Seen) -> str:
    """Answer from a page that both opened; returns "written" or "told"."""
    gate.wait(timeout=20)
    with Session(engine) as session:
        plan = session.scalars(select(Plan)).one()
        try:
            answer_article(session, plan, 1, answers, by=by, now=NOW, seen=seen)
        except ConflictError:
            return "told"
        session.commit()
        return "written"


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_answers_at_once_one_is_written_and_one_is_told(engine: Engine, attempt: int) -> None:
    """Whoever comes second meets the first one's answer, however close they were."""
    del attempt
    with Session(engine, expire_on_commit=False) as session, session.begin():
        make.make_agency(session)
        plan = make.make_plan(session)
        article = make.make_article(session)
        make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
        make.make_tag(session, article, plan, TagAxis.ROW, "ND01")
        rank_queue(session, plan, now=NOW)
        asked, seen = read_asked(session, plan, [article.id])[article.id], look_at(session, plan, article.id)
    gate = Barrier(2)

    with ThreadPoolExecutor(2) as people:
        lan = people.submit(answer, engine, gate, "lan", accept_all(asked), seen)
        minh = people.submit(answer, engine, gate, "minh", refuse(asked), seen)
        outcomes = sorted([lan.result(timeout=60), minh.result(timeout=60)])

    with Session(engine) as session:
        writers = session.execute(select(Review.decided_by, func.count()).group_by(Review.decided_by)).all()
    assert outcomes == ["told", "written"]
    assert len(writers) == 1
    engine.dispose()
