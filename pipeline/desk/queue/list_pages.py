"""The list of what is asked for, with its suggestions: narrowed, walked, accepted whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.plan import Plan
from models.tag import Tag
from models.vocabulary import ReadingState, TagAxis
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.article.naming import CodeNames, read_names
from pipeline.desk.queue.forms import read_number
from pipeline.desk.queue.walking import TheForm, TheWalk
from pipeline.desk.visit import allow
from pipeline.reviews.answering import Seen, look_at_many
from pipeline.reviews.bulk import accept_list
from pipeline.reviews.filtering import NAMES
from pipeline.reviews.listing import PAGE, ListLine, count_asked, count_states, list_page
from pipeline.reviews.ranking import tell_why

router = APIRouter()
Page = Annotated[int, Query(alias="trang", ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for an article, in words."""

    axis: TagAxis
    code: str
    words: str
    score: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list with what accepting it would say."""

    line: ListLine
    outlet: str
    suggestions: tuple[Suggestion, ...]
    seen: Seen

    @property
    def token(self) -> str:
        """Return what the form sends of the article: which one, as it was shown."""
        return f"{self.line.article_id}:{self.seen.review_id}:{self.seen.text_sha256}"


@router.get("/duyet/danh-sach", dependencies=[allow(Right.REVIEW)])
def show_list(walk: TheWalk, page: Page = 1) -> Response:
    """Show a page of the list."""
    lines = list_page(walk.db, walk.plan, walk.wanted, start=(page - 1) * PAGE)
    total = count_asked(walk.db, walk.plan, walk.wanted)
    names = read_names(walk.db, walk.plan.id)
    return show(
        walk.request,
        "queue/list.html",
        walk=walk,
        rows=read_rows(walk.db, walk.plan, lines, names),
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        states=count_states(walk.db, walk.plan),
        all_states=list(ReadingState),
        names=names,
        items=walk.plan.items,
        words=NAMES,
        second=walk.count_second(),
    )


@router.post("/duyet/danh-sach", dependencies=[allow(Right.REVIEW)])
def accept_many(walk: TheWalk, form: TheForm) -> Response:
    """Accept the suggestions of the ticked articles in one step."""
    seen = dict(_read_token(one) for one in form.getlist("bai") if isinstance(one, str))
    if not seen:
        raise InputError("Chưa đánh dấu bài nào.")
    done = accept_list(walk.db, walk.plan, seen, by=walk.visitor.name, now=walk.now)
    left = (
        f" {len(done.left)} bài vừa thay đổi hoặc vừa có người trả lời nên để lại cho anh/chị đọc." if done.left else ""
    )
    said = f"Đã duyệt {len(done.accepted)} bài; bấm «Hoàn tác» để trả lại cả loạt.{left}"
    return go_to(walk.address("/danh-sach"), request=walk.request, notice=said)


def read_rows(session: Session, plan: Plan, lines: Sequence[ListLine], names: CodeNames) -> list[Row]:
    """Return the lines with what is proposed for each at present."""
    ids = [line.article_id for line in lines]
    axes = (TagAxis.ROW, TagAxis.FIELD, TagAxis.DEPARTMENT)
    query = (
        select(Tag.article_id, Tag.axis, Tag.code, Tag.score)
        .where(Tag.article_id.in_(ids), Tag.plan_id == plan.id, Tag.is_current, Tag.is_candidate.is_(False))
        .where(Tag.axis.in_(axes))
        .order_by(Tag.score.desc(), Tag.code)
    )
    suggested: dict[int, list[Suggestion]] = {id_: [] for id_ in ids}
    for article_id, axis, code, score in session.execute(query):
        suggested[article_id].append(Suggestion(axis, code, names.name(axis, code), score))
    seen, why = look_at_many(session, plan, ids), tell_why(session, plan, ids)
    return [
        Row(
            replace(line, why=why.get(line.article_id, line.why)),
            names.outlet(line.outlet_key),
            tuple(sorted(suggested[line.article_id], key=lambda one: axes.index(one.axis))),
            seen[line.article_id],
        )
        for line in lines
    ]


def _read_token(text: str) -> tuple[int, Seen]:
    number, _, rest = text.partition(":")
    review_id, _, words = rest.partition(":")
    return read_number(number), Seen(read_number(review_id), words[:64])
