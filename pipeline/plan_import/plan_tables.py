"""Make the plan's tables follow its file: items, functions, fields, relations, documents, deadlines."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from models.office_files.plan import PlanFile
from models.organisation import Function, OfficeFile
from models.plan import (
    FunctionPart,
    Plan,
    PlanDeadline,
    PlanDocument,
    PlanField,
    PlanItem,
    PlanItemFunction,
    PlanRelation,
)
from pipeline.plan_import import plan_rows
from pipeline.plan_import.changes import ChangeKind, RowChange, TableSync, close_row, keep_row, set_values

ITEM_WORDS = "mục kế hoạch"


def sync_plan(sync: TableSync, file: PlanFile, version: OfficeFile, *, now: datetime, last_day: date) -> None:
    """Bring all rows of the plan to the state of `file`; an item that left it is closed on `last_day`."""
    _open_functions(sync, file)
    plan = _sync_head(sync, file, version, now)
    _sync_items(sync, plan, file, last_day)
    fields = {row.code: row for row in sync.session.scalars(select(PlanField).where(PlanField.plan_id == plan.id))}
    sync.sync_rows(PlanField, "lĩnh vực", fields, _of_plan(plan, plan_rows.field_values(file)), absent=keep_row)
    relations = sync.session.scalars(select(PlanRelation).where(PlanRelation.plan_id == plan.id))
    sync.sync_rows(
        PlanRelation,
        "quan hệ",
        {(row.child_code, row.parent_code): row for row in relations},
        _of_plan(plan, plan_rows.relation_values(file)),
        absent=sync.remove,
    )
    documents = sync.session.scalars(select(PlanDocument).where(PlanDocument.plan_id == plan.id))
    sync.sync_rows(
        PlanDocument,
        "văn bản",
        {row.code: row for row in documents},
        _of_plan(plan, plan_rows.document_values(file)),
        absent=sync.remove,
    )
    deadlines = sync.session.scalars(select(PlanDeadline).where(PlanDeadline.plan_id == plan.id))
    sync.sync_rows(
        PlanDeadline,
        "thời hạn",
        {row.code: row for row in deadlines},
        _of_plan(plan, plan_rows.deadline_values(file)),
        absent=sync.remove,
    )


def _of_plan(plan: Plan, values: Mapping[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    return {key: {"plan_id": plan.id, **columns} for key, columns in values.items()}


def _open_functions(sync: TableSync, file: PlanFile) -> None:
    """Open functions that no organisation file has named yet; their code stands for the name until then."""
    held = set(sync.session.scalars(select(Function.code)))
    missing = sorted(plan_rows.named_functions(file) - held)
    sync.session.add_all(Function(code=code, name=code) for code in missing)
    sync.session.flush()
    if missing:
        sync.log.notes.append("Chưa có tệp tổ chức: các chức năng tạm mang mã, sẽ có tên khi nhập tệp tổ chức.")


def _sync_head(sync: TableSync, file: PlanFile, version: OfficeFile, now: datetime) -> Plan:
    plan = sync.session.scalar(select(Plan).where(Plan.code == file.plan.code))
    values = plan_rows.plan_values(file)
    if plan is None:
        plan = Plan(**values)
        sync.session.add(plan)
        sync.log.changes.append(RowChange(ChangeKind.ADDED, "kế hoạch", file.plan.code))
    else:
        sync.log.note_row("kế hoạch", plan.code, set_values(plan, values))
    if plan.office_file_id != version.id:
        plan.office_file_id, plan.imported_at = version.id, now
    sync.session.flush()
    return plan


def _sync_items(sync: TableSync, plan: Plan, file: PlanFile, last_day: date) -> None:
    def close(row: PlanItem) -> ChangeKind | None:
        return ChangeKind.CLOSED if close_row(row, last_day) else None

    held = {row.code: row for row in sync.session.scalars(select(PlanItem).where(PlanItem.plan_id == plan.id))}
    wanted_rows = _of_plan(plan, plan_rows.row_values(file))
    wanted_parts = _of_plan(plan, plan_rows.subtheme_values(file))
    top = {code: row for code, row in held.items() if code not in wanted_parts}
    rows = sync.sync_rows(PlanItem, ITEM_WORDS, top, wanted_rows, absent=close)
    for columns in wanted_parts.values():
        columns["parent_id"] = rows[columns.pop("parent_code")].id
    parts = {code: row for code, row in held.items() if code in wanted_parts}
    sync.sync_rows(PlanItem, ITEM_WORDS, parts, wanted_parts, absent=close)
    for code, links in plan_rows.function_links(file).items():
        _link_functions(sync, rows[code], links)
    sync.session.flush()


def _link_functions(sync: TableSync, item: PlanItem, wanted: set[tuple[str, FunctionPart]]) -> None:
    held = {(link.function_code, link.part) for link in item.functions}
    if held == wanted:
        return
    item.functions = [link for link in item.functions if (link.function_code, link.part) in wanted]
    item.functions += [PlanItemFunction(function_code=code, part=part) for code, part in sorted(wanted - held)]
    if held:
        sync.log.changes.append(RowChange(ChangeKind.CHANGED, ITEM_WORDS, item.code, ("functions",)))
