"""Reconciling against a database: people's answers, reprints, and the same figures as the report's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.article import Article
from models.database import open_engine
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Match
from models.vocabulary import ArticleStatus, Certainty, ReviewDecision, TagAxis
from pipeline.reconcile.stage import Reconciliation, reconcile
from reports import query_coverage
from reports.record import CoverageReport
from tests import factories as make

ACCEPT, REJECT = ReviewDecision.ACCEPT, ReviewDecision.REJECT
MORNING = datetime(2023, 3, 5, 1, 0, tzinfo=UTC)
STORY = " ".join(f"từ{number}" for number in range(60))


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    """A database with the test plan."""
    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        make.make_agency(session)
        make.make_plan(session)
    return engine


def keep(engine: Engine, title: str = "Rác thải nhựa", *, rows: tuple[str, ...] = ("ND01",), **changes: object) -> int:
    """Keep an article that the classifier puts in the sector and in some rows; returns its id."""
    with Session(engine) as session, session.begin():
        article = make.make_article(session, title, **changes)
        plan = session.scalars(select(Plan)).one()
        make.make_tag(session, article, plan, TagAxis.RELEVANT, RELEVANT)
        for code in rows:
            make.make_tag(session, article, plan, TagAxis.ROW, code, reasons=["tiêu đề: rác"])
        return article.id


def answer(
    engine: Engine, article_id: int, code: str, decision: ReviewDecision, decided_at: datetime = MORNING
) -> None:
    """Let a person answer on a row, or on the sector."""
    axis = TagAxis.RELEVANT if code == RELEVANT else TagAxis.ROW
    with Session(engine) as session, session.begin():
        article = session.get_one(Article, article_id)
        plan = session.scalars(select(Plan)).one()
        make.make_review(session, article, plan, axis, code, decision=decision, decided_at=decided_at)


def match(engine: Engine, now: datetime) -> tuple[Reconciliation, dict[int, Certainty]]:
    """Reconcile, and return the certainty at which each article is matched."""
    result = reconcile(engine, 1, now=now)
    with Session(engine) as session:
        return result, dict(session.execute(select(Match.article_id, Match.certainty)).all())


def report(engine: Engine, as_of: datetime) -> CoverageReport:
    """Ask for the report of the plan's year."""
    with Session(engine) as session:
        return query_coverage(session, plan_code="KH-TEST", start=date(2023, 1, 1), end=date(2023, 12, 31), as_of=as_of)


def originals(engine: Engine) -> dict[int, int | None]:
    """Return what each article points at."""
    with Session(engine) as session:
        return dict(session.execute(select(Article.id, Article.duplicate_of_id)).all())


def test_a_persons_no_takes_an_article_out_of_matches_and_of_both_lists(engine: Engine, now: datetime) -> None:
    """What is not of the sector counts nowhere, in the reconciliation as in the report."""
    counted, outside = keep(engine, "A"), keep(engine, "B", rows=())
    before, _ = match(engine, now)
    for article_id in (counted, outside):
        answer(engine, article_id, RELEVANT, REJECT)

    after, matches = match(engine, now)

    told = report(engine, now)
    assert (before.articles, before.outside_plan) == (2, 1)
    assert (after.articles, after.outside_plan, matches) == (0, 0, {})
    assert (told.works, told.outside, told.standing.not_of_sector) == ((), (), 2)


def test_a_no_for_an_earlier_text_opens_the_question_again(engine: Engine, now: datetime) -> None:
    """A changed text is asked about anew: the proposal counts again, the work outside the plan is doubtful."""
    article_id = keep(engine, rows=())
    answer(engine, article_id, RELEVANT, REJECT)
    with Session(engine) as session, session.begin():
        session.get_one(Article, article_id).text_sha256 = "1" * 64

    result, _ = match(engine, now)

    [work] = report(engine, now).outside
    assert result.outside_plan == 1
    assert work.certainty is Certainty.DOUBTFUL
    assert "bài đã sửa sau khi trả lời" in work.reasons[0]


def test_only_the_newest_answer_on_a_row_makes_an_article_one_of_the_sector(engine: Engine, now: datetime) -> None:
    """A row accepted and then refused leaves nothing; one accepted makes even an unproposed article count."""
    with Session(engine) as session, session.begin():
        taken_back, accepted = (make.make_article(session, title).id for title in ("A", "B"))
    answer(engine, taken_back, "ND01", ACCEPT)
    answer(engine, taken_back, "ND01", REJECT, MORNING + timedelta(days=1))
    answer(engine, accepted, "ND01", ACCEPT)

    result, matches = match(engine, now)

    told = report(engine, now)
    assert (result.articles, result.outside_plan, matches) == (1, 0, {accepted: Certainty.CONFIRMED})
    assert ([work.title for work in told.works], told.outside) == (["B"], ())


def test_answers_on_other_axes_make_no_article_one_of_the_sector(engine: Engine, now: datetime) -> None:
    """A department confirmed by a person says nothing of the sector."""
    with Session(engine) as session, session.begin():
        plan = session.scalars(select(Plan)).one()
        article = make.make_article(session)
        make.make_review(session, article, plan, TagAxis.DEPARTMENT, "VP", decision=ACCEPT)

    result, _ = match(engine, now)

    assert result.articles == 0


