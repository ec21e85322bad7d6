"""From what was read on a page to the record of the article: cleaned, judged, each field with its rule."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from crawler.addresses import Address, clean_address
from crawler.dates import EARLIEST, read_datetime
from crawler.extract.genre import choose_genre, text_blocks
from crawler.extract.limits import cut_text
from crawler.extract.page import Page
from crawler.extract.reading import BlockKind, Found, Reading
from crawler.extract.series import read_series
from crawler.extract.signature import choose_byline, drop_repeated_byline, split_signature
from crawler.extract.sitenames import is_site_name, strip_site_name
from crawler.outlet_file import Outlet
from models.records import ExtractedArticle, ParsedByline
from models.text import comparison_key, fold_accents
from models.vocabulary import Genre

_FUTURE_SLACK = timedelta(days=1)
_PLAYED = frozenset([Genre.VIDEO, Genre.RADIO])
_AFTER_PREFIX = re.compile(r"^\s*[-–—:.]*\s*")
_MAX_LINKS = 200
_LEAD_WORDS = (8, 250)
_SAME_START = 60
_FIRST_LETTERS = 4


def finish_article(
    page: Page, reading: Reading, *, address: Address | None, outlet: Outlet | None, fetched_at: datetime
) -> ExtractedArticle:
    """Return the article, quarantined with its reasons where it cannot be counted."""
    reading, own_report = _strip_prefix(_separate_lead(_take_bold_lead(reading)), outlet)
    reading, signed = _take_byline(page, reading, outlet)
    title = _clean_title(page, reading, outlet)
    lead = cut_text(reading.lead.value) if reading.lead else None
    section = reading.section.value if reading.section else None
    genre = choose_genre(
        title=title or "",
        section=section,
        blocks=reading.blocks,
        has_player=reading.has_player,
        marked=reading.genre_mark or _genre_of_path(address, outlet),
    )
    text = cut_text("\n\n".join(block.text for block in text_blocks(reading.blocks)))
    published = read_datetime(reading.published_at.value) if reading.published_at else None
    modified = read_datetime(reading.modified_at.value) if reading.modified_at else None
    is_played = reading.has_player and genre in _PLAYED
    return ExtractedArticle(
        url=address.canonical_url if address else page.url,
        outlet=address.outlet if address else None,
        outlet_article_id=address.article_id if address else None,
        title=title,
        lead=lead or None,
        text=text,
        byline=signed[0] if signed else None,
        published_at=published,
        modified_at=modified if modified and modified <= fetched_at + _FUTURE_SLACK else None,
        section=section,
        tags=reading.tags,
        genre=genre,
        series=read_series(title, named=reading.series.value if reading.series else None) if title else None,
        own_report=own_report,
        layout=reading.layout,
        provenance=_list_rules(reading, signed),
        quarantine=_find_faults(title, lead, text, published, fetched_at, is_played=is_played),
        links=_join_links(page.url, reading.links[:_MAX_LINKS]),
    )


def _join_links(base: str, links: tuple[str, ...]) -> tuple[str, ...]:
    joined = []
    for link in links:
        try:
            joined.append(clean_address(urljoin(base, link)))
        except ValueError:
            continue
    return tuple(link for link in dict.fromkeys(joined) if link)


def _take_bold_lead(reading: Reading) -> Reading:
    """Without a lead, make it the first line if that alone is bold."""
    if reading.lead or len(reading.blocks) < 2:
        return reading
    first, second = reading.blocks[:2]
    alone = first.is_emphasised and not (second.is_emphasised and second.kind is BlockKind.PARAGRAPH)
    if (
        not alone
        or first.kind is not BlockKind.PARAGRAPH
        or not _LEAD_WORDS[0] <= len(first.text.split()) <= _LEAD_WORDS[1]
    ):
        return reading
    return replace(reading, lead=Found(first.text, "first paragraph: bold"), blocks=reading.blocks[1:])


def _separate_lead(reading: Reading) -> Reading:
    """Take the lead out of the body when its first line repeats it; a cut description becomes the whole line."""
    if reading.lead is None or not reading.blocks:
        return reading
    first, lead = reading.blocks[0], reading.lead
    if not _start_alike(first.text, lead.value):
        return reading
    if lead.rule.startswith("meta:"):
        return replace(reading, lead=Found(first.text, "first paragraph: as described"), blocks=reading.blocks[1:])
    repeats = len(first.text) <= len(lead.value) * 1.2
    return replace(reading, blocks=reading.blocks[1:]) if repeats else reading


def _start_alike(text: str, lead: str) -> bool:
    if fold_accents(text[:_FIRST_LETTERS]) != fold_accents(lead[:_FIRST_LETTERS]):
        return False  # most lines end here, which spares the dearer comparison
    start = comparison_key(lead[: 2 * _SAME_START])[:_SAME_START]
    return bool(start) and comparison_key(text[: 4 * _SAME_START]).startswith(start)


def _strip_prefix(reading: Reading, outlet: Outlet | None) -> tuple[Reading, bool | None]:
    """Take the outlet's own prefix off the lead or the first line; say whether it stood there."""
    if outlet is None or not outlet.own_prefixes:
        return reading, None
    if reading.lead and (rest := _without_prefix(reading.lead.value, outlet)) is not None:
        return replace(reading, lead=replace(reading.lead, value=rest)), True
    if reading.blocks and (rest := _without_prefix(reading.blocks[0].text, outlet)) is not None:
        first = (replace(reading.blocks[0], text=rest),) if rest else ()
        return replace(reading, blocks=first + reading.blocks[1:]), True
    return reading, False


