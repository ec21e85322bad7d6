"""What a coverage report says of a database, on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.errors import InputError
from models.plan import Plan, PlanItemKind
from models.records import RELEVANT
from models.vocabulary import ArticleStatus, Certainty, CreditRole, ReviewDecision, TagAxis, Verification
from reports.coverage import PlanNotFoundError, query_coverage
from reports.record import Cell, CoverageReport, CoverageRow
from tests import factories as make

START, END = date(2023, 1, 1), date(2023, 12, 31)
CONFIRMED, PROPOSED, DOUBTFUL = Certainty.CONFIRMED, Certainty.PROPOSED, Certainty.DOUBTFUL


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan of three rows in a database that knows its agency."""
    make.make_agency(session)
    return make.make_plan(session)


def ask(session: Session, now: datetime, **changes: object) -> CoverageReport:
    """Ask for the year's report on the test plan as of now."""
    question = {"plan_code": "KH-TEST", "start": START, "end": END, "as_of": now}
    return query_coverage(session, **(question | changes))


def find_row(report: CoverageReport, code: str) -> CoverageRow:
    """Return one row of the report."""
    return next(row for row in report.rows if row.code == code)


def count(cell: Cell) -> tuple[int, int, int]:
    """Return the three figures of a cell."""
    return len(cell.confirmed), len(cell.proposed), len(cell.doubtful)


def test_a_plan_without_articles_shows_every_row_empty(session: Session, plan: Plan, now: datetime) -> None:
    """An empty database gives a whole report: all rows, all months, no figure."""
    report = ask(session, now)

    assert [row.code for row in report.rows] == ["ND01", "ND02", "HD01"]
    assert all(row.total == Cell() for row in report.rows)
    assert len(report.months) == 12
    assert (report.works, report.standing.read, report.completeness) == ((), 0, ())


def test_an_unknown_plan_is_named_with_the_next_step(session: Session, now: datetime) -> None:
    """A plan code nobody imported ends with the command that mends it."""
    with pytest.raises(PlanNotFoundError, match="diembao plan import"):
        ask(session, now)


def test_a_period_that_ends_before_it_begins_is_refused(session: Session, plan: Plan, now: datetime) -> None:
    """Turned dates are an error, not an empty report."""
    with pytest.raises(InputError, match="trước khi bắt đầu"):
        ask(session, now, start=END, end=START)


def test_the_three_certainties_stay_apart(session: Session, plan: Plan, now: datetime) -> None:
    """Each match is counted at its own certainty; a row with doubtful works only is not empty."""
    item = make.find_item(session, plan, "ND01")
    other = make.find_item(session, plan, "HD01")
    for certainty in (CONFIRMED, CONFIRMED, PROPOSED):
        make.make_match(session, make.make_article(session), item, certainty)
    make.make_match(session, make.make_article(session), other, DOUBTFUL)

    report = ask(session, now)

    assert count(find_row(report, "ND01").total) == (2, 1, 0)
    assert count(find_row(report, "HD01").total) == (0, 0, 1)
    assert count(report.totals.total) == (2, 1, 1)


def test_a_work_in_two_rows_is_counted_in_both_and_once_in_the_total(
    session: Session, plan: Plan, now: datetime
) -> None:
    """Rows need not add up; the total takes the work once at its strongest certainty."""
    article = make.make_article(session)
    make.make_match(session, article, make.find_item(session, plan, "ND01"), DOUBTFUL)
    make.make_match(session, article, make.find_item(session, plan, "ND02"), CONFIRMED)

    report = ask(session, now)

    assert count(find_row(report, "ND01").total) == (0, 0, 1)
    assert count(find_row(report, "ND02").total) == (1, 0, 0)
    assert count(report.totals.total) == (1, 0, 0)
    assert report.standing.waiting == (1,)


