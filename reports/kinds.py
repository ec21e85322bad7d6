"""The kinds of report that are handed over, how each is asked for and named; `making` makes them."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocabulary import LabelledEnum


class ReportKind(LabelledEnum):
    """What is asked for."""

    COVERAGE = "coverage", "Kết quả tin, bài theo kế hoạch"
    MONTHLY = "monthly", "Nội dung tháng gửi các cơ quan báo chí"
    DEPARTMENT = "department", "Báo cáo năm của phòng, đơn vị"
    ANNUAL = "annual", "Báo cáo năm của Văn phòng gửi Bộ"
    SUMMARY = "summary", "Tóm tắt một trang cho lãnh đạo"


STEMS = {
    ReportKind.MONTHLY: "noi-dung-thang",
    ReportKind.DEPARTMENT: "bao-cao-don-vi",
    ReportKind.ANNUAL: "bao-cao-nam",
    ReportKind.SUMMARY: "tom-tat",
}


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report asked for: its kind, days and instant; a monthly one names its month, a department's its department."""

    kind: ReportKind
    start: date
    end: date
    as_of: datetime
    month: date | None = None
    department: str | None = None


def name_files(plan_code: str, order: ReportOrder) -> str:
    """Name the files by kind, plan and what was asked, from letters, digits, hyphens and low lines only."""
    if order.kind is ReportKind.MONTHLY and order.month is not None:
        asked = f"{order.month:%Y-%m}"
    elif order.kind is ReportKind.DEPARTMENT and order.department is not None:
        asked = order.department
    else:
        asked = f"{order.start.isoformat()}_{order.end.isoformat()}"
    stem = f"{STEMS[order.kind]}-{plan_code}_{asked}"
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter == "_") else "-" for letter in stem)
