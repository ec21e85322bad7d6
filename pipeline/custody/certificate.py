"""The certificate of completeness as frozen records: what each channel listed, what of it is held, what was missed."""

from dataclasses import dataclass
from datetime import date, datetime

from models.clock import VIETNAM
from models.vocabulary import LabelledEnum
from pipeline.custody.estimating import Estimate


class Channel(LabelledEnum):
    """Where an outlet announces its articles."""

    FEED = "feed", "bảng tin RSS"
    SITEMAP = "sitemap", "sơ đồ trang"
    SECTION = "section", "trang chuyên mục"
    TAG = "tag", "trang chủ đề"


@dataclass(frozen=True, slots=True)
class OneNight:
    """The crawl of one run, together with the interrupted ones that it took up."""

    run_id: int


@dataclass(frozen=True, slots=True)
class Period:
    """The articles published on the days from `start` to `end`, both counted, whichever night listed them."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Counts:
    """Articles by what became of them; `listed` is the sum of the others.

    `missing` waits still or was gone before it could be kept; `errors` failed, or may not be fetched;
    `no_articles` are pages that turned out to be none.
    """

    listed: int
    held: int
    missing: int
    errors: int
    no_articles: int


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One channel: how many of its lists were read, how many of those gave nothing, and what it listed."""

    channel: Channel
    lists: int
    broken_lists: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class OutletLine:
    """One outlet: its channels, all of them together without counting twice, and the estimate of what none listed.

    `new` is how many articles the estimate is about: of a night those first seen in it, of a period all of its days.
    """

    key: str
    name: str
    channels: tuple[ChannelLine, ...]
    counts: Counts
    new: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Certificate:
    """A night's or a period's certificate. `started_at` is when the night began, None for a period."""

    scope: OneNight | Period
    started_at: datetime | None
    as_of: datetime
    outlets: tuple[OutletLine, ...]

    @property
    def title(self) -> str:
        """Say what it is about."""
        if isinstance(self.scope, Period):
            return f"Độ đầy đủ của các bài đăng từ {self.scope.start:%d/%m/%Y} đến {self.scope.end:%d/%m/%Y}"
        night = self.started_at.astimezone(VIETNAM) if self.started_at else None
        return f"Độ đầy đủ của lượt thu thập số {self.scope.run_id}" + (f", {night:%H:%M %d/%m/%Y}" if night else "")
