"""Asking for a coverage report on the command line: which days and which instant may be asked about."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from pipeline.cli.main import run
from tests import factories as make


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command on a database that holds a plan for 2023, and the folder for its report."""
    url = f"sqlite:///{tmp_path / 'diembao.db'}"
    monkeypatch.delenv("DIEMBAO_CONFIG", raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path))
    monkeypatch.setenv("DIEMBAO_DATABASE_URL", url)
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session, session.begin():
        make.make_plan(session)
    engine.dispose()
    return ["report", "coverage", "--format", "html", "--out", str(tmp_path / "out")]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--as-of", "2999-01-01"], "--as-of 2999-01-01"),
        (["--from", "2024-01-01"], "từ 01/01/2023 đến 31/12/2023"),
        (["--to", "2022-12-31"], "từ 01/01/2023 đến 31/12/2023"),
        (["--from", "2019-01-01", "--to", "2019-12-31"], "từ 01/01/2023 đến 31/12/2023"),
        (["--from", "2023-05-02", "--to", "2023-05-01"], "02/05/2023"),
    ],
)
def test_a_question_that_has_no_answer_is_refused(
    ask: list[str], options: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An instant to come, days outside the plan and turned days end with one sentence and no file."""
    assert run([*ask, *options]) == 2

    printed = capsys.readouterr()
    assert named in printed.err
    assert printed.err.count("\n") == 1
    assert not Path(ask[-1]).exists()


@pytest.mark.parametrize(
    ("options", "file"),
    [
        ([], "bao-cao-KH-TEST_2023-01-01_2023-12-31.html"),
        (["--from", "2022-12-01", "--to", "2023-01-31"], "bao-cao-KH-TEST_2022-12-01_2023-01-31.html"),
    ],
)
def test_days_that_overlap_the_plan_are_reported_as_asked(ask: list[str], options: list[str], file: str) -> None:
    """A period partly outside the plan is kept as it is."""
    assert run([*ask, *options]) == 0

    assert [path.name for path in Path(ask[-1]).iterdir()] == [file]
