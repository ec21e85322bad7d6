"""Read what a folder of evidence is to hold: the counted works of a report, and all that was seen of each.

Counted is what a person confirmed: works of the plan's rows, and works of the sector outside them. Proposed and
doubtful works stand in the reports only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models.article import Article, ArticleState, Revision
from models.crawl import PageSnapshot
from models.vocabulary import ArticleStatus, Certainty
from pipeline.custody.agreement import read_agreement
from pipeline.custody.captures import in_batches
from pipeline.evidence.records import KeptAnswer, PublicationEvidence, SeenRevision, SeenState, WorkEvidence
from reports.annual.annexes import number_by_certainty
from reports.formats import shorten
from reports.gathering import Gathered
from reports.record import Publication, Work

Grouped = Mapping[int, tuple[Any, ...]]


def list_counted(gathered: Gathered) -> dict[str, Work]:
    """Return the confirmed works by code: those of the plan as annex II numbers them, then others."""
    planned = [work for work in number_by_certainty(gathered) if work.certainty is Certainty.CONFIRMED]
    outside = [work for work in gathered.coverage.outside if work.certainty is Certainty.CONFIRMED]
    coded = {f"{work.number:03d}": work for work in planned}
    return coded | {f"N{number:02d}": work for number, work in enumerate(outside, start=1)}


def read_works(session: Session, works: Mapping[str, Work], as_of: datetime) -> tuple[WorkEvidence, ...]:
    """Return the works with all that was seen of their publications by `as_of`."""
    ids = sorted({one.article_id for work in works.values() for one in work.publications})
    reading = _Reading(session, ids, as_of)
    return tuple(
        WorkEvidence(code, work, tuple(reading.describe(one) for one in work.publications))
        for code, work in works.items()
    )


class _Reading:
    """Everything read of some articles, in a handful of statements."""

    def __init__(self, session: Session, ids: list[int], as_of: datetime) -> None:
        self._as_of = as_of
        self._articles = {row.id: row for row in _read_articles(session, ids)}
        self._revisions = _group(_read_revisions(session, ids, as_of))
        self._states = _group(_read_states(session, ids, as_of))
        self._answers = _read_answers(session, ids, as_of)
        self._agreements = read_agreement(session, ids, as_of)

    def describe(self, publication: Publication) -> PublicationEvidence:
        """Return what was seen of one publication."""
        id_ = publication.article_id
        article = self._articles[id_]
        rows = self._revisions.get(id_, ())
        newest = rows[-1] if rows else article
        return PublicationEvidence(
            publication=publication,
            outlet_article_id=article.article_id,
            title=newest.title or "",
            byline=newest.byline,
            origin=article.origin,
            excerpt=shorten(f"{newest.lead or ''} {newest.text}"),
            first_seen_at=article.first_seen_at,
            answers=self._answers.get(id_, ()),
            revisions=tuple(_make_revision(row) for row in rows),
            states=_list_states(self._states.get(id_, ()), article, self._as_of),
            agreement=self._agreements[id_].kind,
        )


def _read_articles(session: Session, ids: list[int]) -> Iterable[Row[*tuple[Any, ...]]]:
    columns = (Article.id, Article.article_id, Article.origin, Article.first_seen_at, Article.title, Article.lead)
    more = (Article.text, Article.byline, Article.status, Article.status_reason, Article.status_since)
    for batch in in_batches(ids):
        yield from session.execute(select(*columns, *more).where(Article.id.in_(batch)))


def _read_revisions(session: Session, ids: list[int], as_of: datetime) -> Iterable[Row[*tuple[Any, ...]]]:
    columns = (Revision.article_id, Revision.number, Revision.seen_at, Revision.title, Revision.lead, Revision.text)
    more = (Revision.byline, Revision.published_at, Revision.text_sha256, Revision.diff)
    for batch in in_batches(ids):
        query = select(*columns, *more).where(Revision.article_id.in_(batch), Revision.seen_at <= as_of)
        yield from session.execute(query.order_by(Revision.article_id, Revision.number))


def _read_states(session: Session, ids: list[int], as_of: datetime) -> Iterable[Row[*tuple[Any, ...]]]:
    columns = (ArticleState.article_id, ArticleState.since, ArticleState.values)
    for batch in in_batches(ids):
        query = select(*columns).where(ArticleState.article_id.in_(batch), ArticleState.since <= as_of)
        yield from session.execute(query.order_by(ArticleState.article_id, ArticleState.since, ArticleState.id))


def _read_answers(session: Session, ids: list[int], as_of: datetime) -> dict[int, tuple[KeptAnswer, ...]]:
    """Return the answers kept of each article, the earliest first."""
    found: defaultdict[int, list[PageSnapshot]] = defaultdict(list)
    for batch in in_batches(ids):
        query = (
            select(Article.id, PageSnapshot)
            .join(PageSnapshot, PageSnapshot.address_id == Article.address_id)
            .where(Article.id.in_(batch), PageSnapshot.captured_at <= as_of)
            .order_by(Article.id, PageSnapshot.captured_at, PageSnapshot.id)
        )
        for article_id, snapshot in session.execute(query):
            found[article_id].append(snapshot)
    return {id_: _pair(snapshots) for id_, snapshots in found.items()}


def _pair(snapshots: list[PageSnapshot]) -> tuple[KeptAnswer, ...]:
    times = {one.id: one.captured_at for one in snapshots}
    return tuple(KeptAnswer(one, times.get(one.same_as_id) if one.same_as_id else None) for one in snapshots)


def _group(rows: Iterable[Row[*tuple[Any, ...]]]) -> Grouped:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(row)
    return {id_: tuple(of_one) for id_, of_one in found.items()}


def _make_revision(row: Any) -> SeenRevision:
    return SeenRevision(
        row.number, row.seen_at, row.title or "", row.byline, row.published_at, row.text_sha256, row.diff or None
    )


def _list_states(noted: Iterable[Any], article: Any, as_of: datetime) -> tuple[SeenState, ...]:
    """Return each change of status noted by the instant; where none was noted, the present one if it held by then."""
    states: list[SeenState] = []
    for row in noted:
        status, reason = ArticleStatus(row.values["status"]), row.values["status_reason"]
        if not states or (states[-1].status, states[-1].reason) != (status, reason):
            states.append(SeenState(row.since, status, reason))
    if not states and article.status_since <= as_of:
        states.append(SeenState(article.status_since, article.status, article.status_reason))
    return tuple(states)
