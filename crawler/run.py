"""Start a crawl and wait for it. The work is done in a process of its own (`crawler.worker`).

So a crawl can be run any number of times, and whatever kills the collecting process is an
ordinary error here. The child ends when this process does.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable

from sqlalchemy.orm import Session

from crawler.accounts import AccountsError, check_accounts, read_result
from crawler.order import CrawlError, CrawlOrder, CrawlProgress, CrawlResult
from models.database import open_engine

log = logging.getLogger(__name__)


def crawl(order: CrawlOrder, on_progress: Callable[[CrawlProgress], None] | None = None) -> CrawlResult:
    """Crawl as ordered and return the figures, which also stand in the run's counts.

    Raises CrawlError if the collecting process broke or was killed (all it acknowledged is kept; order again to
    go on), AccountsError if the figures do not add up.
    """
    command = [sys.executable, "-m", "crawler.worker"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints,
        subprocess.Popen(  # noqa: S603  # our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, text=True
        ) as child,
    ):
        try:
            _send(child, order)
            problem = _follow(child, on_progress)
            status = child.wait()
        except BaseException:
            child.kill()
            raise
        complaints.seek(0)
        lines = complaints.read().splitlines()
    for line in lines:
        log.debug("crawl: %s", line)
    if status != 0:
        how = f"tín hiệu {-status}" if status < 0 else f"mã {status}: {lines[-1] if lines else ''}"
        raise CrawlError(problem or f"Tiến trình thu thập kết thúc giữa chừng ({how}); chạy lại để làm tiếp.")
    return _read_back(order)


def _send(child: "subprocess.Popen[str]", order: CrawlOrder) -> None:
    """Hand over the order; standard input stays open as the sign that this process lives."""
    assert child.stdin is not None
    try:
        child.stdin.write(order.to_json() + "\n")
        child.stdin.flush()
    except BrokenPipeError:
        log.warning("the collecting process ended before it read its order")


def _follow(child: "subprocess.Popen[str]", on_progress: Callable[[CrawlProgress], None] | None) -> str | None:
    """Pass the progress on until the child falls silent; return the problem it told, if any."""
    assert child.stdout is not None
    problem = None
    for line in child.stdout:
        values = json.loads(line)
        if "problem" in values:
            problem = str(values["problem"])
            continue
        progress = CrawlProgress(**values)
        log.info("crawl: %d pages, %d waiting %s", progress.pages, progress.waiting, progress.url)
        if on_progress is not None:
            on_progress(progress)
    return problem


def _read_back(order: CrawlOrder) -> CrawlResult:
    engine = open_engine(order.database_url)
    try:
        with Session(engine) as session:
            faults = check_accounts(session, order.run_id)
            if faults:
                raise AccountsError("Sổ thu thập không khớp: " + " ".join(faults))
            return read_result(session, order.run_id)
    finally:
        engine.dispose()
