"""Page one in words and figures: what is counted, what waits, what is left out, and what the tables mean."""

from collections.abc import Callable
from dataclasses import dataclass

from models.vocabulary import Certainty
from reports.formats import format_day, format_instant, format_number, format_share
from reports.record import Cell, CoverageReport, Work
from reports.tables import make_cell

Open = Callable[[str, tuple[int, ...]], str]

OUTSIDE_ANCHOR = "ngoai-ke-hoach"
UNDATED_ANCHOR = "khong-ro-ngay"
QUARANTINED_ANCHOR = "cho-xem-lai"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One statement of page one; `anchor` opens its list, or is empty where there is none."""

    label: str
    text: str
    anchor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Page one: the three figures of the plan, kept apart, and the lines below them."""

    headline: tuple[SummaryLine, ...]
    lines: tuple[SummaryLine, ...]
    reading: tuple[SummaryLine, ...]
    completeness: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    versions: str


COMPLETENESS_COLUMNS = ("Cơ quan báo chí", "Lượt thu thập", "Có trên trang", "Đã lưu", "Còn thiếu", "Tỷ lệ đã lưu")


def name_period(report: CoverageReport) -> str:
    """Name the period of the report."""
    return f"từ ngày {format_day(report.start)} đến ngày {format_day(report.end)}"


def stamp(report: CoverageReport) -> str:
    """Say as of when the figures hold."""
    return f"Số liệu tính đến {format_instant(report.as_of)}"


def summarise(report: CoverageReport, open_list: Open) -> Summary:
    """Lay out page one; `open_list` keeps the works behind a figure and gives the anchor to them."""
    return Summary(
        headline=_headline(report.totals.total, open_list),
        lines=_lines(report, open_list),
        reading=_reading(report),
        completeness=tuple(
            (
                one.outlet_name,
                format_instant(one.run_at),
                format_number(one.listed),
                format_number(one.held),
                format_number(one.missing),
                format_share(one.held, one.listed),
            )
            for one in report.completeness
        ),
        notes=_notes(report),
        versions=_versions(report),
    )


def _headline(total: Cell, open_list: Open) -> tuple[SummaryLine, ...]:
    notes = {
        Certainty.CONFIRMED: "đã có người duyệt",
        Certainty.PROPOSED: "máy xếp, đủ chắc chắn, chưa ai duyệt",
        Certainty.DOUBTFUL: "máy xếp, chưa đủ chắc chắn",
    }
    return tuple(
        SummaryLine(
            certainty.label,
            format_number(len(numbers)),
            open_list(f"Thuộc kế hoạch – {certainty.label}", numbers) if numbers else "",
            notes[certainty],
        )
        for certainty in Certainty
        for numbers in [total.numbers(certainty)]
    )


def _lines(report: CoverageReport, open_list: Open) -> tuple[SummaryLine, ...]:
    standing = report.standing

    def counted(label: str, numbers: tuple[int, ...], note: str = "") -> SummaryLine:
        anchor = open_list(label, numbers) if numbers else ""
        return SummaryLine(label, format_number(len(numbers)), anchor, note)

    parts = tuple(number for series in standing.series for number in series.parts)
    one_each = format_number(len(report.works) - len(parts) + len(standing.series))
    series_note = f"thuộc {format_number(len(standing.series))} loạt bài; mỗi loạt tính một thì có {one_each} tác phẩm"
    empty = [row.code for row in report.rows if row.total.size == 0]
    return (
        counted("Tác phẩm đang chờ duyệt", standing.waiting, "có ít nhất một nội dung kế hoạch chưa được duyệt"),
        counted("Kỳ của các loạt bài", parts, series_note if parts else ""),
        counted("Tác phẩm có bài đã bị gỡ", standing.removed),
        counted("Tác phẩm có bài đã sửa sau khi đăng", standing.edited),
        SummaryLine("Nội dung kế hoạch chưa có tin, bài", format_number(len(empty)), "", ", ".join(empty)),
        SummaryLine(
            "Thuộc ngành nhưng ngoài kế hoạch",
            _apart(report.outside),
            OUTSIDE_ANCHOR if report.outside else "",
        ),
        SummaryLine(
            "Không rõ ngày đăng (không tính)",
            format_number(len(report.undated)),
            UNDATED_ANCHOR if report.undated else "",
        ),
        SummaryLine(
            "Trang chờ xem lại (không tính)",
            format_number(len(report.quarantined)),
            QUARANTINED_ANCHOR if report.quarantined else "",
            "thiếu tên, ngày hoặc nội dung; tính trên toàn bộ dữ liệu" if report.quarantined else "",
        ),
    )


def _apart(works: tuple[Work, ...]) -> str:
    """Write the count of works of a list, apart by certainty."""
    cell = make_cell((work.number, work.certainty) for work in works)
    found = ((certainty, cell.numbers(certainty)) for certainty in Certainty)
    return ", ".join(f"{format_number(len(numbers))} {one.label.lower()}" for one, numbers in found if numbers) or "0"


def _reading(report: CoverageReport) -> tuple[SummaryLine, ...]:
    """Account for every article read in the period."""
    standing = report.standing
    return (
        SummaryLine("Tin, bài đăng trong kỳ đã đọc", format_number(standing.read)),
        SummaryLine("Tác phẩm thuộc kế hoạch (cả ba mức)", format_number(len(report.works))),
        SummaryLine("Tác phẩm thuộc ngành, ngoài kế hoạch (cả ba mức)", format_number(len(report.outside))),
        SummaryLine("Tin, bài không thuộc ngành", format_number(standing.not_of_sector)),
        SummaryLine("Bài đăng lại, gộp vào bài đăng đầu", format_number(standing.reprints)),
        SummaryLine("Bài đăng lại tác phẩm của kỳ trước, không tính", format_number(standing.earlier_reprints)),
    )


def _notes(report: CoverageReport) -> tuple[str, ...]:
    notes = [
        "Tính theo tác phẩm: bài đăng lại, đăng chéo giữa các báo gộp vào bài đăng đầu, giữ đủ đường dẫn; "
        "mỗi kỳ của một loạt bài tính là một tác phẩm.",
        "Một tác phẩm có thể thuộc nhiều nội dung, nên cộng các dòng không bằng số tác phẩm. "
        "Ở cột tổng và ở trang đầu, mỗi tác phẩm tính một lần, theo mức chắc chắn cao nhất của nó.",
        "Ba mức không cộng gộp: «đã duyệt» là có người xác nhận; "
        "«đề xuất» và «còn nghi ngờ» là máy xếp, còn chờ duyệt.",
        "Bảng theo đơn vị lấy mức thấp hơn trong hai mức: của nội dung kế hoạch và của đơn vị.",
        "Kế hoạch không giao chỉ tiêu số lượng; báo cáo không tự đặt chỉ tiêu.",
    ]
    if any(not department.is_confirmed for department in report.departments):
        notes.append("Tên phòng, đơn vị ghi «chưa xác nhận» cần Văn phòng Sở xác nhận trước khi dùng chính thức.")
    if not report.completeness:
        notes.append("Chưa có lượt thu thập nào ghi lại mức đầy đủ của từng báo.")
    return tuple(notes)


def _versions(report: CoverageReport) -> str:
    classifiers = ", ".join(report.classifiers) or "chưa có"
    return f"diembao {report.program_version} · bộ phân loại: {classifiers} · tệp kế hoạch: {report.plan.sha256[:12]}"
