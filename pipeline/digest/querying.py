"""What the morning's summary tells, as one record: the night's figures, the new articles of the sector, what waits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import local_day
from models.night import StageRun
from models.organisation import Outlet
from models.plan import Plan, PlanItem
from models.tag import Match
from models.vocabulary import ArticleStatus, Certainty, RunState, Severity, Stage
from pipeline.deadlines.reminders import Reminder, list_reminders
from pipeline.night.summary import IssueLine, NightSummary
from pipeline.sector import find_sector
from reports.deadlines import read_deadlines


@dataclass(frozen=True, slots=True)
class DigestArticle:
    """One article of the sector first seen this night, with the rows it was put under."""

    title: str
    url: str | None
    outlet: str
    published_at: datetime | None
    rows: tuple[tuple[str, Certainty], ...]


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article of the sector that the outlet edited or took down this night."""

    title: str
    url: str | None
    status: ArticleStatus


@dataclass(frozen=True, slots=True)
class Digest:
    """One morning's summary."""

    summary: NightSummary
    now: datetime
    new: tuple[DigestArticle, ...]
    changed: tuple[ChangedArticle, ...]
    waiting: int
    report_files: tuple[str, ...]
    reminders: tuple[Reminder, ...] = ()

    @property
    def urgent(self) -> tuple[IssueLine, ...]:
        """What to look at this morning."""
        return tuple(issue for issue in self.summary.issues if issue.severity is not Severity.NOTE)

    @property
    def notes(self) -> tuple[IssueLine, ...]:
        """What may be known and asks for nothing."""
        return tuple(issue for issue in self.summary.issues if issue.severity is Severity.NOTE)


def query_digest(
    session: Session, plan_id: int, summary: NightSummary, *, now: datetime, report_files: tuple[str, ...]
) -> Digest:
    """Read what happened since the last digest."""
    sector = find_sector(session, plan_id)
    columns = (Article.id, Article.title, Article.url, Article.outlet_key, Article.published_at, Article.status)
    articles = select(*columns).order_by(Article.published_at.desc(), Article.id)
    told = _told_until(session, summary.run_id)
    new = [one for one in session.execute(articles.where(Article.first_seen_at > told)) if one.id in sector]
    touched = Article.status.in_([ArticleStatus.EDITED, ArticleStatus.REMOVED])
    changed = [one for one in session.execute(articles.where(touched, Article.status_since > told)) if one.id in sector]
    rows = _rows_of(session, plan_id)
    names = {outlet.key: outlet.name for outlet in session.scalars(select(Outlet))}
    return Digest(
        summary=summary,
        now=now,
        new=tuple(
            DigestArticle(
                a.title or "", safe_link(a.url), names[a.outlet_key], a.published_at, tuple(rows.get(a.id, ()))
            )
            for a in new
        ),
        changed=tuple(ChangedArticle(a.title or "", safe_link(a.url), a.status) for a in changed),
        waiting=count_waiting(session, plan_id),
        report_files=report_files,
        reminders=list_reminders(read_deadlines(session, session.get_one(Plan, plan_id), now), local_day(now)),
    )


def safe_link(url: str | None) -> str | None:
    """Return an address a page may link to: http and https only."""
    return url if url and url.startswith(("http://", "https://")) else None


def _told_until(session: Session, run_id: int) -> datetime:
    """Return when the last digest was made: what came since, of a killed night or by hand, is told this morning."""
    made = select(func.max(StageRun.started_at)).where(
        StageRun.stage == Stage.DIGEST, StageRun.state == RunState.DONE, StageRun.run_id < run_id
    )
    return session.scalar(made) or datetime.min.replace(tzinfo=UTC)


def count_waiting(session: Session, plan_id: int) -> int:
    """Return how many works have a match that no person has confirmed yet; a reprint is no work of its own."""
    open_matches = (
        select(func.count(Article.work_id().distinct()))
        .select_from(Match)
        .join(Article, Article.id == Match.article_id)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .where(PlanItem.plan_id == plan_id, Match.certainty != Certainty.CONFIRMED)
    )
    return session.scalar(open_matches) or 0


def _rows_of(session: Session, plan_id: int) -> dict[int, list[tuple[str, Certainty]]]:
    matched = (
        select(Match.article_id, PlanItem.code, Match.certainty)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .where(PlanItem.plan_id == plan_id)
        .order_by(PlanItem.position)
    )
    found: dict[int, list[tuple[str, Certainty]]] = {}
    for article_id, code, certainty in session.execute(matched):
        found.setdefault(article_id, []).append((code, certainty))
    return found
