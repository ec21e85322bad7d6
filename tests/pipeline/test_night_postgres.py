"""The same night on a real PostgreSQL."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from demo import DemoSites, demo_articles
from models.article import Article
from models.database import open_engine
from models.tag import Match
from pipeline.config import Config
from pipeline.night.order import NightOrder
from pipeline.night.run import run_night

YEAR = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}


@pytest.mark.postgres
@pytest.mark.slow
def test_a_night_on_postgresql_holds_the_whole_year(postgres_url: str, tmp_path: Path) -> None:
    """An empty PostgreSQL database is given its tables, and after a night holds every article, once, matched."""
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE night"))
    engine.dispose()
    url = make_url(postgres_url).set(database="night").render_as_string(hide_password=False)
    config = Config(data=tmp_path, database_url=url)
    now = datetime(2024, 1, 1, 19, 0, tzinfo=UTC)

    with DemoSites() as sites:
        summary = run_night(config, NightOrder(now=now, origins=tuple(sites.origins), plan_code="KH-2023", **YEAR))

    engine = open_engine(url)
    with Session(engine) as session:
        held = set(session.execute(select(Article.outlet_key, Article.article_id)).all())
        matches = session.scalar(select(func.count()).select_from(Match))
    engine.dispose()
    assert held == {(article.outlet, article.article_id) for article in demo_articles() if article.first_night == 1}
    assert matches
    assert sum(line.new for line in summary.outlets) == len(held)
