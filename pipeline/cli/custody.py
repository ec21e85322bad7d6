"""diembao completeness, count, prune: what was missed, what still counts, what may be thrown away."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.errors import UsageError
from pipeline.cli.options import DATE_FORMATS, Json
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.custody.certificate import Certificate, OneNight, OutletLine, Period
from pipeline.custody.completeness import find_last_night, read_completeness
from pipeline.custody.telling import tell_certificate
from pipeline.store import open_store


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("completeness")(completeness)


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
