"""Classifiers with their scores and the way back; how many errors the office allows among tags accepted unread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy import select

from models.errors import InputError
from models.plan import find_plan
from models.tag import Classifier
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, Signed, allow
from pipeline.lock import hold_data_folder, hold_database
from pipeline.training.acceptance import read_setting, set_risk
from pipeline.training.releases import KnownClassifier, find_current, list_classifiers, register, restore_classifier

router = APIRouter(prefix="/quan-tri/bo-phan-loai")
LEAST, MOST = 0.1, 50.0


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 of a classifier, and on what it was measured."""

    rows: float
    fields: float
    articles: int
    where: str


@router.get("", dependencies=[allow(Right.ADMINISTER)])
def classifiers_page(request: Request, db: Db, desk: TheDesk) -> Response:
    """Show every classifier with its scores, and the office's limit of errors."""
    plan = find_plan(db, desk.config.plan)
    cards = {row.version: row.card for row in db.scalars(select(Classifier))}
    known = list_classifiers(db, desk.config.classifier_folder)
    return show(
        request,
        "admin/classifiers.html",
        classifiers=[(one, read_scores(one, cards[one.version])) for one in known],
        setting=read_setting(db, plan.id),
        plan=plan,
    )


@router.post("/dung-lai", dependencies=[allow(Right.ADMINISTER)])
def go_back(
    *, request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now, version: Annotated[str, Form(max_length=64)]
) -> Response:
    """Put an earlier classifier to work again."""
    with hold_data_folder(desk.config.data), hold_database(desk.engine):
        restore_classifier(db, desk.config.classifier_folder, version, by=visitor.name, now=now)
        db.flush()
    record(db, by=visitor.name, action="dùng lại bộ phân loại", subject=version, at=now)
    return go_to(
        "/quan-tri/bo-phan-loai",
        request=request,
        notice=f"Bộ phân loại {version} được dùng từ lượt gắn nhãn tới. Các câu trả lời đã duyệt giữ nguyên.",
    )


@router.post("/muc-sai", dependencies=[allow(Right.ADMINISTER)])
def set_limit(
    *, request: Request, db: Db, desk: TheDesk, visitor: Signed, now: Now, percent: Annotated[str, Form(max_length=8)]
) -> Response:
    """Set how many errors are allowed among tags accepted unread."""
    share = _read_percent(percent)
    plan = find_plan(db, desk.config.plan)
    with hold_data_folder(desk.config.data), hold_database(desk.engine):
        version = register(db, find_current(db, desk.config.classifier_folder), now=now)
        set_risk(db, plan, version, share, by=visitor.name, now=now)
        db.flush()
    record(db, by=visitor.name, action="đặt mức sai cho phép", subject=f"{percent.strip()}%", at=now)
    return go_to("/quan-tri/bo-phan-loai", request=request, notice="Đã đặt mức sai cho phép và tính lại ngưỡng.")


def _read_percent(text: str) -> float:
    try:
        percent = float(text.strip().rstrip("%").replace(",", "."))
    except ValueError:
        raise InputError("Mức sai: hãy viết một số, ví dụ 2 hoặc 2,5.") from None
    if not LEAST <= percent <= MOST:
        raise InputError("Mức sai phải từ 0,1 đến 50 phần trăm.")
    return percent / 100


def read_scores(known: KnownClassifier, card: Mapping[str, Any]) -> Scores | None:
    """Return how well a classifier did: by its release where it was compared, else by the card that ships with it."""
    compared = known.measured
    if compared:
        where = "bài đã duyệt để riêng"
        return Scores(compared["rows_after"], compared["fields_after"], compared["articles"], where)
    measured = card.get("measured", {}).get("readings")
    if measured is None:
        return None
    ways = measured["ways"]["ours"]
    return Scores(ways["rows micro F1"][0], ways["fields micro F1"][0], measured["articles"], "kiểm tra chéo")
