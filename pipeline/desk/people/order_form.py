"""A decision on pen names as its form sends it, read into an order."""

from typing import Annotated

from pydantic import BaseModel, Field

from models.errors import InputError
from models.registry import Tenure
from pipeline.authors.deciding import Act, Order
from pipeline.desk.reading_forms import read_day_or_none

ShortText = Annotated[str, Field(max_length=200)]


class OrderForm(BaseModel):
    """What the forms of the registry send; what a decision does not need stays empty."""

    viec: ShortText
    but_danh: list[int] = []
    nguoi: ShortText = ""
    sang: ShortText = ""
    ten_moi: ShortText = ""
    tu: ShortText = ""
    den: ShortText = ""
    ke_tu: ShortText = ""
    trong_nganh: ShortText = ""
    don_vi: ShortText = ""
    buoc: ShortText = ""
    ly_do: Annotated[str, Field(max_length=1000)] = ""
    da_xem: ShortText = ""


def read_order(form: OrderForm) -> Order:
    """Return the decision asked for; raises InputError."""
    try:
        act = Act(form.viec)
    except ValueError:
        raise InputError("Không rõ cần quyết định việc gì; hãy chọn lại từ trang tác giả.") from None
    department = form.don_vi.strip() or None
    tenure = Tenure(
        read_day_or_none(form.tu),
        read_day_or_none(form.den),
        bool(form.trong_nganh) or department is not None,
        department,
    )
    return Order(
        act,
        tuple(form.but_danh),
        person_id=_read_number(form.nguoi),
        into_id=_read_number(form.sang),
        new_name=form.ten_moi.strip() or None,
        tenure=tenure,
        since=read_day_or_none(form.ke_tu),
        batch=form.buoc.strip() or None,
    )


def _read_number(typed: str) -> int | None:
    if not typed.strip():
        return None
    try:
        return int(typed.split(maxsplit=1)[0])
    except ValueError:
        raise InputError(f"«{typed[:40]}» không phải số của một người.") from None
