"""Authors as lines to take along: whom works are counted for, and the pen names that have none. Never a real name."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter

from models.registry import AuthorHead
from pipeline.articles.sheets import FORMULA_STARTS, draft_of
from reports.authors.record import Tally
from reports.gathering import Gathered

COLUMNS = {
    "key": "Mã",
    "name": "Tác giả",
    "pen_names": "Bút danh",
    "outlets": "Cơ quan báo chí",
    "confirmed": "Đã xác nhận",
    "insider": "Trong ngành",
    "department": "Phòng, đơn vị",
    "works": "Số tác phẩm",
    "shared": "Chia đều",
    "joined": "Gộp loạt bài",
    "joined_shared": "Gộp loạt bài, chia đều",
    "deep": "Bài sâu",
    "critical": "Phản ánh, phê bình",
    "photographed": "Ảnh cho bài người khác",
    "rows": "Nội dung kế hoạch",
    "urls": "Đường dẫn",
}

Cell = str | int | float


def export_authors(gathered: Gathered) -> Iterator[dict[str, Any]]:
    """Yield one line for each contributor with confirmed works, then one for each other pen name."""
    book = gathered.tally_authors(gathered.coverage.works)
    counted = {id_ for tally in book.tallies for id_ in tally.contributor.author_ids}
    yield from (_describe(tally) for tally in book.tallies)
    names = {one.key: one.name for one in gathered.outlets}
    registry = gathered.signing.registry
    for head in sorted(registry.authors.values(), key=lambda one: one.id):
        if head.id not in counted:
            held = registry.by_author.get(head.id, ())
            yield _describe_bare(head, names.get(head.outlet_key, head.outlet_key), is_confirmed=bool(held))


def _describe(tally: Tally) -> dict[str, Any]:
    one = tally.contributor
    return {
        "key": one.key,
        "name": one.name,
        "pen_names": list(one.pen_names),
        "outlets": list(one.outlets),
        "confirmed": one.is_confirmed,
        "insider": one.is_insider,
        "department": one.department,
        "works": tally.whole,
        "shared": round(float(tally.shared), 4),
        "joined": tally.joined,
        "joined_shared": round(float(tally.joined_shared), 4),
        "deep": len(tally.deep),
        "critical": len(tally.critical),
        "photographed": len(tally.photographed),
        "rows": list(tally.rows),
        "urls": [work.first.url for work in tally.works if work.first.url],
    }


def _describe_bare(head: AuthorHead, outlet: str, *, is_confirmed: bool) -> dict[str, Any]:
    counts = dict.fromkeys(("works", "shared", "joined", "joined_shared", "deep", "critical", "photographed"), 0)
    return {
        "key": f"A{head.id}",
        "name": head.name,
        "pen_names": [head.name],
        "outlets": [outlet],
        "confirmed": is_confirmed,
        "insider": False,
        "department": None,
        **counts,
        "rows": [],
        "urls": [],
    }


def _flatten(line: dict[str, Any]) -> list[Cell]:
    return [_as_cell(line[key]) for key in COLUMNS]


def _as_cell(value: bool | list[str] | Cell | None) -> Cell:
    if isinstance(value, bool):
        return "có" if value else "chưa"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else value


def write_authors_csv(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write CSV as a Vietnamese Excel reads it: BOM, semicolons, decimal commas, no formula."""
    with draft_of(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS.values())
        writer.writerows([_print_cell(cell) for cell in _flatten(line)] for line in lines)


def _print_cell(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:g}".replace(".", ",")
    words = str(cell)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words


def write_authors_xlsx(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write a sheet with frozen header and filters, A4 landscape, one page wide."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with draft_of(path) as draft, draft.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Tác giả")
        heading = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE7EC", "border": 1})
        sheet.write_row(0, 0, COLUMNS.values(), heading)
        row = 0
        for row, line in enumerate(lines, start=1):
            sheet.write_row(row, 0, _flatten(line))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.set_column(1, 3, 24)
        sheet.set_column(len(COLUMNS) - 1, len(COLUMNS) - 1, 40)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
