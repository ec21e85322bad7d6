"""Bring an office file into the database: validate all, then compare table by table. The caller commits, or not.

Importing the same file again changes nothing. Either file may come first: a plan that comes
before its organisation opens the functions it names, and the organisation names them later.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.errors import InputError
from models.office_files.checks import Definitions
from models.office_files.loading import OfficeFileKind, check_outside_codes, load_office_file
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.office_files.stored import dump_content
from models.organisation import Agency, District, Function, OfficeFile, PressAgency
from models.plan import PlanField, PlanItem, PlanItemFunction
from pipeline.plan_import import organisation_rows
from pipeline.plan_import.changes import ChangeKind, ChangeLog, ImportSummary, TableSync, close_row, keep_row
from pipeline.plan_import.departments import sync_departments
from pipeline.plan_import.plan_tables import sync_plan

SAMPLE_NOTE = "Tệp này là bản mẫu (is_sample), chưa phải văn bản ban hành: chỉ dùng để xem thử."


class UnknownFunctionsError(InputError):
    """A plan held already names functions that the organisation file does not define."""


class EarlierOrganisationError(InputError):
    """The organisation file was written for an earlier day than the one held; importing it would close later lines."""


def import_office_file(session: Session, path: Path, *, now: datetime) -> ImportSummary:
    """Import the plan or organisation in `path`; raise `InputError` with every problem, and then nothing is changed."""
    file = load_office_file(path)
    _check_against_held(session, path)
    if isinstance(file, OrganisationFile):
        _check_is_latest(session, path, file)
        _check_functions_named(session, path, file)
    log = ChangeLog()
    sync = TableSync(session, log)
    last_day = local_day(now) - timedelta(days=1)
    if isinstance(file, PlanFile):
        kind, code = OfficeFileKind.PLAN, file.plan.code
        version, is_new = _keep_version(session, path, file, kind=kind, code=code, now=now)
        sync_plan(sync, file, version, now=now, last_day=last_day)
    else:
        kind, code = OfficeFileKind.ORGANISATION, _agency_in_force(file)
        _, is_new = _keep_version(session, path, file, kind=kind, code=code, now=now)
        _sync_organisation(sync, file, last_day)
        _note_unknown_fields(sync, file)
    if file.is_sample:
        log.notes.append(SAMPLE_NOTE)
    return ImportSummary(kind.value, code, is_new, tuple(log.changes), log.unchanged, tuple(log.notes))


def _keep_version(
    session: Session,
    path: Path,
    file: PlanFile | OrganisationFile,
    *,
    kind: OfficeFileKind,
    code: str,
    now: datetime,
) -> tuple[OfficeFile, bool]:
    """Keep the file whole; return its row, and whether it was not the current version before."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    of_kind = select(OfficeFile).where(OfficeFile.kind == kind.value)
    newest = session.scalar(
        of_kind.where(OfficeFile.code == code).order_by(OfficeFile.imported_at.desc(), OfficeFile.id.desc()).limit(1)
    )
    if newest is not None and newest.sha256 == sha256:
        return newest, False
    version = OfficeFile(kind=kind.value, code=code, sha256=sha256, text=content.decode("utf-8-sig"))
    version.content = dump_content(file)
    session.add(version)
    version.file_name = path.name
    version.imported_at = now
    session.flush()
    return version, True


def _check_against_held(session: Session, path: Path) -> None:
    """Compare codes with the other file where that was imported; the first of the two has nothing to compare with."""
    known: dict[str, Sequence[str]] = {}
    if session.scalar(select(OfficeFile.id).where(OfficeFile.kind == OfficeFileKind.ORGANISATION.value).limit(1)):
        known |= {
            "chức năng": session.scalars(select(Function.code)).all(),
            "cơ quan": session.scalars(select(Agency.code)).all(),
            "cơ quan báo chí": session.scalars(select(PressAgency.code)).all(),
        }
    check_outside_codes(path, Definitions({kind: frozenset(codes) for kind, codes in known.items()}))


def _check_functions_named(session: Session, path: Path, file: OrganisationFile) -> None:
    """Refuse an organisation that lacks a function on which an item in force or a field of a plan held depends."""
    of_items = select(PlanItemFunction.function_code).join(PlanItem).where(PlanItem.valid_to.is_(None))
    of_fields = session.scalars(select(PlanField.function_codes))
    named = set(session.scalars(of_items)).union(*of_fields)
    if missing := sorted(named - {function.code for function in file.functions}):
        raise UnknownFunctionsError(
            f"{path}: kế hoạch đã nhập dùng chức năng {', '.join(missing)} mà mục functions không có; hãy thêm vào."
        )


def _check_is_latest(session: Session, path: Path, file: OrganisationFile) -> None:
    """Refuse an organisation written for an earlier day than one held: there is one, and it holds all times."""
    held = session.scalars(select(OfficeFile.content).where(OfficeFile.kind == OfficeFileKind.ORGANISATION.value))
    latest = max((content["as_of"] for content in held if content), default="")
    if latest > file.as_of.isoformat():
        raise EarlierOrganisationError(
            f"{path}: tệp lập cho ngày {file.as_of:%d/%m/%Y} (as_of), đã nhập tệp tổ chức lập cho ngày "
            f"{date.fromisoformat(latest):%d/%m/%Y}; hãy sửa vào tệp mới nhất, tệp đó chứa mọi giai đoạn."
        )


def _note_unknown_fields(sync: TableSync, file: OrganisationFile) -> None:
    """Tell which fields no plan held has yet: next year's organisation comes before next year's plan."""
    known = set(sync.session.scalars(select(PlanField.code)))
    named = {code for department in file.departments for code in department.fields}
    if known and (missing := sorted(named - known)):
        sync.log.notes.append(
            f"Chưa kế hoạch nào đã nhập có lĩnh vực {', '.join(missing)}: nhập tiếp tệp kế hoạch, hoặc sửa nếu gõ nhầm."
        )


def _agency_in_force(file: OrganisationFile) -> str:
    in_force = [agency.code for agency in file.agencies if agency.holds_on(file.as_of)]
    return in_force[0] if in_force else file.agencies[0].code


def _sync_organisation(sync: TableSync, file: OrganisationFile, last_day: date) -> None:
    def close(row: Any) -> ChangeKind | None:
        return ChangeKind.CLOSED if close_row(row, last_day) else None

    functions = {row.code: row for row in sync.session.scalars(select(Function))}
    wanted = organisation_rows.function_values(file)
    sync.sync_rows(Function, "chức năng", functions, wanted, absent=keep_row)
    agencies = {row.code: row for row in sync.session.scalars(select(Agency))}
    sync.sync_rows(Agency, "cơ quan", agencies, organisation_rows.agency_values(file), absent=close)
    sync_departments(sync, organisation_rows.department_lines(file), last_day=last_day)
    districts = {row.code: row for row in sync.session.scalars(select(District))}
    sync.sync_rows(District, "huyện", districts, organisation_rows.district_values(file), absent=close)
    press = {row.code: row for row in sync.session.scalars(select(PressAgency))}
    sync.sync_rows(PressAgency, "cơ quan báo chí", press, organisation_rows.press_values(file), absent=close)
