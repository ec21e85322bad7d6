"""The lock on the data folder: one run at a time, and none kept by the dead."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.database import open_engine
from models.night import Run
from models.vocabulary import RunState
from pipeline.lock import AlreadyRunningError, hold_data_folder, hold_database, is_database_held, is_held
from pipeline.runs import record_run

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


@pytest.mark.postgres
def test_two_machines_on_one_postgresql_run_one_after_the_other(postgres_engine: Engine) -> None:
    """While one machine holds the database a second run is refused and leaves the first one's record alone."""
    other_machine = open_engine(postgres_engine.url.render_as_string(hide_password=False))

    with record_run(postgres_engine, "nightly") as book:
        held_before = is_database_held(other_machine)
        with pytest.raises(AlreadyRunningError, match="cùng cơ sở dữ liệu"), record_run(other_machine, "nightly"):
            pass
    held_after = is_database_held(other_machine)
    with hold_database(other_machine):
        pass
    with Session(other_machine) as session, session.begin():
        run = session.scalars(select(Run).where(Run.id >= book.run_id)).one()
        state = run.state
        session.delete(run)
    other_machine.dispose()

    assert (held_before, held_after) == (True, False)
    assert state is RunState.DONE
