"""Write down what became of an address: its bytes in the WARC, its snapshot, its one state, the figures.

All changes of a verdict stand in one transaction. `commit` first brings the WARC to disk, then the
database: an acknowledged snapshot always has its bytes.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from crawler.collecting.fates import Exchange, Fate, Task, Verdict
from crawler.collecting.tally import Tally
from crawler.warc import WarcFolder
from models.crawl import Address, AddressForm, PageSnapshot
from models.vocabulary import AddressKind, AddressState

_NIGHT = timedelta(hours=20)
_LONGEST = timedelta(days=8)
_STATES = {
    Fate.KEPT: AddressState.KEPT,
    Fate.CHANGED: AddressState.KEPT,
    Fate.UNCHANGED: AddressState.KEPT,
    Fate.DUPLICATE: AddressState.DUPLICATE,
    Fate.GONE: AddressState.GONE,
    Fate.ROBOTS: AddressState.ROBOTS,
    Fate.DROPPED: AddressState.DROPPED,
    Fate.FAILED: AddressState.FAILED,
}
_ANSWERED = (Fate.KEPT, Fate.CHANGED, Fate.UNCHANGED, Fate.GONE)
_HTTP_OK = 200
_UPDATE_ADDRESS = update(Address).where(Address.id == bindparam("address"))


class Ledger:
    """Stores verdicts."""

    def __init__(self, session: Session, warc: WarcFolder, tally: Tally, run_id: int, max_tries: int) -> None:
        self._session, self._warc, self._tally = session, warc, tally
        self._run_id, self._max_tries = run_id, max_tries

    def settle(self, verdict: Verdict, now: datetime) -> Fate:
        """Store a verdict and return its end; a held page that reads as before becomes UNCHANGED."""
        task, fate = verdict.task, verdict.fate
        if fate in _ANSWERED:
            fate = self._keep(verdict)
        values = self._values(task, fate, verdict, now)
        self._update(task, values)
        kind = task.kind.value
        self._tally.add(task.outlet, f"{kind}.{fate.value}")
        if verdict.reason is not None and fate in (Fate.DROPPED, Fate.FAILED):
            self._tally.add(task.outlet, f"{kind}.{fate.value}:{verdict.reason.value}")
        if verdict.exchanges:
            self._tally.add(task.outlet, "answers", len(verdict.exchanges))
            self._tally.add(task.outlet, "bytes", sum(len(exchange.body) for exchange in verdict.exchanges))
        return fate

    def requeue(self, task: Task, *, tried_at: datetime) -> None:
        """Leave an address waiting for another try after `tried_at`."""
        values = {"state": AddressState.QUEUED, "next_try_at": tried_at}
        self._update(task, values)

    def change_form(self, task: Task, url: str) -> None:
        """Ask for an article under another of its forms from now on."""
        self._update(task, {"url": url})

    def list_forms(self, task: Task) -> list[str]:
        """Return the forms an article was seen under, first seen first."""
        statement = select(AddressForm.url).where(AddressForm.address_id == task.address_id).order_by(AddressForm.id)
        return list(self._session.scalars(statement))

    def commit(self) -> None:
        """Make everything stored so far last."""
        self._warc.sync()
        self._tally.write()
        self._session.commit()

    def close(self) -> None:
        """Finish the WARC file and commit."""
        self._warc.close()
        self._tally.write()
        self._session.commit()

    def _update(self, task: Task, values: dict[str, Any]) -> None:
        """Set columns of the task's address; Core, for the ORM's way costs more than all else about an answer."""
        self._session.connection().execute(_UPDATE_ADDRESS, values | {"address": task.address_id})

    def _values(self, task: Task, fate: Fate, verdict: Verdict, now: datetime) -> dict[str, Any]:
        """Return the address's new columns. What fails for a held article leaves it as it was, to be asked again."""
        values: dict[str, Any] = {"http_status": verdict.http_status}
        if task.kind is AddressKind.LISTING:
            values["last_seen_at"] = now
        if fate in _ANSWERED:
            values |= {"fetched_at": now, "tries": 0, "next_try_at": None, "reason": None}
        if fate in (Fate.KEPT, Fate.CHANGED):
            headers = {name.lower(): value for name, value in verdict.exchanges[-1].headers}
            values |= {"etag": headers.get("etag"), "last_modified": headers.get("last-modified")}
        if task.is_recheck and fate not in (*_ANSWERED, Fate.DUPLICATE):
            return values
        values["state"] = _STATES[fate]
        if fate is Fate.FAILED:
            tries = task.tries + 1
            values |= {"tries": tries, "next_try_at": next_try(now, tries, self._max_tries)}
        if verdict.reason is not None and fate not in _ANSWERED:
            values["reason"] = verdict.reason.value
        return values

    def _keep(self, verdict: Verdict) -> Fate:
        """Write the answer to the WARC and its snapshot row; return KEPT, CHANGED, UNCHANGED or GONE."""
        *hops, answer = verdict.exchanges
        for hop in hops:
            self._warc.write(self._session, hop)
        earlier = self._find_earlier(verdict.task) if verdict.task.is_held else None
        page = verdict.page or b""
        digest = hashlib.sha256(page).hexdigest()
        is_same = earlier is not None and (verdict.fate is Fate.UNCHANGED or earlier.sha256 == digest)
        same_as = earlier if is_same else None
        self._write_snapshot(verdict, answer, page, digest, same_as)
        if verdict.fate is Fate.GONE:
            return Fate.GONE
        if same_as is not None:
            return Fate.UNCHANGED
        return Fate.KEPT if earlier is None else Fate.CHANGED

    def _write_snapshot(
        self, verdict: Verdict, answer: Exchange, page: bytes, digest: str, same_as: PageSnapshot | None
    ) -> None:
        place = self._warc.write(self._session, answer, same_as=same_as)
        headers = [list(header) for header in answer.headers]
        values = {
            "address_id": verdict.task.address_id,
            "run_id": self._run_id,
            "url": answer.url,
            "captured_at": answer.at,
            "http_status": verdict.http_status,
            "headers": headers,
            "content_type": next((value for name, value in answer.headers if name.lower() == "content-type"), None),
            "sha256": digest if same_as is None else same_as.sha256,
            "length": len(page) if same_as is None else same_as.length,
            "warc_name": place.warc_name,
            "warc_offset": place.offset,
            "warc_length": place.length,
            "same_as_id": None if same_as is None else same_as.id,
        }
        self._session.connection().execute(insert(PageSnapshot), values)

    def _find_earlier(self, task: Task) -> PageSnapshot | None:
        """Return the newest snapshot that holds a whole page of the address."""
        return self._session.scalars(
            select(PageSnapshot)
            .where(
                PageSnapshot.address_id == task.address_id,
                PageSnapshot.same_as_id.is_(None),
                PageSnapshot.http_status == _HTTP_OK,
            )
            .order_by(PageSnapshot.id.desc())
            .limit(1)
        ).one_or_none()


def next_try(now: datetime, tries: int, max_tries: int) -> datetime | None:
    """Return when a failed address is due again: the next night, then ever later; None after the last try."""
    if tries >= max_tries:
        return None
    return now + min(_NIGHT * int(2 ** (tries - 1)), _LONGEST)


def listing_row(
    outlet: str, url: str, channel: str, now: datetime, *, first_page: str | None, number: int
) -> dict[str, Any]:
    """Return the row of a listing page that is to be asked."""
    return {
        "outlet_key": outlet,
        "key": url,
        "url": url,
        "kind": AddressKind.LISTING,
        "state": AddressState.QUEUED,
        "channel": channel,
        "listing_url": first_page,
        "page_number": number,
        "tries": 0,
        "first_seen_at": now,
        "last_seen_at": now,
    }
