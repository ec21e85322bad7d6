"""Addresses that nobody's page leads to are answered in a sentence, whatever numbers and letters stand in them."""

import pytest

from models.vocabulary import AccountRole
from pipeline.desk.state import Desk
from tests.desk.queue_making import fill_queue
from tests.desk.visiting import SignIn

LONG = "9" * 20


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/bai/{LONG}", 404),
        (f"/duyet/{LONG}/sau", 404),
        (f"/quan-tri/dem/{LONG}", 404),
        ("/bao-cao/dem/%00", 404),
        ("/tim?co-quan=%00", 404),
        (f"/bao-cao/dem/{'a' * 300}", 400),
        (f"/cho-xem-lai?sau={LONG}", 422),
        (f"/tim?q=rac&sau=0-{LONG}", 400),
        ("/duyet?tu=01/01/0001", 400),
        ("/duyet/danh-sach?den=31/12/9999", 400),
    ],
)
def test_what_leads_nowhere_is_told(desk: Desk, visit_as: SignIn, path: str, status: int) -> None:
    """No number is too long, no day too far for an answer."""
    fill_queue(desk)

    assert visit_as(AccountRole.ADMIN).get(path).status_code == status
