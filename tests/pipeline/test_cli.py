"""The command line as a person meets it: help with an example, one sentence per error, exit statuses."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli.main import app, run


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and no settings from outside."""
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command's words."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("words", list(commands(typer.main.get_command(app))), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """--help ends well and shows how the command is called."""
    status = run([*words, "--help"])

    assert status == 0
    assert f"Example: diembao {words[0]}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "status", "named"),
    [
        (["nonsense"], 2, "không có lệnh «nonsense»"),
        (["plan", "nonsense"], 2, "không có lệnh «nonsense»"),
        (["extract"], 2, "thiếu «file»"),
        (["report", "coverage"], 2, "thiếu tuỳ chọn --out"),
        (["doctor", "--jsn"], 2, "không có tuỳ chọn --jsn; có lẽ là --json"),
        (["doctor", "--zzz", "--debug"], 2, "không có tuỳ chọn --zzz (xem"),
        (["doctor", "now", "then"], 2, "thừa: now then"),
        (["doctor", "--json=3"], 2, "tuỳ chọn --json không nhận giá trị"),
        (["crawl", "--since"], 2, "tuỳ chọn --since cần một giá trị"),
        (["classifier", "limit", "0"], 2, "percent: số nhỏ nhất là 0.1"),
        (["classifier", "limit", "100"], 2, "percent: số lớn nhất là 50"),
        (["classifier", "limit", "hai"], 2, "percent: cần một con số"),
        (["report", "coverage", "--kind", "thang", "--out", "x"], 2, "--kind: không có «thang»; chỉ có 'coverage'"),
        (["report", "diff", "2023-11-30", "xyz"], 2, "after xyz: hãy viết như"),
        (["export", "articles", "--out", "tin-bai.jsonl"], 2, "thêm > TỆP và bỏ --out"),
        (["extract", "no-such-file.html"], 2, "no-such-file.html"),
        (["crawl", "--origin", "https://baohatinh.vn"], 2, "--origin"),
        (["crawl", "--since", "31-02-2023"], 2, "--since: «31-02-2023» không phải ngày; hãy viết như 2023-12-31"),
        (["report", "coverage", "--format", "odt", "--out", "x"], 2, "odt"),
        (["report", "coverage", "--out", "x"], 1, "diembao plan import"),
        (["export", "articles", "--format", "xlsx"], 2, "--out"),
        (["evaluate", "no-gold.jsonl"], 2, "no-gold.jsonl"),
    ],
)
def test_an_error_is_one_sentence_on_standard_error(
    arguments: list[str], status: int, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage ends with 2, other failures with 1; no traceback, the culprit named."""
    assert run(arguments) == status

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("diembao: ")
    assert printed.err.count("\n") == 1
    assert named in printed.err


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("foo", "DIEMBAO_DATABASE_URL viết như"),
        ("mysql://root@localhost/x", "mysql"),
        ("postgresql://nobody@127.0.0.1:1/x", "máy chủ không trả lời"),
        ("sqlite:///README.md", "không phải cơ sở dữ liệu SQLite"),
    ],
)
@pytest.mark.parametrize("words", [["plan", "show"], ["db", "upgrade"], ["report", "coverage", "--out", "x"]])
def test_a_database_that_cannot_be_used_is_one_sentence(
    words: list[str],
    address: str,
    named: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mistyped address, another kind of database, a silent server, a file that is none: each is named."""
    monkeypatch.setenv("DIEMBAO_DATABASE_URL", address)

    assert run(words) in {1, 2}

    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "lỗi ngoài dự kiến" not in printed.err
    assert named in printed.err


@pytest.mark.parametrize("words", [[], ["plan"]], ids=["diembao", "diembao plan"])
def test_a_call_without_a_command_shows_what_there_is(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The help comes on standard output, as if it had been asked for."""
    assert run(words) == 0

    printed = capsys.readouterr()
    assert "Commands:" in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("words", [["--debug", "plan", "show"], ["plan", "show", "--debug"]], ids=" ".join)
def test_debug_shows_the_traceback_wherever_it_stands(
    words: list[str], data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --debug, before or behind the command, an error comes as it is; without it in one sentence."""
    data_folder.write_text("a file in the way")

    assert run(["plan", "show"]) == 1
    assert capsys.readouterr().err == f"diembao: {data_folder}: đã có một tệp mang tên này.\n"
    with pytest.raises(FileExistsError):
        run(words)


WITHOUT_ROOM = """
import resource, sys
from pipeline.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["report", "coverage", "--out"], "tệp vượt quá độ lớn cho phép."),
        (["backup"], "Cơ sở dữ liệu báo lỗi: ổ đĩa đọc, ghi hỏng hoặc đã đầy."),
    ],
    ids=["report coverage", "backup"],
)
def test_a_full_disk_leaves_no_half_file(words: list[str], sentence: str, data_folder: Path, tmp_path: Path) -> None:
    """Where there is no room one sentence says so, and nothing half written stays.

    40,000 bytes let SQLite open its files and are fewer than a report or a copy of the database needs.
    """
    for file in ("plans/to-chuc-2023.yaml", "plans/ke-hoach-2023.yaml"):
        run(["plan", "import", file])

    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, "40000", *words, str(tmp_path / "out")],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (ended.returncode, ended.stderr) == (1, f"diembao: {sentence}\n")
    assert [path for path in tmp_path.rglob("*") if path.is_file() and data_folder not in path.parents] == []


def test_bylines_come_out_as_json_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One line in, one object out, in order."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Mai Hạ - Thu Cúc\nPV/TTXVN\n"))

    assert run(["byline"]) == 0

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [author["name"] for author in lines[0]["authors"]] == ["Mai Hạ", "Thu Cúc"]
    assert (lines[1]["authors"], lines[1]["sources"]) == ([], ["TTXVN"])


def test_plan_files_are_imported_tried_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A dry run changes nothing; after both imports the plan shows its 17 rows; a second import changes nothing."""
    plan, organisation = "plans/ke-hoach-2023.yaml", "plans/to-chuc-2023.yaml"

    assert run(["plan", "import", plan, "--dry-run"]) == 0
    assert run(["plan", "show"]) == 1
    assert run(["plan", "import", organisation]) == run(["plan", "import", plan]) == 0
    capsys.readouterr()
    assert run(["plan", "import", plan]) == 0
    again = capsys.readouterr().out
    assert run(["plan", "show", "--json"]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert len(shown["rows"]) == 17
    assert "thêm 0" in again.lower()


def test_the_plan_set_in_the_settings_is_the_one_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a code `plan show` goes by the settings, and names a plan that is set and not there."""
    settings = tmp_path / "diembao.toml"
    settings.write_text('plan = "KH-1999"\n')
    monkeypatch.setenv("DIEMBAO_CONFIG", str(settings))
    run(["plan", "import", "plans/ke-hoach-2023.yaml"])

    status = run(["plan", "show"])

    assert status == 1
    assert "KH-1999" in capsys.readouterr().err


def test_the_doctor_names_the_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    """An installation without a database is unwell, with the command that mends it; --json says the same."""
    assert run(["doctor", "--json"]) == 1

    printed = capsys.readouterr()
    findings = {finding["what"]: finding for finding in json.loads(printed.out)}
    assert "diembao db upgrade" in findings["Cơ sở dữ liệu"]["next_step"]
    assert "diembao db upgrade" in printed.err


def test_the_demo_takes_nobodys_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something else is refused and left as it is."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("kept")

    assert run(["demo", "--folder", str(tmp_path / "letters")]) == 2

    assert (tmp_path / "letters" / "a.txt").read_text() == "kept"
    assert "thư mục trống" in capsys.readouterr().err
