"""Read a page of a known outlet by the layout that its markers show."""

from collections.abc import Callable, Iterable

from selectolax.lexbor import LexborNode

from crawler.dates import read_datetime
from crawler.extract.blocks import read_blocks
from crawler.extract.metadata import Metadata, find_modified, find_published
from crawler.extract.page import Page, read_links, remove_nodes, text_of
from crawler.extract.reading import Block, BlockKind, Found, Reading
from crawler.extract.related import cut_at_end, drop_related
from crawler.extract.sitenames import strip_site_name
from crawler.outlet_file import Layout, Outlet

_HOME = frozenset(["trang chủ", "home", "trang nhất", "trang đầu"])
_DATE_ATTRIBUTES = ("datetime", "content")
_CLOSING_LENGTH = 80
_UNSEEN = ("[hidden]", '[style*="display:none"]', '[style*="display: none"]')


def choose_layout(page: Page, outlet: Outlet) -> Layout | None:
    """Return the first layout whose marker stands on the page."""
    for layout in outlet.layouts:
        if any(page.tree.css_first(selector) for selector in layout.detect):
            return layout
    return None


def read_by_layout(page: Page, outlet: Outlet, layout: Layout) -> Reading:
    """Read every field: the layout's selectors first, then what the page says about itself."""
    pick = _Picker(page, outlet, layout)
    fields, metadata = layout.fields, page.metadata
    title = pick.text(fields.title) or metadata.meta("og:title") or metadata.jsonld("headline")
    tags = pick.texts(fields.tags)
    reading = Reading(
        layout=layout.key,
        title=title and Found(strip_site_name(title.value, page.url, metadata.site_names), title.rule),
        lead=pick.text(fields.lead) or pick.trusted("lead", metadata.meta("og:description", "description")),
        bylines=tuple(pick.texts(fields.byline)) + pick.declared_authors(),
        published_at=pick.date(fields.published_at) or find_published(metadata),
        modified_at=pick.date(fields.modified_at) or find_modified(metadata),
        section=pick.section() or _stated_section(metadata),
        series=pick.text(fields.series),
        tags=tuple(dict.fromkeys(tag.value for tag in tags)),
        tags_rule=tags[0].rule if tags else None,
        has_player=pick.has_any(layout.players),
        genre_mark=next((genre for genre, marks in layout.genre_marks.items() if pick.has_any(marks)), None),
    )
    return pick.with_body(reading)


def _stated_section(metadata: Metadata) -> Found | None:
    return metadata.meta("article:section") or metadata.jsonld("articleSection") or metadata.trail


class _Picker:
    """Answers of one layout's selectors on one page."""

    def __init__(self, page: Page, outlet: Outlet, layout: Layout) -> None:
        self._page = page
        self._untrusted = outlet.untrusted_meta
        self._layout = layout

    def text(self, selectors: Iterable[str]) -> Found | None:
        """Return the first non-empty text."""
        return self._first(selectors, text_of)

    def date(self, selectors: Iterable[str]) -> Found | None:
        """Return the first text or attribute that states a full date."""
        return self._first(selectors, _printed_date)

    def texts(self, selectors: Iterable[str]) -> list[Found]:
        """Return all texts of the first selector that has any."""
        for selector in selectors:
            rule = self._rule(selector)
            if found := [Found(text, rule) for node in self._page.tree.css(selector) if (text := text_of(node))]:
                return found
        return []

    def has_any(self, selectors: tuple[str, ...]) -> bool:
        """Say whether any of the selectors has a match; asked as one, because a miss walks the whole page."""
        return bool(selectors) and self._page.tree.css_first(",".join(selectors)) is not None

    def section(self) -> Found | None:
        """Return the first step of the trail that is not the home page."""
        steps = self.texts(self._layout.fields.section)
        return next((step for step in steps if step.value.lower() not in _HOME), None)

    def trusted(self, field: str, found: Found | None) -> Found | None:
        """Return `found` unless the outlet's metadata is known to be wrong for the field."""
        return None if field in self._untrusted else found

    def declared_authors(self) -> tuple[Found, ...]:
        """Return the persons named by JSON-LD, joined as one byline."""
        names = self._page.metadata.jsonld_authors()
        found = self.trusted("author", Found(" - ".join(names), "jsonld:author") if names else None)
        return (found,) if found else ()

    def with_body(self, reading: Reading) -> Reading:
        """Return `reading` with the lines of the body."""
        layout = self._layout
        for selector in layout.body:
            if body := self._page.tree.css_first(selector):
                return _add_body(reading, body, layout, self._rule(selector))
        return reading

    def _first(self, selectors: Iterable[str], read: Callable[[LexborNode], str]) -> Found | None:
        for selector in selectors:
            node = self._page.tree.css_first(selector)
            if node is not None and (value := read(node)):
                return Found(value, self._rule(selector))
        return None

    def _rule(self, selector: str) -> str:
        return f"layout:{self._layout.key}:{selector}"


def _printed_date(node: LexborNode) -> str:
    attributes = node.attributes
    candidates = [attributes.get(name) or "" for name in _DATE_ATTRIBUTES] + [text_of(node)]
    return next((printed for printed in candidates if read_datetime(printed)), "")


def _add_body(reading: Reading, body: LexborNode, layout: Layout, rule: str) -> Reading:
    remove_nodes(body, (*layout.remove, *_UNSEEN))
    captions = {node.mem_id for node in body.css(",".join(layout.captions))} if layout.captions else set()
    blocks = _trim(read_blocks(body, captions), layout)
    return reading.with_body(blocks, rule, read_links(body))


def _trim(lines: tuple[Block, ...], layout: Layout) -> tuple[Block, ...]:
    """Drop page furniture, pointers to other articles, and all after the line at which the body ends."""
    ends = {line.lower() for line in layout.ends_at}
    furniture = {line.lower() for line in layout.drop_lines}
    text, _ = drop_related(tuple(line for line in lines if line.text.rstrip(" :").lower() not in furniture))
    kept = list(cut_at_end(text, lambda line: line.lower() in ends))
    while kept and _is_closing(kept[-1], layout):
        kept.pop()
    return tuple(kept)


def _is_closing(block: Block, layout: Layout) -> bool:
    is_short = len(block.text) <= _CLOSING_LENGTH and not block.text.endswith((".", "?", "!"))
    return is_short and block.kind is not BlockKind.CAPTION and block.text.startswith(layout.closing_prefixes)
