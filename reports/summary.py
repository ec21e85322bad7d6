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
    """One statement of page one; `anchor` opens its list, or is empty where there is none.

    `count` is the number that `text` writes, where it is one number.
    """

    label: str
    text: str
    anchor: str = ""
    note: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Page one: the three figures of the plan, kept apart, and the lines below them.

    `warning` stands above everything else, or is empty where the figures can be read as they are.
    """

    warning: str
    headline: tuple[SummaryLine, ...]
    lines: tuple[SummaryLine, ...]
    reading: tuple[SummaryLine, ...]
    completeness: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    versions: str


NOTHING_COLLECTED = "Chưa thu thập tin, bài nào trong kỳ này: con số 0 không có nghĩa là báo, đài không đăng."
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
        warning="" if report.completeness or report.standing.read else NOTHING_COLLECTED,
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
            len(numbers),
        )
        for certainty in Certainty
        for numbers in [total.numbers(certainty)]
    )


def _lines(report: CoverageReport, open_list: Open) -> tuple[SummaryLine, ...]:
    standing = report.standing

    def counted(label: str, numbers: tuple[int, ...], note: str = "") -> SummaryLine:
        anchor = open_list(label, numbers) if numbers else ""
        return _count(label, len(numbers), anchor, note)

    parts = tuple(number for series in standing.series for number in series.parts)
    one_each = format_number(len(report.works) - len(parts) + len(standing.series))
    series_note = (
        f"thuộc {format_number(len(standing.series))} loạt bài; "
        f"nếu mỗi loạt chỉ tính một: {one_each} thay vì {format_number(len(report.works))} tác phẩm"
    )
    empty = [row.code for row in report.rows if row.total.size == 0]
    return (
        counted("Tác phẩm đang chờ duyệt", standing.waiting, "có ít nhất một nội dung kế hoạch chưa được duyệt"),
        counted("Kỳ của các loạt bài", parts, series_note if parts else ""),
        counted("Tác phẩm có bài đã bị gỡ", standing.removed),
        counted("Tác phẩm có bài đã sửa sau khi đăng", standing.edited),
        _count("Nội dung kế hoạch chưa có tin, bài", len(empty), note=", ".join(empty)),
        SummaryLine(
            "Thuộc ngành nhưng ngoài kế hoạch",
            _apart(report.outside),
            OUTSIDE_ANCHOR if report.outside else "",
        ),
        _count(
            "Không rõ ngày đăng (không tính)",
            len(report.undated),
            UNDATED_ANCHOR if report.undated else "",
        ),
        _count(
            "Trang chờ xem lại (không tính)",
            len(report.quarantined),
            QUARANTINED_ANCHOR if report.quarantined else "",
            "thiếu tên, ngày hoặc nội dung; tính trên toàn bộ dữ liệu" if report.quarantined else "",
        ),
    )


def _count(label: str, count: int, anchor: str = "", note: str = "") -> SummaryLine:
    return SummaryLine(label, format_number(count), anchor, note, count)


def _apart(works: tuple[Work, ...]) -> str:
    """Write the count of works of a list, apart by certainty."""
    cell = make_cell((work.number, work.certainty) for work in works)
    found = ((certainty, cell.numbers(certainty)) for certainty in Certainty)
    return ", ".join(f"{format_number(len(numbers))} {one.label.lower()}" for one, numbers in found if numbers) or "0"


def _side_by_side(cell: Cell) -> str:
    """Write the three counts of a cell next to one another: 0 / 86 / 2."""
    return " / ".join(format_number(len(cell.numbers(certainty))) for certainty in Certainty)


def _reading(report: CoverageReport) -> tuple[SummaryLine, ...]:
    """Account for every article read in the period."""
    standing = report.standing
    levels = " / ".join(certainty.label.lower() for certainty in Certainty)
    outside = make_cell((work.number, work.certainty) for work in report.outside)
    return (
        _count("Tin, bài đăng trong kỳ đã đọc", standing.read),
        SummaryLine(f"Tác phẩm thuộc kế hoạch ({levels})", _side_by_side(report.totals.total)),
        SummaryLine(f"Tác phẩm thuộc ngành, ngoài kế hoạch ({levels})", _side_by_side(outside)),
        _count("Tin, bài không thuộc ngành", standing.not_of_sector),
        _count("Bài đăng lại, gộp vào bài đăng đầu", standing.reprints),
        _count("Bài đăng lại tác phẩm của kỳ trước, không tính", standing.earlier_reprints),
    )


def _notes(report: CoverageReport) -> tuple[str, ...]:
    notes = [
        "Tính theo tác phẩm: bài đăng lại, đăng chéo giữa các báo gộp vào bài đăng đầu, giữ đủ đường dẫn; "
        "mỗi kỳ của một loạt bài tính là một tác phẩm.",
        "Một tác phẩm có thể thuộc nhiều nội dung, nên cộng các dòng không bằng số tác phẩm. "
        "Ở cột tổng và ở trang đầu, mỗi tác phẩm tính một lần, theo mức chắc chắn cao nhất của nó.",
        "Trong kết quả, ba mức không cộng gộp: «đã duyệt» là có người xác nhận; "
        "«đề xuất» và «còn nghi ngờ» là máy xếp, còn chờ duyệt. Riêng mục «Cần biết khi đọc» có dòng đếm chung.",
        "Bảng theo đơn vị lấy mức thấp hơn trong hai mức: của nội dung kế hoạch và của đơn vị.",
        "Kế hoạch không giao chỉ tiêu số lượng; báo cáo không tự đặt chỉ tiêu.",
        "Tiêu đề văn bản theo cơ quan có hiệu lực ngày lập báo cáo; phòng, đơn vị theo kế hoạch.",
    ]
    if any(not department.is_confirmed for department in report.departments):
        notes.append("Tên phòng, đơn vị ghi «chưa xác nhận» cần Văn phòng Sở xác nhận trước khi dùng chính thức.")
    if not report.completeness:
        notes.append("Chưa có lượt thu thập nào ghi lại mức đầy đủ của từng báo.")
    return tuple(notes)


def _versions(report: CoverageReport) -> str:
    classifiers = ", ".join(report.classifiers) or "chưa có"
    return f"diembao {report.program_version} · bộ phân loại: {classifiers} · tệp kế hoạch: {report.plan.sha256[:12]}"
