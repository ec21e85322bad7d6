"""Next year's rows and this year's: which row of an earlier plan a row continues, by its `same_as` ("KH-2023/ND02").

A classifier and the guideline rules know the codes of the plan they were made for. A row of another plan is
judged with what was learnt of its forerunner; a row without one is judged by its own signals alone. Codes of
fields mean the same in every plan.
"""

from collections.abc import Iterable, Mapping

from models.office_files.plan import PlanFile

UNKNOWN = ""


def find_forerunners(plan: PlanFile, target: str, earlier: Iterable[PlanFile] = ()) -> dict[str, str]:
    """Return for each field and row of `plan` its code in the plan called `target`, or UNKNOWN.

    `earlier` are the plans between both, through which a row may be followed back. Two rows may share a
    forerunner (a row was split).
    """
    known: dict[str, Mapping[str, str | None]] = {one.plan.code: _same_as(one) for one in earlier}
    known[plan.plan.code] = _same_as(plan)
    found = {field.code: field.code for field in plan.fields}
    return found | {row.code: _follow(plan.plan.code, row.code, target, known) for row in plan.rows}


def _follow(plan_code: str, code: str, target: str, known: Mapping[str, Mapping[str, str | None]]) -> str:
    for _ in range(len(known) + 1):
        if plan_code == target:
            return code
        forerunner = known.get(plan_code, {}).get(code)
        if forerunner is None:
            return UNKNOWN
        plan_code, _, code = forerunner.partition("/")
    return UNKNOWN


def _same_as(plan: PlanFile) -> dict[str, str | None]:
    return {row.code: row.same_as for row in plan.rows}
