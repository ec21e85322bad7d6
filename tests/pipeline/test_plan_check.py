"""`diembao plan check` shows findings and what a change of words would alter, and changes nothing."""

import json
from pathlib import Path

import pytest

from pipeline.cli.main import run

PLANS = Path(__file__).parents[2] / "plans"
TITLES = ("Khai mạc tuần lễ thả diều bên bờ biển", "Đình chỉ cơ sở xả thải trái phép ra sông, phạt 300 triệu đồng")


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the office's files and two articles; returns a copy of the plan that may be edited."""
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DIEMBAO_DATABASE_URL", raising=False)
    lines = [
        {
            "url": f"https://baohatinh.vn/bai-{number}.html",
            "title": title,
            "lead": title,
            "text": title,
            "published_at": "2023-05-04T08:00:00+07:00",
        }
        for number, title in enumerate(TITLES)
    ]
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert run(["plan", "import", str(PLANS / "to-chuc-2023.yaml")]) == 0
    assert run(["plan", "import", str(PLANS / "ke-hoach-2023.yaml")]) == 0
    assert run(["import", "articles", str(articles)]) == 0
    copy = tmp_path / "ke-hoach.yaml"
    copy.write_text((PLANS / "ke-hoach-2023.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def test_an_unchanged_plan_changes_no_article(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file that was imported differs in nothing."""
    capsys.readouterr()

    status = run(["plan", "check", str(stored), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (answer["articles"], answer["compared_with"], answer["changes"]) == (2, "KH-2023", [])


def test_a_new_word_shows_the_articles_it_would_change(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Taking the inspection words away loses the row of the article that had them; nothing is stored."""
    text = stored.read_text(encoding="utf-8").replace("xử phạt", "thả diều")
    stored.write_text(text.replace('"đình chỉ"', '"đình chỉ diều"'), encoding="utf-8")
    capsys.readouterr()

    run(["plan", "check", str(stored), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert answer["read_twice"] >= 1
    run(["plan", "check", str(PLANS / "ke-hoach-2023.yaml"), "--json"])
    assert json.loads(capsys.readouterr().out)["changes"] == []


def test_an_error_in_the_signals_ends_with_one(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A phrase that can never match is shown and makes the command fail."""
    text = stored.read_text(encoding="utf-8").replace('strong: ["nhận chìm",', 'strong: ["…", "nhận chìm",', 1)
    stored.write_text(text, encoding="utf-8")
    capsys.readouterr()

    status = run(["plan", "check", str(stored)])

    assert status == 1
    assert "Không bao giờ khớp" in capsys.readouterr().out
