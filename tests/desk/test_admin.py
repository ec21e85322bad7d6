"""Administration at the desk."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import plans
from models.account import AuditEntry
from models.organisation import Department, OfficeFile
from models.plan import PlanItem
from models.tag import ClassifierRelease, RiskSetting
from models.vocabulary import AccountRole
from pipeline.desk.state import Desk
from pipeline.plan_import.importing import import_office_file
from tests.conftest import NOW
from tests.desk.visiting import SignIn, Visit
from tests.factories import make_article, make_run

FOLDER = Path(plans.__file__).parent
RENAME = {
    "step": "open",
    "day": "01/07/2023",
    "name": "Chi cục Môi trường",
    "functions": ["CN.MT.QLNN"],
    "sends_monthly_plan": "true",
    "verification": "confirmed",
    "evidence": "QĐ 12/QĐ-STNMT",
    "reason": "QĐ 12/QĐ-STNMT",
}


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The desk with the office's own files."""
    with Session(desk.engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, FOLDER / name, now=NOW)
    return desk


@pytest.fixture
def admin(visit_as: SignIn) -> Visit:
    """An administrator's browser."""
    return visit_as(AccountRole.ADMIN)


def test_the_nights_are_listed_with_what_is_missing(office: Desk, admin: Visit) -> None:
    """Figures of all outlets add up in the list."""
    with Session(office.engine) as session, session.begin():
        make_article(session)
        make_run(session, {("bao", "new"): 7, ("dai", "new"): 5, ("bao", "missing"): 3})

    page = admin.get("/quan-tri/dem").text

    assert '<td class="number">12</td><td class="number">3</td>' in page


def test_a_night_that_was_not_is_one_sentence(office: Desk, admin: Visit) -> None:
    """No such night."""
    answer = admin.get("/quan-tri/dem/99")

    assert (answer.status_code, "Không có đêm này" in answer.text) == (400, True)


def test_a_rename_is_previewed_and_only_then_written(office: Desk, admin: Visit) -> None:
    """The preview says what would change and changes nothing."""
    preview = admin.post("/quan-tri/to-chuc/CC-BVMT", RENAME)
    with Session(office.engine) as session:
        before = session.scalar(select(func.count()).select_from(OfficeFile))

    done = admin.post("/quan-tri/to-chuc/CC-BVMT", RENAME | {"is_confirmed": "true"})

    assert (preview.status_code, done.status_code, before) == (200, 303, 2)
    assert "Thêm phòng, đơn vị" in preview.text
    with Session(office.engine) as session:
        names = session.scalars(select(Department.name).where(Department.code == "CC-BVMT").order_by(Department.id))
        assert names.all() == ["Chi cục Bảo vệ môi trường", "Chi cục Môi trường"]
        assert session.scalar(select(AuditEntry.subject).where(AuditEntry.action == "sửa tổ chức")) == "CC-BVMT"


def test_a_plan_line_gets_another_short_name_and_keeps_its_text(office: Desk, admin: Visit) -> None:
    """What the plan says stays as issued."""
    form = {"step": "correct", "short_name": "Chính sách, pháp luật", "reason": "gọn hơn", "is_confirmed": "true"}

    admin.post("/quan-tri/ke-hoach/KH-2023/ND01", form)

    with Session(office.engine) as session:
        item = session.scalars(select(PlanItem).where(PlanItem.code == "ND01")).one()
        assert item.short_name == "Chính sách, pháp luật"
        assert item.full_text is not None
        assert len(item.full_text) > len(item.short_name)


def test_a_file_taken_out_comes_back_after_a_preview(office: Desk, admin: Visit) -> None:
    """What was downloaded, changed and sent is shown first, then brought in."""
    text = admin.get("/quan-tri/ke-hoach/tep/1").text.replace("Quỹ Bảo vệ môi trường", "Quỹ Môi trường tỉnh")
    files = {"file": ("to-chuc.yaml", text.encode(), "text/yaml")}

    preview = admin.post("/quan-tri/ke-hoach/tep", files=files)
    done = admin.post("/quan-tri/ke-hoach/tep/nhap", {"text": text})

    assert "Sửa phòng, đơn vị Q-BVMT" in preview.text
    assert done.status_code == 303


def test_a_file_with_faults_is_refused_with_each_of_them(office: Desk, admin: Visit) -> None:
    """The lines of the faults are named, and nothing of this machine."""
    files = {"file": ("to-chuc.yaml", "agencies: 1\nđâu: 2\n".encode(), "text/yaml")}

    answer = admin.post("/quan-tri/ke-hoach/tep", files=files)

    assert answer.status_code == 400
    assert "tệp gửi lên:" in answer.text
    assert "/tmp" not in answer.text


def test_the_share_of_errors_is_set_in_the_vietnamese_way(office: Desk, admin: Visit) -> None:
    """2,5 is two and a half percent; nonsense is refused."""
    set_ = admin.post("/quan-tri/bo-phan-loai/muc-sai", {"percent": "2,5"})
    refused = admin.post("/quan-tri/bo-phan-loai/muc-sai", {"percent": "nhiều"})

    assert (set_.status_code, refused.status_code) == (303, 400)
    with Session(office.engine) as session:
        assert session.scalars(select(RiskSetting.max_error)).all() == [0.025]


def test_an_unknown_classifier_cannot_be_put_back(office: Desk, admin: Visit) -> None:
    """Only one that was known here goes to work again."""
    answer = admin.post("/quan-tri/bo-phan-loai/dung-lai", {"version": "2000-01-01-0000"})

    assert answer.status_code == 400
    with Session(office.engine) as session:
        assert session.scalars(select(ClassifierRelease)).all() == []


def test_nobody_but_an_administrator_enters(office: Desk, visit_as: SignIn) -> None:
    """Reviewers see no administration."""
    assert visit_as(AccountRole.REVIEWER).get("/quan-tri/to-chuc").status_code == 403
