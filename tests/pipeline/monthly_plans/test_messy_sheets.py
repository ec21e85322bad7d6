"""Messy files read as a careful clerk would."""

import pytest

from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.reading import read_plan_file
from tests.pipeline.monthly_plans import messy_covers, messy_habits, messy_sheets, messy_values
from tests.pipeline.monthly_plans.messy import MessyFile, tell


@pytest.mark.parametrize(
    "case",
    [*messy_sheets.CASES, *messy_values.CASES, *messy_habits.CASES, *messy_covers.CASES],
    ids=lambda case: case.name,
)
def test_a_messy_workbook_is_read_row_by_row(case: MessyFile, directory: Directory) -> None:
    """Every promise of the file is read with its row, and nothing besides."""
    read = read_plan_file(case.make(), case.name, directory)

    lines = tuple(tell(obligation, case.department, case.month) for obligation in read.obligations)

    assert lines == case.lines
    warnings = " ".join([*read.warnings, *(warning for table in read.tables for warning in table.warnings)])
    assert case.warns in warnings
