"""diembao train, classifier, review: learn from reviews, put classifiers to work, what to read next."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from models.clock import VIETNAM, utc_now
from models.plan import find_plan
from models.tag import RiskSetting
from pipeline.cli.options import Json, PlanCode, require_file
from pipeline.cli.output import console, show_progress, table, write_json
from pipeline.cli.tagging import read_gold_lines
from pipeline.config import load_config
from pipeline.lock import hold_data_folder, hold_database
from pipeline.reviews.queue import order_queue, rank_queue
from pipeline.store import open_store
from pipeline.training.acceptance import read_setting, set_risk
from pipeline.training.importing import ReviewLine, import_reviews
from pipeline.training.learning import TrainingOutcome
from pipeline.training.learning import train as learn
from pipeline.training.releases import KnownClassifier, find_current, list_classifiers, register, restore_classifier

By = Annotated[
    str, typer.Option("--by", help="Who decides; the name of the account if left out.", default_factory=getpass.getuser)
]


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("train")(train)
    group = typer.Typer(no_args_is_help=True, help="The classifiers. Example: diembao classifier list")
    group.command("list")(show_classifiers)
    group.command("restore")(restore)
    group.command("limit")(limit)
    app.add_typer(group, name="classifier")
    group = typer.Typer(no_args_is_help=True, help="Reviews of tagged articles. Example: diembao review queue")
    group.command("queue")(show_queue)
    group.command("import")(add_reviews)
    app.add_typer(group, name="review")


def train(
    *,
    by: By,
    plan: PlanCode = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Measure only; keep and release nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Learn from reviewed articles; a better classifier goes to work. Example: diembao train --dry-run."""
    config = load_config()
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
        show_progress() as tell,
    ):
        chosen = find_plan(session, plan or config.plan)
        outcome = learn(session, config.classifier_folder, chosen, by=by, now=utc_now(), tell=tell, keep=not dry_run)
        session.commit()
    if as_json:
        write_json(asdict(outcome))
        return
    _print_outcome(outcome, dry_run=dry_run)


def _print_outcome(outcome: TrainingOutcome, *, dry_run: bool) -> None:
    compared = outcome.comparison
    rows = [
        ["Dòng kế hoạch: F1 gộp", _figure(compared.rows_before), _figure(compared.rows_after)],
        ["Dòng kế hoạch: F1 trung bình theo mã", _figure(compared.macro_before), _figure(compared.macro_after)],
        ["Lĩnh vực: F1 gộp", _figure(compared.fields_before), _figure(compared.fields_after)],
    ]
    out = console()
    out.print(f"Học từ {outcome.learnt_from} bài đã duyệt, so trên {compared.articles} bài để riêng.")
    columns = [("Chỉ số", False), (f"Đang dùng ({outcome.current})", True), ("Bản mới", True)]
    out.print(table("Trên các bài để riêng", columns, rows))
    out.print(f"Bản mới đúng hơn ở {compared.better} bài, kém hơn ở {compared.worse} bài.")
    if outcome.released:
        out.print(f"Đã đưa bộ phân loại {outcome.released} vào dùng; lượt gắn nhãn tới sẽ đọc lại các bài.")
    elif outcome.refusals:
        out.print("Giữ bộ phân loại đang dùng, vì:")
        for reason in outcome.refusals:
            out.print(f"  - {reason}", markup=False)
    elif dry_run:
        out.print("Mới đo thử: bản mới tốt hơn, bỏ --dry-run để đưa vào dùng.")


def show_classifiers(*, as_json: Json = False) -> None:
    """List the classifiers, the one at work marked. Example: diembao classifier list."""
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        known = list_classifiers(session, config.classifier_folder)
    if as_json:
        write_json([_describe(one) for one in known])
        return
    rows = [
        [
            one.version,
            "đang dùng" if one.is_current else "",
            f"{one.released_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if one.released_at else "",
            one.released_by or "",
            one.reason or "",
        ]
        for one in known
    ]
    columns = [("Bản", False), ("", False), ("Đưa vào dùng lúc", False), ("Người quyết định", False), ("Lý do", False)]
    console().print(table("Bộ phân loại", columns, rows))


