"""Monthly plan files between preview and confirmation: kept beside the data under a secret name, few and not for long.

A draft belongs to the account that sent it. Nobody else can see, correct or confirm it.
"""

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from models.errors import InputError

KEPT = timedelta(hours=12)
MOST, MOST_OF_ONE = 30, 5
TOKEN_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)
GONE = "Bản xem trước này không còn: đã quá 12 giờ, đã được nhận hoặc đã bỏ. Hãy gửi lại tệp."


class DraftGoneError(InputError):
    """No such draft, or it belongs to somebody else."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that waits, and what its sender said of it; `columns` are (sheet, column, meaning) each."""

    token: str
    owner: str
    file_name: str
    sent_at: str
    plan_code: str | None
    department: str | None = None
    month: str | None = None
    convert: str | None = None
    columns: tuple[tuple[str, str, str], ...] = ()


def keep_draft(
    folder: Path,
    content: bytes,
    *,
    owner: str,
    file_name: str,
    plan_code: str | None,
    department: str | None,
    now: datetime,
) -> Draft:
    """Keep a file under a new token; the oldest of the owner, and of all, make room."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep_drafts(folder, now)
    _make_room(folder, owner)
    draft = Draft(secrets.token_urlsafe(TOKEN_BYTES), owner, file_name, now.isoformat(), plan_code, department)
    _content_of(folder, draft.token).write_bytes(content)
    write_draft(folder, draft)
    return draft


def _make_room(folder: Path, owner: str) -> None:
    known = list_drafts(folder)
    own = [draft for draft in known if draft.owner == owner]
    for draft in {*own[: max(0, len(own) - MOST_OF_ONE + 1)], *known[: max(0, len(known) - MOST + 1)]}:
        drop_draft(folder, draft.token)


def write_draft(folder: Path, draft: Draft) -> None:
    """Keep what is said of a draft."""
    path = _words_of(folder, draft.token)
    path.with_suffix(".new").write_text(json.dumps(asdict(draft)), encoding="utf-8")
    path.with_suffix(".new").replace(path)


def read_draft(folder: Path, token: str, *, owner: str, now: datetime) -> tuple[Draft, bytes]:
    """Return a draft of `owner` and its file; raises DraftGoneError."""
    if not _TOKEN.fullmatch(token):
        raise DraftGoneError(GONE)
    sweep_drafts(folder, now)
    try:
        draft = _read(_words_of(folder, token))
        content = _content_of(folder, token).read_bytes()
    except FileNotFoundError:
        raise DraftGoneError(GONE) from None
    if draft.owner != owner:
        raise DraftGoneError(GONE)
    return draft, content


def drop_draft(folder: Path, token: str) -> None:
    """Delete a draft; harmless where there is none."""
    for path in (_words_of(folder, token), _content_of(folder, token)):
        path.unlink(missing_ok=True)


def sweep_drafts(folder: Path, now: datetime) -> None:
    """Delete the drafts that waited too long, and files that a broken transfer left."""
    known = {draft.token for draft in list_drafts(folder)}
    for draft in list_drafts(folder):
        if now - datetime.fromisoformat(draft.sent_at) > KEPT:
            drop_draft(folder, draft.token)
    for path in folder.glob("*.bin"):
        if path.stem not in known and now.timestamp() - path.stat().st_mtime > KEPT.total_seconds():
            path.unlink(missing_ok=True)


def list_drafts(folder: Path) -> list[Draft]:
    """Return all drafts, the oldest first."""
    return sorted(_list(folder), key=lambda draft: (draft.sent_at, draft.token))


def _list(folder: Path) -> Iterator[Draft]:
    for path in folder.glob("*.json"):
        try:
            yield _read(path)
        except FileNotFoundError:
            continue  # another request has just deleted it


def _read(path: Path) -> Draft:
    said = json.loads(path.read_text(encoding="utf-8"))
    draft = Draft(**said)
    return replace(draft, columns=tuple((sheet, column, meaning) for sheet, column, meaning in draft.columns))


def _words_of(folder: Path, token: str) -> Path:
    return folder / f"{token}.json"


def _content_of(folder: Path, token: str) -> Path:
    return folder / f"{token}.bin"
