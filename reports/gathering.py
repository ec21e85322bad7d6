"""Everything the reports of the office are written from, read once for one plan, period and instant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.organisation import Outlet
from models.plan import Plan
from models.press import read_press
from models.vocabulary import Certainty, MatchOrigin, ObligationState
from reports.authors.insiders import Insider, list_insiders
from reports.authors.reading import read_signing
from reports.authors.record import AuthorBook, Signing
from reports.authors.sector import list_sector_names
from reports.authors.tallying import tally_authors
from reports.authors.timing import time_works
from reports.coverage import query_coverage
from reports.deadlines import DueLine, read_deadlines
from reports.ledger import LedgerLine, read_ledger_lines
from reports.office import Office, read_office
from reports.pausing import collector_paused
from reports.record import CoverageReport, Work


@dataclass(frozen=True, slots=True)
class OutletSite:
    """An outlet with the hosts of its site."""

    key: str
    name: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The office, the coverage of its plan, the ledger of its departments' promises, the papers they owe, who wrote.

    `ledger` holds the promises for the months of the period; `every_line` those of the whole plan.
    """

    office: Office
    coverage: CoverageReport
    every_line: tuple[LedgerLine, ...]
    deadlines: tuple[DueLine, ...]
    outlets: tuple[OutletSite, ...]
    signing: Signing

    @property
    def start(self) -> date:
        """The first day counted."""
        return self.coverage.start

    @property
    def end(self) -> date:
        """The last day counted."""
        return self.coverage.end

    @property
    def as_of(self) -> datetime:
        """The instant that everything is true of."""
        return self.coverage.as_of

    @property
    def day(self) -> date:
        """The Vietnamese day of the instant: the day of the letter."""
        return local_day(self.as_of)

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """The promises for the months of the period."""
        first = self.start.replace(day=1)
        return tuple(line for line in self.every_line if first <= line.promise.month <= self.end)

    @property
    def works(self) -> tuple[Work, ...]:
        """All works of the sector in the period, those of the plan first."""
        return (*self.coverage.works, *self.coverage.outside)

    @property
    def off_plan(self) -> tuple[Work, ...]:
        """The works of the sector that no department had put into a monthly plan."""
        planned = linked_articles(self.every_line)
        return tuple(work for work in self.works if not any(one.article_id in planned for one in work.publications))

    @property
    def insiders(self) -> list[Insider]:
        """What people of the sector wrote."""
        return list_insiders(self.works, self.signing, list_sector_names(self.office, self.start, self.end))

    def tally_authors(self, works: Iterable[Work]) -> AuthorBook:
        """Count the confirmed ones of `works` for their authors."""
        counted = list(works)
        sector = list_sector_names(self.office, self.start, self.end)
        return tally_authors(counted, self.signing, sector, time_works(counted, self.every_line))

    def department_name(self, code: str) -> str:
        """Return the name of a department in the period, its code if the organisation does not know it."""
        known = self.office.list_departments(self.start, self.end)
        return known[code].name if code in known else code


def gather(session: Session, plan: Plan, start: date, end: date, as_of: datetime) -> Gathered:
    """Read all that a report on `plan` from `start` to `end` says as of `as_of`."""
    with collector_paused():
        office = read_office(session, plan, as_of)
        outlets = tuple(
            OutletSite(one.key, one.name, tuple(one.hosts))
            for one in session.scalars(select(Outlet).order_by(Outlet.key))
        )
        press = read_press(office.press, ((one.key, one.name, one.hosts) for one in outlets))
        coverage = query_coverage(session, plan_code=plan.code, start=start, end=end, as_of=as_of)
        return Gathered(
            office=office,
            coverage=coverage,
            every_line=read_ledger_lines(session, plan.id, as_of, press, press.list_names(end)),
            deadlines=read_deadlines(session, plan, as_of, office),
            outlets=outlets,
            signing=read_signing(session, (*coverage.works, *coverage.outside), as_of),
        )


def linked_articles(lines: Iterable[LedgerLine]) -> set[int]:
    """Return the articles that answer a promise, by a person's word or by the program's; suggestions do not."""
    return {one.article_id for line in lines for one in line.articles if one.origin is not MatchOrigin.QUESTION}


def count_waiting(gathered: Gathered) -> tuple[int, int]:
    """Return how many works wait for review, and how many promises for an answer to a suggestion."""
    works = sum(work.certainty is not Certainty.CONFIRMED for work in gathered.works)
    suggested = sum(line.state is ObligationState.SUGGESTED for line in gathered.ledger)
    return works, suggested
