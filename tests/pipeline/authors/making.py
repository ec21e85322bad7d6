"""Makers for the registry of authors: pen names, decisions."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from models.article import Author
from models.person import PenNameLink
from models.registry import Tenure
from models.text import comparison_key
from pipeline.authors.deciding import Act, Order, decide
from tests.factories import make_outlet

DECIDED_AT = datetime(2023, 12, 1, tzinfo=UTC)


def make_author(session: Session, name: str, outlet: str = "bao") -> Author:
    """Make a pen name at an outlet."""
    author = Author(outlet_key=make_outlet(session, outlet).key, name=name, name_key=comparison_key(name))
    session.add(author)
    session.flush()
    return author


def confirm(
    session: Session,
    *authors: Author,
    name: str | None = None,
    person_id: int | None = None,
    tenure: Tenure | None = None,
    now: datetime = DECIDED_AT,
) -> PenNameLink:
    """Confirm that pen names are one person's, new unless told otherwise; returns the first row written."""
    if person_id is None:
        name = name or authors[0].name
    ids = tuple(one.id for one in authors)
    order = Order(Act.LINK, ids, person_id=person_id, new_name=name, tenure=tenure or Tenure())
    return decide(session, order, reason="tòa soạn trả lời", by="lan", now=now)[0]


def later(days: int) -> datetime:
    """Return an instant some days after the first decisions."""
    return DECIDED_AT + timedelta(days=days)
