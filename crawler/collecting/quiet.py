"""Keeps Scrapy from telling of every page: the figures do, and making the words costs time on each."""

from typing import Any

from scrapy.logformatter import LogFormatter


class QuietFormatter(LogFormatter):
    """Says nothing of pages fetched and verdicts stored; errors are told as ever."""

    def crawled(self, *_args: Any) -> None:  # type: ignore[override]  # Scrapy takes None as "say nothing"
        """Say nothing of a page fetched."""

    def scraped(self, *_args: Any) -> None:  # type: ignore[override]  # as above
        """Say nothing of a verdict stored."""
