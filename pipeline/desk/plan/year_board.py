"""The year board: works by row of the plan and month, by certainty, from one statement over the stored matches.

It counts as the coverage report does: works, not addresses; each in the month of its first publication, once in a row
at its strongest certainty; what appeared first before the plan's period, undated or quarantined is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import day_start
from models.plan import Plan, PlanItem, PlanItemKind
from models.tag import Match
from models.vocabulary import ArticleStatus, Certainty

STRENGTH = (Certainty.CONFIRMED, Certainty.PROPOSED, Certainty.DOUBTFUL)
ID_BATCH = 500


@dataclass(frozen=True, slots=True)
class Figures:
    """How many works are confirmed, proposed and doubtful; never added up."""

    confirmed: int = 0
    proposed: int = 0
    doubtful: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether there is no work at all."""
        return not (self.confirmed or self.proposed or self.doubtful)

    @property
    def tint(self) -> str:
        """Return the colour class of a cell: the surest kind it holds."""
        return "sure" if self.confirmed else "fair" if self.proposed else "doubt" if self.doubtful else "none"

    @property
    def words(self) -> str:
        """Say the figures in words, for those who hear the page."""
        parts = ((self.confirmed, "đã duyệt"), (self.proposed, "đề xuất"), (self.doubtful, "còn nghi ngờ"))
        return ", ".join(f"{count} {word}" for count, word in parts if count) or "chưa có tin, bài"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A content or activity of the plan with its works by month and in all; `number` is its place in the plan."""

    id: int
    code: str
    kind: PlanItemKind
    number: str
    name: str
    full_text: str
    months: tuple[Figures, ...]
    total: Figures


@dataclass(frozen=True, slots=True)
class YearBoard:
    """All rows of a plan against its months (their first days); `totals` count each work once."""

    months: tuple[date, ...]
    rows: tuple[BoardRow, ...]
    totals: tuple[Figures, ...]
    total: Figures

    @property
    def blank_rows(self) -> list[BoardRow]:
        """Return the rows without any work."""
        return [row for row in self.rows if row.total.is_empty]


@dataclass(frozen=True, slots=True)
class Placed:
    """A work under a row of the plan, in the month numbered from 0, at its strongest certainty there."""

    row: int
    work: int
    month: int
    certainty: Certainty


def read_year_board(session: Session, plan: Plan) -> YearBoard:
    """Return the board of `plan`."""
    months = list_months(plan)
    placed = read_placed(session, plan)
    by_row: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        by_row[one.row].append(one)
    rows = tuple(_make_row(item, number, by_row[item.id], len(months)) for item, number in list_rows(session, plan))
    once = count_once(placed)
    return YearBoard(months, rows, _by_month(once, len(months)), count_figures(one.certainty for one in once))


def list_months(plan: Plan) -> tuple[date, ...]:
    """Return the first day of each month of the plan's counting period."""
    first, last = plan.count_from, plan.period_to
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def list_rows(session: Session, plan: Plan) -> list[tuple[PlanItem, str]]:
    """Return the contents and activities of a plan in their order, with their numbers as the plan gives them."""
    kinds = (PlanItemKind.CONTENT, PlanItemKind.ACTIVITY)
    chosen = select(PlanItem).where(PlanItem.plan_id == plan.id, PlanItem.kind.in_(kinds))
    counted: Counter[PlanItemKind] = Counter()
    rows = []
    for item in session.scalars(chosen.order_by(PlanItem.position)):
        counted[item.kind] += 1
        rows.append((item, item.plan_reference or str(counted[item.kind])))
    return sorted(rows, key=lambda row: kinds.index(row[0].kind))


