"""A department's own room: what is its own, and nothing of others."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.obligation import Obligation, Submission
from models.vocabulary import AccountRole, MatchOrigin, ObligationStatus
from pipeline.desk.state import Desk
from tests.desk.plan_making import open_office, publish, register, suggest, write_plan
from tests.desk.visiting import SignIn, Visit

OWN, OTHER = "CC-BVMT", "P-KS"


@pytest.fixture
def visit(desk: Desk, visit_as: SignIn) -> Visit:
    """The environment department at its desk."""
    open_office(desk)
    return visit_as(AccountRole.DEPARTMENT, department=OWN)


def test_a_department_sees_its_months_states_and_deadlines(desk: Desk, visit: Visit) -> None:
    """Its subject stands with its state; its deadlines are listed."""
    suggest(desk, register(desk), publish(desk), MatchOrigin.AUTO)

    page = visit.get("/don-vi?thang=2023-07").text

    assert "Chi cục Bảo vệ môi trường" in page
    assert "Thu gom rác ven biển" in page
    assert "Đã đăng đủ" in page
    assert "Hạn gửi của đơn vị" in page


def test_nothing_of_another_department_can_be_seen_or_changed(desk: Desk, visit: Visit) -> None:
    """Its subjects are no pages, its names are nowhere, and no form moves them."""
    other = register(desk, "Khai thác cát", department_code=OTHER)

    pages = [visit.get("/don-vi?thang=2023-07"), visit.get(f"/don-vi/nghia-vu/{other}")]
    changes = [
        visit.post(f"/don-vi/nghia-vu/{other}/{what}", {"ly-do": "thử", "thang": "2023-08"})
        for what in ("huy", "chuyen", "hoan-tac")
    ]

    assert "Khai thác cát" not in pages[0].text
    assert [answer.status_code for answer in (pages[1], *changes)] == [404, 404, 404, 404]
    with Session(desk.engine) as session:
        assert session.get_one(Obligation, other).status is ObligationStatus.ACTIVE


@pytest.mark.parametrize(
    "path", ["/ke-hoach", "/ke-hoach/thang/2023-07", "/ke-hoach/nghia-vu/1", "/ke-hoach/tep/1", "/ke-hoach/gui"]
)
def test_the_office_s_pages_are_closed_to_departments(visit: Visit, path: str) -> None:
    """A department's account opens only its own room."""
    assert visit.get(path).status_code == 403


def test_contacts_are_not_shown_to_departments(desk: Desk, visit: Visit) -> None:
    """Whom to ask is for the office only."""
    own = register(desk)

    page = visit.get(f"/don-vi/nghia-vu/{own}").text

    assert "0900.000.001" not in page


def test_an_account_without_a_department_is_refused(desk: Desk, visit_as: SignIn) -> None:
    """Without a department there is nothing of one's own."""
    open_office(desk)

    assert visit_as(AccountRole.DEPARTMENT, name="không").get("/don-vi").status_code == 403


def test_the_office_does_not_send_for_a_department(desk: Desk, visit_as: SignIn) -> None:
    """Reviewers use their own page."""
    open_office(desk)

    assert visit_as(AccountRole.REVIEWER).get("/don-vi").status_code == 403


def test_a_department_sends_its_plan_and_has_met_its_deadline(desk: Desk, visit: Visit) -> None:
    """A confirmed plan is stored under the department, and its paper is written down."""
    file = write_plan(("Trồng cây", "1 tin"))

    draft = visit.post("/don-vi/gui", files={"tep": ("thang7.xlsx", file)}).headers["location"]
    answer = visit.post(f"{draft}/nhan")

    assert answer.headers["location"] == "/don-vi?ke-hoach=KH-2023&thang=2023-07"
    with Session(desk.engine) as session:
        assert session.scalars(select(Obligation.department_code)).one() == OWN
        assert session.scalars(select(Submission.department_code)).one() == OWN


def test_the_form_cannot_name_another_department(desk: Desk, visit: Visit) -> None:
    """What the form says of the department is passed over, and a title that names another one is warned of."""
    file = write_plan(("Khai thác cát", "1 bài"), department="Phòng Khoáng sản")

    draft = visit.post("/don-vi/gui", {"don-vi": OTHER}, files={"tep": ("cat.xlsx", file)}).headers["location"]
    visit.post(f"{draft}/doc-lai", {"don-vi": OTHER})
    page = visit.get(draft).text
    visit.post(f"{draft}/nhan")

    assert "tiêu đề ghi P-KS" in page
    with Session(desk.engine) as session:
        assert session.scalars(select(Obligation.department_code)).all() == [OWN]


def test_a_department_cancels_with_a_reason_and_takes_it_back(desk: Desk, visit: Visit) -> None:
    """Both steps are its own, in its name."""
    own = register(desk)

    visit.post(f"/don-vi/nghia-vu/{own}/huy", {"ly-do": "hoãn sự kiện"})
    page = visit.get(f"/don-vi/nghia-vu/{own}").text
    visit.post(f"/don-vi/nghia-vu/{own}/hoan-tac")

    assert "hoãn sự kiện" in page
    with Session(desk.engine) as session:
        one = session.get_one(Obligation, own)
        assert one.status is ObligationStatus.ACTIVE
        assert {change.changed_by for change in one.changes} == {"lan", "don_vi"}


def test_what_the_office_cancelled_stays_cancelled(desk: Desk, visit: Visit, visit_as: SignIn) -> None:
    """A department does not undo the office's word."""
    own = register(desk)
    visit_as(AccountRole.REVIEWER).post(f"/ke-hoach/nghia-vu/{own}/huy", {"ly-do": "lãnh đạo yêu cầu"})

    answer = visit.post(f"/don-vi/nghia-vu/{own}/hoan-tac")

    assert answer.status_code == 400
    with Session(desk.engine) as session:
        assert session.get_one(Obligation, own).status is ObligationStatus.CANCELLED
