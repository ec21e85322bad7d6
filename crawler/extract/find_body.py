"""Find the element that holds an article's text on a page whose layout is not known.

Every piece of text outside links counts for the elements around it, less the further they
are; boxes named like comments, menus or related lists do not count. The densest wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.extract.blocks import SKIPPED
from crawler.extract.page import Page

_NOISE_TAGS = frozenset(["nav", "aside", "footer", "dialog"])
_NOISE = re.compile(
    r"comment|binh-?luan|ykien|y-kien|relat(?!ive)|lien-?quan|tinlienquan|tinkhac|tin-khac|cung-?chuyen|doc-?them|xem-?them|"
    r"readmore|read-more|news-?in-?content|sidebar|side-?bar|rightcol|right-col|col-?right|footer|bottom-?nav|menu|navbar|breadcrumb|banner|"
    r"\bads?\b|\badv|advert|quang-?cao|\bqc\b|share|social|facebook|zalo|popup|modal|subscri|newsletter|recommend|sponsor|"
    r"\bmost|mostview|topnews|top-news|hot-?news|box-?news|news-?box|list_?news|list-news|(?<![\w:-])focus(?![\w:-])|widget|weather|poll|\brating|"
    r"copyright|login|tts|audio-?player|embed-?news|relatednews|event-?list|\btags?\b|tag-list|box-?tag|keyword",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"article-?_{0,2}body|articlebody|article-?_{0,2}content|detail-?_?content|content-?_?detail|entry-content|post-content|"
    r"news-?content|fck_detail|singular|main-?content|cms-body|body-content|newsbody|noidung|noi-dung|text-cont|detail__?text",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOREIGN = re.compile(r"comment|relat(?!ive)|lien-?quan|not-shown", re.IGNORECASE)
_OWN = re.compile(rf"{_CONTENT.pattern}|\bauthor|byline|publish|sapo", re.IGNORECASE)
_LEAF_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "dd", "figcaption", "pre"])
_INLINE = frozenset(
    [
        "a",
        "b",
        "strong",
        "em",
        "i",
        "u",
        "span",
        "font",
        "small",
        "big",
        "sub",
        "sup",
        "mark",
        "abbr",
        "time",
        "label",
        "ins",
        "del",
        "s",
        "cite",
        "q",
    ]
)
_LEVELS = (1.0, 0.5, 0.25, 0.12)
_SHORTEST = 20
_MOST_INLINE = 12
_MOST_HEADINGS = 20
_LEAST_TEXT = 80
_WRAPPER_SHARE = 0.7


@dataclass(slots=True)
class Box:
    """An element in document order with what stands in it. `order` numbers elements, `last` is its last descendant."""

    node: LexborNode
    tag: str
    order: int
    parent: "Box | None"
    name: str
    in_link: bool
    last: int = 0
    is_noise: bool = False
    is_foreign: bool = False
    score: float = 0.0
    text: int = 0
    linked: int = 0

    def holds(self, order: int) -> bool:
        """Say whether the element with this number stands inside."""
        return self.order <= order <= self.last

    def weighted(self) -> float:
        """Return the score after what the element's name and its links say."""
        density = self.linked / (self.text + self.linked + 1)
        return self.score * (1.4 if _CONTENT.search(self.name) else 1.0) * (1.0 - density)

    def upwards(self) -> Iterator["Box"]:
        """Yield the element and those around it, the nearest first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True)
class Survey:
    """The elements of a page in document order, and the pieces of text with the element each stands in."""

    boxes: list[Box] = field(default_factory=list)
    pieces: list[tuple[Box, int]] = field(default_factory=list)

    def headings(self) -> list[int]:
        """Return the numbers of the first-level headings, of which a page has few."""
        return list(islice((box.order for box in self.boxes if box.tag == "h1"), _MOST_HEADINGS))

    def best(self) -> Box | None:
        """Return the box most likely to be the body, or None when no text stands anywhere."""
        candidates = [box for box in self.boxes if box.score and not box.is_noise]
        top = max(candidates, key=Box.weighted, default=None)
        if top is None or top.text < _LEAST_TEXT:
            return None
        return _widen(top, self.headings())


def survey_page(page: Page) -> Survey:
    """Number the elements of a page, find its noise and give every element its score."""
    survey = _collect(page)
    for box, length in survey.pieces:
        if box.in_link:
            box.linked += length
        else:
            box.text += length
    for box in reversed(survey.boxes):
        if box.parent:
            box.parent.last = max(box.parent.last, box.last)
            box.parent.text += box.text
            box.parent.linked += box.linked
    _mark_noise(survey)
    for box, length in survey.pieces:
        if length >= _SHORTEST and not box.in_link and not box.is_noise:
            _score(box, length)
    return survey


def _collect(page: Page) -> Survey:
    survey = Survey()
    root = page.tree.body
    stack: list[tuple[LexborNode, Box | None]] = [(root, None)] if root else []
    while stack:
        node, parent = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            length = len((node.text_content or "").strip())
            if length and parent:
                survey.pieces.append((parent, length))
        elif tag not in SKIPPED or tag == "form":
            box = _make_box(node, tag, len(survey.boxes), parent)
            survey.boxes.append(box)
            stack.extend((child, box) for child in reversed(list(node.iter(include_text=True))))
    return survey


def _make_box(node: LexborNode, tag: str, order: int, parent: Box | None) -> Box:
    attributes = node.attributes
    name = " ".join(attributes.get(key) or "" for key in ("class", "id", "type"))
    if "hidden" in attributes or _UNSEEN.search(attributes.get("style") or ""):
        name += " not-shown"
    in_link = tag == "a" or (parent is not None and parent.in_link)
    return Box(node, tag, order, parent, name, in_link, last=order)


def _mark_noise(survey: Survey) -> None:
    """Mark boxes named like noise, unless they wrap the headline or nearly the whole page."""
    total = survey.boxes[0].text if survey.boxes else 0
    headings = survey.headings()
    for box in survey.boxes:
        if box.parent:
            box.is_noise, box.is_foreign = box.parent.is_noise, box.parent.is_foreign
        if box.is_foreign or any(map(box.holds, headings)):
            continue
        is_large = box.text > total * _WRAPPER_SHARE or box.tag in ("body", "main", "article")
        is_foreign = bool(_FOREIGN.search(box.name))
        named_noise = is_foreign or (bool(_NOISE.search(box.name)) and not _OWN.search(box.name))
        box.is_foreign = box.tag in _NOISE_TAGS or (is_foreign and not is_large)
        box.is_noise = box.is_noise or box.is_foreign or (named_noise and not is_large)


def _score(box: Box, length: int) -> None:
    near = islice(box.upwards(), _MOST_INLINE)
    block = next((around for around in near if around.tag not in _INLINE), box)
    start = block.parent if block.tag in _LEAF_BLOCKS and block.parent else block
    for weight, around in zip(_LEVELS, start.upwards(), strict=False):
        around.score += length * weight


def _widen(top: Box, headings: list[int]) -> Box:
    """Climb while the next element adds much more text of its own and not yet the headline."""
    while top.parent and top.parent.tag != "body":
        around = top.parent
        grows = around.text >= top.text * 1.35 and around.linked < around.text * 0.3
        if around.is_noise or not grows or any(map(around.holds, headings)):
            return top
        top = around
    return top
