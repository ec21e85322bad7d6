"""The year that keeps changing, and what its steps are made with: pages, tags, promises, matches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import plans
from models.article import Article
from models.ledger import ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange
from models.plan import Plan, find_plan
from models.records import RELEVANT, Credit, ExtractedArticle, ParsedByline
from models.tag import Tag
from models.vocabulary import (
    ArticleOrigin,
    Genre,
    MatchOrigin,
    ObligationChangeKind,
    Signature,
    TagAxis,
    Tone,
)
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import keep_article
from pipeline.articles.states import note_states
from tests import factories as make
from tests.promises import make_monthly_plan_file, make_obligation

BEGAN = datetime(2023, 7, 3, 2, tzinfo=UTC)
STEP = timedelta(days=3)
PLAN_FILE = Path(plans.__file__).parent / "ke-hoach-2023.yaml"
OFFICE_FILE = Path(plans.__file__).parent / "to-chuc-2023.yaml"


@dataclass(slots=True)
class Year:
    """The open database and a folder for changed office files."""

    session: Session
    folder: Path
    articles: dict[str, Article] = field(default_factory=dict)
    obligations: dict[str, Obligation] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan of 2023."""
        return find_plan(self.session, "KH-2023")

    def walk(self) -> Iterator[tuple[str, datetime]]:
        """Do every step in turn; yield its name and the instant at which it was over."""
        from tests.pipeline.history import STEPS  # the steps are written with what stands here

        for number, step in enumerate(STEPS):
            now = BEGAN + number * STEP
            step(self, now)
            note_states(self.session, now)
            self.session.commit()
            yield step.__name__, now + timedelta(hours=1)


def make_page(key: str, **changes: object) -> ExtractedArticle:
    """Return a page of the newspaper, or of the broadcaster if told so."""
    values: dict[str, object] = {
        "url": f"https://baohatinh.vn/bai-post{key}.html",
        "outlet": "baohatinh",
        "outlet_article_id": key,
        "title": f"Thu gom rác số {key}",
        "lead": "Bà con cùng làm.",
        "text": f"Đoạn một của bài {key}.\n\nĐoạn hai.",
        "byline": ParsedByline("Mai Hạ", (Credit("Mai Hạ", affiliation="Thanh tra Sở"),), Signature.NAMED),
        "published_at": datetime(2023, 7, int(key[-1]) + 1, 3, tzinfo=UTC),
        "modified_at": None,
        "section": "Môi trường",
        "tags": (),
        "genre": Genre.NEWS,
        "series": None,
        "own_report": True,
        "layout": "test",
        "provenance": {},
    }
    return ExtractedArticle(**(values | changes))


def keep(year: Year, now: datetime, *pages: ExtractedArticle) -> None:
    """Keep pages as seen at `now`."""
    for page in pages:
        article, _ = keep_article(year.session, page, Sighting(now, ArticleOrigin.CRAWLED))
        year.articles[str(page.outlet_article_id)] = article


def tag(year: Year, now: datetime, keys: Sequence[str], rows: Sequence[str], *, version: str = "mot") -> None:
    """Tag articles anew under some rows, as a tagging run does: what stood before is retired."""
    make.make_classifier(year.session, version)
    for key in keys:
        article = year.articles[key]
        earlier = update(Tag).where(Tag.article_id == article.id, Tag.is_current)
        year.session.execute(earlier.values(is_current=False, retired_at=now))
        codes = [(TagAxis.RELEVANT, RELEVANT), (TagAxis.TONE, Tone.CRITICAL.value), (TagAxis.DEPARTMENT, "TT")]
        for axis, code in [*codes, *((TagAxis.ROW, row) for row in rows)]:
            fields = {"classifier_version": version, "proposed_at": now, "reasons": [f"bộ phân loại {version}"]}
            make.make_tag(year.session, article, year.plan, axis, code, **fields)


def promise(year: Year, now: datetime, name: str, **changes: object) -> Obligation:
    """Make an obligation of a monthly plan, with its history."""
    file = year.session.scalar(select(MonthlyPlanFile)) or make_monthly_plan_file(year.session, year.plan)
    july: dict[str, object] = {
        "department_code": "TT",
        "month": date(2023, 7, 1),
        "plan_rows": ["HD06"],
        "outlets": ["baohatinh"],
        "window_from": date(2023, 7, 1),
        "window_to": date(2023, 7, 9),
        "row": len(year.obligations) + 5,
    }
    obligation = make_obligation(year.session, file, f"Thu gom rác {name}", **(july | changes))
    year.obligations[name] = obligation
    note_change(year, now, obligation, ObligationChangeKind.CREATED)
    return obligation


def note_change(year: Year, now: datetime, obligation: Obligation, kind: ObligationChangeKind) -> None:
    """Write the history of an obligation as imports do: all columns after the change, as plain values."""
    names = ("department_code", "month", "content", "plan_rows", "genre", "quantity", "outlets", "window_from")
    names = (*names, "window_to", "supporting", "status", "status_reason", "moved_to", "note", "unreadable")
    values = {name: getattr(obligation, name) for name in names}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    change = ObligationChange(obligation_id=obligation.id, kind=kind, changed_at=now, changed_by="lan", values=plain)
    year.session.add(change)


def link(year: Year, now: datetime, name: str, key: str, origin: MatchOrigin) -> ObligationMatch:
    """Put an article beside an obligation."""
    match = ObligationMatch(
        obligation_id=year.obligations[name].id,
        article_id=year.articles[key].id,
        origin=origin,
        score=0.9,
        covers_part=False,
        is_reprint=False,
        reasons=["tiêu đề: thu gom rác"],
        matched_at=now,
    )
    year.session.add(match)
    return match
