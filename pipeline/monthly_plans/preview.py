"""What an import shows a person: how columns were understood, each row with its cell, what stayed unread and why."""

from typing import Any

from pipeline.monthly_plans.records import ReadObligation, ReadPlan, ReadTable
from pipeline.monthly_plans.sheets import FIELD_NAMES

SHOWN_WORDS = 70


def describe_table(table: ReadTable) -> str:
    """Return whose and which month a table was taken to be, and why."""
    month = table.month.label if table.month else "không rõ tháng"
    return (
        f"{table.sheet}: {table.department or 'không rõ đơn vị'} ({table.why_department}), {month} ({table.why_month})."
    )


def column_rows(table: ReadTable) -> list[list[str]]:
    """Return the columns as cells: letters, heading, meaning, why."""
    return [[column.column, column.heading, column.meaning.label, column.why] for column in table.columns]


def obligation_rows(table: ReadTable) -> list[list[str]]:
    """Return the obligations as cells: where, content, genre and number, outlets, window, department, standing."""
    return [
        [
            _where(entry),
            _shorten(entry.content),
            f"{entry.quantity or '?'} {entry.genre.label.lower() if entry.genre else '?'}",
            ", ".join(entry.outlets),
            f"{entry.window.first:%d/%m}-{entry.window.last:%d/%m/%Y}" if entry.window else "?",
            ", ".join((entry.department or "?", *entry.supporting)),
            ", ".join(entry.plan_rows),
            entry.status.label + (f" ({entry.moved_to.label})" if entry.moved_to else ""),
        ]
        for entry in table.obligations
    ]


OBLIGATION_HEADINGS = ("Ô", "Nội dung", "Số lượng", "Báo, đài", "Thời gian", "Đơn vị", "Mục KH", "Hiệu lực")


def unread_lines(table: ReadTable) -> list[str]:
    """Return what was not read or was read with a doubt, each with its place."""
    lines = [
        f"dòng {entry.row}: {FIELD_NAMES[unread.field]} - {unread.why}"
        for entry in table.obligations
        for unread in entry.unread
    ]
    lines += [f"dòng {entry.row}: {remark}" for entry in table.obligations for remark in entry.remarks]
    lines += [f"dòng {skipped.row} bỏ qua ({skipped.why}): {_shorten(skipped.words)}" for skipped in table.skipped]
    return list(dict.fromkeys(lines))


def _where(entry: ReadObligation) -> str:
    told = entry.cells.get("content")
    return told.place if told else f"dòng {entry.row}"


def _shorten(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= SHOWN_WORDS else f"{flat[: SHOWN_WORDS - 1]}…"


def as_plain(read: ReadPlan) -> dict[str, Any]:
    """Return a reading as JSON-ready data; contacts stay out."""
    offer = read.conversion
    return {
        "file": read.file_name,
        "warnings": list(read.warnings),
        "passed": [{"sheet": passed.sheet, "why": passed.why} for passed in read.passed],
        "conversion": None
        if offer is None
        else {
            "encoding": offer.encoding.value,
            "cells": offer.cells,
            "preview": [list(pair) for pair in offer.preview],
        },
        "tables": [_table_as_plain(table) for table in read.tables],
    }


def _table_as_plain(table: ReadTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "department": table.department,
        "month": str(table.month) if table.month else None,
        "heading_rows": list(table.heading_rows),
        "columns": [
            {"column": column.column, "heading": column.heading, "meaning": column.meaning.value, "why": column.why}
            for column in table.columns
        ],
        "obligations": [_obligation_as_plain(entry) for entry in table.obligations],
        "skipped": [{"row": skipped.row, "words": skipped.words, "why": skipped.why} for skipped in table.skipped],
        "warnings": list(table.warnings),
    }


def _obligation_as_plain(entry: ReadObligation) -> dict[str, Any]:
    window = entry.window
    return {
        "sheet": entry.sheet,
        "row": entry.row,
        "department": entry.department,
        "month": str(entry.month) if entry.month else None,
        "content": entry.content,
        "plan_rows": list(entry.plan_rows),
        "genre": entry.genre.value if entry.genre else None,
        "quantity": entry.quantity,
        "outlets": list(entry.outlets),
        "window": {"from": window.first.isoformat(), "to": window.last.isoformat()} if window else None,
        "supporting": list(entry.supporting),
        "status": entry.status.value,
        "status_reason": entry.status_reason,
        "moved_to": str(entry.moved_to) if entry.moved_to else None,
        "note": entry.note,
        "unreadable": list(entry.unreadable),
        "unread": [{"field": unread.field, "why": unread.why} for unread in entry.unread],
        "remarks": list(entry.remarks),
        "cells": {field: {"cell": told.place, "words": told.words} for field, told in entry.cells.items()},
    }
