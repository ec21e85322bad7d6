"""Series in the database: read the marks of headlines, join the parts, store the joined key.

A joined key takes the place of the page's own; the provenance then keeps what the page said ("joined:<key>"),
so that the joining can be done anew from the page's word each time, and is undone where it no longer holds.
The caller commits.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crawler.extract.series import SeriesMark, find_mark, name_key
from models.article import Article, ArticleCredit, Author
from models.clock import local_day
from models.vocabulary import ArticleStatus
from pipeline.works.series import SeriesPage, join_series

JOINED = "joined:"
ID_BATCH = 200
# Characters of a text in which other parts are announced or linked.
OPENING, CLOSING = 600, 600


@dataclass(frozen=True, slots=True)
class _Marked:
    """An article with a series mark in its headline, and what is stored of its series."""

    article_id: int
    work_id: int
    mark: SeriesMark
    page_key: str
    stored: tuple[str | None, int | None, bool]
    provenance: dict[str, Any]


def join_stored_series(session: Session) -> int:
    """Join the series of all dated articles and store their keys; returns how many series have two parts or more."""
    marked = list(_read_marked(session))
    firsts = {one.article_id: one for one in marked if one.work_id == one.article_id}
    keys = join_series(_read_pages(session, firsts))
    changes = [change for one in marked if (change := _change(one, keys.get(one.work_id, one.page_key)))]
    if changes:
        session.execute(update(Article), changes)
    parts: defaultdict[str, int] = defaultdict(int)
    for key in keys.values():
        parts[key] += 1
    return sum(number > 1 for number in parts.values())


def _read_marked(session: Session) -> Iterator[_Marked]:
    chosen = select(
        Article.id,
        Article.work_id(),
        Article.title,
        Article.series_key,
        Article.series_part,
        Article.series_last,
        Article.provenance,
    ).where(Article.title.is_not(None), Article.published_at.is_not(None), Article.status != ArticleStatus.QUARANTINED)
    for id_, work_id, title, *stored, provenance in session.execute(chosen.order_by(Article.id)):
        mark = find_mark(title)
        if mark is None:
            continue
        said = provenance.get("series", "")
        page_key = said.removeprefix(JOINED) if said.startswith(JOINED) else stored[0]
        key = name_key(mark.before) or page_key or name_key(mark.after)
        if key:
            yield _Marked(id_, work_id, mark, key, tuple(stored), provenance)


def _read_pages(session: Session, marked: dict[int, _Marked]) -> Iterator[SeriesPage]:
    ids = sorted(marked)
    words = Article.lead, Article.text, Article.section, Article.page_tags
    columns = Article.id, Article.outlet_key, Article.published_at, *words
    for batch in (ids[start : start + ID_BATCH] for start in range(0, len(ids), ID_BATCH)):
        authors = _read_authors(session, batch)
        for article in session.execute(select(*columns).where(Article.id.in_(batch))):
            one = marked[article.id]
            lead, text = article.lead or "", article.text
            labels = "\n".join([article.section or "", *article.page_tags])
            yield SeriesPage(
                article_id=article.id,
                outlet_key=article.outlet_key,
                day=local_day(article.published_at),
                part=one.mark.part,
                last=one.mark.last,
                key=one.page_key,
                name=one.mark.before,
                subtitle=one.mark.after,
                lead=lead,
                opening=f"{labels}\n{lead}\n{text[:OPENING]}",
                closing=text[-CLOSING:],
                authors=frozenset(authors[article.id]),
                section=article.section,
            )


def _read_authors(session: Session, ids: Sequence[int]) -> defaultdict[int, set[str]]:
    """Return the name keys of those credited under some articles."""
    names: defaultdict[int, set[str]] = defaultdict(set)
    credited = select(ArticleCredit.article_id, Author.name_key).join(Author).where(ArticleCredit.article_id.in_(ids))
    for article_id, name in session.execute(credited):
        names[article_id].add(name)
    return names


def _change(one: _Marked, key: str) -> dict[str, Any] | None:
    """Return the columns to write so that `one` bears `key`, or None if it does."""
    provenance = {name: rule for name, rule in one.provenance.items() if name != "series"}
    if key != one.page_key:
        provenance["series"] = JOINED + one.page_key
    wanted = key, one.mark.part, one.mark.last
    if (wanted, provenance) == (one.stored, one.provenance):
        return None
    names = "series_key", "series_part", "series_last"
    return {"id": one.article_id, "provenance": provenance, **dict(zip(names, wanted, strict=True))}
