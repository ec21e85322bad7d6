"""Articles carry scripts; no page of the desk runs or shows them as anything but letters."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models.account import Account
from models.organisation import Department, Outlet
from models.plan import Plan, PlanItem
from models.vocabulary import AccountRole
from pipeline.cli.main import run
from pipeline.desk.access.rights import Right
from pipeline.desk.app import list_routes, make_desk
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.visiting import SignIn
from tests.factories import make_article, make_outlet

EVIL = """<script src="//evil.example/nguy.js"></script>"><img src=x onerror=nguy()>'"""


class _Seen(HTMLParser):
    """What a browser would make of a page: foreign elements and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = " ".join(value or "" for name, value in attrs if name in {"src", "href", "action"})
        if "evil.example" in values or any(name.startswith("on") for name, _ in attrs):
            self.found.append(f"{tag} {attrs}")


@pytest.fixture
def poisoned(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with the office's files, where every text that comes from outside is hostile."""
    monkeypatch.setenv("DIEMBAO_DATA", str(desk.config.data))
    assert (
        run(["plan", "import", "plans/to-chuc-2023.yaml"]) == run(["plan", "import", "plans/ke-hoach-2023.yaml"]) == 0
    )
    with Session(desk.engine) as db, db.begin():
        outlet = make_outlet(db, name=EVIL)
        make_article(db, EVIL, outlet=outlet, lead=EVIL, text=EVIL, byline=EVIL, published_at=NOW - timedelta(days=40))
        db.execute(update(Plan).values(title=EVIL, short_title=EVIL))
        db.execute(update(PlanItem).values(short_name=EVIL))
        db.execute(update(Outlet).values(name=EVIL))
        db.execute(update(Department).values(name=EVIL, aliases=[EVIL], note=EVIL))
    return desk


def test_what_comes_from_outside_is_letters_on_every_page(poisoned: Desk, visit_as: SignIn) -> None:
    """Every page that can be read, with the article's own pages among them."""
    visit = visit_as(AccountRole.ADMIN)
    with Session(poisoned.engine) as db, db.begin():
        db.execute(update(Account).values(full_name=EVIL))
    routes = [route for route, gate in list_routes(make_desk(poisoned)) if gate.right is not Right.ENTER]
    shown, executed = set(), {}

    for route in (one for one in routes if "GET" in one.methods):
        path = route.path_format
        for name in route.param_convertors:
            path = path.replace(f"{{{name}}}", "1")
        answer = visit.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page = _Seen()
        page.feed(answer.text)
        if page.found:
            executed[route.path] = page.found
        if "&lt;script" in answer.text:
            shown.add(route.path)

    assert executed == {}
    assert shown >= {"/bai/{article_id:int}", "/tai-khoan", "/quan-tri/tai-khoan"}
