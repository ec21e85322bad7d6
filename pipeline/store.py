"""The data folder and the database opened for work, and the office's files found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from classify import Tagger
from models.database import describe_database_error, is_empty, open_engine, require_current, upgrade_database
from models.errors import DiembaoError, InputError
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import OfficeFile
from models.plan import Plan
from pipeline.config import Config


class DatabaseUnreachableError(DiembaoError):
    """The database cannot be opened."""


class DatabaseFailedError(DiembaoError):
    """The database failed at work: its disk is full, another holds it too long, its server went away."""


@contextmanager
def open_store(config: Config) -> Iterator[Engine]:
    """Yield an engine on an up-to-date database; an empty one is given its tables, an older one is refused.

    Raises DatabaseUnreachableError if it cannot be opened, DatabaseFailedError if it fails in the body.
    """
    config.data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(config.database)
    try:
        _make_current(config, engine)
        yield engine
    except DatabaseError as error:
        if type(error) not in (OperationalError, DatabaseError):
            raise  # a broken constraint or statement is a fault of this program, to be seen whole
        raise DatabaseFailedError(f"Cơ sở dữ liệu báo lỗi: {describe_database_error(error)}.") from error
    finally:
        engine.dispose()


def upgrade_store(config: Config) -> None:
    """Bring the database's tables to this program's version; raises DatabaseUnreachableError."""
    with _opening():
        upgrade_database(config.database)


def _make_current(config: Config, engine: Engine) -> None:
    with _opening():
        if is_empty(engine):
            upgrade_database(config.database)
        require_current(engine)


@contextmanager
def _opening() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise DatabaseUnreachableError(f"Không mở được cơ sở dữ liệu: {describe_database_error(error)}.") from error


def find_office_files(session: Session, plan: Plan) -> tuple[OfficeFile, OfficeFile]:
    """Return what the office works with at present: the plan's own file, and the organisation imported last."""
    newest = (
        select(OfficeFile)
        .where(OfficeFile.kind == "organisation")
        .order_by(OfficeFile.imported_at.desc(), OfficeFile.id.desc())
    )
    organisation = session.scalar(newest.limit(1))
    if organisation is None:
        raise InputError("Chưa có dữ liệu tổ chức: hãy chạy «diembao plan import plans/to-chuc-2023.yaml».")
    return session.get_one(OfficeFile, plan.office_file_id), organisation


def digest_office_files(session: Session, plan: Plan) -> str:
    """Return one digest for the versions of plan and organisation that a tagger of `plan` reads."""
    both = "\n".join(file.sha256 for file in find_office_files(session, plan))
    return sha256(both.encode()).hexdigest()


def load_tagger(session: Session, plan: Plan, classifier_folder: Path | None = None) -> Tagger:
    """Return the tagger of `plan`, with the shipped classifier unless a folder is given."""
    plan_file, organisation = find_office_files(session, plan)
    return Tagger.load(restore_plan(plan_file.content), restore_organisation(organisation.content), classifier_folder)
