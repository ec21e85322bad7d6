"""Messy Word files: tracked changes, merged and nested tables, lists, tables broken over pages."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.pipeline.monthly_plans.making import add_table, delete_row, fill_document, track_deletion, track_insertion
from tests.pipeline.monthly_plans.messy import MessyFile

HEAD = ("TT", "Nội dung tuyên truyền", "Hình thức", "Số lượng", "Cơ quan báo chí", "Thời gian", "Ghi chú")


def _official() -> bytes:
    def build(document: Any) -> None:
        add_table(
            document,
            [
                [
                    "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nPHÒNG KHOÁNG SẢN",
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Tĩnh, ngày 30 tháng 6 năm 2023",
                ]
            ],
        )
        document.add_paragraph("KẾ HOẠCH")
        document.add_paragraph("Tuyên truyền về khoáng sản tháng 7 năm 2023")
        document.add_paragraph("Kính gửi: Văn phòng Sở")
        add_table(
            document,
            [
                HEAD,
                ("1", "Kiểm tra cân tải ở mỏ Khe Sậy", "Tin", "02", "Báo Hà Tĩnh", "Tuần 1", ""),
                ("2", "Hoàn thổ bãi khai thác cát", "Phóng sự", "01", "Đài PTTH", "15-20/7", ""),
            ],
        )
        add_table(document, [["Nơi nhận:\n- Văn phòng Sở;\n- Lưu.", "TRƯỞNG PHÒNG\nNguyễn Văn Mẫu"]])

    return fill_document(build)


def _tracked() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("Đăng ký tuyên truyền tháng 8/2023 - Thanh tra Sở")
        table = add_table(
            document,
            [
                HEAD,
                ("1", "", "Tin", "1", "BHT", "tuần 2", ""),
                ("2", "Dòng đã xóa", "Tin", "1", "BHT", "tuần 3", ""),
                ("3", "Công bố kết luận", "", "2", "BHT", "tuần 4", ""),
            ],
        )
        paragraph = table.rows[1].cells[1].paragraphs[0]
        track_deletion(paragraph.add_run("Thanh tra trạm cân cũ"))
        track_insertion(paragraph.add_run("Thanh tra bến thủy nội địa"))
        delete_row(table.rows[2])
        track_insertion(table.rows[3].cells[2].paragraphs[0].add_run("Bài"))

    return fill_document(build)


def _merged() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023")
        rows = [
            ("TT", "Đơn vị chủ trì", "Nội dung", "Thời gian", "", "Hình thức", ""),
            ("", "", "", "Từ", "Đến", "Tin", "Bài"),
            ("1", "Chi cục BVMT", "Đo bụi ở ngã ba Chợ", "1/7", "10/7", "1", ""),
            ("2", "", "Rửa đường mùa nắng", "11/7", "20/7", "", "1"),
            ("I. Lĩnh vực nước", "", "", "", "", "", ""),
            ("3", "TNN", "Giếng làng được nạo vét", "21/7", "31/7", "2", ""),
        ]
        table = add_table(document, rows)
        for column in (0, 1, 2):
            table.cell(0, column).merge(table.cell(1, column))
        table.cell(0, 3).merge(table.cell(0, 4))
        table.cell(0, 5).merge(table.cell(0, 6))
        table.cell(2, 1).merge(table.cell(3, 1))
        table.cell(4, 0).merge(table.cell(4, 6))

    return fill_document(build)


def _broken_over_pages() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("Kế hoạch tuyên truyền tháng 7/2023 của Văn phòng Đăng ký đất đai")
        add_table(document, [HEAD, ("1", "Số hóa hồ sơ xã Cồn Bãi", "Tin", "1", "BHT", "tuần 1", "")])
        document.add_page_break()
        add_table(document, [HEAD, ("2", "Trả sổ tại nhà văn hóa", "Tin", "1", "BHT", "tuần 2", "")])
        document.add_paragraph("")
        add_table(
            document,
            [
                ("3", "Hẹn giờ qua mạng", "Bài", "1", "Đài", "tuần 3", ""),
                ("4", "Một cửa thứ bảy", "Tin", "1", "Đài", "tuần 4", ""),
            ],
        )

    return fill_document(build)


def _nested() -> bytes:
    def build(document: Any) -> None:
        outer = document.add_table(rows=1, cols=1)
        cell = outer.rows[0].cells[0]
        cell.text = "Phòng Đo đạc bản đồ - nội dung tuyên truyền tháng 7/2023"
        table = cell.add_table(rows=2, cols=5)
        for row, texts in zip(
            table.rows,
            [
                ("TT", "Nội dung", "Thể loại", "SL", "Thời gian"),
                ("1", "Cắm mốc ranh giới xóm", "Tin", "1", "nửa cuối tháng"),
            ],
            strict=True,
        ):
            for inner, text in zip(row.cells, texts, strict=True):
                inner.text = text

    return fill_document(build)


def _lists_and_strikes() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("CHI CỤC BẢO VỆ MÔI TRƯỜNG: đăng ký tuyên truyền tháng 7/2023")
        table = add_table(
            document,
            [
                HEAD,
                ("1", "", "Tin", "1", "BHT", "tuần 1", ""),
                ("2", "", "Tin", "1", "BHT", "tuần 2", ""),
                ("3", "", "Tin", "1", "BHT", "tuần 3", ""),
            ],
        )
        cell = table.rows[1].cells[1]
        cell.paragraphs[0].text = "Chuồng trại xa khu dân cư"
        cell.paragraphs[0].style = "List Bullet"
        cell.add_paragraph("Hầm biogas ở trại lợn Bãi Dâu", style="List Bullet")
        run = table.rows[2].cells[1].paragraphs[0].add_run("Bài bỏ không làm")
        run.font.strike = True
        table.rows[3].cells[1].text = "Kè đá chống sạt lở"
        mark = OxmlElement("w:hidden")
        table.rows[3]._tr.get_or_add_trPr().append(mark)
        assert table.rows[3]._tr.find(qn("w:trPr")) is not None

    return fill_document(build)


def _two_departments() -> bytes:
    def build(document: Any) -> None:
        document.add_paragraph("TỔNG HỢP KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023")
        document.add_paragraph("1. Phòng Khoáng sản")
        head = ("STT", "Nội dung", "Hình thức", "Thời gian")
        add_table(document, [head, ("1", "Rào mỏ đá cũ", "01 tin", "tuần 1")])
        document.add_paragraph("2. Phòng Kế hoạch - Tài chính")
        add_table(document, [head, ("1", "Công khai phí môi trường", "01 tin", "tuần 2")])
        document.add_paragraph("3. Danh sách đầu mối")
        add_table(document, [("STT", "Họ tên", "Điện thoại"), ("1", "Phạm Mẫu", "0912 000 444")])

    return fill_document(build)


CASES = (
    MessyFile(
        "cong-van.docx", _official, "P-KS", "2023-07",
        (
            "2 Kiểm tra cân tải ở mỏ Khe Sậy | tin 2 | baohatinh | 01/07-07/07",
            "3 Hoàn thổ bãi khai thác cát | phong_su 1 | hatinhtv | 15/07-20/07",
        ),
    ),
    MessyFile(
        "theo-doi-sua.docx", _tracked, "TT", "2023-08",
        (
            "2 Thanh tra bến thủy nội địa | tin 1 | baohatinh | 08/08-14/08",
            "4 Công bố kết luận | bai 2 | baohatinh | 22/08-28/08",
        ),
        warns="theo dõi thay đổi",
    ),
    MessyFile(
        "o-gop.docx", _merged, None, "2023-07",
        (
            "3 Đo bụi ở ngã ba Chợ | tin 1 | - | 01/07-10/07 | @CC-BVMT",
            "4 Rửa đường mùa nắng | bai 1 | - | 11/07-20/07 | @CC-BVMT",
            "6 Giếng làng được nạo vét | tin 2 | - | 21/07-31/07 | @P-TNN",
        ),
    ),
    MessyFile(
        "hai-trang.docx", _broken_over_pages, "VPDK", "2023-07",
        (
            "2 Số hóa hồ sơ xã Cồn Bãi | tin 1 | baohatinh | 01/07-07/07",
            "2 Trả sổ tại nhà văn hóa | tin 1 | baohatinh | 08/07-14/07",
            "1 Hẹn giờ qua mạng | bai 1 | hatinhtv | 15/07-21/07",
            "2 Một cửa thứ bảy | tin 1 | hatinhtv | 22/07-28/07",
        ),
    ),
    MessyFile(
        "bang-long.docx", _nested, "P-DDBD", "2023-07",
        ("2 Cắm mốc ranh giới xóm | tin 1 | - | 16/07-31/07",),
    ),
    MessyFile(
        "danh-sach.docx", _lists_and_strikes, "CC-BVMT", "2023-07",
        (
            "2 Chuồng trại xa khu dân cư | tin 1 | baohatinh | 01/07-07/07",
            "2 Hầm biogas ở trại lợn Bãi Dâu | tin 1 | baohatinh | 01/07-07/07",
            "3 Bài bỏ không làm | tin 1 | baohatinh | 08/07-14/07 | =cancelled",
            "4 Kè đá chống sạt lở | tin 1 | baohatinh | 15/07-21/07",
        ),
        warns="Dòng 4 bị ẩn",
    ),
    MessyFile(
        "tong-hop.docx", _two_departments, None, "2023-07",
        (
            "2 Rào mỏ đá cũ | tin 1 | - | 01/07-07/07 | @P-KS",
            "2 Công khai phí môi trường | tin 1 | - | 08/07-14/07 | @P-KHTC",
        ),
    ),
)  # fmt: skip
