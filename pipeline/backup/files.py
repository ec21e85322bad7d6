"""Files of a backup: copied in part or whole and brought to disk, digested, laid beside their place first."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import DiembaoError, UsageError
from pipeline.lock import is_held

CHUNK = 1024 * 1024


@contextmanager
def draft_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder on the disk of `folder`, to be renamed to it; whatever goes wrong leaves none behind."""
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield draft
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def is_free(folder: Path, besides: str = "") -> bool:
    """Say whether `folder` is not there yet or empty; raises UsageError where nothing could take its place."""
    if folder.is_mount():
        raise UsageError(f"{folder} là nơi gắn ổ đĩa; hãy chọn một thư mục con trong đó.")
    if folder.is_dir():
        return all(path.name == besides for path in folder.iterdir())
    return not folder.exists()


def copy_part(source: Path, target: Path, length: int | None = None) -> None:
    """Copy the first `length` bytes, or all: what a night is just writing beyond them does not count yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as read, target.open("wb") as write:
        left = os.fstat(read.fileno()).st_size if length is None else length
        while left and (chunk := read.read(min(CHUNK, left))):
            write.write(chunk)
            left -= len(chunk)
        write.flush()
        os.fsync(write.fileno())
    if left:
        raise DiembaoError(f"{source} ngắn hơn phần đã ghi nhận; hãy chạy «diembao doctor».")


def copy_folders(source: Path, target: Path) -> None:
    """Copy each folder in `source` whole, but not one under way: its name begins with a dot, or a process holds it."""
    for folder in sorted(source.glob("[!.]*/")):
        if not is_held(folder):
            for path in sorted(each for each in folder.rglob("*") if each.is_file() and not each.is_symlink()):
                copy_part(path, target / path.relative_to(source))


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
