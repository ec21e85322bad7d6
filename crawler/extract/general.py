"""Read a page of an unknown site: what it says about itself first, then the block that holds its text.

trafilatura is asked for the body when no block can be found. A page that lists other
articles is told by its links, its headline and the absence of all that an article states.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlsplit

import trafilatura

from crawler.dates import is_only_a_date
from crawler.extract.blocks import read_blocks
from crawler.extract.find_body import survey_page
from crawler.extract.limits import MAX_GENERIC_LENGTH
from crawler.extract.metadata import AUTHOR_METAS, find_modified, find_published
from crawler.extract.named import Area, find_area, find_bylines, find_date, find_lead
from crawler.extract.page import Page, read_links, text_of
from crawler.extract.reading import Block, Found, Reading
from crawler.extract.related import cut_at_end, drop_related
from crawler.extract.sitenames import strip_site_name
from models.text import clean_text, comparison_key

LAYOUT = "general"
_CAPTION = re.compile(
    r"caption|img-?desc|photo-?desc|image-?(?:note|desc)|pic-?note|desc-?image|chu-?thich", re.IGNORECASE
)
_PLAYER = "video, iframe[src*=youtube], iframe[src*=vimeo], .video-player, .videoplayer, .video-container"
_ENDS = re.compile(
    r"(?:tin|bài|tin tức|bài viết) (?:gần đây|liên quan|khác|cùng loại|mới nhất|cùng chuyên mục)|các tin khác|"
    r"cùng chuyên mục|đọc thêm|có thể bạn quan tâm|bình luận|ý kiến (?:bạn đọc|của bạn)|theo dòng sự kiện|tags|từ khóa",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:nam|nữ) miền (?:bắc|nam)|tin (?:mới|nóng)|xem thêm|nghe đọc bài|in bài viết|chia sẻ|quảng cáo|aa|"
    r"0:00(?: / 0:00)?",
    re.IGNORECASE,
)
NO_ARTICLE = "không thấy bài trên trang"
GONE = "trang báo rằng không có nội dung này"
_GONE = re.compile(r"không (?:tìm thấy|tồn tại)|(?:đã|bị) (?:gỡ|xóa|xoá)|\b404\b|not found", re.IGNORECASE)
_LEAST_WORDS = 40
_FIRST_HEADINGS = 5


def read_general(page: Page, *, untrusted_meta: Collection[str] = ()) -> Reading | str:
    """Return the reading of an article page, or the reason why this is none.

    `untrusted_meta` names fields ("author", "lead") for which the metadata is known to be wrong.
    """
    if urlsplit(page.url).path in ("", "/") and page.url:
        return "trang chủ, không phải trang bài"
    survey = survey_page(page)
    body = survey.best()
    if body is None:
        return _read_generic(page)
    area = find_area(survey, body, tuple(found.value for found in _stated_titles(page)))
    reading, is_list = _read_area(page, area, untrusted_meta)
    return _refuse(area, reading, is_list=is_list and not page.metadata.articles) or reading


def _read_area(page: Page, area: Area, untrusted: Collection[str]) -> tuple[Reading, bool]:
    """Return what the area holds, and whether its body looks like a list of other articles."""
    metadata = page.metadata
    stated = metadata.meta("og:description", "description", "twitter:description")
    description = stated.value if stated and "lead" not in untrusted else ""
    lead, date = find_lead(area, description), find_date(area)
    section = metadata.meta("article:section") or metadata.jsonld("articleSection") or metadata.trail
    reading = Reading(
        layout=LAYOUT,
        title=_read_title(page, area),
        lead=Found(text_of(lead[0].node), lead[1]) if lead else None,
        bylines=tuple(([] if "author" in untrusted else _stated_authors(page)) + find_bylines(area)),
        published_at=find_published(metadata) or (date[1] if date else None),
        modified_at=find_modified(metadata),
        section=section and replace(section, value=section.value.split(",")[0].strip()),
        has_player=page.tree.css_first(_PLAYER) is not None,
    )
    links = read_links(area.body.node)
    _clear_body(area, {pair[0].order for pair in (lead, date) if pair})
    lines = read_blocks(area.body.node, _captions(area))
    lines, is_list = drop_related(tuple(line for line in lines if not is_only_a_date(line.text)))
    rule = f"block:{area.body.tag}.{area.body.name.strip()[:40]}"
    reading = reading.with_body(_trim(lines, reading), rule, links)
    return (reading if reading.lead else _lead_as_described(reading, description)), is_list


def _read_title(page: Page, area: Area) -> Found | None:
    if area.title:
        return Found(text_of(area.title.node), f"heading:{area.title.tag}")
    return next(iter(_stated_titles(page)), None)


def _stated_titles(page: Page) -> list[Found]:
    """Return what the page says its headline is, without the name of the site, the best first."""
    metadata = page.metadata
    node = page.tree.css_first("title")
    stated = [metadata.meta("og:title"), metadata.jsonld("headline"), Found(text_of(node), "title") if node else None]
    titles = (
        replace(found, value=strip_site_name(found.value, page.url, metadata.site_names)) for found in stated if found
    )
    return [found for found in titles if found.value]


def _stated_authors(page: Page) -> list[Found]:
    metadata = page.metadata
    persons = metadata.jsonld_authors()
    stated = [Found(" - ".join(persons), "jsonld:author")] if persons else []
    return stated + [found for name in AUTHOR_METAS if (found := metadata.meta(name))]


def _clear_body(area: Area, read: set[int]) -> None:
    """Take out of the body what is none of it: noise, all above the headline, and the elements read already."""
    title = area.title.order if area.title and area.body.holds(area.title.order) else -1
    for box in reversed(area.survey.boxes[area.body.order + 1 : area.body.last + 1]):
        above = box.order <= title and (box.last < title or box.order == title)
        if box.is_noise or above or box.order in read:
            box.node.remove()


def _captions(area: Area) -> set[int]:
    inside = area.survey.boxes[area.body.order + 1 : area.body.last + 1]
    return {box.node.mem_id for box in inside if box.tag == "figcaption" or _CAPTION.search(box.name)}


def _trim(lines: tuple[Block, ...], reading: Reading) -> tuple[Block, ...]:
    """Drop furniture, a repeated headline, and all after the line that ends the body."""
    headline = comparison_key(reading.title.value) if reading.title else ""
    kept = cut_at_end(lines, lambda text: bool(_ENDS.fullmatch(text)))
    return tuple(
        line
        for line in kept
        if not _FURNITURE.fullmatch(line.text.rstrip(" :…")) and comparison_key(line.text) != headline
    )


def _lead_as_described(reading: Reading, description: str) -> Reading:
    """Make the first line the lead when the page describes itself by it."""
    start = comparison_key(description)[:40]
    if len(reading.blocks) < 2 or not start or not comparison_key(reading.blocks[0].text).startswith(start):
        return reading
    lead = Found(reading.blocks[0].text, "first paragraph: as described")
    return replace(reading, lead=lead, blocks=reading.blocks[1:])


def _refuse(area: Area, reading: Reading, *, is_list: bool) -> str | None:
    """Return why the page is no article, or None."""
    words = sum(len(block.text.split()) for block in reading.blocks)
    if is_list:
        return "trang danh sách, không phải trang bài"
    if reading.published_at is None and reading.title and _GONE.search(reading.title.value):
        return GONE
    if area.title is None and words < _LEAST_WORDS * 3:
        return "không thấy đầu đề bài trên trang"
    if reading.published_at is None and words < _LEAST_WORDS:
        return NO_ARTICLE
    return None


def _read_generic(page: Page) -> Reading | str:
    """Ask trafilatura for the body of a page that calls itself an article."""
    titles, published = _stated_titles(page), find_published(page.metadata)
    if not page.metadata.articles or not titles or not published:
        headings = [text_of(node) for node in page.tree.css("title, h1, h2")[:_FIRST_HEADINGS]]
        return GONE if any(map(_GONE.search, headings)) else NO_ARTICLE
    fits = len(page.markup) <= MAX_GENERIC_LENGTH
    text = trafilatura.extract(page.markup, fast=True, include_comments=False) if fits else None
    lines = [clean_text(line) for line in (text or "").split("\n")]
    reading = Reading(
        layout=LAYOUT,
        title=titles[0],
        published_at=published,
        modified_at=find_modified(page.metadata),
        bylines=tuple(_stated_authors(page)),
    )
    return reading.with_body(tuple(Block(line) for line in lines if line), "trafilatura:text", ())
