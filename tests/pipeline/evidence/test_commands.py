"""The commands on folders of evidence: what they say, and how they end."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from pipeline.cli.evidence import tell_made
from pipeline.cli.main import run
from pipeline.config import Config
from pipeline.evidence import verify
from pipeline.evidence.making import MadeFolder
from pipeline.evidence.proving import Proof
from tests.pipeline.evidence.making import OTS_HEAD, Installation, fill


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with every kind of work, and no settings from outside."""
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(folder))
    url = f"sqlite:///{folder / 'diembao.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session:
        place = Installation(session, folder)
        fill(place)
        place.close()
        session.commit()
    engine.dispose()
    return folder


def test_a_folder_is_made_remembered_and_verified(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The root is printed at once, kept in the books, and found again by the check; nothing outside proves its time."""
    made = run(["report", "evidence", "--plan", "KH-TEST", "--out", str(tmp_path / "ho-so"), "--json"])
    root = json.loads(capsys.readouterr().out)["root"]
    listed = run(["report", "folders"])
    said = capsys.readouterr().out
    verified = run(["verify", str(tmp_path / "ho-so"), "--root", root, "--json"])
    verdict = json.loads(capsys.readouterr().out)

    assert (made, listed, verified) == (0, 0, 0)
    assert root in said
    assert "không có bằng chứng thời gian" in said
    assert (verdict["holds"], verdict["root"]) == (True, root)


def test_a_person_is_told_to_note_the_root(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The words say where to write the root down, and that there is no proof of time."""
    run(["report", "evidence", "--plan", "KH-TEST", "--out", str(tmp_path / "ho-so")])

    said = capsys.readouterr().out
    assert "Hãy ghi ngay mã gốc này vào công văn" in said
    assert "Không có bằng chứng thời gian từ bên ngoài" in said
    assert (tmp_path / "ho-so" / verify.ROOT_TEXT).read_text().strip() in said


def test_articles_that_changed_after_they_were_counted_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing leaves the count unseen: whoever makes the folder is told what waits for an answer."""
    made = MadeFolder(Path("ho-so"), "0" * 64, works=3, captures=4, lost=0, decisions=5, asked=2, proof=Proof())

    tell_made(made, Config())

    assert "2 tin, bài bị sửa hoặc gỡ sau khi đã tính" in " ".join(capsys.readouterr().out.split())


def test_a_spoiled_folder_ends_the_check_with_one(
    sealed: MadeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says in both languages what is wrong."""
    folder = shutil.copytree(sealed.path, tmp_path / "ho-so")
    (folder / "phieu" / "002.pdf").write_bytes(b"")

    status = run(["verify", str(folder)])

    said = capsys.readouterr().out
    assert status == 1
    assert "phieu/002.pdf: sai độ lớn" in said
    assert "KHÔNG còn nguyên vẹn" in said
    assert "the folder is NOT intact" in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["verify", "khong-co"], "Không có thư mục khong-co."),
        (["verify", ".", "--root", "xyz"], "mã gốc là 64 chữ số"),
        (["verify", ".", "--ca-file", "khong-co.pem"], "Không có tệp khong-co.pem."),
        (["report", "evidence"], "thiếu tuỳ chọn --out"),
        (["report", "evidence", "--out", "x", "--as-of", "2999-01-01"], "thời điểm này chưa đến"),
    ],
)
def test_wrong_usage_ends_with_two(
    words: list[str], named: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was called wrongly is said in one sentence."""
    assert run(words) == 2
    assert named in capsys.readouterr().err


def test_a_later_time_proof_needs_an_authority_or_a_file(
    data: Path, sealed: MadeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without either the command says what is missing; a folder of something else is named as none."""
    bare = run(["report", "time-proof", str(sealed.path)])
    other = run(["report", "time-proof", str(data)])

    said = capsys.readouterr().err
    assert (bare, other) == (2, 1)
    assert "Chưa đặt timestamp_authority" in said
    assert "không phải bộ hồ sơ minh chứng" in said


def test_a_file_from_outside_is_added_as_a_proof(
    data: Path, sealed: MadeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An OpenTimestamps file of the root is laid in; that this installation does not know the folder is said."""
    folder = shutil.copytree(sealed.path, tmp_path / "ho-so")
    digest = hashlib.sha256((folder / verify.ROOT_TEXT).read_bytes()).digest()
    (tmp_path / "goc.txt.ots").write_bytes(OTS_HEAD + digest + b"\x00")

    status = run(["report", "time-proof", str(folder), "--ots", str(tmp_path / "goc.txt.ots")])

    assert status == 0
    assert "không có trong sổ của hệ thống" in capsys.readouterr().out
    assert (run(["verify", str(folder)]), (folder / verify.OTS).is_file()) == (0, True)
