"""Turn articles into works: reprints and cross-posts collapse to the first publication, all links kept. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.clock import local_day
from models.records import Credit
from models.text import collation_key
from models.vocabulary import ArticleStatus, Certainty, CreditRole, Signature
from reports.evidence import Evidence
from reports.formats import safe_link, shorten, single_line
from reports.reading import ArticleFact
from reports.record import Placement, Publication, Work

STRENGTH = (Certainty.CONFIRMED, Certainty.PROPOSED, Certainty.DOUBTFUL)
REASON_LENGTH = 120
NO_TITLE = "(không có tên)"


@dataclass(frozen=True, slots=True)
class WorkArticles:
    """The articles of one work: the first publication, then its reprints by time."""

    first: ArticleFact
    reprints: tuple[ArticleFact, ...]

    @property
    def articles(self) -> tuple[ArticleFact, ...]:
        """All publications, first one first."""
        return (self.first, *self.reprints)


def strongest(certainties: Iterable[Certainty]) -> Certainty:
    """Return the surest of some certainties; ValueError if there are none."""
    return min(certainties, key=STRENGTH.index)


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """Return the least sure of some certainties; ValueError if there are none."""
    return max(certainties, key=STRENGTH.index)


def max_certainty(certainties: Sequence[Certainty]) -> Certainty | None:
    """Return the surest of some certainties, None of none."""
    return strongest(certainties) if certainties else None


def collect_works(facts: Mapping[int, ArticleFact]) -> list[WorkArticles]:
    """Group articles that are one work, leaving out those in quarantine.

    The first publication is the one the others point at if it is known and dated,
    otherwise the earliest dated one.
    """
    groups: dict[int, list[ArticleFact]] = defaultdict(list)
    for fact in facts.values():
        if fact.status is not ArticleStatus.QUARANTINED:
            groups[_find_original(fact, facts)].append(fact)
    return [_order_group(root, group) for root, group in sorted(groups.items())]


def _find_original(fact: ArticleFact, facts: Mapping[int, ArticleFact]) -> int:
    """Follow the pointers to the first publication; a ring of pointers ends at its smallest id."""
    seen = [fact.id]
    while fact.duplicate_of_id is not None:
        if fact.duplicate_of_id in seen:
            return min(seen[seen.index(fact.duplicate_of_id) :])
        seen.append(fact.duplicate_of_id)
        if fact.duplicate_of_id not in facts:
            return fact.duplicate_of_id
        fact = facts[fact.duplicate_of_id]
    return fact.id


def _order_group(root: int, group: list[ArticleFact]) -> WorkArticles:
    def order(fact: ArticleFact) -> tuple[bool, bool, float, int]:
        stamp = fact.published_at.timestamp() if fact.published_at else 0.0
        return (fact.published_at is None, fact.id != root, stamp, fact.id)

    first, *reprints = sorted(group, key=order)
    return WorkArticles(first, tuple(reprints))


def merge_placements(lists: Iterable[Iterable[Placement]]) -> tuple[Placement, ...]:
    """Join what several publications of one work were given: each code once at its strongest, all reasons kept."""
    merged: dict[str, Placement] = {}
    for placement in (placement for placements in lists for placement in placements):
        known = merged.get(placement.code)
        if known is not None:
            both = sorted((known, placement), key=lambda one: STRENGTH.index(one.certainty))
            reasons = dict.fromkeys(reason for one in both for reason in one.reasons)
            merged[placement.code] = replace(both[0], reasons=tuple(reasons))
        else:
            merged[placement.code] = placement
    return tuple(merged.values())


def make_work(
    articles: WorkArticles, evidence: Evidence, certainty: Certainty, outlet_names: Mapping[str, str]
) -> Work:
    """Return the work with its evidence, not yet numbered (number 0)."""
    first = articles.first
    writers = list_writers(first, evidence)
    ids = [article.id for article in articles.articles]
    rows = merge_placements(evidence.rows.get(id_, ()) for id_ in ids)
    return Work(
        number=0,
        title=shorten(first.title) or NO_TITLE,
        genre=first.genre.label if first.genre else "",
        authors=shorten(name_authors(first, writers)),
        publications=tuple(_make_publication(article, outlet_names) for article in articles.articles),
        rows=rows,
        departments=merge_placements(evidence.departments.get(id_, ()) for id_ in ids),
        certainty=certainty,
        reasons=_list_reasons(rows or [evidence.relevance[id_] for id_ in ids if id_ in evidence.relevance]),
        series_key=f"{first.outlet_key}:{first.series_key}" if first.series_key else None,
        note=_write_note(first),
        writers=writers,
        photographers=list_photographers(first, evidence),
        genre_key=first.genre,
        critical=max_certainty([evidence.critical[id_].certainty for id_ in ids if id_ in evidence.critical]),
    )


def _list_reasons(placements: Iterable[Placement]) -> tuple[str, ...]:
    reasons = dict.fromkeys(reason for placement in placements for reason in placement.reasons)
    return tuple(shorten(reason, REASON_LENGTH) for reason in reasons)


def _make_publication(article: ArticleFact, outlet_names: Mapping[str, str]) -> Publication:
    return Publication(
        outlet_key=article.outlet_key,
        outlet_name=outlet_names[article.outlet_key],
        url=safe_link(article.url),
        published_at=article.published_at,
        status=article.status,
        text_sha256=article.text_sha256,
        article_id=article.id,
    )


def _write_note(fact: ArticleFact) -> str:
    if fact.status is ArticleStatus.LIVE:
        return ""
    reason = shorten(fact.status_reason or "", REASON_LENGTH)
    return f"{fact.status.label.lower()}: {reason}" if reason else fact.status.label.lower()


def list_writers(fact: ArticleFact, evidence: Evidence) -> tuple[Credit, ...]:
    """Return the credits that are authorship, each name once: writers, or where none is credited who filmed or edited.

    A photo credit alone is no authorship; of a byline that was changed since, the names were not kept apart.
    """
    for roles in ((CreditRole.TEXT,), (CreditRole.VIDEO, CreditRole.EDITOR)):
        if named := _list_credits(fact, evidence, roles):
            return named
    return ()


def list_photographers(fact: ArticleFact, evidence: Evidence) -> tuple[Credit, ...]:
    """Return the credits for pictures, each name once."""
    return _list_credits(fact, evidence, (CreditRole.PHOTO,))


def _list_credits(fact: ArticleFact, evidence: Evidence, roles: tuple[CreditRole, ...]) -> tuple[Credit, ...]:
    present = evidence.credits.get(fact.id, []) if fact.has_present_byline else []
    credits = present if fact.credits is None else fact.credits
    named = {single_line(one.name): one for one in credits if one.role in roles}
    return tuple(replace(one, name=name) for name, one in named.items())


def name_authors(fact: ArticleFact, writers: Sequence[Credit]) -> str:
    """Return the authors as the annex names them; without any, the signature as printed or that there is none."""
    if writers:
        return ", ".join(one.name for one in writers)
    if fact.byline_sources and fact.has_present_byline:
        return ", ".join(fact.byline_sources)
    is_told = fact.signature in (Signature.COLLECTIVE, Signature.AGENCY) or not fact.has_present_byline
    return (fact.byline if is_told else None) or Signature.NONE.label


def number_works(works: Iterable[Work]) -> tuple[Work, ...]:
    """Sort works by day, then in Vietnamese order of title, and number them from 1. Undated ones come first."""

    def order(work: Work) -> tuple[object, ...]:
        first = work.first
        day = _day_ordinal(first.published_at)
        return (day, collation_key(work.title), first.outlet_key, first.url or "", first.text_sha256)

    return tuple(replace(work, number=number) for number, work in enumerate(sorted(works, key=order), start=1))


def _day_ordinal(instant: datetime | None) -> int:
    return 0 if instant is None else local_day(instant).toordinal()
