"""Invented headlines of series and of what only looks like one, with the series each belongs to (gold)."""

from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extract.series import find_mark, read_series
from pipeline.works.series import SeriesPage

START = date(2023, 3, 1)


@dataclass(frozen=True)
class Page:
    """A headline on some day; `series` is the gold: pages of one series bear one name."""

    series: str
    day: int
    title: str
    authors: tuple[str, ...] = ()
    lead: str = ""
    closing: str = ""
    subject: str | None = None
    outlet: str = "bao"
    section: str = "Kinh tế"


SLOGAN = "Từ chỗ bị coi là gánh nặng, rác ở làng chài đang trở thành nguồn thu của nhiều hộ dân ven biển."
PAGES = (
    # The name before the mark, every way of writing the mark, the last part without a number.
    Page("ruong", 0, "Gom ruộng về một mối (bài 1): Những thửa ruộng bằng chiếc chiếu", ("Hà An",)),
    Page("ruong", 1, "Gom ruộng về một mối (bài 2): Bờ thửa đã phá, sổ đỏ còn chờ", ("Hà An", "Lê Bình")),
    Page("ruong", 2, "Gom ruộng về một mối (Kỳ cuối): Chính sách nào cho người giữ đất", ("Lê Bình",)),
    # Roman numbers, a word slipped in, the name in quotes; authors differ.
    Page("nuoc", 3, "Nguồn nước kêu cứu - Kỳ I: Dòng sông cạn đáy", ("Minh Tú",)),
    Page("nuoc", 5, "“Nguồn nước kêu cứu” - Kỳ II: Giếng khơi nhiễm mặn", ("Quỳnh Chi",)),
    Page("nuoc", 9, "Loạt bài “Nguồn nước kêu cứu” - Kỳ III: Ai giữ đầu nguồn", ("Minh Tú",)),
    # Only the mark in front; one author; between them the part of another author's series.
    Page("cat", 10, "Bài 1: Đêm trắng ở bến cát", ("Đỗ Khang",)),
    Page("dien", 11, "Bài 1: Cột điện giữa đồng", ("Trần Vỹ",), section="Đời sống"),
    Page("cat", 12, "Bài 2: Tàu ma trên sông", ("Đỗ Khang",)),
    Page("dien", 13, "Bài 2: Đường dây đi qua mùa gặt", ("Trần Vỹ",), section="Đời sống"),
    Page("cat", 14, "Bài cuối: Chặn từ bờ, giữ từ gốc", ("Đỗ Khang",)),
    # The last part under another title names the series in its lead.
    Page("rung", 20, "Giữ rừng đầu nguồn (Bài 1): Người canh lửa", ("Phan Thu",)),
    Page(
        "rung",
        22,
        "Bài cuối: Lương ba cọc ba đồng",
        ("Vũ Lam",),
        lead="Khép lại loạt bài “Giữ rừng đầu nguồn”, chúng tôi…",
    ),
    # A slogan shared as lead; "phần", then "số cuối"; no author printed.
    Page("rac", 30, "Phần 1: Từ bãi rác ra chợ", lead=SLOGAN),
    Page("rac", 37, "Phần 2: Sọt nhựa đổi gạo", lead=SLOGAN),
    Page("rac", 44, "Số cuối: Làng chài không rác", lead=SLOGAN),
    # The mark at the end, the series' name before a colon, with a word more in one part.
    Page("san-lap", 46, "Nghi vấn lấy đất ruộng san lấp dự án: Xe nặng cày nát đường quê (kỳ 1)", ("Bảo Ngọc",)),
    Page("san-lap", 49, "Nghi vấn công ty lấy đất ruộng san lấp dự án: Chính quyền nói gì (kỳ 2)", ("Gia Hân",)),
    # The part before is announced at the foot of the next.
    Page("nuoi", 60, "Bài 1: Hồ tôm bỏ hoang phơi đáy", ("Tùng Lâm",)),
    Page("nuoi", 63, "Bài 2: Vốn ở đâu cho người nuôi", ("Hải Yến",), closing="Bài 1: Hồ tôm bỏ hoang phơi đáy"),
    # The subject printed on the page, the same for two authors' series months apart.
    Page("khoang-san", 70, "Bài 1: Núi trọc", ("Đình Phúc",), subject="Khoáng sản"),
    Page("khoang-san", 71, "Bài 2: Hồ sâu", ("Đình Phúc",), subject="Khoáng sản"),
    Page("khoang-san-2", 150, "Bài 1: Giấy phép cũ", ("Ngọc Diệp",), subject="Khoáng sản"),
    Page("khoang-san-2", 152, "Bài 2: Mỏ mới", ("Ngọc Diệp",), subject="Khoáng sản"),
    # The yearly series under last year's name.
    Page("ruong-2", 365, "Gom ruộng về một mối (bài 1): Một năm nhìn lại", ("Hà An",)),
    Page("ruong-2", 366, "Gom ruộng về một mối (bài 2): Máy lớn xuống đồng", ("Hà An",)),
    # Alone: part 1 never seen; a second "bài 1" on the same day; the same name at another outlet.
    Page("le-1", 80, "Biển bạc trả nợ - Bài 2: Lưới ma dưới đáy", ("Sơn Hà",)),
    Page("le-2", 81, "Bài 1: Phiên chợ chuyển đổi số", ("Sơn Hà",)),
    Page("le-3", 81, "Bài 1: Trạm y tế vắng thuốc", ("Sơn Hà",)),
    Page("le-4", 82, "Bài 2: Người về quê dựng xưởng"),
    Page("le-5", 4, "Nguồn nước kêu cứu - Kỳ IV: Đập nhỏ đợi mưa", ("Minh Tú",), outlet="dai"),
    # Two unsigned series in other sections on the same days.
    Page("vac-xin", 90, "Kỳ 1: Tủ lạnh ở trạm xã", section="Y tế"),
    Page("hoc-duong", 90, "Kỳ 1: Bữa trưa của trò vùng cao", section="Giáo dục"),
    Page("vac-xin", 91, "Kỳ 2: Mũi tiêm lúc nửa đêm", section="Y tế"),
    Page("hoc-duong", 92, "Kỳ 2: Thầy nấu cơm", section="Giáo dục"),
    # All parts on one day, the last kept first.
    Page("ban-do", 100, "Tấm bản đồ làng biển - Bài 3 (bài cuối): Vẽ lại bờ", ("Kim Oanh",)),
    Page("ban-do", 100, "Tấm bản đồ làng biển - Bài 1: Bờ cũ", ("Kim Oanh",)),
    Page("ban-do", 100, "Tấm bản đồ làng biển - Bài 2: Bờ lở", ("Kim Oanh",)),
    # Other names of the same author, day after day.
    Page("giu-dat", 110, "Giữ đất - Bài 1: Lấn chiếm", ("Hồng Vân",)),
    Page("giu-bien", 111, "Giữ biển - Bài 2: Neo đậu", ("Hồng Vân",)),
    Page("giu-dat", 112, "Giữ đất - Bài 2: Thu hồi", ("Hồng Vân",)),
    # The mark behind, with no word on whether series or part is named; the film of a part beside its text.
    Page("bui", 120, "Dân ven đường mỏ sống trong bụi (bài 1)", ("Khánh Ly",)),
    Page("bui", 123, "Doanh nghiệp hứa rồi để đó (bài 2)", ("Khánh Ly", "Văn Đạt")),
    Page("cho", 130, "Chợ quê lên mạng - Kỳ 1: Bà hàng cá mở điện thoại", ("Thu Hằng",)),
    Page("cho", 130, "Chợ quê lên mạng - Kỳ 1: Bà hàng cá mở điện thoại (phim)", section="Video"),
    Page("cho", 131, "Chợ quê lên mạng - Kỳ 2: Người chở hàng cuối ngày", ("Thu Hằng",)),
    # A part that was not seen between two others; hòa and hoà, small and capital letters.
    Page("hoa", 140, "Khúc hoà ca của gió - Bài 1: Trụ quay", ("Lê Na",)),
    Page("hoa", 146, "KHÚC HÒA CA CỦA GIÓ - BÀI 3: ĐIỆN VỀ LÀNG", ("Lê Na",)),
    # Two first parts of one author, then a second part of either: a guess, and so none.
    Page("doan-1", 160, "Bài 1: Vườn cam trổ muộn", ("Cẩm Tú",)),
    Page("doan-2", 162, "Bài 1: Cửa khẩu mùa mưa", ("Cẩm Tú",)),
    Page("doan-3", 164, "Bài 2: Xe nằm chờ giấy", ("Cẩm Tú",)),
    # The name behind the mark; the parts of two desks.
    Page("sau-mark", 170, "Kỳ 1 - Đường ra biển lớn: Cảng chờ luồng", ("Hữu Phước",)),
    Page("sau-mark", 176, "Kỳ 2 - Đường ra biển lớn: Kho lạnh đợi hàng", ("Mai Trâm",)),
    Page("sau-mark-2", 177, "Kỳ 3 - Đường về núi xa: Trạm dừng", ("Quý Lộc",)),
    # Longer than three weeks between two parts is another series for all the program knows.
    Page("cham-1", 200, "Bài 1: Bến phà cuối cùng", ("Thái Hòa",)),
    Page("cham-2", 240, "Bài 2: Cầu mới bắc qua sông", ("Thái Hòa",)),
)


def read_page(number: int, page: Page) -> SeriesPage:
    """Return what the crawler and the joining read of `page`."""
    mark, series = find_mark(page.title), read_series(page.title, named=page.subject)
    assert mark is not None
    assert series is not None
    return SeriesPage(
        article_id=number,
        outlet_key=page.outlet,
        day=START + timedelta(days=page.day),
        part=mark.part,
        last=mark.last,
        key=series.key,
        name=mark.before,
        subtitle=mark.after,
        lead=page.lead,
        opening=page.lead,
        closing=page.closing,
        authors=frozenset(page.authors),
        section=page.section,
    )
