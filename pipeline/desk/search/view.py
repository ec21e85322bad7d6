"""What the search page shows: the choices of its form, and of each article the words for how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Plan, PlanItem, PlanItemKind
from models.text import collation_key
from models.vocabulary import ArticleStatus, Certainty, Genre, ReadingState
from pipeline.desk.article.naming import CodeNames, read_names
from pipeline.searching.hits import SearchHit
from pipeline.searching.question import Order, SearchQuestion, SearchState, write_question

PATH = "/tim"
CLASSES = {Certainty.CONFIRMED: "sure", Certainty.PROPOSED: "fair", Certainty.DOUBTFUL: "doubt"}
READING_CLASSES = {
    ReadingState.WAITING: "fair",
    ReadingState.ANSWERED: "sure",
    ReadingState.CHANGED: "doubt",
    ReadingState.RECOUNT: "doubt",
}
STATUS_WORDS = {ArticleStatus.EDITED: ("Trang đã sửa", "fair"), ArticleStatus.REMOVED: ("Trang đã gỡ", "doubt")}

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists of the form, each choice its key and its words; rows in the order of the plan."""

    outlets: Sequence[Choice]
    genres: Sequence[Choice]
    states: Sequence[Choice]
    rows: Sequence[Choice]
    certainties: Sequence[Choice]
    departments: Sequence[Choice]
    fields: Sequence[Choice]
    orders: Sequence[Choice]
    plans: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Word:
    """A few words in a coloured frame; `title` says more."""

    text: str
    look: str
    title: str = ""


def read_choices(session: Session, plan: Plan | None) -> tuple[Choices, CodeNames]:
    """Return the choices of the form under a plan, and the names they come from."""
    names = read_names(session, plan.id if plan else None)
    items = select(PlanItem.code, PlanItem.short_name).order_by(PlanItem.position)
    rows = items.where(PlanItem.plan_id == (plan.id if plan else 0), PlanItem.kind != PlanItemKind.SUBTHEME)
    choices = Choices(
        outlets=_sort(names.outlets.items()),
        genres=[(one.value, one.label) for one in Genre],
        states=[(one.value, one.label) for one in SearchState],
        rows=[(code, f"{code} · {name}") for code, name in session.execute(rows)],
        certainties=[(one.value, one.label) for one in Certainty],
        departments=_sort(names.departments.items()),
        fields=_sort(names.fields.items()),
        orders=[(one.value, one.label) for one in Order],
        plans=[(code, title) for code, title in session.execute(select(Plan.code, Plan.short_title))],
    )
    return choices, names


def _sort(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda one: collation_key(one[1]))


def list_words(hit: SearchHit, names: CodeNames) -> list[Word]:
    """Return the words for how an article stands, the plan's rows first."""
    words = [
        Word(row.code, CLASSES[row.certainty], f"{names.rows.get(row.code, '')} ({row.certainty.label.lower()})")
        for row in hit.rows
    ]
    if hit.is_outside:
        words.append(Word("Ngoài kế hoạch", "", "Thuộc ngành, không thuộc dòng nào của kế hoạch"))
    if hit.status is ArticleStatus.QUARANTINED:
        words.append(Word("Chờ xem lại", "doubt", "Trang thiếu tên bài, ngày đăng hoặc nội dung; chưa được tính"))
    elif hit.reading is not None and hit.reading in READING_CLASSES:
        words.append(Word(hit.reading.label, READING_CLASSES[hit.reading]))
    if hit.status in STATUS_WORDS:
        words.append(Word(*STATUS_WORDS[hit.status]))
    if hit.is_by_hand:
        words.append(Word("Bổ sung thủ công", ""))
    return words


def write_address(question: SearchQuestion, *, path: str = PATH, **more: str) -> str:
    """Return the address of a question's page; keyword arguments are added to it."""
    values = write_question(question) | more
    return f"{path}?{urlencode(values)}" if values else path


def name_question(question: SearchQuestion) -> str:
    """Return a name to offer for a question that is to be kept."""
    return question.words or question.author or question.row or (question.state.label if question.state else "")
