"""The data folder and the database opened for work, and the office's files found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from classify import Tagger
from models.database import is_empty, open_engine, require_current, upgrade_database
from models.errors import DiembaoError, InputError
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import OfficeFile
from models.plan import Plan
from pipeline.config import Config


class DatabaseUnreachableError(DiembaoError):
    """The database does not answer."""


@contextmanager
def open_store(config: Config) -> Iterator[Engine]:
    """Yield an engine on an up-to-date database; an empty one is given its tables, an older one is refused."""
    config.data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(config.database)
    try:
        if is_empty(engine):
            upgrade_database(config.database)
        require_current(engine)
        yield engine
    except OperationalError as error:
        raise DatabaseUnreachableError(f"Không mở được cơ sở dữ liệu: {error.orig}.") from error
    finally:
        engine.dispose()


def find_plan(session: Session, code: str | None) -> Plan:
    """Return the plan called `code`, or the latest one; raises InputError saying which there are."""
    plans = session.scalars(select(Plan).order_by(Plan.period_to.desc(), Plan.code)).all()
    if not plans:
        raise InputError("Chưa có kế hoạch nào: hãy chạy «diembao plan import plans/ke-hoach-2023.yaml».")
    chosen = next((plan for plan in plans if code in (None, plan.code)), None)
    if chosen is None:
        raise InputError(f"Không có kế hoạch «{code}»; đang có: {', '.join(plan.code for plan in plans)}.")
    return chosen


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """The plan and the organisation as their files say, for a tagger."""

    plan: PlanFile
    organisation: OrganisationFile


def read_office_files(session: Session, plan: Plan) -> OfficeFiles:
    """Return the stored files: the plan's own, and the organisation imported last."""
    content = session.get_one(OfficeFile, plan.office_file_id).content
    newest = (
        select(OfficeFile)
        .where(OfficeFile.kind == "organisation")
        .order_by(OfficeFile.imported_at.desc(), OfficeFile.id.desc())
    )
    organisation = session.scalar(newest.limit(1))
    if organisation is None:
        raise InputError("Chưa có dữ liệu tổ chức: hãy chạy «diembao plan import plans/to-chuc-2023.yaml».")
    return OfficeFiles(restore_plan(content), restore_organisation(organisation.content))


def load_tagger(session: Session, plan: Plan, classifier_folder: Path | None = None) -> Tagger:
    """Return the tagger of `plan`, with the shipped classifier unless a folder is given."""
    files = read_office_files(session, plan)
    return Tagger.load(files.plan, files.organisation, classifier_folder)
