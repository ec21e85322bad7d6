"""Draw four pages of the desk as the README shows them: the miniature's year, a part of it reviewed."""

from pathlib import Path

from playwright.sync_api import sync_playwright
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from benchmarks.serving_desk import serve_desk
from models.clock import utc_now
from models.plan import find_plan
from models.vocabulary import AccountRole
from pipeline.desk.access.sessions import COOKIE
from pipeline.reviews.answering import answer_article, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all
from pipeline.reviews.queue import order_queue

CHROMIUM = "/usr/bin/chromium"
SCREEN = {"width": 1366, "height": 768}
ANSWERED = 80
PAGES = {
    "ban-duyet": "/duyet",
    "bang-nam": "/ke-hoach",
    "bang-thang": "/ke-hoach/thang/2023-07",
    "tim-kiem": "/tim?q=rac+thai",
}


def draw_desk(data: Path, folder: Path) -> None:
    """Take the pictures of a demo's desk into `folder`."""
    with serve_desk(data, AccountRole.REVIEWER) as desk, sync_playwright() as playwright:
        _review(desk.engine)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport=SCREEN)
        context.add_cookies([{"name": COOKIE, "value": desk.token, "url": desk.address}])
        for name, path in PAGES.items():
            page = context.new_page()
            page.goto(f"{desk.address}{path}", wait_until="load")
            page.wait_for_timeout(500)
            page.screenshot(path=str(folder / f"{name}.png"))
        browser.close()


def _review(engine: Engine) -> None:
    """Answer the first articles of the queue as proposed."""
    with Session(engine) as session, session.begin():
        plan = find_plan(session, "KH-2023")
        for entry in order_queue(session, plan)[:ANSWERED]:
            asked = read_asked(session, plan, [entry.article_id])[entry.article_id]
            seen = look_at(session, plan, entry.article_id)
            answer_article(session, plan, entry.article_id, accept_all(asked), by="lan", now=utc_now(), seen=seen)
