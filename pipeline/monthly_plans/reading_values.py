"""A read obligation as column values, and a reading as plain data for the file's record. Pure."""

from datetime import date
from typing import Any

from models.obligation import Obligation
from pipeline.monthly_plans.likeness import Likeness
from pipeline.monthly_plans.records import PlanMonth, ReadObligation, ReadPlan, ReadTable

# Columns whose change is a change of the promise; the others only say where it now stands in its file.
PROMISE_COLUMNS = (
    "department_code", "month", "content", "plan_rows", "genre", "quantity", "outlets", "window_from", "window_to",
    "supporting", "status", "status_reason", "moved_to", "note", "unreadable",
)  # fmt: skip
PLACE_COLUMNS = ("sheet", "row", "ordinal", "cells")
STATUS_COLUMNS = ("status", "status_reason", "moved_to")


def obligation_values(read: ReadObligation, month: PlanMonth) -> dict[str, Any]:
    """Return the columns of an obligation read for `month`."""
    return {
        "department_code": read.department,
        "month": month.first_day,
        "content": read.content,
        "plan_rows": list(read.plan_rows),
        "genre": read.genre,
        "quantity": read.quantity,
        "outlets": list(read.outlets),
        "window_from": read.window.first if read.window else None,
        "window_to": read.window.last if read.window else None,
        "supporting": list(read.supporting),
        "status": read.status,
        "status_reason": read.status_reason,
        "moved_to": read.moved_to.first_day if read.moved_to else None,
        "note": read.note,
        "unreadable": list(read.unreadable),
        "sheet": read.sheet,
        "row": read.row,
        "ordinal": read.ordinal,
        "cells": {
            "places": {field: {"cell": told.place, "words": told.words} for field, told in read.cells.items()},
            "unread": [{"field": entry.field, "why": entry.why} for entry in read.unread],
            "remarks": list(read.remarks),
        },
    }


def present_values(obligation: Obligation) -> dict[str, Any]:
    """Return the same columns of a stored obligation."""
    return {name: getattr(obligation, name) for name in (*PROMISE_COLUMNS, *PLACE_COLUMNS)}


def plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return column values as JSON-ready data for the history."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def likeness_of_read(read: ReadObligation) -> Likeness:
    """Return what a read obligation is compared by."""
    return Likeness(read.content, read.genre, read.sheet, read.row, read.ordinal)


def likeness_of_stored(stored: Obligation) -> Likeness:
    """Return what a stored obligation is compared by."""
    return Likeness(stored.content, stored.genre, stored.sheet, stored.row, stored.ordinal)


def reading_as_plain(plan: ReadPlan) -> dict[str, Any]:
    """Return how the file was understood: columns, rows passed over, warnings; no contacts."""
    return {
        "tables": [_table_as_plain(table) for table in plan.tables],
        "passed": [{"sheet": passed.sheet, "why": passed.why} for passed in plan.passed],
        "warnings": list(plan.warnings),
    }


def _table_as_plain(table: ReadTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "department": table.department,
        "department_from": table.why_department,
        "month": str(table.month) if table.month else None,
        "month_from": table.why_month,
        "heading_rows": list(table.heading_rows),
        "columns": [
            {"column": column.column, "heading": column.heading, "meaning": column.meaning.value, "why": column.why}
            for column in table.columns
        ],
        "skipped": [{"row": skipped.row, "why": skipped.why} for skipped in table.skipped],
        "warnings": list(table.warnings),
    }
