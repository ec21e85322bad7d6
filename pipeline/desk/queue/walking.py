"""Where a reviewer stands: under which plan, in which list, at which article; and what the next screen is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from models.article import Article
from models.plan import Plan, find_plan
from models.vocabulary import Genre
from pipeline.desk.answering import go_to, show
from pipeline.desk.queue.conflict import describe_conflict
from pipeline.desk.queue.view import count_today, find_same_articles, list_additions, read_screen
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, Visitor
from pipeline.reviews.answering import ConflictError
from pipeline.reviews.filtering import QueueFilter, read_filter
from pipeline.reviews.listing import count_asked, find_next
from pipeline.reviews.second_reading import count_unread

PLAN = "ke-hoach"
END = "/het-danh-sach"


@dataclass(frozen=True, slots=True)
class Walk:
    """One reviewer's way through a list. `query` keeps it in every address, with its "?" or empty.

    `share` of the reviewed articles is read twice.
    """

    request: Request
    db: Session
    visitor: Visitor
    plan: Plan
    wanted: QueueFilter
    query: str
    share: float
    now: datetime

    def address(self, path: str = "") -> str:
        """Return an address of this room that keeps the list."""
        return f"/duyet{path}{self.query}"

    def count_second(self) -> int:
        """Return how many articles wait for a second reading by this reviewer."""
        return count_unread(self.db, self.plan, by=self.visitor.name, share=self.share)

    @property
    def is_part(self) -> bool:
        """Say that the screen alone is asked for, without its frame."""
        return self.request.headers.get("hx-request") == "true"


def find_walk(request: Request, db: Db, visitor: Signed, desk: TheDesk, now: Now) -> Walk:
    """Read from the address where the reviewer stands; raises InputError and PlanNotFoundError."""
    code = request.query_params.get(PLAN)
    wanted = read_filter(request.query_params)
    parts = [wanted.write_query(), urlencode({PLAN: code}) if code else ""]
    query = "&".join(part for part in parts if part)
    plan = find_plan(db, code or desk.config.plan)
    share = desk.config.desk.second_reading_percent / 100
    return Walk(request, db, visitor, plan, wanted, f"?{query}" if query else "", share, now)


TheWalk = Annotated[Walk, Depends(find_walk)]


async def read_form(request: Request) -> FormData:
    """Return the form of the request."""
    return await request.form()


TheForm = Annotated[FormData, Depends(read_form)]


def find_plain_article(session: Session, article_id: int) -> Article:
    """Return an article without what only its own page shows; raises HTTPException (404)."""
    article = session.get(Article, article_id)
    if article is None:
        raise HTTPException(404)
    return article


def show_screen(
    walk: Walk,
    article_id: int,
    *,
    said: str | None = None,
    alarm: str | None = None,
    conflict: ConflictError | None = None,
    status: int = 200,
) -> Response:
    """Answer with the screen of an article, one sentence (`said`, `alarm`) above it; raises HTTPException (404)."""
    article = find_plain_article(walk.db, article_id)
    screen = read_screen(walk.db, walk.plan, article)
    values: dict[str, Any] = {
        "screen": screen,
        "walk": walk,
        "left": count_asked(walk.db, walk.plan, walk.wanted),
        "today": count_today(walk.db, walk.plan, walk.visitor.name, walk.now),
        "second": walk.count_second(),
        "additions": list_additions(screen, walk.plan),
        "same": find_same_articles(walk.db, article),
        "said": said,
        "alarm": alarm,
        "conflict": conflict and describe_conflict(conflict),
        "genres": list(Genre),
    }
    template = "queue/screen.html" if walk.is_part else "queue/page.html"
    # htmx puts nothing but a success on the page; a screen that says what is wrong is one.
    response = show(walk.request, template, status=200 if walk.is_part else status, **values)
    response.headers["HX-Push-Url"] = walk.address(f"/{article_id}")
    return response


def show_following(walk: Walk, after: int) -> Response:
    """Answer with the next article of the list, or with the end of it."""
    found = find_next(walk.db, walk.plan, walk.wanted, after=after)
    if not walk.is_part:
        return go_to(walk.address(f"/{found}" if found else END), request=walk.request)
    return show_end(walk) if found is None else show_screen(walk, found)


def show_end(walk: Walk, *, said: str | None = None) -> Response:
    """Answer with what there is to do once the list is walked through."""
    values: dict[str, Any] = {
        "walk": walk,
        "left": count_asked(walk.db, walk.plan, walk.wanted),
        "anywhere": count_asked(walk.db, walk.plan, QueueFilter()),
        "today": count_today(walk.db, walk.plan, walk.visitor.name, walk.now),
        "second": walk.count_second(),
        "said": said,
    }
    response = show(walk.request, "queue/end.html" if walk.is_part else "queue/end_page.html", **values)
    response.headers["HX-Push-Url"] = walk.address(END)
    return response
