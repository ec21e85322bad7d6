"""The data folder and the database opened for work, and the office's files found in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from classify import Tagger
from classify.classifier import load_classifier
from models.database import describe_database_error, is_empty, open_engine, require_current, upgrade_database
from models.errors import DiembaoError, InputError
from models.office_files.plan import PlanFile
from models.office_files.stored import restore_organisation, restore_plan
from models.organisation import OfficeFile
from models.plan import Plan
from pipeline.config import Config
from pipeline.training.acceptance import read_auto_limits
from pipeline.training.releases import find_current


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
    organisation = find_organisation(session)
    if organisation is None:
        raise InputError("Chưa có dữ liệu tổ chức: hãy nhập tệp tổ chức bằng «diembao plan import TỆP».")
    return session.get_one(OfficeFile, plan.office_file_id), organisation


def find_organisation(session: Session) -> OfficeFile | None:
    """Return the organisation imported last; it holds all times."""
    newest = (
        select(OfficeFile)
        .where(OfficeFile.kind == "organisation")
        .order_by(OfficeFile.imported_at.desc(), OfficeFile.id.desc())
    )
    return session.scalar(newest.limit(1))


def digest_office_files(session: Session, plan: Plan) -> str:
    """Return one digest for the versions of plan and organisation that a tagger of `plan` reads."""
    both = "\n".join(file.sha256 for file in find_office_files(session, plan))
    return sha256(both.encode()).hexdigest()


def load_plan_files(session: Session) -> dict[int, PlanFile]:
    """Return every stored plan's file by plan id, the earliest plan first."""
    query = select(Plan.id, OfficeFile.content).join(OfficeFile, OfficeFile.id == Plan.office_file_id)
    return {id_: restore_plan(content) for id_, content in session.execute(query.order_by(Plan.period_from, Plan.id))}


def load_tagger(session: Session, plan: Plan, classifiers: Path) -> Tagger:
    """Return the tagger of `plan` with the classifier at work: the newest release, or the one that ships."""
    files = load_plan_files(session)
    _, organisation = find_office_files(session, plan)
    folder = find_current(session, classifiers)
    classifier = load_classifier(folder)
    auto = read_auto_limits(session, plan.id, classifier.version)
    office = restore_organisation(organisation.content)
    return Tagger(files[plan.id], office, classifier, folder, list(files.values()), auto=auto)
