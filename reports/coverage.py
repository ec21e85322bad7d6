"""Ask the database how far the press covered a plan: query → one frozen `CoverageReport`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import day_start, local_day
from models.crawl import Address
from models.errors import InputError
from models.organisation import Outlet
from models.plan import Plan, PlanItemKind, find_plan
from models.press import Press, read_press
from models.text import collation_key
from models.vocabulary import ArticleStatus, Certainty
from reports.completeness import read_classifiers, read_completeness
from reports.evidence import Evidence, read_evidence
from reports.office import Office, read_office
from reports.office.record import BLANK_LETTERHEAD, OfficeItem
from reports.pausing import collector_paused
from reports.reading import ArticleFact, Question, join_sites, read_facts
from reports.record import CoverageReport, CoverageRow, DepartmentHead, Letterhead, OutletHead, Standing, Work
from reports.tables import Counting, is_waiting, list_months, list_series
from reports.works import WorkArticles, collect_works, make_work, number_works, strongest

KIND_NAMES = {PlanItemKind.CONTENT: "Nội dung", PlanItemKind.ACTIVITY: "Hoạt động"}


@dataclass(slots=True)
class _Sorted:
    """The fate of every work of the period."""

    in_plan: list[Work] = field(default_factory=list)
    outside: list[Work] = field(default_factory=list)
    undated: list[Work] = field(default_factory=list)
    read: int = 0
    not_of_sector: int = 0
    reprints: int = 0
    earlier_reprints: int = 0


def query_coverage(session: Session, *, plan_code: str, start: date, end: date, as_of: datetime) -> CoverageReport:
    """Return the coverage of plan `plan_code` by works first published from `start` to `end`, both days counted.

    `as_of` is the instant that the report is true of: articles, edits, removals, proposals, answers, versions of
    plan and organisation and runs after it are left out, so that it says the same whenever it is made. A wrong
    plan code raises PlanNotFoundError, a period that ends before it begins InputError.
    """
    if end < start:
        raise InputError(f"Kỳ báo cáo kết thúc ({end:%d/%m/%Y}) trước khi bắt đầu ({start:%d/%m/%Y}).")
    with collector_paused():
        return _read_report(session, find_plan(session, plan_code), start, end, as_of)


def _read_report(session: Session, plan: Plan, start: date, end: date, as_of: datetime) -> CoverageReport:
    question = Question(plan.id, start, end, as_of)
    office = read_office(session, plan, as_of)
    sites = session.scalars(select(Outlet)).all()
    press = read_press(office.press, ((one.key, one.name, one.hosts) for one in sites))
    facts = join_sites(read_facts(session, question), press)
    evidence = read_evidence(session, question, office, facts)
    outlet_names = press.list_names(end)
    fates = _sort_works(collect_works(facts), evidence, outlet_names, start)
    in_plan, outside = number_works(fates.in_plan), number_works(fates.outside)
    counting = Counting(
        in_plan,
        outlets=_list_outlets(session, question, press, (*in_plan, *outside)),
        months=list_months(start, end),
        departments=_list_departments(office, start, end, in_plan),
    )
    return CoverageReport(
        plan=office.plan,
        letterhead=find_letterhead(office, local_day(as_of)),
        start=start,
        end=end,
        as_of=as_of,
        outlets=tuple(counting.outlets),
        months=tuple(counting.months),
        departments=tuple(counting.departments),
        rows=tuple(_count_item(item, counting) for item in office.rows),
        totals=counting.count_totals(),
        works=in_plan,
        outside=outside,
        undated=number_works(fates.undated),
        quarantined=number_works(_list_quarantined(facts, evidence, outlet_names)),
        standing=_summarise(fates, in_plan),
        completeness=read_completeness(session, as_of),
        classifiers=read_classifiers(session, question),
        program_version=version("diembao"),
    )


def _count_item(item: OfficeItem, counting: Counting) -> CoverageRow:
    return counting.count_row(
        code=item.code,
        kind=KIND_NAMES[item.kind],
        reference=item.reference,
        short_name=item.short_name,
        full_text=item.full_text,
    )


def _sort_works(
    works: Iterable[WorkArticles], evidence: Evidence, outlet_names: Mapping[str, str], start: date
) -> _Sorted:
    """Give each work its one fate: of the plan, outside it, not of the sector, undated, or of an earlier period."""
    fates = _Sorted()
    period_start = day_start(start)
    for articles in works:
        published = articles.first.published_at
        in_period = sum(one.published_at is not None and one.published_at >= period_start for one in articles.articles)
        fates.read += in_period
        if published is not None and published < period_start:
            fates.earlier_reprints += in_period
            continue
        work = _place_work(articles, evidence, outlet_names)
        fates.reprints += max(in_period - 1, 0)
        if published is None:
            fates.undated.extend([work] if work is not None else [])
        elif work is None:
            fates.not_of_sector += 1
        else:
            (fates.in_plan if work.rows else fates.outside).append(work)
    return fates


def _place_work(articles: WorkArticles, evidence: Evidence, outlet_names: Mapping[str, str]) -> Work | None:
    """Return the work if it stands in a row of the plan or at least belongs to the sector, else None."""
    ids = [article.id for article in articles.articles]
    found = [row.certainty for id_ in ids for row in evidence.rows.get(id_, ())]
    if not found:
        found = [evidence.relevance[id_].certainty for id_ in ids if id_ in evidence.relevance]
    return make_work(articles, evidence, strongest(found), outlet_names) if found else None


def _list_quarantined(
    facts: Mapping[int, ArticleFact], evidence: Evidence, outlet_names: Mapping[str, str]
) -> list[Work]:
    waiting = [fact for fact in facts.values() if fact.status is ArticleStatus.QUARANTINED]
    return [make_work(WorkArticles(fact, ()), evidence, Certainty.DOUBTFUL, outlet_names) for fact in waiting]


def _summarise(fates: _Sorted, in_plan: Sequence[Work]) -> Standing:
    return Standing(
        read=fates.read,
        not_of_sector=fates.not_of_sector,
        reprints=fates.reprints,
        earlier_reprints=fates.earlier_reprints,
        waiting=tuple(work.number for work in in_plan if is_waiting(work.rows)),
        removed=_with_status(in_plan, ArticleStatus.REMOVED),
        edited=_with_status(in_plan, ArticleStatus.EDITED),
        series=list_series(in_plan),
    )


def _with_status(works: Iterable[Work], status: ArticleStatus) -> tuple[int, ...]:
    return tuple(work.number for work in works if any(one.status is status for one in work.publications))


def _list_outlets(session: Session, question: Question, press: Press, works: Iterable[Work]) -> tuple[OutletHead, ...]:
    """Return the outlets that were crawled by the instant, and any other that carried a work, by name.

    An outlet whose pages were never asked for by then was not followed yet, unless none was. A site that counts as
    another's throughout the period has no column of its own.
    """
    carrying = {publication.outlet_key for work in works for publication in work.publications}
    seen = Address.first_seen_at <= question.as_of
    asked = set(session.scalars(select(Address.outlet_key).where(seen).distinct()))
    outlets = [
        one
        for one in session.scalars(select(Outlet))
        if one.key in carrying
        or (one.is_crawled and (one.key in asked or not asked) and _stands_for_itself(one.key, question, press))
    ]
    names = press.list_names(question.end)
    ordered = sorted(outlets, key=lambda one: (not one.is_crawled, collation_key(names[one.key]), one.key))
    return tuple(OutletHead(one.key, names[one.key]) for one in ordered)


def _stands_for_itself(site: str, question: Question, press: Press) -> bool:
    return any(press.find_outlet(site, day) == site for day in (question.start, question.end))


def _list_departments(office: Office, start: date, end: date, works: Iterable[Work]) -> tuple[DepartmentHead, ...]:
    """Return the departments that existed on a day of the period, in the order of their file.

    A code that only a tag knows stands at the end, marked as not confirmed.
    """
    heads = {
        line.code: DepartmentHead(line.code, line.name, line.is_confirmed)
        for line in office.list_departments(start, end).values()
    }
    tagged = {department.code for work in works for department in work.departments}
    unknown = (DepartmentHead(code, code, is_confirmed=False) for code in sorted(tagged - set(heads)))
    return (*heads.values(), *unknown)


def find_letterhead(office: Office, day: date) -> Letterhead:
    """Return the letterhead of the plan's agency, or of the successor that holds on `day`; blanks if none is known."""
    agency = office.find_agency(day)
    return agency.letterhead if agency is not None else BLANK_LETTERHEAD
