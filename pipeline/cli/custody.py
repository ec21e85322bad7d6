"""diembao completeness, count, prune: what was missed, what still counts, what may be thrown away."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from models.plan import find_plan
from pipeline.cli.options import DATE_FORMATS, Json, PlanCode
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.custody.certificate import Certificate, OneNight, OutletLine, Period
from pipeline.custody.completeness import find_last_night, read_completeness
from pipeline.custody.pruning import Found, find_prunable, remove_found
from pipeline.custody.questions import CountQuestion, list_count_questions
from pipeline.custody.standing import CountAnswer, QuestionClosedError, answer_count_question
from pipeline.custody.telling import tell_certificate
from pipeline.lock import hold_data_folder
from pipeline.store import open_store
from reports.formats import format_day, format_number


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("completeness")(completeness)
    app.command("prune")(prune)
    group = typer.Typer(no_args_is_help=True, help="Counted articles that changed. Example: diembao count list")
    group.command("list")(list_counts)
    group.command("answer")(answer_count)
    app.add_typer(group, name="count")


def completeness(
    *,
    night: Annotated[int | None, typer.Option(help="Number of a run; the last finished crawl if left out.")] = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DATE_FORMATS, help="First day.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DATE_FORMATS, help="Last day.")] = None,
    as_json: Json = False,
) -> None:
    """Tell what each channel listed, what is held, what was missed. Example: diembao completeness --night 12."""
    if (start is None) != (end is None) or (start is not None and night is not None):
        raise UsageError("Hãy cho một lượt chạy (--night) hoặc cả hai ngày (--from, --to).")
    with open_store(load_config()) as engine, Session(engine) as session:
        if start is not None and end is not None:
            scope: OneNight | Period = Period(start.date(), end.date())
        else:
            scope = OneNight(_choose_night(session, night))
        certificate = read_completeness(session, scope, utc_now())
    if as_json:
        write_json(_as_json(certificate))
    else:
        _print(certificate)


def _choose_night(session: Session, night: int | None) -> int:
    chosen = night or find_last_night(session)
    if chosen is None:
        raise UsageError("Chưa có lượt thu thập nào chạy xong.")
    return chosen


def _print(certificate: Certificate) -> None:
    columns = [("Cơ quan báo chí", False), ("Nguồn", False)]
    columns += [
        (heading, True) for heading in ("Danh sách", "Hỏng", "Nêu", "Đã lưu", "Còn thiếu", "Lỗi", "Không phải bài")
    ]
    rows = [
        [line.name, channel.channel.label, str(channel.lists), str(channel.broken_lists), *_figures(channel.counts)]
        for line in certificate.outlets
        for channel in line.channels
    ]
    console().print(table(certificate.title, columns, rows))
    for sentence in tell_certificate(certificate)[1:]:
        console().print(f"- {sentence}", soft_wrap=True)


def _figures(counts: Any) -> list[str]:
    return [str(value) for value in asdict(counts).values()]


def _as_json(certificate: Certificate) -> dict[str, Any]:
    """Return the certificate as plain data: counts by outlet and channel, the estimate, and the sentences."""
    return {
        "title": certificate.title,
        "scope": {name: str(value) for name, value in asdict(certificate.scope).items()},
        "as_of": certificate.as_of.isoformat(),
        "outlets": [_outlet_as_json(line) for line in certificate.outlets],
        "text": list(tell_certificate(certificate)),
    }


def _outlet_as_json(line: OutletLine) -> dict[str, Any]:
    estimate = line.estimate
    return {
        "outlet": line.key,
        "counts": asdict(line.counts),
        "channels": [
            {"channel": c.channel.value, "lists": c.lists, "broken_lists": c.broken_lists, "counts": asdict(c.counts)}
            for c in line.channels
        ],
        "new": line.new,
        "estimate": None
        if estimate is None
        else asdict(estimate)
        | {"missed": estimate.missed, "missed_low": estimate.missed_low, "missed_high": estimate.missed_high},
    }


def prune(
    *,
    older_than: Annotated[int, typer.Option(help="Only what is older than so many days.", min=30)] = 365,
    delete: Annotated[bool, typer.Option("--delete/--dry-run", help="Remove it; otherwise only listed.")] = False,
    as_json: Json = False,
) -> None:
    """List what can be made again and may go; --delete removes it. Example: diembao prune --older-than 365."""
    config = load_config()
    with hold_data_folder(config.data), open_store(config) as engine, Session(engine) as session:
        found = find_prunable(session, config, older_than_days=older_than, now=utc_now())
        freed = remove_found(found) if delete else sum(one.size for one in found if one.reason is None)
    if as_json:
        write_json({"deleted": delete, "bytes": freed, "found": [_found_as_json(one, config.data) for one in found]})
        return
    columns = [("Loại", False), ("Tên", False), ("Ngày", False), ("KB", True), ("Giữ lại vì", False)]
    rows = [
        [
            one.kind.label,
            _name(one, config.data),
            format_day(one.day),
            format_number(one.size // 1024),
            one.reason or "",
        ]
        for one in found
    ]
    console().print(table(f"Cũ hơn {older_than} ngày", columns, rows))
    verb = "Đã xóa" if delete else "Có thể xóa (thêm --delete)"
    going = sum(one.reason is None for one in found)
    console().print(
        f"{verb} {going} mục, {format_number(freed // 1024)} KB. Bản lưu trang, tải lên và hồ sơ đã lập luôn được giữ."
    )


def _name(one: Found, data: Path) -> str:
    return str(one.path.relative_to(data))


def _found_as_json(one: Found, data: Path) -> dict[str, Any]:
    path = _name(one, data)
    return {"kind": one.kind.value, "path": path, "day": one.day.isoformat(), "bytes": one.size, "kept": one.reason}


def list_counts(*, plan: PlanCode = None, as_json: Json = False) -> None:
    """List counted articles that were edited or taken down since. Example: diembao count list."""
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        questions = list_count_questions(session, find_plan(session, plan or config.plan), utc_now())
    if as_json:
        write_json([_question_as_json(question) for question in questions])
        return
    columns = [("Số", True), ("Tiêu đề", False), ("Cơ quan báo chí", False), ("Việc", False)]
    rows = [[str(one.article_id), one.title, one.outlet, one.sentence] for one in questions]
    console().print(table("Tin, bài đã tính cần trả lời còn tính hay không", columns, rows))


def _question_as_json(question: CountQuestion) -> dict[str, Any]:
    return {
        "article": question.article_id,
        "url": question.url,
        "title": question.title,
        "cause": question.cause.value,
        "cause_at": question.cause_at.isoformat(),
        "counted_at": question.counted_at.isoformat(),
        "shared_with": list(question.shared_with),
    }


def answer_count(
    article: Annotated[int, typer.Argument(help="Number of the article, as `count list` shows it.")],
    *,
    stands: Annotated[bool, typer.Option("--stands/--falls", help="Whether it counts all the same.")],
    by: Annotated[str, typer.Option(help="Who says so.")],
    note: Annotated[str | None, typer.Option(help="Why.")] = None,
    plan: PlanCode = None,
) -> None:
    """Say whether a changed article still counts. Example: diembao count answer 812 --stands --by "Văn phòng"."""
    config, now = load_config(), utc_now()
    with hold_data_folder(config.data), open_store(config) as engine, Session(engine) as session, session.begin():
        chosen = find_plan(session, plan or config.plan)
        asked = next((one for one in list_count_questions(session, chosen, now) if one.article_id == article), None)
        if asked is None:
            raise QuestionClosedError(f"Không có câu hỏi nào đang mở về bài số {article}.")
        answer_count_question(session, chosen, article, asked.cause, CountAnswer(stands, by, note), now=now)
    verdict = "vẫn tính" if stands else "không tính nữa"
    console().print(f"Đã ghi: «{asked.title}» {verdict}. Chạy «diembao reconcile» để đối soát lại.")
