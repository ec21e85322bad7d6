"""An .xlsx workbook as grids: values, merged cells, hidden rows and sheets, crossed-out text, fonts.

openpyxl reads it, because hidden rows and crossed-out words decide what counts. Rows without any value are taken out
of the XML first: a sheet formatted down to its last line would otherwise cost minutes and a gigabyte.
"""

import re
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string

from pipeline.monthly_plans.cell_making import MAX_COLUMNS, MergedPlace, PrintedText, arrange_rows, make_lines
from pipeline.monthly_plans.grid import Cell, Grid, GridKind, OpenedFile
from pipeline.monthly_plans.legacy_fonts import encoding_of_font
from pipeline.monthly_plans.opening import broken_file

MAX_ROWS = 20_000
MAX_CELLS = 400_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_BLANK_ROW = re.compile(rb"<row\b[^>]*/>|<row\b[^>]*>\s*(?:<c\b[^>]*/>\s*|<c\b[^>]*>\s*</c>\s*)*</row>")
_ROW = re.compile(rb"<row\b")
_ALL_ROWS = re.compile(rb"<sheetData\b[^>]*>.*</sheetData>", re.DOTALL)
_UNRECKONED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
UNRECKONED = "công thức chưa có kết quả"


def open_workbook(members: dict[str, bytes], file_name: str) -> OpenedFile:
    """Return the grids of a workbook given as the members of its archive; raises MonthlyPlanFileError if damaged."""
    slim = {name: _BLANK_ROW.sub(b"", part) if _SHEET.fullmatch(name) else part for name, part in members.items()}
    long = {
        name: rows for name in slim if _SHEET.fullmatch(name) and (rows := len(_ROW.findall(slim[name]))) > MAX_ROWS
    }
    slim |= {name: _ALL_ROWS.sub(b"<sheetData/>", slim[name]) for name in long}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl drops on writing does not matter to a reader
            book = openpyxl.load_workbook(BytesIO(_pack(slim)), data_only=True, rich_text=True)
            paths = _sheet_paths(slim)
            notices: list[str] = []
            grids = []
            for sheet in book.worksheets:
                path = paths.get(sheet.title, "")
                if path in long:
                    notices.append(
                        f"Trang tính «{sheet.title}» có {long[path]} dòng có chữ, không phải kế hoạch tháng: không đọc."
                    )
                grids.append(_read_sheet(sheet, slim.get(path, b""), notices))
    except Exception as error:  # openpyxl raises nearly anything for a damaged workbook
        raise broken_file(file_name) from error
    return OpenedFile(file_name, tuple(grids), tuple(notices))


def _pack(members: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in members.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _sheet_paths(members: dict[str, bytes]) -> dict[str, str]:
    """Return the path of each sheet's XML by the sheet's name."""
    from lxml import etree  # noqa: PLC0415  # only here

    def parse(name: str) -> Any:
        return etree.fromstring(members[name], etree.XMLParser(resolve_entities=False))

    targets = {
        link.get("Id"): link.get("Target").lstrip("/").removeprefix("xl/")
        for link in parse("xl/_rels/workbook.xml.rels")
    }
    paths = {}
    for sheet in parse("xl/workbook.xml").iter("{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        paths[sheet.get("name")] = f"xl/{targets.get(link, '')}"
    return paths


def _read_sheet(sheet: Any, xml: bytes, notices: list[str]) -> Grid:
    name = str(sheet.title).strip()
    hidden = sheet.sheet_state != "visible"
    places = sheet._cells  # sparse; the public ways fill every place up to the farthest cell
    if not hidden and len(places) > MAX_CELLS:
        notices.append(f"Trang tính «{name}» có {len(places)} ô, không phải kế hoạch tháng: không đọc.")
        return Grid(name, GridKind.SHEET, ())
    if any(column > MAX_COLUMNS and place.value is not None for (_, column), place in places.items()):
        notices.append(f"Trang tính «{name}»: bỏ qua các ô ở ngoài cột thứ {MAX_COLUMNS}.")
    cells = {
        (row, column - 1): cell
        for (row, column), place in places.items()
        if column <= MAX_COLUMNS and not (cell := _read_cell(place, row, column - 1)).is_blank
    }
    for letters, number in _UNRECKONED.findall(xml):
        row, column = int(number), column_index_from_string(letters.decode()) - 1
        if column < MAX_COLUMNS:
            cells.setdefault((row, column), Cell((row, column), fault=UNRECKONED))
    merged = [
        MergedPlace(area.min_row, area.min_col - 1, area.max_row, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    ]
    hidden_rows = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
    return Grid(
        name=name,
        kind=GridKind.SHEET,
        rows=arrange_rows(cells, merged, hidden_rows),
        hidden=hidden,
        hidden_columns=frozenset(_hidden_columns(sheet)),
    )


def _hidden_columns(sheet: Any) -> Iterable[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min is not None:
            yield from range(column.min - 1, min(column.max, MAX_COLUMNS))


def _read_cell(place: Any, row: int, column: int) -> Cell:
    value = place.value
    if value is None:
        return Cell((row, column))
    font = place.font
    if place.data_type == "e":
        return Cell((row, column), fault=str(value))
    is_struck = bool(font is not None and font.strike)
    lines, partly = make_lines(_print_value(value, is_struck))
    return Cell(
        origin=(row, column),
        lines=lines,
        value=_plain_value(value),
        legacy=encoding_of_font(_font_name(value, font)),
        partly_struck=partly,
    )


def _font_name(value: object, font: Any) -> str | None:
    if isinstance(value, CellRichText):
        named = [
            run.font.rFont for run in value if isinstance(run, TextBlock) and run.font is not None and run.font.rFont
        ]
        if named:
            return str(named[0])
    return None if font is None else font.name


def _print_value(value: object, is_struck: bool) -> list[PrintedText]:
    """Return the runs of a cell; rich text says of each run what is crossed out, elsewhere the cell's font does."""
    if isinstance(value, CellRichText):
        return [
            PrintedText(run.text, struck=bool(run.font is not None and run.font.strike))
            if isinstance(run, TextBlock)
            else PrintedText(str(run), struck=is_struck)
            for run in value
        ]
    return [PrintedText(print_plainly(value), struck=is_struck)]


def print_plainly(value: object) -> str:
    """Return a value as a person would type it: 2.0 as "2", a day as "05/07/2023"."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):  # a datetime too
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _plain_value(value: object) -> float | date | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return float(value) if isinstance(value, int | float) else None
