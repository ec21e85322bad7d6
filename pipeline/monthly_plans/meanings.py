"""What a column of a monthly plan can mean."""

from models.vocabulary import LabelledEnum


class Meaning(LabelledEnum):
    """The meaning of a column; the label is told in the preview."""

    NUMBER = "number", "số thứ tự"
    CONTENT = "content", "nội dung"
    THEME = "theme", "chủ đề, lĩnh vực (ngữ cảnh)"
    PLAN_ROWS = "plan_rows", "mục kế hoạch năm"
    GENRE = "genre", "thể loại"
    GENRE_COUNT = "genre_count", "số lượng của một thể loại"
    QUANTITY = "quantity", "số lượng"
    OUTLETS = "outlets", "cơ quan báo chí"
    OUTLET_MARK = "outlet_mark", "đánh dấu một cơ quan báo chí"
    WINDOW = "window", "thời gian"
    WINDOW_FROM = "window_from", "từ ngày"
    WINDOW_TO = "window_to", "đến ngày"
    WINDOW_MARK = "window_mark", "đánh dấu một khoảng thời gian"
    MONTH = "month", "tháng"
    DEPARTMENT = "department", "đơn vị chủ trì"
    SUPPORTING = "supporting", "đơn vị phối hợp"
    CONTACT = "contact", "người liên hệ (không xuất ra ngoài)"
    STANDING = "standing", "tình trạng"
    NOTE = "note", "ghi chú"
    UNKNOWN = "unknown", "không hiểu, không dùng"
