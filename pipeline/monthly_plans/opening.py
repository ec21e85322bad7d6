"""The bytes of a file turned into grids of cells, or refused with one sentence that says what to do.

What a file is, its bytes say, not its name: offices save pages and old workbooks under any suffix. Archives are
measured before anything is unpacked for real, and XML with a document type is refused: no office program writes one.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from models.errors import InputError
from pipeline.monthly_plans.grid import OpenedFile

MAX_FILE_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 80_000_000
MAX_MEMBERS = 2_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C|E\0N\0T)", re.IGNORECASE)

_SAVE_XLSX = "hãy mở bằng Excel rồi lưu lại dạng .xlsx"
_SAVE_DOCX = "hãy mở bằng Word rồi lưu lại dạng .docx"
_OTHER_KINDS: Mapping[bytes, str] = {
    b"%PDF": "là tệp PDF; hãy xin tệp Word hoặc Excel gốc (.docx, .xlsx)",
    b"{\\rtf": f"là tệp RTF; {_SAVE_DOCX}",
    b"\x89PNG": "là ảnh; hãy xin tệp Word hoặc Excel gốc (.docx, .xlsx)",
    b"\xff\xd8\xff": "là ảnh; hãy xin tệp Word hoặc Excel gốc (.docx, .xlsx)",
    b"Rar!": "là tệp nén; hãy giải nén rồi nhập từng tệp",
    b"7z\xbc\xaf": "là tệp nén; hãy giải nén rồi nhập từng tệp",
}


class MonthlyPlanFileError(InputError):
    """A file that cannot be read as a monthly plan; the message says why and what to do."""


def open_plan_file(content: bytes, file_name: str) -> OpenedFile:
    """Return the grids of a .xlsx, .xls or .docx file; raises MonthlyPlanFileError for all else."""
    from pipeline.monthly_plans import old_workbooks, word_files, workbooks  # noqa: PLC0415  # they raise what stands here

    if not content:
        raise MonthlyPlanFileError(f"{file_name}: tệp trống, không có gì để đọc.")
    if len(content) > MAX_FILE_BYTES:
        raise MonthlyPlanFileError(f"{file_name}: tệp quá lớn (hơn {MAX_FILE_BYTES // 1_000_000} MB).")
    if content.startswith(_OLE):
        _refuse_other_ole(content, file_name)
        return old_workbooks.open_old_workbook(content, file_name)
    if not content.startswith(b"PK"):
        raise MonthlyPlanFileError(f"{file_name}: {_name_kind(content)}.")
    members = unpack_members(content, file_name)
    if "word/document.xml" in members:
        return word_files.open_word_file(content, file_name)
    if "xl/workbook.xml" in members:
        return workbooks.open_workbook(members, file_name)
    raise MonthlyPlanFileError(f"{file_name}: {_name_archive(members)}.")


def unpack_members(content: bytes, file_name: str) -> dict[str, bytes]:
    """Return the members of an archive by name; raises MonthlyPlanFileError if it is damaged, locked or a bomb."""
    members: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_MEMBERS:
                raise MonthlyPlanFileError(f"{file_name}: tệp nén chứa quá nhiều tệp con; không mở.")
            for entry in entries:
                members[entry.filename] = _unpack(archive, entry, left, file_name)
                left -= len(members[entry.filename])
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise broken_file(file_name) from error
    return members


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, file_name: str) -> bytes:
    if entry.flag_bits & 1:
        raise MonthlyPlanFileError(f"{file_name}: tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    parts: list[bytes] = []
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                limit = MAX_UNPACKED_BYTES // 1_000_000
                raise MonthlyPlanFileError(
                    f"{file_name}: giải nén ra hơn {limit} MB; tệp hỏng hoặc có ý phá, không mở."
                )
            parts.append(chunk)
    whole = b"".join(parts)
    if entry.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(whole):
        raise MonthlyPlanFileError(f"{file_name}: tệp có khai báo XML lạ (DOCTYPE); không mở vì an toàn.")
    return whole


def broken_file(file_name: str) -> MonthlyPlanFileError:
    """Return the error for a file that its own kind of program could not open either."""
    return MonthlyPlanFileError(
        f"{file_name}: tệp hỏng, không mở được; hãy mở lại bằng Excel hoặc Word, lưu rồi gửi lại."
    )


def _refuse_other_ole(content: bytes, file_name: str) -> None:
    def names(word: str) -> bool:
        return word.encode("utf-16-le") in content

    if names("EncryptedPackage"):
        raise MonthlyPlanFileError(f"{file_name}: tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    if names("WordDocument"):
        raise MonthlyPlanFileError(f"{file_name}: là tệp Word cũ (.doc); {_SAVE_DOCX}.")
    if names("PowerPoint Document"):
        raise MonthlyPlanFileError(f"{file_name}: là tệp PowerPoint; hãy gửi kế hoạch dạng .xlsx hoặc .docx.")


def _name_kind(content: bytes) -> str:
    for start, words in _OTHER_KINDS.items():
        if content.startswith(start):
            return words
    opening = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if opening.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        return f"là trang web hoặc XML mang tên tệp Excel; {_SAVE_XLSX}"
    return f"không phải tệp Excel hay Word (.xlsx, .xls, .docx); {_SAVE_XLSX}"


def _name_archive(members: Mapping[str, bytes]) -> str:
    kind = members.get("mimetype", b"")
    if "xl/workbook.bin" in members or b"spreadsheet" in kind:
        return f"là bảng tính dạng khác (.xlsb, .ods); {_SAVE_XLSX}"
    if b"opendocument.text" in kind:
        return f"là văn bản dạng .odt; {_SAVE_DOCX}"
    return "là tệp nén, không phải tệp Excel hay Word; hãy giải nén rồi nhập từng tệp"
