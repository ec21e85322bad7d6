"""What a report says of departments, days, authors, agencies and nights, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from models.plan import Plan
from models.vocabulary import ArticleStatus, Certainty, CreditRole, ReviewDecision, TagAxis, Verification
from tests import factories as make
from tests.reports.asking import ask, count, find_row


def test_departments_count_at_the_weaker_certainty_and_unconfirmed_names_are_marked(
    session: Session, plan: Plan, now: datetime
) -> None:
    """A confirmed row with a proposed department is a proposed figure of that department."""
    agency = make.make_agency(session, "SO-2")
    make.make_department(session, "VP", "Văn phòng", agency)
    make.make_department(session, "P-X", "Phòng X", agency, verification=Verification.UNVERIFIED)
    article = make.make_article(session)
    make.make_row_tag(session, article, make.find_item(session, plan, "ND01"), Certainty.CONFIRMED)
    make.make_tag(session, article, plan, TagAxis.DEPARTMENT, "VP")
    make.make_tag(session, article, plan, TagAxis.DEPARTMENT, "LA")
    make.make_review(session, article, plan, TagAxis.DEPARTMENT, "P-X", decision=ReviewDecision.ACCEPT)

    report = ask(session, now)

    assert [(one.code, one.is_confirmed) for one in report.departments] == [("VP", True), ("P-X", False), ("LA", False)]
    assert [count(cell) for cell in find_row(report, "ND01").by_department] == [(0, 1, 0), (1, 0, 0), (0, 1, 0)]


def test_a_department_that_ended_before_the_period_has_no_line(session: Session, plan: Plan, now: datetime) -> None:
    """Departments are dated; only those of the period are shown, and works without one are counted apart."""
    agency = make.make_agency(session, "SO-2")
    make.make_department(session, "CU", "Phòng cũ", agency, valid_to=date(2022, 12, 31))
    make.make_row_tag(session, make.make_article(session), make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert report.departments == ()
    assert count(report.totals.without_department) == (0, 1, 0)


def test_the_last_minutes_of_the_year_belong_to_it(session: Session, plan: Plan, now: datetime) -> None:
    """23:50 on 31/12 in Việt Nam is December of that year; ten minutes later is not."""
    late = datetime(2023, 12, 31, 16, 50, tzinfo=UTC)
    for published in (late, late + timedelta(minutes=10)):
        make.make_row_tag(
            session, make.make_article(session, published_at=published), make.find_item(session, plan, "ND01")
        )

    report = ask(session, now)

    assert count(report.totals.by_month[11]) == count(report.totals.total) == (0, 1, 0)


def test_what_was_first_seen_after_the_as_of_instant_is_left_out(session: Session, plan: Plan, now: datetime) -> None:
    """An article, a removal, a review and a run after the instant are unknown to the report."""
    item = make.find_item(session, plan, "ND01")
    known = make.make_article(
        session, "Đã biết", status=ArticleStatus.REMOVED, status_since=now + timedelta(days=1), status_reason="404"
    )
    later = make.make_article(session, "Biết sau", first_seen_at=now + timedelta(seconds=1))
    for article in (known, later):
        make.make_row_tag(session, article, item)
    make.make_run(session, {("bao", "listed"): 9}, started_at=now + timedelta(days=1))

    report = ask(session, now)

    assert [(work.title, work.first.status) for work in report.works] == [("Đã biết", ArticleStatus.LIVE)]
    assert (report.standing.removed, report.completeness) == ((), ())


def test_undated_and_quarantined_articles_are_listed_apart_and_not_counted(
    session: Session, plan: Plan, now: datetime
) -> None:
    """Neither stands in a table; both are listed with what is wrong."""
    undated = make.make_article(session, "Không ngày", published_at=None)
    make.make_row_tag(session, undated, make.find_item(session, plan, "ND01"))
    make.make_article(session, "Không ngày, ngoài ngành", published_at=None)
    make.make_article(session, None, status=ArticleStatus.QUARANTINED, status_reason="không có tên bài")

    report = ask(session, now)

    assert report.works == ()
    assert [work.title for work in report.undated] == ["Không ngày"]
    assert [(work.title, work.note) for work in report.quarantined] == [
        ("(không có tên)", "chờ xem lại: không có tên bài")
    ]


def test_removed_and_edited_articles_are_counted_and_marked(session: Session, plan: Plan, now: datetime) -> None:
    """A vanished article was published: it counts, and the report says so."""
    item = make.find_item(session, plan, "ND01")
    for title, status in (("A", ArticleStatus.REMOVED), ("B", ArticleStatus.EDITED), ("C", ArticleStatus.LIVE)):
        make.make_row_tag(session, make.make_article(session, title, status=status), item)

    report = ask(session, now)

    assert (report.standing.removed, report.standing.edited) == ((1,), (2,))
    assert [work.note for work in report.works] == ["đã gỡ", "đã sửa", ""]


def test_parts_of_a_series_are_works_and_the_series_is_shown(session: Session, plan: Plan, now: datetime) -> None:
    """Each part counts, and both counts can be told; a lone part is no series."""
    item = make.find_item(session, plan, "ND01")
    for title, key in (("Bài 1", "dat"), ("Bài 2", "dat"), ("Riêng", "le")):
        make.make_row_tag(session, make.make_article(session, title, series_key=key), item)

    report = ask(session, now)

    assert len(report.works) == 3
    assert [(series.title, series.parts) for series in report.standing.series] == [("Bài 1", (1, 2))]


def test_works_are_sorted_by_day_and_then_as_vietnamese_dictionaries_do(
    session: Session, plan: Plan, now: datetime
) -> None:
    """On one day: a, ă, đ; decomposed letters sort and print like composed ones."""
    item = make.find_item(session, plan, "ND01")
    for title in ("Đo đạc", "Ăn", "Dân", "An", "Âm"):
        make.make_row_tag(session, make.make_article(session, title), item)
    early = datetime(2023, 1, 2, tzinfo=UTC)
    make.make_row_tag(session, make.make_article(session, "Ước tính", published_at=early), item)

    report = ask(session, now)

    assert [work.title for work in report.works] == ["Ước tính", "An", "Ăn", "Âm", "Dân", "Đo đạc"]


def test_authors_are_writers_then_others_then_the_signature_as_printed(
    session: Session, plan: Plan, now: datetime
) -> None:
    """A photo credit is no authorship, two roles print one name; an unsigned work says so."""
    item = make.find_item(session, plan, "ND01")
    written = make.make_article(session, "A", authors=["Lê An", "Võ Bình"])
    for position, name in enumerate(("Lê An", "Người Chụp"), start=2):
        make.make_credit(session, written, name, position=position, role=CreditRole.PHOTO)
    filmed = make.make_article(session, "B")
    for position, role in enumerate((CreditRole.VIDEO, CreditRole.EDITOR)):
        make.make_credit(session, filmed, "Người Quay", position=position, role=role)
    agency = make.make_article(session, "C", byline_sources=["TTXVN"])
    for article in (written, filmed, agency, make.make_article(session, "D")):
        make.make_row_tag(session, article, item)

    report = ask(session, now)

    assert [work.authors for work in report.works] == ["Lê An, Võ Bình", "Người Quay", "TTXVN", "Không ký tên"]


def test_the_letterhead_is_of_the_agency_valid_on_the_day(session: Session, now: datetime) -> None:
    """After a reorganisation the successor signs; before it, the plan's own agency."""
    make.make_agency(session, valid_to=date(2025, 2, 28), successor_code="SO-MOI")
    make.make_agency(session, "SO-MOI", letterhead_name="SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", valid_from=date(2025, 3, 1))
    make.make_plan(session)

    before, after = ask(session, now), ask(session, datetime(2025, 3, 1, tzinfo=UTC))

    assert before.letterhead.name == "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"
    assert after.letterhead.name == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"


