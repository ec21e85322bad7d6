"""A desk with a queue: articles of the test plan that wait, and the forms that its screens send."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.desk import QueueRank
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Match, Review
from models.vocabulary import Certainty, ReadingState, TagAxis
from pipeline.desk.state import Desk
from pipeline.reviews.queue import rank_queue
from tests import factories as make

HIDDEN = re.compile(r'<input type="hidden" name="(asked|seen|words)" value="([^"]*)">')
TICKED = re.compile(r'name="chosen" value="([^"]+)" checked')
SHOWN = re.compile(r'action="/duyet/(\d+)')


def fill_queue(desk: Desk, titles: tuple[str, ...] = ("Bài A", "Bài B", "Bài C"), **changes: object) -> list[int]:
    """Keep articles of the sector, each proposed for ND01 and nearly for ND02; returns their ids, weightiest first."""
    with writing(desk) as session:
        make.make_agency(session)
        plan = make.make_plan(session)
        for place, title in enumerate(titles):
            article = make.make_article(session, title, **changes)
            make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT, score=0.97)
            reasons = ["tiêu đề: rác thải"]
            make.make_tag(session, article, plan, TagAxis.ROW, "ND01", score=0.6 + place / 10, reasons=reasons)
            make.make_tag(session, article, plan, TagAxis.ROW, "ND02", score=0.25, is_candidate=True)
        rank_queue(session, plan, now=desk.clock())
        order = select(QueueRank.article_id).order_by(QueueRank.weight.desc(), QueueRank.article_id.desc())
        return list(session.scalars(order))


@contextmanager
def writing(desk: Desk) -> Iterator[Session]:
    """Yield a session on the desk's database, committed at the end."""
    with Session(desk.engine, expire_on_commit=False) as session, session.begin():
        yield session


def read_form(html: str) -> dict[str, list[str]]:
    """Return what the answering form of a screen would send as it stands."""
    fields: dict[str, list[str]] = {"chosen": [unescape(one) for one in TICKED.findall(html)]}
    for name, value in HIDDEN.findall(html):
        kept = fields.setdefault(name, [])
        if name == "asked" or not kept:
            kept.append(unescape(value))
    return fields


def find_shown(html: str) -> int:
    """Return the article that a screen shows."""
    found = SHOWN.search(html)
    assert found is not None
    return int(found[1])


def read_reviews(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Return every answer as (person, axis, code, decision)."""
    with Session(desk.engine) as session:
        rows = session.scalars(select(Review).order_by(Review.id))
        return [(one.decided_by, one.axis.value, one.code, one.decision.value) for one in rows]


def read_states(desk: Desk) -> dict[int, ReadingState]:
    """Return how far each article is read."""
    with Session(desk.engine) as session:
        return dict(session.execute(select(QueueRank.article_id, QueueRank.state)).all())


def read_matches(desk: Desk) -> dict[int, Certainty]:
    """Return how surely each article is matched."""
    with Session(desk.engine) as session:
        return dict(session.execute(select(Match.article_id, Match.certainty)).all())


def find_test_plan(session: Session) -> Plan:
    """Return the only plan."""
    return session.scalars(select(Plan)).one()
