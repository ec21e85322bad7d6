"""The captures of an article: each answer of the outlet that is kept, in order, and which of them are separate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import PageSnapshot

# Two answers within a few hours may come from one cache of the outlet; a night later they do not.
APART = timedelta(hours=6)
GONE_STATUSES = (404, 410)
ID_BATCH = 500


@dataclass(frozen=True, slots=True)
class Capture:
    """One kept answer; `is_repeat` says that the page was as before (304, or the same bytes).

    `sha256` is of the page after content decoding; that of a repeat is the page's it repeats.
    """

    snapshot_id: int
    captured_at: datetime
    http_status: int
    sha256: str
    is_repeat: bool

    @property
    def is_gone(self) -> bool:
        """Say that the outlet answered that there is no such page."""
        return self.http_status in GONE_STATUSES


def read_captures(session: Session, article_ids: Iterable[int], as_of: datetime) -> dict[int, tuple[Capture, ...]]:
    """Return the captures of each article by `as_of`, the first one first; those without any have an empty tuple."""
    wanted = sorted(set(article_ids))
    found: defaultdict[int, list[Capture]] = defaultdict(list)
    for batch in in_batches(wanted):
        for article_id, snapshot_id, at, status, sha256, same_as_id in session.execute(_select_captures(batch, as_of)):
            found[article_id].append(Capture(snapshot_id, at, status, sha256, same_as_id is not None))
    return {id_: tuple(found[id_]) for id_ in wanted}


def _select_captures(batch: Sequence[int], as_of: datetime) -> Select[int, int, datetime, int, str, int | None]:
    columns = (PageSnapshot.captured_at, PageSnapshot.http_status, PageSnapshot.sha256, PageSnapshot.same_as_id)
    return (
        select(Article.id, PageSnapshot.id, *columns)
        .join(PageSnapshot, PageSnapshot.address_id == Article.address_id)
        .where(Article.id.in_(batch), PageSnapshot.captured_at <= as_of)
        .order_by(Article.id, PageSnapshot.captured_at, PageSnapshot.id)
    )


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield `ids` in parts that one statement can name."""
    for start in range(0, len(ids), ID_BATCH):
        yield ids[start : start + ID_BATCH]


def pick_separate(moments: Iterable[datetime]) -> tuple[datetime, ...]:
    """Return the moments that stand for captures of their own: the first, then each at least `APART` after the last."""
    picked: list[datetime] = []
    for moment in sorted(moments):
        if not picked or moment - picked[-1] >= APART:
            picked.append(moment)
    return tuple(picked)
