"""The schedule files of the documentation do what they say."""

import subprocess
from pathlib import Path

SCHEDULES = Path("docs/schedule")


def test_the_first_night_from_cron_finds_no_data_folder_and_still_runs(tmp_path: Path) -> None:
    """The line's command makes the folder its log lies in."""
    program = tmp_path / ".venv" / "bin" / "diembao"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$1 in $DIEMBAO_DATA"\n')
    program.chmod(0o755)
    line = (SCHEDULES / "diembao.cron").read_text("utf-8").splitlines()[-1]
    command = line.split(maxsplit=6)[6].replace("/srv/diembao", str(tmp_path))

    subprocess.run(["/bin/sh", "-c", command], check=True)

    assert (tmp_path / "data" / "nightly.log").read_text() == f"nightly in {tmp_path / 'data'}\n"


def test_every_folder_the_service_writes_to_is_made_by_its_instructions() -> None:
    """systemd refuses to start a unit whose ReadWritePaths are not there."""
    unit = (SCHEDULES / "diembao-nightly.service").read_text("utf-8")
    [folder] = [line.removeprefix("ReadWritePaths=") for line in unit.splitlines() if line.startswith("ReadWritePaths")]

    assert f"#   install -d -o diembao -g diembao {folder}\n" in unit
