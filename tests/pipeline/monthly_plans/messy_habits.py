"""Messy files by the habits of their writers: citations and contacts in notes, last month's results, other leaders."""

from typing import Any

from tests.pipeline.monthly_plans.making import Sheet, add_table, fill_document, make_workbook
from tests.pipeline.monthly_plans.messy import MessyFile
from tests.pipeline.monthly_plans.messy_sheets import HEAD, TITLE

NOTED = [*HEAD[:6], "Ghi chú"]


def _notes_that_cite_and_name_people() -> bytes:
    rows = {
        1: [TITLE],
        2: NOTED,
        3: [1, "Vớt rác ở hồ Bồng Sơn", "Tin", 1, "BHT", "tuần 1", "HĐ 6"],
        4: [2, "Ký hợp đồng thu gom", "Tin", 1, "BHT", "tuần 1", "theo HĐ 12/2023"],
        5: [3, "Trồng cây chắn cát (chị Mẫu, 0900 000 001)", "Tin", 1, "BHT", "tuần 1", "mục II.7; SĐT 0900000001"],
        6: [4, "Trả đất san lấp", "Tin", 1, "BHT", "tuần 1", "Chuyển Sở Xây dựng chủ trì"],
        7: [5, "Đổi pin cũ lấy cây", "Tin", 1, "BHT", "tuần 1", "đã chuyển ảnh cho phóng viên"],
        8: [6, "Phát động tuần không rác", "Tin", 1, "BHT", "tuần 1", "chuyển Văn phòng Sở tổng hợp"],
        9: [None, "(Tổng: 06 tin)"],
        10: [None, "Cộng A + B", None, 6],
    }
    return make_workbook(Sheet(rows))


def _results_above_the_plan() -> bytes:
    columns = ["TT", "Nội dung", "Hình thức", "Số lượng", "Cơ quan báo chí", "Thời gian"]
    rows = {
        1: ["PHÒNG TÀI NGUYÊN NƯỚC"],
        2: ["I. Kết quả tuyên truyền tháng 6/2023"],
        3: columns,
        4: [1, "Đã đăng về hạn mặn", "Tin", 1, "BHT", "12/6"],
        6: ["II. Kế hoạch tuyên truyền tháng 7/2023"],
        7: columns,
        8: [1, "Trám giếng hỏng", "Tin", 1, "BHT", "12/7"],
    }
    return make_workbook(Sheet(rows))


def _results_before_the_plan_in_word() -> bytes:
    def build(document: Any) -> None:
        columns = ("TT", "Nội dung", "Hình thức", "Số lượng", "Báo/Đài", "Thời gian")
        document.add_paragraph("PHÒNG KHOÁNG SẢN")
        document.add_paragraph("BÁO CÁO KẾT QUẢ THÁNG 6, KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023")
        document.add_paragraph("1. Kết quả thực hiện tháng 6")
        add_table(document, [columns, ("1", "Cân tải ở mỏ cũ", "Tin", "1", "BHT", "05/6")])
        document.add_paragraph("2. Kế hoạch tháng 7")
        add_table(document, [columns, ("1", "Cân tải ở mỏ mới", "Tin", "1", "BHT", "05/7")])

    return fill_document(build)


def _other_leaders() -> bytes:
    rows = {
        1: ["PHÒNG KHOÁNG SẢN"],
        2: ["Kế hoạch tuyên truyền tháng 7/2023"],
        3: ["TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian", "Đơn vị chủ trì"],
        4: [1, "Hoàn thổ mỏ Khe Sậy", "Tin", 1, "BHT", "tuần 1", "P.KS chủ trì; CCBVMT phối hợp"],
        5: [2, "Quan trắc bụi quanh mỏ", "Tin", 1, "BHT", "tuần 2", "TT Quan trắc"],
        6: [3, "Cấp phép mỏ đất", "Tin", 1, "BHT", "tuần 3", None],
    }
    return make_workbook(Sheet(rows))


