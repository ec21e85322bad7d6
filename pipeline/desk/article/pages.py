"""The page of an article and its revisions side by side."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from models.article import Article, Revision
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.article.comparing import Pair, compare_texts, compare_words
from pipeline.desk.article.finding import choose_plan, find_article
from pipeline.desk.article.view import read_view
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow

router = APIRouter()
PlanCode = Annotated[str | None, Query(alias="ke-hoach", max_length=64)]
Number = Annotated[int | None, Query(ge=1)]


@router.get("/bai/{article_id:int}", dependencies=[allow(Right.READ)])
def show_article(
    request: Request, article_id: int, *, db: Db, now: Now, desk: TheDesk, plan_code: PlanCode = None
) -> Response:
    """Show one article with all that stands around it."""
    plan = choose_plan(db, desk, plan_code)
    return show(request, "article/page.html", view=read_view(db, find_article(db, article_id), plan, now), plan=plan)


@router.get("/bai/{article_id:int}/so-sanh", dependencies=[allow(Right.READ)])
def compare_revisions(
    request: Request, article_id: int, *, db: Db, truoc: Number = None, sau: Number = None
) -> Response:
    """Show two states of an article side by side; the last two unless others are asked for."""
    article = find_article(db, article_id)
    last = article.revisions[-1].number if article.revisions else 0
    before, after = (_find_revision(article, number) for number in (truoc or max(1, last - 1), sau or last))
    lines = [(name, compare_words(one or "", other or "")) for name, one, other in _list_short(before, after)]
    shown: list[tuple[str, Pair]] = [(name, pair) for name, pair in lines if pair.before or pair.after]
    texts = compare_texts(before.text, after.text)
    return show(request, "article/compare.html", article=article, before=before, after=after, lines=shown, texts=texts)


def _find_revision(article: Article, number: int) -> Revision:
    found = next((one for one in article.revisions if one.number == number), None)
    if found is None:
        raise HTTPException(404)
    return found


def _list_short(before: Revision, after: Revision) -> tuple[tuple[str, str | None, str | None], ...]:
    return (
        ("Tiêu đề", before.title, after.title),
        ("Sapo", before.lead, after.lead),
        ("Dòng tác giả", before.byline, after.byline),
    )
