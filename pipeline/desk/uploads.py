"""Files that people send: taken only in the kinds and sizes a page asks for, judged by their bytes, not by their name.

What is inside is for the reader of that kind to check; here a file of another kind does not get that far.
"""

import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO, Protocol

from models.errors import InputError

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
MAX_MEMBERS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


class UploadKind(StrEnum):
    """A kind of file the desk takes; the value is how its name ends."""

    XLSX = ".xlsx"
    DOCX = ".docx"
    XLS = ".xls"


_MAIN_MEMBERS = {"xl/workbook.xml": UploadKind.XLSX, "word/document.xml": UploadKind.DOCX}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as sent, known to be of `kind`. `name` is its last part, NFC, without folders."""

    name: str
    kind: UploadKind
    content: bytes


class SentFile(Protocol):
    """What a form gives for a file (FastAPI's UploadFile)."""

    filename: str | None
    file: BinaryIO


def read_upload(file: SentFile, kinds: Collection[UploadKind], limit: int = LARGEST) -> Upload:
    """Return a sent file of at most `limit` bytes and one of `kinds`; raises InputError in one sentence."""
    name = clean_name(file.filename or "")
    if not name:
        raise InputError("Chưa chọn tệp nào: hãy chọn tệp rồi gửi lại.")
    content = file.file.read(limit + 1)
    if len(content) > limit:
        raise InputError(f"Tệp {name} quá lớn: chỉ nhận tệp đến {limit // MEGABYTE} MB.")
    if not content:
        raise InputError(f"Tệp {name} trống, không có gì để đọc.")
    kind = find_kind(content)
    if kind is None or kind not in kinds:
        wanted = ", ".join(sorted(kinds))
        raise InputError(f"Tệp {name} không thuộc loại nhận được ({wanted}): hãy lưu lại đúng loại rồi gửi.")
    return Upload(name, kind, content)


def find_kind(content: bytes) -> UploadKind | None:
    """Return what the bytes are; None for a kind that the desk does not take or a damaged file."""
    if content.startswith(_OLE):
        return UploadKind.XLS
    if not content.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(names) > MAX_MEMBERS:
        return None
    return next((kind for member, kind in _MAIN_MEMBERS.items() if member in names), None)


def clean_name(name: str) -> str:
    """Return the last part of a sent file's name, without folders, controls or more than 120 letters."""
    last = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", name)).name).name
    return "".join(letter for letter in last if letter.isprintable()).lstrip(". ").rstrip()[-120:]
