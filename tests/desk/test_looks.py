"""Every page of the desk with a year of articles, in a real Chromium on the office's screen: pictures to be looked at.

The pictures lie in `build/screenshots/` afterwards. What a machine can see is judged here: serious faults of access
(axe), pages wider than the screen, errors of the browser.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import utc_now
from models.database import open_engine
from models.night import Run
from models.obligation import Obligation
from models.plan import find_plan
from models.vocabulary import AccountRole, ArticleStatus
from pipeline.config import Config
from pipeline.demo import run_demo
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.state import Desk
from pipeline.reviews.answering import answer_article, look_at
from pipeline.reviews.asking import read_asked
from pipeline.reviews.choosing import accept_all
from pipeline.reviews.queue import order_queue
from tests.desk.page_list import list_pages
from tests.desk.serving import serve
from tests.desk.visiting import sign_in

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"
SCREEN = {"width": 1366, "height": 768}
ANSWERED = 60
SERIOUS = ("serious", "critical")
FILES = ("/mau", ".xlsx", ".rss", "/xuat")


@pytest.fixture(scope="module")
def demo_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on the miniature's year, a part of it reviewed."""
    config = Config(data=tmp_path_factory.mktemp("looks") / "demo")
    run_demo(config.data, tell=lambda *_: None)
    engine = open_engine(config.database)
    with Session(engine) as session, session.begin():
        plan = find_plan(session, "KH-2023")
        for entry in order_queue(session, plan)[:ANSWERED]:
            asked = read_asked(session, plan, [entry.article_id])[entry.article_id]
            seen = look_at(session, plan, entry.article_id)
            answer_article(session, plan, entry.article_id, accept_all(asked), by="lan", now=utc_now(), seen=seen)
    yield Desk(config, engine, clock=utc_now, secret="kiểm thử")
    engine.dispose()


def find_numbered_pages(desk: Desk) -> dict[str, AccountRole]:
    """Return pages of single things that the year holds."""
    with Session(desk.engine) as session:
        first = select(Article.id).order_by(Article.id).limit(1)
        article = session.scalars(first.where(Article.duplicate_of_id.is_(None))).one()
        series = session.scalars(first.where(Article.series_key.is_not(None))).one()
        edited = session.scalars(first.where(Article.status != ArticleStatus.LIVE)).one_or_none() or article
        obligation = session.scalars(select(Obligation.id).where(Obligation.department_code == "CC-BVMT")).first()
        run = session.scalars(select(Run.id)).first()
    admin, reviewer = AccountRole.ADMIN, AccountRole.REVIEWER
    return {
        f"/bai/{article}": reviewer,
        f"/bai/{series}": reviewer,
        f"/bai/{edited}/ban-chup": reviewer,
        f"/bai/{article}/sua": reviewer,
        "/ke-hoach/o?muc=ND07&thang=2023-05": reviewer,
        "/ke-hoach/thang/2023-07": reviewer,
        f"/ke-hoach/nghia-vu/{obligation}": reviewer,
        "/tim?q=r%C3%A1c+th%E1%BA%A3i": reviewer,
        f"/quan-tri/dem/{run}": admin,
        "/quan-tri/to-chuc/CC-BVMT": admin,
        "/quan-tri/ke-hoach/KH-2023/HD03": admin,
    }


@pytest.mark.slow
def test_every_page_is_fit_for_the_screen(demo_year: Desk, browser: Browser) -> None:
    """No page, light or dark, has serious faults of access, is wider than the screen, or makes the browser complain."""
    pages = find_numbered_pages(demo_year) | list_pages(demo_year)
    faults: dict[str, list[str]] = {}
    PICTURES.mkdir(parents=True, exist_ok=True)

    with serve(demo_year) as address:
        for look in ("light", "dark"):
            contexts = {role: _open(browser, demo_year, address, role, look) for role in set(pages.values())}
            for path, role in pages.items():
                if not path.endswith(FILES):
                    faults[f"{look} {path}"] = _look(contexts[role].new_page(), f"{address}{path}", look)
            for context in contexts.values():
                context.close()

    assert {page: found for page, found in faults.items() if found} == {}


def _open(browser: Browser, desk: Desk, address: str, role: AccountRole, look: str) -> BrowserContext:
    department = "CC-BVMT" if role is AccountRole.DEPARTMENT else None
    visit = sign_in(replace(desk), role, department=department)
    context = browser.new_context(viewport=SCREEN, color_scheme=look)
    context.add_cookies([{"name": COOKIE, "value": visit.client.cookies[COOKIE], "url": address}])
    return context


def _look(page: Page, url: str, look: str) -> list[str]:
    """Take the picture of a page and return what is wrong with it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    answer = page.goto(url, wait_until="load")
    if answer is not None and answer.status != 200:
        found.append(f"HTTP {answer.status}")
    name = "".join(letter if letter.isalnum() else "-" for letter in url.split("/", 3)[3])
    page.screenshot(path=str(PICTURES / f"{name}-{look}.png"))
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > SCREEN["width"]:
        found.append(f"{width} pixels wide")
    violations = Axe().run(page).response["violations"]
    found += [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations if one["impact"] in SERIOUS]
    page.close()
    return found
