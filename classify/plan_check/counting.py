"""Findings from stored articles: signals that stand nearly everywhere, and those no article has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classify.plan_check.findings import Finding, FindingKind
from classify.rules.book import RuleBook, Scope
from classify.rules.lexicon import build_lexicon
from classify.rules.signals import Part, Voice
from classify.rules.syllables import expand
from models.office_files.plan import PlanFile
from models.records import ArticleText

EVERYWHERE_SHARE = 0.15
FEWEST_ARTICLES = 200
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class SignalCount:
    """In how many articles a strong phrase stands in title or lead, and in how many anywhere."""

    code: str
    phrase: str
    in_head: int
    anywhere: int


def count_signals(plan: PlanFile, articles: Iterable[ArticleText]) -> tuple[list[SignalCount], int]:
    """Count the plan's strong phrases over `articles`, and how many articles were read."""
    book = RuleBook(build_lexicon(plan))
    head: Counter[tuple[str, tuple[str, ...]]] = Counter()
    anywhere: Counter[tuple[str, tuple[str, ...]]] = Counter()
    read = 0
    for article in articles:
        read += 1
        seen: defaultdict[tuple[str, tuple[str, ...]], bool] = defaultdict(bool)
        for hit in book.match(article):
            if hit.voice is Voice.PLAN and hit.part is Part.STRONG and hit.rule is None:
                seen[hit.code, expand(hit.words[0], book.aliases)] |= hit.scope in (Scope.TITLE, Scope.LEAD)
        anywhere.update(seen.keys())
        head.update(key for key, is_head in seen.items() if is_head)
    counts = []
    for signals in (one for one in book.lexicon.signals if one.voice is Voice.PLAN):
        for phrase in signals.strong:
            key = signals.code, expand(phrase, book.aliases)
            counts.append(SignalCount(signals.code, phrase, head[key], anywhere[key]))
    return counts, read


def check_counts(counts: Iterable[SignalCount], read: int) -> Iterator[Finding]:
    """Tell phrases met by too many of `read` articles; the unseen ones by code, once there are enough articles."""
    unseen: defaultdict[str, list[str]] = defaultdict(list)
    for one in counts:
        if read >= FEWEST_ARTICLES and one.in_head > EVERYWHERE_SHARE * read:
            told = f"«{one.phrase}» có ở tiêu đề hoặc sapo của {one.in_head}/{read} bài"
            yield Finding(FindingKind.EVERYTHING, one.code, (one.phrase,), told)
        if one.anywhere == 0:
            unseen[one.code].append(one.phrase)
    if read < FEWEST_ARTICLES:
        return
    for code, phrases in unseen.items():
        named = ", ".join(f"«{phrase}»" for phrase in phrases[:_MOST_NAMED])
        rest = f" và {len(phrases) - _MOST_NAMED} cụm khác" if len(phrases) > _MOST_NAMED else ""
        yield Finding(FindingKind.UNSEEN, code, tuple(phrases), f"không bài nào trong {read} bài có: {named}{rest}")
