"""Every page of the two miniature sites on one night, rendered in memory.

Night 1 is the first visit. On night 2 edited articles read differently, removed ones are gone
and the newest articles have appeared; all other article pages keep their bytes.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from demo import addresses
from demo.articles import DemoArticle
from demo.listings import (
    listing_pages,
    render_atom,
    render_plain,
    render_rss,
    render_sitemap_index,
    render_urlset,
)
from demo.rendering import Card, card_of, related_cards, render_page, revised

_BUILT = datetime(2023, 1, 1, tzinfo=addresses.HANOI)
_FEED_LENGTH = 20
_GENERATIONS = {".html": "new", ".amp": "amp", ".htm": "old"}
_XML = "application/xml; charset=utf-8"
_BAOHATINH_ROBOTS = "User-agent: *\nDisallow: /api/\nDisallow: /tim-kiem/\nSitemap: https://baohatinh.vn/sitemap.xml\n"


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a site."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    modified_at: datetime = _BUILT


def build_site(outlet: str, articles: Iterable[DemoArticle], night: int) -> dict[str, Page]:
    """Return path (with `?page=N`) → page of one outlet."""
    own = [article for article in articles if article.outlet == outlet]
    first = [article for article in own if article.first_night == 1 and not article.removed]
    shown = [
        revised(article) if night > 1 else replace(article, revision=None)
        for article in own
        if article.first_night <= night
    ]
    listed = sorted(
        (article for article in shown if night == 1 or not article.removed), key=lambda a: a.published_at, reverse=True
    )
    pages = _article_pages(shown, first, night)
    return pages | (_baohatinh_lists(listed) if outlet == "baohatinh" else _hatinhtv_lists(listed))


def calendar_page(day: datetime) -> Page:
    """Return a day of the lunar calendar; each leads on to the next days, without end."""
    links = {
        f"/cong-cu/lich-am/{day + timedelta(days=n):%d-%m-%Y}": f"Lịch âm ngày {day + timedelta(days=n):%d/%m/%Y}"
        for n in (1, 2, 7, 30)
    }
    return _html(render_plain("baohatinh", f"Lịch âm ngày {day:%d/%m/%Y}", "Giờ hoàng đạo, việc nên làm.", links))


def error_page(outlet: str, status: int) -> Page:
    """Return the page for an address that leads nowhere; with status 200 it is a soft error page."""
    words = "Nội dung bạn tìm không tồn tại hoặc đã bị gỡ bỏ."
    return Page(render_plain(outlet, "Không tìm thấy trang", words).encode(), status=status)


def _article_pages(shown: Sequence[DemoArticle], first: Sequence[DemoArticle], night: int) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    for article in shown:
        related = related_cards(article, first)
        for url in article.urls:
            path = url.removeprefix(addresses.ORIGINS[article.outlet])
            pages[path] = _article_page(article, _generation(article, path), related, night)
    return pages


def _article_page(article: DemoArticle, generation: str, related: tuple[Card, ...], night: int) -> Page:
    if article.removed and night > 1:
        return error_page(article.outlet, 404 if article.removed == "gone" else 200)
    modified_at = article.revision.at if article.revision else article.published_at
    return Page(render_page(article, generation, related=related).encode(), modified_at=modified_at)


def _generation(article: DemoArticle, path: str) -> str:
    if article.outlet == "hatinhtv":
        return "hatinhtv"
    if article.form in {"tv", "video"}:
        return article.form
    return _GENERATIONS[path[path.rindex(".") :]]


def _baohatinh_lists(listed: Sequence[DemoArticle]) -> dict[str, Page]:
    lists = dict(listing_pages("baohatinh", "/", "Trang chủ", _twin_cards(listed[:15]), _all_tags(listed)))
    for slug, name in addresses.BAOHATINH_SECTIONS.items():
        cards = [card_of(article, _older_address(article)) for article in listed if article.section_slug == slug]
        lists |= listing_pages("baohatinh", f"/{slug}/", name, cards)
    for tag in _all_tags(listed):
        cards = [card_of(article) for article in listed if tag in article.tags]
        lists |= listing_pages("baohatinh", addresses.tag_path(tag), tag, cards)
    pages = _listing_answers(lists) | _newspaper_sitemaps(listed)
    pages["/rss/home.rss"] = _feed(render_rss("Báo Hà Tĩnh", [card_of(each) for each in listed[:_FEED_LENGTH]]), listed)
    for slug in ("xa-hoi", "chinh-tri", "kinh-te", "phap-luat"):
        recent = [card_of(article, _older_address(article)) for article in listed if article.section_slug == slug]
        name = addresses.BAOHATINH_SECTIONS[slug]
        pages[f"/rss/{slug}.xml"] = _feed(render_rss(name, recent[:_FEED_LENGTH]), listed)
    pages["/robots.txt"] = Page(_BAOHATINH_ROBOTS.encode(), "text/plain; charset=utf-8")
    for path, heading in {
        "/cong-cu/gia-xang-dau/": "Giá xăng dầu",
        "/cong-cu/diem-chuan/2023.html": "Điểm chuẩn",
    }.items():
        pages[path] = _html(render_plain("baohatinh", heading, "Bảng tra cứu đang được cập nhật."))
    return pages


def _older_address(article: DemoArticle) -> str:
    """Return the old address of an article that has one, as section pages still print it."""
    return article.urls[-1] if article.form == "both" else article.urls[0]


def _twin_cards(articles: Sequence[DemoArticle]) -> list[Card]:
    """Return cards of which some link to the AMP twin or carry a tracking query, as shared links do."""
    cards = []
    for n, article in enumerate(articles):
        url = article.urls[0]
        if n % 4 == 1:
            url += "?fbclid=IwAR0" + addresses.make_slug(article.key)
        elif n % 4 == 2 and len(article.urls) > 1:
            url = article.urls[1]
        cards.append(card_of(article, url))
    return cards


def _all_tags(articles: Sequence[DemoArticle]) -> list[str]:
    return sorted({tag for article in articles for tag in article.tags})


def _newspaper_sitemaps(listed: Sequence[DemoArticle]) -> dict[str, Page]:
    """Return the index, monthly maps (even months gzipped) and a map of sections; old `.htm` pages are in none."""
    months: dict[int, list[DemoArticle]] = defaultdict(list)
    for article in listed:
        if article.form in {"new", "both", "tv"}:
            months[article.published_at.month].append(article)
    pages: dict[str, Page] = {}
    index: list[tuple[str, datetime]] = []
    for month in sorted(months):
        changed = max(_changed_at(article) for article in months[month])
        xml = render_urlset([(article.urls[0], _changed_at(article)) for article in months[month]])
        path = f"/sitemaps/news-2023-{month}.xml" + (".gz" if month % 2 == 0 else "")
        if month % 2 == 0:
            pages[path] = Page(gzip.compress(xml.encode(), mtime=0), "application/gzip", modified_at=changed)
        else:
            pages[path] = Page(xml.encode(), _XML, modified_at=changed)
        index.append((addresses.ORIGINS["baohatinh"] + path, changed))
    sections = [(f"{addresses.ORIGINS['baohatinh']}/{slug}/", None) for slug in addresses.BAOHATINH_SECTIONS]
    pages["/sitemaps/categories.xml"] = Page(render_urlset(sections).encode(), _XML)
    index.append((addresses.ORIGINS["baohatinh"] + "/sitemaps/categories.xml", _BUILT))
    pages["/sitemap.xml"] = Page(render_sitemap_index(index).encode(), _XML, modified_at=max(at for _, at in index))
    return pages


def _hatinhtv_lists(listed: Sequence[DemoArticle]) -> dict[str, Page]:
    lists = dict(listing_pages("hatinhtv", "/", "Tin mới", [card_of(article) for article in listed[:15]]))
    names = {f"/{slug}": name for slug, name in addresses.HATINHTV_SECTIONS.items()}
    names |= {f"/tin-bai/{slug}": name for slug, name in addresses.HATINHTV_CATEGORIES.items()}
    for path, name in names.items():
        cards = [card_of(article) for article in listed if article.section_slug == path.rsplit("/", 1)[1]]
        lists |= listing_pages("hatinhtv", path, name, cards)
    pages = _listing_answers(lists)
    pages["/rss-feed"] = _feed(
        render_atom([card_of(article) for article in listed[:_FEED_LENGTH]], listed[0].published_at), listed, "atom"
    )
    rows: list[tuple[str, datetime | None]] = [(addresses.ORIGINS["hatinhtv"] + path, None) for path in names]
    rows += [(article.urls[0], _changed_at(article)) for article in listed]
    pages["/sitemap.xml"] = Page(render_urlset(rows).encode(), _XML, modified_at=max(map(_changed_at, listed)))
    pages["/robots.txt"] = Page(b"User-agent: *\nDisallow:\n", "text/plain; charset=utf-8")
    for path, name in {
        "/truyen-hinh": "Truyền hình",
        "/phat-thanh": "Phát thanh",
        "/lich-phat-song": "Lịch phát sóng",
    }.items():
        pages[path] = _html(render_plain("hatinhtv", name, "Chương trình trực tuyến."))
    pages["/lien-he"] = _html(render_plain("hatinhtv", "Liên hệ", "Ý kiến đóng góp xin gửi về tòa soạn."))
    return pages


def _listing_answers(lists: Mapping[str, tuple[str, Sequence[Card]]]) -> dict[str, Page]:
    return {
        path: Page(html.encode(), modified_at=max((card.at for card in cards), default=_BUILT))
        for path, (html, cards) in lists.items()
    }


def _changed_at(article: DemoArticle) -> datetime:
    return article.revision.at if article.revision else article.published_at


def _feed(xml: str, listed: Sequence[DemoArticle], kind: str = "rss") -> Page:
    changed = max(map(_changed_at, listed))
    return Page(xml.encode(), f"application/{kind}+xml; charset=utf-8", modified_at=changed)


def _html(html: str) -> Page:
    return Page(html.encode(), modified_at=_BUILT.astimezone(UTC))
