"""Add articles by hand: JSON lines in, articles of the outlet "nhập tay" out, marked as added by a person.

Keys are those of `diembao export articles`; `published`, `author` and `category` are taken
for `published_at`, `byline` and `section`. An undated article is kept and stands apart in reports.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from crawler.bylines import parse_byline
from crawler.dates import read_datetime
from models.errors import InputError
from models.organisation import Outlet
from models.records import ExtractedArticle
from models.text import clean_text
from models.vocabulary import ArticleOrigin, Genre
from pipeline.articles.columns import Sighting, work_key
from pipeline.articles.keeping import Fate, keep_articles

MANUAL_OUTLET = "nhap-tay"
MANUAL_OUTLET_NAME = "Nhập tay"
BATCH = 200


class ImportFileError(InputError):
    """A line of the file cannot be read; nothing was imported."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line understood: the article, and whether its printed date could not be read."""

    record: ExtractedArticle
    lost_date: str | None


def read_lines(lines: Iterable[str]) -> list[ImportLine]:
    """Read JSON lines; raises ImportFileError naming every line that is no article (a title or a text is needed)."""
    problems: list[str] = []
    found: list[ImportLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_read_line(json.loads(line)))
        except (ValueError, TypeError) as error:
            problems.append(f"dòng {number}: {error}")
    if problems:
        shown = "; ".join(problems[:5]) + (f"; và {len(problems) - 5} dòng khác" if len(problems) > 5 else "")
        raise ImportFileError(f"Chưa nhập bài nào vì có {len(problems)} dòng không đọc được: {shown}.")
    return found


def _read_line(value: Any) -> ImportLine:
    if not isinstance(value, dict):
        raise TypeError("không phải một đối tượng JSON")
    title, lead, text = (_words(value.get(key)) for key in ("title", "lead", "text"))
    if not title and not text:
        raise ValueError("không có tiêu đề và nội dung")
    printed_date = value.get("published_at") or value.get("published")
    published_at = read_datetime(str(printed_date)) if printed_date else None
    printed_byline = _words(value.get("byline") or value.get("author"))
    genre = value.get("genre")
    record = ExtractedArticle(
        url=str(value.get("url") or ""),
        outlet=MANUAL_OUTLET,
        outlet_article_id=str(value.get("id") or value.get("url") or work_key(title, lead, text)),
        title=title or None,
        lead=lead or None,
        text=text,
        byline=parse_byline(printed_byline) if printed_byline else None,
        published_at=published_at,
        modified_at=None,
        section=_words(value.get("section") or value.get("category")) or None,
        tags=tuple(_words(tag) for tag in value.get("tags") or ()),
        genre=Genre(genre) if genre else None,
        series=None,
        own_report=None,
        layout="nhap-tay",
        provenance={"all": "import"},
    )
    return ImportLine(record, str(printed_date) if printed_date and published_at is None else None)


def _words(value: Any) -> str:
    """Return paragraphs joined by a blank line, as extracted articles have them."""
    return "\n\n".join(clean_text(str(value)).split("\n")) if value else ""


def import_articles(session: Session, lines: Iterable[ImportLine], *, now: datetime) -> Iterator[Counter[str]]:
    """Keep each article, committing by the batch; yields the running counts (fates, `undated`) after each batch."""
    session.merge(Outlet(key=MANUAL_OUTLET, name=MANUAL_OUTLET_NAME, hosts=[], is_crawled=False))
    counts: Counter[str] = Counter()
    sighting = Sighting(seen_at=now, origin=ArticleOrigin.IMPORTED)
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        fates = keep_articles(session, [(line.record, sighting) for line in batch])
        session.commit()
        for line, fate in zip(batch, fates, strict=True):
            counts[fate] += 1
            counts["undated"] += fate is Fate.NEW and line.record.published_at is None
            counts["lost_date"] += line.lost_date is not None
        yield counts
    session.commit()
    yield counts
