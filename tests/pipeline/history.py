"""A year that keeps changing: each step happens at its own instant, by the program's own doors where it has one."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import update

from models.ledger import ObligationGap, ObligationMatch
from models.organisation import Outlet
from models.records import RELEVANT, Credit, ParsedByline
from models.vocabulary import (
    Genre,
    MatchOrigin,
    ObligationChangeKind,
    ObligationStatus,
    ReviewDecision,
    Signature,
    TagAxis,
    Tone,
)
from pipeline.articles.keeping import mark_removed, mark_returned
from pipeline.deadlines import PaperKey, record_submission, retract_submission
from pipeline.plan_import.importing import import_office_file
from tests import factories as make
from tests.pipeline.history_making import OFFICE_FILE, PLAN_FILE, Year, keep, link, make_page, note_change, promise, tag

__all__ = ["STEPS", "Year", "link"]


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
    """See an answered article with other words and another author."""
    byline = ParsedByline("Lê An", (Credit("Lê An"),), Signature.NAMED)
    keep(year, now, make_page("101", title="Tên mới", text="Lời mới.", byline=byline))


def a_date_moves(year: Year, now: datetime) -> None:
    """See an article with a day of another month, another one with another genre."""
    keep(year, now, make_page("102", published_at=datetime(2023, 6, 20, 3, tzinfo=UTC)))
    keep(year, now, make_page("103", genre=Genre.FEATURE))


def a_page_is_removed(year: Year, now: datetime) -> None:
    """Find a page gone."""
    mark_removed(year.articles["103"], "trang trả lời 404", now)


def the_page_comes_back(year: Year, now: datetime) -> None:
    """Find the page again."""
    mark_returned(year.articles["103"], now)


def an_article_lacks_its_date(year: Year, now: datetime) -> None:
    """Collect a page that has to wait."""
    keep(year, now, make_page("105", published_at=None, quarantine="không có ngày đăng"))


def the_waiting_article_is_freed(year: Year, now: datetime) -> None:
    """See the missing date."""
    keep(year, now, make_page("105"))
    tag(year, now, ["105"], ["HD06"])


def a_reprint_is_found(year: Year, now: datetime) -> None:
    """Take one article for a copy of another."""
    year.articles["104"].duplicate_of_id = year.articles["103"].id


def the_reprint_is_none(year: Year, now: datetime) -> None:
    """Take it for a work of its own again."""
    year.articles["104"].duplicate_of_id = None


def the_first_classifier_returns(year: Year, now: datetime) -> None:
    """Tag with the earlier classifier again."""
    tag(year, now, ["101", "102", "103", "104"], ["HD06"], version="mot")


def the_plan_returns(year: Year, now: datetime) -> None:
    """Import the first plan file again."""
    import_office_file(year.session, PLAN_FILE, now=now)


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
    the_page_comes_back,
    an_article_lacks_its_date,
    the_waiting_article_is_freed,
    another_outlet_reports,
    another_classifier_tags,
    the_first_classifier_returns,
    a_reprint_is_found,
    the_reprint_is_none,
    the_ledger_moves,
    a_promise_changes,
    a_paper_is_taken_back,
    the_plan_changes,
    the_plan_returns,
    the_organisation_changes,
    people_answer_again,
)
