"""diembao search, db reindex, and what the doctor says of the index."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from pipeline.cli.main import run
from tests.factories import make_article


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with three articles."""
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path))
    url = f"sqlite:///{tmp_path / 'diembao.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session:
        for title in ("Thu gom rác thải", "Giao đất", "Rác ven sông"):
            make_article(session, title, text="Nội dung.")
        session.commit()
    engine.dispose()
    return tmp_path


def test_search_prints_what_is_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with the number found; the next page is named."""
    status = run(["search", "rac", "--limit", "1"])

    printed = capsys.readouterr().out
    assert status == 0
    assert "Tìm thấy 2 tin, bài" in printed
    assert "--after 0-" in printed


def test_search_answers_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A machine gets titles with the places of the words."""
    run(["search", "đất", "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == {"number": 1, "is_exact": True}
    assert answer["articles"][0]["title"] == {"text": "Giao đất", "marks": [[5, 8]]}
    assert answer["articles"][0]["published_at"] == "2023-03-05T08:00:00+07:00"


def test_nothing_found_says_what_to_do(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The empty answer is no error."""
    assert run(["search", "voi"]) == 0
    assert "gõ không dấu" in capsys.readouterr().out


def test_the_doctor_sees_a_broken_index_and_reindex_mends_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Articles written while the triggers were gone are found again afterwards."""
    engine = open_engine(f"sqlite:///{data / 'diembao.db'}")
    with Session(engine) as session:
        session.execute(text("DROP TRIGGER article_words_added"))
        make_article(session, "Bài lạc")
        session.commit()
    engine.dispose()
    run(["doctor", "--json"])
    before = {one["what"]: one for one in json.loads(capsys.readouterr().out)}["Chỉ mục tìm kiếm"]

    status = run(["db", "reindex"])

    run(["search", "lạc"])
    printed = capsys.readouterr().out
    assert (before["seen"], before["next_step"]) == (
        "sai lệch: 1 cơ chế tự cập nhật, 1 bài chưa có",
        "chạy «diembao db reindex»",
    )
    assert status == 0
    assert "Bài lạc" in printed
