"""Make the list of an award: entries held against its rules, those that pass in order, the rest with their reasons."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from models.article import Article, Revision
from models.office_files.award import AwardFile, Nominated, RankingRule, SeriesRule
from models.plan import Plan
from models.vocabulary import Certainty
from reports.authors.record import AuthorBook, Tally
from reports.authors.tallying import given_name_first
from reports.formats import EXCERPT_LENGTH, shorten
from reports.gathering import Gathered, gather
from reports.nominations.opinions import Rating, Reward, rate_works, read_ratings, read_rewards
from reports.nominations.record import Entry, NearMiss, NominationList, RankedAuthor, RankedWork, RefusedAuthor
from reports.nominations.ruling import make_entries, refuse_author, refuse_entry, warn_of_author, warn_of_entry
from reports.reading import ID_BATCH
from reports.record import Work
from reports.works import number_works


def list_nominations(session: Session, plan: Plan, award: AwardFile, as_of: datetime, end: date) -> NominationList:
    """Return what `award` may consider of the confirmed works of `plan` up to day `end`, as of `as_of`."""
    return list_from(session, plan, gather(session, plan, plan.count_from, end, as_of), award, as_of)


def list_from(session: Session, plan: Plan, gathered: Gathered, award: AwardFile, as_of: datetime) -> NominationList:
    """Return the same of a year that was gathered already; ratings and rewards are read anew, as of `as_of`."""
    confirmed = [work for work in gathered.coverage.works if work.certainty is Certainty.CONFIRMED]
    works = number_works(confirmed)
    ratings = rate_works(works, read_ratings(session, plan.id, as_of))
    rewards = read_rewards(session, as_of)
    everybody = gathered.tally_authors(works)
    entries = make_entries(works, award, everybody)
    refused = {place: refuse_entry(entry, award, everybody, rewards) for place, entry in enumerate(entries)}
    passed = [entry for place, entry in enumerate(entries) if not refused[place]]
    near = [NearMiss(entry, refused[place]) for place, entry in enumerate(entries) if refused[place]]
    near.sort(key=lambda one: (len(one.refusals), one.entry.works[0].number))
    book = gathered.tally_authors(work for entry in passed for work in entry.works)
    return NominationList(
        award=award,
        gathered=gathered,
        works=works,
        ranked_works=_rank_works(passed, award, book, ratings, rewards),
        ranked_authors=_rank_authors(book, award, rewards) if award.nominates is Nominated.AUTHOR else (),
        near_misses=tuple(near),
        refused_authors=_list_refused(book, award, rewards) if award.nominates is Nominated.AUTHOR else (),
        book=book,
        ratings=ratings,
        rewards=rewards,
        excerpts=_read_excerpts(session, works, as_of),
        waiting=len(gathered.coverage.works) - len(works),
    )


def _rank_works(
    entries: Sequence[Entry],
    award: AwardFile,
    book: AuthorBook,
    ratings: Mapping[int, Rating],
    rewards: Sequence[Reward],
) -> tuple[RankedWork, ...]:
    """Put rated entries first, the best first. Equal ratings share a place, and so do all that nobody rated."""
    rated = [
        (entry, join_ratings([ratings[one.number] for one in entry.works if one.number in ratings]))
        for entry in entries
    ]
    rated.sort(key=lambda one: (one[1] is None, -(one[1].mean if one[1] else 0.0), one[0].works[0].number))
    placed: list[RankedWork] = []
    for number, (entry, rating) in enumerate(rated, start=1):
        same = placed and _mean(placed[-1].rating) == _mean(rating)
        place = placed[-1].place if same else number
        placed.append(RankedWork(place, entry, rating, warn_of_entry(entry, award, book, rewards)))
    return tuple(placed)


def _mean(rating: Rating | None) -> float | None:
    return None if rating is None else rating.mean


def join_ratings(ratings: Sequence[Rating]) -> Rating | None:
    """Return the rating of a series: all that was said of its parts; None if nothing was."""
    opinions = tuple(opinion for rating in ratings for opinion in rating.opinions)
    return Rating(opinions) if opinions else None


def _rank_authors(book: AuthorBook, award: AwardFile, rewards: Sequence[Reward]) -> tuple[RankedAuthor, ...]:
    """Put journalists first, then people of the sector, each kind by the award's count; equal counts share a place."""
    ranked: list[RankedAuthor] = []
    for kind in (book.journalists, book.insiders):
        counted = [
            (count_for(one, award), one) for one in kind if one.credited and not refuse_author(one, award, rewards)
        ]
        counted.sort(key=lambda one: (-one[0], given_name_first(one[1].contributor.name), one[1].contributor.key))
        placed: list[RankedAuthor] = []
        for number, (count, tally) in enumerate(counted, start=1):
            place = placed[-1].place if placed and placed[-1].count == count else number
            placed.append(RankedAuthor(place, tally, count, warn_of_author(tally, award, rewards)))
        ranked += placed
    return tuple(ranked)


def count_for(tally: Tally, award: AwardFile) -> float:
    """Return the count by which an award orders authors."""
    joins = award.series.counts_as is SeriesRule.ONE
    if award.ranking.by is RankingRule.SHARED:
        return float(tally.joined_shared if joins else tally.shared)
    return float(tally.joined if joins else tally.whole)


def _list_refused(book: AuthorBook, award: AwardFile, rewards: Sequence[Reward]) -> tuple[RefusedAuthor, ...]:
    found = (RefusedAuthor(one, refuse_author(one, award, rewards)) for one in book.tallies if one.credited)
    return tuple(one for one in found if one.refusals)


def _read_excerpts(session: Session, works: Sequence[Work], as_of: datetime) -> dict[int, str]:
    """Return the first words of each work as of `as_of`, lead before body, at most 300 characters, by article id."""
    ids = sorted(work.first.article_id for work in works)
    found: dict[int, str] = {}
    for start in range(0, len(ids), ID_BATCH):
        batch = ids[start : start + ID_BATCH]
        present = select(Article.id, Article.lead, _opening(Article.text)).where(Article.id.in_(batch))
        seen = select(func.max(Revision.id)).where(Revision.article_id.in_(batch), Revision.seen_at <= as_of)
        newest = Revision.id.in_(seen.group_by(Revision.article_id))
        earlier = select(Revision.article_id, Revision.lead, _opening(Revision.text)).where(newest)
        for query in (present, earlier):
            found |= {id_: shorten(f"{lead or ''} {text}") for id_, lead, text in session.execute(query)}
    return found


def _opening(text: SQLColumnExpression[str]) -> ColumnElement[str]:
    return func.substr(text, 1, EXCERPT_LENGTH + 1)
