"""Articles put right by hand: what a page lacked is written in, the original stays, every step can be taken back."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.clock import VIETNAM
from models.desk import ArticleCorrection, ArticleNote
from models.errors import InputError
from models.vocabulary import AccountRole, ArticleStatus, Genre
from pipeline.desk.article.typed import read_moment
from pipeline.desk.state import Desk
from tests.desk.article_making import add_revision
from tests.desk.visiting import SignIn, Visit
from tests.factories import make_article, make_plan

LACKING = {"status": ArticleStatus.QUARANTINED, "status_reason": "không có ngày đăng", "published_at": None}


def _make(desk: Desk, **changes: Any) -> int:
    with Session(desk.engine) as session:
        make_plan(session)
        article = make_article(session, **changes)
        add_revision(session, article, 1, article.text)
        session.commit()
        return article.id


def _find(desk: Desk, article_id: int) -> Article:
    with Session(desk.engine) as session:
        return session.get_one(Article, article_id)


def _read_form(visit: Visit, article_id: int) -> dict[str, str]:
    """Return what the form of a waiting article holds, as a browser would send it back."""
    with Session(visit.client.app.state.desk.engine) as session:  # type: ignore[attr-defined]  # a FastAPI app
        article = session.get_one(Article, article_id)
        newest = session.scalars(select(ArticleCorrection.id).order_by(ArticleCorrection.id.desc()).limit(1)).first()
        genre = article.genre.value if article.genre else ""
        words = {"tieu_de": article.title or "", "sapo": article.lead or "", "noi_dung": article.text}
        return words | {"moi_nhat": str(newest or 0), "tac_gia": article.byline or "", "the_loai": genre}


def test_waiting_pages_are_listed_with_what_they_lack(desk: Desk, visit_as: SignIn) -> None:
    """Each page that waits says why and leads to its form and its kept page."""
    article_id = _make(desk, title="Bài thiếu ngày", **LACKING)

    page = visit_as(AccountRole.REVIEWER).get("/cho-xem-lai").text

    assert "Bài thiếu ngày" in page
    assert "không có ngày đăng: 1" in page
    assert f"/bai/{article_id}/sua" in page


def test_an_empty_list_says_what_it_is_for(visit_as: SignIn) -> None:
    """Where nothing waits the page says so and leads to adding an article."""
    page = visit_as(AccountRole.REVIEWER).get("/cho-xem-lai").text

    assert "Không có trang nào chờ" in page
    assert "/bai/them" in page


def test_a_long_list_goes_on_by_pages_without_a_gap(desk: Desk, visit_as: SignIn) -> None:
    """Sixty pages stand on two pages of the list, each once."""
    with Session(desk.engine) as session:
        made = {make_article(session, **LACKING).id for _ in range(60)}  # type: ignore[arg-type]  # columns by name
        session.commit()
    visit = visit_as(AccountRole.REVIEWER)

    first = visit.get("/cho-xem-lai").text
    last_shown = first.partition("/cho-xem-lai?sau=")[2].partition('"')[0]
    second = visit.get(f"/cho-xem-lai?sau={last_shown}").text

    shown = [id_ for id_ in made if f"/bai/{id_}/sua" in first]
    assert len(shown) == 50
    assert {id_ for id_ in made if f"/bai/{id_}/sua" in second} == made - set(shown)


def test_what_was_missing_is_written_in_and_the_article_counts(desk: Desk, visit_as: SignIn) -> None:
    """A day typed the Vietnamese way lets the article in; who did it stays in its history."""
    article_id = _make(desk, **LACKING)
    visit = visit_as(AccountRole.REVIEWER, name="hoa")
    form = _read_form(visit, article_id) | {"ngay": "05/12/2023", "gio": "07:30", "viec": "cho-vao-tinh"}

    visit.post(f"/bai/{article_id}/sua", form)

    article = _find(desk, article_id)
    assert article.status is ArticleStatus.LIVE
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2023-12-05T00:30:00+00:00"
    history = visit.get(f"/bai/{article_id}").text
    assert "<td>hoa</td><td>Sửa ngày đăng</td><td>(trống)</td><td>07:30 05/12/2023</td>" in history
    assert "Đã xem lại bằng tay và cho vào tính." in history


def test_an_article_that_still_lacks_something_goes_on_waiting(desk: Desk, visit_as: SignIn) -> None:
    """Without a day nothing is let in, and nothing of the form is half written."""
    article_id = _make(desk, **LACKING)
    visit = visit_as(AccountRole.REVIEWER)
    form = _read_form(visit, article_id) | {"tieu_de": "Tiêu đề mới", "viec": "cho-vao-tinh"}

    answer = visit.post(f"/bai/{article_id}/sua", form)

    assert answer.status_code == 400
    assert "còn thiếu ngày đăng" in answer.text
    assert _find(desk, article_id).title == "Thu gom rác thải nhựa"


def test_a_correction_keeps_the_original_and_can_be_undone(desk: Desk, visit_as: SignIn) -> None:
    """A genre put right shows what the page said, and goes back by one button."""
    article_id = _make(desk, genre=Genre.NEWS)
    visit = visit_as(AccountRole.REVIEWER)
    form = {"moi_nhat": "0", "tac_gia": "", "the_loai": "bai", "ngay": "05/03/2023", "gio": "08:00"}
    visit.post(f"/bai/{article_id}/sua", form)
    page = visit.get(f"/bai/{article_id}/sua").text
    batch = page.partition('name="lan" value="')[2].partition('"')[0]

    visit.post(f"/bai/{article_id}/sua/hoan-tac", {"lan": batch})

    assert "<del>Tin</del> → <strong>Bài</strong>" in page
    assert _find(desk, article_id).genre is Genre.NEWS


def test_a_form_left_as_it_was_corrects_nothing(desk: Desk, visit_as: SignIn) -> None:
    """Seconds that the form does not show are no correction."""
    article_id = _make(desk)
    visit = visit_as(AccountRole.REVIEWER)

    visit.post(
        f"/bai/{article_id}/sua",
        {"moi_nhat": "0", "tac_gia": "", "the_loai": "tin", "ngay": "05/03/2023", "gio": "08:00"},
    )

    with Session(desk.engine) as session:
        assert session.scalars(select(ArticleCorrection)).all() == []


def test_two_people_at_one_form_overwrite_nothing(desk: Desk, visit_as: SignIn) -> None:
    """The second of two, whose form was made before the first's correction, is told so."""
    article_id = _make(desk)
    form = {"moi_nhat": "0", "tac_gia": "", "the_loai": "bai", "ngay": "05/03/2023", "gio": "08:00"}
    visit_as(AccountRole.REVIEWER, name="hoa").post(f"/bai/{article_id}/sua", form)

    answer = visit_as(AccountRole.REVIEWER, name="minh").post(f"/bai/{article_id}/sua", form | {"the_loai": "anh"})

    assert "Người khác vừa sửa bài này" in answer.text
    assert _find(desk, article_id).genre is Genre.FEATURE


