"""Suggest which pen names may be one person: alike in form, with what speaks for it and against. Decides nothing.

A pair is left out once people have said whose both names are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.article import Article, ArticleCredit
from models.registry import AuthorHead, Registry, read_registry
from models.text import fold_accents
from pipeline.authors.likeness import Likeness, compare_names

STRENGTH = tuple(Likeness)
INITIALS, GIVEN_NAME = ".", "_"


@dataclass(frozen=True, slots=True)
class Traces:
    """What articles tell of pen names, by author: series, articles, and pairs who signed copies of one text."""

    series: Mapping[int, frozenset[str]]
    articles: Mapping[int, frozenset[int]]
    copies: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two pen names that may be one person; `against` speaks for two."""

    one: AuthorHead
    other: AuthorHead
    likeness: Likeness | None
    grounds: tuple[str, ...]
    against: tuple[str, ...]


def suggest(session: Session) -> list[Suggestion]:
    """Return the pairs worth asking about, the likeliest first."""
    registry = read_registry(session)
    return list_suggestions(registry, read_traces(session))


def list_suggestions(registry: Registry, traces: Traces) -> list[Suggestion]:
    """Return the pairs worth asking about. Pure."""
    pairs = set(_alike_pairs(registry.authors.values())) | set(traces.copies)
    found = []
    for first, second in sorted(pairs):
        if _is_settled(registry, first, second):
            continue
        one, other = registry.authors[first], registry.authors[second]
        likeness = compare_names(one.name, other.name)
        found.append(Suggestion(one, other, likeness, _for(one, other, likeness, traces), _against(one, other, traces)))
    return sorted(found, key=_order)


def _order(one: Suggestion) -> tuple[object, ...]:
    strength = STRENGTH.index(one.likeness) if one.likeness else len(STRENGTH)
    return bool(one.against), -len(one.grounds), strength, one.one.id, one.other.id


def _alike_pairs(authors: Iterable[AuthorHead]) -> Iterable[tuple[int, int]]:
    """Yield pairs alike in form; only names that stand on a common shelf are compared."""
    shelves: dict[str, list[AuthorHead]] = defaultdict(list)
    for author in authors:
        for shelf in _list_shelves(fold_accents(author.name_key).split()):
            shelves[shelf].append(author)
    seen: set[tuple[int, int]] = set()
    for shelf, members in shelves.items():
        for one, other in combinations(members, 2):
            if _can_be_passed_over(shelf, one, other):
                continue
            pair = min(one.id, other.id), max(one.id, other.id)
            if pair not in seen and compare_names(one.name, other.name):
                yield pair
            seen.add(pair)


def _can_be_passed_over(shelf: str, one: AuthorHead, other: AuthorHead) -> bool:
    """Say that a shelf brought together two names which its form of likeness cannot hold for."""
    if shelf.startswith(INITIALS):
        return not (_has_initials(one) or _has_initials(other))
    return shelf.startswith(GIVEN_NAME) and one.name_key.count(" ") == other.name_key.count(" ")


def _has_initials(author: AuthorHead) -> bool:
    words = author.name_key.split()
    return len(words) == 1 or any(len(word) == 1 for word in words)


def _list_shelves(words: list[str]) -> set[str]:
    """Return the keys of which alike names share at least one, for every form of likeness."""
    if not words:
        return set()
    together = "".join(words)
    shortened = {f"-{together[:place]}{together[place + 1 :]}" for place in range(len(together))}
    initials = words[0] if len(words) == 1 else "".join(word[0] for word in words)
    return {" ".join(sorted(words)), f"-{together}", f"{INITIALS}{initials}", f"{GIVEN_NAME}{words[-1]}", *shortened}


def _is_settled(registry: Registry, first: int, second: int) -> bool:
    return first in registry.by_author and second in registry.by_author


def _for(one: AuthorHead, other: AuthorHead, likeness: Likeness | None, traces: Traces) -> tuple[str, ...]:
    grounds = []
    if likeness:
        where = "" if one.outlet_key == other.outlet_key else " ở hai cơ quan báo chí"
        grounds.append(f"{likeness}{where}")
    if shared := traces.series.get(one.id, frozenset()) & traces.series.get(other.id, frozenset()):
        grounds.append(f"cùng viết {len(shared)} loạt bài")
    if (min(one.id, other.id), max(one.id, other.id)) in traces.copies:
        grounds.append("ký hai bản của cùng một bài")
    return tuple(grounds)


def _against(one: AuthorHead, other: AuthorHead, traces: Traces) -> tuple[str, ...]:
    together = traces.articles.get(one.id, frozenset()) & traces.articles.get(other.id, frozenset())
    return (f"cùng ký {len(together)} bài nên có thể là hai người",) if together else ()


def read_traces(session: Session) -> Traces:
    """Read what the stored articles tell of pen names."""
    series: dict[int, set[str]] = defaultdict(set)
    articles: dict[int, set[int]] = defaultdict(set)
    signed = select(ArticleCredit.author_id, Article.id, Article.outlet_key, Article.series_key).join(
        Article, Article.id == ArticleCredit.article_id
    )
    for author_id, article_id, outlet_key, series_key in session.execute(signed):
        articles[author_id].add(article_id)
        if series_key:
            series[author_id].add(f"{outlet_key}:{series_key}")
    return Traces(
        {key: frozenset(found) for key, found in series.items()},
        {key: frozenset(found) for key, found in articles.items()},
        _read_copies(session),
    )


def _read_copies(session: Session) -> frozenset[tuple[int, int]]:
    """Return pairs of different pen names of which each signed alone one of two publications of a text."""
    first, copy = aliased(ArticleCredit), aliased(ArticleCredit)
    query = (
        select(first.author_id, copy.author_id)
        .join(Article, Article.duplicate_of_id == first.article_id)
        .join(copy, copy.article_id == Article.id)
        .where(first.author_id != copy.author_id)
        .distinct()
    )
    return frozenset((min(pair), max(pair)) for pair in session.execute(query))
