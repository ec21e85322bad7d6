"""What matching needs to know of an obligation, of an article and of the office, and what it says of a pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.obligation_state import Terms
from models.vocabulary import Genre, MatchOrigin
from pipeline.obligations.names import DistrictName


@dataclass(frozen=True, slots=True)
class Promised:
    """An obligation: its words, its terms, the plan rows it cites and its departments, the leading one first."""

    id: int
    content: str
    terms: Terms
    plan_rows: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """An article: its head, the opening of its text, when and where, and what the classifier or a person says of it.

    `work` is the id of the first publication (its own, if it is no reprint); parts of one `series` share its key.
    `rows` and `functions` (departments by function) hold scores by code; `named` are those that its words name.
    """

    id: int
    work: int
    title: str
    lead: str
    opening: str
    outlet: str
    published_on: date | None
    genre: Genre | None = None
    series: str | None = None
    is_sector: bool = True
    rows: Mapping[str, float] = field(default_factory=dict)
    functions: Mapping[str, float] = field(default_factory=dict)
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """What the office's files say that matching uses.

    `set_phrases` are names of days and campaigns; `common_names` set nothing apart; `related_rows` names for each row
    those that an article of it may be counted under. `successors` follow a department through its changes of name,
    `look_alikes` are bodies easily taken for it.
    """

    province: str
    abbreviations: tuple[tuple[str, str], ...] = ()
    districts: tuple[DistrictName, ...] = ()
    set_phrases: tuple[str, ...] = ()
    common_names: tuple[str, ...] = ()
    related_rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    department_names: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    look_alikes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outlet_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """A condition that an article fails, in words, and how much it weighs.

    `is_term` says that it is one of the obligation's terms (time, genre, outlet) and not of what the article is about,
    `is_told` that a reason says it already, in a milder way.
    """

    weight: float
    words: str
    is_term: bool = False
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """An article beside an obligation: the probability that it answers it, why, and what speaks against it.

    `must_ask` says that a person has to look whatever the score is: something contradicts, or too little was asked for.
    """

    obligation: int
    article: int
    score: float
    reasons: tuple[str, ...]
    lacks: tuple[Lack, ...]
    covers_part: bool = False
    must_ask: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """An article put beside an obligation."""

    article: int
    origin: MatchOrigin
    score: float
    reasons: tuple[str, ...]
    covers_part: bool = False
    is_reprint: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """An article that comes near an obligation, with the one condition that it fails."""

    article: int
    fails: str
    score: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What matching found for an obligation: matches falling by score, and the nearest articles, nearest first."""

    obligation: int
    matches: tuple[Matched, ...] = ()
    nearest: tuple[Near, ...] = ()
