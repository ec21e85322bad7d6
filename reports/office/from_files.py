"""The office as its imported files say it, replayed in the order of import: what left a file stays, closed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.office_files.organisation import Agency, Department, OrganisationFile
from models.office_files.plan import Activity, Content, PlanFile
from models.plan import PlanItemKind
from models.vocabulary import Verification
from reports.office.forms import read_forms
from reports.office.record import Office, OfficeAgency, OfficeDeadline, OfficeDepartment, OfficeDocument, OfficeItem
from reports.record import Letterhead, PlanHead

STEP = 100


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One import of a plan file: its digest and the Vietnamese day on which it came."""

    file: PlanFile
    sha256: str
    imported_on: date


@dataclass(frozen=True, slots=True)
class OrganisationVersion:
    """One import of an organisation file."""

    file: OrganisationFile
    imported_on: date


def build_office(plans: Sequence[PlanVersion], organisations: Sequence[OrganisationVersion]) -> Office:
    """Return the office as the last of each says, with the rows and departments that earlier ones had."""
    newest = plans[-1]
    file = newest.file
    head = file.plan
    return Office(
        plan=PlanHead(head.code, head.title, head.short_title, newest.sha256),
        agency_code=head.issuer,
        issued_on=head.issued_on or head.issued_not_before,
        document_number=head.document_number,
        period=(head.count_from, head.period.last_day),
        items=replay_items([version.file for version in plans]),
        departments=replay_departments(organisations),
        agencies=_replay_agencies(organisations),
        deadlines=tuple(
            OfficeDeadline(d.code, d.what, d.rule, d.sender, d.recipient, d.last_valid, d.last_valid_day)
            for d in file.deadlines
        ),
        documents=tuple(
            OfficeDocument(d.number, d.kind, d.issuer, d.issued_on, d.subject, tuple(d.cited_in))
            for d in file.documents
            if d.cited_in
        ),
        recipients=tuple(f"{r.name} ({r.note})" if r.note else r.name for r in head.recipients),
        signer_position=head.signer.position,
        forms=read_forms(file.annex_templates),
        outlet_order=_order_outlets(head.media_partners, organisations),
        press=tuple({one.code: one for version in organisations for one in version.file.press_agencies}.values()),
    )


def replay_items(files: Sequence[PlanFile]) -> tuple[OfficeItem, ...]:
    """Return the items of the last file and those that only earlier ones had, in the plan's order."""
    items: dict[str, OfficeItem] = {}
    for file in files:
        items |= {item.code: item for item in _list_items(file)}
    return tuple(sorted(items.values(), key=lambda item: item.position))


def _list_items(file: PlanFile) -> list[OfficeItem]:
    found = []
    for place, row in enumerate(file.rows, start=1):
        found.append(_make_row(row, place * STEP))
        for nth, part in enumerate(row.subthemes, start=1):
            position = place * STEP + nth
            found.append(OfficeItem(part.code, row.code, PlanItemKind.SUBTHEME, position, "", part.name, "", ()))
    return found


def _make_row(row: Content | Activity, position: int) -> OfficeItem:
    if isinstance(row, Activity):
        windows = tuple((window.first_day, window.last_day) for window in row.timing.windows)
        return OfficeItem(
            row.code, row.code, PlanItemKind.ACTIVITY, position, "", row.short_name, row.full_text, windows
        )
    return OfficeItem(
        row.code, row.code, PlanItemKind.CONTENT, position, row.plan_ref, row.short_name, row.full_text, ()
    )


def replay_departments(versions: Sequence[OrganisationVersion]) -> tuple[OfficeDepartment, ...]:
    """Return every line that a version had, in the order of the last one.

    A department that left the file ends on the day before that import; of one that is still in it, the earlier
    lines that end before its first present one stay as history.
    """
    lines: list[OfficeDepartment] = []
    for version in versions:
        present = [_make_department(entry) for entry in version.file.departments]
        codes = {line.code for line in present}
        last_day = version.imported_on - timedelta(days=1)
        history = [line for line in lines if line.code in codes and _is_before(line, present)]
        left = [_close(line, last_day) for line in lines if line.code not in codes]
        lines = [*history, *present, *left]
    return tuple(lines)


def _is_before(line: OfficeDepartment, present: Sequence[OfficeDepartment]) -> bool:
    starts = [one.valid_from for one in present if one.code == line.code]
    return line.valid_to is not None and all(start is not None and line.valid_to < start for start in starts)


def _close(line: OfficeDepartment, last_day: date) -> OfficeDepartment:
    is_closed = line.valid_to is not None and line.valid_to <= last_day
    return line if is_closed else replace(line, valid_to=last_day)


def _make_department(entry: Department) -> OfficeDepartment:
    return OfficeDepartment(
        code=entry.code,
        name=entry.name,
        kind=entry.kind,
        agency_code=entry.agency,
        aliases=(*entry.aliases, *entry.candidate_names),
        is_confirmed=entry.verification is not Verification.UNVERIFIED,
        sends_monthly_plan=entry.sends_monthly_plan,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
    )


def _replay_agencies(versions: Sequence[OrganisationVersion]) -> tuple[OfficeAgency, ...]:
    agencies: dict[str, OfficeAgency] = {}
    for version in versions:
        agencies |= {entry.code: _make_agency(entry) for entry in version.file.agencies}
    return tuple(agencies.values())


def _make_agency(entry: Agency) -> OfficeAgency:
    letterhead = Letterhead(
        entry.letterhead.parent, entry.letterhead.name, entry.place_name, entry.document_code, entry.name
    )
    return OfficeAgency(entry.code, entry.name, letterhead, tuple(entry.aliases), entry.valid_to, entry.successor)


def _order_outlets(partners: Sequence[str], organisations: Sequence[OrganisationVersion]) -> tuple[frozenset[str], ...]:
    hosts = {
        agency.code: frozenset(agency.domains) for version in organisations for agency in version.file.press_agencies
    }
    return tuple(hosts[code] for code in partners if code in hosts)
