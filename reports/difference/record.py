"""A figure that changed, and a difference behind it with its cause, in words the office reads."""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import LabelledEnum


class Cause(LabelledEnum):
    """Why something counts otherwise than before."""

    NEW_ARTICLE = "new_article", "Tin, bài mới"
    DECISION = "decision", "Người duyệt trả lời"
    MOVED_DATE = "moved_date", "Ngày đăng thay đổi"
    EDITED_PAGE = "edited_page", "Trang báo đã sửa"
    REMOVED_PAGE = "removed_page", "Trang báo đã gỡ"
    RETURNED_PAGE = "returned_page", "Trang báo đăng lại"
    MERGED = "merged", "Gộp hoặc tách bài đăng lại"
    PLAN_CHANGE = "plan_change", "Kế hoạch hoặc tổ chức thay đổi"
    NEW_CLASSIFIER = "new_classifier", "Bộ phân loại mới"
    RETAGGED = "retagged", "Máy gắn nhãn lại"
    OBLIGATION_CHANGE = "obligation_change", "Nội dung kế hoạch tháng thay đổi"
    RECONCILED = "reconciled", "Đối soát lại kế hoạch tháng"
    PAPER = "paper", "Văn bản của đơn vị gửi đến hoặc rút lại"
    TIME = "time", "Thời gian trôi qua"


class Subject(LabelledEnum):
    """What a difference is about."""

    PLAN = "plan", "Kế hoạch và tổ chức"
    WORK = "work", "Tác phẩm"
    OBLIGATION = "obligation", "Nội dung kế hoạch tháng"
    PAPER = "paper", "Văn bản phải gửi"


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted figure at both instants."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that counts otherwise: what it is, how it stood and stands, why. `url` is http(s) or None."""

    subject: Subject
    name: str
    url: str | None
    before: str
    after: str
    cause: Cause
    detail: str

    @property
    def told(self) -> str:
        """The difference in one sentence."""
        change = f"{self.before} → {self.after or 'không còn'}" if self.before else f"mới: {self.after}"
        detail = f" ({self.detail})" if self.detail else ""
        return f"«{self.name}»: {change}; {self.cause.label.lower()}{detail}."


@dataclass(frozen=True, slots=True)
class Comparison:
    """All figures that changed between two instants, and every difference behind them."""

    plan_code: str
    before: datetime
    after: datetime
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
