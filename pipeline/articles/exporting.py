"""Articles out: one JSON object a line, with the keys of the command's contract."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.article import Article
from models.clock import VIETNAM
from models.crawl import Address
from models.plan import Plan
from models.tag import Tag
from models.vocabulary import LocalityScope, TagAxis

BATCH = 200


def local_iso(instant: datetime | None) -> str | None:
    """Return ISO 8601 with +07:00, to the second."""
    return instant.astimezone(VIETNAM).isoformat(timespec="seconds") if instant else None


def export_articles(
    session: Session, plan: Plan | None, chosen: Sequence[int] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the articles with the `chosen` ids in their order, or every one, quarantined too, oldest first.

    Undated ones come last; `labels` are those under `plan`. What the session holds is forgotten on the way.
    """
    every = select(Article.id).order_by(Article.published_at.asc().nulls_last(), Article.id)
    ids = session.scalars(every).all() if chosen is None else chosen
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        labels = _labels(session, plan, part) if plan else {}
        found = (
            select(Article)
            .where(Article.id.in_(part))
            .options(
                selectinload(Article.address).selectinload(Address.forms),
                selectinload(Article.snapshot),
                selectinload(Article.credits),
                selectinload(Article.duplicate_of),
            )
        )
        by_id = {article.id: article for article in session.scalars(found)}
        for article_id in part:
            yield describe_kept(by_id[article_id], labels.get(article_id))
        session.expunge_all()


def describe_kept(article: Article, labels: dict[str, Any] | None) -> dict[str, Any]:
    """Return the JSON object of one kept article."""
    snapshot = article.snapshot
    return {
        "url": article.url,
        "urls": [form.url for form in article.address.forms] if article.address else [u for u in [article.url] if u],
        "outlet": article.outlet_key,
        "outlet_article_id": article.article_id,
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "byline": article.byline,
        "authors": [{"name": c.name, "role": c.role.value, "affiliation": c.affiliation} for c in article.credits],
        "signature": article.signature.value,
        "published_at": local_iso(article.published_at),
        "modified_at": local_iso(article.modified_at),
        "first_seen_at": local_iso(article.first_seen_at),
        "section": article.section,
        "tags": article.page_tags,
        "genre": article.genre.value if article.genre else None,
        "series": _series(article),
        "duplicate_of": article.duplicate_of.url if article.duplicate_of else None,
        "status": article.status.value,
        "status_reason": article.status_reason,
        "snapshot": {
            "sha256": snapshot.sha256,
            "captured_at": local_iso(snapshot.captured_at),
            "warc": snapshot.warc_name,
            "http_status": snapshot.http_status,
        }
        if snapshot
        else None,
        "provenance": article.provenance,
        "origin": article.origin.value,
        "labels": labels,
    }


def _series(article: Article) -> dict[str, Any] | None:
    if article.series_key is None:
        return None
    return {"key": article.series_key, "part": article.series_part, "last": article.series_last}


def _labels(session: Session, plan: Plan, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    current = select(Tag).where(Tag.plan_id == plan.id, Tag.article_id.in_(ids), Tag.is_current)
    by_article: defaultdict[int, list[Tag]] = defaultdict(list)
    for tag in session.scalars(current.order_by(Tag.score.desc(), Tag.code)):
        by_article[tag.article_id].append(tag)
    return {article_id: describe_labels(tags) for article_id, tags in by_article.items()}


def describe_labels(tags: Sequence[Tag]) -> dict[str, Any]:
    """Return the `labels` object of one article's current tags, sorted by falling score."""

    def scored(axis: TagAxis, *, candidate: bool = False) -> list[dict[str, Any]]:
        chosen = [tag for tag in tags if tag.axis is axis and tag.is_candidate == candidate]
        return [{"code": t.code, "score": t.score, "auto": t.is_auto, "reasons": t.reasons} for t in chosen]

    def single(axis: TagAxis) -> str | None:
        return next((tag.code for tag in tags if tag.axis is axis), None)

    relevant = next(tag for tag in tags if tag.axis is TagAxis.RELEVANT)
    departments = [tag for tag in tags if tag.axis is TagAxis.DEPARTMENT]
    return {
        "relevant": {"value": not relevant.is_candidate, "score": relevant.score},
        "rows": scored(TagAxis.ROW),
        "candidates": scored(TagAxis.ROW, candidate=True),
        "fields": scored(TagAxis.FIELD),
        "departments": [{"id": t.code, "via": t.via, "score": t.score} for t in departments],
        "role": single(TagAxis.ROLE),
        "tone": single(TagAxis.TONE),
        "actor": single(TagAxis.ACTOR),
        "in_province": _describe_locality(tags),
        "classifier": relevant.classifier_version,
    }


def _describe_locality(tags: Sequence[Tag]) -> dict[str, Any] | None:
    """Return where the matter takes place; None for tags of before the question was asked."""
    tag = next((tag for tag in tags if tag.axis is TagAxis.LOCALITY), None)
    if tag is None:
        return None
    scope = LocalityScope(tag.code)
    value = None if scope is LocalityScope.UNCLEAR else scope is LocalityScope.INSIDE
    return {"value": value, "scope": scope.value, "score": tag.score, "reasons": tag.reasons}
