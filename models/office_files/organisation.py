"""The organisation as written in its file: functions, departments, districts and the press, each with its dates."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from models.office_files.base import Code, DatedRecord, Key, OfficeRecord, ShortText, Text, VerificationLevel

Precision = Literal["day", "month", "year"]
StatisticsCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,8}$")]


class Province(OfficeRecord):
    """Where the office works."""

    name: Text
    statistics_code: StatisticsCode
    region: Text


class Function(OfficeRecord):
    """A stable task: plan rows and fields point here, departments claim it for a time."""

    code: Code
    name: Text


class Letterhead(OfficeRecord):
    """The two upper lines of an official document."""

    parent: Text
    name: Text


class Agency(DatedRecord):
    """The office itself, under one name. `predecessors` may name bodies outside the file."""

    code: Code
    name: Text
    letterhead: Letterhead
    document_code: Key
    place_name: ShortText
    aliases: tuple[Text, ...] = ()
    website: Text | None = None
    valid_from_precision: Precision = "day"
    successor: Code | None = None
    predecessors: tuple[Code, ...] = ()
    verification: VerificationLevel
    evidence: tuple[Text, ...]


class Department(DatedRecord):
    """A department of an agency; `mention_patterns` in lower case name it for certain."""

    code: Code
    name: Text
    kind: Key
    agency: Code
    candidate_names: tuple[Text, ...] = ()
    note: Text | None = None
    aliases: tuple[Text, ...] = ()
    mention_patterns: tuple[Text, ...] = ()
    not_to_confuse: tuple[Text, ...] = ()
    functions: tuple[Code, ...]
    fields: tuple[Code, ...]
    sends_monthly_plan: bool
    has_district_branches: bool = False
    successor: Code | None = None
    verification: VerificationLevel
    evidence: tuple[Text, ...]


class PositionHolder(DatedRecord):
    """A person publicly known in a position, and from where."""

    name: Text
    basis: Text


class Position(OfficeRecord):
    """A leading position by which articles name the office."""

    title: Text
    department: Code | None
    agency: Code
    patterns: tuple[Text, ...]
    holders: tuple[PositionHolder, ...] = ()


class District(DatedRecord):
    """A district of the province."""

    code: Code
    name: Text
    kind: Key
    aliases: tuple[Text, ...]
    statistics_code: StatisticsCode
    coastal: bool
    note: Text | None = None


class DistrictOffice(DatedRecord):
    """A kind of office that exists once in each district; "{district}" stands for its code or name."""

    code_template: Annotated[str, StringConstraints(pattern=r"\{district\}")]
    name_template: Annotated[str, StringConstraints(pattern=r"\{district\}")]
    belongs_to: Text
    is_sector: bool
    is_sub_department: bool
    patterns: tuple[Text, ...]
    verification: VerificationLevel
    note: Text | None = None


class Communes(DatedRecord):
    """The communes that follow the districts; `entries` stays None until an official list is loaded."""

    count: int = Field(ge=1)
    legal_basis: Text
    entries: tuple[Text, ...] | None


class ExternalBody(DatedRecord):
    """A body outside the office that articles name, and why it must not be taken for a department."""

    name: Text
    patterns: tuple[Text, ...]
    reason: Text
    evidence: Text


class UrlPattern(OfficeRecord):
    """A form of address seen at an outlet."""

    pattern: Text
    seen: Text


class DatedName(OfficeRecord):
    """A name borne for a time."""

    name: Text
    first_day: date | None = Field(alias="from")
    last_day: date | None = Field(alias="to")
    basis: Text


class PressAgency(DatedRecord):
    """A paper or broadcaster that is followed."""

    code: Code
    name: Text
    names_over_time: tuple[DatedName, ...] = ()
    kind: tuple[Key, ...] = Field(min_length=1)
    governing_body: Text
    aliases: tuple[Text, ...] = ()
    domains: tuple[Text, ...] = Field(min_length=1)
    lead_in: Text | None = None
    byline_suffixes: tuple[Text, ...] = ()
    url_patterns: tuple[UrlPattern, ...] = ()
    dedupe_key: Text | None = None
    volume: Text | None = None
    contributors: Text | None = None
    valid_from_precision: Precision = "day"
    successor: Code | None = None
    predecessors: tuple[Code, ...] = ()
    verification: VerificationLevel
    evidence: tuple[Text, ...]


class OrganisationEvent(OfficeRecord):
    """A change of the organisation; `verification` begins with its level and may explain it."""

    day: date
    precision: Precision
    what: Text
    verification: Annotated[str, StringConstraints(pattern=r"^(plan|confirmed|inferred|unverified)\b")]


class OrganisationFile(OfficeRecord):
    """A whole organisation file, checked in itself; a sample shows how one is written and is never taken by itself."""

    schema_version: Literal[1]
    is_sample: bool = False
    as_of: date
    province: Province
    functions: tuple[Function, ...] = Field(min_length=1)
    agencies: tuple[Agency, ...] = Field(min_length=1)
    departments: tuple[Department, ...]
    positions: tuple[Position, ...] = ()
    districts: tuple[District, ...] = ()
    district_offices: tuple[DistrictOffice, ...] = ()
    communes: Communes | None = None
    external_bodies: tuple[ExternalBody, ...] = ()
    press_agencies: tuple[PressAgency, ...] = ()
    republishers: tuple[Text, ...] = ()
    events: tuple[OrganisationEvent, ...] = ()
