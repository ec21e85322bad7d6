"""Elements of an article's own area that carry a name or a place for what they are: headline, lead, date, byline.

The area reaches from a little above the headline to a little below the body, inside the element
that holds both. Menus, comments and related boxes are no part of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from crawler.bylines import looks_like_byline
from crawler.dates import is_only_a_date, read_datetime
from crawler.extract.find_body import Box, Survey
from crawler.extract.page import text_of
from crawler.extract.reading import Found
from models.text import comparison_key

_TITLE_TAGS = frozenset(["h1", "h2", "h3", "h4"])
_TITLE_NAME = re.compile(r"title|headline|tieu-?de", re.IGNORECASE)
_LEAD_NAME = re.compile(
    r"sapo|chapp?eau|mo-?ta|tom-?tat|\blead\b|summary|descri?p|\bdesc\b|teaser|excerpt|intro|short-?des|phead|head-?noidung|quote-?top",
    re.IGNORECASE,
)
_DATE_NAME = re.compile(
    r"date|time|publish|ngay|thoi-?gian|post-?meta|news-?meta|article-?meta|meta-?item", re.IGNORECASE
)
_CLOCK_NAME = re.compile(r"today|\bnow\b|current|clock|lich|calendar|hien-?tai", re.IGNORECASE)
_AUTHOR_NAME = re.compile(
    r"author|byline|by-line|tac-?gia|but-?danh|nguoi-?viet|reporter|nguon-?tin|psource", re.IGNORECASE
)
_INVITATION = re.compile(r"google news|theo dõi (?:chúng tôi|báo|trang)|đăng ký nhận|nghe đọc bài", re.IGNORECASE)
_ABOVE, _BELOW = 60, 100
_BELOW_TITLE, _ABOVE_TITLE = 40, 25
_LONGEST_DATE_LINE = 120
_LONGEST_LINK = 40
_LARGEST_CARD = 400
_MOST_BEFORE = 300
_MOST_HEADINGS = 1_000
_LONGEST_LEAD = 1500
_LONGEST_BYLINE = 120


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a page that belongs to the article. `start` and `end` number elements."""

    survey: Survey
    body: Box
    title: Box | None
    start: int
    end: int

    def boxes(self) -> Iterator[Box]:
        """Yield the elements of the area that are not noise, in order."""
        return (box for box in self.survey.boxes[self.start : self.end + 1] if not box.is_noise)

    def heading_boxes(self) -> Iterator[Box]:
        """Yield the elements below the headline down to the text, then those above it, the nearest first.

        Tools for sharing may hold the date; boxes of other articles and a clock of the site do not count.
        """
        top = self.title or self.body
        holds_title = self.title is not None and self.body.holds(self.title.order)
        last = top.last + _BELOW_TITLE if holds_title else self.body.order - 1
        below = (box for box in self.survey.boxes[top.order + 1 : last + 1] if not box.is_foreign)
        above = (box for box in reversed(self.survey.boxes[self.start : top.order]) if not box.is_noise)
        for box in chain(below, islice(above, _ABOVE_TITLE)):
            if not _stands_in_card(box) and not _CLOCK_NAME.search(box.name):
                yield box

    def before_body(self) -> Iterator[Box]:
        """Yield the elements after the headline and before the body's text."""
        first = self.title.last + 1 if self.title else self.start
        last = self.body.last if self.title and self.body.holds(self.title.order) else self.body.order - 1
        after = (box for box in self.survey.boxes[first : last + 1] if not box.is_noise)
        return islice((box for box in after if not box.holds(self.body.order)), _MOST_BEFORE)


def find_area(survey: Survey, body: Box, stated_titles: tuple[str, ...]) -> Area:
    """Return the article's area around `body`; `stated_titles` is what the page says its headline is."""
    title = _find_title(survey, body, stated_titles)
    common = next((box for box in body.upwards() if title and box.holds(title.order)), body.parent or body)
    first = min(title.order if title else body.order, body.order)
    start = max(common.order, first - _ABOVE)
    end = min(max(common.last, body.last), body.last + _BELOW)
    return Area(survey, body, title, start, end)


def _find_title(survey: Survey, body: Box, stated: tuple[str, ...]) -> Box | None:
    """Return the heading that says what the metadata says, else the first-level heading nearest above the text."""
    wanted = {comparison_key(title) for title in stated} - {""}
    headings = list(islice((box for box in survey.boxes[: body.last + 1] if _may_be_title(box)), _MOST_HEADINGS))
    keys = {box.order: comparison_key(text_of(box.node)) for box in headings}
    agreeing = [box for box in headings if any(_agree(keys[box.order], other) for other in wanted)]
    if agreeing:
        exact = [box for box in agreeing if keys[box.order] in wanted] or agreeing
        return max(exact, key=lambda box: (box.tag == "h1", box.order))
    own = (box for box in headings if box.tag == "h1" and not box.is_noise and box.text >= box.linked)
    tops = [box for box in own if len(keys[box.order]) > 10]
    return next((box for box in reversed(tops) if box.order < body.order), tops[0] if tops else None)


