"""A rich document of invented contents, for the tests of the writers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO

import matplotlib as mpl
from matplotlib.figure import Figure as Plot
from matplotlib.font_manager import FontProperties

from reports.documents.record import (
    Align,
    Annex,
    Bullet,
    Column,
    ColumnGroup,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    RowKind,
    Run,
    Signature,
    Table,
    TableCell,
    bullet,
    paragraph,
    table_row,
)
from reports.measure import FONT_FOLDER
from reports.record import Charts, Letterhead

LETTERHEAD = Letterhead(
    "UBND TỈNH THỬ", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Thử", "STNMT", "Sở Tài nguyên và Môi trường tỉnh Thử"
)
MONTHS = tuple(f"T{month}" for month in range(1, 13))
LONG_TITLE = (
    "Đồng bộ các giải pháp thu gom, phân loại, vận chuyển và xử lý chất thải rắn sinh hoạt tại nguồn, "
    "từng bước hình thành thói quen sống xanh trong mỗi gia đình vùng biển bãi ngang"
)
LINK = "https://bao.example/moi-truong/" + "mot-duong-dan-rat-dai-khong-co-cho-ngat-" * 3 + "post1234.html"

HOSTILE = '#import "x" $a$ *b* =cmd|calc </w:t> {{ 7*7 }} <script>\x00\x0b\ud800 Đa\u0302\u0301t'


def draw_bars(names: Sequence[str], counts: Sequence[int], size: tuple[float, float], *, lies: bool) -> Charts:
    """Draw plain bars in Tinos; `size` in inches."""
    with mpl.rc_context({"svg.hashsalt": "thu", "svg.fonttype": "path"}):
        figure = Plot(figsize=size, layout="constrained")
        axes = figure.subplots()
        (axes.barh if lies else axes.bar)(range(len(names)), counts, color="#1f5f4a", edgecolor="black")
        (axes.set_yticks if lies else axes.set_xticks)(range(len(names)), names)
        for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
            label.set_fontproperties(FontProperties(fname=FONT_FOLDER / "Tinos-Regular.ttf", size=9))
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png", dpi=150, metadata={"Software": None})
    return Charts(svg.getvalue(), png.getvalue())


@lru_cache(maxsize=1)
def month_chart() -> Charts:
    """Return a chart by month."""
    return draw_bars(MONTHS, (3, 5, 2, 8, 9, 4, 6, 7, 1, 0, 5, 12), (6.5, 2.2), lies=False)


@lru_cache(maxsize=1)
def department_chart() -> Charts:
    """Return a chart by department."""
    names = ("Văn phòng", "Phòng Khoáng sản", "Phòng Quản lý đất đai", "Chi cục Bảo vệ môi trường", "Chi cục Biển")
    return draw_bars(names, (4, 7, 12, 30, 9), (3.7, 2.0), lies=True)


def outlet_table() -> Table:
    """Return a table with two-line headings, a group, a total and Vietnamese numbers."""
    columns = (
        Column("TT", 8, Align.CENTER),
        Column("Nội dung tuyên truyền", 66),
        Column("Tin", 16, Align.CENTER),
        Column("Bài", 16, Align.CENTER),
        Column("Tin", 16, Align.CENTER),
        Column("Bài", 16, Align.CENTER),
        Column("Cộng", 18, Align.CENTER),
    )
    names = ("Đất đai", "Khoáng sản", "Tài nguyên nước", "Bảo vệ môi trường, thu gom rác thải nhựa ở bãi ngang")
    rows = [table_row("Nội dung trọng tâm của năm", kind=RowKind.GROUP)]
    rows += [table_row(n, name, 1200 + n, n, 2 * n, 0, 1200 + 4 * n) for n, name in enumerate(names, start=1)]
    rows.append(table_row(None, "Cộng", 4810, 10, 20, 0, 4840, kind=RowKind.TOTAL))
    groups = (ColumnGroup("", 2), ColumnGroup("Báo Thử", 2), ColumnGroup("Đài Thử", 2), ColumnGroup("", 1))
    return Table(columns, tuple(rows), "Kết quả theo cơ quan báo chí, thể loại", groups)


def works_table(count: int, title: str = LONG_TITLE) -> Table:
    """Return the list of an annex with `count` works."""
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Tên tin, bài", 60),
        Column("Thể loại", 17),
        Column("Tác giả", 28),
        Column("Cơ quan báo", 24),
        Column("Ngày đăng", 22, Align.CENTER),
        Column("Nội dung KH", 18, Align.CENTER),
        Column("Đơn vị", 30),
        Column("Đường dẫn", 43),
    )
    rows = tuple(
        table_row(
            n,
            title if n % 3 else "Cấp giấy chứng nhận ở xã biển",
            "Bài",
            "Nguyễn Thị Thử",
            "Báo Thử",
            date(2023, 3, 5),
            "ND02, HD09",
            "Chi cục Bảo vệ môi trường",
            TableCell(links=((LINK if n % 2 else "Mở bài", LINK),)),
        )
        for n in range(1, count + 1)
    )
    return Table(columns, rows, size=10)


def make_document(**changes: object) -> Document:
    """Make a report with every kind of block, three annexes and a signature."""
    months, departments = month_chart(), department_chart()
    body = (
        Note("Số liệu tính đến 02:00 ngày 01/01/2024; còn 7 tác phẩm chờ duyệt, không cộng vào các bảng."),
        paragraph("Thực hiện Kế hoạch truyền thông năm 2023 của ngành, đơn vị báo cáo kết quả như sau:"),
        Heading(1, "Công tác chỉ đạo, triển khai"),
        paragraph("Văn phòng bổ sung: tình hình chỉ đạo, các văn bản đã ban hành trong năm.", to_write=True),
        Heading(1, "Kết quả thực hiện"),
        KeyFigures(
            (
                KeyFigure(1234, "Đã duyệt", "người duyệt đã xác nhận"),
                KeyFigure(56, "Đề xuất", "máy gắn, chưa ai xem"),
                KeyFigure(7, "Còn nghi ngờ", "chờ người trả lời"),
            )
        ),
        Heading(2, "Số lượng theo cơ quan báo chí, thể loại"),
        paragraph("Trong năm có 4.840 tác phẩm, tăng 12,5% so với năm trước, chủ yếu trên báo in và báo điện tử."),
        outlet_table(),
        Heading(3, "Báo Thử"),
        Bullet((Run("Tin: ", bold=True), Run("4.810 tác phẩm; xem "), Run("trang báo", link="https://bao.example/"))),
        bullet("Bài: 10 tác phẩm, trong đó có 2 loạt bài dài kỳ."),
        Heading(3, "Đài Thử"),
        bullet("Không có phóng sự nào được phát trong kỳ."),
        Figure(months.svg, months.png, "Biểu đồ 1. Số tác phẩm theo tháng", "Cột theo tháng, cao nhất tháng 12"),
        Heading(2, "Theo phòng, đơn vị"),
        Figure(
            departments.svg,
            departments.png,
            "Biểu đồ 2. Số tác phẩm theo đơn vị",
            "Thanh ngang, cao nhất Chi cục Bảo vệ môi trường",
            share=0.58,
            table=Table(
                (Column("Đơn vị", 3), Column("Đủ", 1, Align.CENTER), Column("Thiếu", 1, Align.CENTER)),
                (table_row("Văn phòng", 4, 0), table_row("Phòng Khoáng sản", 7, 2)),
                size=11,
            ),
        ),
        Heading(1, "Phương hướng, nhiệm vụ"),
        paragraph("Tiếp tục gửi kế hoạch tháng trước ngày 05; rà soát các nội dung chưa có tin, bài. " * 6),
    )
    summary = replace(outlet_table(), title="")
    document = Document(
        letterhead=LETTERHEAD,
        subject="Kết quả công tác truyền thông về tài nguyên và môi trường trên báo chí năm 2023",
        day=date(2024, 1, 5),
        as_of=datetime(2023, 12, 31, 19, 0, tzinfo=UTC),
        blocks=body,
        addressees=("Bộ Tài nguyên và Môi trường",),
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, VP"),
        signature=Signature("Chánh Văn phòng", ("TL. Giám đốc",)),
        annexes=(
            Annex("Tổng hợp kết quả theo nội dung kế hoạch", (summary,), landscape=False),
            Annex("Danh mục tin, bài", (works_table(40),)),
            Annex("Tác giả, tác phẩm đề nghị khen thưởng", (Heading(1, "Tập thể"), works_table(2), Note("Hết."))),
        ),
    )
    return replace(document, **changes)