def test_an_article_let_in_by_hand_can_be_sent_back(desk: Desk, visit_as: SignIn) -> None:
    """Releasing is undone by sending back; a page that was read whole cannot be sent to wait."""
    article_id = _make(desk, status=ArticleStatus.QUARANTINED, status_reason="không có đầu đề")
    visit = visit_as(AccountRole.REVIEWER)
    form = _read_form(visit, article_id) | {"ngay": "05/03/2023", "gio": "08:00", "viec": "cho-vao-tinh"}
    visit.post(f"/bai/{article_id}/sua", form)

    visit.post(f"/bai/{article_id}/tra-ve")

    assert _find(desk, article_id).status is ArticleStatus.QUARANTINED
    with Session(desk.engine) as session:
        whole = make_article(session)
        session.commit()
        whole_id = whole.id
    assert visit.post(f"/bai/{whole_id}/tra-ve").status_code == 400


def test_a_note_is_kept_and_taken_back_by_its_writer_only(desk: Desk, visit_as: SignIn) -> None:
    """Another person cannot take a remark back."""
    article_id = _make(desk)
    writer, other = (visit_as(AccountRole.REVIEWER, name=name) for name in ("hoa", "minh"))
    writer.post(f"/bai/{article_id}/ghi-chu", {"loi": "Đã gọi toà soạn hỏi lại ngày."})
    with Session(desk.engine) as session:
        note_id = session.scalars(select(ArticleNote.id)).one()
    path = f"/bai/{article_id}/ghi-chu/{note_id}/rut-lai"

    refused = other.post(path)
    writer.post(path)

    assert refused.status_code == 400
    assert "Rút lại ghi chú" in writer.get(f"/bai/{article_id}").text


def test_only_reviewers_put_articles_right(desk: Desk, visit_as: SignIn) -> None:
    """A viewer sees no form and can send none."""
    article_id = _make(desk)
    visit = visit_as(AccountRole.VIEWER)

    assert visit.get(f"/bai/{article_id}/sua").status_code == 403
    assert visit.post(f"/bai/{article_id}/ghi-chu", {"loi": "x"}).status_code == 403
    assert f"/bai/{article_id}/sua" not in visit.get(f"/bai/{article_id}").text


@pytest.mark.parametrize(
    ("day", "clock", "shown"),
    [
        ("05/12/2023", "", "2023-12-05T00:00:00+07:00"),
        ("5-12-2023", "7h30", "2023-12-05T07:30:00+07:00"),
        ("", "", None),
    ],
)
def test_days_and_clocks_are_read_as_people_write_them(day: str, clock: str, shown: str | None) -> None:
    """A clock may be left out or written with an h."""
    moment = read_moment(day, clock)

    assert (moment.astimezone(VIETNAM).isoformat() if moment else None) == shown


@pytest.mark.parametrize(
    ("day", "clock"), [("32/12/2023", ""), ("05/12/2023", "25:00"), ("05/12/2023", "x"), ("", "07:30")]
)
def test_what_is_no_day_or_clock_is_told(day: str, clock: str) -> None:
    """A wrong day or clock is one sentence, not a guess."""
    with pytest.raises(InputError):
        read_moment(day, clock)
