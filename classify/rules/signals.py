"""What the rules look for: signals per code, from the plan file and from the guidelines beside this module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Voice(StrEnum):
    """Who wrote a signal. The plan's belong to the office; the guidelines' say what its labels mean."""

    PLAN = "plan"
    GUIDE = "guide"


class Part(StrEnum):
    """What part a phrase plays for a code."""

    STRONG = "strong"
    SUPPORT = "support"
    AGAINST = "against"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class AllOf:
    """A rule that holds where every group has at least one phrase in the same stretch of text."""

    id: str
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """The phrases of one code in one voice. `against` speaks against the code and masks what it covers."""

    code: str
    voice: Voice
    strong: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    all_of: tuple[AllOf, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything a rule book is compiled from.

    `figurative` phrases mask shorter signals inside them ("môi trường đầu tư" is no environment).
    `office` are the names of the office and its units, needed beside a document number; `document_days`
    are the days of issue of the documents cited.
    """

    signals: tuple[Signals, ...]
    aliases: tuple[tuple[str, str], ...]
    figurative: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    document_days: Mapping[str, date] = field(default_factory=dict)


def expand_groups(groups: Iterable[Iterable[str]], named: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Replace each "@name" by the phrases of the term group of that name; an unknown name raises KeyError."""
    return tuple(
        tuple(phrase for term in group for phrase in (named[term[1:]] if term.startswith("@") else (term,)))
        for group in groups
    )
