"""Real names of persons: personal data, kept for a stated purpose, for administrators only; every touch is logged.

Nothing else reads `PersonName`: no report, no export, no other page.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.errors import InputError
from models.person import Person, PersonName
from models.text import clean_text
from pipeline.accounts.audit import record

READ, KEPT, DELETED = "Xem tên thật", "Ghi tên thật", "Xóa tên thật"


@dataclass(frozen=True, slots=True)
class Touch:
    """Who touches a real name, when and from where."""

    by: str
    at: datetime
    address: str = ""


def read_real_name(session: Session, person_id: int, touch: Touch) -> PersonName | None:
    """Return the real name of a person, if it is kept, and log that it was looked at."""
    name = session.get(PersonName, person_id)
    _log(session, READ, person_id, touch)
    return name


def keep_real_name(session: Session, person_id: int, real_name: str, purpose: str, touch: Touch) -> None:
    """Keep or change a real name; raises InputError without a name, a purpose or such a person."""
    name, why = clean_text(real_name), clean_text(purpose)
    if not name or not why:
        raise InputError("Hãy ghi họ tên thật và mục đích lưu (ví dụ: lập hồ sơ đề nghị khen thưởng năm 2023).")
    if session.get(Person, person_id) is None:
        raise InputError(f"Không có người mang số {person_id}.")
    row = PersonName(person_id=person_id, real_name=name, purpose=why, recorded_at=touch.at, recorded_by=touch.by)
    session.merge(row)
    _log(session, KEPT, person_id, touch)


def delete_real_name(session: Session, person_id: int, touch: Touch) -> None:
    """Delete a real name for good; raises InputError if none is kept."""
    name = session.get(PersonName, person_id)
    if name is None:
        raise InputError("Người này không có tên thật nào được lưu.")
    session.delete(name)
    _log(session, DELETED, person_id, touch)


def _log(session: Session, action: str, person_id: int, touch: Touch) -> None:
    """Log the touch; the name itself never stands in the log."""
    record(session, by=touch.by, action=action, subject=f"người số {person_id}", at=touch.at, address=touch.address)
