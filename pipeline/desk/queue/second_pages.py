"""Reading a sample a second time without the first answers, how far both agree, who reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from models.clock import local_day
from models.vocabulary import ReviewDecision
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.article.naming import read_names
from pipeline.desk.queue.forms import read_answers_form
from pipeline.desk.queue.view import read_screen
from pipeline.desk.queue.walking import TheForm, TheWalk, find_plain_article
from pipeline.desk.reading_forms import read_day_or_none
from pipeline.desk.visit import allow
from pipeline.reviews.agreement import measure_agreement
from pipeline.reviews.reviewers import count_reviewers
from pipeline.reviews.second_reading import (
    Compared,
    find_unread,
    keep_second_reading,
    list_disagreements,
    read_compared,
)

SHOWN_DAYS = timedelta(days=30)

router = APIRouter()


@router.get("/duyet/doc-lan-hai", dependencies=[allow(Right.REVIEW)])
def show_sample(walk: TheWalk) -> Response:
    """Show the next article of the sample, or that there is none."""
    article_id = find_unread(walk.db, walk.plan, by=walk.visitor.name, share=walk.share)
    left = walk.count_second()
    screen = None
    if article_id is not None:
        screen = read_screen(walk.db, walk.plan, find_plain_article(walk.db, article_id), hide_answers=True)
    return show(walk.request, "queue/second.html", walk=walk, screen=screen, left=left, second=left)


@router.post("/duyet/doc-lan-hai/{article_id:int}", dependencies=[allow(Right.REVIEW)])
def keep_reading(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Keep the second reader's answers beside the first ones."""
    answers = read_answers_form(form)
    compared = keep_second_reading(walk.db, walk.plan, article_id, answers, by=walk.visitor.name, now=walk.now)
    return go_to(walk.address("/doc-lan-hai"), request=walk.request, notice=_tell(compared))


def _tell(compared: Sequence[Compared]) -> str:
    differing = [one for one in compared if one.first is not one.second]
    if not differing:
        return "Đã ghi: hai người đọc trả lời như nhau."
    return f"Đã ghi: khác nhau ở {len(differing)} trong {len(compared)} câu; xem ở trang «Ai đã duyệt»."


@dataclass(frozen=True, slots=True)
class DisagreementLine:
    """An article on which two readers differ, with what differs in words."""

    article_id: int
    title: str
    first_by: str
    read_by: str
    what: str


@router.get("/duyet/ai-da-duyet", dependencies=[allow(Right.REVIEW)])
def show_reviewers(walk: TheWalk) -> Response:
    """Show who reviewed how much, and how far two readers agree."""
    query = walk.request.query_params
    end = read_day_or_none(query.get("den-ngay")) or local_day(walk.now)
    start = read_day_or_none(query.get("tu-ngay")) or end - SHOWN_DAYS
    names = read_names(walk.db, walk.plan.id)
    lines = [
        DisagreementLine(
            one.article_id,
            one.title,
            one.first_by,
            one.read_by,
            "; ".join(f"{names.name(c.axis, c.code)}: {_word(c.first)} / {_word(c.second)}" for c in one.differing),
        )
        for one in list_disagreements(walk.db, walk.plan)
    ]
    return show(
        walk.request,
        "queue/reviewers.html",
        walk=walk,
        days=count_reviewers(walk.db, walk.plan, start, end),
        start=start,
        end=end,
        agreement=measure_agreement(read_compared(walk.db, walk.plan)),
        disagreements=lines,
        second=walk.count_second(),
    )


def _word(decision: ReviewDecision) -> str:
    return "có" if decision is ReviewDecision.ACCEPT else "không"
