"""A document laid out for the templates of PDF and HTML: every word written, every number given, nothing to decide.

Lengths are in millimetres, sizes of letters in points, widths of columns in percent of their table.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class LaidRun:
    """Letters of one look; `is_bare` says that they are the address they open."""

    text: str
    bold: bool
    italic: bool
    link: str | None
    is_bare: bool


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A table cell."""

    lines: tuple[tuple[LaidRun, ...], ...]
    align: str
    span: int = 1
    rows: int = 1
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A table row.

    `held` rows from it on stay on one page: 1 for a row by itself, 0 for one held by a row above. A tall row
    may be parted by a page break.
    """

    cells: tuple[LaidCell, ...]
    held: int = 1
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table with its heading rows and its body rows."""

    title: str
    size: float
    widths: tuple[float, ...]
    head: tuple[LaidRow, ...]
    repeats_head: bool
    body: tuple[LaidRow, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class LaidHeading:
    """A heading with its number."""

    level: int
    number: str
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class LaidText:
    """A paragraph, a bullet or a note, as its kind says; a marked one is for a person to write."""

    kind: str
    runs: tuple[LaidRun, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class LaidKeyFigure:
    """A figure, what it counts, a remark."""

    value: str
    label: str
    remark: str


@dataclass(frozen=True, slots=True)
class LaidKeyFigures:
    """Figures side by side."""

    figures: tuple[LaidKeyFigure, ...]
    kind: str = "key"


@dataclass(frozen=True, slots=True)
class LaidFigure:
    """A chart, as SVG; its table stands beside or below it."""

    svg: str
    words: str
    caption: str
    share: float
    stands_beside: bool
    table: LaidTable | None
    kind: str = "figure"


LaidBlock: TypeAlias = LaidHeading | LaidText | LaidKeyFigures | LaidTable | LaidFigure


@dataclass(frozen=True, slots=True)
class LaidTitle:
    """A centred title and the width in which its lines are about equally long."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class LaidHead:
    """The letterhead; the rules are as long as the decree asks."""

    parents: tuple[str, ...]
    names: tuple[str, ...]
    name_rule: float
    nation: str
    motto: str
    motto_rule: float
    number_word: str
    number_room: float
    symbol: str
    place: str


@dataclass(frozen=True, slots=True)
class LaidEnd:
    """Nơi nhận and the signature."""

    recipients_word: str
    recipients: tuple[str, ...]
    ranks: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class LaidAnnex:
    """An annex; `attached` are the two parts of the line with room for the number between them."""

    label: str
    title: LaidTitle
    attached: tuple[str, str]
    landscape: bool
    blocks: tuple[LaidBlock, ...]


@dataclass(frozen=True, slots=True)
class LaidDocument:
    """The whole document."""

    title: str
    author: str
    warning: str
    head: LaidHead
    type_name: str
    subject: LaidTitle
    subject_rule: float
    addressees: tuple[str, ...]
    blocks: tuple[LaidBlock, ...]
    end: LaidEnd | None
    annexes: tuple[LaidAnnex, ...]
