"""The ledger of rewards given: looked at, added to, wrong lines taken out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from models.clock import local_day
from models.errors import InputError
from pipeline.authors.awards import list_awards
from pipeline.authors.opinions import RewardEntry, list_other_rewards, record_reward, retract_reward
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to, show
from pipeline.desk.reading_forms import read_day
from pipeline.desk.visit import Db, Now, Signed, allow, read_address
from reports.nominations.opinions import read_rewards

router = APIRouter()

LEDGER = "/khen-thuong/so"
ShortText = Annotated[str, Field(max_length=200)]


class RewardForm(BaseModel):
    """A reward as typed."""

    giai: ShortText
    lan: ShortText
    muc: ShortText
    ngay: ShortText
    bai: ShortText = ""
    nguoi: ShortText = ""
    van_ban: ShortText = ""


@router.get(LEDGER, dependencies=[allow(Right.READ)])
def show_ledger(*, request: Request, db: Db, now: Now, bai: str = "") -> Response:
    """List the rewards given, newest first."""
    awards = [one.award for one in list_awards()]
    return show(request, "people/ledger.html", rewards=read_rewards(db, now)[::-1], awards=awards, article=bai[:20])


@router.post(LEDGER, dependencies=[allow(Right.REVIEW)])
def add(*, request: Request, db: Db, visitor: Signed, now: Now, form: Annotated[RewardForm, Form()]) -> Response:
    """Record a reward; earlier ones of the same work are told."""
    day = read_day(form.ngay)
    if day > local_day(now):
        raise InputError("Ngày trao chưa đến; hãy xem lại ngày.")
    entry = RewardEntry(
        form.giai, form.lan, form.muc, day, _number(form.bai), None, _number(form.nguoi), form.van_ban or None
    )
    row = record_reward(db, entry, by=visitor.name, now=now)
    earlier = [one for one in list_other_rewards(db, row.work_id) if one.id != row.id] if row.work_id else []
    warning = f" Lưu ý: tác phẩm này đã được {earlier[-1].award_code}, {earlier[-1].level}." if earlier else ""
    return go_to(LEDGER, request=request, notice=f"Đã ghi vào sổ khen thưởng.{warning}")


@router.post("/khen-thuong/so/{reward_id}/rut", dependencies=[allow(Right.REVIEW)])
def retract(*, request: Request, db: Db, visitor: Signed, now: Now, reward_id: int) -> Response:
    """Take a wrong line out; it stays as history, and who did it is logged."""
    row = retract_reward(db, reward_id, now=now)
    subject = f"dòng {reward_id}: {row.award_code} {row.edition}, {row.level}"
    record(
        db, by=visitor.name, action="Rút dòng sổ khen thưởng", subject=subject, at=now, address=read_address(request)
    )
    return go_to(LEDGER, request=request, notice="Đã rút dòng khỏi sổ khen thưởng.")


def _number(typed: str) -> int | None:
    if not typed.strip():
        return None
    if not typed.strip().isdecimal():
        raise InputError(f"«{typed[:40]}» không phải số của tin, bài hoặc của người.")
    return int(typed)
