"""Obligations as a sheet for Excel: names instead of keys, real dates, never a formula; a file is there whole."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy.orm import Session

from crawler.outlet_file import load_outlets
from models.text import clean_text
from models.vocabulary import Genre, ObligationState, ObligationStatus
from pipeline.articles.sheets import CELL_LIMIT, FORMULA_STARTS, SheetNames, draft_of, read_names

COLUMNS = {
    "month": "Tháng",
    "department": "Đơn vị",
    "content": "Nội dung",
    "plan_rows": "Mục kế hoạch",
    "genre": "Thể loại",
    "quantity": "Số lượng",
    "outlets": "Cơ quan báo chí",
    "from": "Từ ngày",
    "to": "Đến ngày",
    "status": "Hiệu lực",
    "state": "Tình trạng",
    "articles": "Tin, bài",
    "note": "Ghi chú",
    "unreadable": "Không đọc được",
    "file": "Tệp",
    "sheet": "Trang tính",
    "row": "Dòng",
}
_WIDE = {"content": 60, "department": 28, "outlets": 24, "articles": 40, "note": 30}
FIELD_NAMES = {
    "department": "đơn vị",
    "month": "tháng",
    "plan_rows": "mục kế hoạch",
    "genre": "thể loại",
    "quantity": "số lượng",
    "outlets": "cơ quan báo chí",
    "window": "thời gian",
}

Cell = str | int | date


def read_obligation_names(session: Session) -> SheetNames:
    """Return names of outlets and departments; an outlet not crawled yet has the name of its file."""
    names = read_names(session)
    outlets = {outlet.key: outlet.name for outlet in load_outlets()}
    return SheetNames(outlets | names.outlets, names.departments)


def flatten_obligation(line: dict[str, Any], names: SheetNames) -> list[Cell]:
    """Return the cells of one exported obligation in the order of COLUMNS."""
    window = line["window"] or {"from": None, "to": None}
    year, _, month = line["month"].partition("-")
    words: dict[str, Cell | None] = {
        **{key: line.get(key) for key in ("content", "quantity", "note", "file", "sheet", "row")},
        "month": f"{month}/{year}",
        "department": names.departments.get(line["department"], line["department"]),
        "plan_rows": ", ".join(line["plan_rows"] or ()),
        "genre": Genre(line["genre"]).label if line["genre"] else None,
        "outlets": "; ".join(names.outlets.get(key, key) for key in line["outlets"] or ()),
        "from": date.fromisoformat(window["from"]) if window["from"] else None,
        "to": date.fromisoformat(window["to"]) if window["to"] else None,
        "status": ObligationStatus(line["status"]).label,
        "state": ObligationState(line["state"]).label,
        "articles": "\n".join(article["url"] for article in line["articles"] if article["url"]),
        "unreadable": ", ".join(FIELD_NAMES[field] for field in line["unreadable"]),
    }
    return [_tidy(words[key]) for key in COLUMNS]


def _tidy(cell: Cell | None) -> Cell:
    if cell is None:
        return ""
    return clean_text(cell)[:CELL_LIMIT] if isinstance(cell, str) else cell


def write_obligations_csv(path: Path, lines: Iterable[dict[str, Any]], names: SheetNames) -> None:
    """Write CSV as a Vietnamese Excel reads it; raises OSError, leaving what stood there."""
    with draft_of(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS.values())
        for line in lines:
            writer.writerow([_print_cell(cell) for cell in flatten_obligation(line, names)])


def _print_cell(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    text = str(cell).replace("\n", " ")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_obligations_xlsx(path: Path, lines: Iterable[dict[str, Any]], names: SheetNames) -> None:
    """Write a sheet with frozen header, filters and real dates, A4 landscape, one page wide; raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with draft_of(path) as draft, draft.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("Nghĩa vụ")
        heading = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE7EC", "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for column, key in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDE.get(key, 13))
        sheet.write_row(0, 0, COLUMNS.values(), heading)
        row = 0
        for row, line in enumerate(lines, start=1):
            for column, cell in enumerate(flatten_obligation(line, names)):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(row, column, cell, text)
                else:
                    sheet.write_string(row, column, cell, text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
