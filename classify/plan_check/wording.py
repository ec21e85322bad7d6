"""Findings that need no article: phrases without words, contradictions, what another signal covers, examples."""

from collections.abc import Iterable, Iterator

from classify.plan_check.findings import Finding, FindingKind
from classify.rules.book import Hit, RuleBook
from classify.rules.lexicon import build_lexicon
from classify.rules.signals import Part, Signals, Voice
from classify.rules.syllables import Aliases, expand
from models.office_files.plan import PlanFile, PlanRow
from models.records import ArticleText

_PART_WORDS = {Part.STRONG: "mạnh", Part.SUPPORT: "phụ", Part.AGAINST: "loại trừ", Part.DOCUMENT: "văn bản"}
Syllabled = tuple[str, ...]


def check_wording(plan: PlanFile) -> list[Finding]:
    """Return what can be said of the plan's signals and examples without reading any article."""
    lexicon = build_lexicon(plan)
    aliases = Aliases(lexicon.aliases)
    findings: list[Finding] = []
    for signals in lexicon.signals:
        if signals.voice is Voice.PLAN:
            findings += _check_signals(signals, aliases)
    book = RuleBook(lexicon)
    for row in plan.rows:
        findings += _check_examples(row, book)
    return findings


def _check_signals(signals: Signals, aliases: Aliases) -> Iterator[Finding]:
    parts = {
        Part.STRONG: signals.strong,
        Part.SUPPORT: signals.support,
        Part.AGAINST: signals.against,
        Part.DOCUMENT: signals.documents,
    }
    known: dict[Syllabled, tuple[Part, str]] = {}
    for part, phrases in parts.items():
        for phrase in phrases:
            keys = expand(phrase, aliases)
            if not keys:
                yield Finding(FindingKind.NEVER, signals.code, (phrase,), f"«{phrase}» không có chữ nào để tìm")
            elif keys in known:
                yield _tell_twice(signals.code, known[keys], (part, phrase))
            else:
                known[keys] = part, phrase
    strong = {expand(phrase, aliases) for phrase in signals.strong}
    yield from _find_covered(signals, aliases, strong)
    for rule in signals.all_of:
        full = [number for number, group in enumerate(rule.groups) if {expand(p, aliases) for p in group} <= strong]
        if full:
            told = f"luật ghép {rule.id} thừa: nhóm thứ {full[0] + 1} gồm toàn dấu hiệu mạnh"
            yield Finding(FindingKind.SHADOWED, signals.code, (rule.id,), told)


def _tell_twice(code: str, first: tuple[Part, str], again: tuple[Part, str]) -> Finding:
    phrases = tuple(dict.fromkeys((first[1], again[1])))
    if Part.AGAINST in (first[0], again[0]) and first[0] is not again[0]:
        told = f"«{again[1]}» vừa là dấu hiệu {_PART_WORDS[first[0]]} vừa là cụm loại trừ"
        return Finding(FindingKind.CONTRADICTS, code, phrases, told)
    told = f"«{again[1]}» ({_PART_WORDS[again[0]]}) đọc giống «{first[1]}» ({_PART_WORDS[first[0]]})"
    return Finding(FindingKind.SHADOWED, code, phrases, told)


def _find_covered(signals: Signals, aliases: Aliases, strong: set[Syllabled]) -> Iterator[Finding]:
    """Tell supporting phrases that hold a strong one inside: they add no article."""
    for phrase in signals.support:
        keys = expand(phrase, aliases)
        inner = next((one for one in sorted(strong) if one != keys and _holds(keys, one)), None)
        if inner is not None:
            told = f"«{phrase}» (phụ) luôn đi cùng dấu hiệu mạnh «{' '.join(inner)}»"
            yield Finding(FindingKind.SHADOWED, signals.code, (phrase,), told)


def _holds(longer: Syllabled, shorter: Syllabled) -> bool:
    return any(longer[start : start + len(shorter)] == shorter for start in range(len(longer) - len(shorter) + 1))


def _check_examples(row: PlanRow, book: RuleBook) -> Iterator[Finding]:
    for example in row.examples.positive:
        hits = _own_hits(book.match(ArticleText(example)), row.code)
        against = tuple(hit.words[0] for hit in hits if hit.part is Part.AGAINST)
        has_sign = any(hit.part in (Part.STRONG, Part.DOCUMENT) for hit in hits)
        if against and not has_sign:
            told = f"cụm loại trừ «{against[0]}» loại cả ví dụ đúng: {example}"
            yield Finding(FindingKind.EXCLUDES_EXAMPLE, row.code, against, told)
        elif not has_sign:
            yield Finding(FindingKind.EXAMPLE_UNMET, row.code, (), f"không dấu hiệu mạnh nào có trong: {example}")
    for example in row.examples.negative:
        hits = _own_hits(book.match(ArticleText(example)), row.code)
        met = tuple(word for hit in hits if hit.part is Part.STRONG for word in hit.words)
        if met and not any(hit.part is Part.AGAINST for hit in hits):
            told = f"«{met[0]}» khớp cả ví dụ không thuộc mục: {example}"
            yield Finding(FindingKind.EXAMPLE_WRONGLY_MET, row.code, met, told)


def _own_hits(hits: Iterable[Hit], code: str) -> list[Hit]:
    return [hit for hit in hits if hit.code == code and hit.voice is Voice.PLAN]
