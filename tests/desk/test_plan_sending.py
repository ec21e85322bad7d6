"""Taking in a monthly plan: preview, corrections, confirmation; files that are no plan are refused in one sentence."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.obligation import MonthlyPlanFile, Obligation, ObligationContact
from models.vocabulary import AccountRole
from pipeline.desk.plan.drafts import MOST, MOST_OF_ONE, keep_draft, list_drafts, read_draft
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.plan_making import open_office, write_plan
from tests.desk.visiting import SignIn, Visit
from tests.pipeline.monthly_plans.making import Sheet, make_workbook

PAGE = "/ke-hoach/gui"


def send(visit: Visit, content: bytes, name: str = "thang 7.xlsx", **fields: str) -> str:
    """Send a file; returns where the answer leads, or its text if it is refused."""
    answer = visit.post(PAGE, fields, files={"tep": (name, content)})
    return answer.headers["location"] if answer.status_code == 303 else answer.text


def count(desk: Desk, table: type[Obligation] | type[MonthlyPlanFile]) -> int:
    """Count stored rows."""
    with Session(desk.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def pack(**members: bytes) -> bytes:
    """Make a compressed archive; a double underscore stands for a slash."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return stream.getvalue()


def test_a_preview_stores_nothing_and_shows_every_row(desk: Desk, visit_as: SignIn) -> None:
    """What would be added is told; the tables stay empty; the contact is not shown."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)

    page = visit.get(send(visit, write_plan(("Thu gom rác ven biển", "1 tin"), ("Ngày môi trường", "2 bài")))).text

    assert "thêm <b>2</b>" in page
    assert "Thu gom rác ven biển" in page
    assert "0900.000.001" not in page
    assert count(desk, Obligation) == count(desk, MonthlyPlanFile) == 0


def test_a_confirmed_plan_is_stored_once_and_its_draft_is_gone(desk: Desk, visit_as: SignIn) -> None:
    """Confirming leads to the month; confirming again says that the preview is gone."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    draft = send(visit, write_plan(("Thu gom rác ven biển", "1 tin")))

    first, second = visit.post(f"{draft}/nhan"), visit.post(f"{draft}/nhan")

    assert first.headers["location"] == "/ke-hoach/thang/2023-07?ke-hoach=KH-2023"
    assert (second.status_code, "không còn" in second.text) == (400, True)
    with Session(desk.engine) as session:
        one = session.scalars(select(Obligation)).one()
        assert one.file.received_by == "duyet"
        assert session.get_one(ObligationContact, one.id).contact


def test_a_corrected_file_tells_what_differs_from_the_earlier_one(desk: Desk, visit_as: SignIn) -> None:
    """One row changed, one withdrawn; the earlier file is named."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    first = write_plan(("Thu gom rác ven biển", "1 tin"), ("Ngày môi trường", "1 bài"), ("Trồng cây", "1 tin"))
    visit.post(f"{send(visit, first, 'ban dau.xlsx')}/nhan")

    again = write_plan(("Thu gom rác ven biển", "2 tin"), ("Ngày môi trường", "1 bài"))
    page = visit.get(send(visit, again, "ban sua.xlsx")).text

    assert "sửa <b>1</b>" in page
    assert "rút <b>1</b>" in page
    assert "ban dau.xlsx" in page
    assert count(desk, Obligation) == 3


def test_a_column_is_read_as_the_sender_says(desk: Desk, visit_as: SignIn) -> None:
    """A column of notes chosen as no column at all no longer gives its notes."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    rows = {1: ["KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023 - CHI CỤC BẢO VỆ MÔI TRƯỜNG"]}
    rows |= {3: ["STT", "Nội dung", "Thể loại, số lượng", "Ghi chú"], 4: [1, "Trồng cây", "1 tin", "ưu tiên đầu tuần"]}
    draft = send(visit, make_workbook(Sheet(rows, name="KH")))

    before = visit.get(draft).text
    visit.post(f"{draft}/doc-lai", {"cot": json.dumps(["KH", "D", "unknown"])})
    after = visit.get(draft).text

    assert ["ưu tiên đầu tuần" in page for page in (before, after)] == [True, False]
    assert "người nhập chọn" in after


