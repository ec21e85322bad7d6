"""A small confirmed year for the pages on authors: three pen names, two of them alike, each with confirmed works."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models.article import Article
from models.plan import Plan
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.desk.state import Desk
from tests import factories as make

ANSWERED_AT = datetime(2023, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SmallYear:
    """The numbers of what was made."""

    plan: str
    turned: tuple[int, int]
    officer: int
    works: tuple[int, ...]


def fill_small_year(desk: Desk) -> SmallYear:
    """Make a plan and four confirmed works: two pen names turned around, one of the sector by print."""
    with Session(desk.engine) as session, session.begin():
        agency = make.make_agency(session)
        make.make_department(session, "TT", "Thanh tra Sở", agency)
        plan = make.make_plan(session)
        signed = ("Đình Nhất", "Đình Nhất", "Nhất Đình", "Mai Hạ")
        works = [_accept(session, plan, make.make_article(session, f"Bài {name}", authors=[name])) for name in signed]
        works[3].credits[0].affiliation = "Thanh tra Sở"
        pens = [work.credits[0].author_id for work in works]
        return SmallYear(plan.code, (pens[0], pens[2]), pens[3], tuple(work.id for work in works))


def _accept(session: Session, plan: Plan, article: Article) -> Article:
    make.make_row_tag(session, article, make.find_item(session, plan, "ND01"))
    make.make_review(
        session, article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT, decided_at=ANSWERED_AT
    )
    session.refresh(article, ["credits"])
    return article
