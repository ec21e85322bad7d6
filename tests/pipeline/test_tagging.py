"""Tagging: what the present classifier has read under the present plan is left alone, all else is read."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.database import open_engine
from models.plan import Plan
from models.tag import Tag
from models.vocabulary import TagAxis
from pipeline.articles.exporting import describe_labels
from pipeline.plan_import.importing import import_office_file
from pipeline.store import load_tagger
from pipeline.tagging import tag_articles
from tests import factories as make
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH


@pytest.fixture
def kept(sqlite_url: str, now: datetime) -> Engine:
    """A database with the shipped plan and organisation and one article."""
    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        import_office_file(session, ORGANISATION_PATH, now=now)
        import_office_file(session, PLAN_PATH, now=now)
        make.make_article(session)
    return engine


def tag(engine: Engine, now: datetime) -> int:
    """Tag with the tagger of the plan as it stands and return how many articles were read."""
    with Session(engine) as session:
        plan = session.scalars(select(Plan)).one()
        tagger = load_tagger(session, plan, Path())
    return sum(progress.done for progress in tag_articles(engine, plan.id, tagger, now=now))


def reimport(engine: Engine, source: Path, folder: Path, now: datetime) -> None:
    """Import a file again with a line more."""
    path = folder / source.name
    path.write_text(source.read_text(encoding="utf-8") + "\n# bản sửa\n", encoding="utf-8")
    with Session(engine) as session, session.begin():
        import_office_file(session, path, now=now)


def test_a_second_tagging_finds_nothing_to_do(kept: Engine, now: datetime) -> None:
    """The same classifier, plan, organisation and text are read once."""
    assert (tag(kept, now), tag(kept, now)) == (1, 0)


@pytest.mark.parametrize("source", [PLAN_PATH, ORGANISATION_PATH], ids=lambda path: path.stem)
def test_a_new_version_of_an_office_file_is_read_anew(
    kept: Engine, now: datetime, tmp_path: Path, source: Path
) -> None:
    """After another plan or organisation file, each article is tagged again; the old tags stay as history."""
    tag(kept, now)
    later = now + timedelta(days=1)
    reimport(kept, source, tmp_path, later)

    assert (tag(kept, later), tag(kept, later)) == (1, 0)

    with Session(kept) as session:
        relevance = select(func.count()).select_from(Tag).where(Tag.axis == TagAxis.RELEVANT)
        assert (session.scalar(relevance), session.scalar(relevance.where(Tag.is_current))) == (2, 1)


def test_place_and_actor_are_kept_and_exported(kept: Engine, now: datetime) -> None:
    """Where the matter lies is a tag whose marks are the places found; the export tells it with its reasons."""
    with Session(kept) as session, session.begin():
        article = session.scalars(select(Article)).one()
        article.title = "UBND huyện Kỳ Anh thu gom rác thải nhựa"

    tag(kept, now)

    with Session(kept) as session:
        tags = session.scalars(select(Tag).where(Tag.is_current)).all()
        place = next(one for one in tags if one.axis is TagAxis.LOCALITY)
        actor = next(one for one in tags if one.axis is TagAxis.ACTOR)
        exported = describe_labels(tags)
    assert (place.code, actor.code) == ("trong_tinh", "huyen_xa")
    assert place.marks == [{"part": "title", "start": 5, "end": 17, "words": "huyện Kỳ Anh"}]
    assert exported["actor"] == "huyen_xa"
    assert exported["in_province"]["value"] is True
    assert exported["in_province"]["reasons"] == place.reasons
