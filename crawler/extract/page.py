"""A parsed page: the tree, its address and what it says about itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extract.metadata import Metadata, read_metadata
from models.text import clean_text


@dataclass(frozen=True, slots=True)
class Page:
    """One page, parsed once. Readers may remove nodes from the tree; metadata was read before."""

    url: str
    markup: bytes
    tree: LexborHTMLParser
    metadata: Metadata


def parse_page(markup: bytes, url: str) -> Page:
    """Parse `markup`, UTF-8 that has passed the limits."""
    tree = LexborHTMLParser(markup)
    return Page(url, markup, tree, read_metadata(tree))


def text_of(node: LexborNode) -> str:
    """Return the text of a node on one line, NFC."""
    return clean_text(" ".join(node.text().split()))


def remove_nodes(root: LexborNode, selectors: Iterable[str]) -> None:
    """Take the nodes matching `selectors` out of `root`."""
    wanted = ",".join(selectors)
    for node in root.css(wanted) if wanted else ():
        if node.mem_id != root.mem_id:
            node.remove()


def read_links(body: LexborNode) -> tuple[str, ...]:
    """Return the addresses linked from `body`, in order, each once."""
    links = (node.attributes.get("href") or "" for node in body.css("a[href]"))
    return tuple(dict.fromkeys(link for link in links if link.startswith(("http://", "https://", "/"))))
