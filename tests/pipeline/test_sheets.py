"""The sheet the office opens: names for keys, real dates, no formulas, whole files."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from models.organisation import Outlet
from pipeline.articles.sheets import SheetNames, read_names, write_csv, write_xlsx
from pipeline.cli.main import run
from tests.factories import make_agency, make_department

NAMES = SheetNames({"thu": "Báo Thử"}, {"P-DAT": "Phòng Đất đai, Bản đồ", "CC-BIEN": "Chi cục Biển"})
WRITERS = [pytest.param(write_csv, id="csv"), pytest.param(write_xlsx, id="xlsx")]


def make_exported(**changes: object) -> dict[str, Any]:
    """An article as the export yields it."""
    value: dict[str, Any] = {
        "outlet": "thu",
        "title": "Dọn rác ven sông",
        "genre": "phong_su",
        "authors": [{"name": "Mai Hạ", "role": "text", "affiliation": None}],
        "byline": "Mai Hạ",
        "published_at": "2023-07-12T08:30:00+07:00",
        "section": None,
        "labels": {
            "rows": [{"code": "HD06"}],
            "fields": [{"code": "LV.MT"}],
            "departments": [{"id": "P-DAT"}, {"id": "CC-BIEN"}, {"id": "P-LA"}],
        },
        "status": "edited",
        "url": "https://bao.vn/1",
    }
    return value | changes


def read_sheet(path: Path) -> list[Any]:
    """The first article's row of an XLSX or a CSV file."""
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))[1]


@pytest.mark.parametrize("write", WRITERS)
def test_the_office_reads_names(write: Any, tmp_path: Path) -> None:
    """Outlet, genre, status and departments stand under their Vietnamese names; an unknown code stays as it is."""
    path = tmp_path / f"out.{write.__name__.removeprefix('write_')}"

    write(path, [make_exported()], NAMES)

    row = read_sheet(path)
    assert (row[0], row[2], row[10]) == ("Báo Thử", "Phóng sự", "Đã sửa")
    assert row[9] == "Phòng Đất đai, Bản đồ; Chi cục Biển; P-LA"


def test_names_come_from_the_database(session: Session) -> None:
    """A renamed department is called by its newest name."""
    agency = make_agency(session)
    make_department(session, "P-DAT", "Phòng Đất đai", agency)
    make_department(session, "P-DAT", "Phòng Quản lý đất đai", agency)
    session.add(Outlet(key="thu", name="Báo Thử", hosts=[], is_crawled=False))
    session.flush()

    names = read_names(session)

    assert names.departments["P-DAT"] == "Phòng Quản lý đất đai"
    assert names.outlets["thu"] == "Báo Thử"


def test_instants_are_written_as_the_office_writes_them(tmp_path: Path) -> None:
    """A real local date in XLSX, day first with the hour in CSV; an undated article leaves the cell empty."""
    write_xlsx(tmp_path / "out.xlsx", [make_exported()], NAMES)
    write_csv(tmp_path / "out.csv", [make_exported()], NAMES)
    write_csv(tmp_path / "undated.csv", [make_exported(published_at=None, genre=None, labels=None)], NAMES)

    assert read_sheet(tmp_path / "out.xlsx")[5] == datetime(2023, 7, 12, 8, 30)  # noqa: DTZ001  # Excel knows no zones
    assert read_sheet(tmp_path / "out.csv")[5] == "12/07/2023 08:30"
    assert [read_sheet(tmp_path / "undated.csv")[column] for column in (2, 5, 9)] == ["", "", ""]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A crawled title that looks like a formula stays text; the CSV begins with the mark Excel looks for."""
    article = make_exported(title='=HYPERLINK("http://x")\n+1')

    write_xlsx(tmp_path / "out.xlsx", [article], NAMES)
    write_csv(tmp_path / "out.csv", [article], NAMES)

    assert read_sheet(tmp_path / "out.xlsx")[1] == '=HYPERLINK("http://x") +1'
    assert read_sheet(tmp_path / "out.csv")[1] == '\'=HYPERLINK("http://x") +1'
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("write", WRITERS)
def test_a_failed_export_leaves_the_earlier_file(write: Any, tmp_path: Path) -> None:
    """When reading stops halfway the file of the day before is untouched and no draft is left beside it."""
    path = tmp_path / "out"
    path.write_text("hôm qua")

    def break_off() -> Iterator[dict[str, Any]]:
        yield make_exported()
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write(path, break_off(), NAMES)

    assert path.read_text() == "hôm qua"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("place", ["missing/out", "taken"])
def test_a_place_that_cannot_be_written_is_told(
    form: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing folder and a folder in the file's place end in one sentence and the status of wrong usage."""
    monkeypatch.delenv("DIEMBAO_CONFIG", raising=False)
    monkeypatch.delenv("DIEMBAO_DATABASE_URL", raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    (tmp_path / "taken").mkdir()

    status = run(["export", "articles", "--format", form, "--out", str(tmp_path / place)])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert "không ghi được tệp" in printed.err
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []
