"""Documents on disk."""

from pathlib import Path

import pytest

from models.errors import UsageError
from reports.documents.record import Annex, Column, Document, Table, table_row
from reports.documents.writing import FORMATS, write_document
from tests.reports.documents.sample import make_document

STARTS = {"html": b"<!DOCTYPE html>", "docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-"}


@pytest.fixture
def document() -> Document:
    """A short document with one annex."""
    table = Table((Column("Tên", 1),), (table_row("một"),))
    return make_document(blocks=(), annexes=(Annex("Danh mục", (table,)),))


def test_each_format_is_written_under_its_name(document: Document, tmp_path: Path) -> None:
    """Files come back in the order asked for, each of its kind, and nothing else is left behind."""
    paths = write_document(document, tmp_path / "mới", "bao-cao", FORMATS)

    assert [path.name for path in paths] == [f"bao-cao.{name}" for name in FORMATS]
    assert all(path.read_bytes().startswith(STARTS[path.suffix[1:]]) for path in paths)
    assert len(list((tmp_path / "mới").iterdir())) == len(FORMATS)


def test_writing_again_gives_the_same_bytes(document: Document, tmp_path: Path) -> None:
    """The second file replaces the first, byte for byte equal."""
    first = {path.name: path.read_bytes() for path in write_document(document, tmp_path, "a", FORMATS)}
    second = {path.name: path.read_bytes() for path in write_document(document, tmp_path, "a", FORMATS)}

    assert first == second


def test_an_unknown_format_is_refused_before_anything_is_written(document: Document, tmp_path: Path) -> None:
    """The message names what there is."""
    with pytest.raises(UsageError, match="«odt»; có: html, docx, xlsx, pdf"):
        write_document(document, tmp_path / "mới", "a", ("pdf", "odt"))

    assert not (tmp_path / "mới").exists()
