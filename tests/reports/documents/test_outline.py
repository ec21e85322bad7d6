"""Numbers, list signs and written values that all writers share."""

from datetime import date

import pytest

from reports.documents.outline import (
    addressee_lines,
    annex_label,
    attached_line,
    end_list,
    number_headings,
    share_widths,
    symbol,
    write_roman,
    write_value,
)
from reports.documents.record import Annex, Block, Column, Heading, RowKind, Table, Value, paragraph, table_row
from reports.measure import text_width
from tests.reports.documents.sample import make_document


def numbers_of(blocks: list[Block]) -> list[str]:
    """Return the numbers that blocks get."""
    return [number for number, _block in number_headings(blocks)]


def test_points_follow_the_vietnamese_alphabet() -> None:
    """đ stands after d; f, j, w and z do not exist; after y the letters are doubled."""
    numbers = numbers_of([Heading(3, "x")] * 24)

    assert "".join(number[0] for number in numbers[:23]) == "abcdđeghiklmnopqrstuvxy"
    assert numbers[4] == "đ)"
    assert numbers[23] == "aa)"


def test_headings_begin_anew_below_a_higher_one() -> None:
    """Each level counts by itself, and text between headings has no number."""
    levels = [Heading(level, "x") for level in (1, 2, 3, 3, 2, 3, 1, 2)]

    assert numbers_of([*levels, paragraph("x")]) == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.", ""]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX"), (100, "C")]
)
def test_roman_numbers(number: int, written: str) -> None:
    """Annexes and mục carry Roman numbers."""
    assert write_roman(number) == written


def test_lists_end_in_a_full_stop() -> None:
    """A dash before each, ";" between, "." at the end, whatever signs the names came with."""
    assert end_list(["Như trên;", "Giám đốc", "Lưu: VT, VP."]) == ("- Như trên;", "- Giám đốc;", "- Lưu: VT, VP.")
    assert end_list([]) == ()


def test_a_document_without_addressee_has_no_such_line() -> None:
    """Kính gửi appears only where somebody is addressed."""
    assert addressee_lines(make_document(addressees=())) == ()


def test_annexes_are_numbered_from_two_on() -> None:
    """A single annex is just Phụ lục."""
    one, two = make_document(annexes=(Annex("a", ()),)), make_document(annexes=(Annex("a", ()), Annex("b", ())))

    assert annex_label(one, 0) == "Phụ lục"
    assert [annex_label(two, place) for place in (0, 1)] == ["Phụ lục I", "Phụ lục II"]


def test_the_symbol_has_no_blank_and_no_number() -> None:
    """The type's letters and the agency's code, as the agency's dated line says."""
    document = make_document(kind="Kế hoạch", kind_code="KH")

    assert symbol(document) == "/KH-STNMT"
    assert attached_line(document)[0] == "(Kèm theo Kế hoạch số"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1.234.567"),
        (12.5, "12,5"),
        (date(2023, 12, 5), "05/12/2023"),
        ("  một \n\n hai\x00 ", "một\nhai"),
    ],
)
def test_values_are_written_the_vietnamese_way(value: Value, written: str) -> None:
    """Numbers with a dot for thousands and a comma for parts, days as dd/mm/yyyy, texts clean."""
    assert write_value(value) == written


def test_columns_share_the_whole_width() -> None:
    """Widths are proportions, whatever their sum."""
    assert share_widths(Table((Column("a", 1), Column("b", 3)), ()), 165) == (41.25, 123.75)


def test_a_day_a_number_or_a_heading_never_breaks_for_want_of_room() -> None:
    """A column too narrow for its days or its heading takes from the others, unless there is no room at all."""
    columns = (Column("Ngày", 1), Column("Số", 1), Column("Tên", 98))
    rows = (table_row("Nhóm rất dài", kind=RowKind.GROUP), table_row(date(2023, 12, 5), 1_234_567, "tên"))
    table = Table(columns, rows, size=10)

    widths = share_widths(table, 165)

    assert sum(widths) == pytest.approx(165)
    assert widths[0] > text_width("05/12/2023", 10) + 2.4
    assert widths[1] > text_width("1.234.567", 10) + 2.4
    assert share_widths(Table((Column("TT", 1), Column("Tên", 99)), ()), 165)[0] > text_width("TT", 12, bold=True) + 2.4
    assert share_widths(table, 20) == pytest.approx((0.2, 0.2, 19.6))
