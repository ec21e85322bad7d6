"""Add articles by hand: JSON lines in, articles of the outlet "nhập tay" out, marked as added by a person.

An article's key is its URL; without one, the id this program exported it with, or its words. An undated
article is kept and stands apart in reports.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from models.errors import InputError
from models.organisation import Outlet
from models.records import ExtractedArticle
from models.vocabulary import ArticleOrigin
from pipeline.articles.columns import Sighting
from pipeline.articles.import_line import MANUAL_OUTLET, ImportLine, LineError, read_line
from pipeline.articles.keeping import Fate, keep_articles
from pipeline.articles.states import note_states

MANUAL_OUTLET_NAME = "Nhập tay"
BATCH = 200
SHOWN = 5


class ImportFileError(InputError):
    """The file cannot be read, or lines of it; nothing was imported."""


def read_import_file(path: Path) -> list[ImportLine]:
    """Read a file of JSON lines in UTF-8, with or without BOM; raises ImportFileError."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return read_lines(file)
    except UnicodeDecodeError:
        raise ImportFileError(
            f"Chưa nhập bài nào: tệp không phải UTF-8 ({path}); hãy mở bằng trình soạn thảo và lưu lại với mã UTF-8."
        ) from None
    except OSError:
        raise ImportFileError(f"Chưa nhập bài nào: không đọc được tệp {path}; hãy xem lại quyền đọc.") from None


def read_lines(lines: Iterable[str]) -> list[ImportLine]:
    """Read JSON lines; raises ImportFileError naming the lines that are no article (a title or a text is needed)."""
    problems: list[str] = []
    found: list[ImportLine] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(read_line(line))
        except LineError as error:
            problems.append(f"dòng {number}: {error}")
    if problems:
        rest = f"; và {len(problems) - SHOWN} dòng khác" if len(problems) > SHOWN else ""
        shown = "; ".join(problems[:SHOWN])
        raise ImportFileError(f"Chưa nhập bài nào vì có {len(problems)} dòng không đọc được: {shown}{rest}.")
    return found


def import_articles(session: Session, lines: Sequence[ImportLine], *, now: datetime) -> Iterator[Counter[str]]:
    """Keep each article, committing by the batch; yields the running counts (fates, `undated`) after each batch.

    Lines of one article are folded into one first, so that importing a file again changes nothing;
    those beyond the first count as unchanged.
    """
    session.merge(Outlet(key=MANUAL_OUTLET, name=MANUAL_OUTLET_NAME, hosts=[], is_crawled=False))
    records = fold_repeated(line.record for line in lines)
    lost = sum(line.lost_date is not None for line in lines)
    counts = Counter({Fate.UNCHANGED: len(lines) - len(records), "lost_date": lost})
    sighting = Sighting(seen_at=now, origin=ArticleOrigin.IMPORTED)
    for start in range(0, len(records), BATCH):
        batch = records[start : start + BATCH]
        fates = keep_articles(session, [(record, sighting) for record in batch])
        session.commit()
        for record, fate in zip(batch, fates, strict=True):
            counts[fate] += 1
            counts["undated"] += fate is Fate.NEW and record.published_at is None
        yield counts
    note_states(session, now)
    session.commit()
    if not records:
        yield counts


def fold_repeated(records: Iterable[ExtractedArticle]) -> list[ExtractedArticle]:
    """Return one record per key: the last one's words, and of earlier ones the facts it is silent on."""
    folded: dict[str | None, ExtractedArticle] = {}
    for record in records:
        earlier = folded.get(record.outlet_article_id, record)
        folded[record.outlet_article_id] = replace(
            record,
            byline=record.byline or earlier.byline,
            published_at=record.published_at or earlier.published_at,
            section=record.section or earlier.section,
            tags=record.tags or earlier.tags,
            genre=record.genre or earlier.genre,
        )
    return list(folded.values())
