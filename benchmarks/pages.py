"""Pages of real size in the markup of both sites, any number of distinct ones, made from the miniature's articles."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from demo.addresses import HANOI, baohatinh_address, hatinhtv_address
from demo.articles import DemoArticle
from demo.loading import demo_articles
from demo.rendering import card_of, render_page

FIRST_MOMENT = datetime(2023, 1, 2, tzinfo=HANOI)
SMALLEST, LARGEST = 150_000, 250_000
GENERATIONS = {"new": "new", "both": "new", "old": "old", "video": "video", "root": "hatinhtv", "tin-bai": "hatinhtv"}


@cache
def known_articles() -> list[DemoArticle]:
    """Return the miniature's articles whose pages have a layout of their own; /tv/ pages are read the general way."""
    return [article for article in demo_articles() if article.form in GENERATIONS]


def make_article(number: int) -> DemoArticle:
    """Return the article of that number: a known one moved to a place and a minute of its own."""
    known = known_articles()
    first = known[number % len(known)]
    title = f"{first.title} ở xóm {number}"
    at = FIRST_MOMENT + timedelta(hours=number)
    find_address = baohatinh_address if first.outlet == "baohatinh" else None
    if find_address:
        article_id, urls = find_address(first.form, first.section_slug, title, at)
    else:
        article_id, urls = hatinhtv_address(first.form, first.section_slug, title)
    return replace(
        first,
        key=f"{first.key}-{number}",
        article_id=article_id,
        urls=urls,
        title=title,
        paragraphs=tuple(f"{paragraph} Xóm {number} cũng vậy." for paragraph in first.paragraphs),
        published_at=at,
        revision=None,
        removed=None,
    )


def make_page(number: int) -> tuple[DemoArticle, bytes]:
    """Return an article and its page of 150 to 250 KB."""
    article = make_article(number)
    known = known_articles()
    related = tuple(card_of(known[(number + step) % len(known)]) for step in range(1, 9))
    size = SMALLEST + number * 7919 % (LARGEST - SMALLEST)
    return article, render_page(article, GENERATIONS[article.form], related=related, size=size).encode()
