"""Read the certificate of completeness of a night or a period from what each channel was seen to list."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from crawler.collecting.fates import Reason
from models.article import Article
from models.clock import day_end, day_start
from models.crawl import Address, AddressSighting, ListingVisit, PageSnapshot
from models.night import Run, RunCount
from models.organisation import Outlet
from models.vocabulary import AddressState, Stage
from pipeline.custody.certificate import (
    Certificate,
    Channel,
    ChannelLine,
    Counts,
    OneNight,
    OutletLine,
    Period,
)
from pipeline.custody.estimating import estimate_total

TECHNICAL = frozenset(reason.value for reason in Reason)
HTTP_OK = 200
HELD, MISSING, ERROR, NO_ARTICLE = "held", "missing", "error", "no_article"
_ROUNDING = timedelta(milliseconds=1)  # the start of a pass is kept as a number of seconds


@dataclass(frozen=True, slots=True)
class _Choice:
    """What of one outlet belongs to the scope, as conditions on runs, articles and kept pages.

    `is_new` says which articles the estimate is about, `is_wanted` which are told of at all.
    """

    sighted: ColumnElement[bool]
    visited: ColumnElement[bool]
    is_wanted: ColumnElement[bool]
    is_new: ColumnElement[bool]
    is_kept: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One article that a channel listed, and what became of it."""

    channel: Channel
    address_id: int
    end: str
    is_new: bool


def read_completeness(session: Session, scope: OneNight | Period, as_of: datetime) -> Certificate:
    """Return the certificate as known at `as_of`; an outlet that was not asked in the scope is left out.

    What is held is told of the end of a night, and of `as_of` for a period.
    """
    choices = _choose_night(session, scope) if isinstance(scope, OneNight) else _choose_period(session, scope, as_of)
    names = {outlet.key: outlet.name for outlet in session.scalars(select(Outlet))}
    lines = [_read_line(session, key, names[key], choice) for key, choice in sorted(choices.items())]
    run = session.get(Run, scope.run_id) if isinstance(scope, OneNight) else None
    return Certificate(scope, run.started_at if run else None, as_of, tuple(line for line in lines if line.channels))


def find_last_night(session: Session) -> int | None:
    """Return the last run whose crawl came to its end, or None if there is none."""
    finished = (RunCount.stage == Stage.CRAWL) & (RunCount.name == "finished")
    return session.scalar(select(func.max(RunCount.run_id)).where(finished))


def _choose_night(session: Session, night: OneNight) -> dict[str, _Choice]:
    """Return by outlet the night's pass: interrupted runs that it took up belong to it, and what was new since then."""
    query = select(RunCount.outlet_key, RunCount.run_id, RunCount.value).where(
        RunCount.stage == Stage.CRAWL, RunCount.name == "started", RunCount.run_id <= night.run_id
    )
    starts: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for outlet, run_id, value in session.execute(query):
        starts[outlet][run_id] = value
    choices: dict[str, _Choice] = {}
    for outlet, values in starts.items():
        if night.run_id in values:
            begun = values[night.run_id]
            runs = [run_id for run_id, value in values.items() if value == begun]
            choices[outlet] = _Choice(
                sighted=AddressSighting.run_id.in_(runs),
                visited=ListingVisit.run_id.in_(runs),
                is_wanted=true(),
                is_new=Address.first_seen_at >= datetime.fromtimestamp(begun, UTC) - _ROUNDING,
                is_kept=PageSnapshot.run_id <= night.run_id,
            )
    return choices


