"""diembao completeness, count, prune as a person meets them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.cli.main import run
from pipeline.config import Config
from pipeline.custody.certificate import Channel
from pipeline.store import open_store
from tests import factories as make
from tests.pipeline.custody.looks import FIRST, NIGHT, Looked
from tests.pipeline.custody.test_completeness import list_articles, make_held, start_night


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation: one night, and one counted article that was taken down since."""
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path))
    with open_store(Config(data=tmp_path)) as engine, Session(engine) as session, session.begin():
        make.make_agency(session)
        plan = make.make_plan(session)
        night = start_night(session, FIRST)
        articles = [make_held(session, str(number), night) for number in range(4)]
        for channel in (Channel.SITEMAP, Channel.SECTION):
            list_articles(session, night, channel, articles)
        looked = Looked(session)
        make.make_review(session, looked.article, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT)
        looked.see_gone(datetime(2023, 7, 1, tzinfo=UTC))
    return tmp_path


def read_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """Return what a command prints as JSON."""
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_last_nights_completeness_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table with sentences, and as JSON with the same figures."""
    told = read_json(capsys, "completeness")
    status = run(["completeness", "--from", "2023-03-06", "--to", "06/03/2023"])
    printed = capsys.readouterr().out

    assert told["outlets"][0]["counts"] == {"listed": 4, "held": 4, "missing": 0, "errors": 0, "no_articles": 0}
    assert told["outlets"][0]["estimate"]["missed"] == 0.0
    assert status == 0
    assert "các nguồn nêu 4 bài; đã lưu 4" in printed


@pytest.mark.parametrize(
    "words", [["--from", "2023-03-06"], ["--from", "2023-03-06", "--to", "2023-03-07", "--night", "1"]]
)
def test_half_a_period_is_refused(data: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """One day alone, or a night and a period together, is no question."""
    assert run(["completeness", *words]) == 2
    assert "--from, --to" in capsys.readouterr().err


def test_an_open_count_is_listed_and_answered_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """List, answer, list again; a second answer is refused with a sentence."""
    (question,) = read_json(capsys, "count", "list")
    answer = ["count", "answer", str(question["article"]), "--stands", "--by", "Văn phòng"]

    first, again = run(answer), run(answer)

    assert (question["cause"], first, again) == ("removed", 0, 1)
    assert "Không có câu hỏi nào đang mở" in capsys.readouterr().err
    assert read_json(capsys, "count", "list") == []


def test_pruning_lists_first_and_removes_when_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --delete nothing is touched; less than a month is refused."""
    digest = data / "digests" / f"{(utc_now() - 400 * NIGHT).date()}.html"
    digest.parent.mkdir()
    digest.write_text("x" * 2048, "utf-8")

    listed = read_json(capsys, "prune")
    stood = digest.exists()
    removed = read_json(capsys, "prune", "--delete")

    assert (listed["deleted"], listed["bytes"], stood) == (False, 2048, True)
    assert (removed["deleted"], removed["bytes"], digest.exists()) == (True, 2048, False)
    assert run(["prune", "--older-than", str(timedelta(weeks=1).days)]) == 2
