"""Files on disk: whole or not at all, and the same bytes for the same report."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UsageError
from reports import write_coverage
from reports.record import CoverageReport, PlanHead
from tests.reports.records import make_report, make_work

FORMATS = ("html", "docx", "xlsx")


@pytest.fixture
def report() -> CoverageReport:
    """A report with one work."""
    return make_report([make_work()])


def test_a_report_is_written_in_each_format_under_a_name_of_plan_and_period(
    report: CoverageReport, tmp_path: Path
) -> None:
    """The folder is made; nothing but the named files lies in it."""
    written = write_coverage(report, tmp_path / "bao-cao", FORMATS)

    assert [path.name for path in written] == [f"bao-cao-KH-TEST_2023-01-01_2023-03-31.{name}" for name in FORMATS]
    assert sorted((tmp_path / "bao-cao").iterdir()) == sorted(written)


def test_the_same_report_gives_the_same_bytes(report: CoverageReport, tmp_path: Path, time_machine: object) -> None:
    """A second writing, years later, changes no byte in any format and replaces the files in place."""
    time_machine.move_to("2024-01-01 00:00:00")
    first = [path.read_bytes() for path in write_coverage(report, tmp_path, FORMATS)]

    time_machine.move_to("2031-07-08 09:10:11")
    second = [path.read_bytes() for path in write_coverage(report, tmp_path, FORMATS)]

    assert first == second
    assert len(list(tmp_path.iterdir())) == len(FORMATS)


def test_an_unknown_format_is_a_usage_error_and_writes_nothing(report: CoverageReport, tmp_path: Path) -> None:
    """One wrong format stops the command before the first file."""
    with pytest.raises(UsageError, match="odt"):
        write_coverage(report, tmp_path / "neu", ("html", "odt"))

    assert not (tmp_path / "neu").exists()


def test_a_failed_write_leaves_the_old_file_and_no_draft(
    report: CoverageReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, yesterday's report is still whole and no half file lies beside it."""
    [path] = write_coverage(report, tmp_path, ("html",))
    before = path.read_bytes()

    def refuse(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_coverage(make_report(), tmp_path, ("html",))

    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_a_plan_code_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Slashes and dots in a plan's code become hyphens in the file's name."""
    plan = PlanHead("../../x/Kế", "t", "t", "0" * 64)

    [path] = write_coverage(make_report(plan=plan), tmp_path, ("html",))

    assert path.parent == tmp_path
    assert path.name.startswith("bao-cao-------x-K-_")


def test_commands_that_write_no_report_load_no_document_library() -> None:
    """Asking for the public functions alone brings in neither charts nor Word nor Excel."""
    asked = "import sys, reports; print({'matplotlib', 'docx', 'xlsxwriter'} & set(sys.modules))"

    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert answer.stdout == "set()\n"
