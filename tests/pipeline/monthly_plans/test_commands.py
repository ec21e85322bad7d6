"""Monthly plans on the command line: a preview, an import, a form, an export."""

import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli.main import run
from tests.pipeline.monthly_plans.conftest import PLANS
from tests.pipeline.monthly_plans.messy_sheets import CASES

FILES = Path(__file__).parent / "files"


@pytest.fixture(autouse=True)
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with a messy file, and a data folder that holds the plan and the organisation."""
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
        assert run(["plan", "import", str(PLANS / name)]) == 0
    (tmp_path / "thang-7.xlsx").write_bytes(CASES[0].make())
    capsys.readouterr()
    return tmp_path


def test_an_import_shows_how_the_file_was_understood(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Columns with their meaning, rows with their cell, what was passed over and why, then the counts."""
    status = run(["plan", "import", str(office / "thang-7.xlsx")])

    shown = capsys.readouterr().out
    assert status == 0
    for words in ("đúng tên cột trong mẫu", "B9", "dòng tổng cộng", "CC-BVMT (tiêu đề)", "thêm 2"):
        assert words in shown


def test_a_dry_run_changes_nothing(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--dry-run shows the same and keeps nothing."""
    assert run(["plan", "import", str(office / "thang-7.xlsx"), "--dry-run"]) == 0
    capsys.readouterr()

    assert run(["export", "obligations"]) == 0
    assert capsys.readouterr().out == ""


def test_imported_obligations_are_exported_line_by_line(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The export has one JSON object a line with the keys of the contract."""
    run(["plan", "import", str(office / "thang-7.xlsx"), "--json"])
    told = json.loads(capsys.readouterr().out)

    run(["export", "obligations"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert told["counts"]["added"] == 2
    assert [(line["row"], line["genre"], line["quantity"], line["department"]) for line in lines] == [
        (9, "tin", 2, "CC-BVMT"),
        (10, "phong_su", 1, "CC-BVMT"),
    ]


def test_obligations_go_out_as_sheets(office: Path) -> None:
    """The workbook has names instead of keys and real dates; the CSV opens in a Vietnamese Excel."""
    run(["plan", "import", str(office / "thang-7.xlsx")])

    assert run(["export", "obligations", "--format", "xlsx", "--out", str(office / "no.xlsx")]) == 0
    assert run(["export", "obligations", "--format", "csv", "--out", str(office / "no.csv")]) == 0

    sheet = openpyxl.load_workbook(office / "no.xlsx").active
    assert sheet is not None
    row = [cell.value for cell in sheet[2]]
    assert row[:2] == ["07/2023", "Chi cục Bảo vệ môi trường"]
    assert str(row[7]).startswith("2023-07-01")
    assert (office / "no.csv").read_text(encoding="utf-8-sig").startswith('"Tháng";"Đơn vị"')


def test_old_fonts_stop_with_one_sentence(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --convert nothing is imported and the sentence names the option; with it the rows come in."""
    file = str(FILES / "phong-chu-cu.xls")

    refused = run(["plan", "import", file])
    told = capsys.readouterr()
    converted = run(["plan", "import", file, "--convert", "tcvn3"])

    assert (refused, converted) == (1, 0)
    assert "--convert tcvn3" in told.err
    assert "Báo Hà Tĩnh" in told.out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--month", "13/2023"], 2, "không có tháng 13"),
        (["--month", "tháng bảy"], 2, "hãy viết như 2023-07"),
        (["--convert", "viqr"], 2, "chỉ có tcvn3, vni"),
        (["--department", "Phòng Thơ"], 1, "không biết đơn vị này"),
        (["--month", "2019-07"], 1, "nằm ngoài các kế hoạch năm"),
        (["--plan", "KH-1999"], 1, "KH-1999"),
    ],
)
def test_a_wrong_wish_is_one_sentence(
    arguments: list[str], status: int, words: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each wrong option is refused with what to write instead."""
    assert run(["plan", "import", str(office / "thang-7.xlsx"), *arguments]) == status
    assert words in capsys.readouterr().err


def test_options_of_a_month_do_not_fit_an_annual_plan(capsys: pytest.CaptureFixture[str]) -> None:
    """--month with a YAML file is wrong usage."""
    assert run(["plan", "import", str(PLANS / "ke-hoach-2023.yaml"), "--month", "7/2023"]) == 2
    assert "kế hoạch tháng" in capsys.readouterr().err


def test_a_person_may_name_month_and_department(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the importer says goes before the title, and the preview tells the difference."""
    status = run(["plan", "import", str(office / "thang-7.xlsx"), "--month", "8/2023", "--department", "TNN"])

    shown = capsys.readouterr().out
    assert status == 0
    assert "P-TNN (do người nhập nêu), tháng 8/2023 (do người nhập nêu)" in shown
    assert "tiêu đề ghi tháng 7/2023" in shown


@pytest.mark.parametrize("name", ["mau.xlsx", "mau.docx"])
def test_an_empty_form_is_written_and_told_to_be_empty(
    name: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The form can be made at once; imported as it is, it says that nothing stands in it."""
    made = run(["plan", "template", "--out", str(office / name), "--department", "TTr", "--month", "2023-09"])
    imported = run(["plan", "import", str(office / name)])

    assert (made, imported) == (0, 1)
    assert "không có nội dung nào đọc được" in capsys.readouterr().err


def test_a_form_is_xlsx_or_docx(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another suffix is wrong usage."""
    assert run(["plan", "template", "--out", str(office / "mau.pdf")]) == 2
    assert ".xlsx hoặc .docx" in capsys.readouterr().err
