"""Find why an article counts otherwise: the first cause that explains it, from the surest to the vaguest. Pure."""

from datetime import date

from models.answers import Answer
from models.clock import local_day
from models.records import RELEVANT
from models.vocabulary import ArticleStatus, TagAxis
from reports.difference.knowing import Known
from reports.difference.record import Cause
from reports.formats import format_day
from reports.reading import ArticleFact

Facts = tuple[ArticleFact | None, ArticleFact | None]
Found = tuple[Cause, str]


def explain_article(id_: int, rows: frozenset[str], facts: Facts, before: Known, after: Known) -> Found:
    """Return the cause for an article that stands otherwise in `rows`, and what is known of it."""
    old, new = facts
    if old is None or new is None:
        return Cause.NEW_ARTICLE, ""
    return (
        _explain_decision(id_, rows, before, after)
        or _explain_page(old, new)
        or _explain_tagging(id_, before, after)
        or (Cause.RETAGGED, "")
    )


def _explain_decision(id_: int, rows: frozenset[str], before: Known, after: Known) -> Found | None:
    """Say which answer of a person is new: on one of the rows first, on belonging to the sector, or on anything."""
    old, new = before.answers.get(id_, {}), after.answers.get(id_, {})
    changed = {key: answer for key, answer in new.items() if _differs(old.get(key), answer)}
    order = sorted(changed, key=lambda key: (key[1] not in rows, key[0] is not TagAxis.RELEVANT, key[0], key[1]))
    for axis, code in order:
        if axis in (TagAxis.ROW, TagAxis.RELEVANT, TagAxis.DEPARTMENT):
            answer = changed[axis, code]
            what = axis.label.lower() if code == RELEVANT else code
            return Cause.DECISION, f"«{answer.decision.label}» {what}, ngày {format_day(answer.decided_on)}"
    return None


def _differs(old: Answer | None, new: Answer) -> bool:
    return old is None or (old.decision, old.decided_on) != (new.decision, new.decided_on)


def _explain_page(old: ArticleFact, new: ArticleFact) -> Found | None:
    """Say what the page does otherwise; of several changes the one that counts most."""
    days = _day(old), _day(new)
    is_gone = new.status is ArticleStatus.REMOVED
    has_new_words = (old.text_sha256, old.title, old.byline) != (new.text_sha256, new.title, new.byline)
    changes: tuple[tuple[bool, Cause, str], ...] = (
        (_waits(old) and not _waits(new), Cause.NEW_ARTICLE, "trước đó còn chờ xem lại"),
        (days[0] != days[1], Cause.MOVED_DATE, f"từ {_write(days[0])} sang {_write(days[1])}"),
        (old.duplicate_of_id is None and new.duplicate_of_id is not None, Cause.MERGED, "nay là bài đăng lại"),
        (old.duplicate_of_id != new.duplicate_of_id, Cause.MERGED, "bài đăng đầu thay đổi"),
        (is_gone and old.status is not ArticleStatus.REMOVED, Cause.REMOVED_PAGE, new.status_reason or ""),
        (has_new_words, Cause.EDITED_PAGE, ""),
        (old.genre is not new.genre, Cause.EDITED_PAGE, "thể loại đổi"),
    )
    return next(((cause, detail) for has_happened, cause, detail in changes if has_happened), None)


def _waits(fact: ArticleFact) -> bool:
    return fact.status is ArticleStatus.QUARANTINED


def _day(fact: ArticleFact) -> date | None:
    return local_day(fact.published_at) if fact.published_at else None


def _write(day: date | None) -> str:
    return format_day(day) if day else "không rõ"


def _explain_tagging(id_: int, before: Known, after: Known) -> Found | None:
    old, new = before.tagged.get(id_), after.tagged.get(id_)
    if new is None or old == new:
        return None
    if old is None:
        return Cause.RETAGGED, "gắn nhãn lần đầu"
    if old[0] != new[0]:
        return Cause.NEW_CLASSIFIER, f"{old[0]} → {new[0]}"
    return Cause.PLAN_CHANGE, "gắn nhãn theo tệp kế hoạch, tổ chức mới"
