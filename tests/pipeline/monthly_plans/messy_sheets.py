"""Messy workbooks: headings, merged cells, columns of counts, sections, hidden and crossed-out rows."""

from datetime import date

from tests.pipeline.monthly_plans.making import Rich, Sheet, make_workbook
from tests.pipeline.monthly_plans.messy import MessyFile

HEAD = ("TT", "Nội dung tuyên truyền", "Hình thức", "Số lượng", "Cơ quan báo chí", "Thời gian", "Ghi chú")
TITLE = "KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023 - CHI CỤC BẢO VỆ MÔI TRƯỜNG"


def _letterhead() -> bytes:
    rows = {
        1: ["UBND TỈNH HÀ TĨNH", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        2: ["SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        3: ["CHI CỤC BẢO VỆ MÔI TRƯỜNG", None, None, None, "Hà Tĩnh, ngày 28 tháng 6 năm 2023"],
        5: ["KẾ HOẠCH"],
        6: ["Tuyên truyền tháng 7 năm 2023"],
        8: HEAD,
        9: [1, "Ra quân làm sạch bãi biển Thịnh Lộc", "Tin", 2, "Báo Hà Tĩnh", "tuần 1", None],
        10: [None, "Phân loại rác tại nguồn ở chợ Vườn Ươm", "01 phóng sự (5 phút)", None, "HTTV", "05-10/7", None],
        12: [None, "Tổng cộng", None, 3],
        14: [None, "Nơi nhận:", None, None, "CHI CỤC TRƯỞNG"],
        15: [None, "- Văn phòng Sở;", None, None, None],
        16: [None, "- Lưu: VT.", None, None, "Trần Văn Mẫu"],
    }
    return make_workbook(Sheet(rows, merged=["A5:G5", "A6:G6"]))


def _two_line_headings() -> bytes:
    rows = {
        1: [TITLE],
        3: ["STT", "Nội dung", "Thời gian", None, "Hình thức", None, None, "Cơ quan báo chí", None],
        4: [None, None, "Từ", "Đến", "Tin", "Bài", "Phóng sự", "Báo Hà Tĩnh", "Đài PT-TH"],
        5: [1, "Thu gom vỏ thuốc sâu trên đồng", date(2023, 7, 3), date(2023, 7, 15), 2, None, None, "x", None],
        6: [2, "Giám sát khí thải lò gạch", "10/7", "20/7", 1, None, 1, "X", "x"],
    }
    return make_workbook(Sheet(rows, merged=["A3:A4", "B3:B4", "C3:D3", "E3:G3", "H3:I3"]))


def _merged_down() -> bytes:
    rows = {
        2: ["ĐĂNG KÝ NỘI DUNG TUYÊN TRUYỀN THÁNG 9 NĂM 2023"],
        4: ["Đơn vị chủ trì", "Nội dung", "Thể loại", "SL", "Kênh", "Thời gian"],
        5: ["Phòng KS", "Đóng cửa mỏ đá Hồng Trại", "Tin", 1, "BHT", "tuần 2"],
        6: [None, None, "Bài", 1, "BHT", None],
        7: [None, "Truy thu tiền cấp quyền khai thác", "Tin", 1, "Đài", "cuối tháng"],
        8: ["VPĐK", "Trả kết quả đất đai tại nhà", "Tin", 3, "cả hai", "trong tháng"],
    }
    return make_workbook(Sheet(rows, merged=["A5:A7", "B5:B6", "F5:F6"]))


def _other_order() -> bytes:
    rows = {
        1: ["Kế hoạch tuyên truyền T10/2023", None, "Phòng Tài nguyên nước"],
        3: ["Dự kiến thời gian", "Báo/Đài", "Đề tài", "SL", "Loại hình", "Bộ phận", "Người phụ trách", "Chú thích"],
        4: [
            "nửa đầu tháng",
            "Báo HT",
            "Khoanh vùng cấm khai thác nước ngầm",
            1,
            "Bài viết",
            "TNN",
            "Anh Bình 0912000111",
            "",
        ],
        5: ["sau 15/10", "PTTH tỉnh", "Đo mực nước hồ Khe Trúc", 2, "Tin", "", 912000222.0, "đã đăng"],
    }
    return make_workbook(Sheet(rows, name="Sheet1"))


def _several_subjects() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, "- Trồng cây chắn sóng ở bãi Cửa Sò\n- Kiểm tra trạm xử lý nước thải", "Tin", 1, "BHT", "tuần 3"],
        4: [
            2,
            "1. Ủ phân từ rác bếp\n2. Chợ không túi ni lông\n3. Thu đổi pin cũ",
            "Tin\nBài\nTin",
            "1\n2\n1",
            "BHT\nHTTV\nBHT",
            "tuần 1\ntuần 2\ntuần 4",
        ],
        5: [3, "Lớp học xanh ở trường làng Sen; hội thi vẽ tranh môi trường", "02 tin", None, "Đài", "trong tháng"],
    }
    return make_workbook(Sheet(rows))


