"""What one way of reading found on a page, each piece with the rule that gave it.

`layout` and `general` produce a `Reading`; `article` judges it and makes the record.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto

from models.vocabulary import Genre


class BlockKind(Enum):
    """What a block of the body is."""

    PARAGRAPH = auto()
    HEADING = auto()
    CAPTION = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the body, NFC. `is_emphasised`: all of it bold, slanted or right-aligned, as signatures are."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    is_emphasised: bool = False
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the rule that gave it (`layout:<key>:<selector>`, `meta:<name>`, `jsonld:<name>`, …)."""

    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One page as read. `blocks` is the body in order; `bylines` are candidates, the best first."""

    layout: str
    title: Found | None = None
    lead: Found | None = None
    bylines: tuple[Found, ...] = ()
    published_at: Found | None = None
    modified_at: Found | None = None
    section: Found | None = None
    series: Found | None = None
    tags: tuple[str, ...] = ()
    tags_rule: str | None = None
    has_player: bool = False
    genre_mark: Genre | None = None
    blocks: tuple[Block, ...] = ()
    body_rule: str | None = None
    links: tuple[str, ...] = ()

    def with_body(self, blocks: tuple[Block, ...], rule: str, links: tuple[str, ...]) -> "Reading":
        """Return this reading with its body."""
        return replace(self, blocks=blocks, body_rule=rule, links=links)
