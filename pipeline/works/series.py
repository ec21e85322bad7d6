"""Join the parts of a series that came out over days. Pure.

Per outlet, in order of publication, each part joins the open series it fits by number and date and is tied to
most surely: by the series' name, by naming the other part or sharing its lead, or by author and number alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import lru_cache
from itertools import takewhile

from rapidfuzz import fuzz

from models.text import comparison_key

# Parts of one series follow each other within this many days.
LONGEST_GAP = 21
# With nothing but "PV" under them, only parts of successive days are thought to belong together.
UNSIGNED_GAP = 3
SAME_NAME = 88.0
SAME_LEAD = 85.0
# A name of fewer words ("Hà Tĩnh", "Nông thôn") may stand over any series.
LEAST_NAME_WORDS = 3
LEAST_LEAD_WORDS = 8


class Tie(IntEnum):
    """How surely a part belongs to a series."""

    NONE = 0
    AUTHOR = 1
    SUBJECT = 2
    WORDS = 3
    NAME = 4


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """One article with a series mark: what its page says. `name` is the series' name as the headline has it, or "".

    `key` is the page's own key of the series; `subtitle` is what the headline says of this part;
    `opening` its section and tags, the lead and the first lines; `closing` the last lines, where papers name
    the other parts.
    """

    article_id: int
    outlet_key: str
    day: date
    part: int | None
    last: bool
    key: str
    name: str
    subtitle: str
    lead: str
    opening: str
    closing: str
    authors: frozenset[str]
    section: str | None

    @property
    def called(self) -> str:
        """The series' name, which may stand behind the mark too: "Kỳ 2 - Rừng kêu cứu: Trả lại màu xanh"."""
        head, colon, _ = self.subtitle.partition(":")
        return self.name or (head if colon else "")

    @property
    def is_named(self) -> bool:
        """Say that the headline names series and part; of "Rừng kêu cứu (bài 2)" nobody knows which it names."""
        return bool(self.name and self.subtitle)


@dataclass(slots=True)
class _Series:
    """The parts found so far, in order of publication."""

    pages: list[SeriesPage] = field(default_factory=list)

    @property
    def highest(self) -> int:
        """The highest number seen; 0 if none has one."""
        return max((page.part or 0 for page in self.pages), default=0)

    def has_room(self, page: SeriesPage) -> bool:
        """Say whether `page` can be a further part by its number and date; parts of one day come in any order."""
        if page.part is not None and any(known.part == page.part for known in self.pages):
            return False
        earlier = [known for known in self.pages if known.day < page.day]
        if any(known.last for known in earlier) or (page.last and any(known.last for known in self.pages)):
            return False
        return page.part is None or all((known.part or 0) < page.part for known in earlier)

    def follows(self, page: SeriesPage) -> bool:
        """Say whether `page` is the very next part or the last one."""
        return page.last or page.part == self.highest + 1

    def tie(self, page: SeriesPage) -> Tie:
        """Return the surest tie of `page` to any part. Under one name a number may come twice, as text and as film."""
        surest = max(_tie(known, page) for known in self.pages)
        if surest is Tie.NAME:
            return surest
        fits = self.has_room(page) and (surest is not Tie.AUTHOR or self.follows(page))
        return surest if fits else Tie.NONE


def _tie(known: SeriesPage, page: SeriesPage) -> Tie:
    if _is_same_name(known.called, page.called):
        return Tie.NAME
    if _names(known, page) or _names(page, known) or _has_same_lead(known, page):
        return Tie.WORDS
    if known.is_named and page.is_named:
        return Tie.SUBJECT if known.key == page.key else Tie.NONE
    return _tie_by_author(known, page)


def _tie_by_author(known: SeriesPage, page: SeriesPage) -> Tie:
    """Return what the authors say of two pages of which at most one names its series."""
    if known.authors and page.authors and not known.authors & page.authors:
        return Tie.NONE
    if known.key == page.key:
        return Tie.SUBJECT
    is_next_page = (page.day - known.day).days <= UNSIGNED_GAP and known.section == page.section
    is_unsigned = not known.authors and not page.authors
    return Tie.AUTHOR if known.authors & page.authors or (is_unsigned and is_next_page) else Tie.NONE


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return comparison_key(text)


def _is_full(name: str) -> bool:
    return len(name.split()) >= LEAST_NAME_WORDS


def _is_same_name(a: str, b: str) -> bool:
    """Say whether two names are one, whole or up to the colon behind which the part's own title stands."""
    heads = [{_key(name), _key(name.split(":")[0])} for name in (a, b)]
    pairs = ((one, other) for one in heads[0] for other in heads[1] if _is_full(one) and _is_full(other))
    return any(fuzz.ratio(one, other) >= SAME_NAME or _holds(one, other) or _holds(other, one) for one, other in pairs)


def _holds(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


def _names(page: SeriesPage, other: SeriesPage) -> bool:
    """Say whether the text of `page` names the series or the headline of `other`."""
    said = _key(f"{page.opening} {page.closing}")
    wanted = (_key(words) for words in (other.name, other.subtitle))
    return any(_is_full(words) and _holds(said, words) for words in wanted)


def _has_same_lead(a: SeriesPage, b: SeriesPage) -> bool:
    leads = [_key(page.lead) for page in (a, b)]
    return all(len(lead.split()) >= LEAST_LEAD_WORDS for lead in leads) and fuzz.ratio(*leads) >= SAME_LEAD


def join_series(pages: Iterable[SeriesPage]) -> dict[int, str]:
    """Return the key of its series for each article; the same key within an outlet means the same series."""
    open_series: dict[str, list[_Series]] = {}
    found: list[_Series] = []
    for page in sorted(pages, key=lambda one: (one.day, one.part or 100, one.article_id)):
        known = open_series.setdefault(page.outlet_key, [])
        known[:] = [series for series in known if (page.day - series.pages[-1].day).days <= LONGEST_GAP]
        chosen = _choose(known, page)
        if chosen is None:
            chosen = _Series()
            known.append(chosen)
            found.append(chosen)
        chosen.pages.append(page)
    return _name_series(found)


def _choose(known: Sequence[_Series], page: SeriesPage) -> _Series | None:
    """Return the series with the surest tie, the latest of equals; two by author alone are a guess and give none."""
    ranked = sorted(((series.tie(page), place) for place, series in enumerate(known)), reverse=True)
    tied = list(takewhile(lambda rank: rank[0] is ranked[0][0], ranked))
    if not tied or tied[0][0] is Tie.NONE or (tied[0][0] is Tie.AUTHOR and len(tied) > 1):
        return None
    return known[tied[0][1]]


def _name_series(found: Iterable[_Series]) -> dict[int, str]:
    """Return a key for each article: the most usual of its pages' names; a later series of that key bears its day."""
    taken: set[tuple[str, str]] = set()
    keys: dict[int, str] = {}
    for series in found:
        first = series.pages[0]
        usual = [page for page in series.pages if page.is_named] or [page for page in series.pages if page.name]
        named = [page.key for page in usual or series.pages]
        key = max(dict.fromkeys(named), key=named.count)
        if (first.outlet_key, key) in taken:
            key = f"{key}-{first.day:%Y-%m-%d}"
        number = 2
        while (first.outlet_key, key) in taken:
            key = f"{key.rsplit('_', 1)[0]}_{number}"
            number += 1
        taken.add((first.outlet_key, key))
        keys.update((page.article_id, key) for page in series.pages)
    return keys
