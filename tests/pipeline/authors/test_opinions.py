"""Ratings, the ledger of rewards and real names as they are kept, on SQLite and PostgreSQL."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import AuditEntry
from models.errors import InputError
from models.person import Person, PersonName, WorkRating
from pipeline.authors.naming import DELETED, KEPT, READ, Touch, delete_real_name, keep_real_name, read_real_name
from pipeline.authors.opinions import RewardEntry, list_other_rewards, rate_work, record_reward, retract_reward
from reports.nominations.opinions import Rating, rate_works, read_ratings, read_rewards
from tests import factories as make
from tests.pipeline.authors.making import DECIDED_AT, later
from tests.reports.records import make_publication, make_work


def test_several_raters_stand_apart_and_the_newest_word_of_each_counts(session: Session) -> None:
    """Means and spread are over people, not over words."""
    plan, article = make.make_plan(session), make.make_article(session)
    for by, quality, days in (("lan", 2, 0), ("minh", 5, 1), ("lan", 3, 2)):
        rate_work(session, plan, article.id, quality=quality, impact=4, note=None, by=by, now=later(days))

    now, then = (read_ratings(session, plan.id, later(days))[article.id] for days in (3, 1))

    assert [(one.rated_by, one.quality) for one in now] == [("lan", 3), ("minh", 5)]
    assert [(one.rated_by, one.quality) for one in then] == [("lan", 2), ("minh", 5)]
    assert (Rating(now).quality, Rating(now).quality_span, Rating(now).mean) == (4.0, (3, 5), 4.0)
    assert len(session.scalars(select(WorkRating)).all()) == 3


def test_a_word_on_a_reprint_is_a_word_on_the_work(session: Session) -> None:
    """It is kept under the first publication and found from any of them."""
    plan, first = make.make_plan(session), make.make_article(session)
    copy = make.make_article(session, duplicate_of_id=first.id)

    rate_work(session, plan, copy.id, quality=4, impact=4, note="hay", by="lan", now=DECIDED_AT)

    publications = tuple(make_publication(article_id=id_) for id_ in (copy.id, first.id))
    rated = rate_works([make_work(number=3, publications=publications)], read_ratings(session, plan.id, DECIDED_AT))
    assert rated[3].opinions[0].note == "hay"


@pytest.mark.parametrize(("quality", "impact"), [(0, 3), (3, 6)])
def test_a_rating_out_of_range_is_refused(session: Session, quality: int, impact: int) -> None:
    """One to five."""
    plan, article = make.make_plan(session), make.make_article(session)

    with pytest.raises(InputError, match="từ 1 đến 5"):
        rate_work(session, plan, article.id, quality=quality, impact=impact, note=None, by="lan", now=DECIDED_AT)


def make_entry(article_id: int | None, **changes: object) -> RewardEntry:
    """Make a reward to a work."""
    values: dict[str, object] = {"award_code": "GIAI-2024", "edition": "2024", "level": "Giải B"}
    return RewardEntry(given_on=date(2023, 6, 21), work_id=article_id, **(values | changes))


def test_no_work_has_the_same_reward_twice(session: Session) -> None:
    """A reprint is the same work; another award is told, not refused."""
    first = make.make_article(session)
    copy = make.make_article(session, duplicate_of_id=first.id)
    record_reward(session, make_entry(first.id), by="lan", now=DECIDED_AT)

    with pytest.raises(InputError, match="đã ghi giải này"):
        record_reward(session, make_entry(copy.id), by="lan", now=DECIDED_AT)
    record_reward(session, make_entry(copy.id, award_code="KHAC-2024"), by="lan", now=DECIDED_AT)

    assert len(list_other_rewards(session, first.id)) == 2


def test_a_wrong_line_is_retracted_and_stays_for_earlier_reports(session: Session) -> None:
    """As of the day before it still stands; it may be entered again."""
    article = make.make_article(session)
    row = record_reward(session, make_entry(article.id), by="lan", now=DECIDED_AT)

    retract_reward(session, row.id, now=later(2))

    assert [len(read_rewards(session, later(days))) for days in (-1, 1, 3)] == [0, 1, 0]
    record_reward(session, make_entry(article.id), by="lan", now=later(3))
    with pytest.raises(InputError, match="đã rút"):
        retract_reward(session, row.id, now=later(4))


@pytest.mark.parametrize(
    "entry",
    [
        make_entry(None),
        make_entry(99_999),
        make_entry(None, person_id=99_999),
        make_entry(None, author_id=99_999),
        make_entry(None, level=" "),
    ],
)
def test_a_reward_to_nothing_known_is_refused(session: Session, entry: RewardEntry) -> None:
    """Every line names a work, a pen name or a person that is there."""
    with pytest.raises(InputError):
        record_reward(session, entry, by="lan", now=DECIDED_AT)


def test_a_real_name_is_kept_for_a_purpose_and_every_touch_is_logged(session: Session) -> None:
    """Written, read and deleted: three lines in the log, none of which holds the name."""
    person = Person(shown_name="Mai Hạ", created_at=DECIDED_AT, created_by="lan")
    session.add(person)
    session.flush()
    touch = Touch("quản trị", DECIDED_AT, "127.0.0.1")

    keep_real_name(session, person.id, "Trần Thị Mai Hạ", "hồ sơ khen thưởng", touch)
    session.flush()
    kept = read_real_name(session, person.id, touch)
    assert kept is not None
    assert kept.real_name == "Trần Thị Mai Hạ"
    delete_real_name(session, person.id, touch)
    session.flush()

    assert session.get(PersonName, person.id) is None
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [one.action for one in entries] == [KEPT, READ, DELETED]
    assert not any("Trần" in f"{one.subject}{one.details}" for one in entries)


def test_a_real_name_without_a_purpose_is_refused(session: Session) -> None:
    """Personal data needs a stated purpose."""
    person = Person(shown_name="Mai Hạ", created_at=DECIDED_AT, created_by="lan")
    session.add(person)
    session.flush()

    with pytest.raises(InputError, match="mục đích"):
        keep_real_name(session, person.id, "Trần Thị Mai Hạ", " ", Touch("quản trị", DECIDED_AT))
