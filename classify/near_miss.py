"""What a near miss lacks: one plain sentence why a code was not given, in the words of the plan and of the article."""

from collections.abc import Sequence

from classify.rules.book import Hit, PartlyMet, Scope
from classify.rules.signals import Part

_OUTSIDE = "bài không được coi là thuộc ngành nên không gắn nội dung nào"
_AGAINST = "có cụm từ chỉ việc khác: {}"
_ONE_MISSING = "tiêu đề và sapo còn thiếu một ý, chẳng hạn: {}"
_ONLY_BODY = "dấu hiệu chỉ có trong thân bài ({}), không có ở tiêu đề hay sapo"
_NO_SIGN = "chỉ giống về từ ngữ, không có cụm từ nào của nội dung này ở tiêu đề hay sapo"
_WEAK = "có {} nhưng chưa đủ rõ so với các bài đã duyệt"
_MOST_WORDS = 4


def tell_missing(hits: Sequence[Hit], code: str, nearest: PartlyMet | None, *, is_relevant: bool) -> str:
    """Say what kept `code` from being given; `nearest` is its rule that lacks one group of words, if there is one."""
    if not is_relevant:
        return _OUTSIDE
    own = [hit for hit in hits if hit.code == code]
    head = [hit for hit in own if hit.part is Part.STRONG and hit.scope in (Scope.TITLE, Scope.LEAD, Scope.HEAD)]
    if not head:
        against = _words([hit for hit in own if hit.part is Part.AGAINST and hit.scope in (Scope.TITLE, Scope.LEAD)])
        if against:
            return _AGAINST.format(against)
        if nearest is not None:
            return _ONE_MISSING.format(", ".join(nearest.wanted[:_MOST_WORDS]))
        body = _words([hit for hit in own if hit.part is Part.STRONG])
        return _ONLY_BODY.format(body) if body else _NO_SIGN
    return _WEAK.format(_words(head))


def _words(hits: Sequence[Hit]) -> str:
    words = dict.fromkeys(f"«{word}»" for hit in hits for word in hit.words)
    return ", ".join(list(words)[:_MOST_WORDS])
