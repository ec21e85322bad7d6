"""The summary put together so that it fits one page: figures, one picture, what to look at."""

from collections.abc import Iterator

from models.vocabulary import Certainty, ObligationState
from reports.annual.document import warn
from reports.coverage import find_letterhead
from reports.deadlines.record import PaperState
from reports.documents.record import Block, Document, Figure, KeyFigure, KeyFigures, Note, bullet
from reports.formats import format_number
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine, by_certainty, count_states
from reports.period.chart import DepartmentStates, draw_period
from reports.tables import make_cell
from reports.wording.figures import list_words, tell_instant, tell_period, tell_waiting
from reports.wording.promises import tell_states

MOST_DEPARTMENTS = 14


def write_period(gathered: Gathered) -> Document:
    """Return the summary of the period."""
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Tóm tắt kết quả tuyên truyền {tell_period(gathered.start, gathered.end)}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(gathered)),
        warning=warn(gathered),
    )


def _write_blocks(gathered: Gathered) -> Iterator[Block]:
    report = gathered.coverage
    total = report.totals.total
    lines = [line for line in gathered.ledger if line.is_counted]
    off_plan = make_cell((work.number, work.certainty) for work in gathered.off_plan)
    yield Note(f"{tell_instant(gathered.as_of)}. Các số đã duyệt, đề xuất, còn nghi ngờ không cộng với nhau.")
    yield KeyFigures(
        (
            KeyFigure(
                len(total.confirmed), "tác phẩm đã duyệt", tell_waiting(len(total.proposed), len(total.doubtful))
            ),
            KeyFigure(
                f"{sum(bool(row.total.confirmed) for row in report.rows)}/{len(report.rows)}",
                "nội dung, hoạt động có tác phẩm đã duyệt",
                f"{sum(not row.total.size for row in report.rows)} chưa có tin, bài nào",
            ),
            KeyFigure(
                f"{len(by_certainty(lines, Certainty.CONFIRMED))}/{len(lines)}",
                "nội dung kế hoạch tháng có tin, bài đã xác nhận",
                f"máy khớp: {len(by_certainty(lines, Certainty.PROPOSED))}; "
                f"gợi ý: {len(by_certainty(lines, Certainty.DOUBTFUL))}",
            ),
            KeyFigure(
                len(off_plan.confirmed),
                "tác phẩm đã duyệt ngoài kế hoạch tháng",
                tell_waiting(len(off_plan.proposed), len(off_plan.doubtful)),
            ),
        )
    )
    departments = count_departments(gathered)
    charts = draw_period(report, departments[:MOST_DEPARTMENTS])
    yield Figure(charts.svg, charts.png, "", describe_chart(gathered, departments))
    yield from (bullet(sentence) for sentence in _list_points(gathered))


def count_departments(gathered: Gathered) -> list[DepartmentStates]:
    """Return the promises of each department by state, those with most promises first."""
    lines: dict[str | None, list[LedgerLine]] = {}
    for line in gathered.ledger:
        if line.is_counted:
            lines.setdefault(line.promise.department, []).append(line)
    named = [
        DepartmentStates(gathered.department_name(code) if code else "Chưa rõ đơn vị", count_states(part))
        for code, part in lines.items()
    ]
    return sorted(named, key=lambda one: (-one.counts.total(), one.name))


def describe_chart(gathered: Gathered, departments: list[DepartmentStates]) -> str:
    """Say in words what the picture shows."""
    lines = [line for line in gathered.ledger if line.is_counted]
    parts = [f"{one.name}: {one.counts.total()}" for one in departments]
    return (
        f"Biểu đồ số tác phẩm theo {len(gathered.coverage.rows)} dòng kế hoạch và tháng; nội dung đăng ký theo tình "
        f"trạng: {tell_states(lines) or 'chưa có'}; theo đơn vị: {'; '.join(parts) or 'chưa có'}."
    )


def _list_points(gathered: Gathered) -> Iterator[str]:
    """Say what a director should look at, from the figures alone."""
    if empty := [row.code for row in gathered.coverage.rows if not row.total.size]:
        yield f"Chưa có tin, bài: {list_words(empty)}."
    unmet = [line for line in gathered.ledger if line.state is ObligationState.UNMET]
    closed = sum(line.promise.terms.closes_on < gathered.day for line in unmet)
    if unmet:
        yield (
            f"{format_number(len(unmet))} nội dung kế hoạch tháng chưa có tin, bài, trong đó {format_number(closed)} "
            "nội dung đã hết hạn, chỉ còn có thể đăng khác kỳ."
        )
    monthly = [line for line in gathered.deadlines if line.due.month is not None]
    late = sum(line.state is PaperState.LATE for line in monthly)
    missing = sum(line.state is PaperState.MISSING for line in monthly)
    if late or missing:
        counts = f"{format_number(late)} bản gửi muộn, {format_number(missing)} bản quá hạn chưa gửi"
        yield f"Kế hoạch tháng của đơn vị: {counts}."
