"""Turn one article into a page of its outlet, in the markup of the generation asked for.

Pure. Listings, feeds and sitemaps are `listings`; which pages exist is `sites`.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from demo import addresses
from demo.articles import DemoArticle

_TEMPLATES = {
    "new": "baohatinh/new.html.j2",
    "amp": "baohatinh/amp.html.j2",
    "tv": "baohatinh/tv.html.j2",
    "old": "baohatinh/old.html.j2",
    "video": "baohatinh/old.html.j2",
    "hatinhtv": "hatinhtv/item.html.j2",
}
_WEEKDAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")
_UPLOADERS = ("bientap01", "Ban Biên tập", "thuky.httv", "Phòng Thời sự", "quantri")
_CARD_BYTES = 900  # measured size of one "Đọc thêm" card, used to fill pages to a wanted size


@dataclass(frozen=True, slots=True)
class Card:
    """A teaser of an article as printed in lists and boxes. `url` may be a twin (AMP, with query)."""

    title: str
    url: str
    summary: str
    at: datetime
    section: str
    section_path: str
    uploader: str


def card_of(article: DemoArticle, url: str | None = None) -> Card:
    """Return the teaser of `article`, linking to `url` or its canonical address."""
    return Card(
        title=article.title,
        url=url or article.urls[0],
        summary=article.lead,
        at=article.published_at,
        section=article.section,
        section_path=addresses.section_path(article.form, article.section_slug),
        uploader=uploader_of(article),
    )


def related_cards(article: DemoArticle, among: Sequence[DemoArticle]) -> tuple[Card, ...]:
    """Return eight cards of other articles, always the same ones, so that a page changes only by its own edit."""
    start = addresses.stable_number(article.key, 0, max(len(among), 1))
    others = [other for other in (*among[start:], *among[:start]) if other.key != article.key]
    return tuple(card_of(other) for other in others[:8])


def uploader_of(article: DemoArticle) -> str:
    """Return the account that put a broadcaster's item online; never its reporter."""
    return _UPLOADERS[addresses.stable_number(article.key, 0, len(_UPLOADERS))]


def render_page(article: DemoArticle, generation: str, *, related: tuple[Card, ...] = (), size: int = 0) -> str:
    """Return the page of `article` as HTML.

    `generation` is one of new, amp, tv, old, video (baohatinh) and hatinhtv. With `size`, style
    rules and further "Đọc thêm" cards fill the page to at least that many bytes.
    """
    page = _render(article, generation, related, style="")
    missing = size - len(page.encode())
    if missing <= 0:
        return page
    cards = related or (card_of(article),)
    more = tuple(cards[n % len(cards)] for n in range(missing * 2 // 3 // _CARD_BYTES))
    missing = size - len(_render(article, generation, related + more, style="").encode())
    return _render(article, generation, related + more, style=_filler_style(missing))


def revised(article: DemoArticle) -> DemoArticle:
    """Return the article as it reads after the outlet's later edit; its addresses stay."""
    if article.revision is None:
        return article
    edit = article.revision
    return replace(article, title=edit.title, lead=edit.lead, paragraphs=edit.paragraphs)


def render_template(name: str, **values: object) -> str:
    """Return a template of this package filled with `values`; an undefined name is an error."""
    return _environment().get_template(name).render(**values)


def _render(article: DemoArticle, generation: str, related: tuple[Card, ...], style: str) -> str:
    origin = addresses.ORIGINS[article.outlet]
    page = render_template(
        _TEMPLATES[generation],
        article=article,
        origin=origin,
        generation=generation,
        related=related,
        sections=_menu(article.outlet),
        categories=addresses.HATINHTV_CATEGORIES,
        uploader=uploader_of(article),
        modified_at=article.revision.at if article.revision else None,
        picture=_picture(article),
        video_name=f"{int(article.published_at.timestamp())}{addresses.stable_number(article.key, 1000, 10000)}.mp4",
        views=addresses.stable_number(article.title, 40, 4000),
        relate_after=min(2, max(len(article.paragraphs) - 1, 1)),
        style=style,
    )
    return unicodedata.normalize("NFD", page) if article.is_decomposed else page


def _menu(outlet: str) -> dict[str, str]:
    return addresses.BAOHATINH_SECTIONS if outlet == "baohatinh" else addresses.HATINHTV_SECTIONS


def _picture(article: DemoArticle) -> str:
    """Return the address of the lead picture; pictures are never served, nothing needs them."""
    number = addresses.stable_number(article.key, 10**8, 10**9)
    if article.outlet == "hatinhtv":
        return f"/uploads/topics/{int(article.published_at.timestamp())}{number % 10000:04d}.jpg"
    if article.form in {"old", "video"}:
        week = article.published_at.strftime("%y%V")
        return f"https://i.baohatinh.vn/news/{week}/{number % 1000}d{number}t1l9-bqbht_br_{number % 100}.jpg"
    return f"https://cdn.baohatinh.vn/images/{number:x}{number * 7919:x}/bqbht_br_{number % 100}.jpg"


def _filler_style(missing: int) -> str:
    rule = ".zce-box-{n:05d} .cms-note{{margin:0 auto 12px;padding:4px 8px;line-height:1.6}}\n"
    return "".join(rule.format(n=n) for n in range(max(missing, 0) // len(rule.format(n=0)) + 1))


def _vietnamese_date(at: datetime) -> str:
    return f"{_WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y %H:%M} (GMT+7)"


def _offset_without_colon(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S%z")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["header_date"] = _vietnamese_date
    environment.filters["iso"] = _offset_without_colon
    environment.filters["slug"] = addresses.make_slug
    environment.filters["tag_path"] = addresses.tag_path
    return environment
