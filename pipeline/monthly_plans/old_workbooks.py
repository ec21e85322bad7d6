"""An .xls workbook as grids, read by xlrd with its formats: hidden rows and crossed-out text count here too."""

import io
from typing import Any

import xlrd

from pipeline.monthly_plans.cell_making import (
    MAX_COLUMNS,
    MergedPlace,
    PrintedText,
    arrange_rows,
    make_lines,
    strike_cell,
)
from pipeline.monthly_plans.grid import Cell, Grid, GridKind, OpenedFile
from pipeline.monthly_plans.legacy_fonts import encoding_of_font
from pipeline.monthly_plans.opening import MonthlyPlanFileError, broken_file
from pipeline.monthly_plans.workbooks import MAX_ROWS, print_plainly

_LOCKED = "encrypted"


def open_old_workbook(content: bytes, file_name: str) -> OpenedFile:
    """Return the grids of an .xls file; raises MonthlyPlanFileError if it is locked or damaged."""
    notices: list[str] = []
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
        grids = tuple(_read_sheet(book, sheet, notices) for sheet in book.sheets())
    except Exception as error:  # xlrd raises nearly anything for a damaged workbook
        if _LOCKED in str(error):
            raise MonthlyPlanFileError(f"{file_name}: tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.") from error
        raise broken_file(file_name) from error
    return OpenedFile(file_name, grids, tuple(notices))


def _read_sheet(book: Any, sheet: Any, notices: list[str]) -> Grid:
    hidden = bool(sheet.visibility)
    cells: dict[tuple[int, int], Cell] = {}
    for row in range(sheet.nrows):
        for column in range(min(sheet.row_len(row), MAX_COLUMNS)):
            cell = _read_cell(book, sheet, row, column)
            if not cell.is_blank:
                cells[row + 1, column] = cell
    rows = len({row for row, _ in cells})
    if not hidden and rows > MAX_ROWS:
        notices.append(f"Trang tính «{sheet.name}» có {rows} dòng có chữ, không phải kế hoạch tháng: không đọc.")
        return Grid(sheet.name, GridKind.SHEET, ())
    merged = [
        MergedPlace(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells
    ]  # xlrd's ends are exclusive, its rows 0-based
    return Grid(
        name=sheet.name.strip(),
        kind=GridKind.SHEET,
        rows=arrange_rows(cells, merged, frozenset(row + 1 for row, look in sheet.rowinfo_map.items() if look.hidden)),
        hidden=hidden,
        hidden_columns=frozenset(column for column, look in sheet.colinfo_map.items() if look.hidden),
    )


def _read_cell(book: Any, sheet: Any, row: int, column: int) -> Cell:
    origin = (row + 1, column)
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return Cell(origin)
    if kind == xlrd.XL_CELL_ERROR:
        return Cell(origin, fault=xlrd.error_text_from_code.get(value, "#LỖI"))
    font = book.font_list[book.xf_list[sheet.cell_xf_index(row, column)].font_index]
    if kind == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        lines, partly = make_lines(_print_runs(book, value, font, runs))
        return Cell(origin, lines, legacy=encoding_of_font(font.name), partly_struck=partly)
    number: Any = float(value)
    if kind == xlrd.XL_CELL_DATE:
        number = _read_day(value, book.datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return Cell(origin, make_lines([PrintedText(print_plainly(bool(value)))])[0])
    cell = Cell(origin, make_lines([PrintedText(print_plainly(number))])[0], value=number)
    return strike_cell(cell) if font.struck_out else cell


def _read_day(value: float, datemode: int) -> Any:
    """Return the day of a dated number; the number itself where it names none."""
    try:
        return xlrd.xldate_as_datetime(value, datemode).date()
    except (xlrd.XLDateError, ValueError, OverflowError):
        return value


def _print_runs(book: Any, text: str, font: Any, runs: Any) -> list[PrintedText]:
    bounds = [(0, font), *((start, book.font_list[index]) for start, index in runs)]
    ends = [start for start, _ in bounds[1:]] + [len(text)]
    return [
        PrintedText(text[start:end], struck=bool(look.struck_out))
        for (start, look), end in zip(bounds, ends, strict=True)
        if end > start
    ]
