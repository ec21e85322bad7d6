"""What can be ordered, and an order as the program's own command line: one way of making a report, not two. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from models.errors import InputError
from models.vocabulary import LabelledEnum
from reports.kinds import ReportKind


class Ordered(LabelledEnum):
    """A kind of report that can be ordered; the label is its title."""

    COVERAGE = "coverage", ReportKind.COVERAGE.label
    ANNUAL = "annual", ReportKind.ANNUAL.label
    DEPARTMENT = "department", ReportKind.DEPARTMENT.label
    MONTHLY = "monthly", ReportKind.MONTHLY.label
    SUMMARY = "summary", ReportKind.SUMMARY.label
    EVIDENCE = "evidence", "Hồ sơ minh chứng"
    NOMINATIONS = "nominations", "Danh sách đề nghị xem xét khen thưởng"
    DIFFERENCE = "difference", "So sánh số liệu giữa hai thời điểm"


EVIDENCE_FOLDER = "ho-so-minh-chung"
PLAIN = frozenset({Ordered.EVIDENCE, Ordered.NOMINATIONS, Ordered.DIFFERENCE})


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What was asked for. `as_of` is the instant of the figures; `before` the earlier one of a comparison."""

    kind: Ordered
    plan: str
    as_of: datetime
    start: date | None = None
    end: date | None = None
    month: date | None = None
    department: str | None = None
    award: str | None = None
    before: datetime | None = None
    formats: tuple[str, ...] = ()

    def arguments(self, out: str, by: str) -> list[str]:
        """Return the command line that makes it into the folder `out`; a folder of evidence names who made it.

        Raises InputError where a value that this kind needs is missing.
        """
        self._check()
        common = ["--plan", self.plan]
        if self.kind is Ordered.DIFFERENCE and self.before is not None:
            return ["report", "diff", self.before.isoformat(), self.as_of.isoformat(), *common]
        named = {
            "--from": self.start and self.start.isoformat(),
            "--to": self.end and self.end.isoformat(),
            "--month": self.month and f"{self.month:%Y-%m}",
            "--department": self.department,
            "--award": self.award,
            "--as-of": self.as_of.isoformat(),
            "--format": ",".join(self.formats) or None,
        }
        command = [self.kind.value] if self.kind in PLAIN else ["coverage", "--kind", self.kind.value]
        given = [word for name, value in named.items() if value for word in (name, value)]
        made = ["--out", out]
        if self.kind is Ordered.EVIDENCE:
            made = ["--out", f"{out}/{EVIDENCE_FOLDER}", "--by", by]
        return ["report", *command, *common, *given, *made]

    def _check(self) -> None:
        needed = {
            Ordered.MONTHLY: (self.month, "Hãy chọn tháng cần lập."),
            Ordered.DEPARTMENT: (self.department, "Hãy chọn phòng, đơn vị."),
            Ordered.NOMINATIONS: (self.award, "Hãy chọn giải thưởng, hình thức khen thưởng."),
            Ordered.DIFFERENCE: (self.before, "Hãy ghi thời điểm trước để so sánh."),
        }
        value, sentence = needed.get(self.kind, (True, ""))
        if not value:
            raise InputError(sentence)
        if self.start and self.end and self.start > self.end:
            raise InputError(f"Kỳ báo cáo bắt đầu {self.start:%d/%m/%Y} sau khi kết thúc {self.end:%d/%m/%Y}.")

    def as_plain(self) -> dict[str, Any]:
        """Return the wish as JSON-ready values."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def read_wish(values: Mapping[str, Any]) -> ReportWish:
    """Return the wish that `as_plain` wrote."""
    days = {name: values[name] and date.fromisoformat(values[name]) for name in ("start", "end", "month")}
    return ReportWish(
        kind=Ordered(values["kind"]),
        plan=values["plan"],
        as_of=datetime.fromisoformat(values["as_of"]),
        department=values["department"],
        award=values["award"],
        before=values["before"] and datetime.fromisoformat(values["before"]),
        formats=tuple(values["formats"]),
        **days,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
