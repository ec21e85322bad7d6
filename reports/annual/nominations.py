"""Authors and works to be considered for reward: from confirmed works with a named author only. Pure.

The same name at two outlets is two authors until a person says otherwise; series are shown beside single works,
never merged unseen. Nothing is ranked by judgement: the order is by number of works, then by given name.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.text import collation_key, comparison_key
from models.vocabulary import Certainty, Genre
from reports.annual.insiders import index_agencies, index_departments, match_agency, match_department
from reports.documents.record import Align
from reports.formats import format_number
from reports.gathering import Gathered
from reports.record import Work
from reports.wording.forms import Fill, Fills

DEEP = (Genre.FEATURE, Genre.REPORTAGE, Genre.INTERVIEW, Genre.EMAGAZINE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pen name at an outlet with its confirmed works. `shared` counts 1/k of a work with k authors."""

    number: int
    author: str
    outlet: str
    affiliation: str
    is_insider: bool
    works: tuple[Work, ...]
    shared: Fraction

    @property
    def deep(self) -> int:
        """How many of the works are longer than a news item."""
        return sum(work.genre_key in DEEP for work in self.works)

    @property
    def series(self) -> int:
        """In how many series the author has parts."""
        return len({work.series_key for work in self.works if work.series_key})

    @property
    def rows(self) -> str:
        """The rows of the plan that the works were confirmed under."""
        codes = {row.code for work in self.works for row in work.rows if row.certainty is Certainty.CONFIRMED}
        return ", ".join(sorted(codes))


def list_candidates(gathered: Gathered) -> list[Candidate]:
    """Return the authors of the confirmed works of the plan, most works first, then by given name."""
    works = [work for work in gathered.coverage.works if work.certainty is Certainty.CONFIRMED]
    by_author: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in works:
        for writer in work.writers:
            by_author[work.first.outlet_name, comparison_key(writer.name)].append(work)
    departments, agencies = index_departments(gathered), index_agencies(gathered)
    found = []
    for (outlet, name_key), members in by_author.items():
        credits = [one for work in members for one in work.writers if comparison_key(one.name) == name_key]
        affiliation = next((one.affiliation for one in credits if one.affiliation), "")
        key = comparison_key(affiliation)
        is_insider = bool(key) and (
            match_department(key, departments, agencies) is not None or match_agency(key, agencies)
        )
        shared = sum((Fraction(1, len(work.writers)) for work in members), Fraction(0))
        found.append(Candidate(0, credits[0].name, outlet, affiliation, is_insider, tuple(members), shared))
    return _number(found)


def _number(found: Iterable[Candidate]) -> list[Candidate]:
    ordered = sorted(found, key=lambda one: (-len(one.works), _given_name_first(one.author), one.outlet))
    return [
        Candidate(place, one.author, one.outlet, one.affiliation, one.is_insider, one.works, one.shared)
        for place, one in enumerate(ordered, start=1)
    ]


def _given_name_first(name: str) -> tuple[object, ...]:
    words = name.split()
    return (collation_key(words[-1]), collation_key(name)) if words else ()


def count_unnamed(works: Sequence[Work]) -> int:
    """Return how many confirmed works name no author: they stand for no person."""
    return sum(work.certainty is Certainty.CONFIRMED and not work.writers for work in works)


def _tell_works(one: Candidate) -> str | int:
    if one.shared == len(one.works):
        return len(one.works)
    return f"{len(one.works)}\n(chia theo đồng tác giả: {format_number(round(float(one.shared), 2))})"


def _tell_deep(one: Candidate) -> str:
    return f"{one.deep} bài sâu" + (f", {one.series} loạt bài" if one.series else "")


CANDIDATE_FILLS: Fills[Candidate] = {
    "STT": Fill(lambda one: one.number, 5),
    "Tác giả (bút danh)": Fill(lambda one: one.author, 16, Align.LEFT),
    "Đơn vị công tác": Fill(lambda one: one.affiliation or one.outlet, 16, Align.LEFT),
    "Trong/ngoài ngành": Fill(lambda one: "Trong ngành" if one.is_insider else "Ngoài ngành", 9),
    "Số tác phẩm": Fill(_tell_works, 10),
    "Trong đó: bài sâu, loạt bài": Fill(_tell_deep, 10),
    "Nội dung KH đã phản ánh": Fill(lambda one: one.rows, 12),
    "Tác phẩm tiêu biểu": Fill(lambda _: "", 16, Align.LEFT),
    "Minh chứng (Phụ lục II, STT)": Fill(lambda one: ", ".join(str(work.number) for work in one.works), 14, Align.LEFT),
    "Ý kiến Văn phòng": Fill(lambda _: "", 12),
}