def test_a_match_to_a_sub_item_counts_for_its_row(session: Session, plan: Plan, now: datetime) -> None:
    """Sub-items are no rows of their own."""
    parent = make.find_item(session, plan, "ND02")
    part = make.make_item(session, plan, "ND02.1", kind=PlanItemKind.SUBTHEME, parent=parent)
    make.make_match(session, make.make_article(session), part, CONFIRMED)

    report = ask(session, now)

    assert [row.code for row in report.rows] == ["ND01", "ND02", "HD01"]
    assert count(find_row(report, "ND02").total) == (1, 0, 0)


def test_a_reprint_is_one_work_under_both_outlets_with_both_links(session: Session, plan: Plan, now: datetime) -> None:
    """A cross-post ticks its outlet, adds its link, and is no second work."""
    paper, station = make.make_outlet(session), make.make_outlet(session, "dai", "Đài Thử")
    first = make.make_article(session, "Bài đầu", outlet=paper)
    reprint = make.make_article(session, "Bài đăng lại", outlet=station, duplicate_of_id=first.id)
    for article in (first, reprint):
        make.make_match(session, article, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    row = find_row(report, "ND01")
    assert [count(cell) for cell in (*row.by_outlet, row.total)] == [(0, 1, 0)] * 3
    assert [one.url for one in report.works[0].publications] == [first.url, reprint.url]
    assert (report.works[0].title, report.standing.read, report.standing.reprints) == ("Bài đầu", 2, 1)


def test_a_reprint_of_an_earlier_periods_work_is_not_counted(session: Session, plan: Plan, now: datetime) -> None:
    """A work belongs to the period of its first publication; the late reprint is named apart."""
    first = make.make_article(session, published_at=datetime(2022, 12, 30, tzinfo=UTC))
    reprint = make.make_article(session, duplicate_of_id=first.id)
    make.make_match(session, reprint, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert report.works == ()
    assert (report.standing.read, report.standing.earlier_reprints) == (1, 1)


def test_a_ring_of_reprints_is_one_work(session: Session, plan: Plan, now: datetime) -> None:
    """Two articles that point at each other do not hang the report and count once."""
    one = make.make_article(session)
    two = make.make_article(session, duplicate_of_id=one.id)
    one.duplicate_of_id = two.id
    make.make_match(session, two, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert count(report.totals.total) == (0, 1, 0)


def test_every_article_read_has_one_fate(session: Session, plan: Plan, now: datetime) -> None:
    """Read = of the plan + outside it + not of the sector + reprints, and each is named."""
    item = make.find_item(session, plan, "ND01")
    counted = make.make_article(session)
    make.make_match(session, counted, item)
    make.make_article(session, duplicate_of_id=counted.id)
    outside = make.make_article(session, "Ngoài kế hoạch")
    make.make_tag(session, outside, plan, TagAxis.RELEVANT, RELEVANT)
    make.make_article(session, "Bóng đá")

    report = ask(session, now)

    standing = report.standing
    assert standing.read == len(report.works) + len(report.outside) + standing.not_of_sector + standing.reprints == 4
    assert [work.title for work in report.outside] == ["Ngoài kế hoạch"]


def test_the_newest_review_of_relevance_outranks_the_tag(session: Session, plan: Plan, now: datetime) -> None:
    """A person's no takes an article off the list outside the plan; a later yes brings it back as confirmed."""
    articles = [make.make_article(session, title) for title in ("A", "B")]
    for article in articles:
        make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
        make.make_review(session, article, plan, TagAxis.RELEVANT, RELEVANT, decision=ReviewDecision.REJECT)
    later = datetime(2023, 7, 1, tzinfo=UTC)
    make.make_review(
        session, articles[1], plan, TagAxis.RELEVANT, RELEVANT, decision=ReviewDecision.ACCEPT, decided_at=later
    )

    report = ask(session, now)

    assert [(work.title, work.certainty, work.reasons) for work in report.outside] == [
        ("B", CONFIRMED, ("người duyệt",))
    ]


@pytest.mark.parametrize("changes", [{"is_current": False}, {"is_candidate": True}])
def test_an_old_relevance_tag_or_a_near_miss_does_not_count(
    session: Session, plan: Plan, now: datetime, changes: dict[str, object]
) -> None:
    """History and near misses put nothing on the list; what is proposed was decided by the classifier's own limit."""
    make.make_tag(session, make.make_article(session), plan, TagAxis.RELEVANT, RELEVANT, **changes)

    assert ask(session, now).outside == ()


def test_departments_count_at_the_weaker_certainty_and_unconfirmed_names_are_marked(
    session: Session, plan: Plan, now: datetime
) -> None:
    """A confirmed row with a proposed department is a proposed figure of that department."""
    agency = make.make_agency(session, "SO-2")
    make.make_department(session, "VP", "Văn phòng", agency)
    make.make_department(session, "P-X", "Phòng X", agency, verification=Verification.UNVERIFIED)
    article = make.make_article(session)
    make.make_match(session, article, make.find_item(session, plan, "ND01"), CONFIRMED)
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
    make.make_match(session, make.make_article(session), make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert report.departments == ()
    assert count(report.totals.without_department) == (0, 1, 0)


def test_the_last_minutes_of_the_year_belong_to_it(session: Session, plan: Plan, now: datetime) -> None:
    """23:50 on 31/12 in Việt Nam is December of that year; ten minutes later is not."""
    late = datetime(2023, 12, 31, 16, 50, tzinfo=UTC)
    for published in (late, late + timedelta(minutes=10)):
        make.make_match(
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
        make.make_match(session, article, item)
    make.make_run(session, {("bao", "listed"): 9}, started_at=now + timedelta(days=1))

    report = ask(session, now)

    assert [(work.title, work.first.status) for work in report.works] == [("Đã biết", ArticleStatus.LIVE)]
    assert (report.standing.removed, report.completeness) == ((), ())


def test_undated_and_quarantined_articles_are_listed_apart_and_not_counted(
    session: Session, plan: Plan, now: datetime
) -> None:
    """Neither stands in a table; both are listed with what is wrong."""
    undated = make.make_article(session, "Không ngày", published_at=None)
    make.make_match(session, undated, make.find_item(session, plan, "ND01"))
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
        make.make_match(session, make.make_article(session, title, status=status), item)

    report = ask(session, now)

    assert (report.standing.removed, report.standing.edited) == ((1,), (2,))
    assert [work.note for work in report.works] == ["đã gỡ", "đã sửa", ""]


def test_parts_of_a_series_are_works_and_the_series_is_shown(session: Session, plan: Plan, now: datetime) -> None:
    """Each part counts, and both counts can be told; a lone part is no series."""
    item = make.find_item(session, plan, "ND01")
    for title, key in (("Bài 1", "dat"), ("Bài 2", "dat"), ("Riêng", "le")):
        make.make_match(session, make.make_article(session, title, series_key=key), item)

    report = ask(session, now)

    assert len(report.works) == 3
    assert [(series.title, series.parts) for series in report.standing.series] == [("Bài 1", (1, 2))]


def test_works_are_sorted_by_day_and_then_as_vietnamese_dictionaries_do(
    session: Session, plan: Plan, now: datetime
) -> None:
    """On one day: a, ă, đ; decomposed letters sort and print like composed ones."""
    item = make.find_item(session, plan, "ND01")
    for title in ("Đo đạc", "Ăn", "Dân", "An", "Âm"):
        make.make_match(session, make.make_article(session, title), item)
    early = datetime(2023, 1, 2, tzinfo=UTC)
    make.make_match(session, make.make_article(session, "Ước tính", published_at=early), item)

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
        make.make_match(session, article, item)

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
        make.make_match(session, article, item)
    session.expire_all()

    statements.clear()
    report = ask(session, now)

    assert len(report.works) == 1
    assert len(statements) <= few + 3


def test_two_questions_give_equal_records(session: Session, plan: Plan, now: datetime) -> None:
    """The same rows and instant give the same report; another instant only another stamp."""
    make.make_match(session, make.make_article(session), make.find_item(session, plan, "ND01"))
    later = now + timedelta(days=1)

    first, second, third = ask(session, now), ask(session, now), ask(session, now, as_of=later)

    assert first == second
    assert third == replace(first, as_of=later)
