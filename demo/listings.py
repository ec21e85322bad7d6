"""Render what leads to articles: section and tag pages with pagination, feeds, sitemaps.

Pure. Cards are given newest first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as escape_xml

from demo.addresses import BAOHATINH_SECTIONS, HATINHTV_CATEGORIES, HATINHTV_SECTIONS, ORIGINS
from demo.rendering import Card, render_template

CARDS_PER_PAGE = 10
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def listing_pages(
    outlet: str, path: str, heading: str, cards: Sequence[Card], tags: Sequence[str] = ()
) -> dict[str, tuple[str, Sequence[Card]]]:
    """Return path → (page, its cards) for a list with its further pages (`?page=2` …)."""
    last_page = max(1, -(-len(cards) // CARDS_PER_PAGE))
    pages: dict[str, tuple[str, Sequence[Card]]] = {}
    for page in range(1, last_page + 1):
        shown = cards[(page - 1) * CARDS_PER_PAGE : page * CARDS_PER_PAGE]
        html = render_template(
            f"{outlet}/listing.html.j2",
            origin=ORIGINS[outlet],
            path=path,
            heading=heading,
            cards=shown,
            page=page,
            last_page=last_page,
            tags=tags,
            popular=cards[-3:],
            sections=BAOHATINH_SECTIONS if outlet == "baohatinh" else HATINHTV_SECTIONS,
            categories=HATINHTV_CATEGORIES,
        )
        pages[f"{path}?page={page}"] = (html, shown)
    return pages | {path: pages[f"{path}?page=1"]}


def render_plain(outlet: str, heading: str, words: str, links: Mapping[str, str] | None = None) -> str:
    """Return a page that is no article: an error page, a calendar day, a programme."""
    return render_template(
        f"{outlet}/plain.html.j2",
        origin=ORIGINS[outlet],
        heading=heading,
        words=words,
        links=links or {},
        sections=BAOHATINH_SECTIONS if outlet == "baohatinh" else HATINHTV_SECTIONS,
        categories=HATINHTV_CATEGORIES,
    )


def render_rss(title: str, cards: Sequence[Card]) -> str:
    """Return a feed of the newspaper; the description opens with a picture and a line break."""
    items = "".join(
        f"<item><title><![CDATA[{card.title}]]></title><link>{escape_xml(card.url)}</link>"
        f'<guid isPermaLink="true">{escape_xml(card.url)}</guid><pubDate>{format_datetime(card.at)}</pubDate>'
        f'<description><![CDATA[<img src="https://cdn.baohatinh.vn/thumb.jpg"/></br>'
        f"<i>(Baohatinh.vn)</i> - {escape(card.summary, quote=False)}]]></description></item>\n"
        for card in cards
    )
    return (
        f'{_DECLARATION}<rss version="2.0"><channel><title>{escape_xml(title)}</title>'
        f"<link>{ORIGINS['baohatinh']}</link><description>Báo Hà Tĩnh</description>\n{items}</channel></rss>\n"
    )


def render_atom(cards: Sequence[Card], updated: datetime) -> str:
    """Return the broadcaster's feed: the uploader as author, the title again as summary."""
    entries = "".join(
        f'<entry><title type="text"><![CDATA[{card.title}]]></title><link rel="alternate" type="text/html" '
        f'href="{escape_xml(card.url)}"/><id>{escape_xml(card.url)}</id><author><name>{escape_xml(card.uploader)}</name>'
        f'</author><summary type="html"><![CDATA[{card.title}]]></summary>'
        f"<updated>{card.at.isoformat()}</updated></entry>\n"
        for card in cards
    )
    origin = ORIGINS["hatinhtv"]
    return (
        f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><title type="text">HTTV</title>'
        f'<link rel="self" href="{origin}/rss-feed"/><id>{origin}/rss-feed</id>'
        f"<updated>{updated.isoformat()}</updated>\n{entries}</feed>\n"
    )


def render_urlset(rows: Sequence[tuple[str, datetime | None]]) -> str:
    """Return one sitemap of (address, time of the last change)."""
    urls = "".join(
        f"<url><loc>{escape_xml(url)}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</url>\n"
        for url, at in rows
    )
    return f'{_DECLARATION}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'


def render_sitemap_index(rows: Sequence[tuple[str, datetime]]) -> str:
    """Return the index of several sitemaps."""
    maps = "".join(f"<sitemap><loc>{url}</loc><lastmod>{at.isoformat()}</lastmod></sitemap>\n" for url, at in rows)
    return f'{_DECLARATION}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{maps}</sitemapindex>\n'
