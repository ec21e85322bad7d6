"""Makers of rows for tests: each fills what a test does not care about, flushes, and returns the row."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article, ArticleCredit, Author
from models.base import Base
from models.night import Run, RunCount
from models.organisation import Agency, Department, OfficeFile, Outlet
from models.plan import Plan, PlanItem, PlanItemKind
from models.records import RELEVANT
from models.tag import Classifier, Match, Review, Tag
from models.text import comparison_key
from models.vocabulary import (
    ArticleOrigin,
    ArticleStatus,
    Certainty,
    CreditRole,
    Genre,
    ReviewDecision,
    RunState,
    Signature,
    Stage,
    TagAxis,
    Verification,
)

IMPORTED_AT = datetime(2023, 1, 1, tzinfo=UTC)
CLASSIFIER = "2023-01-01-test"
PLAN_ROWS = (
    ("ND01", PlanItemKind.CONTENT, "Đất đai"),
    ("ND02", PlanItemKind.CONTENT, "Môi trường"),
    ("HD01", PlanItemKind.ACTIVITY, "Tuần lễ biển"),
)
_numbers = count(1)

R = TypeVar("R", bound=Base)


def _keep(session: Session, row: R) -> R:
    session.add(row)
    session.flush()
    return row


def make_agency(session: Session, code: str = "SO-TEST", **changes: object) -> Agency:
    """Make a department-level agency with a letterhead."""
    values: dict[str, object] = {
        "name": "Sở Tài nguyên và Môi trường tỉnh Thử",
        "letterhead_parent": "UBND TỈNH THỬ",
        "letterhead_name": "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "document_code": "STNMT",
        "place_name": "Thử",
        "aliases": [],
        "predecessor_codes": [],
        "verification": Verification.CONFIRMED,
        "evidence": [],
    }
    agency = Agency(code=code, **(values | changes))
    return _keep(session, agency)


def make_department(session: Session, code: str, name: str, agency: Agency, **changes: object) -> Department:
    """Make a department of `agency`, confirmed unless told otherwise."""
    lists = ("name_candidates", "aliases", "mention_patterns", "not_to_confuse", "field_codes", "evidence")
    values: dict[str, object] = {
        **{name: [] for name in lists},
        "kind": "phong",
        "sends_monthly_plan": True,
        "has_branches": False,
        "verification": Verification.CONFIRMED,
    }
    department = Department(code=code, name=name, agency_code=agency.code, **(values | changes))
    return _keep(session, department)


def make_outlet(session: Session, key: str = "bao", name: str = "Báo Thử", *, is_crawled: bool = True) -> Outlet:
    """Make an outlet, or return the one of that key."""
    known = session.get(Outlet, key)
    if known is not None:
        return known
    return _keep(session, Outlet(key=key, name=name, hosts=[f"{key}.example"], is_crawled=is_crawled))


def make_plan(
    session: Session,
    code: str = "KH-TEST",
    *,
    title: str = "Kế hoạch tuyên truyền thử năm 2023",
    agency_code: str = "SO-TEST",
    rows: Sequence[tuple[str, PlanItemKind, str]] = PLAN_ROWS,
) -> Plan:
    """Make a plan for 2023 with its rows of the coverage table."""
    file = OfficeFile(
        kind="plan",
        code=code,
        sha256=sha256(code.encode()).hexdigest(),
        file_name=f"{code}.yaml",
        text="",
        content={},
        imported_at=IMPORTED_AT,
    )
    session.add(file)
    session.flush()
    plan = Plan(
        code=code,
        title=title,
        short_title=title,
        agency_code=agency_code,
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        count_from=date(2023, 1, 1),
        office_file_id=file.id,
        imported_at=IMPORTED_AT,
    )
    session.add(plan)
    session.flush()
    for row_code, kind, name in rows:
        make_item(session, plan, row_code, kind=kind, name=name)
    return plan


def make_item(
    session: Session,
    plan: Plan,
    code: str,
    *,
    kind: PlanItemKind = PlanItemKind.CONTENT,
    name: str = "Nội dung",
    parent: PlanItem | None = None,
) -> PlanItem:
    """Make an item at the end of `plan`."""
    item = PlanItem(
        plan_id=plan.id,
        parent_id=parent.id if parent else None,
        code=code,
        kind=kind,
        position=next(_numbers),
        plan_reference=None,
        short_name=name,
        full_text=f"Tuyên truyền về {name.lower()}.",
        field_codes=[],
        timing={},
    )
    session.add(item)
    session.flush()
    session.refresh(plan, ["items"])
    return item


def find_item(session: Session, plan: Plan, code: str) -> PlanItem:
    """Return the item of `plan` with `code`."""
    return session.scalars(select(PlanItem).where(PlanItem.plan_id == plan.id, PlanItem.code == code)).one()


def make_article(
    session: Session,
    title: str | None = "Thu gom rác thải nhựa",
    *,
    published_at: datetime | None = datetime(2023, 3, 5, 1, 0, tzinfo=UTC),
    outlet: Outlet | None = None,
    authors: Sequence[str] = (),
    **changes: object,
) -> Article:
    """Make an article published on 05/03/2023 at the outlet "bao" unless told otherwise."""
    number = next(_numbers)
    text = f"Nội dung của bài {title}."
    outlet = outlet or make_outlet(session)
    values: dict[str, object] = {
        "article_id": str(number),
        "origin": ArticleOrigin.CRAWLED,
        "url": f"https://{outlet.key}.example/bai-post{number}.html",
        "lead": None,
        "text": text,
        "byline": ", ".join(authors) or None,
        "signature": Signature.NAMED if authors else Signature.NONE,
        "byline_sources": [],
        "first_seen_at": published_at or IMPORTED_AT,
        "status": ArticleStatus.LIVE,
        "status_since": published_at or IMPORTED_AT,
        "page_tags": [],
        "genre": Genre.NEWS,
        "provenance": {},
        "text_key": sha256(comparison_key(text).encode()).hexdigest(),
        "text_sha256": sha256(text.encode()).hexdigest(),
    }
    article = Article(outlet_key=outlet.key, title=title, published_at=published_at, **(values | changes))
    session.add(article)
    session.flush()
    for position, name in enumerate(authors):
        make_credit(session, article, name, position=position)
    return article


def make_credit(
    session: Session, article: Article, name: str, *, position: int = 0, role: CreditRole = CreditRole.TEXT
) -> ArticleCredit:
    """Make a credit under `article`, with its author if the outlet has none of that name."""
    key = comparison_key(name)
    known = select(Author).where(Author.outlet_key == article.outlet_key, Author.name_key == key)
    author = session.scalars(known).one_or_none() or Author(outlet_key=article.outlet_key, name=name, name_key=key)
    credit = ArticleCredit(article_id=article.id, position=position, author=author, name=name, role=role)
    return _keep(session, credit)


def make_classifier(session: Session, version: str = CLASSIFIER) -> Classifier:
    """Make a registered classifier, or return the one of that version."""
    known = session.get(Classifier, version)
    if known is not None:
        return known
    classifier = Classifier(version=version, sha256="0" * 64, folder=version, card={}, registered_at=IMPORTED_AT)
    return _keep(session, classifier)


def make_tag(
    session: Session,
    article: Article,
    plan: Plan,
    axis: TagAxis,
    code: str,
    *,
    certainty: Certainty = Certainty.PROPOSED,
    **changes: object,
) -> Tag:
    """Make a current tag with a score of 0.9."""
    values: dict[str, object] = {
        "score": 0.9,
        "is_auto": False,
        "is_candidate": False,
        "reasons": [],
        "classifier_version": make_classifier(session).version,
        "office_sha256": "0" * 64,
        "text_sha256": article.text_sha256,
        "proposed_at": IMPORTED_AT,
        "is_current": True,
    }
    tag = Tag(article_id=article.id, plan_id=plan.id, axis=axis, code=code, certainty=certainty, **(values | changes))
    return _keep(session, tag)


def make_row_tag(
    session: Session,
    article: Article,
    item: PlanItem,
    certainty: Certainty = Certainty.PROPOSED,
    *,
    reasons: Sequence[str] = ("tiêu đề: thu gom rác",),
) -> Tag:
    """Make the tags by which `article` stands under `item`: of the sector, and of the row."""
    plan = session.get_one(Plan, item.plan_id)
    of_sector = select(Tag.id).where(Tag.article_id == article.id, Tag.plan_id == plan.id, Tag.axis == TagAxis.RELEVANT)
    if session.scalar(of_sector) is None:
        make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
    return make_tag(session, article, plan, TagAxis.ROW, item.code, certainty=certainty, reasons=list(reasons))


def make_match(session: Session, article: Article, item: PlanItem, certainty: Certainty = Certainty.PROPOSED) -> Match:
    """Make `article` count under `item`."""
    standing = {"certainty": certainty, "score": 0.9, "reasons": ["tiêu đề: thu gom rác"], "matched_at": IMPORTED_AT}
    return _keep(session, Match(article_id=article.id, plan_item_id=item.id, **standing))


def make_review(
    session: Session,
    article: Article,
    plan: Plan,
    axis: TagAxis,
    code: str,
    *,
    decision: ReviewDecision,
    decided_at: datetime = datetime(2023, 6, 1, tzinfo=UTC),
) -> Review:
    """Make a person's decision."""
    review = Review(
        article_id=article.id,
        plan_id=plan.id,
        axis=axis,
        code=code,
        decision=decision,
        decided_at=decided_at,
        decided_by="lan",
        text_sha256=article.text_sha256,
    )
    return _keep(session, review)


def make_run(session: Session, counts: dict[tuple[str, str], float], *, started_at: datetime = IMPORTED_AT) -> Run:
    """Make a finished run with crawl counts given by (outlet key, name)."""
    run = Run(command="nightly", state=RunState.DONE, started_at=started_at, finished_at=started_at)
    run.counts = [
        RunCount(stage=Stage.CRAWL, outlet_key=outlet, name=name, value=value)
        for (outlet, name), value in counts.items()
    ]
    return _keep(session, run)
