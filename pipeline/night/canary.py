"""Notice that an outlet changed its pages: a field that used to be on them is suddenly missing.

Per outlet and night the share of new articles with each field is written down and held against the
nights before. A layout that lost a field still yields pages; only this comparison shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import PageSnapshot
from models.night import RunCount
from models.vocabulary import ArticleStatus, Signature, Stage

LEAST_ARTICLES = 10
NIGHTS_COMPARED = 14
FALL = 0.3
PREFIX = "share of "

FIELDS: Mapping[str, tuple[str, ColumnElement[bool]]] = {
    "text": ("nội dung", Article.text != ""),
    "lead": ("sapô", Article.lead.is_not(None)),
    "date": ("ngày đăng", Article.published_at.is_not(None)),
    "byline": ("tên tác giả", Article.signature != Signature.NONE),
    "section": ("chuyên mục", Article.section.is_not(None)),
    "good": ("đủ phần để tính", Article.status != ArticleStatus.QUARANTINED),
}


@dataclass(frozen=True, slots=True)
class LostField:
    """A field of an outlet's pages that fell far below its usual share."""

    outlet_key: str
    label: str
    share: float
    usual: float

    @property
    def sentence(self) -> str:
        """What a person reads."""
        return (
            f"Chỉ {self.share:.0%} bài mới có {self.label} (thường {self.usual:.0%}): "
            "trang có thể đã đổi cách trình bày, xem docs/add-an-outlet.md."
        )


def measure_shares(session: Session, run_id: int) -> dict[tuple[str, str], float]:
    """Return the share of each field among a run's new articles, for outlets with enough of them."""
    shares = [func.avg(case((has, 1.0), else_=0.0)) for _, has in FIELDS.values()]
    new = (
        select(Article.outlet_key, func.count(), *shares)
        .join(PageSnapshot, PageSnapshot.id == Article.snapshot_id)
        .where(PageSnapshot.run_id == run_id)
        .group_by(Article.outlet_key)
        .having(func.count() >= LEAST_ARTICLES)
    )
    return {
        (outlet, f"{PREFIX}{name}"): float(value)
        for outlet, _, *values in session.execute(new)
        for name, value in zip(FIELDS, values, strict=True)
    }


def find_lost_fields(session: Session, run_id: int, shares: Mapping[tuple[str, str], float]) -> list[LostField]:
    """Return the fields whose share fell by more than `FALL` below the mean of the last nights that measured it."""
    lost = []
    for (outlet, name), share in shares.items():
        earlier = (
            select(RunCount.value)
            .where(RunCount.stage == Stage.EXTRACT, RunCount.outlet_key == outlet, RunCount.name == name)
            .where(RunCount.run_id < run_id)
            .order_by(RunCount.run_id.desc())
            .limit(NIGHTS_COMPARED)
        )
        values = session.scalars(earlier).all()
        usual = sum(values) / len(values) if values else share
        if share < usual - FALL:
            lost.append(LostField(outlet, FIELDS[name.removeprefix(PREFIX)][0], share, usual))
    return lost
