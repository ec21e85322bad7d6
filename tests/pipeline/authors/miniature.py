"""The miniature year as a reviewer leaves it: every page read and kept, every row of the gold confirmed."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

import plans
from crawler.extract import extract_article
from crawler.outlet_file import load_outlets
from demo.articles import DemoArticle
from demo.loading import demo_articles
from demo.rendering import render_page
from models.article import Article
from models.organisation import Outlet
from models.plan import Plan, find_plan
from models.records import ExtractedArticle
from models.tag import Review
from models.vocabulary import ArticleOrigin, ReviewDecision, TagAxis
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import keep_article
from pipeline.plan_import.importing import import_office_file
from pipeline.works.stage import find_works

READ_AT = datetime(2023, 12, 31, 18, tzinfo=UTC)
ANSWERED_AT = datetime(2024, 1, 5, tzinfo=UTC)
BUNDLED = Path(plans.__file__).parent


def fill_miniature(session: Session) -> Plan:
    """Keep all articles of both sites, find works and series, confirm the gold rows; returns the plan."""
    for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
        import_office_file(session, BUNDLED / name, now=datetime(2023, 1, 1, tzinfo=UTC))
    outlets = load_outlets()
    for outlet in outlets:
        session.merge(Outlet(key=outlet.key, name=outlet.name, hosts=list(outlet.hosts), is_crawled=True))
    session.flush()
    plan = find_plan(session, "KH-2023")
    kept = [(one, _keep(session, one, outlets)) for one in demo_articles()]
    find_works(session)
    session.add_all(_accept(article, plan, code) for one, article in kept for code in one.rows)
    session.flush()
    return plan


def _keep(session: Session, one: DemoArticle, outlets: tuple) -> Article:  # type: ignore[type-arg]
    generation = "hatinhtv" if one.outlet == "hatinhtv" else one.form if one.form in {"tv", "video"} else "new"
    url = next((url for url in one.urls if url.endswith(".html")), one.urls[0])
    if url.endswith(".htm"):
        generation = "old"
    read = extract_article(render_page(one, generation), url, fetched_at=READ_AT, outlets=outlets)
    assert isinstance(read, ExtractedArticle)
    return keep_article(session, read, Sighting(READ_AT, ArticleOrigin.CRAWLED))[0]


def _accept(article: Article, plan: Plan, code: str) -> Review:
    return Review(
        article_id=article.id,
        plan_id=plan.id,
        axis=TagAxis.ROW,
        code=code,
        decision=ReviewDecision.ACCEPT,
        decided_at=ANSWERED_AT,
        decided_by="lan",
        text_sha256=article.text_sha256,
    )
