"""An annual plan as written in its file: contents, activities, fields and all that recognises or reports them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from models.office_files.base import Basis, Code, DatedRecord, EarlierRow, Key, OfficeRecord, Period, Text
from models.office_files.plan_parts import (
    AnnexTemplates,
    CalendarDay,
    CitedDocument,
    Deadline,
    Facets,
    Goal,
    MonthlyPlanTemplate,
    PlanHead,
    Relation,
    Responsibility,
)
from models.office_files.signals import Alias, Confuser, Examples, Matching, Signals

PlanReference = Annotated[str, StringConstraints(min_length=1, max_length=32)]


class SectorField(OfficeRecord):
    """A field of the sector (land, water, environment …): a label of its own, beside the plan's rows."""

    code: Code
    name: Text
    functions: tuple[Code, ...]
    signals: Signals
    confusers: tuple[Confuser, ...] = ()


class Subtheme(DatedRecord):
    """A part of a content or of an activity. `same_as` names its forerunner in an earlier plan."""

    code: Code
    name: Text
    field: Code | None = None
    same_as: EarlierRow | None = None


class PlanRow(DatedRecord):
    """A line of the coverage table: what contents and activities have in common.

    `full_text` is verbatim. `same_as` names the row's forerunner in an earlier plan ("KH-2023/ND02"). A row
    without dates holds for the whole period of the plan.
    """

    code: Code
    short_name: Text
    full_text: Text
    full_text_note: Text | None = None
    note: Text | None = None
    same_as: EarlierRow | None = None
    subthemes: tuple[Subtheme, ...] = ()
    lead_functions: tuple[Code, ...] = Field(min_length=1)
    supporting_functions: tuple[Code, ...] = ()
    signals: Signals
    confusers: tuple[Confuser, ...] = ()
    examples: Examples = Examples()


class Content(PlanRow):
    """A content of part II. `match_mode` strict: sign of a model case and a field; broad: any article of a field."""

    plan_ref: PlanReference
    cadence: Text
    match_mode: Literal["strict", "broad"] | None = None
    lead_by_field: bool = False


class TimeWindow(Period):
    """A span of days in which an activity is expected to be reported."""

    what: Text
    basis: Basis


class Timing(OfficeRecord):
    """When an activity takes place."""

    windows: tuple[TimeWindow, ...] = Field(min_length=1)
    note: Text | None = None


class Activity(PlanRow):
    """A key activity. `parents` are inferred contents: the plan itself does not group its activities."""

    order: int = Field(ge=1, le=999)
    parents: tuple[Code, ...]
    fields: tuple[Code, ...]
    timing: Timing


class PlanFile(OfficeRecord):
    """A whole plan file, checked in itself; a sample shows how one is written and is never taken by itself."""

    schema_version: Literal[1]
    is_sample: bool = False
    plan: PlanHead
    goals: tuple[Goal, ...]
    documents: tuple[CitedDocument, ...]
    deadlines: tuple[Deadline, ...]
    responsibilities: tuple[Responsibility, ...]
    matching: Matching
    aliases: tuple[Alias, ...]
    term_groups: Mapping[Key, tuple[Text, ...]]
    fields: tuple[SectorField, ...] = Field(min_length=1)
    contents: tuple[Content, ...] = Field(min_length=1)
    activities: tuple[Activity, ...]
    relations: tuple[Relation, ...]
    coverage_notes: tuple[Text, ...] = ()
    facets: Facets
    calendar: tuple[CalendarDay, ...] = ()
    monthly_plan_template: MonthlyPlanTemplate
    annex_templates: AnnexTemplates

    @property
    def rows(self) -> tuple[Content | Activity, ...]:
        """The lines of the coverage table: contents, then activities in their order."""
        return (*self.contents, *sorted(self.activities, key=lambda activity: activity.order))
