"""What all obligations of one row have in common: month, departments, plan rows, contact, note. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.monthly_plans.calendar_days import MIDDLE_MONTH, month_of
from pipeline.monthly_plans.contacts import part_contacts
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.records import CellWords, PlanMonth, Unread
from pipeline.monthly_plans.row_cells import FilledCell, RowCells
from pipeline.monthly_plans.sections import Names, SectionWords
from pipeline.monthly_plans.windows import parse_days
from pipeline.monthly_plans.words import LONGEST_VALUE, is_blank_mark

_LEAD_AND_SUPPORT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"chủ trì\s*:?\s*(?P<lead>[^;,.]+?)\s*[;,.\-–]*\s*phối hợp(?: với| cùng)?\s*:?\s*(?P<beside>.+)",
        r"(?P<lead>[^;,.]+?)\s+\(?chủ trì\)?\s*[;,.\-–]*\s*phối hợp(?: với| cùng)?\s*:?\s*(?P<beside>.+)",
        r"(?P<lead>.+?)\s+\(?chủ trì\)?\s*[;,.\-–]+\s*(?P<beside>.+?)\s*\(?phối hợp\)?",
        r"(?P<lead>.+?)\s*[;,.\-–]*\s*phối hợp (?:với|cùng)\s*:?\s*(?P<beside>.+)",
        r"(?P<lead>.+?)\s+\(?chủ trì\)?",
        r"chủ trì\s*:\s*(?P<lead>.+)",
    )
)
NO_DEPARTMENT = "không ghi đơn vị chủ trì"
_FIELD_MEANINGS = {
    "content": (Meaning.CONTENT,),
    "genre": (Meaning.GENRE,),
    "quantity": (Meaning.QUANTITY, Meaning.GENRE_COUNT),
    "outlets": (Meaning.OUTLETS, Meaning.OUTLET_MARK),
    "window": (Meaning.WINDOW, Meaning.WINDOW_FROM, Meaning.WINDOW_TO),
    "plan_rows": (Meaning.PLAN_ROWS,),
    "department": (Meaning.DEPARTMENT,),
}


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What holds for all rows of a table.

    `by_row` says that its rows name the department, not its title; `has_lead_column` that a column headed "chủ trì"
    names the department that leads, which may be another than the one that sends the plan. `outlet` is the one whose
    name the sheet bears.
    """

    sheet: str
    department: str | None
    month: PlanMonth | None
    year: int
    by_row: bool
    has_lead_column: bool
    names: Names
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the obligations of a row have in common."""

    month: PlanMonth | None
    department: str | None
    supporting: tuple[str, ...]
    plan_rows: tuple[str, ...]
    contact: str | None
    note: str | None
    unread: tuple[Unread, ...]
    remarks: tuple[str, ...]
    cells: dict[str, CellWords]


def read_shared(cells: RowCells, facts: TableFacts, section: SectionWords) -> RowFacts:
    """Return what the cells of a row, its sections and its table say for all its obligations."""
    month, month_unread, month_remarks = _read_month(cells, facts, section)
    department, lead, department_unread, department_remarks = _read_department(cells, facts, section)
    supporting = facts.names.departments.read(_joined(cells, Meaning.SUPPORTING))
    note, note_contact = part_contacts("; ".join(_notes(cells)))
    contacts = [text for text in (_joined(cells, Meaning.CONTACT), note_contact) if text]
    also = tuple(code for code in (*lead, *supporting.codes) if code != department)
    cited = cells.text(Meaning.PLAN_ROWS) or ""
    rows = facts.names.plan_rows.read(cited) if cited and not is_blank_mark(cited) else None
    faults = [
        Unread(field, f"ô {filled.place} lỗi {filled.cell.fault}")
        for field, meanings in _FIELD_MEANINGS.items()
        for filled in cells.all(*meanings)
        if filled.cell.fault and field != "content"
    ]
    unread = [*month_unread, *department_unread, *faults]
    unread += [Unread("plan_rows", f"kế hoạch năm không có mục «{word}»") for word in (rows.unknown if rows else ())]
    strangers = [f"đơn vị phối hợp «{word}» không thuộc Sở" for word in supporting.unknown]
    struck = [f"ô {filled.place} có chữ bị gạch, đã bỏ" for filled in cells.all(*Meaning) if filled.cell.partly_struck]
    return RowFacts(
        month=month,
        department=department,
        supporting=tuple(dict.fromkeys(also)),
        plan_rows=(rows.codes if rows else ())
        or (() if rows else facts.names.plan_rows.read_bare(note).codes)
        or section.plan_rows,
        contact="; ".join(contacts) or None,
        note=note or None,
        unread=tuple(unread),
        remarks=(*month_remarks, *department_remarks, *strangers, *struck),
        cells={
            field: filled[0].told for field, meanings in _FIELD_MEANINGS.items() if (filled := cells.all(*meanings))
        },
    )


def _joined(cells: RowCells, meaning: Meaning) -> str:
    return "; ".join(" ".join(filled.words.split()) for filled in cells.all(meaning) if not is_blank_mark(filled.words))


def _notes(cells: RowCells) -> list[str]:
    return [
        " ".join(filled.words.split())
        for filled in cells.all(Meaning.NOTE, Meaning.STANDING)
        if not is_blank_mark(filled.words)
    ]


def _read_month(
    cells: RowCells, facts: TableFacts, section: SectionWords
) -> tuple[PlanMonth | None, list[Unread], list[str]]:
    """Return the row's month: that of the table, else of its month column, else of its section; unread, remarks."""
    known = facts.month or section.month
    filled = cells.one(Meaning.MONTH)
    if filled is None or filled.cell.fault:
        return known, [] if known else [Unread("month", "không rõ kế hoạch của tháng nào")], []
    named = _name_month(filled, known or PlanMonth(facts.year, MIDDLE_MONTH))
    if named is None:
        return known, [] if known else [Unread("month", f"không đọc được tháng «{filled.words}»")], []
    if facts.month is not None and named != facts.month:
        told = f"cột tháng ghi {named.label}, tiêu đề ghi {facts.month.label}: theo tiêu đề"
        return facts.month, [], [told]
    return named, [], []


