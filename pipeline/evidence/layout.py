"""Where everything lies in a folder of evidence; the names that checking needs are those of `verify`."""

from pipeline.evidence.verify import LOG, RECORD, WORKS

READ_ME = "DOC-TRUOC.txt"
PROGRAM = "verify.py"
REPORTS = "bao-cao"
SHEETS = "phieu"
CAPTURES = "ban-chup"
VERSIONS = "ke-hoach-to-chuc"
EXPLANATION = "thuyet-minh-minh-chung"

CONTENTS = (
    (f"{REPORTS}/", "báo cáo kết quả theo kế hoạch, báo cáo năm kèm phụ lục, thuyết minh minh chứng", "reports"),
    (f"{SHEETS}/", "mỗi tác phẩm đã duyệt một phiếu A4", "one A4 sheet per confirmed work"),
    (f"{CAPTURES}/", "bản chụp trang của từng tác phẩm (WACZ, bên trong là WARC)", "captures of each work (WACZ)"),
    (WORKS, "từng tác phẩm: mọi lần chụp, lần sửa, lần gỡ đã thấy", "captures, revisions, removals of each work"),
    (LOG, "nhật ký quyết định duyệt, nối chuỗi từng dòng", "log of review decisions, chained line by line"),
    (f"{VERSIONS}/", "các bản tệp kế hoạch, tệp tổ chức đã dùng", "versions of plan and organisation files"),
    (RECORD, "hồ sơ này lập về gì, đến thời điểm nào", "what this folder is about, as of when"),
    ("niem-phong/", "mã gốc, bằng chứng thời gian (nếu có)", "root hash, time proofs if any"),
    ("manifest.json", "danh sách tệp với độ lớn, mã SHA-256, mã gốc", "list of files, sizes, hashes, root"),
    (PROGRAM, "chương trình kiểm tra, chạy bằng Python 3.9 trở lên", "the checking program, Python 3.9 or newer"),
)


def sheet_path(code: str) -> str:
    """Return where the sheet of a work lies."""
    return f"{SHEETS}/{code}.pdf"


def capture_path(code: str) -> str:
    """Return where the captures of a work lie."""
    return f"{CAPTURES}/{code}.wacz"
