"""One crawl's working state, and what each verdict leads to. The only place where verdicts become rows.

Runs in the collecting process, in one thread, on one database session; `crawler.collecting.keeper`
decides when it commits.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.addresses import find_outlet, identify
from crawler.collecting.clock import start_clock
from crawler.collecting.discovery import Discovery, Occasion
from crawler.collecting.fates import ENDS, Fate, Reason, Task, Verdict
from crawler.collecting.frontier import Frontier, Lane, requeue_due
from crawler.collecting.guard import OriginMap
from crawler.collecting.issues import Issues
from crawler.collecting.ledger import Ledger
from crawler.collecting.seeds import SITEMAP, begin_pass, entry_listings, monthly_sitemaps, queue_listings
from crawler.collecting.tally import Tally
from crawler.collecting.visits import Visits
from crawler.collecting.walking import Walker
from crawler.collecting.window import make_window
from crawler.listings.sitemaps import month_of
from crawler.order import PROGRAM, CrawlOrder
from crawler.outlet_file import Outlet
from crawler.warc import WarcFolder
from models.crawl import Address
from models.database import upsert
from models.organisation import Outlet as OutletRow
from models.vocabulary import AddressKind, AddressState

_TRANSIENT = (Reason.TIMEOUT, Reason.NO_HOST, Reason.NO_CONNECTION, Reason.CUT_OFF, Reason.SERVER_ERROR)
_MAX_IN_A_ROW = 10
_MAX_BUSY = 5
_MAX_SITEMAPS = 20


class Collection:
    """A crawl under way: the queue, the books, and the rules that join them."""

    def __init__(self, order: CrawlOrder, outlets: Iterable[Outlet], session: Session) -> None:
        self.order, self.session = order, session
        self.outlets = {outlet.key: outlet for outlet in outlets}
        self.origins = OriginMap(order.origins)
        self.window = make_window(order)
        self.clock = start_clock(session, order.now)
        self.tally = Tally(session, order.run_id)
        self.issues = Issues(session, order.run_id)
        self.visits = Visits(session, order.run_id)
        self.discovery = Discovery(session, self.tally, self.window, order.run_id)
        warc = WarcFolder(order.warc_folder, PROGRAM)
        self.ledger = Ledger(session, warc, self.tally, order.run_id, order.guest.max_tries)
        self._failures: Counter[str] = Counter()
        self._busy: Counter[str] = Counter()
        self._retried: set[int] = set()
        self._tried_forms: dict[int, set[str]] = {}
        self._guessed: set[str] = set()
        self._unencrypted: set[str] = set()
        self._started = monotonic()
        lanes = [Lane(key, self.width_of(key), self._begin(outlet)) for key, outlet in self.outlets.items()]
        self.frontier = Frontier(session, self.clock, lanes, order.max_pages)
        self.walker = Walker(
            session,
            self.outlets,
            self.window,
            self.frontier,
            self.discovery,
            self.visits,
            self.tally,
            self.issues,
            order.listing_pages,
        )
        self._line_up_rechecks()
        self.commit()

    def is_local(self, outlet: str) -> bool:
        """Say that a server on this machine is asked in place of the outlet's site."""
        return self.origins.is_loopback(self.outlets[outlet].addresses.origin)

    def width_of(self, outlet: str) -> int:
        """Return how many requests to the outlet may be under way at once."""
        return self.order.guest.mapped_per_host if self.is_local(outlet) else self.order.guest.per_host

    def retry_pause_of(self, outlet: str) -> float:
        """Return the pause before a failed request is made once more."""
        return 0.1 if self.is_local(outlet) else self.order.guest.retry_pause

    def delay_of(self, outlet: str) -> float:
        """Return the pause between two requests to the outlet; only this machine needs none."""
        return 0.0 if self.is_local(outlet) else self.order.guest.delay

    def take_task(self) -> Task | None:
        """Return what to ask next, or None while all outlets are busy or paused, or nothing is left.

        When the last answer is in, more work is looked for here: Scrapy would come back for it only seconds later.
        """
        task = self.frontier.take()
        if task is None and not self.frontier.is_busy and self.has_work():
            return self.frontier.take()
        return task

    def has_work(self) -> bool:
        """Say that something can be asked now or after a pause; months are guessed when nothing else is left."""
        if self.frontier.has_work():
            return True
        guessed = [self._guess_months(outlet) for outlet in self.outlets.values() if outlet.key not in self._guessed]
        return any(guessed) and self.frontier.has_work()

    def store(self, verdict: Verdict) -> None:
        """Store a verdict with all that follows from it, inside the open transaction."""
        task = verdict.task
        if task.is_recheck:
            self.tally.add(task.outlet, "article.again")
        if verdict.fate is Fate.REQUEUE:
            self._heed_closed_door(task, is_silent=verdict.reason is not None)
        elif verdict.fate is Fate.FAILED:
            self._store_failure(verdict)
        elif verdict.fate is Fate.GONE and self._try_other_form(verdict):
            pass
        else:
            self._store_end(verdict)
        self.frontier.release(task)
        self.tally.put(task.outlet, "seconds", round(monotonic() - self._started, 3))

    def add_sitemaps(self, outlet: str, urls: Iterable[str]) -> None:
        """Queue sitemaps that robots.txt names, those of the outlet's own hosts."""
        lane = self.frontier.lanes[outlet]
        own = [url for url in urls if find_outlet(url, (self.outlets[outlet],)) is not None]
        listings = [(url, SITEMAP) for url in own[:_MAX_SITEMAPS]]
        now = self.clock.now()
        queue_listings(self.session, self.tally, outlet, listings, now=now, pass_start=lane.pass_start)
        self.frontier.wake(outlet)

    def commit(self) -> None:
        """Make everything stored so far last."""
        self.visits.write()
        self.discovery.sightings.write()
        self.ledger.commit()

    def count_waiting(self) -> int:
        """Return how many articles wait, from the books, without asking the database."""
        ways_in = ("waiting_before", "new", "again")
        ways_out = (*(fate.value for fate in ENDS), "unchecked")
        figures = {
            name: sum(self.tally.get(outlet, f"article.{name}") or 0 for outlet in self.outlets)
            for name in (*ways_in, *ways_out)
        }
        return int(sum(figures[name] for name in ways_in) - sum(figures[name] for name in ways_out))

    def waiting(self, outlet: str, kind: AddressKind) -> int:
        """Return how many addresses of the outlet are queued."""
        statement = select(func.count()).where(
            Address.outlet_key == outlet, Address.kind == kind, Address.state == AddressState.QUEUED
        )
        return self.session.scalar(statement) or 0

    def _begin(self, outlet: Outlet) -> datetime:
        """Put the outlet's listings and due failures in the queue; return when the present pass began."""
        now = self.clock.now()
        row = {"key": outlet.key, "name": outlet.name, "hosts": list(outlet.hosts), "is_crawled": True}
        upsert(self.session, OutletRow, [row], key=("key",), update=("name", "hosts", "is_crawled"))
        for kind in AddressKind:
            if self.tally.get(outlet.key, f"{kind.value}.waiting_before") is None:
                self.tally.put(outlet.key, f"{kind.value}.waiting_before", self.waiting(outlet.key, kind))
        pass_start = begin_pass(self.session, self.tally, outlet.key, self.clock.start)
        self.tally.add(outlet.key, "article.again", requeue_due(self.session, outlet.key, now))
        queue_listings(self.session, self.tally, outlet.key, entry_listings(outlet), now=now, pass_start=pass_start)
        return pass_start

    def _line_up_rechecks(self) -> None:
        rows = self.session.execute(
            select(Address.outlet_key, Address.id).where(
                Address.id.in_(self.order.recheck),
                Address.kind == AddressKind.ARTICLE,
                Address.state.in_((AddressState.KEPT, AddressState.GONE)),
            )
        )
        for outlet, address_id in rows:
            if outlet in self.outlets:
                self.frontier.recheck(outlet, (address_id,))

    def _guess_months(self, outlet: Outlet) -> int:
        """Queue the guessed monthly sitemaps, if no index named one in this pass."""
        self._guessed.add(outlet.key)
        lane = self.frontier.lanes[outlet.key]
        named = self.session.scalars(
            select(Address.url).where(
                Address.outlet_key == outlet.key, Address.channel == SITEMAP, Address.last_seen_at >= lane.pass_start
            )
        )
        if lane.stopped is not None or self.frontier.is_spent or any(month_of(url) for url in named):
            return 0
        guesses = monthly_sitemaps(outlet, self.window)
        queued = queue_listings(
            self.session, self.tally, outlet.key, guesses, now=self.clock.now(), pass_start=lane.pass_start, number=2
        )
        self.frontier.wake(outlet.key)
        return queued

    def _store_end(self, verdict: Verdict) -> None:
        task, now = verdict.task, self.clock.now()
        fate = self.ledger.settle(verdict, now)
        if fate is not Fate.FAILED:
            self._failures[task.outlet] = 0
        if verdict.listed is not None:
            self.walker.follow_listing(task, verdict.listed, now)
        elif task.kind is AddressKind.LISTING:
            self.visits.note_problem(task, _name_problem(verdict, fate))
        if verdict.found:
            lane = self.frontier.lanes[task.outlet]
            outlet = self.outlets[task.outlet]
            self.discovery.note(outlet, verdict.found, Occasion(task.channel, now, lane.pass_start))
            self.frontier.wake(task.outlet)

    def _store_failure(self, verdict: Verdict) -> None:
        """A failure once is tried again shortly, twice another night; refusals and long silence end the visit."""
        task, reason = verdict.task, verdict.reason
        if reason is Reason.BUSY:
            self._yield_to_busy(task, verdict.retry_after)
            return
        if reason in _TRANSIENT:
            self._failures[task.outlet] += 1
        if reason in _TRANSIENT and not task.is_recheck and task.address_id not in self._retried:
            self._retried.add(task.address_id)
            self._wait(task, self.retry_pause_of(task.outlet))
        else:
            self._store_end(verdict)
        if reason is Reason.REFUSED:
            self._stop(task, f"Máy chủ từ chối (HTTP {verdict.http_status}), đã dừng thu thập trang này trong đêm.")
        elif reason is not None and self._failures[task.outlet] >= _MAX_IN_A_ROW:
            self._stop(task, f"{_MAX_IN_A_ROW} lần liền không tải được ({reason.label}), đã dừng.")

    def _yield_to_busy(self, task: Task, retry_after: float | None) -> None:
        """Wait as long as a busy server asks; leave it for tonight when that is too long or comes too often."""
        wait = retry_after if retry_after is not None else 2 * self.order.guest.retry_pause
        self._busy[task.outlet] += 1
        if wait > self.order.guest.longest_wait or self._busy[task.outlet] > _MAX_BUSY:
            self._stop(task, "Máy chủ báo bận, phần còn lại để đêm sau.")
        else:
            self.frontier.pause(task.outlet, wait)
        self._wait(task, wait)

    def _wait(self, task: Task, seconds: float = 0.0) -> None:
        """Leave a task's address in the queue, to be asked after `seconds`."""
        if task.is_recheck:
            self.tally.add(task.outlet, "article.unchecked")
            return
        moment = self.clock.now() + timedelta(seconds=seconds)
        self.ledger.requeue(task, tried_at=moment)
        self.frontier.retry_at(task.outlet, moment)

    def _try_other_form(self, verdict: Verdict) -> bool:
        """Turn to another form an article was seen under before calling it gone; say whether there is one."""
        task = verdict.task
        if task.kind is not AddressKind.ARTICLE:
            return False
        tried = self._tried_forms.setdefault(task.address_id, set())
        tried.add(task.url)
        forms = self.ledger.list_forms(task)
        askable = (page.canonical_url for form in forms if (page := identify(form, (self.outlets[task.outlet],))))
        other = next((url for url in askable if url not in tried), None)
        if other is None:
            del self._tried_forms[task.address_id]
            return False
        self.ledger.change_form(task, other)
        if task.is_recheck:
            self.tally.add(task.outlet, "article.again", -1)
            self.frontier.recheck_again(task)
        self.frontier.wake(task.outlet)
        return True

    def choose_scheme(self, task: Task) -> str:
        """Return the URL to ask for: without encryption where the outlet does not answer with it."""
        return task.url.replace("https://", "http://", 1) if task.outlet in self._unencrypted else task.url

    def _heed_closed_door(self, task: Task, *, is_silent: bool) -> None:
        """Leave an outlet whose robots.txt is unknown; but one that is silent on https may answer on http."""
        if is_silent and task.address_id not in self._retried:
            self._retried.add(task.address_id)
            self._unencrypted.add(task.outlet)
            self.issues.warn(task.outlet, "Máy chủ không trả lời qua https, đang đọc qua http.")
        else:
            self._stop(task, "Không đọc được robots.txt nên đêm nay không vào trang này.")
        self._wait(task)

    def _stop(self, task: Task, why: str) -> None:
        self.frontier.stop(task.outlet, why)
        self.issues.alarm(task.outlet, why)


def _name_problem(verdict: Verdict, fate: Fate) -> str:
    """Say in the office's words why a listing gave nothing."""
    ends = {Fate.GONE: "không có", Fate.ROBOTS: "robots.txt không cho phép"}
    words = verdict.reason.label if verdict.reason else ends[fate]
    return f"{words} (HTTP {verdict.http_status})" if verdict.http_status else words
