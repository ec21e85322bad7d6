"""A wheel built from the checkout carries everything: installed into an empty environment it runs the demo."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


def run(*command: str, cwd: Path, seconds: int = 240) -> str:
    """Run a program outside the checkout; its output is shown if it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DIEMBAO_", "PYTHON"))}
    done = subprocess.run(
        command, check=False, cwd=cwd, env=environment, capture_output=True, text=True, timeout=seconds
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_a_wheel_in_an_empty_environment_runs_the_demo(tmp_path: Path) -> None:
    """Plans, outlets, migrations, templates, the starter classifier and the demo are all inside the wheel.

    The libraries come from the environment of the tests; the program itself only from the wheel.
    """
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist"), cwd=CHECKOUT)
    run(sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "empty"), cwd=tmp_path)
    python = tmp_path / "empty" / "bin" / "python"
    [wheel] = (tmp_path / "dist").glob("*.whl")
    run(sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "-q", str(wheel), cwd=tmp_path)
    site = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    printed = run(str(python.parent / "diembao"), "demo", "--folder", str(tmp_path / "demo"), cwd=tmp_path)

    assert "HD10" in printed
    assert len(list((tmp_path / "demo" / "reports").rglob("*.docx"))) == 1
    home = run(str(python), "-c", "import pipeline; print(pipeline.__file__)", cwd=tmp_path)
    assert str(tmp_path) in home
