"""Whether a planned row still stands: cancelled, moved to another month, or active. Pure.

Read from notes and standing columns, and from remarks set apart in other cells: a content that speaks of
"hủy hoại đất" or "hủy quyết định" is no cancellation.
"""

import re
from dataclasses import dataclass

from models.text import fold_accents
from models.vocabulary import ObligationStatus
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.words import LONGEST_VALUE, folded_key, plain_key

_CANCELLED = re.compile(
    r"^(?:đã |xin |đề nghị |tạm |xin phép |nay )?(?:hủy|hủy bỏ|bỏ|rút|thôi|dừng|không thực hiện|không làm"
    r"|không triển khai|"
    r"không tổ chức|không còn|ngừng|loại|loại bỏ|gạch bỏ|cắt)(?: (?:bỏ|nội dung|bài|tin|đăng ký|mục|dòng"
    r"|kế hoạch|tuyến bài|này|thực hiện|"
    r"tuyên truyền))*(?=$|[\s,.;:()\-])"
    r"|(?:^|[\s(,.;:\-])(?:đã hủy|xin hủy|(?:cho|yêu cầu|đồng ý|thống nhất|chỉ đạo|phải) (?:hủy|dừng|rút)"
    r"|đề nghị hủy|hủy do|hủy vì|không thực hiện(?: nữa)?|xin rút|đã rút|đề nghị rút|không triển khai|"
    r"đã dừng|tạm dừng|bị hủy|hủy nội dung|hủy bài|hủy tin)(?=$|[\s,.;:()\-])"
)
# For notes typed without accents.
_CANCELLED_PLAIN = re.compile(fold_accents(_CANCELLED.pattern))
_NOT_CANCELLED = re.compile(
    r"không (?:hủy|bỏ|rút|dừng)|^hủy (?:hoại|kết quả|quyết định|giấy)|^bỏ (?:phiếu|hoang)|^dừng (?:hoạt động|khai thác)"
)
_MOVED = re.compile(
    r"(?:chuyển|dời|lùi|hoãn|lui|doi|hoan|chuyen|đẩy|để|gia hạn)(?:\s+(?:lịch|thời gian|bài|tin|nội dung|lại"
    r"|thực hiện|đăng|phát|đăng phát))*\s*"
    r"(?:sang|đến|qua|vào|tới|xuống|lại|->|→|den|sang)?\s*(?:thực hiện\s+|đăng\s+|trong\s+|vào\s+|kế hoạch\s+|kh\s+)*"
    r"(?:tháng|thang|t\.?)\s*(?P<month>\d{1,2}|sau|tới|toi)(?:\s*(?:/|-|năm|nam)\s*(?P<year>\d{4}))?"
)
_MOVED_QUARTER = re.compile(r"(?:chuyển|dời|lùi|hoãn)\s+(?:\S+\s+){0,3}?(?:sang|đến|qua)\s+(?:quý|năm)\b")
# "Chuyển Sở Xây dựng chủ trì", "chuyển bài này cho Phòng …": another body does it now.
_MOVED_TO_BODY = re.compile(
    r"^(?:đã |xin |đề nghị |nay )?(?:chuyển|bàn giao|giao lại)"
    r"(?: (?:(?:(?:nội dung|mục|việc|tin|bài)(?: này)? )?(?:cho|sang|về|qua)))?"
    r" (?:sở|phòng|p\.|chi cục|cc|trung tâm|tt|văn phòng|vp|thanh tra|ban|quỹ|ubnd|đơn vị|công an|cục|tổng cục|hội"
    r"|liên đoàn|ngành|huyện|cơ quan)"
    r"(?!.*(?:tổng hợp|kiểm tra|thẩm định|duyệt|biên tập|góp ý|ý kiến|xem xét|đăng|phát))"
)
_FROM_MONTH = re.compile(r"(?:từ|tu)\s+(?:tháng|t\.?)\s*\d{1,2}[^,.;]*")
_POSTPONED = re.compile(r"^(?:đã |xin |tạm |đề nghị )?(?:hoãn|lùi|dời)(?=$|[\s,.;:()\-])")
_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]{2,60})\s*[)\]]")
_LEADING = re.compile(r"^((?:đã )?(?:hủy|hủy bỏ)|không thực hiện|hoãn|chuyển[^:]{3,30})\s*[:\-–]\s+")


@dataclass(frozen=True, slots=True)
class Standing:
    """The status that words state, the reason in their own words, and the month moved to if they name one."""

    status: ObligationStatus
    reason: str | None = None
    moved_to: PlanMonth | None = None
    target_unread: bool = False


ACTIVE = Standing(ObligationStatus.ACTIVE)


def read_standing(words: str, month: PlanMonth | None) -> Standing:
    """Return what a note or a standing cell states."""
    text = plain_key(words[:LONGEST_VALUE])
    if not text:
        return ACTIVE
    if moved := _MOVED.search(_FROM_MONTH.sub("", text)):
        target = _target(moved["month"], moved["year"], month)
        if target is not None and target == month:
            return ACTIVE  # brought here from an earlier month
        return Standing(ObligationStatus.MOVED, words, target, target_unread=target is None)
    goes_elsewhere = _MOVED_TO_BODY.match(text) is not None
    if goes_elsewhere or _MOVED_QUARTER.search(text) or _POSTPONED.search(text):
        return Standing(ObligationStatus.MOVED, words, None, target_unread=not goes_elsewhere)
    cancelled = _CANCELLED_PLAIN if text.isascii() else _CANCELLED
    if cancelled.search(text) and not _NOT_CANCELLED.search(text):
        return Standing(ObligationStatus.CANCELLED, words)
    return ACTIVE


def read_standing_aside(words: str, month: PlanMonth | None) -> Standing:
    """Return what a remark in brackets, or set before a colon, states within a cell of another meaning."""
    text = plain_key(words[:LONGEST_VALUE])
    remarks = [found[1] for found in _BRACKETED.finditer(text)]
    if leading := _LEADING.match(text):
        remarks.append(leading[1])
    if folded_key(text) in ("huy", "da huy", "huy bo", "hoan", "khong thuc hien"):
        remarks.append(text)
    for remark in remarks:
        standing = read_standing(remark, month)
        if standing.status is not ObligationStatus.ACTIVE:
            return Standing(standing.status, words, standing.moved_to, standing.target_unread)
    return ACTIVE


def _target(number: str, year: str | None, month: PlanMonth | None) -> PlanMonth | None:
    if not number.isdigit():  # "tháng sau"
        if month is None:
            return None
        return PlanMonth(month.year + month.month // 12, month.month % 12 + 1)
    named = int(number)
    if not 1 <= named <= 12:
        return None
    if year:
        return PlanMonth(int(year), named)
    if month is None:
        return None
    return PlanMonth(month.year + (named < month.month and month.month - named >= 6), named)