def _name_month(filled: FilledCell, near: PlanMonth) -> PlanMonth | None:
    """Return the one month that a cell of a month column names, in the year of `near` unless it names another."""
    value = filled.cell.value
    if isinstance(value, date):
        return month_of(value)
    words = f"{value:g}" if value is not None else filled.words
    window = parse_days(words if "t" in words.lower() else f"tháng {words}", near)
    return month_of(window.first) if window and month_of(window.first) == month_of(window.last) else None


def _part_lead(words: str) -> tuple[str, str]:
    """Return (who leads, who supports) of "P.KS chủ trì; CCBVMT phối hợp"; all leads where no such word stands."""
    for pattern in _LEAD_AND_SUPPORT:
        if found := pattern.fullmatch(" ".join(words.split())[:LONGEST_VALUE]):
            return found["lead"], found.groupdict().get("beside") or ""
    return words, ""


def _read_department(
    cells: RowCells, facts: TableFacts, section: SectionWords
) -> tuple[str | None, tuple[str, ...], list[Unread], list[str]]:
    """Return (department, lead departments named in the row, what is unread, remarks)."""
    filled = cells.one(Meaning.DEPARTMENT)
    words = filled.words if filled and not filled.cell.fault and not is_blank_mark(filled.words) else ""
    words, beside = _part_lead(words)
    lead = facts.names.departments.read(words)
    lead = replace(lead, codes=(*lead.codes, *facts.names.departments.read(beside).codes)) if lead.codes else lead
    own = lead.codes[0] if lead.codes else section.department if not words else None
    is_own = (facts.by_row and (own or lead.unknown)) or (facts.has_lead_column and lead.codes)
    if facts.department is not None and not is_own:
        remarks = []
        if lead.codes and facts.department not in lead.codes:
            remarks.append(f"kế hoạch của {facts.department}, cột đơn vị ghi «{words}»")
        if lead.unknown:
            remarks.append(f"không biết đơn vị «{', '.join(lead.unknown)}» ở cột đơn vị")
        return facts.department, lead.codes, [], remarks
    if own is not None and not (lead.unknown and not lead.codes):
        return own, lead.codes, [], []
    why = f"không biết đơn vị «{words}»" if words else NO_DEPARTMENT
    return None, (), [Unread("department", why)], []
