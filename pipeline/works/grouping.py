"""Which articles are one work, and which of them came first. Pure, but for asking for texts to compare.

In order of publication each text joins the work of the earliest text it is a copy of, or begins a work.
Works never melt together later, so that a round-up holding two stories cannot make one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile

import numpy as np

from models.clock import VIETNAM, local_day
from pipeline.works.candidates import list_pairs
from pipeline.works.copies import count_other_figures, is_copy
from pipeline.works.wording import Sketch, Wording, read_wording

REPRINT_DAYS = 31
# A text of fewer characters (some hundred words) may be routine: a notice, the standing words under a programme.
SHORT_TEXT = 450
# The same few words come again within two days where another outlet posts them, later where they are routine.
SHORT_DAYS = 2
READ_BATCH = 200
_UNDATED = datetime.max.replace(tzinfo=UTC)

ReadTexts = Callable[[Sequence[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Publication:
    """One article as grouping needs it.

    `text_key` is equal for equal words, the title's included; a text of hardly any words has no sketch.
    """

    article_id: int
    outlet_key: str
    published_at: datetime | None
    is_signed_reprint: bool
    title: str
    text_key: str
    is_short: bool
    sketch: Sketch | None

    @property
    def day(self) -> int:
        """The local day of publication as a number; undated ones come after all days."""
        return local_day(self.published_at).toordinal() if self.published_at else _UNDATED.toordinal()

    @property
    def order(self) -> tuple[int, datetime, bool, int]:
        """Sort key, earliest first. One of an unknown hour comes at its day's end, a signed reprint after its equal."""
        at = self.published_at.astimezone(VIETNAM) if self.published_at else _UNDATED
        has_no_hour = at.time() == datetime.min.time()
        return self.day, at + timedelta(days=1) if has_no_hour else at, self.is_signed_reprint, self.article_id


def find_first_publications(publications: Sequence[Publication], read_texts: ReadTexts) -> dict[int, int]:
    """Return for each reprint the article id of its first publication; works of their own are left out.

    `read_texts` gives the words (without titles) of some articles by id; it is asked for candidates only, by the
    batch, in order of publication. Undated texts and those more than a month apart join only when their words
    are equal.
    """
    ordered = sorted(publications, key=lambda one: one.order)
    earlier = _list_earlier(ordered)
    texts = _RecentTexts(ordered, _read_in_order(ordered, earlier, read_texts))
    work_of: dict[int, int] = {}
    last_with: dict[str, int] = {}
    for row, one in enumerate(ordered):
        known = last_with.get(one.text_key)
        if known is not None and not _is_same_notice(ordered[known], one):
            known = None
        copied = texts.find_copied(row, earlier[row]) if row in earlier else ()
        found = [work_of[other] for other in (*copied, *(() if known is None else (known,)))]
        work_of[row] = min(found, default=row)
        last_with[one.text_key] = row
    return {ordered[row].article_id: ordered[work].article_id for row, work in work_of.items() if row != work}


def _is_same_notice(known: Publication, one: Publication) -> bool:
    """Say whether equal words are one work: long ones always are, a short notice of another day is routine."""
    if not known.is_short:
        return True
    apart = one.day - known.day
    return one.published_at is not None and apart <= (0 if one.outlet_key == known.outlet_key else SHORT_DAYS)


def _list_earlier(ordered: Sequence[Publication]) -> dict[int, list[int]]:
    """Return for each row the earlier rows that it may be a copy of; those that are only earlier ones have none."""
    rows = [row for row, one in enumerate(ordered) if one.sketch is not None and one.published_at is not None]
    sketches = np.array([ordered[row].sketch for row in rows])
    days = np.array([ordered[row].day for row in rows], dtype=np.int64)
    earlier: defaultdict[int, list[int]] = defaultdict(list)
    for first, second in list_pairs(sketches, days, within=REPRINT_DAYS).tolist():
        earlier[rows[second]].append(rows[first])
        earlier[rows[first]] += ()
    return dict(earlier)


def _read_in_order(
    ordered: Sequence[Publication], rows: Mapping[int, object], read_texts: ReadTexts
) -> Iterator[tuple[int, Wording]]:
    wanted = sorted(rows)
    for batch in (wanted[start : start + READ_BATCH] for start in range(0, len(wanted), READ_BATCH)):
        texts = read_texts([ordered[row].article_id for row in batch])
        for row in batch:
            yield row, read_wording(texts[ordered[row].article_id])


@dataclass(slots=True)
class _RecentTexts:
    """The candidates' wordings of the last month, oldest first."""

    ordered: Sequence[Publication]
    coming: Iterator[tuple[int, Wording]]
    kept: dict[int, Wording] = field(default_factory=dict)

    def find_copied(self, row: int, earlier: Sequence[int]) -> list[int]:
        """Return those of the `earlier` rows that `row` has its text from; must be asked row by row in order."""
        coming, wording = next(self.coming)
        if coming != row:
            raise ValueError(f"row {row} asked for, row {coming} comes")
        one = self.ordered[row]
        for past in list(takewhile(lambda known: self.ordered[known].day < one.day - REPRINT_DAYS, self.kept)):
            del self.kept[past]
        self.kept[row] = wording
        return [other for other in earlier if self._is_copy(self.ordered[other], one, self.kept[other], wording)]

    @staticmethod
    def _is_copy(known: Publication, one: Publication, a: Wording, b: Wording) -> bool:
        if known.outlet_key == one.outlet_key and known.day != one.day and _is_routine(known, one, a, b):
            return False
        return is_copy(a, b)


def _is_routine(known: Publication, one: Publication, a: Wording, b: Wording) -> bool:
    """Say whether an outlet's two texts of two days are its own frame filled anew: a bulletin, a programme page."""
    if count_other_figures(a, b):
        return True
    titles = read_wording(known.title), read_wording(one.title)
    is_other_title = not np.array_equal(titles[0].shingles, titles[1].shingles)
    return count_other_figures(*titles) > 0 or (is_other_title and (known.is_short or one.is_short))
