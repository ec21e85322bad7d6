"""diembao doctor, db upgrade: keep an installation well."""

import typer

from models.clock import utc_now
from models.database import upgrade_database
from models.errors import DiembaoError
from pipeline.cli.options import Json
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.doctor import examine
from pipeline.lock import hold_data_folder


class NotWellError(DiembaoError):
    """The doctor found something to mend."""


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("doctor")(doctor)
    group = typer.Typer(no_args_is_help=True, help="The database. Example: diembao db upgrade")
    group.callback()(_database)
    group.command("upgrade")(upgrade)
    app.add_typer(group, name="db")


def _database() -> None:
    """Keep `upgrade` a sub-command of its own."""


def doctor(*, as_json: Json = False) -> None:
    """Name what is wrong and the next step. Example: diembao doctor."""
    findings = examine(load_config(), now=utc_now())
    if as_json:
        write_json([{"what": f.what, "seen": f.seen, "next_step": f.next_step} for f in findings])
    else:
        rows = [["tốt" if f.is_well else "CẦN SỬA", f.what, f.seen, f.next_step or ""] for f in findings]
        columns = [("", False), ("Xem", False), ("Thấy", False), ("Bước tiếp theo", False)]
        console().print(table("Khám hệ thống", columns, rows))
    if wrong := [f for f in findings if not f.is_well]:
        raise NotWellError(f"có {len(wrong)} điểm cần sửa; trước hết: {wrong[0].next_step}.")


def upgrade() -> None:
    """Bring the database to this program's version. Example: diembao db upgrade."""
    config = load_config()
    with hold_data_folder(config.data):
        upgrade_database(config.database)
    console().print("Cơ sở dữ liệu đã ở bản mới nhất.")