@pytest.mark.parametrize("answered", ["first", "reprint"])
@pytest.mark.parametrize("code", ["ND01", RELEVANT])
def test_an_answer_is_about_every_publication_of_the_same_words(
    engine: Engine, now: datetime, answered: str, code: str
) -> None:
    """A refused first publication does not come back through its reprint, nor the other way round."""
    first = keep(engine, text=STORY)
    again = keep(engine, text=STORY, published_at=MORNING + timedelta(hours=3))
    match(engine, now)
    answer(engine, first if answered == "first" else again, code, REJECT)

    _, matches = match(engine, now)

    assert matches == {}
    assert report(engine, now).works == ()


def test_an_answer_does_not_reach_a_copy_with_other_words(engine: Engine, now: datetime) -> None:
    """A near copy may be reviewed for itself: its words are not those that were read."""
    first = keep(engine, text=STORY, text_key="a")
    copy = keep(engine, text=f"{STORY} thêm", text_key="b", published_at=MORNING + timedelta(hours=3))
    match(engine, now)
    answer(engine, first, "ND01", REJECT)

    _, matches = match(engine, now)

    assert matches == {copy: Certainty.PROPOSED}


def test_reprints_are_found_in_order_of_publication_and_forgotten_when_they_are_none(
    engine: Engine, now: datetime
) -> None:
    """The later one points at the earlier one whatever their rows' order, until it is edited or waits again."""
    later = keep(engine, text=STORY, published_at=MORNING + timedelta(hours=3))
    first = keep(engine, text=STORY)
    third = keep(engine, text=STORY, published_at=MORNING + timedelta(hours=5))
    match(engine, now)
    found = originals(engine)

    with Session(engine) as session, session.begin():
        edited = session.get_one(Article, later)
        edited.text, edited.text_sha256 = "Bài viết lại từ đầu, không còn chữ nào chung.", "1" * 64
        edited.text_key = "1" * 64
        session.get_one(Article, third).status = ArticleStatus.QUARANTINED
    result, _ = match(engine, now)

    assert found == {first: None, later: first, third: first}
    assert originals(engine) == {first: None, later: None, third: None}
    assert result.reprints == 0


def test_reconciling_one_plan_leaves_the_reprints_of_another_alone(engine: Engine, now: datetime) -> None:
    """What one work is does not depend on the plan that is asked about."""
    first = keep(engine, text=STORY)
    again = keep(engine, text=STORY, published_at=MORNING + timedelta(hours=3))
    with Session(engine) as session, session.begin():
        other = make.make_plan(session, "KH-KHAC").id

    reconcile(engine, other, now=now)

    assert originals(engine) == {first: None, again: first}


def test_works_outside_the_plan_are_counted_as_the_report_counts_them(engine: Engine, now: datetime) -> None:
    """Neither a reprint, nor an article of another year, nor one without a day is a further work of the period."""
    keep(engine, "A", rows=(), text=STORY)
    keep(engine, "A", rows=(), text=STORY, published_at=MORNING + timedelta(hours=3))
    keep(engine, "B", rows=(), published_at=datetime(2022, 5, 1, tzinfo=UTC))
    keep(engine, "C", rows=(), published_at=None)
    keep(engine, "D")

    result, _ = match(engine, now)

    assert result.outside_plan == len(report(engine, now).outside) == 1


def test_a_second_reconciliation_changes_no_row(engine: Engine, now: datetime) -> None:
    """A match that stays keeps the instant at which it was made; one that changed gets the new one."""
    same, changed, refused = keep(engine, "A"), keep(engine, "B"), keep(engine, "C")
    match(engine, now)
    answer(engine, changed, "ND01", ACCEPT)
    answer(engine, refused, "ND01", REJECT)

    later = now + timedelta(days=1)
    _, matches = match(engine, later)

    with Session(engine) as session:
        instants = dict(session.execute(select(Match.article_id, Match.matched_at)).all())
    assert matches == {same: Certainty.PROPOSED, changed: Certainty.CONFIRMED}
    assert instants == {same: now, changed: later}


def test_a_report_as_of_an_earlier_day_leaves_out_later_answers(engine: Engine, now: datetime) -> None:
    """What was confirmed, refused or added later stands as it was proposed, with the reasons it had then."""
    confirmed, refused, elsewhere = keep(engine, "A"), keep(engine, "B"), keep(engine, "C")
    match(engine, now)
    earlier = report(engine, now)
    later = now + timedelta(days=2)
    answer(engine, confirmed, "ND01", ACCEPT, later)
    answer(engine, confirmed, "ND02", ACCEPT, later)
    answer(engine, refused, "ND01", REJECT, later)
    answer(engine, elsewhere, RELEVANT, REJECT, later)
    match(engine, later)

    assert report(engine, now) == earlier
    assert [work.certainty for work in report(engine, later).works] == [Certainty.CONFIRMED]


def test_a_report_as_of_the_day_between_two_answers_tells_the_first(engine: Engine, now: datetime) -> None:
    """A confirmation withdrawn later still stood on that day."""
    article_id = keep(engine)
    answer(engine, article_id, "ND01", ACCEPT)
    answer(engine, article_id, "ND01", REJECT, now + timedelta(days=2))
    match(engine, now + timedelta(days=2))

    [work] = report(engine, now).works

    assert work.certainty is Certainty.CONFIRMED
    assert work.reasons[0] == "đã duyệt ngày 05/03/2023"
