"""Part II, points 1 to 3: results by outlet and genre, by the contents and by the key activities of the plan."""

from collections.abc import Iterator, Sequence

from models.plan import PlanItemKind
from models.vocabulary import Genre
from reports.coverage import KIND_NAMES
from reports.documents.record import Align, Block, Column, Heading, RowKind, Table, Value, bullet, paragraph, table_row
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine, having_articles
from reports.record import CoverageRow, Work
from reports.wording.figures import list_words, mark_cell, mark_lines, mark_works, tell_cell, tell_works

NO_GENRE = "Chưa rõ"


def write_quantity(gathered: Gathered) -> Iterator[Block]:
    """Point 1: how much was published, by outlet and genre."""
    report = gathered.coverage
    yield Heading(2, "Số lượng tin, bài theo cơ quan báo chí và thể loại")
    yield paragraph(
        f"Trong kỳ có {tell_cell(report.totals.total)} thuộc nội dung kế hoạch. Ngoài ra có "
        f"{tell_works(report.outside)} thuộc ngành nhưng không thuộc nội dung nào của kế hoạch."
    )
    yield from (
        bullet(f"{outlet.name}: {tell_cell(cell)}")
        for outlet, cell in zip(report.outlets, report.totals.by_outlet, strict=True)
    )
    yield _table_of_genres(report.works, [(outlet.key, outlet.name) for outlet in report.outlets])


def _table_of_genres(works: Sequence[Work], outlets: Sequence[tuple[str, str]]) -> Table:
    found = {work.genre_key for work in works}
    genres: list[Genre | None] = [genre for genre in Genre if genre in found]
    genres += [None] if None in found else []
    names = [genre.label if genre else NO_GENRE for genre in genres]
    columns = [Column("Cơ quan báo chí", 30), *(Column(name, 12, Align.CENTER) for name in (*names, "Cộng"))]

    def count(part: Sequence[Work]) -> list[Value]:
        return [mark_works(work for work in part if work.genre_key is genre) for genre in genres] + [mark_works(part)]

    carried = {
        name: [work for work in works if any(one.outlet_key == key for one in work.publications)]
        for key, name in outlets
    }
    rows = [table_row(name, *count(part)) for name, part in carried.items()]
    rows.append(table_row("Cộng (không trùng)", *count(works), kind=RowKind.TOTAL))
    return Table(tuple(columns), tuple(rows), title="Số tác phẩm theo cơ quan báo chí và thể loại")


def write_contents(gathered: Gathered) -> Iterator[Block]:
    """Point 2: results by content."""
    rows = _rows_of(gathered, PlanItemKind.CONTENT)
    yield Heading(2, f"Kết quả theo {len(rows)} nội dung của kế hoạch")
    yield from _write_rows(gathered, rows, "nội dung")


def write_activities(gathered: Gathered) -> Iterator[Block]:
    """Point 3: results by key activity."""
    rows = _rows_of(gathered, PlanItemKind.ACTIVITY)
    yield Heading(2, f"Kết quả theo {len(rows)} hoạt động trọng tâm")
    yield from _write_rows(gathered, rows, "hoạt động")


def _rows_of(gathered: Gathered, kind: PlanItemKind) -> list[CoverageRow]:
    return [row for row in gathered.coverage.rows if row.kind == KIND_NAMES[kind]]


def _write_rows(gathered: Gathered, rows: Sequence[CoverageRow], what: str) -> Iterator[Block]:
    empty = [row for row in rows if not row.total.size]
    waiting = [row for row in rows if row.total.size and not row.total.confirmed]
    confirmed = [row for row in rows if row.total.confirmed]
    yield paragraph(f"Có {len(confirmed)}/{len(rows)} {what} đã có tác phẩm được duyệt.")
    if waiting:
        yield paragraph(f"Mới có tác phẩm chờ duyệt: {list_words([name_row(row) for row in waiting])}.")
    if empty:
        yield paragraph(f"Chưa có tin, bài: {list_words([name_row(row) for row in empty])}.")
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Nội dung kế hoạch", 45),
        Column("Số tác phẩm", 14, Align.CENTER),
        Column("Đăng ký trong kế hoạch tháng", 14, Align.CENTER),
        Column("Đã có tin, bài", 14, Align.CENTER),
    )
    table = []
    for place, row in enumerate(rows, start=1):
        lines = promised(gathered, row.code)
        done = mark_lines(having_articles(lines))
        table.append(table_row(place, f"{row.code}. {row.short_name}", mark_cell(row.total), len(lines), done))
    yield Table(columns, tuple(table))


def name_row(row: CoverageRow) -> str:
    """Name a row of the plan in a sentence."""
    return f"{row.code} ({row.short_name})"


def promised(gathered: Gathered, code: str) -> list[LedgerLine]:
    """Return the promises that still stand and cite a row of the plan."""
    return [line for line in gathered.ledger if line.is_counted and code in line.promise.plan_rows]
