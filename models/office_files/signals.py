"""The words by which an article is recognised: signals, what they are confused with, examples, aliases, matching."""

from typing import Literal

from pydantic import Field

from models.office_files.base import Code, Key, OfficeRecord, Text


class AllOf(OfficeRecord):
    """Holds where every group has at least one of its terms within `scope`; "@name" stands for a term group.

    `lead` is the title and the lead together. `subtheme` is the sub-item that the rule points at.
    """

    code: Code
    scope: Literal["title", "lead", "body"]
    groups: tuple[tuple[Text, ...], ...] = Field(min_length=1)
    subtheme: Code | None = None


class Signals(OfficeRecord):
    """Terms in lower case; `documents` are document numbers as printed."""

    strong: tuple[Text, ...] = ()
    support: tuple[Text, ...] = ()
    all_of: tuple[AllOf, ...] = ()
    documents: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()


class Confuser(OfficeRecord):
    """A look-alike that does not belong, and why."""

    phrase: Text
    reason: Text


class Examples(OfficeRecord):
    """Invented titles that belong and that do not."""

    positive: tuple[Text, ...] = ()
    negative: tuple[Text, ...] = ()


class Alias(OfficeRecord):
    """Short forms of one phrase; an ambiguous one is never expanded by itself."""

    short: tuple[Text, ...] = Field(min_length=1)
    full: Text
    ambiguous: bool
    other_meanings: tuple[Text, ...] = ()


class Weights(OfficeRecord):
    """How much a hit counts by its place."""

    title: int = Field(ge=0)
    lead: int = Field(ge=0)
    body: int = Field(ge=0)


class Matching(OfficeRecord):
    """The conventions of comparing text with signals; the sentences are for people, verbatim."""

    normalise: tuple[Key, ...]
    boundary: Literal["syllable"]
    accents: Literal["required"]
    weights: Weights
    propose_when: tuple[Text, ...]
    block_when: Text
    multi_label: bool
    human_review: Literal["required"]
