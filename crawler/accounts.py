"""The figures of a crawl read back, and the proof that they add up: nothing was dropped silently."""

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crawler.collecting.fates import ENDS
from crawler.order import CrawlResult, OutletResult
from models.crawl import PageSnapshot
from models.errors import DiembaoError
from models.night import RunCount
from models.vocabulary import AddressKind, Stage

_UNCHECKED = "unchecked"
_ANSWERED = ("kept", "changed", "unchanged", "gone")


class AccountsError(DiembaoError):
    """The figures of a crawl do not add up: an address went missing between two books."""


def read_figures(session: Session, run_id: int) -> dict[str, dict[str, float]]:
    """Return the crawl figures of a run by outlet and name."""
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    rows = session.execute(
        select(RunCount.outlet_key, RunCount.name, RunCount.value).where(
            RunCount.run_id == run_id, RunCount.stage == Stage.CRAWL
        )
    )
    for outlet, name, value in rows:
        figures[outlet][name] = value
    return dict(figures)


def check_accounts(session: Session, run_id: int) -> list[str]:
    """Return what does not add up in a finished crawl, a sentence each; an empty list is right.

    For each outlet and kind: waiting before + new + again = ends + waiting after; and every answer that
    was kept has its snapshot.
    """
    faults = []
    snapshots = session.scalar(select(func.count()).where(PageSnapshot.run_id == run_id))
    answered = 0.0
    for outlet, figures in sorted(read_figures(session, run_id).items()):
        if "finished" not in figures:
            faults.append(f"{outlet}: lượt thu thập chưa kết thúc.")
            continue
        for kind in AddressKind:
            before = sum(figures.get(f"{kind.value}.{name}", 0) for name in ("waiting_before", "new", "again"))
            ends = sum(figures.get(f"{kind.value}.{fate.value}", 0) for fate in ENDS)
            after = ends + sum(figures.get(f"{kind.value}.{name}", 0) for name in (_UNCHECKED, "waiting_after"))
            if before != after:
                faults.append(f"{outlet}: {kind.label}: vào {before:.0f} địa chỉ, ra {after:.0f}.")
            answered += sum(figures.get(f"{kind.value}.{name}", 0) for name in _ANSWERED)
    if not faults and answered != snapshots:
        faults.append(f"Ghi nhận {answered:.0f} trang trả lời nhưng lưu {snapshots} bản chụp.")
    return faults


def read_result(session: Session, run_id: int) -> CrawlResult:
    """Return what a run's crawl came to, outlet by outlet."""
    figures = read_figures(session, run_id)
    return CrawlResult(run_id, tuple(_read_outlet(key, figures[key]) for key in sorted(figures) if key))


def _read_outlet(key: str, figures: dict[str, float]) -> OutletResult:
    def count(name: str) -> int:
        return int(figures.get(name, 0))

    marks = ("article.dropped:", "article.failed:")
    reasons = {name.partition(":")[2]: int(value) for name, value in figures.items() if name.startswith(marks)}
    return OutletResult(
        key=key,
        found=count("listed"),
        held=count("held"),
        missing=count("missing"),
        new=count("article.new"),
        kept=count("article.kept"),
        changed=count("article.changed"),
        unchanged=count("article.unchanged"),
        duplicate=count("article.duplicate"),
        gone=count("article.gone"),
        robots=count("article.robots"),
        dropped=count("article.dropped"),
        failed=count("article.failed"),
        waiting=count("article.waiting_after"),
        pages=count("answers"),
        seconds=figures.get("seconds", 0.0),
        reasons=reasons,
    )
