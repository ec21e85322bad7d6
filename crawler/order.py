"""What a crawl is asked to do and what it answers: plain records that cross the process border as JSON."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from models.errors import DiembaoError

PROGRAM = "diembao/0.1"


class CrawlError(DiembaoError):
    """The collecting process ended before its work was done; everything acknowledged is kept, run again to go on."""


@dataclass(frozen=True, slots=True)
class Guest:
    """How politely and how long the outlets are visited.

    `delay` and `per_host` hold for real hosts; mapped loopback origins are asked without a
    pause, `mapped_per_host` at a time. `contact` is shown to the outlets in the user agent.
    """

    contact: str = "lien he: xem cau hinh"
    delay: float = 5.0
    per_host: int = 1
    mapped_per_host: int = 4
    timeout: float = 30.0
    max_bytes: int = 8 * 1024 * 1024
    retry_pause: float = 30.0
    longest_wait: float = 600.0
    max_tries: int = 6
    max_seconds: int = 8 * 3600

    @property
    def user_agent(self) -> str:
        """Return the honest name under which the program asks; headers hold ASCII only."""
        contact = self.contact.encode("ascii", "replace").decode()
        return f"{PROGRAM} (press review of a public office; {contact})"


@dataclass(frozen=True, slots=True)
class CrawlOrder:
    """One crawl.

    Without `since` it is a nightly one: it looks `lookback_days` back and leaves a listing at the first
    page of known articles. With `since` it walks on until older articles come. Both days count.
    `origins` maps a public origin to the address that is asked instead; what is stored stays public.
    `recheck` names held addresses (`Address.id`) to ask again. `now` starts the crawl's clock.
    """

    database_url: str
    warc_folder: Path
    run_id: int
    now: datetime
    outlets: tuple[str, ...] | None = None
    outlets_folder: Path | None = None
    since: date | None = None
    until: date | None = None
    lookback_days: int = 31
    origins: tuple[tuple[str, str], ...] = ()
    recheck: tuple[int, ...] = ()
    max_pages: int = 5000
    listing_pages: int = 200
    guest: Guest = field(default_factory=Guest)

    def to_json(self) -> str:
        """Return the order as one line of JSON."""
        values = asdict(self) | {"now": self.now.isoformat(), "warc_folder": str(self.warc_folder)}
        values["outlets_folder"] = None if self.outlets_folder is None else str(self.outlets_folder)
        for name in ("since", "until"):
            values[name] = None if values[name] is None else values[name].isoformat()
        return json.dumps(values)

    @classmethod
    def from_json(cls, line: str) -> "CrawlOrder":
        """Return the order that `to_json` wrote."""
        values: dict[str, Any] = json.loads(line)
        for name in ("since", "until"):
            values[name] = None if values[name] is None else date.fromisoformat(values[name])
        folder = values["outlets_folder"]
        return cls(
            **values
            | {
                "now": datetime.fromisoformat(values["now"]),
                "warc_folder": Path(values["warc_folder"]),
                "outlets_folder": None if folder is None else Path(folder),
                "outlets": None if values["outlets"] is None else tuple(values["outlets"]),
                "origins": tuple((public, target) for public, target in values["origins"]),
                "recheck": tuple(values["recheck"]),
                "guest": Guest(**values["guest"]),
            }
        )


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """A moment of a running crawl: answers settled so far and addresses still waiting."""

    pages: int
    waiting: int
    outlet: str
    url: str


@dataclass(frozen=True, slots=True)
class OutletResult:
    """What one outlet's part of a crawl came to; the fates are those of article addresses.

    `found` = addresses the listings named, of which `held` are kept by now and `missing` are not.
    `reasons` counts dropped and failed addresses by reason key.
    """

    key: str
    found: int
    held: int
    missing: int
    new: int
    kept: int
    changed: int
    unchanged: int
    duplicate: int
    gone: int
    robots: int
    dropped: int
    failed: int
    waiting: int
    pages: int
    seconds: float
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """The answer to a CrawlOrder."""

    run_id: int
    outlets: tuple[OutletResult, ...]

    @property
    def kept(self) -> int:
        """Return how many new article pages were kept."""
        return sum(outlet.kept for outlet in self.outlets)
