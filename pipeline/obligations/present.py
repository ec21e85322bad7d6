"""The ledger as it stands now, of a few obligations at a time: state, articles beside them, nearest misses.

`reports.ledger` reads a whole plan as of any instant; here pages ask for a month, a department or one obligation.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import local_day
from models.ledger import ObligationGap, ObligationMatch
from models.obligation import Obligation
from models.obligation_state import Answer, Standing, decide_standing
from models.organisation import Outlet
from models.vocabulary import ArticleStatus, Certainty, Genre, MatchOrigin, ObligationState
from pipeline.obligations.reading import read_terms
from pipeline.obligations.sites import Sites, read_sites
from reports.formats import safe_link
from reports.ledger.record import CERTAINTY_OF_ORIGIN
from reports.works import NO_TITLE, weakest

NO_CERTAINTY = (ObligationState.UNMET, ObligationState.DROPPED)


@dataclass(frozen=True, slots=True)
class LineArticle:
    """An article beside an obligation, how it came there and why.

    `work` is the id of its first publication, `url` its public address (http or https) or None.
    """

    id: int
    work: int
    title: str
    outlet_key: str
    outlet_name: str
    published_on: date | None
    genre: Genre | None
    status: ArticleStatus
    url: str | None
    origin: MatchOrigin
    score: float
    covers_part: bool
    is_reprint: bool
    reasons: tuple[str, ...]

    @property
    def answer(self) -> Answer:
        """What the rules of states need to know."""
        is_question = self.origin is MatchOrigin.QUESTION
        return Answer(self.id, self.work, self.outlet_key, self.published_on, self.genre, self.covers_part, is_question)


@dataclass(frozen=True, slots=True)
class LineGap:
    """One of the nearest articles, with the single condition that it fails."""

    id: int
    title: str
    outlet_name: str
    published_on: date | None
    fails: str


@dataclass(frozen=True, slots=True)
class PresentLine:
    """An obligation with its state. `certainty` is that of the weakest article the state needs, None without any."""

    obligation: Obligation
    standing: Standing
    certainty: Certainty | None
    articles: tuple[LineArticle, ...]
    gaps: tuple[LineGap, ...]

    @property
    def state(self) -> ObligationState:
        """How far the obligation is met."""
        return self.standing.state


def read_lines(session: Session, obligations: Sequence[Obligation]) -> list[PresentLine]:
    """Return the ledger's lines of `obligations`, in their order."""
    ids = [one.id for one in obligations]
    sites, names = read_sites(session), read_outlet_names(session)
    articles, gaps = _read_articles(session, ids, sites, names), _read_gaps(session, ids, names)
    return [_make_line(one, articles[one.id], gaps[one.id], names) for one in obligations]


def read_outlet_names(session: Session) -> dict[str, str]:
    """Return the names of the outlets by key."""
    return dict(session.execute(select(Outlet.key, Outlet.name)).all())


def _make_line(
    one: Obligation, articles: Sequence[LineArticle], gaps: Sequence[LineGap], names: dict[str, str]
) -> PresentLine:
    standing = decide_standing(read_terms(one), [article.answer for article in articles], names)
    return PresentLine(one, standing, _weigh(standing.state, articles), tuple(articles), tuple(gaps))


def _weigh(state: ObligationState, articles: Sequence[LineArticle]) -> Certainty | None:
    if state in NO_CERTAINTY:
        return None
    is_suggested = state is ObligationState.SUGGESTED
    counted = [one.origin for one in articles if (one.origin is MatchOrigin.QUESTION) is is_suggested]
    return weakest(CERTAINTY_OF_ORIGIN[origin] for origin in counted)


_ARTICLE_COLUMNS = (
    Article.id,
    Article.duplicate_of_id,
    Article.title,
    Article.outlet_key,
    Article.url,
    Article.published_at,
    Article.genre,
    Article.status,
)


def _select_articles(table: type[ObligationMatch | ObligationGap], ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    chosen = select(table, *_ARTICLE_COLUMNS).join(Article, Article.id == table.article_id)
    return chosen.where(table.obligation_id.in_(ids), table.ended_at.is_(None))


def _read_articles(
    session: Session, ids: Sequence[int], sites: Sites, names: dict[str, str]
) -> defaultdict[int, list[LineArticle]]:
    query = _select_articles(ObligationMatch, ids)
    found: defaultdict[int, list[LineArticle]] = defaultdict(list)
    for row in session.execute(
        query.order_by(ObligationMatch.score.desc(), ObligationMatch.is_reprint, ObligationMatch.article_id)
    ):
        match: ObligationMatch = row[0]
        found[match.obligation_id].append(_make_article(match, row, sites, names))
    return found


def _make_article(
    match: ObligationMatch, row: Row[*tuple[Any, ...]], sites: Sites, names: dict[str, str]
) -> LineArticle:
    day = local_day(row.published_at) if row.published_at else None
    outlet = sites.find_outlet(row.outlet_key, row.url, day)
    return LineArticle(
        id=row.id,
        work=row.duplicate_of_id or row.id,
        title=row.title or NO_TITLE,
        outlet_key=outlet,
        outlet_name=names.get(outlet, outlet),
        published_on=day,
        genre=row.genre,
        status=row.status,
        url=safe_link(row.url),
        origin=match.origin,
        score=match.score,
        covers_part=match.covers_part,
        is_reprint=match.is_reprint,
        reasons=tuple(match.reasons),
    )


def _read_gaps(session: Session, ids: Sequence[int], names: dict[str, str]) -> defaultdict[int, list[LineGap]]:
    found: defaultdict[int, list[LineGap]] = defaultdict(list)
    query = _select_articles(ObligationGap, ids).order_by(ObligationGap.rank, ObligationGap.id)
    for row in session.execute(query):
        gap: ObligationGap = row[0]
        day = local_day(row.published_at) if row.published_at else None
        outlet = names.get(row.outlet_key, row.outlet_key)
        found[gap.obligation_id].append(LineGap(row.id, row.title or NO_TITLE, outlet, day, gap.fails))
    return found
