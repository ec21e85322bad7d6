"""The frozen records that rooms hand to one another.

An extracted page, its credits, the tags proposed for it. Database classes stand
beside these: a record is what a pure function returns, a row is what is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import (
    ActingBody,
    ArticlePart,
    Certainty,
    CreditRole,
    Genre,
    LocalityScope,
    OfficeRole,
    PlaceKind,
    Signature,
    TagAxis,
    Tone,
)

RELEVANT = "relevant"


@dataclass(frozen=True, slots=True)
class Credit:
    """One name in one role, as printed (NFC). An office after a name is its affiliation, never an author."""

    name: str
    role: CreditRole = CreditRole.TEXT
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedByline:
    """A byline line understood. `sources` are agencies and papers ("TTXVN"), `note` is "tổng hợp", "ghi", a place."""

    printed: str
    credits: tuple[Credit, ...]
    signature: Signature
    sources: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """Which part of which series an article says it is. `key` names the series within its outlet."""

    key: str
    part: int | None
    last: bool


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """What one kept page says, read by one layout version. Times are aware; absent facts are None, never guessed.

    `text` is the body only: paragraphs joined by a blank line, without lead, captions of
    image files, related boxes, the outlet prefix or the byline line. `provenance` names per
    field the rule that gave it. `quarantine` is the reason why the page cannot be counted
    (no title, no date, no body, date out of range), or None.
    """

    url: str
    outlet: str | None
    outlet_article_id: str | None
    title: str | None
    lead: str | None
    text: str
    byline: ParsedByline | None
    published_at: datetime | None
    modified_at: datetime | None
    section: str | None
    tags: tuple[str, ...]
    genre: Genre | None
    series: SeriesPart | None
    own_report: bool | None
    layout: str
    provenance: dict[str, str]
    quarantine: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAnArticle:
    """A page that is no article (list, home, tag, error page), with the reason a person reads."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The part of an article a tagger reads; the address only tells whose paper it is."""

    title: str
    lead: str = ""
    text: str = ""
    published_at: datetime | None = None
    genre: Genre | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonMark:
    """Words of the article that carried a tag: `part[start:end] == words`, offsets in characters."""

    part: ArticlePart
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class TagProposal:
    """One code proposed on one axis. `score` is a probability; `reasons` are lines a clerk understands.

    `auto` says that the score passed the limit at which the office accepts without reading. `missing` says
    what a near miss lacks.
    """

    code: str
    score: float
    certainty: Certainty
    auto: bool = False
    reasons: tuple[str, ...] = ()
    via: str | None = None
    marks: tuple[ReasonMark, ...] = ()
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at `part[start:end] == words`, offsets in characters; `name` is the place's full name.

    `code` is None where the name fits several places, or for places outside. `note` is what a reader should know: why
    it is unclear, what became of it, that somebody merely lives there.
    """

    name: str
    code: str | None
    kind: PlaceKind
    part: ArticlePart
    start: int
    end: int
    words: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Locality:
    """Where the matter takes place, with the places found; `score` is the share of evidence behind `scope`, 0 to 1."""

    scope: LocalityScope
    score: float
    certainty: Certainty
    places: tuple[PlaceMention, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def in_province(self) -> bool | None:
        """Say whether the matter is the province's own; None where that cannot be told."""
        return None if self.scope is LocalityScope.UNCLEAR else self.scope is LocalityScope.INSIDE


NOWHERE = Locality(LocalityScope.UNCLEAR, 0.0, Certainty.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class ArticleTags:
    """All answers of one classifier for one article. `rows`, `fields`, `departments` sorted by falling score.

    `relevant` has the score of belonging to the sector; its code is `RELEVANT` if the answer is yes.
    `candidates` are rows below the proposing limit, kept so that a near miss can be shown.
    """

    relevant: TagProposal
    rows: tuple[TagProposal, ...]
    candidates: tuple[TagProposal, ...]
    fields: tuple[TagProposal, ...]
    departments: tuple[TagProposal, ...]
    role: OfficeRole
    tone: Tone
    classifier: str
    locality: Locality = NOWHERE
    actor: ActingBody = ActingBody.OTHER
    genre: Genre | None = None

    @property
    def is_relevant(self) -> bool:
        """Say whether the article belongs to the sector."""
        return self.relevant.code == RELEVANT

    @property
    def facets(self) -> tuple[tuple[TagAxis, str], ...]:
        """Return the answers that are one value each."""
        return (TagAxis.ROLE, self.role.value), (TagAxis.TONE, self.tone.value), (TagAxis.ACTOR, self.actor.value)
