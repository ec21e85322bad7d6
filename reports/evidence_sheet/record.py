"""An A4 sheet of evidence as frozen records: texts as they are printed, nothing that a template must count."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A line "label: value"; `link` is http(s) or None, shown as it is."""

    label: str
    value: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class SheetCapture:
    """A kept answer of the outlet as a table row. `sha256` is of the page after content decoding."""

    place: str
    at: str
    status: str
    page: str
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceSheet:
    """A sheet. `remark` is framed when there is one; `history` holds edits and removals; `foot` ends the page.

    Lists are short enough for one page: whoever fills them leaves out the middle and says so.
    """

    office_parent: str
    office_name: str
    heading: str
    occasion: tuple[str, ...]
    title: str
    facts: tuple[SheetFact, ...]
    remark: str
    excerpt: str
    captures: tuple[SheetCapture, ...]
    captures_note: str
    history: tuple[str, ...]
    foot: tuple[str, ...]
    as_of: datetime
