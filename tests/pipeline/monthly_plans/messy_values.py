"""Messy workbooks: dates, plan rows, formulas, repeated and continued rows, ticks, counts, decomposed letters."""

import unicodedata
from datetime import date

from tests.pipeline.monthly_plans.making import Sheet, make_workbook
from tests.pipeline.monthly_plans.messy import MessyFile
from tests.pipeline.monthly_plans.messy_sheets import HEAD, TITLE


def _dates_as_values() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, "Thả cá giống xuống sông Nghèn", "Tin", 1.0, "BHT", date(2023, 7, 12)],
        4: [2, "Phát động tháng hành động", "Tin", 1, "BHT", 45119],
        5: [3, "Bế mạc hội thi", "Tin", 1, "BHT", 15],
        6: [4, "Ngày không có trong lịch", "Tin", 1, "BHT", "31/6"],
        7: [5, "Việc của tháng khác", "Tin", 1, "BHT", "12/9/2023"],
        8: [6, "Chưa chốt ngày", "Tin", 1, "BHT", "khoảng giữa hè"],
    }
    return make_workbook(Sheet(rows))


def _plan_rows_and_strangers() -> bytes:
    rows = {
        1: ["Kế hoạch tuyên truyền tháng 7 năm 2023"],
        2: ["STT", "Nội dung", "Mục KH", "Thể loại", "SL", "Đơn vị đăng, phát", "Ngày", "Đơn vị", "Phối hợp"],
        3: [1, "Công bố kết luận thanh tra mỏ cát", "II.3; HĐ9", "Tin", 1, "BHT", "ngày 12", "TTr", "Phòng KS"],
        4: [
            2,
            "Giao khu vực biển nuôi hàu",
            "ND 05",
            "Bài",
            1,
            "Báo TN&MT",
            "tuần 3",
            "Chi cục Biển và Hải đảo",
            "UBND huyện",
        ],
        5: [3, "Đo lún nền đê", "II.9", "Tin", 1, "Báo Hà Tĩnh, VTV", "tuần 1", "Phòng Kinh tế số", None],
        6: [4, "Tổng kết nửa năm", "mục 1 phần II", "chuyên mục", 1, "Đài", "tuần 4", "KH-TC", None],
    }
    return make_workbook(Sheet(rows))


def _faults_and_formulas() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, '=HYPERLINK("http://vi.du","Bấm") về rác', "Tin", 1, "BHT", "tuần 1"],
        4: [2, "Ô số lượng hỏng", "Tin", None, "BHT", "tuần 1"],
        5: [3, "Số lượng là công thức", "Tin", None, "BHT", "tuần 1"],
    }
    return make_workbook(Sheet(rows, formulas={"D4": ("=1/0", "#DIV/0!"), "D5": ("=1+1", 2)}))


def _continued_rows() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, "Hội thi tái chế ở trường Đồng Nội", "Tin", 1, "BHT", "tuần 2"],
        4: [None, None, "Phóng sự", 1, "HTTV", None],
        5: [2, "Chấm điểm làng nghề bún", "Tin", 1, "nt", "nt"],
        6: HEAD,
        7: [3, "Dọn kênh Cầu Trắng", "Tin", 1, '"', "tuần 4"],
    }
    return make_workbook(Sheet(rows))


def _ticked_weeks() -> bytes:
    rows = {
        1: [TITLE],
        2: ["TT", "Nội dung", "Loại", "Tuần 1", "Tuần 2", "Tuần 3", "Tuần 4", "Đăng trên"],
        3: [1, "Chống rác ở cảng cá", "Tin", "x", "x", None, None, "BHT"],
        4: [2, "Lọc nước giếng khoan", "Bài", None, None, "x", None, "HTTV"],
        5: [3, "Hai đợt kiểm tra", "Tin", "x", None, None, "x", "BHT"],
    }
    return make_workbook(Sheet(rows))


def _counts_by_outlet() -> bytes:
    rows = {
        1: [TITLE],
        2: ["TT", "Chủ đề", "Báo Hà Tĩnh", None, "Đài PTTH", None, "Thời hạn"],
        3: [None, None, "Tin", "Bài", "Tin", "Phóng sự", None],
        4: [1, "Xử lý bèo trên sông Già", 2, None, None, 1, "trước 15/7"],
        5: [2, "Giờ Trái đất ở khu phố 3", None, 1, 1, None, "tuần 3"],
    }
    return make_workbook(Sheet(rows, merged=["A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"]))


def _decomposed() -> bytes:
    def nfd(text: str | int | None) -> str | int | None:
        return unicodedata.normalize("NFD", text) if isinstance(text, str) else text

    rows = {
        1: [nfd(TITLE)],
        2: [nfd(word) for word in HEAD],
        3: [nfd(word) for word in (1, "Thuỷ triều đỏ ở vũng Áng Nhỏ", "Tin", 1, "Báo Hà Tĩnh", "tuần 2")],
    }
    return make_workbook(Sheet(rows))