def _without_prefix(text: str, outlet: Outlet) -> str | None:
    for prefix in outlet.own_prefixes:
        if text.lower().startswith(prefix.lower()):
            return _AFTER_PREFIX.sub("", text[len(prefix) :])
    return None


def _take_byline(
    page: Page, reading: Reading, outlet: Outlet | None
) -> tuple[Reading, tuple[ParsedByline, str] | None]:
    """Return the reading without byline lines in its body, and the byline with its rule."""
    names = page.metadata.site_names + ((outlet.name,) if outlet else ())
    candidates = [found for found in reading.bylines if not is_site_name(found.value, page.url, names)]
    blocks, closing = split_signature(reading.blocks)
    signed = choose_byline(candidates, closing)
    blocks = drop_repeated_byline(blocks, signed[0] if signed else None)
    return replace(reading, blocks=blocks), signed


def _clean_title(page: Page, reading: Reading, outlet: Outlet | None) -> str | None:
    if reading.title is None:
        return None
    names = page.metadata.site_names + ((outlet.name,) if outlet else ())
    return cut_text(strip_site_name(reading.title.value, page.url, names)) or None


def _genre_of_path(address: Address | None, outlet: Outlet | None) -> Genre | None:
    if address is None or outlet is None:
        return None
    path = address.canonical_url.removeprefix(outlet.addresses.origin)
    return next(
        (genre for genre, marks in outlet.genre_paths.items() if any(mark.search(path) for mark in marks)), None
    )


def _find_faults(
    title: str | None, lead: str | None, text: str, published: datetime | None, fetched_at: datetime, *, is_played: bool
) -> str | None:
    """Return in plain words why the article cannot be counted, or None."""
    faults = []
    if not title:
        faults.append("không có đầu đề")
    if published is None:
        faults.append("không có ngày đăng")
    elif published > fetched_at + _FUTURE_SLACK:
        faults.append(f"ngày đăng ở tương lai ({published:%d/%m/%Y})")
    elif published < EARLIEST:
        faults.append(f"ngày đăng trước năm 2000 ({published:%d/%m/%Y})")
    if not text and not is_played:
        faults.append("không có nội dung bài" + (" (chỉ có phần mở đầu)" if lead else ""))
    return "; ".join(faults) or None


def _list_rules(reading: Reading, signed: tuple[ParsedByline, str] | None) -> dict[str, str]:
    found = {
        "title": reading.title,
        "lead": reading.lead,
        "published_at": reading.published_at,
        "modified_at": reading.modified_at,
        "section": reading.section,
    }
    rules = {name: value.rule for name, value in found.items() if value}
    if reading.body_rule:
        rules["text"] = reading.body_rule
    if signed:
        rules["byline"] = signed[1]
    if reading.tags_rule:
        rules["tags"] = reading.tags_rule
    return rules
