"""How the plan pages name months, departments and what a department registered."""

from collections.abc import Mapping
from datetime import date

from models.obligation import Obligation
from models.obligation_state import tell_span
from pipeline.obligations.reading import read_terms
from reports.office.record import Office

NO_DEPARTMENT = "Chưa rõ đơn vị"


def name_month(month: date) -> str:
    """Return "tháng 7/2023"."""
    return f"tháng {month.month}/{month.year}"


def write_month(month: date) -> str:
    """Return a month as addresses hold it: "2023-07"."""
    return f"{month:%Y-%m}"


def name_departments(office: Office) -> dict[str, str]:
    """Return the names of the departments of the plan's period by code, in the order of their file."""
    return {code: line.name for code, line in office.list_departments(*office.period).items()}


def tell_wanted(one: Obligation, outlet_names: Mapping[str, str]) -> str:
    """Say what is wanted: "2 tin · Báo Hà Tĩnh · 05–10/7"; what was not read is said to be so."""
    genre = one.genre.label.lower() if one.genre else "tin, bài (chưa rõ thể loại)"
    outlets = ", ".join(outlet_names.get(key, key) for key in one.outlets) or "báo, đài nào cũng được"
    return " · ".join((f"{read_terms(one).wanted} {genre}", outlets, tell_window(one)))


def tell_window(one: Obligation) -> str:
    """Say when the piece is to appear; a window that was not read is the month."""
    if one.window_from is None and one.window_to is None:
        return f"trong tháng {one.month.month}"
    return tell_span(*read_terms(one).window)