def read_placed(session: Session, plan: Plan, *, row: int | None = None, month: int | None = None) -> list[Placed]:
    """Return the works under the rows of a plan, or under one row, or of one month."""
    months = list_months(plan)
    parts = _read_parts(session, plan, months, row)
    roots = _read_roots(session, {work for _, _, work, _, _ in parts}, {id_ for _, id_, _, _, _ in parts}, months)
    firsts = _find_months(parts, roots)
    best: dict[tuple[int, int], Certainty] = {}
    for row_id, _, work, _, certainty in parts:
        key = row_id, work
        best[key] = certainty if key not in best else min(best[key], certainty, key=STRENGTH.index)
    found = (Placed(row_id, work, firsts[work], certainty) for (row_id, work), certainty in best.items())
    return [one for one in found if 0 <= one.month < len(months) and month in (None, one.month)]


Part = tuple[int, int, int, int, Certainty]
UNDATED = 10_000


def _read_parts(session: Session, plan: Plan, months: Sequence[date], row: int | None) -> list[Part]:
    """Return (row, article, work, month of the article, certainty) of every match that may count."""
    row_id = func.coalesce(PlanItem.parent_id, PlanItem.id)
    query = (
        select(row_id, Article.id, Article.work_id(), _month_number(Article, months), Match.certainty)
        .join(PlanItem, PlanItem.id == Match.plan_item_id)
        .join(Article, Article.id == Match.article_id)
        .where(PlanItem.plan_id == plan.id, Article.status != ArticleStatus.QUARANTINED)
    )
    if row is not None:
        query = query.where(row_id == row)
    return [tuple(part) for part in session.execute(query)]  # type: ignore[misc]  # rows are tuples of these columns


def _month_number(article: type[Article], months: Sequence[date]) -> ColumnElement[int]:
    """Return the number of the month of publication in Việt Nam: from 0, -1 before the period, large without a day."""
    ends = [*months[1:], None]
    whens = [(article.published_at < day_start(months[0]), -1)]
    whens += [(article.published_at < day_start(end), number) for number, end in enumerate(ends) if end is not None]
    whens.append((article.published_at.is_not(None), len(months) - 1))
    return case(*whens, else_=UNDATED)


def _read_roots(session: Session, works: set[int], read: set[int], months: Sequence[date]) -> dict[int, int]:
    """Return the months of first publications that are under no row themselves."""
    missing = sorted(works - read)
    found: dict[int, int] = {}
    for start in range(0, len(missing), ID_BATCH):
        wanted = Article.id.in_(missing[start : start + ID_BATCH]) & (Article.status != ArticleStatus.QUARANTINED)
        found |= dict(session.execute(select(Article.id, _month_number(Article, months)).where(wanted)).all())
    return found


def _find_months(parts: Iterable[Part], roots: Mapping[int, int]) -> dict[int, int]:
    """Return the month of each work: of its first publication if that has a day, else of the earliest publication."""
    firsts = {work: month for work, month in roots.items() if month != UNDATED}
    earliest: dict[int, int] = {}
    for _, article, work, month, _ in parts:
        earliest[work] = min(earliest.get(work, UNDATED), month)
        if article == work and month != UNDATED:
            firsts[work] = month
    return earliest | firsts


def _make_row(item: PlanItem, number: str, placed: Sequence[Placed], months: int) -> BoardRow:
    return BoardRow(
        id=item.id,
        code=item.code,
        kind=item.kind,
        number=number,
        name=item.short_name,
        full_text=item.full_text or item.short_name,
        months=_by_month(placed, months),
        total=count_figures(one.certainty for one in placed),
    )


def _by_month(placed: Sequence[Placed], months: int) -> tuple[Figures, ...]:
    found: defaultdict[int, list[Certainty]] = defaultdict(list)
    for one in placed:
        found[one.month].append(one.certainty)
    return tuple(count_figures(found[number]) for number in range(months))


def count_figures(certainties: Iterable[Certainty]) -> Figures:
    """Count works by certainty."""
    counts = Counter(certainties)
    return Figures(*(counts[one] for one in STRENGTH))


def count_once(placed: Iterable[Placed]) -> list[Placed]:
    """Return each work once, where it stands most surely."""
    best: dict[int, Placed] = {}
    for one in placed:
        known = best.get(one.work)
        if known is None or STRENGTH.index(one.certainty) < STRENGTH.index(known.certainty):
            best[one.work] = one
    return list(best.values())
