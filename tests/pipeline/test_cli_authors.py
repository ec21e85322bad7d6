"""The registry of authors, exports and nominations at the command line."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from models.person import PenNameLink, RewardGiven
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.cli.main import run
from tests import factories as make


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two pen names, each with a confirmed work."""
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path))
    url = f"sqlite:///{tmp_path / 'diembao.db'}"
    upgrade_database(url)
    with Session(open_engine(url)) as session, session.begin():
        make.make_agency(session)
        plan = make.make_plan(session)
        for name in ("Đình Nhất", "Nhất Đình"):
            article = make.make_article(session, authors=[name])
            make.make_row_tag(session, article, make.find_item(session, plan, "ND01"))
            make.make_review(session, article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT)
    return tmp_path


def test_a_dry_run_shows_what_changes_and_writes_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then the same without --dry-run writes it, and undo takes it back."""
    link = ["authors", "link", "1", "2", "--new", "Đình Nhất", "--reason", "tòa soạn báo", "--by", "lan"]

    assert run([*link, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "không có → 2 tác phẩm" in shown
    assert _links(data) == []
    assert run(link) == 0
    [batch] = {one.batch for one in _links(data)}
    assert run(["authors", "undo", batch, "--reason", "nhầm", "--by", "lan"]) == 0
    assert len(_links(data)) == 4
    capsys.readouterr()
    assert run(["authors", "history"]) == 0
    assert "tòa soạn báo" in capsys.readouterr().out


def _links(data: Path) -> list[PenNameLink]:
    with Session(open_engine(f"sqlite:///{data / 'diembao.db'}")) as session:
        return list(session.scalars(select(PenNameLink)))


def test_suggestions_and_names_are_listed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is alike is asked, nothing is merged."""
    assert run(["authors", "suggest"]) == 0
    assert "đảo thứ tự" in capsys.readouterr().out
    assert run(["authors", "list", "--search", "nhat", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["Nhất Đình", "Đình Nhất"]


def test_ratings_and_rewards_are_recorded(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second award of the same work is told, a wrong line retracted."""
    reward = ["--edition", "1", "--level", "Giải B", "--given-on", "21/06/2023", "--article", "1", "--by", "lan"]

    assert run(["authors", "rate", "1", "--quality", "4", "--impact", "5", "--by", "lan"]) == 0
    assert run(["authors", "rate", "1", "--quality", "9", "--impact", "5", "--by", "lan"]) == 1
    assert run(["authors", "reward", "MOT-2023", *reward]) == 0
    assert run(["authors", "reward", "HAI-2023", *reward]) == 0
    assert "đã được MOT-2023" in capsys.readouterr().out
    assert run(["authors", "retract", "1"]) == 0
    with Session(open_engine(f"sqlite:///{data / 'diembao.db'}")) as session:
        assert [one.retracted_at is None for one in session.scalars(select(RewardGiven))] == [False, True]


def test_authors_are_exported_in_three_forms(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a contributor, without real names; Excel gets its own separators."""
    assert run(["export", "authors"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert run(["export", "authors", "--format", "csv", "--out", str(data / "tg.csv")]) == 0
    assert run(["export", "authors", "--format", "xlsx", "--out", str(data / "tg.xlsx")]) == 0

    assert [(line["name"], line["works"]) for line in lines] == [("Nhất Đình", 1), ("Đình Nhất", 1)]
    assert (data / "tg.csv").read_text("utf-8-sig").splitlines()[1].startswith('"A2";"Nhất Đình"')
    assert load_workbook(data / "tg.xlsx").active.max_row == 3
    assert run(["export", "authors", "--format", "csv"]) == 2


def test_nominations_are_written_as_files(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """List, letter, reports on achievements and sheets; an unknown award names those there are."""
    out = data / "de-nghi"

    assert run(["report", "nominations", "--award", "BIEU-DUONG-SO-2023", "--out", str(out)]) == 0
    names = sorted(str(path.relative_to(out).parent) for path in out.rglob("*.docx"))
    assert names == [".", ".", "bao-cao-thanh-tich", "bao-cao-thanh-tich", "phieu-tac-pham", "phieu-tac-pham"]
    assert "không phải quyết định" in capsys.readouterr().out
    assert run(["report", "nominations", "--award", "KHONG-CO", "--out", str(out)]) == 2
    assert "TRAN-PHU-2024" in capsys.readouterr().err
