"""The versions of the plan and organisation files that were known at an instant, as they were given."""

import codecs
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.organisation import OfficeFile
from models.plan import Plan
from pipeline.evidence.records import PlanVersion


def read_versions(session: Session, plan: Plan, as_of: datetime) -> tuple[PlanVersion, ...]:
    """Return the plan's and the organisation's versions imported up to `as_of`, in the order of import."""
    wanted = or_(OfficeFile.kind == "organisation", (OfficeFile.kind == "plan") & (OfficeFile.code == plan.code))
    query = select(OfficeFile).where(wanted, OfficeFile.imported_at <= as_of)
    rows = session.scalars(query.order_by(OfficeFile.imported_at, OfficeFile.id))
    return tuple(_make_version(number, row) for number, row in enumerate(rows, start=1))


def _make_version(number: int, row: OfficeFile) -> PlanVersion:
    plain = row.text.encode()
    # The byte order mark is not part of the text, but it is of the SHA-256 taken of the file.
    given = codecs.BOM_UTF8 + plain
    content = given if hashlib.sha256(given).hexdigest() == row.sha256 else plain
    return PlanVersion(_name(number, row), content, row.sha256, row.imported_at)


def _name(number: int, row: OfficeFile) -> str:
    """Return a file name of plain letters: place, day of import, kind and code."""
    words = f"{number:02d}-{row.imported_at.astimezone(UTC):%Y-%m-%d}-{row.kind}-{row.code}"
    return "".join(_plain_letters(words)) + ".yaml"


def _plain_letters(words: str) -> Iterable[str]:
    return (letter if letter.isascii() and (letter.isalnum() or letter == "-") else "_" for letter in words)
