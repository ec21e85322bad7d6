"""The form of a report as it was sent, and the wish read from it."""

from datetime import UTC, date, datetime, time
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from models.clock import VIETNAM
from models.errors import InputError
from pipeline.desk.reading_forms import read_day
from pipeline.reporting.orders import Ordered, ReportWish
from reports.documents.writing import FORMATS

Short = Annotated[str, StringConstraints(max_length=64, strip_whitespace=True)]


class ReportForm(BaseModel):
    """What the form of one kind of report sends; a field left empty was not asked for."""

    kind: Ordered
    plan: Short
    start: Short = ""
    end: Short = ""
    month: Short = ""
    department: Short = ""
    award: Short = ""
    as_of: Short = ""
    before: Short = ""
    formats: list[Short] = []


def read_form(form: ReportForm, now: datetime) -> ReportWish:
    """Return what is wished; raises InputError with the field that cannot be read."""
    as_of = _read_instant(form.as_of) or now
    before = _read_instant(form.before)
    if as_of > now:
        raise InputError("Thời điểm của số liệu chưa đến; hãy để trống để lấy số liệu lúc này.")
    if before is not None and before > as_of:
        raise InputError("Thời điểm trước phải trước thời điểm sau.")
    if unknown := [name for name in form.formats if name not in FORMATS]:
        raise InputError(f"Không lập được dạng tệp {', '.join(unknown)}.")
    return ReportWish(
        kind=form.kind,
        plan=form.plan,
        as_of=as_of,
        start=read_day(form.start) if form.start else None,
        end=read_day(form.end) if form.end else None,
        month=_read_month(form.month),
        department=form.department or None,
        award=form.award or None,
        before=before,
        formats=tuple(form.formats),
    )


def _read_instant(text: str) -> datetime | None:
    """Read "17:00 14/12/2023", or the end of the day where no time is given; None for an empty field."""
    if not text:
        return None
    typed, _, day = text.rpartition(" ")
    try:
        clock = datetime.strptime(typed, "%H:%M").time() if typed else time.max  # noqa: DTZ007  # its zone follows
    except ValueError:
        raise InputError(f"Thời điểm «{text}»: hãy viết như 17:00 14/12/2023.") from None
    return datetime.combine(read_day(day), clock, VIETNAM).astimezone(UTC)


def _read_month(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a calendar month has no zone
    except ValueError:
        raise InputError("Hãy chọn tháng trong danh sách.") from None
