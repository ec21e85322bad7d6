"""The empty form reads back what a person writes into it."""

import io
from typing import Any

import docx
import openpyxl
import pytest

from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.reading import read_plan_file
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.template import HEADING_ROW, Form, design_form, write_form_document, write_form_workbook
from tests.pipeline.monthly_plans.messy import tell

JULY = PlanMonth(2023, 7)
ROWS = (
    {
        "noi_dung": "Đêm hội tái chế ở chợ Giát",
        "hinh_thuc": "Tin",
        "so_luong": 2,
        "co_quan_bao_chi": "Báo Hà Tĩnh",
        "thoi_gian": "tuần 2",
        "don_vi": "Chi cục Bảo vệ môi trường",
    },
    {
        "noi_dung": "Hồ lắng ở trại tôm Bãi Ngang",
        "hinh_thuc": "Phóng sự",
        "so_luong": 1,
        "co_quan_bao_chi": "Cả hai cơ quan",
        "thoi_gian": "trong tháng",
        "ghi_chu": "hủy do trùng",
    },
)
LINES = [
    "{0} Đêm hội tái chế ở chợ Giát | tin 2 | baohatinh | 08/07-14/07 | #ND07",
    "{1} Hồ lắng ở trại tôm Bãi Ngang | phong_su 1 | baohatinh,hatinhtv | 01/07-31/07 | =cancelled",
]


@pytest.fixture
def form(directory: Directory) -> Form:
    """The form of a department for July."""
    return design_form(directory, "CC-BVMT", JULY)


def _values(form: Form) -> list[dict[str, Any]]:
    row = next(choice for choice in form.choices["ma_kh"] if choice.startswith("ND07"))
    return [ROWS[0] | {"ma_kh": row}, dict(ROWS[1])]


def test_the_filled_workbook_reads_back(form: Form, directory: Directory) -> None:
    """Values chosen from the lists come back as the promises they mean, without any remark."""
    book = openpyxl.load_workbook(io.BytesIO(write_form_workbook(form)))
    for number, values in enumerate(_values(form), start=HEADING_ROW + 1):
        for column, (key, _) in enumerate(form.columns, start=1):
            book.worksheets[0].cell(number, column, values.get(key))
    stream = io.BytesIO()
    book.save(stream)

    read = read_plan_file(stream.getvalue(), "mau.xlsx", directory)

    assert [tell(entry, "CC-BVMT", "2023-07") for entry in read.obligations] == [line.format(5, 6) for line in LINES]
    assert [entry.remarks for entry in read.obligations] == [(), ()]


def test_the_filled_document_reads_back(form: Form, directory: Directory) -> None:
    """The Word form reads back the same."""
    document = docx.Document(io.BytesIO(write_form_document(form)))
    for row, values in zip(document.tables[0].rows[1:], _values(form), strict=False):
        for cell, (key, _) in zip(row.cells, form.columns, strict=True):
            cell.text = str(values.get(key) or "")
    stream = io.BytesIO()
    document.save(stream)

    read = read_plan_file(stream.getvalue(), "mau.docx", directory)

    assert [tell(entry, "CC-BVMT", "2023-07") for entry in read.obligations] == [line.format(2, 3) for line in LINES]


@pytest.mark.parametrize("write", [write_form_workbook, write_form_document])
def test_the_empty_form_holds_nothing(write: Any, form: Form, directory: Directory) -> None:
    """Blank rows, lists and guidance are no promises; department and month are read from the title."""
    read = read_plan_file(write(form), "mau", directory)

    assert read.obligations == ()
    assert [(table.department, str(table.month)) for table in read.tables] == [("CC-BVMT", "2023-07")]


def test_the_lists_advise_and_do_not_force(form: Form) -> None:
    """Genres, outlets, rows and departments are offered; a value of one's own is still taken."""
    book = openpyxl.load_workbook(io.BytesIO(write_form_workbook(form)))

    rules = book.worksheets[0].data_validations.dataValidation

    assert len(rules) == 5
    assert {rule.errorStyle for rule in rules} == {"information"}


def test_every_choice_is_understood(form: Form, directory: Directory) -> None:
    """Each entry of each list names the code it stands for."""
    from datetime import date

    from pipeline.monthly_plans.department_names import DepartmentNames
    from pipeline.monthly_plans.outlet_names import OutletNames
    from pipeline.monthly_plans.plan_row_names import PlanRowNames

    day = date(2023, 7, 15)
    departments, outlets, rows = DepartmentNames(directory, day), OutletNames(directory, day), PlanRowNames(directory)

    assert all(departments.find(name) for name in form.choices["don_vi"])
    assert all(outlets.read(name).keys for name in form.choices["co_quan_bao_chi"])
    assert [rows.read(name).codes for name in form.choices["ma_kh"]] == [(row.code,) for row in directory.plan_rows]
