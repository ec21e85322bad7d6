"""The smaller parts of a plan file: its head, cited documents, deadlines, facets, calendar and templates."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from models.office_files.base import Basis, Code, Key, OfficeRecord, Period, ShortText, Text

MonthDay = Annotated[
    str,
    StringConstraints(
        pattern=r"^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))$"
    ),
]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Signer(OfficeRecord):
    """Who signed the plan."""

    position: Text
    name: Text


class Recipient(OfficeRecord):
    """One line of "Nơi nhận"."""

    name: Text
    note: Text | None = None


class PlanHead(OfficeRecord):
    """What names and dates the plan. `numeric_targets` is the plan's own wording, or None where it sets none."""

    code: Code
    title: Text
    short_title: Text
    issuer: Code
    document_number: ShortText | None
    expected_document_symbol: Text | None = None
    issued_on: date | None
    issued_not_before: date | None = None
    period: Period
    count_from: date
    signer: Signer
    emulation_theme: Text | None = None
    numeric_targets: Text | None
    recipients: tuple[Recipient, ...] = ()
    media_partners: tuple[Code, ...] = ()


class Goal(OfficeRecord):
    """An aim or a demand of the plan, and what it asks of the program."""

    code: Code
    text: Text
    implies: Text | None = None


class CitedDocument(OfficeRecord):
    """A document that the plan cites, or one by which related articles are known (`cited_in` empty)."""

    code: Code
    number: ShortText | None
    kind: ShortText
    issuer: Text
    issued_on: date | None
    subject: Text
    cited_in: tuple[Text, ...]
    basis: Basis


class Deadline(OfficeRecord):
    """A day by which something is due, once (`before`) or every month (`before_day`); the last valid day is stated."""

    code: Code
    what: Text
    rule: Text
    recurrence: Literal["monthly"] | None = None
    before_day: DayOfMonth | None = None
    last_valid_day: DayOfMonth | None = None
    before: date | None = None
    last_valid: date | None = None
    sender: Key
    recipient: Text
    ambiguity: Text | None = None
    basis: Basis

    @model_validator(mode="after")
    def _check_one_kind_of_day(self) -> "Deadline":
        monthly = (self.recurrence, self.before_day, self.last_valid_day)
        once = (self.before, self.last_valid)
        if not (None not in monthly and once == (None, None)) and not (None not in once and monthly == (None,) * 3):
            raise ValueError(
                "ghi đủ recurrence, before_day, last_valid_day (hằng tháng) hoặc before, last_valid (một lần)"
            )
        return self


class Responsibility(OfficeRecord):
    """What a kind of department has to do under the plan."""

    role: Key
    label: Text
    duties: tuple[Text, ...]


class Relation(OfficeRecord):
    """What a tag on `child` says about `parent`: it follows (implies) or is likely (suggests)."""

    child: Code
    parent: Code
    kind: Literal["implies", "suggests"]


class FacetValue(OfficeRecord):
    """One answer on a side axis."""

    code: Key
    label: Text


class Facets(OfficeRecord):
    """The axes beside rows, fields and departments."""

    office_role: tuple[FacetValue, ...]
    acting_body: tuple[FacetValue, ...]
    tone: tuple[FacetValue, ...]
    genre: tuple[FacetValue, ...]
    plan_standing: tuple[FacetValue, ...]


class CalendarDay(OfficeRecord):
    """A yearly day or span (month-day) and the rows and fields it belongs to."""

    day: MonthDay
    last_day: MonthDay | None = None
    name: Text
    rows: tuple[Code, ...]
    fields: tuple[Code, ...]


class TemplateColumn(OfficeRecord):
    """A column of the monthly plan form, with the header words departments use for it."""

    key: Key
    label: Text
    required: bool
    personal_data: bool = False
    synonyms: tuple[Text, ...] = ()


class MonthlyPlanTemplate(OfficeRecord):
    """The form on which a department registers its month."""

    title: Text
    columns: tuple[TemplateColumn, ...] = Field(min_length=1)


class AnnexTemplate(OfficeRecord):
    """A table of the yearly report."""

    title: Text
    columns: tuple[Text, ...] = Field(min_length=1)


class AnnexTemplates(OfficeRecord):
    """The tables of the yearly report."""

    article_list: AnnexTemplate
    coverage_by_row: AnnexTemplate
    coverage_by_department: AnnexTemplate
    reward_nominations: AnnexTemplate
