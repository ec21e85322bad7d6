"""Articles as a sheet for Excel: CSV with BOM and semicolons, or XLSX with real dates; never a formula."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from models.text import clean_text

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


def flatten(article: dict[str, Any]) -> list[str]:
    """Return the cells of one exported article, in the order of COLUMNS; lists are joined by commas."""
    labels = article["labels"] or {"rows": [], "fields": [], "departments": []}
    values = article | {
        "authors": ", ".join(dict.fromkeys(author["name"] for author in article["authors"])),
        "rows": ", ".join(row["code"] for row in labels["rows"]),
        "fields": ", ".join(field["code"] for field in labels["fields"]),
        "departments": ", ".join(department["id"] for department in labels["departments"]),
    }
    return [clean_text(str(values[key] or ""))[:CELL_LIMIT] for key in COLUMNS]


def write_csv(path: Path, articles: Iterable[dict[str, Any]]) -> None:
    """Write CSV as a Vietnamese Excel reads it; a cell that looks like a formula gets an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(COLUMNS.values())
        for article in articles:
            writer.writerow([f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in flatten(article)])


def write_xlsx(path: Path, articles: Iterable[dict[str, Any]]) -> None:
    """Write a sheet with frozen header, filters and real dates, A4 landscape, one page wide."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("Tin, bài")
        heading = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE7EC", "border": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        names = list(COLUMNS)
        sheet.write_row(0, 0, COLUMNS.values(), heading)
        row = 0
        for row, article in enumerate(articles, start=1):
            for column, cell in enumerate(flatten(article)):
                if names[column] == "published_at" and cell:
                    sheet.write_datetime(row, column, datetime.fromisoformat(cell).replace(tzinfo=None), day)
                else:
                    sheet.write_string(row, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, row, len(names) - 1)
        sheet.set_column(1, 1, 60)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
