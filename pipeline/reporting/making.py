"""Make an ordered report in a process of its own: `python -m pipeline.reporting.making FOLDER`.

The process runs the very command that a person would type, keeps what it prints, and writes the outcome last. A report
of many files is packed into one archive as well.
"""

import io
import json
import sys
import zipfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from models.errors import InputError
from pipeline.child import start_child
from pipeline.config import Config
from pipeline.lock import hold_data_folder
from pipeline.reporting.orders import read_wish
from pipeline.reporting.shelf import FILES, ORDER, OUTCOME, Order, OrderState, write_json

MOST_AT_ONCE = 2
TIME_LIMIT_SECONDS = 1800
MANY_FILES = 8


def require_room(orders: list[Order]) -> None:
    """Raise InputError while as many reports are being made as the machine bears."""
    if sum(order.state is OrderState.RUNNING for order in orders) >= MOST_AT_ONCE:
        raise InputError(f"Đang lập {MOST_AT_ONCE} báo cáo; hãy đợi xong một báo cáo rồi bấm lại.")


def start_making(folder: Path, config: Config) -> None:
    """Start the process that makes the order in `folder`, and do not wait for it."""
    start_child(config, "pipeline.reporting.making", [str(folder)], seconds=TIME_LIMIT_SECONDS)


def make_order(folder: Path) -> None:
    """Make the order in `folder` and write down its outcome."""
    from pipeline.cli.main import run  # noqa: PLC0415  # the command line knows every room, this one included

    order = json.loads((folder / ORDER).read_text("utf-8"))
    files = str(folder / FILES)
    said, complained = io.StringIO(), io.StringIO()
    with hold_data_folder(folder):
        with redirect_stdout(said), redirect_stderr(complained):
            status = run(read_wish(order["wish"]).arguments(files, order["by"]))
        if not status:
            _pack(folder / FILES)
        problem = complained.getvalue().strip().removeprefix("diembao: ") or "Không lập được báo cáo."
        told = said.getvalue().replace(f"{files}/", "").splitlines()
        outcome = {"told": told, "problem": problem if status else None}
        write_json(folder / OUTCOME, outcome)


def _pack(folder: Path) -> None:
    """Put a folder of many files into one archive beside it, to be taken along whole."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(path for path in part.rglob("*") if path.is_file())
        if len(files) < MANY_FILES:
            continue
        with zipfile.ZipFile(folder / f"{part.name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in files:
                archive.write(path, path.relative_to(folder))


if __name__ == "__main__":
    make_order(Path(sys.argv[1]))
