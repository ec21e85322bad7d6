"""The page on which a missed article is added."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import AuditEntry
from models.article import Article
from models.vocabulary import AccountRole, ArticleOrigin
from pipeline.desk.state import Desk
from tests.desk.visiting import SignIn
from tests.factories import make_article, make_outlet

URL = "https://baohatinh.vn/thu-gom-rac-post123456.html"
FORM = {
    "bao": "baohatinh",
    "tieu_de": "Thu gom rác thải nhựa",
    "sapo": "Hai tấn rác được đưa đi.",
    "ngay": "05/03/2023",
    "ly_do": "thấy trên báo in",
}


def test_an_empty_page_says_what_each_way_is_for(visit_as: SignIn) -> None:
    """Before anything was given, the list of addresses says what will stand there."""
    page = visit_as(AccountRole.REVIEWER).get("/bai/them").text

    assert "Chưa có địa chỉ nào" in page


def test_an_address_is_queued_told_and_logged(desk: Desk, visit_as: SignIn) -> None:
    """The page says that the next night fetches it; who asked is in the log."""
    visit = visit_as(AccountRole.REVIEWER, name="hoa")

    answer = visit.post("/bai/them/dia-chi", {"dia_chi": URL})

    page = visit.get(answer.headers["location"]).text
    assert "đêm tới chương trình sẽ tải" in page
    assert URL in page
    assert "Chờ tải" in page
    with Session(desk.engine) as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "thêm địa chỉ bài")).one()
    assert (entry.account_name, entry.subject) == ("hoa", URL)


def test_an_address_of_another_host_is_refused_in_one_sentence(visit_as: SignIn) -> None:
    """The desk asks nobody but the outlets that are followed."""
    answer = visit_as(AccountRole.REVIEWER).post("/bai/them/dia-chi", {"dia_chi": "http://127.0.0.1:9/a-post1.html"})

    assert answer.status_code == 400
    assert "Chỉ thêm được địa chỉ bài của các trang đang theo dõi" in answer.text


def test_a_typed_article_is_shown_as_added_by_hand(desk: Desk, visit_as: SignIn) -> None:
    """After the form its page opens, marked, with the reason."""
    visit = visit_as(AccountRole.REVIEWER)

    answer = visit.post("/bai/them", FORM)

    page = visit.get(answer.headers["location"]).text
    assert "Bổ sung thủ công ngày" in page
    assert "Bổ sung thủ công: thấy trên báo in" in page
    with Session(desk.engine) as session:
        assert session.scalars(select(Article.origin)).all() == [ArticleOrigin.IMPORTED]


def test_an_article_that_resembles_another_is_added_only_when_told_so(desk: Desk, visit_as: SignIn) -> None:
    """The one that is there is shown first, with what was typed still in the form."""
    with Session(desk.engine) as session:
        known = make_article(session, "Thu gom rác thải nhựa", published_at=datetime(2023, 3, 6, tzinfo=UTC))
        session.commit()
        known_id = known.id
    visit = visit_as(AccountRole.REVIEWER)

    shown = visit.post("/bai/them", FORM)
    added = visit.post("/bai/them", FORM | {"van_them": "co"})

    assert f'href="/bai/{known_id}"' in shown.text
    assert "cùng tiêu đề" in shown.text
    assert 'value="Thu gom rác thải nhựa"' in shown.text
    assert added.status_code == 303


def test_the_very_same_article_cannot_be_added_even_so(desk: Desk, visit_as: SignIn) -> None:
    """One with the outlet's own number is there already, whatever is ticked."""
    with Session(desk.engine) as session:
        make_article(session, outlet=make_outlet(session, "baohatinh"), article_id="123456")
        session.commit()

    answer = visit_as(AccountRole.REVIEWER).post("/bai/them", FORM | {"dia_chi": URL, "van_them": "co"})

    assert "Bài này đã có trong kho" in answer.text
    with Session(desk.engine) as session:
        assert len(session.scalars(select(Article.id)).all()) == 1


def test_a_mistake_keeps_what_was_typed(visit_as: SignIn) -> None:
    """A wrong day is told above the form; nothing has to be typed again."""
    answer = visit_as(AccountRole.REVIEWER).post("/bai/them", FORM | {"ngay": "31/02/2023"})

    assert answer.status_code == 400
    assert "Không có ngày 31/02/2023" in answer.text
    assert "Hai tấn rác được đưa đi." in answer.text


def test_a_viewer_adds_nothing(visit_as: SignIn) -> None:
    """Adding needs the right to review."""
    assert visit_as(AccountRole.VIEWER).post("/bai/them", FORM).status_code == 403
