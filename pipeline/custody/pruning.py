"""What of the data folder may be thrown away: only what can be made again and was not handed over.

Never looked at, so never removed: the database, the kept pages (`warc`), uploads (they lie in the database) and
reports and evidence ordered at the desk. Whatever a person laid into a folder keeps it whole.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.tag import Classifier
from models.vocabulary import LabelledEnum
from pipeline.config import Config
from pipeline.reporting.shelf import NAME as ORDER_NAME
from pipeline.reporting.shelf import ORDER, OrderState, find_order

NIGHTLY_FILE = re.compile(r"bao-cao-[\w.-]+\.(?:html|docx|xlsx)")
AT_WORK = (OrderState.DONE, OrderState.RUNNING)


class PrunedKind(LabelledEnum):
    """What a pruned thing is."""

    NIGHTLY_REPORT = "nightly_report", "Báo cáo từng đêm"
    DIGEST = "digest", "Thư tóm tắt"
    CLASSIFIER = "classifier", "Bộ phân loại bỏ dở"
    ORDER = "order", "Báo cáo lập hỏng"


@dataclass(frozen=True, slots=True)
class Found:
    """Something old of a prunable kind: its day, its size in bytes, and why it stays, or None if it may go."""

    path: Path
    kind: PrunedKind
    day: date
    size: int
    reason: str | None = None


def find_prunable(session: Session, config: Config, *, older_than_days: int, now: datetime) -> tuple[Found, ...]:
    """Return everything of the prunable kinds that is older, with what stays among it and why."""
    registered = frozenset(session.scalars(select(Classifier.version)))
    found = chain(
        _find_nightly(config.report_folder),
        _find_digests(config.digest_folder),
        _find_classifiers(config.classifier_folder, registered),
        _find_orders(config.order_folder, now),
    )
    latest = local_day(now) - timedelta(days=older_than_days)
    return tuple(sorted((one for one in found if one.day < latest), key=lambda one: (one.kind, one.path)))


def _find_nightly(folder: Path) -> Iterator[Found]:
    """Find the nights' folders; one with anything the night did not lay there stays whole."""
    for path in _list_folders(folder):
        day = _read_day(path.name)
        if day is not None:
            yield Found(path, PrunedKind.NIGHTLY_REPORT, day, _measure(path), _find_handiwork(path, day))


def _find_handiwork(folder: Path, day: date) -> str | None:
    """Say what a person did in a night's folder, if anything: laid something beside the reports, or changed one."""
    strange = sorted(each.name for each in folder.iterdir() if not _is_nightly_file(each))
    if strange:
        return f"có thứ không phải của lượt chạy đêm ({strange[0]})"
    is_changed = any(_last_changed(each) > day + timedelta(days=1) for each in folder.iterdir())
    return "có tệp được sửa hoặc chép lại sau đêm đó" if is_changed else None


def _is_nightly_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and NIGHTLY_FILE.fullmatch(path.name) is not None


def _find_digests(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.glob("*.html")):
        day = _read_day(path.stem)
        if day is not None and path.is_file() and not path.is_symlink():
            yield Found(path, PrunedKind.DIGEST, day, path.stat().st_size)


def _find_classifiers(folder: Path, registered: frozenset[str]) -> Iterator[Found]:
    """Find classifiers; what was ever registered stays: tags and decisions name it, and it can be put to work again."""
    for path in _list_folders(folder):
        reason = "đã đăng ký: nhãn và quyết định có thể dẫn đến nó" if path.name in registered else None
        yield Found(path, PrunedKind.CLASSIFIER, _last_changed(path), _measure(path), reason)


def _find_orders(shelf: Path, now: datetime) -> Iterator[Found]:
    """Find reports ordered at the desk; one that brought a file may have been handed over and stays."""
    for path in _list_folders(shelf):
        if ORDER_NAME.fullmatch(path.name) and (path / ORDER).is_file():
            order = find_order(shelf, path.name, now=now)
            reason = "đã lập được tệp, có thể đã được dùng" if order.files or order.state in AT_WORK else None
            yield Found(path, PrunedKind.ORDER, local_day(order.at), _measure(path), reason)


def _list_folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*/") if not path.is_symlink())


def _read_day(name: str) -> date | None:
    try:
        return datetime.strptime(name, "%Y-%m-%d").date()  # noqa: DTZ007  # a calendar day has no zone
    except ValueError:
        return None


def _last_changed(place: Path) -> date:
    newest = max(path.lstat().st_mtime for path in (place, *place.rglob("*")))
    return local_day(datetime.fromtimestamp(newest, UTC))


def _measure(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def remove_found(found: Iterable[Found]) -> int:
    """Remove what may go; returns how many bytes that freed. What has a reason to stay is left alone."""
    freed = 0
    for one in found:
        if one.reason is None:
            if one.path.is_dir():
                shutil.rmtree(one.path)
            else:
                one.path.unlink()
            freed += one.size
    return freed
