"""How a report counts the works of a database, on SQLite and PostgreSQL."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from models.errors import InputError
from models.plan import Plan, PlanItemKind, PlanNotFoundError
from models.records import RELEVANT
from models.vocabulary import Certainty, ReviewDecision, TagAxis
from reports.record import Cell
from tests import factories as make
from tests.reports.asking import END, START, ask, count, find_row

CONFIRMED, PROPOSED, DOUBTFUL = Certainty.CONFIRMED, Certainty.PROPOSED, Certainty.DOUBTFUL


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
        make.make_row_tag(session, make.make_article(session), item, certainty)
    make.make_row_tag(session, make.make_article(session), other, DOUBTFUL)

    report = ask(session, now)

    assert count(find_row(report, "ND01").total) == (2, 1, 0)
    assert count(find_row(report, "HD01").total) == (0, 0, 1)
    assert count(report.totals.total) == (2, 1, 1)


def test_a_work_in_two_rows_is_counted_in_both_and_once_in_the_total(
    session: Session, plan: Plan, now: datetime
) -> None:
    """Rows need not add up; the total takes the work once at its strongest certainty."""
    article = make.make_article(session)
    make.make_row_tag(session, article, make.find_item(session, plan, "ND01"), DOUBTFUL)
    make.make_row_tag(session, article, make.find_item(session, plan, "ND02"), CONFIRMED)

    report = ask(session, now)

    assert count(find_row(report, "ND01").total) == (0, 0, 1)
    assert count(find_row(report, "ND02").total) == (1, 0, 0)
    assert count(report.totals.total) == (1, 0, 0)
    assert report.standing.waiting == (1,)


def test_a_match_to_a_sub_item_counts_for_its_row(session: Session, plan: Plan, now: datetime) -> None:
    """Sub-items are no rows of their own."""
    parent = make.find_item(session, plan, "ND02")
    part = make.make_item(session, plan, "ND02.1", kind=PlanItemKind.SUBTHEME, parent=parent)
    make.make_row_tag(session, make.make_article(session), part, CONFIRMED)

    report = ask(session, now)

    assert [row.code for row in report.rows] == ["ND01", "ND02", "HD01"]
    assert count(find_row(report, "ND02").total) == (1, 0, 0)


def test_a_reprint_is_one_work_under_both_outlets_with_both_links(session: Session, plan: Plan, now: datetime) -> None:
    """A cross-post ticks its outlet, adds its link, and is no second work."""
    paper, station = make.make_outlet(session), make.make_outlet(session, "dai", "Đài Thử")
    first = make.make_article(session, "Bài đầu", outlet=paper)
    reprint = make.make_article(session, "Bài đăng lại", outlet=station, duplicate_of_id=first.id)
    for article in (first, reprint):
        make.make_row_tag(session, article, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    row = find_row(report, "ND01")
    assert [count(cell) for cell in (*row.by_outlet, row.total)] == [(0, 1, 0)] * 3
    assert [one.url for one in report.works[0].publications] == [first.url, reprint.url]
    assert (report.works[0].title, report.standing.read, report.standing.reprints) == ("Bài đầu", 2, 1)


def test_a_reprint_of_an_earlier_periods_work_is_not_counted(session: Session, plan: Plan, now: datetime) -> None:
    """A work belongs to the period of its first publication; the late reprint is named apart."""
    first = make.make_article(session, published_at=datetime(2022, 12, 30, tzinfo=UTC))
    reprint = make.make_article(session, duplicate_of_id=first.id)
    make.make_row_tag(session, reprint, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert report.works == ()
    assert (report.standing.read, report.standing.earlier_reprints) == (1, 1)


def test_a_ring_of_reprints_is_one_work(session: Session, plan: Plan, now: datetime) -> None:
    """Two articles that point at each other do not hang the report and count once."""
    one = make.make_article(session)
    two = make.make_article(session, duplicate_of_id=one.id)
    one.duplicate_of_id = two.id
    make.make_row_tag(session, two, make.find_item(session, plan, "ND01"))

    report = ask(session, now)

    assert count(report.totals.total) == (0, 1, 0)


def test_every_article_read_has_one_fate(session: Session, plan: Plan, now: datetime) -> None:
    """Read = of the plan + outside it + not of the sector + reprints, and each is named."""
    item = make.find_item(session, plan, "ND01")
    counted = make.make_article(session)
    make.make_row_tag(session, counted, item)
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
        ("B", CONFIRMED, ("đã duyệt ngày 01/07/2023",))
    ]


@pytest.mark.parametrize("changes", [{"is_current": False}, {"is_candidate": True}])
def test_an_old_relevance_tag_or_a_near_miss_does_not_count(
    session: Session, plan: Plan, now: datetime, changes: dict[str, object]
) -> None:
    """History and near misses put nothing on the list; what is proposed was decided by the classifier's own limit."""
    make.make_tag(session, make.make_article(session), plan, TagAxis.RELEVANT, RELEVANT, **changes)

    assert ask(session, now).outside == ()
