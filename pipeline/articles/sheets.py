"""Articles as a sheet for Excel: CSV with BOM and semicolons, or XLSX with real dates; never a formula.

The office reads names, not keys; a file is there whole or not at all.
"""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Department, Outlet
from models.text import clean_text
from models.vocabulary import ArticleStatus, Genre

COLUMNS = {
    "outlet": "Cơ quan báo chí",
    "title": "Tên tin, bài",
    "genre": "Thể loại",
    "authors": "Tác giả",
    "byline": "Dòng ký tên",
    "published_at": "Ngày đăng",
    "section": "Chuyên mục",
    "rows": "Nội dung kế hoạch",
    "fields": "Lĩnh vực",
    "departments": "Phòng, đơn vị",
    "status": "Tình trạng",
    "url": "Đường dẫn",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CELL_LIMIT = 32_767

Cell = str | datetime


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The names of outlets by key and of departments by code."""

    outlets: dict[str, str]
    departments: dict[str, str]


def read_names(session: Session) -> SheetNames:
    """Return the names as they are; of a renamed department the newest line's."""
    outlets = {outlet.key: outlet.name for outlet in session.scalars(select(Outlet))}
    lines = session.scalars(select(Department).order_by(Department.id))
    return SheetNames(outlets, {line.code: line.name for line in lines})


def flatten(article: dict[str, Any], names: SheetNames) -> list[Cell]:
    """Return the cells of one exported article in the order of COLUMNS; an instant is local, without zone."""
    labels = article["labels"] or {"rows": [], "fields": [], "departments": []}
    departments = [department["id"] for department in labels["departments"]]
    words = article | {
        "outlet": names.outlets[article["outlet"]],
        "genre": Genre(article["genre"]).label if article["genre"] else None,
        "status": ArticleStatus(article["status"]).label,
        "authors": ", ".join(dict.fromkeys(author["name"] for author in article["authors"])),
        "rows": ", ".join(row["code"] for row in labels["rows"]),
        "fields": ", ".join(field["code"] for field in labels["fields"]),
        "departments": "; ".join(names.departments.get(code, code) for code in departments),
    }
    cells: dict[str, Cell] = {key: _single_line(words[key] or "") for key in COLUMNS}
    if article["published_at"]:
        cells["published_at"] = datetime.fromisoformat(article["published_at"]).replace(tzinfo=None)
    return list(cells.values())


def _single_line(printed: str) -> str:
    return clean_text(printed).replace("\n", " ")[:CELL_LIMIT]


def write_csv(path: Path, articles: Iterable[dict[str, Any]], names: SheetNames) -> None:
    """Write CSV as a Vietnamese Excel reads it; a cell that looks like a formula gets an apostrophe.

    Raises OSError if the file cannot be written; what stood there before is then still there.
    """
    with draft_of(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS.values())
        for article in articles:
            writer.writerow([_print_cell(cell) for cell in flatten(article, names)])


def _print_cell(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def write_xlsx(path: Path, articles: Iterable[dict[str, Any]], names: SheetNames) -> None:
    """Write a sheet with frozen header, filters and real dates, A4 landscape, one page wide; raises as `write_csv`."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with draft_of(path) as draft, draft.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Tin, bài")
        heading = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE7EC", "border": 1})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.write_row(0, 0, COLUMNS.values(), heading)
        row = 0
        for row, article in enumerate(articles, start=1):
            for column, cell in enumerate(flatten(article, names)):
                if isinstance(cell, datetime):
                    sheet.write_datetime(row, column, cell, moment)
                else:
                    sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.set_column(1, 1, 60)
        sheet.set_column(5, 5, 17)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Yield a file beside `path` that takes its place in the end, or is gone if anything failed."""
    draft = path.with_name(f"{path.name}.part")
    try:
        yield draft
        draft.replace(path)
    finally:
        if draft.exists():
            draft.unlink()
