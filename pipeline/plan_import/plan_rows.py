"""A plan file as table rows. Pure: file in, values out."""

from collections.abc import Iterator
from typing import Any

from models.office_files.plan import Activity, Content, PlanFile, Subtheme
from models.plan import FunctionPart, PlanItemKind


def plan_values(file: PlanFile) -> dict[str, Any]:
    """Return the columns of the plan itself."""
    head = file.plan
    return {
        "code": head.code,
        "title": head.title,
        "short_title": head.short_title,
        "agency_code": head.issuer,
        "document_number": head.document_number,
        "issued_on": head.issued_on,
        "period_from": head.period.first_day,
        "period_to": head.period.last_day,
        "count_from": head.count_from,
    }


def row_values(file: PlanFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every content and activity by code; `position` leaves room for their sub-items."""
    return {row.code: _row_columns(row, position) for position, row in _positions(file)}


def subtheme_values(file: PlanFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every sub-item by code, with the code of its row as `parent_code`."""
    return {
        part.code: _subtheme_columns(part, position + nth) | {"parent_code": row.code}
        for position, row in _positions(file)
        for nth, part in enumerate(row.subthemes, start=1)
    }


def function_links(file: PlanFile) -> dict[str, set[tuple[str, FunctionPart]]]:
    """Return for every content and activity the functions that lead and support it."""
    return {
        row.code: {(code, FunctionPart.LEAD) for code in row.lead_functions}
        | {(code, FunctionPart.SUPPORT) for code in row.supporting_functions}
        for row in file.rows
    }


def named_functions(file: PlanFile) -> set[str]:
    """Return every function code the plan points at."""
    linked = {code for links in function_links(file).values() for code, _ in links}
    return linked | {code for sector_field in file.fields for code in sector_field.functions}


def field_values(file: PlanFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every field by code."""
    return {
        entry.code: {
            "code": entry.code,
            "name": entry.name,
            "position": position,
            "function_codes": list(entry.functions),
        }
        for position, entry in enumerate(file.fields, start=1)
    }


def relation_values(file: PlanFile) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the columns of every relation by child and parent."""
    return {
        (entry.child, entry.parent): {"child_code": entry.child, "parent_code": entry.parent, "kind": entry.kind}
        for entry in file.relations
    }


def document_values(file: PlanFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every document by code."""
    return {
        entry.code: entry.model_dump(include={"code", "number", "kind", "issuer", "issued_on", "subject"})
        | {"cited_in": list(entry.cited_in)}
        for entry in file.documents
    }


def deadline_values(file: PlanFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every deadline by code."""
    columns = {"code", "what", "rule", "recurrence", "last_valid", "last_valid_day", "recipient"}
    return {entry.code: entry.model_dump(include=columns) | {"sender_role": entry.sender} for entry in file.deadlines}


def _positions(file: PlanFile) -> Iterator[tuple[int, Content | Activity]]:
    """Number the rows by hundreds, so that a new sub-item moves nothing else."""
    return ((nth * 100, row) for nth, row in enumerate(file.rows, start=1))


def _row_columns(row: Content | Activity, position: int) -> dict[str, Any]:
    columns: dict[str, Any] = {
        "code": row.code,
        "position": position,
        "short_name": row.short_name,
        "full_text": row.full_text,
        "note": row.note,
        "same_as_code": row.same_as,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "parent_id": None,
    }
    if isinstance(row, Activity):
        timing = row.timing.model_dump(mode="json", by_alias=True)
        return columns | {
            "kind": PlanItemKind.ACTIVITY,
            "plan_reference": None,
            "field_codes": list(row.fields),
            "timing": timing,
        }
    return columns | {
        "kind": PlanItemKind.CONTENT,
        "plan_reference": row.plan_ref,
        "field_codes": [],
        "timing": {"cadence": row.cadence},
    }


def _subtheme_columns(part: Subtheme, position: int) -> dict[str, Any]:
    return {
        "code": part.code,
        "kind": PlanItemKind.SUBTHEME,
        "position": position,
        "plan_reference": None,
        "short_name": part.name,
        "full_text": None,
        "field_codes": [part.field] if part.field else [],
        "timing": {},
        "note": None,
        "same_as_code": part.same_as,
        "valid_from": part.valid_from,
        "valid_to": part.valid_to,
    }
