"""One invented article with everything that is known of it in advance.

The gold part (rows, fields, authors, duplicates …) is what tests and benchmarks compare
the program's answers with. Records only; `loading` reads them from the content files.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DemoAuthor:
    """One name of a byline in one role (text, photo, video, editor)."""

    name: str
    role: str = "text"
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSeries:
    """Place of an article in its series, as its page says; a "kỳ cuối" gives no number."""

    key: str
    part: int | None
    last: bool


@dataclass(frozen=True, slots=True)
class DemoRevision:
    """What the outlet changed afterwards; shown from the second night on."""

    at: datetime
    title: str
    lead: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as published, with its gold.

    `article_id` is the number of baohatinh.vn (`tv-…` for its separate TV counter) and the last
    part of the path on hatinhtv.vn. `urls` holds every address, the canonical one first.
    `form` is the address form: new, old, both, tv, video (baohatinh) or root, tin-bai (hatinhtv).
    `duplicate_of` is the key of the first publication. `removed` says how the page is gone on
    the second night: "gone" (404), "soft" (an error page sent with 200) or None.
    `is_decomposed`: its page is written in decomposed Unicode (NFD), as texts pasted from some
    computers are; the gold is NFC.
    Photo captions are the text of a photo report and stay outside the text of other genres.
    """

    key: str
    outlet: str
    article_id: str
    form: str
    urls: tuple[str, ...]
    published_at: datetime
    section: str
    section_slug: str
    genre: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    byline: str | None
    authors: tuple[DemoAuthor, ...]
    signature: str
    is_own_report: bool
    tags: tuple[str, ...]
    rows: tuple[str, ...]
    fields: tuple[str, ...]
    departments: tuple[str, ...]
    role: str
    tone: str
    duplicate_of: str | None = None
    series: DemoSeries | None = None
    first_night: int = 1
    removed: str | None = None
    revision: DemoRevision | None = None
    is_decomposed: bool = False

    @property
    def relevant(self) -> bool:
        """An article belongs to the sector exactly when a field is its subject."""
        return bool(self.fields)

    @property
    def text(self) -> str:
        """The body as extraction should give it: paragraphs (captions of a photo report) joined by blank lines."""
        return "\n\n".join(self.captions if self.genre == "anh" else self.paragraphs)
