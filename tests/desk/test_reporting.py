"""The page of reports."""

from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from models.vocabulary import AccountRole
from pipeline.desk.access.sessions import COOKIE
from pipeline.desk.state import Desk
from pipeline.reporting.orders import Ordered, ReportWish
from pipeline.reporting.shelf import FILES, place_order
from tests.conftest import NOW
from tests.desk.visiting import SignIn
from tests.factories import make_agency, make_plan

WAIT = 60


def make_office(desk: Desk) -> None:
    """Give the desk a plan of an agency."""
    with Session(desk.engine) as session, session.begin():
        make_agency(session)
        make_plan(session)


def test_the_page_lists_what_can_be_made_and_what_was(desk: Desk, visit_as: SignIn) -> None:
    """Each order shows the instant of its figures."""
    make_office(desk)
    place_order(desk.config.order_folder, ReportWish(Ordered.COVERAGE, "KH-TEST", NOW), by="lan", now=NOW)

    page = visit_as(AccountRole.VIEWER).get("/bao-cao").text

    assert "Số liệu tính đến" in page
    assert "02:00 01/01/2024" in page


def test_evidence_is_not_for_those_who_only_look(desk: Desk, visit_as: SignIn) -> None:
    """Whole pages of the press stay with those who work with them."""
    make_office(desk)
    folder = place_order(desk.config.order_folder, ReportWish(Ordered.EVIDENCE, "KH-TEST", NOW), by="lan", now=NOW)
    (folder / FILES / "trang.warc").write_text("trang")
    viewer = visit_as(AccountRole.VIEWER)

    answers = [
        viewer.get(f"/bao-cao/{folder.name}/tep/trang.warc"),
        viewer.post("/bao-cao/lap", {"kind": "evidence", "plan": "KH-TEST"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert visit_as(AccountRole.REVIEWER).get(f"/bao-cao/{folder.name}/tep/trang.warc").text == "trang"


def test_an_instant_that_has_not_come_is_refused_in_one_sentence(desk: Desk, visit_as: SignIn) -> None:
    """The figures of tomorrow are not known."""
    make_office(desk)

    form = {"kind": "coverage", "plan": "KH-TEST", "as_of": "17:00 05/12/2030"}
    answer = visit_as(AccountRole.VIEWER).post("/bao-cao/lap", form)

    assert answer.status_code == 400
    assert "chưa đến" in answer.text


def test_no_file_of_the_machine_is_taken_for_an_award(desk: Desk, visit_as: SignIn) -> None:
    """The command line takes rules from a file; the desk takes only awards it knows."""
    make_office(desk)

    form = {"kind": "nominations", "plan": "KH-TEST", "award": "/etc/passwd.yaml"}
    answer = visit_as(AccountRole.VIEWER).post("/bao-cao/lap", form)

    assert answer.status_code == 400
    assert "trong danh sách" in answer.text


def test_a_report_is_ordered_watched_and_taken_along(
    desk: Desk, desk_address: str, browser: Browser, visit_as: SignIn
) -> None:
    """In a real browser the page changes by itself when the report is done, and its file opens."""
    make_office(desk)
    context = browser.new_context(accept_downloads=True)
    token = visit_as(AccountRole.VIEWER).client.cookies[COOKIE]
    context.add_cookies([{"name": COOKIE, "value": token, "url": desk_address}])
    page = context.new_page()

    page.goto(f"{desk_address}/bao-cao")
    page.get_by_role("button", name="Lập báo cáo").first.click()
    link = page.get_by_role("link", name=".docx")
    expect(link).to_be_visible(timeout=WAIT * 1000)
    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename.endswith(".docx")
    assert download.value.path().read_bytes()[:2] == b"PK"
    context.close()
