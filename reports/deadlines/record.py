"""A paper that a department owes by a day, and how it stands."""

from dataclasses import dataclass
from datetime import date

from models.vocabulary import LabelledEnum


class PaperState(LabelledEnum):
    """How a paper stands against its deadline."""

    ON_TIME = "dung_han", "Đúng hạn"
    LATE = "muon", "Muộn"
    MISSING = "qua_han", "Quá hạn, chưa gửi"
    SOON = "sap_den_han", "Sắp đến hạn"
    OPEN = "chua_den_han", "Chưa đến hạn"
    EXEMPT = "khong_bat_buoc", "Không bắt buộc"


@dataclass(frozen=True, slots=True)
class Due:
    """What one department owes: `month` is the first day of the month a monthly paper is for, None for a yearly one.

    `last_valid` is the last day in time. `is_binding` is false for a day before the plan existed.
    """

    deadline_code: str
    what: str
    recipient: str
    department_code: str
    department_name: str
    month: date | None
    last_valid: date
    is_binding: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that came in."""

    id: int
    deadline_code: str
    department_code: str
    month: date | None
    sent_on: date
    note: str | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A paper owed, with the day on which it was first sent and how it stands on `today`."""

    due: Due
    today: date
    sent_on: date | None
    state: PaperState

    @property
    def is_sent(self) -> bool:
        """Say whether the paper came in, in time or not."""
        return self.sent_on is not None

    @property
    def days(self) -> int:
        """By how many days it is late, sent or not; below zero there is time left."""
        return ((self.sent_on or self.today) - self.due.last_valid).days

    @property
    def told(self) -> str:
        """Say how the paper stands in a few words."""
        match self.state:
            case PaperState.ON_TIME:
                return "đúng hạn"
            case PaperState.LATE:
                return f"muộn {self.days} ngày"
            case PaperState.MISSING:
                return f"chưa gửi, quá hạn {self.days} ngày"
            case PaperState.SOON | PaperState.OPEN:
                return f"chưa gửi, còn {-self.days} ngày" if self.days else "chưa gửi, hôm nay là ngày cuối"
            case PaperState.EXEMPT:
                return "không bắt buộc: hạn trước khi có kế hoạch"
