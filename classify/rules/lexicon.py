"""The lexicon of a plan: its own signals beside the guideline rules that ship with this package."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import Any

import yaml

from classify.forerunners import find_forerunners
from classify.rules.signals import AllOf, Lexicon, Signals, Voice, expand_groups
from models.office_files.plan import PlanFile, PlanRow, SectorField

SECTOR = "SECTOR"
OFF_SECTOR = "OFF:"

Groups = Mapping[str, tuple[str, ...]]


def read_guidelines() -> dict[str, Any]:
    """Return the guideline rules of `guidelines.yaml` and `off_sector.yaml` as one mapping."""
    content: dict[str, Any] = {}
    for name in ("guidelines.yaml", "off_sector.yaml"):
        content |= yaml.load(files("classify.rules").joinpath(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return content


def build_lexicon(plan: PlanFile, earlier: Sequence[PlanFile] = ()) -> Lexicon:
    """Join the signals of `plan` with the guideline rules; an unknown "@group" in the latter raises KeyError.

    Guideline rules are written for one plan; they hold for the rows of `plan` that continue its rows. A new row or
    field has none: there the plan's own words are all that is known, and speak for both voices.
    """
    guidelines = read_guidelines()
    forerunners = find_forerunners(plan, guidelines["plan"], earlier)
    guided = {block["code"] for block in guidelines["codes"]}
    own: Groups = {name: tuple(terms) for name, terms in guidelines["groups"].items()}
    signals = [_plan_signals(row, plan.term_groups) for row in (*plan.fields, *plan.rows)]
    signals += [
        replace(_plan_signals(row, plan.term_groups), voice=Voice.GUIDE)
        for row in (*plan.fields, *plan.rows)
        if forerunners[row.code] not in guided
    ]
    groups = {**plan.term_groups, **own}
    signals += [
        _guide_signals({**block, "code": code}, groups)
        for block in guidelines["codes"]
        for code in ([SECTOR] if block["code"] == SECTOR else _continuing(forerunners, block["code"]))
    ]
    signals += [
        _guide_signals({"code": OFF_SECTOR + subject["id"], "strong": subject["phrases"], **subject}, own)
        for subject in guidelines["off_sector"]
    ]
    dated = {item.number: item.issued_on for item in plan.documents if item.number and item.issued_on}
    return Lexicon(
        signals=tuple(signals),
        aliases=tuple((short, alias.full) for alias in plan.aliases if not alias.ambiguous for short in alias.short),
        figurative=tuple(guidelines["figurative"]),
        office=plan.term_groups.get("so_tnmt", ()),
        document_days=dated,
    )


def _continuing(forerunners: Mapping[str, str], code: str) -> list[str]:
    return [own for own, forerunner in forerunners.items() if forerunner == code]


def _plan_signals(row: SectorField | PlanRow, groups: Groups) -> Signals:
    signals = row.signals
    return Signals(
        code=row.code,
        voice=Voice.PLAN,
        strong=signals.strong,
        support=signals.support,
        against=signals.exclude,
        documents=signals.documents,
        all_of=tuple(AllOf(rule.code, expand_groups(rule.groups, groups)) for rule in signals.all_of),
    )


def _guide_signals(block: dict[str, Any], groups: Groups) -> Signals:
    return Signals(
        code=block["code"],
        voice=Voice.GUIDE,
        strong=tuple(block.get("strong", ())),
        support=tuple(block.get("support", ())),
        against=tuple(block.get("against", ())),
        all_of=tuple(AllOf(rule["code"], expand_groups(rule["groups"], groups)) for rule in block.get("all_of", ())),
    )
