"""What is wrong with an installation, and the next step for each thing. Changes nothing."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from classify import Tagger
from crawler.outlet_file import load_outlets
from models.clock import VIETNAM
from models.crawl import WarcFile
from models.database import DatabaseNotReadyError, is_empty, open_engine, require_current
from models.errors import DiembaoError
from models.night import Run
from models.plan import Plan
from models.vocabulary import RunState
from pipeline.config import Config
from pipeline.lock import is_held
from pipeline.store import find_plan, load_tagger

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


def examine(config: Config, *, now: datetime) -> list[Finding]:
    """Look at the data folder, the database, the office's files, the classifier, the outlets and the last night."""
    findings = [_data_folder(config), _disk(config), _outlets()]
    engine = open_engine(config.database)
    try:
        database = _database(engine)
        findings.append(database)
        if database.is_well:
            findings += _guarded(engine, [_plan, _classifier, lambda s: _last_night(s, config, now), _warc(config)])
    finally:
        engine.dispose()
    return findings


def _guarded(engine: Engine, checks: list[Callable[[Session], Finding]]) -> Iterator[Finding]:
    with Session(engine) as session:
        for check in checks:
            yield check(session)


def _data_folder(config: Config) -> Finding:
    folder = config.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        step = f"cho phép ghi vào {folder.absolute()} hoặc đặt DIEMBAO_DATA sang thư mục khác"
        return Finding("Thư mục dữ liệu", str(error), step)
    return Finding("Thư mục dữ liệu", str(folder.absolute()))


def _disk(config: Config) -> Finding:
    folder = next(path for path in [config.data.absolute(), *config.data.absolute().parents] if path.exists())
    free = shutil.disk_usage(folder).free
    seen = f"còn {free / 1024**3:.1f} GB"
    step = "dọn ổ đĩa: một năm hai trang báo cần khoảng 2 GB"
    return Finding("Ổ đĩa", seen, step if free < LEAST_FREE_BYTES else None)


def _outlets() -> Finding:
    try:
        names = ", ".join(outlet.name for outlet in load_outlets())
    except DiembaoError as error:
        return Finding("Cơ quan báo chí", str(error), "sửa tệp trong crawler/outlets theo docs/add-an-outlet.md")
    return Finding("Cơ quan báo chí", names)


def _database(engine: Engine) -> Finding:
    what = "Cơ sở dữ liệu"
    try:
        if is_empty(engine):
            return Finding(what, "chưa có bảng nào", "chạy «diembao db upgrade»")
        require_current(engine)
    except DatabaseNotReadyError as error:
        return Finding(what, str(error), "chạy «diembao db upgrade»")
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error))
        return Finding(what, reason, "kiểm tra DIEMBAO_DATABASE_URL và máy chủ cơ sở dữ liệu")
    return Finding(what, engine.url.render_as_string(hide_password=True))


def _plan(session: Session) -> Finding:
    codes = session.scalars(select(Plan.code).order_by(Plan.code)).all()
    if not codes:
        return Finding("Kế hoạch", "chưa có", "chạy «diembao plan import plans/ke-hoach-2023.yaml»")
    return Finding("Kế hoạch", ", ".join(codes))


def _classifier(session: Session) -> Finding:
    try:
        tagger: Tagger = load_tagger(session, find_plan(session, None))
    except DiembaoError as error:
        return Finding("Bộ phân loại", str(error), "nhập kế hoạch và tổ chức, hoặc cài lại chương trình")
    return Finding("Bộ phân loại", tagger.version)


def _last_night(session: Session, config: Config, now: datetime) -> Finding:
    what = "Lượt chạy gần nhất"
    run = session.scalar(select(Run).order_by(Run.id.desc()).limit(1))
    if run is None:
        return Finding(what, "chưa chạy lần nào", "chạy «diembao nightly», rồi đặt lịch theo docs/van-hanh.md")
    seen = f"{run.started_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}, {run.state.label.lower()}"
    if run.state is RunState.RUNNING and not is_held(config.data):
        return Finding(what, f"{seen} nhưng không còn tiến trình nào", "chạy lại «diembao nightly»: lượt sau làm tiếp")
    if run.state is RunState.FAILED:
        return Finding(what, f"{seen}: {run.problem}", "sửa nguyên nhân nêu trên rồi chạy lại «diembao nightly»")
    if now - run.started_at > NIGHT_AGE:
        return Finding(what, seen, "xem lại lịch chạy hằng đêm (docs/van-hanh.md)")
    return Finding(what, seen)


def _warc(config: Config) -> Callable[[Session], Finding]:
    def look(session: Session) -> Finding:
        names = session.scalars(select(WarcFile.name).where(WarcFile.good_length > 0)).all()
        lost = [name for name in names if not (config.warc_folder / name).is_file()]
        total = session.scalar(select(func.coalesce(func.sum(WarcFile.good_length), 0)))
        if lost:
            return Finding("Trang đã lưu", f"mất {len(lost)} tệp: {', '.join(lost[:3])}", "phục hồi từ bản sao lưu")
        return Finding("Trang đã lưu", f"{len(names)} tệp, {int(total or 0) / 1024**2:.0f} MB")

    return look
