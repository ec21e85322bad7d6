"""diembao report evidence, folders, time-proof and diembao verify: folders that anyone can check."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.plan import find_plan
from pipeline.cli.options import DATE_FORMATS, Json, PlanCode, as_day, choose_period, read_instant
from pipeline.cli.output import console, show_progress, write_json
from pipeline.cli.training import By
from pipeline.config import Config, load_config
from pipeline.evidence.proving import Proof, attach_proof, prove_time, read_folder_list
from pipeline.evidence.storing import list_folders, note_proof
from pipeline.evidence.verify import TOKEN, describe_verdict, group_hash, read_root, verify_folder, write_verdict
from pipeline.lock import hold_data_folder
from pipeline.store import open_store
from reports.formats import format_instant

if TYPE_CHECKING:
    from pipeline.evidence.making import MadeFolder

BROKEN_STATUS = 1
NO_PROOF = "Không có bằng chứng thời gian từ bên ngoài (chưa đặt timestamp_authority trong cấu hình)."
NOTE_ROOT = "Hãy ghi ngay mã gốc này vào công văn gửi kèm hoặc sổ của cơ quan:"
"""Without the root noted elsewhere, a changed folder with a rewritten list cannot be told apart."""


def add_commands(app: typer.Typer) -> None:
    """Join `verify` to the program."""
    app.command("verify")(verify)


def add_report_commands(group: typer.Typer) -> None:
    """Join the commands on evidence to the reports."""
    group.command("evidence")(evidence)
    group.command("folders")(folders)
    group.command("time-proof")(time_proof)


def evidence(
    *,
    by: By,
    out: Annotated[Path, typer.Option(help="The new folder.")],
    plan: PlanCode = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DATE_FORMATS, help="First day counted.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DATE_FORMATS, help="Last day counted.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As known at this instant, ISO 8601; now if left out.")] = None,
    as_json: Json = False,
) -> None:
    """Make a folder of evidence that anyone can check. Example: diembao report evidence --plan KH-2023 --out ho-so."""
    from pipeline.evidence.making import make_folder  # noqa: PLC0415  # two seconds of libraries only this needs
    from pipeline.evidence.order import FolderOrder  # noqa: PLC0415

    now = utc_now()
    instant = read_instant(as_of, "--as-of") or now
    if instant > now:
        raise UsageError(f"--as-of {as_of}: thời điểm này chưa đến.")
    config = load_config()
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        Session(engine) as session,
        show_progress() as tell,
    ):
        chosen = find_plan(session, plan or config.plan)
        first, last = choose_period(chosen, as_day(start), as_day(end))
        order = FolderOrder(first, last, instant, out, config.warc_folder, by, now)
        made = make_folder(session, chosen, order, config.evidence, tell)
        session.commit()
    if as_json:
        write_json(asdict(made) | {"path": str(made.path)})
    else:
        tell_made(made, config)


def tell_made(made: "MadeFolder", config: Config) -> None:
    """Print what the folder holds, what to see to, and the root to be noted."""
    said = (
        f"Đã lập {made.path}: {made.works} tác phẩm đã duyệt, {made.captures} bản chụp, {made.decisions} dòng nhật ký."
    )
    console().print(said, markup=False, soft_wrap=True)
    if not made.works:
        said = "CẦN XEM: chưa có tác phẩm nào được duyệt nên hồ sơ không có phiếu, bản chụp nào."
        console().print(said, soft_wrap=True)
    if made.asked:
        said = (
            f"CẦN XEM: {made.asked} tin, bài bị sửa hoặc gỡ sau khi đã tính, chưa ai trả lời còn tính không (liệt kê "
            "trong thuyết minh). Bài bị sửa chưa được tính vào hồ sơ: hãy trả lời («diembao count list») rồi lập lại."
        )
        console().print(said, soft_wrap=True)
    if made.lost:
        console().print(f"CẦN XEM: {made.lost} bản chụp đã mất; hãy chạy «diembao doctor».", soft_wrap=True)
    _tell_proof(made.proof, config)
    words = f"\n{NOTE_ROOT}\n\n{group_hash(made.root)}\n\n    {made.root}\n"
    console().print(words, markup=False, soft_wrap=True)


def _tell_proof(proof: Proof, config: Config) -> None:
    for one in proof.proofs:
        console().print(f"Bằng chứng thời gian: {one}", markup=False, soft_wrap=True)
    if proof.problem is not None:
        words = f"CẦN XEM: chưa có bằng chứng thời gian. {proof.problem} Làm lại: diembao report time-proof THƯ_MỤC."
        console().print(words, markup=False, soft_wrap=True)
    elif not proof.proofs and config.evidence.timestamp_authority is None:
        console().print(NO_PROOF, soft_wrap=True)


def folders(*, as_json: Json = False) -> None:
    """Name the folders made here with their roots. Example: diembao report folders."""
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        known = list_folders(session)
    if as_json:
        rows = [asdict(one) | {"as_of": one.as_of.isoformat(), "made_at": one.made_at.isoformat()} for one in known]
        write_json(rows)
        return
    for one in known:
        proofs = "; ".join(one.time_proofs) or "không có bằng chứng thời gian từ bên ngoài"
        said = f"{one.name}: {one.plan_code}, lập lúc {format_instant(one.made_at)}; {proofs}\n    {one.root}"
        console().print(said, markup=False, soft_wrap=True)
    if not known:
        console().print("Chưa lập bộ hồ sơ minh chứng nào.")


def time_proof(
    folder: Annotated[Path, typer.Argument(help="A folder made by diembao report evidence.")],
    *,
    ots: Annotated[Path | None, typer.Option(help="An OpenTimestamps file made of niem-phong/goc.txt.")] = None,
) -> None:
    """Add a proof of time to a folder made earlier; its root stays. Example: diembao report time-proof ho-so."""
    config = load_config()
    known_list = read_folder_list(folder)
    root = known_list.root
    if ots is None and config.evidence.timestamp_authority is None:
        raise UsageError("Chưa đặt timestamp_authority trong cấu hình và không có --ots TỆP.")
    if ots is None and TOKEN in known_list.seals:
        raise UsageError(f"{folder} đã có dấu thời gian; một dấu mới chỉ muộn hơn nên không thay.")
    proof = prove_time(folder, root, config.evidence) if ots is None else attach_proof(folder, ots)
    with hold_data_folder(config.data), open_store(config) as engine, Session(engine) as session, session.begin():
        known = note_proof(session, root, proof)
    _tell_proof(proof, config)
    if not known:
        console().print("Bộ hồ sơ này không có trong sổ của hệ thống; chỉ ghi vào thư mục.", soft_wrap=True)
    if proof.problem is not None:
        raise typer.Exit(BROKEN_STATUS)


def verify(
    folder: Annotated[Path, typer.Argument(help="A folder made by diembao report evidence.")],
    *,
    root: Annotated[str | None, typer.Option(help="The root noted elsewhere, 64 hexadecimal digits.")] = None,
    ca_file: Annotated[Path | None, typer.Option(help="Certificate of the time-stamp authority, PEM.")] = None,
    as_json: Json = False,
) -> None:
    """Check a folder of evidence, without network and database. Example: diembao verify ho-so."""
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục {folder}.")
    if ca_file is not None and not ca_file.is_file():
        raise UsageError(f"Không có tệp {ca_file}.")
    try:
        noted = read_root(root) if root is not None else None
    except ValueError:
        raise UsageError("--root: mã gốc là 64 chữ số thập lục phân.") from None
    with show_progress() as tell:
        verdict = verify_folder(folder, noted_root=noted, ca_file=ca_file, tell=tell)
    if as_json:
        sys.stdout.write(json.dumps(describe_verdict(verdict), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(write_verdict(verdict, folder))
    if not verdict.holds:
        raise typer.Exit(BROKEN_STATUS)