def _may_be_title(box: Box) -> bool:
    is_named = box.tag in _TITLE_TAGS or (_TITLE_NAME.search(box.name) and box.last - box.order < 5)
    is_text = box.tag == "h1" or box.text >= box.linked
    return bool(is_named) and is_text and not box.in_link and 5 < box.text + box.linked < 400


def _agree(key: str, other: str) -> bool:
    """Say whether two headlines are one, up to a tail or a few words."""
    if key == other or (other.startswith(key + " ") and key.count(" ") >= 3):
        return True
    ours, theirs = set(key.split()), set(other.split())
    shared = len(ours & theirs)
    return len(ours) > 3 and shared >= 0.8 * min(len(ours), len(theirs)) and shared >= 0.5 * max(len(ours), len(theirs))


def find_lead(area: Area, description: str) -> tuple[Box, str] | None:
    """Return the lead's element: named as one, like the description, or the text between headline and body."""
    before = [box for box in area.before_body() if _is_leaf(area, box) and _may_be_lead(text_of(box.node))]
    inside = [box for box in area.survey.boxes[area.body.order + 1 : area.body.last + 1] if _LEAD_NAME.search(box.name)]
    named = [box for box in before + inside[:1] if _LEAD_NAME.search(box.name) and box.text > box.linked]
    if named:
        return named[0], f"named:{_name_of(named[0])}"
    start = comparison_key(description)[:40]
    for box in before:
        if start and comparison_key(text_of(box.node)).startswith(start):
            return box, "description on the page"
    plain = [box for box in before if box.text >= 60 and box.text > 4 * box.linked and not area.body.holds(box.order)]
    return (plain[0], "between headline and body") if plain else None


def _may_be_lead(text: str) -> bool:
    return 30 <= len(text) <= _LONGEST_LEAD and not _INVITATION.search(text) and not is_only_a_date(text)


def find_date(area: Area) -> tuple[Box, Found] | None:
    """Return the first date near the headline that stands in a time element, one named for it, or alone on a line.

    What stands below the text, in a comment or beside a headline that is a link dates something else.
    """
    for box in area.heading_boxes():
        if box.text + box.linked > 400:
            continue
        stated = box.node.attributes.get("datetime") or "" if box.tag == "time" else ""
        printed = text_of(box.node)
        if read_datetime(stated):
            return box, Found(stated, "named:time[datetime]")
        if len(printed) > _LONGEST_DATE_LINE or not read_datetime(printed):
            continue
        if is_only_a_date(printed):
            return box, Found(printed, f"date line:{_name_of(box)}")
        if _DATE_NAME.search(box.name) or box.tag == "time":
            return box, Found(printed, f"named:{_name_of(box)}")
    return None


def find_bylines(area: Area) -> list[Found]:
    """Return the texts of elements named for the author, in order."""
    found = []
    for box in area.boxes():
        attributes = box.node.attributes
        says = " ".join((box.name, *(attributes.get(name) or "" for name in ("itemprop", "rel", "href"))))
        if box.text + box.linked <= _LONGEST_BYLINE and _AUTHOR_NAME.search(says):
            printed = text_of(box.node)
            if printed and not read_datetime(printed) and len(printed) <= _LONGEST_BYLINE:
                found.append(Found(printed, f"named:{_name_of(box)}"))
    below = _line_below(area)
    return found + ([Found(below, "line below the body")] if below and looks_like_byline(below) else [])


def _stands_in_card(box: Box) -> bool:
    """Say whether a small element around `box` is mostly the linked headline of another article."""
    around = box.parent
    return around is not None and around.text + around.linked <= _LARGEST_CARD and around.linked > _LONGEST_LINK


def _line_below(area: Area) -> str:
    """Return the first line of text after the body, where old pages print the name."""
    after = area.survey.boxes[area.body.last + 1 : area.body.last + 1 + _BELOW]
    first = next((box for box in after if box.text and not box.is_noise and _is_leaf(area, box)), None)
    return text_of(first.node) if first and first.order <= area.end else ""


def _is_leaf(area: Area, box: Box) -> bool:
    """Say whether no block of running text stands inside."""
    inner = area.survey.boxes[box.order + 1 : box.last + 1]
    return not any(
        other.tag in ("p", "div", "h1", "h2", "h3", "section", "table", "ul") and other.text > 20 for other in inner
    )


def _name_of(box: Box) -> str:
    words = (box.node.attributes.get("class") or "").split()
    return box.tag + (f".{words[0]}" if words else "")
