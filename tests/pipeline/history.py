"""A year that keeps changing: each step happens at its own instant, by the program's own doors where it has one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import plans
from models.article import Article
from models.ledger import ObligationGap, ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange
from models.organisation import Outlet
from models.plan import Plan, find_plan
from models.records import RELEVANT, Credit, ExtractedArticle, ParsedByline
from models.tag import Tag
from models.vocabulary import (
    ArticleOrigin,
    Genre,
    MatchOrigin,
    ObligationChangeKind,
    ObligationStatus,
    ReviewDecision,
    Signature,
    TagAxis,
    Tone,
)
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import keep_article, mark_removed
from pipeline.deadlines import PaperKey, record_submission, retract_submission
from pipeline.plan_import.importing import import_office_file
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
        for number, step in enumerate(STEPS):
            now = BEGAN + number * STEP
            step(self, now)
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


def the_office_is_imported(year: Year, now: datetime) -> None:
    """Import the plan and the organisation that come with the program."""
    for path in (OFFICE_FILE, PLAN_FILE):
        import_office_file(year.session, path, now=now)
    for key, name, host in (("baohatinh", "Báo Hà Tĩnh", "baohatinh.vn"), ("hatinhtv", "Đài PT-TH", "hatinhtv.vn")):
        year.session.merge(Outlet(key=key, name=name, hosts=[host], is_crawled=True))


def articles_come(year: Year, now: datetime) -> None:
    """Collect four articles and tag them."""
    keep(year, now, *(make_page(f"10{number}") for number in range(1, 5)))
    tag(year, now, ["101", "102", "103"], ["HD06"])


def a_month_is_promised(year: Year, now: datetime) -> None:
    """Take in a monthly plan, and what answers it."""
    record_submission(
        year.session, year.plan, PaperKey("TT", date(2023, 7, 1)), sent_on=date(2023, 7, 4), now=now, by="lan"
    )
    for name in ("một", "hai", "ba"):
        promise(year, now, name)
    link(year, now, "một", "101", MatchOrigin.AUTO)
    link(year, now, "hai", "102", MatchOrigin.QUESTION)
    gap = {"rank": 1, "fails": "muộn 4 ngày", "score": 0.4, "noted_at": now}
    year.session.add(ObligationGap(obligation_id=year.obligations["ba"].id, article_id=year.articles["103"].id, **gap))


def people_answer(year: Year, now: datetime) -> None:
    """Accept one row, refuse another."""
    decisions = (("101", ReviewDecision.ACCEPT), ("102", ReviewDecision.REJECT))
    for key, decision in decisions:
        make.make_review(
            year.session,
            year.articles[key],
            year.plan,
            TagAxis.ROW,
            "HD06",
            decision=decision,
            decided_at=now,
        )


def words_change(year: Year, now: datetime) -> None:
    """See an answered article with other words."""
    keep(year, now, make_page("101", title="Tên mới", text="Lời mới."))


def a_date_moves(year: Year, now: datetime) -> None:
    """See an article with a day of another month, another one with another genre."""
    keep(year, now, make_page("102", published_at=datetime(2023, 6, 20, 3, tzinfo=UTC)))
    keep(year, now, make_page("103", genre=Genre.FEATURE))


def a_page_is_removed(year: Year, now: datetime) -> None:
    """Find a page gone."""
    mark_removed(year.articles["103"], "trang trả lời 404", now)


def another_outlet_reports(year: Year, now: datetime) -> None:
    """Collect a page of the broadcaster."""
    other = {"outlet": "hatinhtv", "url": "https://hatinhtv.vn/tin-bai/x"}
    keep(year, now, make_page("106", **other))
    tag(year, now, ["106"], ["ND07", "HD09"])


def another_classifier_tags(year: Year, now: datetime) -> None:
    """Tag everything anew: one article changes its row, one leaves the plan."""
    tag(year, now, ["101", "102"], ["HD06"], version="hai")
    tag(year, now, ["103"], ["ND07"], version="hai")
    tag(year, now, ["104"], [], version="hai")


def the_ledger_moves(year: Year, now: datetime) -> None:
    """End a match, put a person's link in its place, close the gap."""
    ended = update(ObligationMatch).where(ObligationMatch.ended_at.is_(None))
    year.session.execute(ended.values(ended_at=now))
    year.session.execute(update(ObligationGap).values(ended_at=now))
    link(year, now, "một", "106", MatchOrigin.PERSON)
    link(year, now, "ba", "103", MatchOrigin.AUTO)


def a_promise_changes(year: Year, now: datetime) -> None:
    """Ask for more of one thing, move another to August."""
    first, second = year.obligations["một"], year.obligations["hai"]
    first.quantity, first.window_to = 2, date(2023, 7, 20)
    note_change(year, now, first, ObligationChangeKind.CHANGED)
    second.status, second.status_reason, second.moved_to = ObligationStatus.MOVED, "mưa bão", date(2023, 8, 1)
    note_change(year, now, second, ObligationChangeKind.MOVED)
    promise(year, now, "bốn", month=date(2023, 8, 1), department_code="P-KS")


def a_paper_is_taken_back(year: Year, now: datetime) -> None:
    """Retract an entry and make another."""
    key = PaperKey("TT", date(2023, 7, 1))
    retract_submission(year.session, year.plan, key, now=now)
    record_submission(year.session, year.plan, key, sent_on=date(2023, 7, 8), now=now, by="lan")


def the_plan_changes(year: Year, now: datetime) -> None:
    """Import the plan with another name of a row and another deadline."""
    words = PLAN_FILE.read_text("utf-8").replace(
        "before_day: 5, last_valid_day: 4,", "before_day: 10, last_valid_day: 9,"
    )
    words = words.replace('short_name: "Cải cách hành chính, chuyển đổi số của Sở"', 'short_name: "Tên mới của mục"')
    path = year.folder / "ke-hoach-moi.yaml"
    path.write_text(words, "utf-8")
    import_office_file(year.session, path, now=now)


def the_organisation_changes(year: Year, now: datetime) -> None:
    """Import the organisation with another name of a department."""
    words = OFFICE_FILE.read_text("utf-8").replace('name: "Thanh tra Sở"', 'name: "Thanh tra của Sở"', 1)
    path = year.folder / "to-chuc-moi.yaml"
    path.write_text(words, "utf-8")
    import_office_file(year.session, path, now=now)


def people_answer_again(year: Year, now: datetime) -> None:
    """Take an acceptance back and say that an article is of the sector after all."""
    answers = (
        ("101", TagAxis.ROW, "HD06", ReviewDecision.REJECT),
        ("104", TagAxis.RELEVANT, RELEVANT, ReviewDecision.ACCEPT),
        ("106", TagAxis.TONE, Tone.CRITICAL.value, ReviewDecision.REJECT),
    )
    for key, axis, code, decision in answers:
        make.make_review(year.session, year.articles[key], year.plan, axis, code, decision=decision, decided_at=now)


STEPS: tuple[Callable[[Year, datetime], None], ...] = (
    the_office_is_imported,
    articles_come,
    a_month_is_promised,
    people_answer,
    words_change,
    a_date_moves,
    a_page_is_removed,
    another_outlet_reports,
    another_classifier_tags,
    the_ledger_moves,
    a_promise_changes,
    a_paper_is_taken_back,
    the_plan_changes,
    the_organisation_changes,
    people_answer_again,
)
