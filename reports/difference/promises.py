"""Compare promises, papers and the plan itself at two instants."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from models.vocabulary import MatchOrigin, ObligationState
from reports.deadlines.record import DueLine, PaperState
from reports.difference.causes import Facts, Found, explain_article
from reports.difference.knowing import Known, read_both_facts
from reports.difference.record import Cause, Difference, Figure, Subject
from reports.formats import format_day
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine
from reports.wording.promises import CERTAINTY_WORDS, tell_month

CHANGED_BY_PAGE = (Cause.NEW_ARTICLE, Cause.MOVED_DATE, Cause.EDITED_PAGE, Cause.MERGED)


def compare_state_figures(before: Gathered, after: Gathered) -> Iterator[Figure]:
    """Yield how many promises are in each state, and papers sent and overdue, where that changed."""
    old, new = Counter(_name_states(before)), Counter(_name_states(after))
    names = [f"Nội dung kế hoạch tháng: {state.label.lower()}" for state in ObligationState]
    names += ["Văn bản đã gửi", "Văn bản quá hạn chưa gửi"]
    yield from (Figure(name, old[name], new[name]) for name in names if old[name] != new[name])


def _name_states(gathered: Gathered) -> Iterator[str]:
    yield from (f"Nội dung kế hoạch tháng: {line.state.label.lower()}" for line in gathered.every_line)
    yield from ("Văn bản đã gửi" for line in gathered.deadlines if line.is_sent)
    yield from ("Văn bản quá hạn chưa gửi" for line in gathered.deadlines if line.state is PaperState.MISSING)


def compare_promises(session: Session, before: Known, after: Known) -> Iterator[Difference]:
    """Yield each promise that is new, gone, or in another state."""
    old = {line.promise.id: line for line in before.gathered.every_line}
    new = {line.promise.id: line for line in after.gathered.every_line}
    changed = [id_ for id_ in new if _stand(old.get(id_)) != _stand(new[id_])]
    ids = {id_ for one in changed for line in (old.get(one), new[one]) if line for id_ in _articles(line)}
    facts = read_both_facts(session, ids, before.as_of, after.as_of)
    for id_ in changed:
        found = _explain(old.get(id_), new[id_], facts, before, after)
        name = f"{new[id_].promise.content} ({tell_month(new[id_].promise.month)})"
        yield Difference(Subject.OBLIGATION, name, None, _stand(old.get(id_)), _stand(new[id_]), *found)


def _stand(line: LedgerLine | None) -> str:
    """Say how a promise stands: its state, how sure, how many of how many."""
    if line is None:
        return ""
    counted = f", {line.reached}/{line.wanted}" if line.articles else ""
    return f"{line.state.label.lower()}{CERTAINTY_WORDS[line.certainty]}{counted}"


def _articles(line: LedgerLine) -> set[int]:
    return {one.article_id for one in line.articles}


def _explain(
    old: LedgerLine | None,
    new: LedgerLine,
    facts: Mapping[int, Facts],
    before: Known,
    after: Known,
) -> Found:
    if old is None:
        return Cause.OBLIGATION_CHANGE, "mới đăng ký"
    if old.promise != new.promise:
        return Cause.OBLIGATION_CHANGE, _tell_change(old, new)
    articles = sorted(_articles(old) | _articles(new))
    keys = [(new.promise.id, id_) for id_ in articles]
    if decided := [key for key in keys if before.links.get(key) != after.links.get(key)]:
        return Cause.DECISION, f"«{after.links[decided[0]].label}» một tin, bài"
    by_person = {one.article_id for one in old.articles if one.origin is MatchOrigin.PERSON}
    if any(one.origin is MatchOrigin.PERSON and one.article_id not in by_person for one in new.articles):
        return Cause.DECISION, "có người gắn tin, bài"
    for id_ in articles:
        cause, detail = explain_article(id_, frozenset(), facts[id_], before, after)
        if cause in CHANGED_BY_PAGE:
            return cause, detail
    return Cause.RECONCILED, ""


def _tell_change(old: LedgerLine, new: LedgerLine) -> str:
    if old.promise.status is not new.promise.status:
        reason = f": {new.promise.status_reason}" if new.promise.status_reason else ""
        return f"{new.promise.status.label.lower()}{reason}"
    return "sửa nội dung, số lượng, thời gian hoặc nơi đăng"


def compare_papers(before: Gathered, after: Gathered) -> Iterator[Difference]:
    """Yield each paper that came or was taken back, and what time or the plan did to the others, those alike as one."""
    old = {_key(line): line for line in before.deadlines}
    alike: dict[tuple[str, date | None, Cause, str], list[DueLine]] = {}
    for line in after.deadlines:
        earlier = old.get(_key(line))
        if earlier is not None and earlier.sent_on != line.sent_on:
            name = f"{line.due.department_name}{_tell_due(line)}"
            yield Difference(Subject.PAPER, name, None, earlier.told, line.told, Cause.PAPER, "")
        elif (found := _explain_paper(earlier, line)) is not None:
            alike.setdefault((line.due.deadline_code, line.due.month, *found), []).append(line)
    for (_, _, cause, was), lines in alike.items():
        name = f"{len(lines)} đơn vị{_tell_due(lines[0])}"
        now = lines[0].told if cause is Cause.TIME else _tell_day(lines[0])
        yield Difference(Subject.PAPER, name, None, was, now, cause, "")


def _explain_paper(earlier: DueLine | None, line: DueLine) -> tuple[Cause, str] | None:
    """Say why a paper that did not come stands otherwise, and how it stood; None if it does not."""
    if earlier is None:
        return Cause.PLAN_CHANGE, ""
    if earlier.due.last_valid != line.due.last_valid:
        return Cause.PLAN_CHANGE, _tell_day(earlier)
    if earlier.state is not line.state and line.state is PaperState.MISSING:
        return Cause.TIME, earlier.told
    return None


def _key(line: DueLine) -> tuple[object, ...]:
    return line.due.deadline_code, line.due.department_code, line.due.month


def _tell_day(line: DueLine) -> str:
    return f"hạn {format_day(line.due.last_valid)}"


def _tell_due(line: DueLine) -> str:
    return f"{f', {tell_month(line.due.month)}' if line.due.month else ''}: {line.due.what}"


def compare_plans(before: Gathered, after: Gathered) -> Iterator[Difference]:
    """Yield that another version of the plan came into force, and each row that it names otherwise."""
    plans = before.office.plan, after.office.plan
    if plans[0].sha256 != plans[1].sha256:
        versions = f"tệp {plans[0].sha256[:12]}", f"tệp {plans[1].sha256[:12]}"
        yield Difference(Subject.PLAN, plans[1].title, None, *versions, Cause.PLAN_CHANGE, "nhập tệp kế hoạch mới")
    names = _list_names(before), _list_names(after)
    for code in dict.fromkeys([*names[1], *names[0]]):
        old, new = names[0].get(code, ""), names[1].get(code, "")
        if old != new:
            yield Difference(Subject.PLAN, code, None, old, new, Cause.PLAN_CHANGE, "")


def _list_names(gathered: Gathered) -> dict[str, str]:
    """Return the rows of the plan and the departments of its period with their names."""
    departments = gathered.office.list_departments(*gathered.office.period)
    rows = {row.code: row.short_name for row in gathered.office.rows}
    return rows | {code: line.name for code, line in departments.items()}
