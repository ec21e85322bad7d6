"""The lock on the data folder: one run at a time, and none kept by the dead."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.lock import AlreadyRunningError, hold_data_folder, is_held

HOLD_AND_WAIT = """
import sys, time, pathlib
from pipeline.lock import hold_data_folder
with hold_data_folder(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    """While one process holds the folder another is refused with its number; a killed holder keeps nothing."""
    holder = subprocess.Popen([sys.executable, "-c", HOLD_AND_WAIT, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()

    with pytest.raises(AlreadyRunningError, match=str(holder.pid)), hold_data_folder(tmp_path):
        pass
    held_before = is_held(tmp_path)
    holder.kill()
    holder.wait()
    holder.stdout.close()

    assert held_before
    assert not is_held(tmp_path)
    with hold_data_folder(tmp_path):
        pass
