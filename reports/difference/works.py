"""Compare the works of a plan at two instants: where each stands, how sure, and why that changed."""

from collections.abc import Iterator, Mapping

from sqlalchemy.orm import Session

from models.vocabulary import ArticleStatus, Certainty
from reports.difference.causes import explain_article
from reports.difference.knowing import Known, read_both_facts
from reports.difference.record import Cause, Difference, Figure, Subject
from reports.record import CoverageReport, Month, Work
from reports.tables import month_of

OUTSIDE, UNDATED, WAITING = "ngoài kế hoạch", "không rõ ngày", "chờ xem lại"
STATUS_CAUSES = {ArticleStatus.REMOVED: Cause.REMOVED_PAGE, ArticleStatus.EDITED: Cause.EDITED_PAGE}


def compare_figures(before: CoverageReport, after: CoverageReport) -> Iterator[Figure]:
    """Yield the figures of rows, totals and lists that changed, apart by certainty."""
    old, new = _list_figures(before), _list_figures(after)
    for name in dict.fromkeys([*old, *new]):
        counts = old.get(name, 0), new.get(name, 0)
        if counts[0] != counts[1]:
            yield Figure(name, *counts)


def _name_month(month: Month) -> str:
    return f"tháng {month.month}/{month.year}" if month.month else f"năm {month.year}"


def _list_figures(report: CoverageReport) -> dict[str, int]:
    cells = {"Toàn kế hoạch": report.totals.total} | {row.code: row.total for row in report.rows}
    figures = {
        f"{name}, {certainty.label.lower()}": len(cell.numbers(certainty))
        for name, cell in cells.items()
        for certainty in Certainty
    }
    months = zip(report.months, report.totals.by_month, strict=True)
    figures |= {
        f"Đăng {_name_month(month)}, {certainty.label.lower()}": len(cell.numbers(certainty))
        for month, cell in months
        for certainty in Certainty
    }
    figures |= {
        f"Ngoài kế hoạch, {certainty.label.lower()}": sum(work.certainty is certainty for work in report.outside)
        for certainty in Certainty
    }
    lists = {"Không rõ ngày đăng": report.undated, "Trang chờ xem lại": report.quarantined}
    standing = {"Có trang đã gỡ": report.standing.removed, "Có trang đã sửa": report.standing.edited}
    return figures | {name: len(works) for name, works in (lists | standing).items()}


def compare_works(session: Session, before: Known, after: Known) -> Iterator[Difference]:
    """Yield each work that stands otherwise, by the order of the later report and then the earlier one."""
    old, new = _index(before.gathered.coverage), _index(after.gathered.coverage)
    changed = [id_ for id_ in dict.fromkeys([*new, *old]) if _stand(old.get(id_)) != _stand(new.get(id_))]
    facts = read_both_facts(session, set(changed), before.as_of, after.as_of)
    for id_ in changed:
        standing = _stand(old.get(id_)), _stand(new.get(id_))
        differing = dict(standing[0].items() ^ standing[1].items())
        work = (new.get(id_) or old[id_])[1]
        told = _tell(standing[0], differing), _tell(standing[1], differing)
        cause, detail = explain_article(id_, frozenset(differing), facts[id_], before, after)
        yield Difference(Subject.WORK, work.title, work.first.url, *told, cause, detail)
    yield from _compare_statuses(old, new, set(changed))


def _index(report: CoverageReport) -> dict[int, tuple[str, Work]]:
    """Return every listed work by the id of its first publication, with the list it stands in."""
    lists = (("", report.works), (OUTSIDE, report.outside), (UNDATED, report.undated), (WAITING, report.quarantined))
    return {work.first.article_id: (name, work) for name, works in lists for work in works}


def _stand(listed: tuple[str, Work] | None) -> Mapping[str, str]:
    """Return all by which a work is counted: its rows or list, departments, month and genre, each with its value."""
    if listed is None:
        return {}
    name, work = listed
    rows = {name: work.certainty.label} if name else {row.code: row.certainty.label for row in work.rows}
    departments = {one.code: one.certainty.label for one in work.departments}
    month = month_of(work)
    times = {"tháng": f"{month.month}/{month.year}"} if month else {}
    return rows | departments | times | ({"thể loại": work.genre} if work.genre else {})


def _tell(facets: Mapping[str, str], differing: Mapping[str, str]) -> str:
    """Write the facets that differ, in their order."""
    return ", ".join(f"{name} {value.lower()}" for name, value in facets.items() if name in differing)


def _compare_statuses(
    old: Mapping[int, tuple[str, Work]], new: Mapping[int, tuple[str, Work]], told: set[int]
) -> Iterator[Difference]:
    """Yield works that stand where they stood but of which a page was taken down, put back or edited since."""
    for id_, (_, work) in new.items():
        if id_ in told or id_ not in old:
            continue
        before = {one.article_id: one.status for one in old[id_][1].publications}
        for one in work.publications:
            earlier = before.get(one.article_id)
            is_back = earlier is ArticleStatus.REMOVED
            cause = Cause.RETURNED_PAGE if is_back else STATUS_CAUSES.get(one.status)
            if earlier is not None and earlier is not one.status and cause is not None:
                labels = earlier.label.lower(), one.status.label.lower()
                yield Difference(Subject.WORK, work.title, one.url, *labels, cause, "")