def _choose_period(session: Session, period: Period, as_of: datetime) -> dict[str, _Choice]:
    """Return for every outlet the articles of the period's days; an article not read yet has the day it was listed."""
    start, end = day_start(period.start), day_end(period.end)
    is_read = (Article.published_at >= start) & (Article.published_at < end)
    is_listed = Address.listed_on.between(period.start, period.end)
    is_seen = Address.listed_on.is_(None) & (Address.first_seen_at >= start) & (Address.first_seen_at < end)
    known = select(Run.id).where(Run.started_at <= as_of)
    nights = known.where(Run.started_at >= start, Run.started_at < end)
    choice = _Choice(
        sighted=AddressSighting.run_id.in_(known),
        visited=ListingVisit.run_id.in_(nights),
        is_wanted=is_read | (Article.published_at.is_(None) & (is_listed | is_seen)),
        is_new=true(),
        is_kept=PageSnapshot.captured_at <= as_of,
    )
    return dict.fromkeys(session.scalars(select(Outlet.key).where(Outlet.is_crawled)), choice)


def _read_line(session: Session, key: str, name: str, choice: _Choice) -> OutletLine:
    listed = _read_listed(session, key, choice)
    lists, broken = _count_lists(session, key, choice)
    present = [channel for channel in Channel if lists[channel] or any(one.channel is channel for one in listed)]
    lines = tuple(
        ChannelLine(channel, lists[channel], broken[channel], _count([one for one in listed if one.channel is channel]))
        for channel in present
    )
    told: dict[str, set[int]] = {channel.value: set() for channel in present}
    for one in listed:
        if one.is_new and one.end != NO_ARTICLE:
            told[one.channel.value].add(one.address_id)
    new = len(set[int]().union(*told.values()))
    return OutletLine(key, name, lines, _count(listed), new, estimate_total(told))


def _read_listed(session: Session, key: str, choice: _Choice) -> list[_Listed]:
    kept = _read_kept(session, key, choice)
    query = (
        select(
            AddressSighting.channel,
            Address.id,
            Address.state,
            Address.reason,
            Article.id,
            choice.is_new.label("is_new"),
        )
        .distinct()
        .join(Address, Address.id == AddressSighting.address_id)
        .outerjoin(Article, Article.address_id == Address.id)
        .where(Address.outlet_key == key, choice.sighted, choice.is_wanted)
    )
    return [
        _Listed(Channel(channel), id_, _tell_end(state, reason, is_kept=id_ in kept, is_read=article is not None), new)
        for channel, id_, state, reason, article, new in session.execute(query)
    ]


def _read_kept(session: Session, key: str, choice: _Choice) -> frozenset[int]:
    """Return the outlet's articles of which a page is kept."""
    query = (
        select(PageSnapshot.address_id)
        .distinct()
        .join(Address, Address.id == PageSnapshot.address_id)
        .where(Address.outlet_key == key, PageSnapshot.http_status == HTTP_OK, choice.is_kept)
    )
    return frozenset(session.scalars(query))


def _tell_end(state: AddressState, reason: str | None, *, is_kept: bool, is_read: bool) -> str:
    """Say what became of a listed article; one gone after it was read is held, one only answered as gone is not."""
    if state is AddressState.DROPPED and reason not in TECHNICAL:
        return NO_ARTICLE
    if state is AddressState.DUPLICATE or (is_kept and (is_read or state is AddressState.KEPT)):
        return HELD
    return ERROR if state in (AddressState.FAILED, AddressState.DROPPED, AddressState.ROBOTS) else MISSING


def _count(listed: Iterable[_Listed]) -> Counts:
    """Count articles by their ends, each once whatever channels list it."""
    ends = Counter({one.address_id: one.end for one in listed}.values())
    return Counts(ends.total(), ends[HELD], ends[MISSING], ends[ERROR], ends[NO_ARTICLE])


def _count_lists(session: Session, key: str, choice: _Choice) -> tuple[Counter[str], Counter[str]]:
    """Return by channel how many lists were read, and how many of them gave no page."""
    query = select(ListingVisit.channel, ListingVisit.pages).where(ListingVisit.outlet_key == key, choice.visited)
    lists: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for channel, pages in session.execute(query):
        lists[channel] += 1
        broken[channel] += pages == 0
    return lists, broken