def _pieces_in_content() -> bytes:
    rows = {
        1: ["KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023"],
        2: ["Phòng Khoáng sản"],
        4: ["TT", "Nội dung", "Thời gian", "Nơi đăng"],
        5: [1, "Bài viết về mỏ đất hết hạn ở núi Cụt", "tuần 1", "BHT"],
        6: [2, "Phục hồi moong đá sau khai thác (02 tin, 01 phóng sự)", "tuần 2-3", "Đài"],
        7: [3, "Gác bến cát đêm", "từ 5/7 đến 10/7", "BHT"],
    }
    return make_workbook(Sheet(rows))


CASES = (
    MessyFile(
        "ngay-thang.xlsx", _dates_as_values, "CC-BVMT", "2023-07",
        (
            "3 Thả cá giống xuống sông Nghèn | tin 1 | baohatinh | 12/07-12/07",
            "4 Phát động tháng hành động | tin 1 | baohatinh | 12/07-12/07",
            "5 Bế mạc hội thi | tin 1 | baohatinh | 15/07-15/07",
            "6 Ngày không có trong lịch | tin 1 | baohatinh | ? | ?window",
            "7 Việc của tháng khác | tin 1 | baohatinh | 12/09-12/09",
            "8 Chưa chốt ngày | tin 1 | baohatinh | ? | ?window",
        ),
    ),
    MessyFile(
        "muc-ke-hoach.xlsx", _plan_rows_and_strangers, None, "2023-07",
        (
            "3 Công bố kết luận thanh tra mỏ cát | tin 1 | baohatinh | 12/07-12/07 | @TT #ND03 #HD09",
            "4 Giao khu vực biển nuôi hàu | bai 1 | - | 15/07-21/07 | @CC-BIEN #ND05 ?outlets",
            "5 Đo lún nền đê | tin 1 | baohatinh | 01/07-07/07 | ?department ?plan_rows ?outlets",
            "6 Tổng kết nửa năm | ? 1 | hatinhtv | 22/07-28/07 | @P-KHTC #ND01 ?genre",
        ),
    ),
    MessyFile(
        "cong-thuc.xlsx", _faults_and_formulas, "CC-BVMT", "2023-07",
        (
            '3 =HYPERLINK("http://vi.du","Bấm") về rác | tin 1 | baohatinh | 01/07-07/07',
            "4 Ô số lượng hỏng | tin ? | baohatinh | 01/07-07/07 | ?quantity",
            "5 Số lượng là công thức | tin 2 | baohatinh | 01/07-07/07",
        ),
    ),
    MessyFile(
        "dong-noi-tiep.xlsx", _continued_rows, "CC-BVMT", "2023-07",
        (
            "3 Hội thi tái chế ở trường Đồng Nội | tin 1 | baohatinh | 08/07-14/07",
            "4 Hội thi tái chế ở trường Đồng Nội | phong_su 1 | hatinhtv | 08/07-14/07",
            "5 Chấm điểm làng nghề bún | tin 1 | hatinhtv | 08/07-14/07",
            "7 Dọn kênh Cầu Trắng | tin 1 | hatinhtv | 22/07-28/07",
        ),
    ),
    MessyFile(
        "danh-dau-tuan.xlsx", _ticked_weeks, "CC-BVMT", "2023-07",
        (
            "3 Chống rác ở cảng cá | tin 1 | baohatinh | 01/07-14/07",
            "4 Lọc nước giếng khoan | bai 1 | hatinhtv | 15/07-21/07",
            "5 Hai đợt kiểm tra | tin 1 | baohatinh | ? | ?window",
        ),
    ),
    MessyFile(
        "dem-theo-bao.xlsx", _counts_by_outlet, "CC-BVMT", "2023-07",
        (
            "4 Xử lý bèo trên sông Già | tin 2 | baohatinh | 01/07-14/07",
            "4 Xử lý bèo trên sông Già | phong_su 1 | hatinhtv | 01/07-14/07",
            "5 Giờ Trái đất ở khu phố 3 | bai 1 | baohatinh | 15/07-21/07",
            "5 Giờ Trái đất ở khu phố 3 | tin 1 | hatinhtv | 15/07-21/07",
        ),
    ),
    MessyFile(
        "nfd.xlsx", _decomposed, "CC-BVMT", "2023-07",
        ("3 Thuỷ triều đỏ ở vũng Áng Nhỏ | tin 1 | baohatinh | 08/07-14/07",),
    ),
    MessyFile(
        "trong-noi-dung.xlsx", _pieces_in_content, "P-KS", "2023-07",
        (
            "5 Bài viết về mỏ đất hết hạn ở núi Cụt | bai 1 | baohatinh | 01/07-07/07",
            "6 Phục hồi moong đá sau khai thác (02 tin, 01 phóng sự) | tin 2 | hatinhtv | 08/07-21/07",
            "6 Phục hồi moong đá sau khai thác (02 tin, 01 phóng sự) | phong_su 1 | hatinhtv | 08/07-21/07",
            "7 Gác bến cát đêm | ? ? | baohatinh | 05/07-10/07 | ?genre ?quantity",
        ),
    ),
)  # fmt: skip