def _several_pieces() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, "Bãi chôn lấp Đồng Bàu ngừng nhận rác", "02 tin, 01 bài", None, "Báo Hà Tĩnh; Đài PT-TH", "trước 20/7"],
        4: [2, "Đo tiếng ồn xưởng xẻ đá", "1 tin/1 phóng sự", None, "cả hai", "giữa tháng"],
        5: [3, "Nuôi tôm tuần hoàn nước", "Tin: 02; Bài: 01", None, "BHT", "12/7/2023"],
        6: [4, "Gom lưới cũ ngoài khơi", "tin bài", 2, "HTTV", "7/2023"],
        7: [5, "Mái nhà năng lượng mặt trời", "2-3 tin", None, "BHT", "quý III"],
        8: [6, "Hội nghị sơ kết nửa năm", "một bài", None, "BHT", "T7"],
    }
    return make_workbook(Sheet(rows))


def _sections() -> bytes:
    rows = {
        1: ["KẾ HOẠCH TUYÊN TRUYỀN THÁNG 11/2023 (tổng hợp các phòng, đơn vị)"],
        2: ["STT", "Nội dung", "Hình thức", "Số lượng", "Báo/Đài", "Thời gian"],
        3: ["A", "Phòng Quản lý đất đai"],
        4: ["I", "Tuần 1"],
        5: [1, "Công khai giá đất vùng ven", "Tin", 1, "BHT", None],
        6: ["II", "Tuần 2 (từ 8-14/11)"],
        7: [1, "Thu hồi dự án treo ở xóm Bãi", "Bài", 1, "BHT", None],
        8: ["B", "Văn phòng Đăng ký đất đai"],
        9: [1, "Cấp sổ lưu động ở xã vùng cao", "Tin", 2, "Đài", "cuối tháng"],
        10: ["Tổng cộng: 04 tin, bài"],
    }
    return make_workbook(Sheet(rows))


def _standing() -> bytes:
    rows = {
        1: [TITLE],
        2: HEAD,
        3: [1, "Hội thảo kinh tế tuần hoàn", "Tin", 1, "BHT", "tuần 1", "Hủy do trùng lịch"],
        4: [2, "Diễn tập sự cố tràn dầu", "Tin", 1, "BHT", "tuần 2", "chuyển sang tháng 8"],
        5: [3, "Đối thoại với dân xóm Cồn", "Tin", 1, "BHT", "tuần 3", "chuyển từ tháng 6 sang"],
        6: [4, "Xử lý hành vi hủy hoại đất trồng lúa", "Tin", 1, "BHT", "tuần 4", "không hủy"],
        7: [5, "Khánh thành trạm quan trắc", "Tin", 1, "BHT", "tuần 2", None],
        8: [6, Rich((("Tập huấn cũ", True), (" Tập huấn phân loại rác", False))), "Tin", 1, "BHT", "tuần 2", None],
    }
    return make_workbook(Sheet(rows, struck_rows=[7], hidden_rows=[5]))


def _many_sheets() -> bytes:
    july = {1: ["KẾ HOẠCH TUYÊN TRUYỀN"], 2: HEAD, 3: [1, "Mùa khô hồ Bàu Tre", "Tin", 1, "BHT", "tuần 2"]}
    august = {1: ["KẾ HOẠCH TUYÊN TRUYỀN"], 2: HEAD, 3: [1, "Mùa mưa hồ Bàu Tre", "Tin", 1, "BHT", "tuần 2"]}
    roster = {
        1: ["DANH SÁCH ĐẦU MỐI"],
        2: ["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại"],
        3: [1, "Lê Thị Mẫu", "CV", "TNN", "0912 000 333"],
    }
    guide = {1: ["Cột", "Nội dung", "Ví dụ"], 2: ["Hình thức", "Ghi tin hoặc bài", "Tin"]}
    return make_workbook(
        Sheet(guide, name="Hướng dẫn"),
        Sheet(july, name="Tháng 7"),
        Sheet(august, name="T8"),
        Sheet(july, name="Nháp", hidden=True),
        Sheet(roster, name="Danh bạ"),
    )


