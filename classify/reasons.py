"""Why a code is proposed, in words a clerk understands: where in the article which words stand."""

from collections.abc import Iterable, Sequence

from classify.rules.book import Hit, Scope
from classify.rules.signals import Part, Voice

PLACES = {
    Scope.TITLE: "tiêu đề",
    Scope.LEAD: "sapo",
    Scope.HEAD: "tiêu đề và sapo",
    Scope.OPENING: "nội dung",
    Scope.REST: "nội dung",
}
MOST_REASONS = 4
_WORDS_REASON = "từ ngữ gần với nội dung này: {}"
_DOCUMENT_REASON = "văn bản được nhắc: {}"
_NO_REASON = "chỉ có dấu hiệu gián tiếp"
_MOST_WORDS = 6


def write_reasons(hits: Iterable[Hit], code: str, words: Sequence[str]) -> tuple[str, ...]:
    """Return at most `MOST_REASONS` lines for `code`: the words that count most first, then the word voice's."""
    own = [hit for hit in hits if hit.code == code and hit.part in (Part.STRONG, Part.DOCUMENT)]
    lines = [_DOCUMENT_REASON.format(hit.words[0]) for hit in own if hit.part is Part.DOCUMENT]
    for scope in (Scope.TITLE, Scope.LEAD, Scope.HEAD, Scope.OPENING, Scope.REST):
        line = _line(scope, [hit for hit in own if hit.scope is scope and hit.part is Part.STRONG])
        if line and not (scope in (Scope.HEAD, Scope.REST) and lines):
            lines.append(line)
    if words:
        lines.append(_WORDS_REASON.format(", ".join(words)))
    return tuple(dict.fromkeys(lines))[:MOST_REASONS] or (_NO_REASON,)


def _line(scope: Scope, hits: Sequence[Hit]) -> str | None:
    ordered = sorted(hits, key=lambda hit: (hit.rule is not None, hit.voice is not Voice.PLAN, hit.start))
    words = _drop_contained(list(dict.fromkeys(word for hit in ordered for word in hit.words)))
    return f"{PLACES[scope]}: {', '.join(words[:_MOST_WORDS])}" if words else None


def _drop_contained(words: list[str]) -> list[str]:
    lowered = [word.lower() for word in words]
    kept: dict[str, str] = {}
    for word, low in zip(words, lowered, strict=True):
        if not any(low != other and low in other for other in lowered):
            kept.setdefault(low, word)
    return list(kept.values())
