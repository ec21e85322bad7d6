"""From the office's one number, "tối đa 2 % sai trong số tự nhận", to the score from which nothing need be read.

Pure statistics over reviewed decisions. A limit is given only where the reviews prove it: the upper
Clopper-Pearson bound of the share of errors at and above it is at most the number, with the chosen surety also
for having chosen among several limits (learn then test: fixed sequences from a few starts that share what may
go wrong). Where reviews are too few, or what comes in no longer looks like what was reviewed, there is none.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, ks_2samp

Numbers = NDArray[np.float64]

SURETY = 0.95
LATEST = 100
FEWEST_LATEST = 20
# A walk starts at so many times the fewest decisions that could prove the number: with the fewest one error ends
# it at once, with more an error can be borne. Two starts gave the largest share in simulations of 600 to 3,000 reviews.
_STARTS = (1.0, 2.5)
_GRID = (*np.round(np.arange(0.999, 0.9899, -0.001), 3), *np.round(np.arange(0.98, 0.4999, -0.01), 2))
# A population stability index above this is commonly read as another population.
_SHIFTED, _SHIFT_BINS, _CHANCE = 0.25, 5, 0.01


@dataclass(frozen=True, slots=True)
class ReviewedDecision:
    """A tag that was proposed with `score`, and what a person decided. Sequences of them are in order of time.

    Only tags that would be accepted unread if their score allowed it belong here.
    """

    score: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class AcceptanceLimit:
    """The score from which tags are accepted unread, or none, with the proof.

    `reviewed` decisions lie at or above `limit`, `wrong` of them were wrong; `bound` is what the share of errors
    is at most; `share` of the present scores lie at or above it. `reason` tells the office, in Vietnamese.
    """

    limit: float | None
    reviewed: int
    wrong: int
    bound: float | None
    share: float
    reason: str


def find_limit(
    reviewed: Sequence[ReviewedDecision], present: Sequence[float], most_wrong: float, surety: float = SURETY
) -> AcceptanceLimit:
    """Return the lowest proven limit for one kind of tag.

    `most_wrong` is the share of errors allowed among what is accepted unread (0.02 = 2 %, between 0 and 1);
    `present` are the scores of the tags that are waiting, by which `share` is reckoned and drift is seen.
    """
    if not 0.0 < most_wrong < 1.0 or not 0.0 < surety < 1.0:
        raise ValueError("most_wrong and surety lie between 0 and 1")
    scores = np.array([one.score for one in reviewed], dtype=np.float64)
    wrong = np.array([not one.is_right for one in reviewed], dtype=bool)
    needed = count_needed(most_wrong, surety)
    limit = _lowest_proven(scores, wrong, most_wrong, surety)
    if limit is None:
        return _none(len(reviewed), int(wrong.sum()), _tell_unproven(scores, needed, most_wrong))
    above = scores >= limit
    drift = _tell_drift(scores[above], wrong[above], np.array(present, dtype=np.float64), limit, most_wrong)
    if drift:
        return _none(int(above.sum()), int(wrong[above].sum()), drift)
    count, errors = int(above.sum()), int(wrong[above].sum())
    bound = bound_errors(errors, count, surety)
    share = float(np.mean(np.array(present) >= limit)) if len(present) else float(above.mean())
    reason = (
        f"{count} nhãn đã duyệt có điểm từ {_figure(limit)}: {errors} sai; "
        f"chắc chắn {_percent(surety)} là không quá {_percent(bound)} sai"
    )
    return AcceptanceLimit(limit, count, errors, bound, share, reason)


@lru_cache(maxsize=65536)
def bound_errors(wrong: int, count: int, surety: float = SURETY) -> float:
    """Return the upper Clopper-Pearson bound of a share of errors of which `wrong` were seen in `count`."""
    return 1.0 if wrong >= count else float(beta.ppf(surety, wrong + 1, count - wrong))


def count_needed(most_wrong: float, surety: float = SURETY) -> int:
    """Return how many decisions without a single error are the fewest that can prove `most_wrong`."""
    return math.ceil(math.log((1.0 - surety) / len(_STARTS)) / math.log(1.0 - most_wrong))


def _lowest_proven(scores: Numbers, wrong: NDArray[np.bool_], most_wrong: float, surety: float) -> float | None:
    """Walk down from every start as long as the bound holds; each start may err with its share of the chance."""
    each = 1.0 - (1.0 - surety) / len(_STARTS)
    counts = [(limit, int((scores >= limit).sum())) for limit in _GRID]
    proven: list[float] = []
    for times in _STARTS:
        for limit, count in _walk(counts, times * count_needed(most_wrong, surety)):
            if bound_errors(int(wrong[scores >= limit].sum()), count, each) > most_wrong:
                break
            proven.append(float(limit))
    return min(proven, default=None)


def _walk(counts: Sequence[tuple[float, int]], fewest: float) -> Iterator[tuple[float, int]]:
    """Yield the limits from the first that has enough decisions down, leaving out those that add hardly any."""
    last = 0
    for limit, count in counts:
        if count >= fewest and count >= last * 1.02 + 1:
            last = count
            yield limit, count


def _tell_unproven(scores: Numbers, needed: int, most_wrong: float) -> str:
    sure = int((scores >= _GRID[-1]).sum())
    if sure < needed:
        return (
            f"mới có {sure} nhãn đã duyệt có điểm từ {_figure(_GRID[-1])}, "
            f"cần ít nhất {needed} nhãn để bảo đảm không quá {_percent(most_wrong)} sai"
        )
    return f"các nhãn đã duyệt chưa chứng tỏ được mức không quá {_percent(most_wrong)} sai ở điểm nào"


def _tell_drift(
    scores: Numbers, wrong: NDArray[np.bool_], present: Numbers, limit: float, most_wrong: float
) -> str | None:
    latest = wrong[-LATEST:]
    errors = int(latest.sum())
    if len(latest) >= FEWEST_LATEST and 1.0 - bound_errors(len(latest) - errors, len(latest)) > most_wrong:
        return f"{errors} trong {len(latest)} nhãn duyệt gần đây sai, nhiều hơn mức cho phép {_percent(most_wrong)}"
    accepted = present[present >= limit]
    if is_shifted(scores, accepted):
        return "điểm của các bài mới không còn giống các bài đã duyệt, cần duyệt thêm bài mới"
    return None


def is_shifted(before: Numbers, after: Numbers) -> bool:
    """Say whether two samples of scores differ by more than chance (Kolmogorov-Smirnov) and by much (stability index).

    Samples under `FEWEST_LATEST` say nothing.
    """
    if min(len(before), len(after)) < FEWEST_LATEST or ks_2samp(before, after).pvalue >= _CHANCE:
        return False
    edges = np.unique(np.quantile(before, np.linspace(0, 1, _SHIFT_BINS + 1)[1:-1]))
    old, new = (_shares(np.searchsorted(edges, one, side="right"), len(edges) + 1) for one in (before, after))
    return float(((new - old) * np.log(new / old)).sum()) > _SHIFTED


def _shares(bins: NDArray[np.int64], count: int) -> Numbers:
    found = np.bincount(bins, minlength=count) + 0.5
    return np.asarray(found / found.sum(), dtype=np.float64)


def _none(reviewed: int, wrong: int, reason: str) -> AcceptanceLimit:
    return AcceptanceLimit(None, reviewed, wrong, None, 0.0, reason)


def _figure(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")


@lru_cache(maxsize=64)
def _percent(value: float) -> str:
    return f"{value * 100:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " %"
