"""Find what an address of this room names: the article, the plan under which it is looked at, the kept page."""

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models.article import Article
from models.crawl import PageSnapshot
from models.plan import Plan, PlanNotFoundError, find_plan
from pipeline.desk.state import Desk

PAGE_STATUS = 200


def find_article(session: Session, article_id: int) -> Article:
    """Return the article with what its page always shows; raises HTTPException (404)."""
    whole = (
        selectinload(Article.credits),
        selectinload(Article.revisions),
        joinedload(Article.address),
    )
    article = session.scalars(select(Article).where(Article.id == article_id).options(*whole)).one_or_none()
    if article is None:
        raise HTTPException(404)
    return article


def choose_plan(session: Session, desk: Desk, code: str | None) -> Plan | None:
    """Return the plan asked for, or the desk's own; None where no plan was imported. Raises PlanNotFoundError."""
    try:
        return find_plan(session, code or desk.config.plan)
    except PlanNotFoundError:
        if code is not None:
            raise
        return None


def find_kept_page(session: Session, article: Article, snapshot_id: int | None) -> PageSnapshot | None:
    """Return the snapshot asked for, or the newest whole page of the article; None where no page is kept.

    Raises HTTPException (404) for a snapshot that is not the article's.
    """
    kept = select(PageSnapshot).where(PageSnapshot.address_id == article.address_id)
    if snapshot_id is not None:
        snapshot = session.scalars(kept.where(PageSnapshot.id == snapshot_id)).one_or_none()
        if snapshot is None:
            raise HTTPException(404)
        return snapshot
    whole = kept.where(PageSnapshot.same_as_id.is_(None), PageSnapshot.http_status == PAGE_STATUS)
    return session.scalars(whole.order_by(PageSnapshot.captured_at.desc()).limit(1)).one_or_none()
