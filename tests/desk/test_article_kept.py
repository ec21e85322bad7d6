"""Kept pages are shown without harm: nothing in them runs, asks or leads away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import Browser, Page, Route
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy.orm import Session

from models.vocabulary import AccountRole
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.article.cleaning import ATTRIBUTES, TAGS, clean_page
from pipeline.desk.state import Desk
from tests.desk.article_making import make_captured
from tests.desk.visiting import SignIn
from tests.factories import make_article

OUTSIDE = "http://127.0.0.1:9"
ATTACKS = (
    "<script>document.title='x'; fetch('{0}/1')</script>",
    "<script src='{0}/2.js'></script>",
    "<img src='{0}/3.png' srcset='{0}/4.png 2x' onerror=\"fetch('{0}/5')\" alt='ảnh'>",
    "<a href=\"javascript:fetch('{0}/6')\" ping='{0}/7'>đọc</a>",
    "<iframe src='data:text/html,<script>parent.x=1</script>' srcdoc='<img src={0}/8>'></iframe>",
    "<svg onload=\"fetch('{0}/9')\"><image href='{0}/10'/><use href='{0}/11#a'/><script>1</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src={0}/12 onerror=alert(1)&gt;'>",
    "<style>@import '{0}/13'; body{{background:url({0}/14)}} @font-face{{font-family:a;src:url({0}/15)}}</style>",
    "<link rel='stylesheet' href='{0}/16'><link rel='prefetch' href='{0}/17'><link rel='preconnect' href='{0}'>",
    "<meta http-equiv='refresh' content='0;url={0}/18'><base href='{0}/'>",
    '<div style="background:url({0}/19)" onmouseover="fetch(\'{0}/20\')">chữ</div>',
    "<object data='{0}/21'></object><embed src='{0}/22'><video src='{0}/23' poster='{0}/24' autoplay></video>",
    "<form action='{0}/25'><button autofocus onfocus=fetch('{0}/26')>gửi</button><input type=image src={0}/27></form>",
    "<noscript><p title='</noscript><img src={0}/28 onerror=alert(1)>'></noscript>",
    "<template><img src='{0}/29'></template><table background='{0}/30'><td background='{0}/31'>ô</td></table>",
    "<p>]]><![CDATA[<img src={0}/32>]]><!--><img src={0}/33>--></p><xmp><img src={0}/34></xmp>",
    "<body onload=\"fetch('{0}/35')\" background='{0}/36'><frameset><frame src='{0}/37'></frameset>",
    "<portal src='{0}/38'></portal><audio src='{0}/39' autoplay></audio><input autofocus onfocus=fetch('{0}/40')>",
)
READABLE = "<p>Nội dung còn đọc được</p>".encode()
HOSTILE = b"<div>" * 900 + READABLE + b"\xff\xfe\xc3(" + "".join(ATTACKS).format(OUTSIDE).encode()


@pytest.fixture
def opened(desk: Desk, visit_as: SignIn, desk_address: str, browser: Browser) -> Iterator[Page]:
    """A signed-in page of a real browser."""
    visit = visit_as(AccountRole.VIEWER)
    context = browser.new_context()
    context.add_cookies([{"name": COOKIE, "value": str(visit.client.cookies[COOKIE]), "url": desk_address}])
    yield context.new_page()
    context.close()


def test_a_hostile_page_asks_for_nothing_and_runs_nothing(desk: Desk, desk_address: str, opened: Page) -> None:
    """In a real browser no request leaves for anywhere but the desk, no dialog opens, and the words are there."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, HOSTILE)
    asked: list[str] = []
    told: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("dialog", lambda dialog: told.append(dialog.message))
    opened.on("websocket", lambda socket: asked.append(socket.url))

    opened.goto(f"{desk_address}/bai/{article.id}/ban-chup", wait_until="load")
    frame = opened.frame_locator("iframe.kept")
    words = frame.locator("body").inner_text()
    opened.wait_for_timeout(300)

    assert "Nội dung còn đọc được" in words
    assert [url for url in asked if not url.startswith(f"{desk_address}/")] == []
    assert told == []
    assert frame.locator("main").evaluate("node => getComputedStyle(node).fontFamily").startswith("Georgia")


