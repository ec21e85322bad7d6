"""Match obligations with articles: candidates, one assignment over all, then matches, questions and gaps. Pure.

A person's link or unlink stands whatever the scores say. What is assigned and sure is matched by itself; what is
less sure, or has a rival nearly as likely, is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from models.vocabulary import LinkDecision, MatchOrigin, ObligationStatus
from pipeline.obligations.assigning import Demand, Offer, assign_works
from pipeline.obligations.candidates import find_candidates
from pipeline.obligations.records import Entry, Matched, Near, Office, Pair, Promised, Published
from pipeline.obligations.weights import ASK_FROM, AUTO_FROM

# Two candidates are close when the odds of the better are less than twice those of the other.
CLOSE = log(2)
SURE_FROM = 0.95
SERIES_FROM = 0.1
MOST_NEAR, MOST_BESIDE = 3, 4

Links = Mapping[tuple[int, int], LinkDecision]


@dataclass(frozen=True, slots=True)
class Matching:
    """An entry for each obligation, in their order, and the articles by id, without their words."""

    entries: list[Entry]
    articles: dict[int, Published]


def match_obligations(
    promises: Sequence[Promised], articles: Iterable[Published], office: Office, links: Links
) -> Matching:
    """Match obligations with articles; those that stand no more keep only what people linked."""
    active = [promised for promised in promises if promised.terms.status is ObligationStatus.ACTIVE]
    candidates = find_candidates(active, articles, office)
    matching = _Matching(active, candidates.pairs, candidates.articles, links)
    return Matching([matching.enter(promised) for promised in promises], candidates.articles)


class _Matching:
    """One run over all obligations; pairs are (obligation, work), a work being its first publication's id."""

    def __init__(
        self,
        active: Sequence[Promised],
        candidates: Mapping[int, Sequence[Pair]],
        published: Mapping[int, Published],
        links: Links,
    ) -> None:
        self._candidates, self._published = candidates, published
        self._promises = {promised.id: promised for promised in active}
        self._copies: defaultdict[int, list[int]] = defaultdict(list)
        for article in published.values():
            self._copies[article.work].append(article.id)
        self._linked: defaultdict[int, set[int]] = defaultdict(set)
        self._unlinked: defaultdict[int, set[int]] = defaultdict(set)
        for (obligation, linked), decision in links.items():
            if linked in published:
                side = self._linked if decision is LinkDecision.LINK else self._unlinked
                side[obligation].add(linked)
        self._best = {id_: self._choose_best(id_) for id_ in self._promises}
        self._chosen = self._assign()
        self._takers: defaultdict[int, set[int]] = defaultdict(set)
        for obligation, work in self._chosen:
            self._takers[work].add(obligation)
        for obligation in self._promises.keys() & self._linked.keys():
            for given in self._linked[obligation]:
                self._takers[published[given].work].add(obligation)
        served = {obligation for obligation, _ in self._chosen} | set(self._linked)
        self._unserved: defaultdict[int, list[tuple[Promised, float]]] = defaultdict(list)
        for obligation, best in self._best.items():
            for work, pair in best.items():
                if obligation not in served and pair.score >= ASK_FROM:
                    self._unserved[work].append((self._promises[obligation], pair.score))

    def _choose_best(self, obligation: int) -> dict[int, Pair]:
        """Return the likeliest publication of each work; what a person linked or unlinked is not reckoned again.

        Who unlinks a first publication means the work, who unlinks a reprint only that.
        """
        settled = {self._published[article].work for article in self._linked[obligation]}
        best: dict[int, Pair] = {}
        for pair in self._candidates[obligation]:
            work = self._published[pair.article].work
            if work not in settled and not {work, pair.article} & self._unlinked[obligation]:
                best.setdefault(work, pair)
        return best

    def _assign(self) -> set[tuple[int, int]]:
        demands = [Demand(one.id, _lead(one), one.terms.wanted, one.terms.outlets) for one in self._promises.values()]
        offers = [
            Offer(obligation, work, pair.score, self._outlets(work))
            for obligation, best in self._best.items()
            for work, pair in best.items()
            if pair.score >= ASK_FROM
        ]
        given = frozenset(
            (obligation, self._published[article].work)
            for obligation in self._promises
            for article in self._linked[obligation]
        )
        return assign_works(demands, offers, given)

    def _outlets(self, work: int) -> frozenset[str]:
        return frozenset(self._published[article].outlet for article in self._copies[work])

    def enter(self, promised: Promised) -> Entry:
        """Return what was found for one obligation."""
        works = self._decide_works(promised) if promised.id in self._promises else {}
        matches = [
            Matched(article, MatchOrigin.PERSON, 1.0, ("người dùng gắn",), is_reprint=self._is_reprint(article))
            for article in sorted(self._linked[promised.id])
        ]
        for work, (origin, pair, why) in works.items():
            matches += self._put_beside(promised, work, origin, pair, why)
        for work in {self._published[match.article].work for match in matches if match.origin is MatchOrigin.PERSON}:
            known = {match.article for match in matches}
            matches += [
                Matched(copy, MatchOrigin.AUTO, 1.0, ("cùng tác phẩm với tin, bài người dùng gắn",), is_reprint=True)
                for copy in self._copies[work]
                if copy not in known and copy not in self._unlinked[promised.id]
            ]
        matches.sort(key=lambda match: (-match.score, match.article))
        return Entry(promised.id, tuple(matches), self._list_nearest(promised, matches))

    def _is_reprint(self, article: int) -> bool:
        return self._published[article].work != article

    def _decide_works(self, promised: Promised) -> dict[int, tuple[MatchOrigin, Pair, tuple[str, ...]]]:
        """Return the works to stand beside an obligation: how, as which publication, and what to add to its reasons."""
        best = self._best[promised.id]
        taken = [work for work in best if (promised.id, work) in self._chosen]
        decided: dict[int, tuple[MatchOrigin, Pair, tuple[str, ...]]] = {}
        for work in taken:
            rivals = [*self._find_rival_works(promised, work), *self._find_rival_obligations(promised, work)]
            is_sure = best[work].score >= (SURE_FROM if rivals else AUTO_FROM) and not best[work].must_ask
            decided[work] = (MatchOrigin.AUTO if is_sure else MatchOrigin.QUESTION, best[work], tuple(rivals))
        series = {self._published[best[work].article].series for work in taken} - {None}
        for work, pair in best.items():
            if work in decided or self._is_taken_within(promised, work):
                continue
            if self._published[pair.article].series in series and pair.score >= SERIES_FROM:
                decided[work] = MatchOrigin.AUTO, pair, ("cùng loạt bài",)
            elif pair.score >= ASK_FROM and len(decided) < MOST_BESIDE:
                decided[work] = MatchOrigin.QUESTION, pair, ("ngoài số lượng đăng ký",)
        return decided

    def _find_rival_works(self, promised: Promised, work: int) -> Sequence[str]:
        """Say so if a work that nobody took is nearly as likely."""
        best = self._best[promised.id]
        rivals = [
            other
            for other, pair in best.items()
            if other != work and not self._takers[other] and _is_close(pair.score, best[work].score)
        ]
        return ["có tin, bài khác gần ngang bằng"] if rivals else []

    def _find_rival_obligations(self, promised: Promised, work: int) -> Sequence[str]:
        """Say so if another subject of the department, still unanswered, is nearly as likely to be meant."""
        score = self._best[promised.id][work].score
        rivals = [
            other.content
            for other, other_score in self._unserved[work]
            if _lead(other) == _lead(promised) and other.content != promised.content and _is_close(other_score, score)
        ]
        return [f"cũng gần với nội dung «{rivals[0]}»"] if rivals else []

    def _is_taken_within(self, promised: Promised, work: int) -> bool:
        """Say whether the department of an obligation counts a work already."""
        return any(_lead(self._promises[taker]) == _lead(promised) for taker in self._takers[work])

    def _put_beside(
        self, promised: Promised, work: int, origin: MatchOrigin, pair: Pair, why: tuple[str, ...]
    ) -> list[Matched]:
        first = Matched(
            pair.article,
            origin,
            pair.score,
            (*pair.reasons, *(lack.words for lack in pair.lacks if not lack.is_told), *why),
            pair.covers_part,
            self._is_reprint(pair.article),
        )
        copies = [
            Matched(copy, origin, pair.score, ("cùng tác phẩm",), pair.covers_part, self._is_reprint(copy))
            for copy in self._copies[work]
            if copy != pair.article and copy not in self._unlinked[promised.id]
        ]
        return [first, *copies]

    def _list_nearest(self, promised: Promised, matches: Sequence[Matched]) -> tuple[Near, ...]:
        counted = {match.article for match in matches if match.origin is not MatchOrigin.QUESTION}
        nearest: list[Near] = []
        for pair in self._candidates.get(promised.id, ()):
            fails = self._tell_failing(promised, pair, is_counted=pair.article in counted)
            if fails and pair.article not in self._unlinked[promised.id]:
                nearest.append(Near(pair.article, fails, pair.score))
        return tuple(nearest[:MOST_NEAR])

    def _tell_failing(self, promised: Promised, pair: Pair, *, is_counted: bool) -> str | None:
        """Return the one condition that an article fails most; None if it is counted and fails none of the terms."""
        lacks = [lack for lack in pair.lacks if lack.is_term or not is_counted]
        if lacks:
            return lacks[0].words
        if pair.covers_part:
            return "mới đáp ứng một phần nội dung"
        if is_counted:
            return None
        work = self._published[pair.article].work
        return "đã tính cho nội dung khác của đơn vị" if self._is_taken_within(promised, work) else "cần người xác nhận"


def _lead(promised: Promised) -> str:
    return promised.departments[0] if promised.departments else ""


def _is_close(other: float, score: float) -> bool:
    return _log_odds(other) > _log_odds(score) - CLOSE


def _log_odds(score: float) -> float:
    kept = min(max(score, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
