"""A reviewer who knows the right answers handles all of the miniature's articles by keyboard, in a real Chromium.

Machine time is taken in the page: from the key that answers until the next article stands painted on the screen. On a
busy machine that is mostly waiting for a processor: processor seconds of server, browser and driver stand beside it.
"""

import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell
from benchmarks.memory import find_family
from benchmarks.serving_desk import serve_desk
from demo.articles import DemoArticle
from demo.loading import demo_articles
from models.article import Article
from models.database import open_engine
from models.vocabulary import AccountRole
from pipeline.config import Config
from pipeline.demo import run_demo
from pipeline.desk.access.sessions import COOKIE

CHROMIUM = "/usr/bin/chromium"
MOST_SECONDS = 0.15
MOST_KEYS = 2
LONGEST_QUEUE = 1000
# What is queued in an animation frame runs once that frame is painted.
STOPWATCH = """
window.wait = () => new Promise((resolve) => {
  document.addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, { capture: true, once: true });
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => setTimeout(
    () => resolve((performance.now() - window.pressed) / 1000))), { once: true });
});
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One article handled: seconds on the clock and of processors, keys pressed, rows looked for in the list."""

    seconds: float
    processor: float
    keys: int
    added: int


def measure_reviewing() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "demo"
        run_demo(data, tell=lambda *_: None)
        with serve_desk(data, AccountRole.REVIEWER) as desk, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            context = browser.new_context(viewport={"width": 1366, "height": 768})
            context.add_cookies([{"name": COOKIE, "value": desk.token, "url": desk.address}])
            page = context.new_page()
            page.add_init_script(STOPWATCH)
            page.goto(f"{desk.address}/duyet")
            decisions = review_all(page, _read_gold(data))
            browser.close()
    return _draw_figures(decisions)


def review_all(page: Page, gold: dict[int, DemoArticle]) -> list[Decision]:
    """Answer every article of the queue as its gold says, until the queue is empty."""
    decisions: list[Decision] = []
    for _ in range(LONGEST_QUEUE):
        if page.locator("#tra-loi").count() == 0:
            return decisions
        decisions.append(_decide(page, gold[_read_shown(page)]))
        if len(decisions) % 50 == 0:
            tell(f"{len(decisions)} articles reviewed")
    raise RuntimeError(f"the queue did not end after {LONGEST_QUEUE} articles")


def _read_shown(page: Page) -> int:
    action = page.locator("#tra-loi").get_attribute("action") or ""
    return int(action.rpartition("/")[2])


def _decide(page: Page, gold: DemoArticle) -> Decision:
    """Press what brings the screen to the gold's rows, then the key that answers."""
    if not gold.relevant:
        return Decision(*_answer(page, "x"), 1, 0)
    shown = {
        box.get_attribute("value").removeprefix("row:"): (box.is_checked(), box.get_attribute("data-key"))
        for box in page.locator('#tra-loi input[name="chosen"][value^="row:"]').all()
    }
    wrong = [key for code, (is_ticked, key) in shown.items() if is_ticked != (code in gold.rows)]
    for key in wrong:
        page.keyboard.press(str(key))
    missing = [code for code in gold.rows if code not in shown]
    for code in missing:
        page.locator("select.add").last.select_option(f"row:{code}")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    return Decision(*_answer(page, "Enter"), 1 + len(wrong) + 2 * len(missing), len(missing))


def _answer(page: Page, key: str) -> tuple[float, float]:
    """Press the key that answers; returns the seconds until the next screen, on the clock and of processors."""
    page.evaluate("() => { window.painted = window.wait(); }")
    family = find_family(os.getpid())
    used = _processor_seconds(family)
    page.keyboard.press(key)
    seconds = float(page.evaluate("() => window.painted"))
    return seconds, _processor_seconds(family) - used


def _processor_seconds(family: list[int]) -> float:
    """Return what these processes have used so far; one that has gone used nothing more."""
    ticks = 0
    for member in family:
        stat = Path(f"/proc/{member}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _draw_figures(decisions: list[Decision]) -> list[Figure]:
    seconds = [one.seconds for one in decisions]
    keys = [one.keys for one in decisions]
    median, p95 = statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]
    took = f"{len(decisions)} articles; median {median:.3f}, p95 {p95:.3f}, slowest {max(seconds):.3f} s"
    one, two = keys.count(1), keys.count(2)
    more = len(keys) - one - two
    pressed = f"one key for {one}, two for {two}, more for {more}; {sum(d.added > 0 for d in decisions)} lacked a row"
    processor = statistics.mean(one.processor for one in decisions)
    return [
        Figure(
            "review: processor time per decision, mean", processor, "s", MOST_SECONDS, True, "server, browser, driver"
        ),
        Figure("review: machine time per decision, mean", statistics.mean(seconds), "s", MOST_SECONDS, True, took),
        Figure("review: keys per decision, median", statistics.median(keys), "keys", MOST_KEYS, True, pressed),
    ]


def _read_gold(data: Path) -> dict[int, DemoArticle]:
    known = {(one.outlet, one.article_id): one for one in demo_articles()}
    engine = open_engine(Config(data=data).database)
    with Session(engine) as session:
        rows = session.execute(select(Article.id, Article.outlet_key, Article.article_id)).all()
    engine.dispose()
    return {id_: known[outlet, article_id] for id_, outlet, article_id in rows}
