"""Add one article that a person typed in: kept as any other, marked as added by hand, with who and why as a note."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from crawler.outlet_file import Outlet
from models.article import Article
from models.database import upsert
from models.errors import InputError
from models.organisation import Outlet as OutletRow
from models.records import ExtractedArticle
from models.vocabulary import ArticleOrigin
from pipeline.articles.adding import find_ids
from pipeline.articles.columns import Sighting
from pipeline.articles.import_line import MANUAL_OUTLET
from pipeline.articles.importing import MANUAL_OUTLET_NAME
from pipeline.articles.keeping import keep_article
from pipeline.articles.states import note_states
from pipeline.reviews.noting import write_note

LONGEST_REASON = 500


def add_by_hand(
    session: Session, record: ExtractedArticle, outlets: Sequence[Outlet], *, reason: str, by: str, now: datetime
) -> Article:
    """Keep a typed article; raises InputError where it is known already or no reason is given. The caller commits."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise InputError("Hãy ghi ngắn gọn vì sao bổ sung bài này (thấy ở đâu, vì sao chương trình bỏ sót).")
    if find_ids(session, [record]):
        raise InputError("Bài này đã có trong kho, không thêm lần nữa: hãy mở bài đó mà sửa.")
    _require_outlet(session, record, outlets)
    sighting = Sighting(seen_at=now, origin=ArticleOrigin.IMPORTED)
    article, _ = keep_article(session, record, sighting)
    write_note(session, article.id, f"Bổ sung thủ công: {reason}", by=by, now=now)
    note_states(session, now, about=[article.id])
    return article


def _require_outlet(session: Session, record: ExtractedArticle, outlets: Sequence[Outlet]) -> None:
    """Make sure that the outlet of the record has its row, whether or not a night has run yet."""
    known = {one.key: {"name": one.name, "hosts": list(one.hosts), "is_crawled": True} for one in outlets}
    known[MANUAL_OUTLET] = {"name": MANUAL_OUTLET_NAME, "hosts": [], "is_crawled": False}
    upsert(session, OutletRow, [{"key": record.outlet, **known[str(record.outlet)]}], key=("key",))
