"""The days a crawl is about. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.listings.listed import Listed
from crawler.listings.sitemaps import month_of
from crawler.order import CrawlOrder
from models.clock import day_end, day_start, local_day


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` (counted) to `end` (not counted). A back-fill walks listings past known articles."""

    start: datetime
    end: datetime
    is_backfill: bool

    def holds(self, entry: Listed) -> bool:
        """Say that an entry may belong to the window; one without a date may. A change before it proves it older."""
        if entry.published_at is not None:
            return self.start <= entry.published_at < self.end
        return entry.modified_at is None or entry.modified_at >= self.start

    def holds_sitemap(self, sitemap: Listed) -> bool:
        """Say that a sitemap may name articles of the window, by the month in its name, else by its last change."""
        month = month_of(sitemap.url)
        if month is None:
            return sitemap.modified_at is None or sitemap.modified_at >= self.start
        return _first(local_day(self.start)) <= month <= local_day(self.end - timedelta(seconds=1))

    def months(self) -> list[date]:
        """Return the first days of the months of the window, newest first, at most ten years."""
        months: list[date] = []
        month = _first(local_day(self.end - timedelta(seconds=1)))
        while month >= _first(local_day(self.start)) and len(months) < 120:
            months.append(month)
            month = _first(month - timedelta(days=1))
        return months


def _first(day: date) -> date:
    return day.replace(day=1)


def make_window(order: CrawlOrder) -> Window:
    """Return the window of an order; a nightly one ends with the day after `now`, for clocks differ."""
    start = day_start(order.since) if order.since else order.now - timedelta(days=order.lookback_days)
    end = day_end(order.until) if order.until else order.now + timedelta(days=1)
    return Window(start, end, is_backfill=order.since is not None)
