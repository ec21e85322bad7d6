"""Files that people send."""

import zipfile
from io import BytesIO

import pytest
from fastapi import UploadFile

from models.errors import InputError
from pipeline.desk.uploads import UploadKind, clean_name, read_upload

BOTH = (UploadKind.XLSX, UploadKind.DOCX)


def send(name: str, content: bytes) -> UploadFile:
    return UploadFile(BytesIO(content), filename=name)


def zip_of(*members: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zip_of("xl/workbook.xml"), UploadKind.XLSX),
        (zip_of("word/document.xml"), UploadKind.DOCX),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", UploadKind.XLS),
    ],
)
def test_bytes_say_what_a_file_is(content: bytes, kind: UploadKind) -> None:
    """Whatever its name ends in."""
    assert read_upload(send("ke hoach.pdf", content), list(UploadKind)).kind is kind


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("", b"x", "Chưa chọn tệp"),
        ("a.xlsx", b"", "trống"),
        ("a.xlsx", b"<html><script>alert(1)</script>", "không thuộc loại"),
        ("a.xlsx", b"MZ\x90\x00", "không thuộc loại"),
        ("a.xlsx", zip_of("readme.txt"), "không thuộc loại"),
        ("a.xlsx", b"PK\x03\x04 broken", "không thuộc loại"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.docx, \.xlsx"),
        ("a.xlsx", zip_of("xl/workbook.xml", *map(str, range(2000))), "không thuộc loại"),
        ("a.xlsx", b"PK\x03\x04" + bytes(1000), "quá lớn"),
    ],
)
def test_another_kind_or_size_is_refused(name: str, content: bytes, named: str) -> None:
    """Each refusal is a sentence for the sender."""
    with pytest.raises(InputError, match=named):
        read_upload(send(name, content), BOTH, limit=1000 if named == "quá lớn" else 10**6)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\An\\Kế hoạch tháng 7.xlsx", "Kế hoạch tháng 7.xlsx"),
        ("a\r\nb\x00.xlsx", "ab.xlsx"),
        ("..", ""),
        ("x" * 300 + ".xlsx", "x" * 115 + ".xlsx"),
    ],
)
def test_a_name_loses_folders_and_controls(sent: str, kept: str) -> None:
    """A name never leads out of where a file is kept."""
    assert clean_name(sent) == kept
