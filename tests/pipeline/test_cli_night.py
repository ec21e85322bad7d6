"""The commands that run nights: refused early when asked for nonsense, told in full when a stage fails."""

import json
from pathlib import Path

import pytest

from pipeline.cli.main import run


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and no settings from outside."""
    for name in ("DIEMBAO_CONFIG", "DIEMBAO_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["crawl", "--since", "2023-05-02", "--until", "2023-05-01"], "02/05/2023"),
        (["nightly", "--outlet", "baonghean"], "baonghean"),
    ],
)
def test_nonsense_is_refused_before_anything_is_touched(
    arguments: list[str], named: str, data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Days turned round and outlets nobody knows end with 2, and leave no data folder behind."""
    assert run(arguments) == 2

    assert named in capsys.readouterr().err
    assert not data_folder.exists()


def test_a_run_that_ends_well_says_done_and_one_that_fails_tells_the_rest(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reconciling an empty database is done; with the report folder taken by a file only that stage fails."""
    assert run(["reconcile", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "done"
    (data_folder / "reports").write_text("in the way")

    status = run(["nightly", "--outlet", "hatinhtv", "--origin", "https://hatinhtv.vn=http://127.0.0.1:9", "--json"])

    printed = capsys.readouterr()
    told = json.loads(printed.out)
    states = {stage["stage"]: stage["state"] for stage in told["stages"]}
    assert (status, told["state"], states["report"], states["reconcile"]) == (1, "failed", "failed", "done")
    assert "lập báo cáo" in printed.err
