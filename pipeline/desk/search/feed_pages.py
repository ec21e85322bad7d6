"""The feed of a kept filter: opened by its token alone, and showing that filter alone."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from pipeline.desk.access.rights import Right, has_right
from pipeline.desk.search.pages import set_plan
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from pipeline.searching.answer import search_articles
from pipeline.searching.feed import ITEMS, write_feed
from pipeline.searching.question import Order
from pipeline.searching.saved import find_followed

router = APIRouter(prefix="/rss")
MEDIA_TYPE = "application/rss+xml; charset=utf-8"
SECONDS = 900  # how long a reader may do without asking again; a night brings new articles once a day


@router.get("/{token}", dependencies=[allow(Right.ENTER)])
def read_feed(request: Request, db: Db, desk: TheDesk, now: Now, token: str) -> Response:
    """Answer with the newest articles of a filter; 404 for a token that opens nothing any more."""
    found = find_followed(db, token)
    if found is None or not has_right(found[1].role, Right.READ):
        raise HTTPException(404)
    kept = found[0]
    question = replace(set_plan(kept.question, desk), order=Order.NEWEST)
    answer = search_articles(db, question, size=ITEMS)
    content = write_feed(kept.name, feed_address(request, token), list(answer.hits), now=now)
    return Response(content, media_type=MEDIA_TYPE, headers={"Cache-Control": f"private, max-age={SECONDS}"})


def feed_address(request: Request, token: str) -> str:
    """Return the whole address at which a feed is read, as this visitor reaches the desk."""
    return str(request.url_for("read_feed", token=token))
