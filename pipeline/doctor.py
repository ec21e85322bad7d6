"""What is wrong with an installation, and the next step for each thing. Changes nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from classify import Tagger
from crawler.outlet_file import load_outlets
from models.clock import VIETNAM
from models.crawl import WarcFile
from models.database import (
    DatabaseAddressError,
    DatabaseNotReadyError,
    describe_database_error,
    is_empty,
    open_engine,
    read_database_url,
    require_current,
)
from models.errors import DiembaoError
from models.night import Run
from models.plan import Plan, find_plan
from models.search_index import examine_index
from models.vocabulary import RunState
from pipeline.config import Config
from pipeline.lock import is_database_held, is_held
from pipeline.store import load_tagger

LEAST_FREE_BYTES = 2 * 1024**3
NIGHT_AGE = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was seen, and, when it is wrong, the next step."""

    what: str
    seen: str
    next_step: str | None = None

    @property
    def is_well(self) -> bool:
        """Say that nothing need be done."""
        return self.next_step is None


DATABASE = "Cơ sở dữ liệu"
NO_TABLES = Finding(DATABASE, "chưa có bảng nào", "chạy «diembao db upgrade»")


def examine(config: Config, *, now: datetime) -> list[Finding]:
    """Look at the data folder, the database, the office's files, the classifier, the outlets and the last night."""
    findings = [_data_folder(config), _disk(config), _outlets()]
    try:
        if _lacks_file(read_database_url(config.database)):
            return [*findings, NO_TABLES]
        engine = open_engine(config.database)
    except DatabaseAddressError as error:
        return [*findings, Finding(DATABASE, str(error), "sửa DIEMBAO_DATABASE_URL")]
    try:
        database = _database(engine)
        findings.append(database)
        if database.is_well:
            checks = [_plan, _search_index, _classifier(config), lambda s: _last_night(s, config, now), _warc(config)]
            findings += _guarded(engine, checks)
    except DBAPIError as error:
        findings.append(_broken(error))
    finally:
        engine.dispose()
    return findings


def _lacks_file(url: URL) -> bool:
    """Say whether the database is a SQLite file not made yet: to open it would make it."""
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _guarded(engine: Engine, checks: list[Callable[[Session], Finding]]) -> Iterator[Finding]:
    with Session(engine) as session:
        for check in checks:
            yield check(session)


def _data_folder(config: Config) -> Finding:
    what, folder = "Thư mục dữ liệu", config.data.absolute()
    nearest = _nearest(folder)
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        step = f"cho phép ghi vào {folder} hoặc đặt DIEMBAO_DATA sang thư mục khác"
        return Finding(what, f"không ghi được vào {nearest}", step)
    return Finding(what, str(folder))


def _nearest(folder: Path) -> Path:
    """Return `folder`, or what there is of its path: the doctor makes nothing."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _disk(config: Config) -> Finding:
    free = shutil.disk_usage(_nearest(config.data.absolute())).free
    seen = f"còn {free / 1024**3:.1f} GB"
    step = "dọn ổ đĩa (xem «diembao prune»): một năm hai trang báo cần 3 đến 5 GB"
    return Finding("Ổ đĩa", seen, step if free < LEAST_FREE_BYTES else None)


def _outlets() -> Finding:
    try:
        names = ", ".join(outlet.name for outlet in load_outlets())
    except DiembaoError as error:
        return Finding("Cơ quan báo chí", str(error), "sửa tệp trong crawler/outlets theo docs/add-an-outlet.md")
    return Finding("Cơ quan báo chí", names)


def _database(engine: Engine) -> Finding:
    try:
        if is_empty(engine):
            return NO_TABLES
        require_current(engine)
    except DatabaseNotReadyError as error:
        return Finding(DATABASE, str(error), "chạy «diembao db upgrade»")
    return Finding(DATABASE, engine.url.render_as_string(hide_password=True))


def _broken(error: DBAPIError) -> Finding:
    step = "kiểm tra DIEMBAO_DATABASE_URL và máy chủ, hoặc phục hồi từ bản sao lưu"
    return Finding(DATABASE, describe_database_error(error), step)


def _plan(session: Session) -> Finding:
    codes = session.scalars(select(Plan.code).order_by(Plan.code)).all()
    if not codes:
        return Finding("Kế hoạch", "chưa có", "chạy «diembao plan import plans/ke-hoach-2023.yaml»")
    return Finding("Kế hoạch", ", ".join(codes))


def _search_index(session: Session) -> Finding:
    what, state = "Chỉ mục tìm kiếm", examine_index(session.connection())
    if state.is_well:
        return Finding(what, "đủ mọi bài")
    parts = ((state.lost_triggers, "cơ chế tự cập nhật"), (state.missing, "bài chưa có"), (state.stray, "mục thừa"))
    seen = ", ".join(f"{number} {name}" for number, name in parts if number)
    return Finding(what, f"sai lệch: {seen}", "chạy «diembao db reindex»")


def _classifier(config: Config) -> Callable[[Session], Finding]:
    def look(session: Session) -> Finding:
        try:
            tagger: Tagger = load_tagger(session, find_plan(session, config.plan), config.classifier_folder)
        except DiembaoError as error:
            return Finding("Bộ phân loại", str(error), "nhập kế hoạch và tổ chức, hoặc cài lại chương trình")
        return Finding("Bộ phân loại", tagger.version)

    return look


def _last_night(session: Session, config: Config, now: datetime) -> Finding:
    what = "Đêm chạy gần nhất"
    nights = select(Run).where(Run.command == "nightly")
    run = session.scalar(nights.order_by(Run.id.desc()).limit(1))
    if run is None:
        return Finding(what, "chưa chạy lần nào", "chạy «diembao nightly», rồi đặt lịch theo docs/van-hanh.md")
    seen = f"{run.started_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}, {run.state.label.lower()}"
    is_alive = is_held(config.data) or is_database_held(session.get_bind().engine)
    if run.state is RunState.RUNNING and not is_alive:
        return Finding(what, f"{seen} nhưng không còn tiến trình nào", "chạy lại «diembao nightly»: lượt sau làm tiếp")
    if run.state is RunState.FAILED:
        return Finding(what, f"{seen}: {run.problem}", "sửa nguyên nhân nêu trên rồi chạy lại «diembao nightly»")
    if now - run.started_at > NIGHT_AGE:
        return Finding(what, seen, "xem lại lịch chạy hằng đêm (docs/van-hanh.md)")
    return Finding(what, seen)


def _warc(config: Config) -> Callable[[Session], Finding]:
    def look(session: Session) -> Finding:
        files = session.execute(select(WarcFile.name, WarcFile.good_length).where(WarcFile.good_length > 0)).all()
        lost = [name for name, length in files if _length(config.warc_folder / name) < length]
        total = sum(length for _name, length in files)
        if lost:
            seen = f"mất hoặc cụt {len(lost)} tệp: {', '.join(lost[:3])}"
            return Finding("Trang đã lưu", seen, "phục hồi từ bản sao lưu")
        return Finding("Trang đã lưu", f"{len(files)} tệp, {total / 1024**2:.0f} MB")

    return look


def _length(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