def test_completeness_is_that_of_each_outlets_latest_run(session: Session, plan: Plan, now: datetime) -> None:
    """Listed, held and missing come from the newest crawl up to the instant."""
    make.make_outlet(session)
    make.make_run(session, {("bao", "listed"): 5, ("bao", "held"): 5, ("bao", "missing"): 0})
    make.make_run(session, {("bao", "listed"): 9, ("bao", "held"): 7, ("bao", "missing"): 2}, started_at=now)

    report = ask(session, now)

    assert [(one.outlet_name, one.listed, one.held, one.missing, one.run_at) for one in report.completeness] == [
        ("Báo Thử", 9, 7, 2, now)
    ]


def test_the_number_of_statements_does_not_grow_with_the_articles(session: Session, plan: Plan, now: datetime) -> None:
    """A report is a handful of statements, whatever it counts."""
    statements: list[str] = []
    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", lambda *call: statements.append(call[2]))
    ask(session, now)
    few = len(statements)
    item = make.find_item(session, plan, "ND01")
    first = make.make_article(session)
    for article in (first, *(make.make_article(session, duplicate_of_id=first.id) for _ in range(30))):
        make.make_row_tag(session, article, item)
    session.expire_all()

    statements.clear()
    report = ask(session, now)

    assert len(report.works) == 1
    assert len(statements) <= few + 3


def test_two_questions_give_equal_records(session: Session, plan: Plan, now: datetime) -> None:
    """The same rows and instant give the same report; another instant only another stamp."""
    make.make_row_tag(session, make.make_article(session), make.find_item(session, plan, "ND01"))
    later = now + timedelta(days=1)

    first, second, third = ask(session, now), ask(session, now), ask(session, now, as_of=later)

    assert first == second
    assert third == replace(first, as_of=later)