def test_a_file_without_a_month_waits_for_one(desk: Desk, visit_as: SignIn) -> None:
    """The month chosen by hand makes the row fit to be stored."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    rows = {3: ["STT", "Nội dung", "Thể loại, số lượng"], 4: [1, "Trồng cây", "1 tin"]}
    draft = send(visit, make_workbook(Sheet(rows, name="KH")), "ke hoach.xlsx")

    before = visit.get(draft).text
    visit.post(f"{draft}/doc-lai", {"thang": "2023-08", "don-vi": "P-KS"})
    visit.post(f"{draft}/nhan")

    assert "không rõ tháng" in before
    with Session(desk.engine) as session:
        assert f"{session.scalars(select(Obligation.month)).one():%m/%Y}" == "08/2023"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"%PDF-1.7 ...", "ke-hoach.xlsx", "không thuộc loại nhận được", id="another kind"),
        pytest.param(b"", "trong.xlsx", "trống", id="empty"),
        pytest.param(b"PK\x03\x04" + bytes(20_000_000), "lon.xlsx", "quá lớn", id="more than 20 MB"),
        pytest.param(
            pack(xl__workbook_xml=b"<workbook/>", xl__vbaProject_bin=b"Sub"), "m.xlsx", "có macro", id="macros"
        ),
        pytest.param(
            pack(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=bytes(90_000_000)),
            "bom.xlsx",
            "không mở",
            id="zip bomb",
        ),
        pytest.param(b"PK\x03\x04 broken", "hong.docx", "không thuộc loại nhận được", id="broken"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    desk: Desk, visit_as: SignIn, content: bytes, name: str, words: str
) -> None:
    """Nothing is kept of it, not even as a draft."""
    open_office(desk)

    told = send(visit_as(AccountRole.REVIEWER), content, name)

    assert words in told
    assert list_drafts(desk.config.data / "plan-drafts") == []


def test_a_choice_that_no_page_offers_is_refused(desk: Desk, visit_as: SignIn) -> None:
    """Meanings outside the list and words that are no choice change nothing."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    draft = send(visit, write_plan(("Trồng cây", "1 tin")))

    answers = [visit.post(f"{draft}/doc-lai", {"cot": said}).status_code for said in ('["KH","D","genre_count"]', "[[")]

    assert answers == [400, 400]


def test_a_draft_belongs_to_its_sender(desk: Desk, visit_as: SignIn) -> None:
    """Another account with the same rights cannot see, confirm or drop it; a made-up token finds nothing."""
    open_office(desk)
    draft = send(visit_as(AccountRole.REVIEWER, name="lan"), write_plan(("Trồng cây", "1 tin")))
    other = visit_as(AccountRole.REVIEWER, name="mai")

    answers = [other.get(draft), other.post(f"{draft}/nhan"), other.post(f"{draft}/bo"), other.get(f"{PAGE}/..%2Fa")]

    assert {answer.status_code for answer in answers} <= {400, 404}
    assert count(desk, Obligation) == 0


def test_drafts_are_few_and_not_for_long(desk: Desk) -> None:
    """The oldest of a sender and of all make room; after twelve hours none is left."""
    folder = desk.config.data / "plan-drafts"
    for number in range(MOST + 5):
        for again in range(1 + (number == 0) * MOST_OF_ONE):
            at = NOW + timedelta(seconds=10 * number + again)
            last = keep_draft(
                folder, b"PK", owner=f"a{number}", file_name="a.xlsx", plan_code=None, department=None, now=at
            )

    kept = list_drafts(folder)
    with pytest.raises(InputError, match="không còn"):
        read_draft(folder, last.token, owner=last.owner, now=NOW + timedelta(hours=13))

    assert len(kept) == MOST
    assert list_drafts(folder) == []


def test_the_empty_form_reads_back(desk: Desk, visit_as: SignIn) -> None:
    """The form of a department for a month is an .xlsx, or a .docx."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)

    forms = [visit.get(f"/ke-hoach/mau?don-vi=CC-BVMT&thang=2023-07&dang={kind}") for kind in ("xlsx", "docx")]

    assert [form.content[:2] for form in forms] == [b"PK", b"PK"]
    assert 'filename="mau-ke-hoach-2023-07-CC-BVMT.xlsx"' in forms[0].headers["content-disposition"]
