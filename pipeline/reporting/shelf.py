"""The shelf of ordered reports: a folder each, holding the order, what the making said, and the files made.

All of it is on disk, so that a desk started anew knows every order. A making that holds its folder is at work; one
that let go without an outcome was interrupted.
"""

import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.clock import VIETNAM
from models.errors import InputError
from pipeline.lock import is_held
from pipeline.reporting.orders import ReportWish, read_wish

ORDER, OUTCOME, FILES = "order.json", "outcome.json", "tep"
NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
# The making needs some seconds before it can hold its folder.
START_TIME = timedelta(seconds=60)


class OrderState(StrEnum):
    """How an order stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a made report; `name` is its path within the order, `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands; `told` is what the making printed, `problem` why it failed."""

    name: str
    wish: ReportWish
    by: str
    at: datetime
    state: OrderState
    told: tuple[str, ...]
    problem: str | None
    files: tuple[MadeFile, ...]


def place_order(shelf: Path, wish: ReportWish, *, by: str, now: datetime) -> Path:
    """Lay down a new order and return its folder."""
    folder = shelf / f"{now.astimezone(VIETNAM):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    (folder / FILES).mkdir(parents=True)
    write_json(folder / ORDER, {"wish": wish.as_plain(), "by": by, "at": now.isoformat()})
    return folder


def list_orders(shelf: Path, *, now: datetime, limit: int = 30) -> list[Order]:
    """Return the newest orders, the newest first."""
    if not shelf.is_dir():
        return []
    names = sorted((path.name for path in shelf.iterdir() if NAME.fullmatch(path.name)), reverse=True)
    return [find_order(shelf, name, now=now) for name in names[:limit]]


def find_order(shelf: Path, name: str, *, now: datetime) -> Order:
    """Return one order; raises InputError for a name that is none."""
    folder = shelf / name
    if not NAME.fullmatch(name) or not (folder / ORDER).is_file():
        raise InputError("Không có báo cáo này; có thể đã được dọn khi quá hạn lưu.")
    order = json.loads((folder / ORDER).read_text("utf-8"))
    at = datetime.fromisoformat(order["at"])
    outcome = _read_outcome(folder)
    return Order(
        name=name,
        wish=read_wish(order["wish"]),
        by=order["by"],
        at=at,
        state=_tell_state(folder, outcome, is_new=now - at < START_TIME),
        told=tuple(outcome["told"]) if outcome else (),
        problem=outcome["problem"] if outcome else None,
        files=_list_files(folder / FILES),
    )


def find_file(shelf: Path, name: str, wanted: str) -> Path:
    """Return the path of a file of an order; raises InputError for anything that is not one of its files."""
    if not NAME.fullmatch(name):
        raise InputError("Không có báo cáo này.")
    path = find_within(shelf / name / FILES, wanted)
    if path is None:
        raise InputError("Báo cáo này không có tệp đó.")
    return path


def find_within(folder: Path, wanted: str) -> Path | None:
    """Return the path of a file in a folder or below it; None for what is not there, leads out or cannot be a name."""
    root = folder.resolve()
    try:
        path = (root / wanted).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError):
        return None


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write a small file whole or not at all."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    draft.replace(path)


def _read_outcome(folder: Path) -> dict[str, Any] | None:
    path = folder / OUTCOME
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else None


def _tell_state(folder: Path, outcome: dict[str, Any] | None, *, is_new: bool) -> OrderState:
    if outcome is not None:
        return OrderState.FAILED if outcome["problem"] else OrderState.DONE
    return OrderState.RUNNING if is_new or is_held(folder) else OrderState.INTERRUPTED


def _list_files(folder: Path) -> tuple[MadeFile, ...]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(MadeFile(str(path.relative_to(folder)), path.stat().st_size) for path in paths)