def _strangers_in_the_collection() -> bytes:
    rows = {
        1: ["VĂN PHÒNG SỞ - TỔNG HỢP KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023"],
        2: ["TT", "Phòng, đơn vị", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian"],
        3: [1, "QLĐĐ", "Đo lại ruộng", "Tin", 1, "BHT", "tuần 1"],
        4: [2, "Hội Làm vườn", "Ươm cây bản địa", "Tin", 1, "BHT", "tuần 1"],
        5: [3, None, "Mừng ngày thành lập", "Tin", 1, "BHT", "tuần 1"],
    }
    return make_workbook(Sheet(rows))


def _numbered_subjects_with_lines_of_their_own() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [3, "3.1. Thu vỏ chai thuốc sâu\n3.2. Đổi rác lấy quà", "Tin\nBài", "1\n2", "BHT", "10/7\n20/7"],
        4: [4, "Kiểm soát bụi, nước thải mỏ đá; xử lý vi phạm kéo dài", "Tin", 1, "BHT", "05-10/7"],
        5: [5, "Mương nước thôn Hạ\u00ad Vàng", "Tọa đàm", 1, "Đài", "5/7-10"],
        6: [6, "Chợ không túi nhựa", "Tin\nBài", "2\n1", "BHT\nĐài", "- 15/7\n- 20/7"],
        7: [7, "Phiên chợ đổi đồ cũ", "Tin", 2, "BHT", "- 15/7\n- 20/7"],
    }
    return make_workbook(Sheet(rows))


CASES = (
    MessyFile(
        "ghi-chu.xlsx",
        _notes_that_cite_and_name_people,
        "CC-BVMT",
        "2023-07",
        (
            "3 Vớt rác ở hồ Bồng Sơn | tin 1 | baohatinh | 01/07-07/07 | #HD06",
            "4 Ký hợp đồng thu gom | tin 1 | baohatinh | 01/07-07/07",
            "5 Trồng cây chắn cát | tin 1 | baohatinh | 01/07-07/07 | #ND07",
            "6 Trả đất san lấp | tin 1 | baohatinh | 01/07-07/07 | =moved",
            "7 Đổi pin cũ lấy cây | tin 1 | baohatinh | 01/07-07/07",
            "8 Phát động tuần không rác | tin 1 | baohatinh | 01/07-07/07",
        ),
    ),
    MessyFile(
        "ket-qua-va-ke-hoach.xlsx",
        _results_above_the_plan,
        "P-TNN",
        "2023-07",
        ("8 Trám giếng hỏng | tin 1 | baohatinh | 12/07-12/07",),
    ),
    MessyFile(
        "ket-qua-va-ke-hoach.docx",
        _results_before_the_plan_in_word,
        "P-KS",
        "2023-07",
        ("2 Cân tải ở mỏ mới | tin 1 | baohatinh | 05/07-05/07",),
    ),
    MessyFile(
        "don-vi-khac-chu-tri.xlsx",
        _other_leaders,
        "P-KS",
        "2023-07",
        (
            "4 Hoàn thổ mỏ Khe Sậy | tin 1 | baohatinh | 01/07-07/07",
            "5 Quan trắc bụi quanh mỏ | tin 1 | baohatinh | 08/07-14/07 | @TT-QT",
            "6 Cấp phép mỏ đất | tin 1 | baohatinh | 15/07-21/07",
        ),
    ),
    MessyFile(
        "tong-hop.xlsx",
        _strangers_in_the_collection,
        "VP",
        "2023-07",
        (
            "3 Đo lại ruộng | tin 1 | baohatinh | 01/07-07/07 | @P-QLDD",
            "4 Ươm cây bản địa | tin 1 | baohatinh | 01/07-07/07 | @None ?department",
            "5 Mừng ngày thành lập | tin 1 | baohatinh | 01/07-07/07",
        ),
    ),
    MessyFile(
        "dong-trong-o.xlsx",
        _numbered_subjects_with_lines_of_their_own,
        "CC-BVMT",
        "2023-07",
        (
            "3 Thu vỏ chai thuốc sâu | tin 1 | baohatinh | 10/07-10/07",
            "3 Đổi rác lấy quà | bai 2 | baohatinh | 20/07-20/07",
            "4 Kiểm soát bụi, nước thải mỏ đá; xử lý vi phạm kéo dài | tin 1 | baohatinh | 05/07-10/07",
            "5 Mương nước thôn Hạ Vàng | ? 1 | hatinhtv | 05/07-10/07 | ?genre",
            "6 Chợ không túi nhựa | tin 2 | baohatinh | 15/07-15/07",
            "6 Chợ không túi nhựa | bai 1 | hatinhtv | 20/07-20/07",
            "7 Phiên chợ đổi đồ cũ | tin 2 | baohatinh | ? | ?window",
        ),
    ),
)
