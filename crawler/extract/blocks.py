"""The lines of a body element: paragraphs, headings and captions in order.

Scripts, forms, players and pictures are passed over, so `alt` texts and names of image files
never become text.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborNode

from crawler.extract.reading import Block, BlockKind
from models.text import clean_text

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "video",
        "audio",
        "object",
        "embed",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "svg",
        "nav",
        "img",
        "picture",
        "source",
        "canvas",
        "map",
        "head",
        "title",
        "amp-img",
        "amp-video",
        "amp-iframe",
        "amp-ad",
        "amp-audio",
        "amp-youtube",
        "-comment",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BREAKS = _HEADINGS | frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "tr",
        "caption",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "center",
        "address",
        "details",
        "summary",
        "hr",
        "br",
    ]
)
_CELLS = frozenset(["td", "th"])
_EMPHASIS = frozenset(["b", "strong", "em", "i"])
_FILE_NAME = re.compile(r"\S{1,120}\.(?:jpe?g|png|gif|webp|bmp|heic|mp4|mp3)", re.IGNORECASE)
_ASIDE = re.compile(r"text-align\s*:\s*right|\bright\b|author", re.IGNORECASE)
_MAX_DEPTH = 150


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements around a piece of text make of it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    emphasised: bool = False
    linked: bool = False


@dataclass(slots=True)
class _Line:
    """The line being put together, and how much of it stands in emphasis or in links."""

    parts: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    length: int = 0
    emphasised: int = 0
    linked: int = 0

    def add(self, text: str, around: _Around) -> None:
        """Append a piece of text; the line takes its kind from its first words."""
        length = len(text.strip())
        if length and not self.length:
            self.kind = around.kind
        self.parts.append(text)
        self.length += length
        self.emphasised += length * around.emphasised
        self.linked += length * around.linked

    def close(self) -> Block | None:
        """Return the finished line, or None when it says nothing."""
        if not self.length:
            return None
        text = clean_text(" ".join("".join(self.parts).split()))
        if not text or _FILE_NAME.fullmatch(text):
            return None
        return Block(text, self.kind, self.emphasised >= self.length, self.linked * 10 >= self.length * 8)


class _Walk:
    """One walk over a body."""

    def __init__(self, captions: Collection[int]) -> None:
        self.blocks: list[Block] = []
        self._captions = captions
        self._line = _Line()

    def flush(self) -> None:
        """End the line being put together."""
        if block := self._line.close():
            self.blocks.append(block)
        self._line = _Line()

    def visit(self, parent: LexborNode, around: _Around, depth: int) -> None:
        for node in parent.iter(include_text=True):
            tag = node.tag
            if tag == "-text":
                self._line.add(node.text_content or "", around)
            elif tag is None or tag in SKIPPED or depth > _MAX_DEPTH:
                continue
            elif tag in _BREAKS:
                self.flush()
                self.visit(node, self._inside_block(node, tag, around), depth + 1)
                self.flush()
            elif tag in _CELLS:
                self._line.add(" ", around)
                self.visit(node, self._inside_block(node, tag, around), depth + 1)
            else:
                self.visit(node, self._inside_text(tag, around), depth + 1)

    def _inside_block(self, node: LexborNode, tag: str, around: _Around) -> _Around:
        kind = around.kind
        if self._captions and node.mem_id in self._captions:
            kind = BlockKind.CAPTION
        elif tag in _HEADINGS and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.HEADING
        attributes = node.attributes
        aside = any(_ASIDE.search(attributes.get(name) or "") for name in ("style", "align", "class"))
        return replace(around, kind=kind, emphasised=around.emphasised or aside)

    def _inside_text(self, tag: str, around: _Around) -> _Around:
        if tag in _EMPHASIS:
            return replace(around, emphasised=True)
        return replace(around, linked=True) if tag == "a" else around


def read_blocks(body: LexborNode, captions: Collection[int] = ()) -> tuple[Block, ...]:
    """Return the lines of `body`; `captions` holds the memory ids of the nodes that are picture captions."""
    walk = _Walk(captions)
    walk.visit(body, _Around(), 0)
    walk.flush()
    return tuple(walk.blocks)
