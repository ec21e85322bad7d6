"""diembao plan check: look at a plan file's signals before it is imported."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from sqlalchemy.orm import Session

from models.records import RELEVANT
from pipeline.cli.options import Json, require_file
from pipeline.cli.output import console, show_progress, table, write_json
from pipeline.config import load_config
from pipeline.plan_check.comparing import PlanCheck, TagChange, check_plan
from pipeline.store import open_store

MOST_SHOWN = 20


def check_signals(
    file: Annotated[Path, typer.Argument(help="Annual plan, YAML.")],
    *,
    shown: Annotated[int, typer.Option("--show", min=0, help="How many changed articles to list.")] = MOST_SHOWN,
    as_json: Json = False,
) -> int:
    """Check a plan's words and show what they would change. Example: diembao plan check plans/ke-hoach-2023.yaml.

    Ends with 1 where a signal can never match, contradicts itself or excludes a right example.
    """
    config = load_config()
    require_file(file)
    with open_store(config) as engine, Session(engine) as session, show_progress() as tell:
        outcome = check_plan(session, file, config.classifier_folder, tell)
    if as_json:
        write_json(_as_json(outcome))
    else:
        _print(console(), outcome, shown)
    return int(any(finding.kind.is_error for finding in outcome.findings))


def _print(out: Console, outcome: PlanCheck, shown: int) -> None:
    rows = [[finding.kind.label, finding.code, finding.told] for finding in outcome.findings]
    if rows:
        out.print(
            table(f"Dấu hiệu của {outcome.code}", [("Nhận xét", False), ("Mã", False), ("Chi tiết", False)], rows)
        )
    else:
        out.print(f"{outcome.code}: không thấy điều gì bất thường trong các dấu hiệu.")
    out.print(f"Đã xem {outcome.articles} bài trong kho.")
    if outcome.compared_with is None:
        out.print("Kế hoạch này chưa nhập nên không có bản cũ để so.")
    elif not outcome.changes:
        out.print(f"So với bản đang dùng: không bài nào đổi nhãn (đọc lại {outcome.read_twice} bài).")
    else:
        _print_changes(out, outcome, shown)


def _print_changes(out: Console, outcome: PlanCheck, shown: int) -> None:
    added = Counter(code for change in outcome.changes for code in change.added)
    removed = Counter(code for change in outcome.changes for code in change.removed)
    rows = [[_name(code), str(added[code]), str(removed[code])] for code in sorted(added.keys() | removed.keys())]
    out.print(f"So với bản đang dùng: {len(outcome.changes)} bài đổi nhãn trong {outcome.read_twice} bài đọc lại.")
    out.print(table("Thay đổi theo mã", [("Mã", False), ("Thêm bài", True), ("Bớt bài", True)], rows))
    for change in outcome.changes[:shown]:
        out.print(f"  {change.title}: {_tell(change)}", markup=False, soft_wrap=True)
    if len(outcome.changes) > shown:
        out.print(f"  … và {len(outcome.changes) - shown} bài khác (--show để xem thêm).")
    out.print("Mới xem thử: chưa thay đổi gì.")


def _tell(change: TagChange) -> str:
    parts = [f"thêm {_name(code)}" for code in change.added] + [f"bớt {_name(code)}" for code in change.removed]
    return ", ".join(parts)


def _name(code: str) -> str:
    return "thuộc ngành" if code == RELEVANT else code


def _as_json(outcome: PlanCheck) -> dict[str, Any]:
    return asdict(outcome) | {
        "findings": [
            {"kind": one.kind.value, "code": one.code, "phrases": list(one.phrases), "told": one.told}
            for one in outcome.findings
        ]
    }
