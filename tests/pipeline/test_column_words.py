"""The office reads what an import changed in its own words."""

import pytest

from models.base import Base
from models.organisation import Agency, Department, District, Function, PressAgency
from models.plan import Plan, PlanDeadline, PlanDocument, PlanField, PlanItem, PlanRelation
from pipeline.plan_import.column_words import write_columns

FILES = [Agency, Department, District, Function, PressAgency]
PLANS = [Plan, PlanDeadline, PlanDocument, PlanField, PlanItem, PlanRelation]
NEVER_COMPARED = {"id", "office_file_id", "imported_at"}


@pytest.mark.parametrize("table", [*FILES, *PLANS], ids=lambda table: table.__name__)
def test_every_column_an_import_compares_has_a_word(table: type[Base]) -> None:
    """No column name reaches the office; a new column needs a word."""
    columns = {column.key for column in table.__table__.columns} - NEVER_COMPARED

    words = write_columns(sorted(columns))

    assert words
    assert "_" not in words
