"""Messy files whose month, department or outlet stands elsewhere: on covers, in names, sentences, columns and dates."""

from typing import Any

from tests.pipeline.monthly_plans.making import Sheet, add_table, fill_document, make_workbook
from tests.pipeline.monthly_plans.messy import MessyFile
from tests.pipeline.monthly_plans.messy_sheets import HEAD, TITLE

NOTED = [*HEAD[:6], "Ghi chú"]


def _cover_and_sheets_of_outlets() -> bytes:
    columns = ["TT", "Nội dung", "Hình thức", "SL", "Thời gian"]
    return make_workbook(
        Sheet({3: ["KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023"], 5: ["PHÒNG KHOÁNG SẢN"]}, name="Bìa"),
        Sheet({1: columns, 2: [1, "Cân tải ở mỏ", "Tin", 1, "tuần 1"]}, name="Báo Hà Tĩnh"),
        Sheet({1: columns, 2: [1, "Hoàn thổ mỏ cũ", "Phóng sự", 1, "tuần 2"]}, name="Đài PT-TH"),
    )


def _cover_of_another_month() -> bytes:
    columns = ["TT", "Nội dung", "Hình thức", "SL", "Thời gian"]
    return make_workbook(
        Sheet({3: ["KẾ HOẠCH TUYÊN TRUYỀN NĂM 2023 (gửi tháng 01/2023)"], 5: ["PHÒNG KHOÁNG SẢN"]}, name="Bìa"),
        Sheet({1: columns, 2: [1, "Cân tải ở mỏ", "Tin", 1, "tuần 1"]}, name="T8"),
    )


def _quarter_with_columns_of_months() -> bytes:
    rows = {
        1: ["THANH TRA SỞ"],
        2: ["ĐĂNG KÝ TUYÊN TRUYỀN QUÝ III/2023"],
        3: ["TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Tháng 7", "Tháng 8", "Tháng 9"],
        4: [1, "Thanh tra bến bãi", "Tin", 1, "BHT", "x"],
        5: [2, "Thanh tra lò gạch", "Tin", 1, "BHT", None, None, "x"],
    }
    return make_workbook(Sheet(rows))


def _one_table_of_one_row() -> bytes:
    columns = ["TT", "Nội dung", "Hình thức", "Số lượng", "Cơ quan báo chí", "Thời gian"]
    return make_workbook(Sheet({1: columns, 2: [1, "Đo lại ruộng", "Tin", 1, "BHT", "trong tháng"]}))


def _announced_in_a_sentence() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("Thực hiện Kế hoạch năm 2023, Quỹ BVMT đăng ký nội dung tuyên truyền tháng 7 như sau:")
        add_table(
            document,
            [
                ("TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian"),
                ("1", "Vay vốn", "Tin", "1", "BHT", "tuần 2"),
            ],
        )

    return fill_document(build)


def _details_beside_themes() -> bytes:
    rows = {
        1: [TITLE],
        2: ["TT", "Chủ đề", "Nội dung chi tiết", "Hình thức", "SL", "Báo/Đài", "Thời gian"],
        3: [1, "Rác thải", "Vớt rác ở hồ Bồng Sơn", "Tin", 1, "BHT", "tuần 1"],
        4: [None, None, "Đổi pin cũ lấy cây", "Bài", 1, "BHT", "tuần 2"],
    }
    return make_workbook(Sheet(rows, merged=("A3:A4", "B3:B4")))


def _month_only_in_dates() -> bytes:
    rows = {
        1: ["PHÒNG KHOÁNG SẢN"],
        2: ["TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian"],
        3: [1, "Cân tải ở mỏ", "Tin", 1, "BHT", "05-10/7"],
        4: [2, "Hoàn thổ mỏ cũ", "Tin", 1, "BHT", "trong tháng"],
    }
    return make_workbook(Sheet(rows))


def _old_font_over_modern_text() -> bytes:
    rows = {
        1: ["PHÒNG KHOÁNG SẢN"],
        2: ["Kế hoạch tuyên truyền tháng 7/2023"],
        3: ["TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian"],
        4: [1, "Cân tải ở mỏ", "Bài", 1, "Báo Hà Tĩnh", "tuần 1"],
    }
    return make_workbook(Sheet(rows, font=".VnTime"))


CASES = (
    MessyFile(
        "bia-va-bao-dai.xlsx",
        _cover_and_sheets_of_outlets,
        "P-KS",
        "2023-07",
        (
            "2 Cân tải ở mỏ | tin 1 | baohatinh | 01/07-07/07",
            "2 Hoàn thổ mỏ cũ | phong_su 1 | hatinhtv | 08/07-14/07",
        ),
    ),
    MessyFile(
        "bia-thang-khac.xlsx",
        _cover_of_another_month,
        "P-KS",
        "2023-08",
        ("2 Cân tải ở mỏ | tin 1 | - | 01/08-07/08",),
    ),
    MessyFile(
        "quy-ba-cot-thang.xlsx",
        _quarter_with_columns_of_months,
        "TT",
        "2023-07",
        (
            "4 Thanh tra bến bãi | tin 1 | baohatinh | 01/07-31/07",
            "5 Thanh tra lò gạch | tin 1 | baohatinh | 01/09-30/09 | @2023-09",
        ),
    ),
    MessyFile(
        "cong-van.docx",
        _announced_in_a_sentence,
        "Q-BVMT",
        "2023-07",
        ("2 Vay vốn | tin 1 | baohatinh | 08/07-14/07",),
    ),
    MessyFile(
        "chu-de-va-chi-tiet.xlsx",
        _details_beside_themes,
        "CC-BVMT",
        "2023-07",
        (
            "3 Vớt rác ở hồ Bồng Sơn | tin 1 | baohatinh | 01/07-07/07",
            "4 Đổi pin cũ lấy cây | bai 1 | baohatinh | 08/07-14/07",
        ),
    ),
    MessyFile(
        "khong-ghi-thang.xlsx",
        _month_only_in_dates,
        "P-KS",
        "2023-07",
        (
            "3 Cân tải ở mỏ | tin 1 | baohatinh | 05/07-10/07",
            "4 Hoàn thổ mỏ cũ | tin 1 | baohatinh | 01/07-31/07",
        ),
    ),
    MessyFile(
        "phong-cu-chu-moi.xlsx",
        _old_font_over_modern_text,
        "P-KS",
        "2023-07",
        ("4 Cân tải ở mỏ | bai 1 | baohatinh | 01/07-07/07",),
    ),
    MessyFile(
        "KH tuyen truyen 07_2023 QLĐĐ.xlsx",
        _one_table_of_one_row,
        "P-QLDD",
        "2023-07",
        ("2 Đo lại ruộng | tin 1 | baohatinh | 01/07-31/07",),
    ),
    MessyFile(
        "KH_TT_07_2023_P.KS.xlsx",
        _one_table_of_one_row,
        "P-KS",
        "2023-07",
        ("2 Đo lại ruộng | tin 1 | baohatinh | 01/07-31/07",),
    ),
    MessyFile(
        "bang mot trang thang 7.xlsx",
        _one_table_of_one_row,
        None,
        "2023-07",
        ("2 Đo lại ruộng | tin 1 | baohatinh | 01/07-31/07 | ?department",),
    ),
)
