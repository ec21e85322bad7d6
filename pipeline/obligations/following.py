"""Let the ledger follow a person's word at once: read what stands beside a few obligations, settle it, write it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.article import Article
from models.ledger import ObligationGap, ObligationLink, ObligationMatch
from models.obligation import Obligation
from models.vocabulary import LinkDecision, MatchOrigin
from pipeline.obligations.present import read_lines
from pipeline.obligations.reading import read_terms
from pipeline.obligations.records import Entry, Matched, Near
from pipeline.obligations.settling import Said, settle_matches, sort_words
from pipeline.obligations.stage import UNMET
from pipeline.obligations.storing import Line, write_entries

Words = Mapping[int, LinkDecision]
_BEGINS: Mapping[type[ObligationMatch | ObligationGap], str] = {
    ObligationMatch: "matched_at",
    ObligationGap: "noted_at",
}


def follow_words(
    session: Session, obligations: Sequence[Obligation], *, now: datetime, earlier: datetime | None = None
) -> None:
    """Make the open lines of a department's obligations what people's words leave of them; the caller commits.

    With `earlier`, what a word of that instant began is left out and what it ended stands again.
    """
    ids = [one.id for one in obligations]
    stored, gaps = _read_matches(session, ids, earlier), _read_gaps(session, ids, earlier)
    words = _read_words(session, ids)
    concerned = {match.article for found in stored.values() for match in found}
    works, copies = _read_works(session, concerned | {article for said in words.values() for article in said})
    entries = []
    for one in obligations:
        linked, unlinked = sort_words(words[one.id])
        taken = frozenset(_list_taken(words, works, besides=one.id))
        matches = settle_matches(read_terms(one), stored[one.id], Said(linked, unlinked, taken, works, copies))
        entries.append(Entry(one.id, matches, _keep_gaps(gaps[one.id], matches, unlinked)))
    write_entries(session, entries, now)
    _end_idle_gaps(session, obligations, now)


def _list_taken(words: Mapping[int, Words], works: Mapping[int, int], *, besides: int) -> Iterable[int]:
    """Yield the works that people linked to other obligations of the department."""
    for obligation, said in words.items():
        if obligation != besides:
            yield from (works[article] for article, word in said.items() if word is LinkDecision.LINK)


def _read_words(session: Session, ids: Sequence[int]) -> defaultdict[int, dict[int, LinkDecision]]:
    said = select(ObligationLink).where(ObligationLink.obligation_id.in_(ids))
    newest: defaultdict[int, dict[int, LinkDecision]] = defaultdict(dict)
    for word in session.scalars(said.order_by(ObligationLink.decided_at, ObligationLink.id)):
        newest[word.obligation_id][word.article_id] = word.decision
    return newest


def _select(table: type[Line], ids: Sequence[int], earlier: datetime | None) -> Select[Line]:
    """Select the open lines; with `earlier` those of before that instant, the ones it ended among them."""
    begins: InstrumentedAttribute[datetime] = getattr(table, _BEGINS[table])
    query = select(table).where(table.obligation_id.in_(ids)).order_by(table.id)
    if earlier is None:
        return query.where(table.ended_at.is_(None))
    return query.where(or_(table.ended_at.is_(None) & (begins != earlier), table.ended_at == earlier))


def _read_matches(session: Session, ids: Sequence[int], earlier: datetime | None) -> defaultdict[int, list[Matched]]:
    lines: dict[tuple[int, int], ObligationMatch] = {}
    for one in session.scalars(_select(ObligationMatch, ids, earlier)):
        lines[one.obligation_id, one.article_id] = one
    found: defaultdict[int, list[Matched]] = defaultdict(list)
    for (obligation, article), one in lines.items():
        reasons = tuple(one.reasons)
        found[obligation].append(Matched(article, one.origin, one.score, reasons, one.covers_part, one.is_reprint))
    return found


def _read_gaps(session: Session, ids: Sequence[int], earlier: datetime | None) -> defaultdict[int, dict[int, Near]]:
    found: defaultdict[int, dict[int, Near]] = defaultdict(dict)
    for one in session.scalars(_select(ObligationGap, ids, earlier).order_by(ObligationGap.rank)):
        found[one.obligation_id][one.article_id] = Near(one.article_id, one.fails, one.score)
    return found


def _keep_gaps(gaps: Mapping[int, Near], matches: Sequence[Matched], unlinked: frozenset[int]) -> tuple[Near, ...]:
    linked = {match.article for match in matches if match.origin is MatchOrigin.PERSON}
    return tuple(near for article, near in gaps.items() if article not in linked and article not in unlinked)


def _read_works(session: Session, articles: Iterable[int]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return the work of each article and of its other publications, and the publications of each work."""
    known = select(Article.work_id()).where(Article.id.in_(sorted(articles)))
    roots = sorted(set(session.scalars(known)))
    members = select(Article.id, Article.work_id()).where(
        or_(Article.id.in_(roots), Article.duplicate_of_id.in_(roots))
    )
    works: dict[int, int] = dict(session.execute(members.order_by(Article.id)).all())
    copies: defaultdict[int, list[int]] = defaultdict(list)
    for id_, work in works.items():
        copies[work].append(id_)
    return works, copies


def _end_idle_gaps(session: Session, obligations: Sequence[Obligation], now: datetime) -> None:
    """End the nearest misses of what is met or stands no more."""
    idle = [line.obligation.id for line in read_lines(session, obligations) if line.state not in UNMET]
    of_idle = ObligationGap.obligation_id.in_(idle) & ObligationGap.ended_at.is_(None)
    session.execute(update(ObligationGap).where(of_idle).values(ended_at=now))
