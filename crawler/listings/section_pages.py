"""Section, tag and front pages as announced addresses, with the way to their next page.

Cards in the outlet's scope count; a page without any known card is read link by link. lxml reads
them (through parsel): it cuts hostile depths where faster readers stall.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from parsel import Selector, SelectorList

from crawler.listings.listed import Listed, ListedPage
from crawler.outlet_file import ListingCards
from models.clock import VIETNAM

_MAX_CHARACTERS = 1024 * 1024
_MAX_LINKS = 500
_PAGINATION = ".pagination, .paging, .pager"
_STAMP = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\D{1,4}(\d{1,2})[:h](\d{2}))?")


def read_section_page(html: str, url: str, cards: ListingCards) -> ListedPage:
    """Return what a page lists, in its order, and the address of the next page."""
    page = Selector(text=html[:_MAX_CHARACTERS] or "<html/>")
    scopes = page.css(", ".join(cards.scope)) if cards.scope else SelectorList([page])
    entries = list(_read_cards(scopes, url, cards)) or list(_read_links(scopes, url))
    unique = {entry.url: entry for entry in reversed(entries)}
    ordered = tuple(unique.values())[::-1]
    return ListedPage(
        entries=ordered[:_MAX_LINKS],
        next_url=_find_next(page, url, cards) if ordered else None,
        overflow=max(0, len(ordered) - _MAX_LINKS),
    )


def _read_cards(scopes: SelectorList[Selector], url: str, cards: ListingCards) -> Iterable[Listed]:
    for card in scopes.css(", ".join(cards.card)) if cards.card else ():
        when = _read_stamp(card.css(", ".join(cards.published_at))) if cards.published_at else None
        link = next((found for css in cards.link if (found := card.css(css).attrib.get("href"))), None)
        if link:
            yield Listed(_join(url, link), published_at=when)


def _read_links(scopes: SelectorList[Selector], url: str) -> Iterable[Listed]:
    for link in scopes.css("a[href]"):
        yield Listed(_join(url, link.attrib["href"]))


def _read_stamp(found: SelectorList[Selector]) -> datetime | None:
    """Return a card's time: an ISO attribute, or dd/mm/yyyy with or without the hour, in Vietnamese time."""
    for each in found:
        try:
            moment = datetime.fromisoformat(each.attrib.get("datetime", ""))
            return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(UTC)
        except ValueError:
            stamp = _STAMP.search(" ".join(each.css("::text").getall()))
        if stamp:
            day, month, year, hour, minute = (int(part or 0) for part in stamp.groups())
            try:
                return datetime(year, month, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)
            except ValueError:
                continue
    return None


def _find_next(page: Selector, url: str, cards: ListingCards) -> str | None:
    """Return the linked next page; where a page shows no pagination at all, the guessed one."""
    for css in (*cards.next_page, "link[rel=next]", "a[rel=next]"):
        if href := page.css(css).attrib.get("href"):
            return _join(url, href)
    if cards.page_query is None or page.css(_PAGINATION):
        return None
    return _count_up(url, cards.page_query)


def _count_up(url: str, name: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    number = query.get(name, "1")
    query[name] = str(int(number) + 1 if number.isascii() and number.isdigit() and len(number) < 6 else 2)
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def _join(base: str, link: str) -> str:
    """Return an absolute address; what cannot be joined stays as it is, to be refused by name later."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link
