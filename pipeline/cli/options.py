"""Options several commands share."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from models.clock import VIETNAM
from models.errors import UsageError
from models.plan import Plan

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]

Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
PlanCode = Annotated[
    str | None, typer.Option("--plan", help="Code of the plan; the latest that has begun if left out.")
]
Outlets = Annotated[list[str] | None, typer.Option("--outlet", help="Only this outlet; may be repeated.")]
Since = Annotated[datetime | None, typer.Option(formats=DATE_FORMATS, help="First day to reach back to.")]
Until = Annotated[datetime | None, typer.Option(formats=DATE_FORMATS, help="Last day wanted.")]
Origins = Annotated[
    list[str] | None,
    typer.Option("--origin", help="FROM=TO: send the requests for one origin to another address; may be repeated."),
]


def as_day(value: datetime | None) -> date | None:
    """Return the calendar day of a parsed option."""
    return value.date() if value else None


def read_origins(values: list[str] | None) -> tuple[tuple[str, str], ...]:
    """Split FROM=TO pairs; raises UsageError for anything else."""
    pairs = []
    for value in values or []:
        source, mark, target = value.partition("=")
        if not mark or not source.startswith("http") or not target.startswith("http"):
            raise UsageError(f"--origin {value}: hãy viết như https://baohatinh.vn=http://127.0.0.1:8701")
        pairs.append((source.rstrip("/"), target.rstrip("/")))
    return tuple(pairs)


def read_instant(value: str | None, option: str) -> datetime | None:
    """Read an ISO instant, Vietnamese time unless it names a zone; raises UsageError."""
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{option} {value}: hãy viết như 2023-12-14T17:00:00+07:00") from None
    return (instant if instant.tzinfo else instant.replace(tzinfo=VIETNAM)).astimezone(UTC)


def read_month(value: str | None) -> date | None:
    """Read a month like 2023-07 or 07/2023 as its first day; raises UsageError."""
    if value is None:
        return None
    for pattern in ("%Y-%m", "%m/%Y"):
        try:
            return datetime.strptime(value, pattern).date()  # noqa: DTZ007  # a calendar month has no zone
        except ValueError:
            continue
    raise UsageError(f"--month {value}: hãy viết như 2023-07 hoặc 07/2023.")


def require_file(path: Path) -> Path:
    """Return `path` if it is a readable file; raises UsageError."""
    if not path.is_file():
        raise UsageError(f"Không có tệp {path}.")
    return path


def choose_period(plan: Plan, start: date | None, end: date | None) -> tuple[date, date]:
    """Return the days to report on; raises UsageError if there are none or none of them counts for the plan."""
    first, last = start or plan.count_from, end or plan.period_to
    if start and end and first > last:
        raise UsageError(f"Kỳ báo cáo bắt đầu {first:%d/%m/%Y} sau khi kết thúc {last:%d/%m/%Y}.")
    if first > plan.period_to or last < plan.count_from:
        period = f"từ {plan.count_from:%d/%m/%Y} đến {plan.period_to:%d/%m/%Y}"
        raise UsageError(f"Kế hoạch «{plan.code}» tính {period}; kỳ báo cáo nằm ngoài thời gian đó.")
    return first, last
