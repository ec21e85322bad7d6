"""What a folder of evidence holds, as frozen records: works, their captures, revisions, states and decisions."""

from dataclasses import dataclass
from datetime import datetime

from models.crawl import PageSnapshot
from models.vocabulary import ArticleOrigin, ArticleStatus
from pipeline.custody.agreement import AgreementKind
from reports.record import Publication, Work


@dataclass(frozen=True, slots=True)
class SeenRevision:
    """A state of an article's words as it was seen; `diff` is against the one before, None for the first."""

    number: int
    seen_at: datetime
    title: str
    byline: str | None
    published_at: datetime | None
    text_sha256: str
    diff: str | None


@dataclass(frozen=True, slots=True)
class SeenState:
    """Since when an article was live, edited or removed, and why."""

    since: datetime
    status: ArticleStatus
    reason: str | None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer of the outlet; `repeats` is when the page that it repeats was captured, None for a page of its own."""

    snapshot: PageSnapshot
    repeats: datetime | None


@dataclass(frozen=True, slots=True)
class PublicationEvidence:
    """One appearance of a work with all that was seen of it by the instant. `excerpt` has 300 characters at most."""

    publication: Publication
    outlet_article_id: str
    title: str
    byline: str | None
    origin: ArticleOrigin
    excerpt: str
    first_seen_at: datetime
    answers: tuple[KeptAnswer, ...]
    revisions: tuple[SeenRevision, ...]
    states: tuple[SeenState, ...]
    agreement: AgreementKind


@dataclass(frozen=True, slots=True)
class WorkEvidence:
    """A counted work under the code of its files: 001 as in annex II of the yearly report, N01 outside the plan."""

    code: str
    work: Work
    publications: tuple[PublicationEvidence, ...]

    @property
    def answers(self) -> tuple[KeptAnswer, ...]:
        """The answers kept of all its publications, the earliest first."""
        kept = [answer for one in self.publications for answer in one.answers]
        return tuple(sorted(kept, key=lambda one: (one.snapshot.captured_at, one.snapshot.id)))


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One imported version of a plan or organisation file: its name in the folder, its bytes, when it came."""

    name: str
    content: bytes
    sha256: str
    imported_at: datetime
