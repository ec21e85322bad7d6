"""Which row follows from which, as the plan's relations say."""

from collections.abc import Iterable

from classify.rules.book import Hit, Scope
from classify.rules.signals import Part
from models.office_files.plan import PlanFile

_HEAD = (Scope.TITLE, Scope.LEAD, Scope.HEAD)


def implied_codes(plan: PlanFile, hits: Iterable[Hit]) -> dict[str, str]:
    """Return {row: row that follows from it} for this article.

    A sub-item (HD05.2 → ND04) is told from its row by a strong sign of the row that follows, in
    title or lead: the program gives rows, not sub-items.
    """
    codes = {row.code for row in plan.rows}
    seen = {hit.code for hit in hits if hit.part is Part.STRONG and hit.scope in _HEAD}
    found: dict[str, str] = {}
    for relation in plan.relations:
        if relation.kind != "implies":
            continue
        row, _, sub_item = relation.child.partition(".")
        if row in codes and relation.parent in codes and (not sub_item or relation.parent in seen):
            found[row] = relation.parent
    return found
