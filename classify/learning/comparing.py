"""Is a new classifier better than the one at work? A paired comparison on reviewed articles neither has learnt from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from classify.evaluate import CodeScore, compare, macro_f1, micro_f1
from classify.gold import GoldArticle
from models.records import RELEVANT, ArticleTags

FEWEST_HELD_OUT = 30
SURE_ENOUGH = 0.05
# A row with enough articles may not lose more than this of its F1, however much the others gain.
FEWEST_FOR_FLOOR = 5
MOST_LOST = 0.05


@dataclass(frozen=True, slots=True)
class RowFloor:
    """A row that would be met worse than it may be."""

    code: str
    before: float
    after: float
    floor: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two classifiers met the same articles.

    `better` and `worse` count the articles with fewer and with more wrong codes under the new one; `p_value` is
    that of the one-sided sign test on them. `below_floor` are the rows that would lose too much.
    """

    articles: int
    rows_before: float
    rows_after: float
    fields_before: float
    fields_after: float
    macro_before: float
    macro_after: float
    better: int
    worse: int
    p_value: float
    below_floor: tuple[RowFloor, ...]

    @property
    def refusals(self) -> tuple[str, ...]:
        """Say in plain sentences why the new classifier is not put to work; none when it is better."""
        reasons: list[str] = []
        if self.articles < FEWEST_HELD_OUT:
            reasons.append(f"mới có {self.articles} bài đã duyệt để riêng, cần ít nhất {FEWEST_HELD_OUT} bài để so")
        if self.better <= self.worse:
            reasons.append(f"bản mới đúng hơn ở {self.better} bài nhưng kém hơn ở {self.worse} bài")
        elif self.p_value > SURE_ENOUGH:
            reasons.append(
                f"chưa đủ chắc là tốt hơn: hơn ở {self.better} bài, kém ở {self.worse} bài, "
                f"có thể do may rủi (p = {_figure(self.p_value)})"
            )
        reasons += [
            f"{row.code}: F1 giảm từ {_figure(row.before)} xuống {_figure(row.after)}, dưới sàn {_figure(row.floor)}"
            for row in self.below_floor
        ]
        return tuple(reasons)


def compare_classifiers(
    articles: Sequence[GoldArticle], before: Sequence[ArticleTags], after: Sequence[ArticleTags]
) -> Comparison:
    """Compare the answers of two classifiers on the same articles, in the same order."""
    old, new = compare(articles, before), compare(articles, after)
    wrong = [(_wrong(gold, one), _wrong(gold, two)) for gold, one, two in zip(articles, before, after, strict=True)]
    better, worse = sum(two < one for one, two in wrong), sum(two > one for one, two in wrong)
    p_value = binomtest(better, better + worse, alternative="greater").pvalue if better + worse else 1.0
    return Comparison(
        articles=len(articles),
        rows_before=micro_f1(old.rows),
        rows_after=micro_f1(new.rows),
        fields_before=micro_f1(old.fields),
        fields_after=micro_f1(new.fields),
        macro_before=macro_f1(old.rows),
        macro_after=macro_f1(new.rows),
        better=better,
        worse=worse,
        p_value=float(p_value),
        below_floor=tuple(_find_lost(old.rows, {one.code: one for one in new.rows})),
    )


def _wrong(gold: GoldArticle, tags: ArticleTags) -> int:
    given = {one.code for one in (*tags.rows, *tags.fields)} | ({RELEVANT} if tags.is_relevant else set())
    right = gold.rows | gold.fields | ({RELEVANT} if gold.relevant else set())
    return len(given ^ right)


def _find_lost(before: Sequence[CodeScore], after: Mapping[str, CodeScore]) -> list[RowFloor]:
    lost: list[RowFloor] = []
    for one in before:
        floor = one.f1 - MOST_LOST
        now = after[one.code].f1 if one.code in after else 0.0
        if one.support >= FEWEST_FOR_FLOOR and now < floor:
            lost.append(RowFloor(one.code, one.f1, now, floor))
    return lost


def _figure(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
