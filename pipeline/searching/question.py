"""A search as a person puts it: every field is a key of the page's address, so that a search can be kept and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from models.errors import InputError
from models.vocabulary import Certainty, Genre, LabelledEnum
from pipeline.desk.reading_forms import read_day_or_none


class SearchState(LabelledEnum):
    """How an article stands, in the words of the search page."""

    WAITING = "cho_duyet", "Chờ duyệt"
    ANSWERED = "da_duyet", "Đã duyệt"
    CHANGED = "sua_sau_duyet", "Sửa sau khi duyệt"
    IN_PLAN = "trong_ke_hoach", "Trong kế hoạch"
    OUTSIDE = "ngoai_ke_hoach", "Ngoài kế hoạch"
    EDITED = "da_sua", "Trang đã sửa"
    REMOVED = "da_go", "Trang đã gỡ"
    QUARANTINED = "cho_xem_lai", "Chờ xem lại"
    BY_HAND = "bo_sung", "Bổ sung thủ công"


class Order(LabelledEnum):
    """The order of what is found."""

    NEWEST = "moi", "Mới nhất"
    RELEVANCE = "sat", "Sát câu tìm"


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What is sought; a field left empty asks for nothing. `plan` is a code, None for the present one.

    `since` and `until` are days in Việt Nam, both counted. `certainty` is that of a match under `row`, or under any.
    """

    words: str = ""
    author: str = ""
    outlet: str | None = None
    genre: Genre | None = None
    since: date | None = None
    until: date | None = None
    state: SearchState | None = None
    plan: str | None = None
    row: str | None = None
    certainty: Certainty | None = None
    department: str | None = None
    field: str | None = None
    order: Order = Order.NEWEST

    @property
    def is_empty(self) -> bool:
        """Say that nothing was asked; the plan and the order ask for nothing by themselves."""
        return not {*write_question(self)} - {"ke-hoach", "sap-xep"}


E = TypeVar("E", bound=Enum)
LONGEST = 400


def read_question(values: Mapping[str, str]) -> SearchQuestion:
    """Read the keys of an address; unknown keys are left alone. Raises InputError in one sentence."""

    def typed(key: str) -> str:
        value = values.get(key, "").strip()
        if len(value) > LONGEST:
            raise InputError(f"Ô tìm kiếm dài quá {LONGEST} chữ: hãy viết ngắn lại.")
        return value

    since, until = read_day_or_none(typed("tu")), read_day_or_none(typed("den"))
    if since and until and since > until:
        raise InputError("Ngày bắt đầu phải trước ngày kết thúc: hãy xem lại hai ô ngày.")
    return SearchQuestion(
        words=typed("q"),
        author=typed("tac-gia"),
        outlet=typed("co-quan") or None,
        genre=_choose(Genre, typed("the-loai")),
        since=since,
        until=until,
        state=_choose(SearchState, typed("tinh-trang")),
        plan=typed("ke-hoach") or None,
        row=typed("dong") or None,
        certainty=_choose(Certainty, typed("do-chac")),
        department=typed("don-vi") or None,
        field=typed("linh-vuc") or None,
        order=_choose(Order, typed("sap-xep")) or Order.NEWEST,
    )


def _choose(vocabulary: type[E], typed: str) -> E | None:
    if not typed:
        return None
    try:
        return vocabulary(typed)
    except ValueError:
        raise InputError(f"Không có lựa chọn «{typed[:40]}»: hãy chọn lại trong danh sách.") from None


def write_question(question: SearchQuestion) -> dict[str, str]:
    """Return the keys of the address of a question; what asks for nothing is left out."""
    order = question.order if question.order is not Order.NEWEST else None
    values = {
        "q": question.words,
        "tac-gia": question.author,
        "co-quan": question.outlet,
        "the-loai": question.genre,
        "tu": question.since and f"{question.since:%d/%m/%Y}",
        "den": question.until and f"{question.until:%d/%m/%Y}",
        "tinh-trang": question.state,
        "ke-hoach": question.plan,
        "dong": question.row,
        "do-chac": question.certainty,
        "don-vi": question.department,
        "linh-vuc": question.field,
        "sap-xep": order,
    }
    return {key: str(value) for key, value in values.items() if value}
