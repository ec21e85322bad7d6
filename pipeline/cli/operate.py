"""diembao doctor, db upgrade, backup, restore: keep an installation well."""

from pathlib import Path
from typing import Annotated

import typer

from models.clock import utc_now
from models.errors import DiembaoError
from pipeline.backup import Contents, make_backup, restore_backup
from pipeline.cli.options import Json
from pipeline.cli.output import console, table, write_json
from pipeline.cli.searching import reindex
from pipeline.config import load_config
from pipeline.doctor import examine
from pipeline.lock import hold_data_folder
from pipeline.store import open_store, upgrade_store
from reports.formats import format_number


class NotWellError(DiembaoError):
    """The doctor found something to mend."""


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("doctor")(doctor)
    app.command("backup")(backup)
    app.command("restore")(restore)
    group = typer.Typer(no_args_is_help=True, help="The database. Example: diembao db upgrade")
    group.callback()(_database)
    group.command("upgrade")(upgrade)
    group.command("reindex")(reindex)
    app.add_typer(group, name="db")


def _database() -> None:
    """Name what the commands of this group are about."""


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
        upgrade_store(config)
    console().print("Cơ sở dữ liệu đã ở bản mới nhất.")


def backup(folder: Annotated[Path, typer.Argument(help="A new folder.")]) -> None:
    """Copy database and kept pages into a new folder. Example: diembao backup /mnt/sao-luu/2023-12-31."""
    config = load_config()
    with open_store(config) as engine:
        made = make_backup(engine, config, folder, now=utc_now())
    console().print(f"Đã sao lưu {_describe(made)} vào {folder}.", soft_wrap=True)


def restore(folder: Annotated[Path, typer.Argument(help="A folder made by diembao backup.")]) -> None:
    """Check a backup and put it into an empty data folder. Example: diembao restore /mnt/sao-luu/2023-12-31."""
    config = load_config()
    restored = restore_backup(folder, config)
    console().print(f"Đã phục hồi {_describe(restored)} vào {config.data}.", soft_wrap=True)
    if restored.tables:
        console().print("Đã đối chiếu từng bảng với bản sao lưu: số dòng và mã băm đều khớp.", soft_wrap=True)
    else:
        console().print("Bản sao lưu của bản chương trình khác: chỉ đối chiếu tệp; hãy chạy «diembao db upgrade».")


def _describe(contents: Contents) -> str:
    if not contents.tables:
        return f"{format_number(contents.files)} tệp"
    rows = format_number(contents.rows)
    return f"{format_number(contents.files)} tệp, {contents.tables} bảng với {rows} dòng"