def restore(version: Annotated[str, typer.Argument(help="Version to put to work again.")], *, by: By) -> None:
    """Put an earlier classifier to work again. Example: diembao classifier restore 2026-11-23-ab12."""
    config = load_config()
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        restore_classifier(session, config.classifier_folder, version, by=by, now=utc_now())
        session.commit()
    console().print(f"Bộ phân loại {version} được dùng từ bây giờ; lượt gắn nhãn tới sẽ đọc lại các bài.")


def limit(
    percent: Annotated[
        float | None,
        typer.Argument(min=0.1, max=50, help="Most errors allowed, in percent; shows the present one if left out."),
    ] = None,
    *,
    by: By,
    plan: PlanCode = None,
    as_json: Json = False,
) -> None:
    """Set how many errors are allowed among tags accepted unread. Example: diembao classifier limit 2."""
    config = load_config()
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        chosen = find_plan(session, plan or config.plan)
        if percent is not None:
            version = register(session, find_current(session, config.classifier_folder), now=utc_now())
            set_risk(session, chosen, version, percent / 100, by=by, now=utc_now())
            session.commit()
        setting = read_setting(session, chosen.id)
    if as_json:
        write_json(None if setting is None else _describe_setting(setting))
        return
    _print_setting(setting)


def _print_setting(setting: RiskSetting | None) -> None:
    out = console()
    if setting is None:
        out.print("Chưa đặt mức sai cho phép: đang dùng ngưỡng đi kèm bộ phân loại.")
        return
    allowed = f"{setting.max_error * 100:.1f}".replace(".", ",")
    out.print(f"Tối đa {allowed} % sai trong số tự nhận (bộ phân loại {setting.classifier_version}).")
    for reason in setting.reasons:
        out.print(f"  - {reason}", markup=False)


def _describe_setting(setting: RiskSetting) -> dict[str, Any]:
    return {
        "max_error": setting.max_error,
        "classifier": setting.classifier_version,
        "limits": setting.limits,
        "reasons": setting.reasons,
        "decided_at": setting.decided_at.isoformat(),
        "decided_by": setting.decided_by,
    }


def show_queue(
    *,
    plan: PlanCode = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many articles to show.")] = 20,
    as_json: Json = False,
) -> None:
    """Show which articles to read first, and why. Example: diembao review queue --limit 10."""
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        entries = order_queue(session, find_plan(session, plan or config.plan))
    if as_json:
        write_json([asdict(entry) for entry in entries[:limit]])
        return
    rows = [
        [f"{entry.published_on:%d/%m/%Y}" if entry.published_on else "", entry.title, entry.why]
        for entry in entries[:limit]
    ]
    out = console()
    if not entries:
        out.print("Không còn bài nào cần duyệt.")
        return
    out.print(table(f"Cần duyệt: {len(entries)} bài", [("Ngày", False), ("Bài", False), ("Vì sao", False)], rows))


def add_reviews(
    file: Annotated[Path, typer.Argument(help="Readings as JSON lines: url and gold (relevant, rows, fields).")],
    *,
    by: By,
    plan: PlanCode = None,
) -> None:
    """Write down reviews made elsewhere. Example: diembao review import da-duyet.jsonl --by "Văn phòng"."""
    config = load_config()
    lines = [
        ReviewLine(str(value.get("url") or ""), one.relevant, one.rows, one.fields)
        for value, one in read_gold_lines(require_file(file))
    ]
    with (
        hold_data_folder(config.data),
        open_store(config) as engine,
        hold_database(engine),
        Session(engine) as session,
    ):
        now, chosen = utc_now(), find_plan(session, plan or config.plan)
        counts = import_reviews(session, chosen, lines, by=by, now=now)
        rank_queue(session, chosen, now=now)
        session.commit()
    unknown = f" {counts['unknown']} địa chỉ không có trong kho, đã bỏ qua." if counts["unknown"] else ""
    console().print(f"Đã ghi câu trả lời cho {counts['answered']} bài.{unknown}")


def _describe(one: KnownClassifier) -> dict[str, Any]:
    released = one.released_at.isoformat() if one.released_at else None
    return asdict(one) | {"registered_at": one.registered_at.isoformat(), "released_at": released}


def _figure(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
