"""The workbook that tables are written into: its looks, its paper, safe texts and links, names of sheets.

Texts are only ever strings: no formula, no link but plain http(s), no control character.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from models.clock import VIETNAM
from reports.documents.outline import write_value
from reports.documents.record import Value
from reports.formats import safe_link, single_line
from reports.workbook import (
    CELL_LIMIT,
    CUT_MARK,
    HIGHEST_ROW,
    LETTERS_PER_WIDTH,
    LINE_HEIGHT,
    LINK_COUNT_LIMIT,
    LINK_LENGTH_LIMIT,
    PAPER_A4,
)

FONT = "Times New Roman"
WHOLE_FORMAT, PART_FORMAT, DAY_FORMAT = "#,##0", "#,##0.0##", "dd/mm/yyyy"
NAME_LIMIT = 31
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


class DocumentBook:
    """A workbook being written; each look is made once, and what Excel refuses is caught here."""

    def __init__(self, title: str, as_of: datetime) -> None:
        self._buffer = BytesIO()
        self._book = Workbook(
            self._buffer,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        stamped = as_of.astimezone(VIETNAM).replace(tzinfo=None)
        self._book.set_properties({"title": single_line(title)[:255], "created": stamped})
        self._looks = dict[tuple[tuple[str, Any], ...], Format]()
        self._links = 0

    def look(self, **shape: Any) -> Format:
        """Return the format of this shape."""
        key = tuple(sorted(shape.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format({"font_name": FONT, "font_size": 11, "valign": "top"} | shape)
        return self._looks[key]

    def start_sheet(self, name: str) -> Worksheet:
        """Add a sheet set up to be printed on A4 landscape, fitted to its width, pages numbered on top."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.set_margins(left=0.5, right=0.4, top=0.8, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C&P", {"margin": 0.4})
        return sheet

    def write_value(self, sheet: Worksheet, row: int, column: int, value: Value, **shape: Any) -> None:
        """Write a day as a day, a number as a number, a text as text."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.look(**shape))
        elif isinstance(value, str):
            self._write_text(sheet, row, column, value, **shape)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.look(num_format=DAY_FORMAT, **shape))
        else:
            written = WHOLE_FORMAT if float(value).is_integer() else PART_FORMAT
            sheet.write_number(row, column, value, self.look(num_format=written, **shape))

    def _write_text(self, sheet: Worksheet, row: int, column: int, text: str, **shape: Any) -> None:
        """Write text as text, whatever it looks like; what a cell cannot hold is cut with a mark."""
        sheet.write_string(
            row, column, cut_text(write_value(text), CELL_LIMIT, CUT_MARK), self.look(**({"text_wrap": True} | shape))
        )

    def write_link(self, sheet: Worksheet, row: int, column: int, text: str, url: str, **shape: Any) -> None:
        """Write a link that opens, or only its words and address where it is no plain one or Excel's limits end."""
        link = safe_link(url)
        address = single_line(url)
        words = single_line(text) or address
        if link is None or len(link) > LINK_LENGTH_LIMIT or self._links >= LINK_COUNT_LIMIT:
            self._write_text(sheet, row, column, words if words == address else f"{words} {address}", **shape)
            return
        self._links += 1
        sheet.write_url(
            row,
            column,
            link,
            self.look(text_wrap=True, underline=1, **shape),
            string=cut_text(words, CELL_LIMIT, CUT_MARK),
        )

    def close(self) -> bytes:
        """Finish the workbook and return its bytes."""
        self._book.close()
        return self._buffer.getvalue()


def cut_text(text: str, limit: int, mark: str) -> str:
    """Return at most `limit` letters as Excel counts them, the rarest ones twice; a cut ends in `mark`."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - len(mark))].decode("utf-16-le", "ignore").rstrip() + mark


def fit_height(texts: Iterable[str], widths: Sequence[float]) -> float:
    """Return the height in points that the longest of these texts needs in columns of these widths."""
    pairs = zip(texts, widths, strict=True)
    lines = max(
        sum(max(-(-len(line) // max(int(LETTERS_PER_WIDTH * width), 1)), 1) for line in text.split("\n"))
        for text, width in pairs
    )
    return min(LINE_HEIGHT * lines, HIGHEST_ROW)


def name_sheets(titles: Sequence[str], *, taken: str) -> list[str]:
    """Name a sheet after each title: what Excel allows, at most 31 letters, none twice and none like `taken`."""
    used, names = {taken.lower()}, []
    for title in titles:
        base = _REFUSED_IN_NAMES.sub(" ", single_line(title)).strip() or "Bảng"
        name, count = cut_text(base, NAME_LIMIT, "…"), 1
        while name.lower() in used:
            count += 1
            ending = f" ({count})"
            name = cut_text(base, NAME_LIMIT - len(ending), "…") + ending
        used.add(name.lower())
        names.append(name)
    return names
