"""Read the monthly plans of 2023 and their gold from the YAML files beside this one.

Everything unknown or missing stops the reading; texts become NFC.
"""

import unicodedata
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from demo.monthly_plans.records import (
    STATES,
    GoldAnswer,
    GoldExternalArticle,
    MonthlyPlan,
    PlanGold,
    PlannedObligation,
    PlanRow,
)

YEAR = 2023
_GOLD_FILE = "gold.yaml"
_OPTIONAL_CELLS = ("plan_ref", "count", "support", "contact", "note")
_ROW_KEYS = frozenset({"content", "form", "outlet", "time", "reads", *_OPTIONAL_CELLS})
_READ_KEYS = frozenset(
    {"key", "genre", "quantity", "outlets", "window", "plan_rows", "supporting", "status", "content"}
)
_ANSWER_KEYS = frozenset({"state", "articles", "questions", "near", "may_link", "also_acceptable", "why"})


@lru_cache(maxsize=1)
def monthly_plans() -> tuple[MonthlyPlan, ...]:
    """Return the plans of all departments, by department and month."""
    names = sorted(path.name for path in files("demo").joinpath("monthly_plans").iterdir() if _is_plan_file(path.name))
    plans = [plan for name in names for plan in _read_department(_read_yaml(name))]
    return tuple(sorted(plans, key=lambda plan: (plan.department, plan.month)))


@lru_cache(maxsize=1)
def plan_gold() -> PlanGold:
    """Return what was decided by hand about the obligations of `monthly_plans`."""
    words = _read_yaml(_GOLD_FILE)
    return PlanGold(
        answers={key: _read_answer(key, entry) for key, entry in words["obligations"].items()},
        shared_articles=tuple(words["shared_articles"]),
        external_articles=tuple(_read_external(entry) for entry in words["external_articles"]),
        ledger={
            (department, month): dict(zip(STATES, counts, strict=True))
            for department, months in words["ledger"].items()
            for month, counts in months.items()
        },
    )


def _is_plan_file(name: str) -> bool:
    return name.endswith(".yaml") and name != _GOLD_FILE


def _read_yaml(name: str) -> dict[str, Any]:
    words = files("demo").joinpath("monthly_plans", name).read_text("utf-8")
    document: dict[str, Any] = yaml.load(unicodedata.normalize("NFC", words), yaml.CSafeLoader)
    return document


def _read_department(document: dict[str, Any]) -> list[MonthlyPlan]:
    department: str = document["department"]
    return [
        MonthlyPlan(
            department=department,
            sender=document["sender"],
            short_name=document["short_name"],
            month=plan["month"],
            sent_on=_read_day(plan["sent_on"]),
            layout=plan["layout"],
            rows=tuple(_read_row(row, department, plan["month"]) for row in plan["rows"]),
        )
        for plan in document["plans"]
    ]


def _read_row(row: dict[str, Any], department: str, month: int) -> PlanRow:
    _refuse_unknown(row, _ROW_KEYS, row["content"])
    return PlanRow(
        content=row["content"],
        form=row["form"],
        outlet=row["outlet"],
        time=row["time"],
        **{cell: row.get(cell, "") for cell in _OPTIONAL_CELLS},
        obligations=tuple(_read_obligation(read, row, department, month) for read in row["reads"]),
    )


def _read_obligation(read: dict[str, Any], row: dict[str, Any], department: str, month: int) -> PlannedObligation:
    _refuse_unknown(read, _READ_KEYS, read["key"])
    opens, due = read["window"].split("-")
    return PlannedObligation(
        key=read["key"],
        department=department,
        month=month,
        content=read.get("content", row["content"]),
        plan_rows=tuple(read.get("plan_rows", ())),
        genre=read["genre"],
        quantity=read["quantity"],
        outlets=tuple(read["outlets"]),
        opens_on=_read_day(f"{opens}/{YEAR}"),
        due_on=_read_day(f"{due}/{YEAR}"),
        status=read.get("status", "active"),
        supporting_departments=tuple(read.get("supporting", ())),
        note=row.get("note", ""),
    )


def _read_answer(key: str, entry: dict[str, Any]) -> GoldAnswer:
    _refuse_unknown(entry, _ANSWER_KEYS, key)
    return GoldAnswer(
        key=key,
        state=entry["state"],
        articles=tuple(entry.get("articles", ())),
        questions=tuple(entry.get("questions", ())),
        near=tuple(entry.get("near", ())),
        may_link=tuple(entry.get("may_link", ())),
        also_acceptable=tuple(entry.get("also_acceptable", ())),
        why=entry.get("why", ""),
    )


def _read_external(entry: dict[str, str]) -> GoldExternalArticle:
    return GoldExternalArticle(
        url=entry["url"],
        outlet_name=entry["outlet_name"],
        title=entry["title"],
        published_on=_read_day(entry["published_on"]),
        genre=entry["genre"],
        answers=entry["answers"],
        state=entry["state"],
    )


def _refuse_unknown(entry: dict[str, Any], known: frozenset[str], name: str) -> None:
    if unknown := set(entry) - known:
        raise ValueError(f"{name}: unknown keys {sorted(unknown)}")


def _read_day(words: str) -> date:
    day, month, year = (int(part) for part in words.split("/"))
    return date(year, month, day)
