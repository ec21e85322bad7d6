"""A changed office file written as a new version through the very import that a file from disk takes.

Remarks of the YAML are not carried over: the earlier version keeps them, whole, in the database.
"""

import tempfile
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from models.clock import VIETNAM
from models.errors import InputError
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from pipeline.plan_import.changes import ImportSummary
from pipeline.plan_import.importing import import_office_file


class _PlainDumper(yaml.SafeDumper):
    """Writes equal values out in full: office files know no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that no value is written as a reference to another."""
        return True


def save_office_file(
    session: Session, file: PlanFile | OrganisationFile, *, by: str, reason: str, now: datetime
) -> ImportSummary:
    """Import the changed `file` with a first line that says who changed it, when and why. The caller commits.

    Raises InputError with every problem, and then nothing is changed.
    """
    if not reason.strip():
        raise InputError("Hãy ghi lý do sửa, ví dụ số văn bản.")
    told = " ".join(f"Sửa trên bàn duyệt {now.astimezone(VIETNAM):%H:%M %d/%m/%Y}, {by}: {reason}".split())
    return import_text(session, f"# {told}\n{write_yaml(file)}", _name_file(file), now=now)


def import_text(session: Session, text: str, name: str, *, now: datetime) -> ImportSummary:
    """Import the text of an office file as if it lay on disk under `name`. The caller commits."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        try:
            return import_office_file(session, path, now=now)
        except InputError as error:
            raise InputError(str(error).replace(f"{path}", name)) from None


def preview_text(session: Session, text: str, name: str, *, now: datetime) -> ImportSummary:
    """Say what `import_text` would change, and change nothing."""
    with session.begin_nested() as trial:
        summary = import_text(session, text, name, now=now)
        trial.rollback()
    session.expire_all()
    return summary


def write_yaml(file: PlanFile | OrganisationFile) -> str:
    """Return the file as YAML that reads back equal."""
    values = _plain(file.model_dump(mode="python", by_alias=True))
    return str(yaml.dump(values, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=160))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (str, int, float, bool, date)):
        return value
    return str(value)


def _name_file(file: PlanFile | OrganisationFile) -> str:
    return f"to-chuc-{file.as_of:%Y-%m-%d}.yaml" if isinstance(file, OrganisationFile) else f"{file.plan.code}.yaml"
