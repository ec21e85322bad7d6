"""What the report tests share."""

import pytest
from sqlalchemy.orm import Session

from models.plan import Plan
from tests import factories as make


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan of three rows in a database that knows its agency."""
    make.make_agency(session)
    return make.make_plan(session)