def test_the_policy_alone_holds_without_the_cleaning(
    desk: Desk, desk_address: str, opened: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the cleaning to fail altogether, the frame's policy still lets nothing out and nothing run."""
    monkeypatch.setattr("pipeline.desk.article.kept_pages.clean_page", lambda page, _: _as_it_came(page))
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, HOSTILE)
    asked: list[str] = []
    reached: list[str] = []
    opened.route(f"{OUTSIDE}/**", lambda route: _note_and_stop(route, reached))
    opened.on("response", lambda response: asked.append(response.url))

    opened.goto(f"{desk_address}/bai/{article.id}/ban-chup", wait_until="load")
    opened.wait_for_timeout(300)

    assert [url for url in asked if not url.startswith((f"{desk_address}/", "data:"))] == []
    assert opened.title().startswith("Bản chụp")
    assert reached == []


def _note_and_stop(route: Route, reached: list[str]) -> None:
    reached.append(route.request.url)
    route.abort()


def _as_it_came(page: bytes) -> Markup:
    return Markup(page.decode(errors="replace"))


pieces = st.one_of(
    st.sampled_from([attack.format(OUTSIDE) for attack in ATTACKS]),
    st.sampled_from(
        ["<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "<table>", "<select>", "<p>", "</p>", "\x00"]
    ),
    st.text(alphabet="<>&\"'=/ ađ\x00-!", max_size=12),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=12))
def test_nothing_but_listed_tags_and_attributes_survives(parts: list[str]) -> None:
    """Whatever is thrown at the cleaning, a browser's parser finds only harmless elements in what comes out."""
    cleaned = clean_page("".join(parts).encode(), None)

    tree = LexborHTMLParser(f"<body><main>{cleaned}</main></body>")
    for node in tree.css("main *"):
        tag = str(node.tag)
        assert tag in TAGS
        assert set(node.attributes) <= ATTRIBUTES.get(tag, set())


def test_the_frame_carries_a_policy_of_its_own(desk: Desk, visit_as: SignIn) -> None:
    """The page inside is in a sandbox even when opened alone."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")

    answer = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/ban-chup/{article.snapshot_id}/trang")

    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'; style-src 'sha256-")


def test_where_a_page_came_from_and_that_it_checks_is_told(desk: Desk, visit_as: SignIn) -> None:
    """When, from where, under which digest, and that the digest still holds."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")
        snapshot = article.snapshot
    assert snapshot is not None

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/ban-chup").text

    assert snapshot.url in page
    assert snapshot.sha256 in page
    assert "còn nguyên như khi nhận" in page


def test_a_damaged_page_is_told_in_one_sentence(desk: Desk, visit_as: SignIn) -> None:
    """A byte that changed on disk is found, and the page says what to do."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")
        snapshot = article.snapshot
    assert snapshot is not None
    path: Path = desk.config.warc_folder / snapshot.warc_name
    path.write_bytes(path.read_bytes().replace(b"<p>Trang", b"<p>Trong"))
    visit = visit_as(AccountRole.VIEWER)

    page = visit.get(f"/bai/{article.id}/ban-chup").text

    assert "không còn khớp SHA-256" in page
    assert "<iframe" not in page
    assert visit.get(f"/bai/{article.id}/ban-chup/{snapshot.id}/trang").status_code == 404


def test_an_overly_tangled_page_is_told_and_not_shown(desk: Desk, visit_as: SignIn) -> None:
    """A page that would hold up the parser is kept but not shown."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<div>" * 70_000)

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/ban-chup").text

    assert "còn nguyên nhưng không hiện được" in page


def test_an_article_without_a_kept_page_says_what_to_do(desk: Desk, visit_as: SignIn) -> None:
    """One added by hand has no capture; the page leads to asking for one."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_article(session)
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/ban-chup").text

    assert "Không có bản chụp" in page
    assert "/bai/them" in page


def test_a_snapshot_of_another_article_is_not_found(desk: Desk, visit_as: SignIn) -> None:
    """The number in the address must be of this article's own pages."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")
        other = make_captured(session, desk.config, b"<p>Khac</p>", title="Bài khác")

    answer = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/ban-chup/{other.snapshot_id}")

    assert answer.status_code == 404
