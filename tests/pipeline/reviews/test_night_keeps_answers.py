"""A night after the review reads, tags, reconciles and ranks everything anew, and overwrites nothing a person said."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from demo import DemoSites
from models.article import Article
from models.base import as_record
from models.database import open_engine
from models.desk import QueueRank
from models.plan import Plan, PlanItem
from models.tag import Match, Review, Tag
from models.vocabulary import Certainty, CorrectedField, Genre, ReadingState, TagAxis
from pipeline.config import Config
from pipeline.night.order import NightOrder
from pipeline.night.run import run_night
from pipeline.reviews.answering import answer_article, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all, choose, refuse
from pipeline.reviews.correcting import Correction, correct_article
from pipeline.reviews.filtering import QueueFilter
from pipeline.reviews.listing import find_next

NIGHT = datetime(2024, 1, 1, 19, 0, tzinfo=UTC)
MORNING = NIGHT + timedelta(hours=8)


def review(session: Session) -> dict[int, frozenset[str]]:
    """Answer three articles: as proposed, on another row, not of the sector; returns their rows as they were left."""
    plan = session.scalars(select(Plan)).one()
    rows: dict[int, frozenset[str]] = {}
    for way in ("as proposed", "another row", "not of the sector"):
        article_id = find_next(session, plan, QueueFilter())
        assert article_id is not None
        asked = read_asked(session, plan, [article_id])[article_id]
        answers = {
            "as proposed": accept_all(asked),
            "another row": choose(asked, {(TagAxis.ROW, "ND05")}),
            "not of the sector": refuse(asked),
        }[way]
        seen = look_at(session, plan, article_id)
        answer_article(session, plan, article_id, answers, by="lan", now=MORNING, seen=seen)
        rows[article_id] = read_rows(session, article_id)
    genre = Correction(CorrectedField.GENRE, Genre.EMAGAZINE.value)
    correct_article(session, plan, min(rows), [genre], by="lan", now=MORNING)
    return rows


def read_rows(session: Session, article_id: int) -> frozenset[str]:
    """Return the rows under which an article is confirmed."""
    query = select(PlanItem.code).join(Match, Match.plan_item_id == PlanItem.id)
    return frozenset(
        session.scalars(query.where(Match.article_id == article_id, Match.certainty == Certainty.CONFIRMED))
    )


@pytest.mark.slow
def test_what_a_person_said_outlives_the_night(tmp_path: Path) -> None:
    """The plan file changed, so every article is tagged anew: answers, confirmed rows and a corrected genre stand."""
    config = Config(data=tmp_path)
    engine = open_engine(config.database)
    with DemoSites() as sites:
        wishes = {"origins": tuple(sites.origins), "plan_code": "KH-2023", "until": date(2023, 12, 31)}
        run_night(config, NightOrder(now=NIGHT, since=date(2023, 12, 1), **wishes))
        with Session(engine) as session, session.begin():
            rows = review(session)
            said = [as_record(one) for one in session.scalars(select(Review).order_by(Review.id))]
            session.execute(update(Tag).values(office_sha256="0" * 64))

        run_night(config, NightOrder(now=NIGHT + timedelta(days=1), since=date(2023, 12, 1), **wishes))

    with Session(engine) as session:
        assert [as_record(one) for one in session.scalars(select(Review).order_by(Review.id))] == said
        assert {id_: read_rows(session, id_) for id_ in rows} == rows
        assert len([codes for codes in rows.values() if codes]) == 2
        states = dict(session.execute(select(QueueRank.article_id, QueueRank.state)).all())
        assert {states[id_] for id_ in rows} == {ReadingState.ANSWERED}
        assert session.get_one(Article, min(rows)).genre is Genre.EMAGAZINE
        assert session.scalars(select(Tag.id).where(Tag.is_current.is_(False)).limit(1)).first() is not None
    engine.dispose()
