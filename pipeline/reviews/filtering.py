"""Which articles of the review are asked for, as it stands in an address: empty parts ask for everything."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlencode

from sqlalchemy import Select, select
from sqlalchemy.sql.elements import ColumnElement

from models.article import Article
from models.clock import day_end, day_start
from models.desk import QueueRank
from models.errors import InputError
from models.plan import Plan
from models.vocabulary import ReadingState, TagAxis
from pipeline.desk.reading_forms import read_day_or_none
from pipeline.searching.standing import select_tagged

# What an address calls the parts; the office reads these words there.
NAMES = {
    "state": "tinh-trang",
    "outlet": "bao",
    "row": "dong",
    "field": "linh-vuc",
    "department": "don-vi",
    "date_from": "tu",
    "date_to": "den",
}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is asked for; without a state, all that waits for a person."""

    state: ReadingState | None = None
    outlet: str | None = None
    row: str | None = None
    field: str | None = None
    department: str | None = None
    date_from: date | None = None
    date_to: date | None = None

    @property
    def is_empty(self) -> bool:
        """Say that nothing is asked for in particular."""
        return self == QueueFilter()

    def write_query(self) -> str:
        """Return the filter as the query of an address, without "?"; empty parts are left out."""
        values = {NAMES[one.name]: getattr(self, one.name) for one in fields(self)}
        return urlencode({name: _write(value) for name, value in values.items() if value is not None})

    def select(self, plan: Plan) -> Select[int]:
        """Return a query for the ids of the articles asked for, in the order of their page."""
        query = select(QueueRank.article_id).where(QueueRank.plan_id == plan.id, self._in_state())
        if self.outlet or self.date_from or self.date_to:
            query = query.join(Article, Article.id == QueueRank.article_id).where(*self._of_article())
        axes = ((TagAxis.ROW, self.row), (TagAxis.FIELD, self.field), (TagAxis.DEPARTMENT, self.department))
        return query.where(
            *(QueueRank.article_id.in_(select_tagged(plan.id, axis, code)) for axis, code in axes if code is not None)
        )

    def _in_state(self) -> ColumnElement[bool]:
        return QueueRank.is_open.is_(True) if self.state is None else QueueRank.state == self.state

    def _of_article(self) -> list[ColumnElement[bool]]:
        wanted: list[ColumnElement[bool]] = []
        if self.outlet:
            wanted.append(Article.outlet_key == self.outlet)
        if self.date_from:
            wanted.append(Article.published_at >= day_start(self.date_from))
        if self.date_to:
            wanted.append(Article.published_at < day_end(self.date_to))
        return wanted


def read_filter(query: Mapping[str, str]) -> QueueFilter:
    """Read a filter from the parts of an address; raises InputError for a value that cannot be."""
    given = {name: query.get(word, "").strip() or None for name, word in NAMES.items()}
    state = given["state"]
    if state is not None and state not in {one.value for one in ReadingState}:
        raise InputError(f"Không có tình trạng «{state}».")
    return QueueFilter(
        state=ReadingState(state) if state else None,
        outlet=given["outlet"],
        row=given["row"],
        field=given["field"],
        department=given["department"],
        date_from=read_day_or_none(given["date_from"]),
        date_to=read_day_or_none(given["date_to"]),
    )


def _write(value: ReadingState | date | str) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