CASES = (
    MessyFile(
        "KH thang 7.xlsx", _letterhead, "CC-BVMT", "2023-07",
        (
            "9 Ra quân làm sạch bãi biển Thịnh Lộc | tin 2 | baohatinh | 01/07-07/07",
            "10 Phân loại rác tại nguồn ở chợ Vườn Ươm | phong_su 1 | hatinhtv | 05/07-10/07",
        ),
    ),
    MessyFile(
        "hai-dong-tieu-de.xlsx", _two_line_headings, "CC-BVMT", "2023-07",
        (
            "5 Thu gom vỏ thuốc sâu trên đồng | tin 2 | baohatinh | 03/07-15/07",
            "6 Giám sát khí thải lò gạch | tin 1 | baohatinh | 10/07-20/07",
            "6 Giám sát khí thải lò gạch | phong_su 1 | hatinhtv | 10/07-20/07",
        ),
    ),
    MessyFile(
        "o-gop.xlsx", _merged_down, None, "2023-09",
        (
            "5 Đóng cửa mỏ đá Hồng Trại | tin 1 | baohatinh | 08/09-14/09 | @P-KS",
            "6 Đóng cửa mỏ đá Hồng Trại | bai 1 | baohatinh | 08/09-14/09 | @P-KS",
            "7 Truy thu tiền cấp quyền khai thác | tin 1 | hatinhtv | 21/09-30/09 | @P-KS",
            "8 Trả kết quả đất đai tại nhà | tin 3 | baohatinh,hatinhtv | 01/09-30/09 | @VPDK",
        ),
    ),
    MessyFile(
        "cot-khac.xlsx", _other_order, "P-TNN", "2023-10",
        (
            "4 Khoanh vùng cấm khai thác nước ngầm | bai 1 | baohatinh | 01/10-15/10",
            "5 Đo mực nước hồ Khe Trúc | tin 2 | hatinhtv | 16/10-31/10",
        ),
    ),
    MessyFile(
        "nhieu-noi-dung.xlsx", _several_subjects, "CC-BVMT", "2023-07",
        (
            "3 Trồng cây chắn sóng ở bãi Cửa Sò | tin 1 | baohatinh | 15/07-21/07",
            "3 Kiểm tra trạm xử lý nước thải | tin 1 | baohatinh | 15/07-21/07",
            "4 Ủ phân từ rác bếp | tin 1 | baohatinh | 01/07-07/07",
            "4 Chợ không túi ni lông | bai 2 | hatinhtv | 08/07-14/07",
            "4 Thu đổi pin cũ | tin 1 | baohatinh | 22/07-28/07",
            "5 Lớp học xanh ở trường làng Sen | tin ? | hatinhtv | 01/07-31/07 | ?quantity",
            "5 hội thi vẽ tranh môi trường | tin ? | hatinhtv | 01/07-31/07 | ?quantity",
        ),
    ),
    MessyFile(
        "nhieu-the-loai.xlsx", _several_pieces, "CC-BVMT", "2023-07",
        (
            "3 Bãi chôn lấp Đồng Bàu ngừng nhận rác | tin 2 | baohatinh | 01/07-19/07",
            "3 Bãi chôn lấp Đồng Bàu ngừng nhận rác | bai 1 | hatinhtv | 01/07-19/07",
            "4 Đo tiếng ồn xưởng xẻ đá | tin 1 | baohatinh,hatinhtv | 11/07-20/07",
            "4 Đo tiếng ồn xưởng xẻ đá | phong_su 1 | baohatinh,hatinhtv | 11/07-20/07",
            "5 Nuôi tôm tuần hoàn nước | tin 2 | baohatinh | 12/07-12/07",
            "5 Nuôi tôm tuần hoàn nước | bai 1 | baohatinh | 12/07-12/07",
            "6 Gom lưới cũ ngoài khơi | ? 2 | hatinhtv | 01/07-31/07 | ?genre",
            "7 Mái nhà năng lượng mặt trời | tin 2 | baohatinh | 01/07-30/09",
            "8 Hội nghị sơ kết nửa năm | bai 1 | baohatinh | 01/07-31/07",
        ),
    ),
    MessyFile(
        "tong-hop.xlsx", _sections, None, "2023-11",
        (
            "5 Công khai giá đất vùng ven | tin 1 | baohatinh | 01/11-07/11 | @P-QLDD",
            "7 Thu hồi dự án treo ở xóm Bãi | bai 1 | baohatinh | 08/11-14/11 | @P-QLDD",
            "9 Cấp sổ lưu động ở xã vùng cao | tin 2 | hatinhtv | 21/11-30/11 | @VPDK",
        ),
    ),
    MessyFile(
        "huy-chuyen.xlsx", _standing, "CC-BVMT", "2023-07",
        (
            "3 Hội thảo kinh tế tuần hoàn | tin 1 | baohatinh | 01/07-07/07 | =cancelled",
            "4 Diễn tập sự cố tràn dầu | tin 1 | baohatinh | 08/07-14/07 | =moved:2023-08",
            "5 Đối thoại với dân xóm Cồn | tin 1 | baohatinh | 15/07-21/07",
            "6 Xử lý hành vi hủy hoại đất trồng lúa | tin 1 | baohatinh | 22/07-28/07",
            "7 Khánh thành trạm quan trắc | tin 1 | baohatinh | 08/07-14/07 | =cancelled",
            "8 Tập huấn phân loại rác | tin 1 | baohatinh | 08/07-14/07",
        ),
        warns="Dòng 5 bị ẩn",
    ),
    MessyFile(
        "TNN nam 2023.xlsx", _many_sheets, "P-TNN", "2023-07",
        (
            "3 Mùa khô hồ Bàu Tre | tin 1 | baohatinh | 08/07-14/07",
            "3 Mùa mưa hồ Bàu Tre | tin 1 | baohatinh | 08/08-14/08 | @2023-08",
        ),
    ),
)  # fmt: skip
