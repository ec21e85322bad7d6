"""The page of one article: what was printed, why it counts, what became of it."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import Address
from models.desk import ArticleCorrection, ArticleNote
from models.ledger import ObligationMatch
from models.obligation import MonthlyPlanFile, Obligation
from models.vocabulary import (
    AccountRole,
    ArticleOrigin,
    ArticleStatus,
    CorrectedField,
    Genre,
    MatchOrigin,
    ObligationStatus,
    ReviewDecision,
    TagAxis,
)
from pipeline.articles.asking import BY_HAND
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.article_making import CAPTURED_AT, add_revision, make_captured
from tests.desk.visiting import SignIn
from tests.factories import find_item, make_agency, make_article, make_department, make_plan, make_review, make_row_tag

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_marked_words_stand_in_the_text(desk: Desk, visit_as: SignIn) -> None:
    """The words that carried a plan row are marked with its name, and its reasons are told."""
    with Session(desk.engine, expire_on_commit=False) as session:
        plan = make_plan(session)
        article = make_article(session, "Thu gom rác thải nhựa ven biển")
        tag = make_row_tag(session, article, find_item(session, plan, "ND02"))
        tag.marks = [{"part": "title", "start": 0, "end": 7, "words": "Thu gom"}]
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert '<mark class="mark-1" title="ND02 Môi trường">Thu gom</mark> rác thải nhựa ven biển' in page
    assert "tiêu đề: thu gom rác" in page


def test_an_article_that_carries_scripts_is_only_words(desk: Desk, visit_as: SignIn) -> None:
    """Everything that came from outside is escaped, wherever it stands."""
    with Session(desk.engine, expire_on_commit=False) as session:
        make_plan(session)
        article = make_article(
            session, ATTACK, lead=ATTACK, text=ATTACK, section=ATTACK, url="javascript:alert(1)", byline=ATTACK
        )
        session.add(ArticleNote(article_id=article.id, text=ATTACK, written_at=NOW, written_by=ATTACK[:60]))
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "javascript:" not in page


def test_what_happened_to_an_article_is_said_above_it(desk: Desk, visit_as: SignIn) -> None:
    """A removed, a waiting, a reprinted and a hand-added article each say so in a sentence."""
    with Session(desk.engine, expire_on_commit=False) as session:
        first = make_article(session, "Bản đầu")
        removed = make_article(session, status=ArticleStatus.REMOVED, status_reason="trang không còn trên mạng")
        waiting = make_article(session, status=ArticleStatus.QUARANTINED, status_reason="không có ngày đăng")
        reprint = make_article(session, duplicate_of_id=first.id)
        by_hand = make_article(session, origin=ArticleOrigin.IMPORTED)
        session.commit()
    visit = visit_as(AccountRole.VIEWER)

    def tell(article: Article) -> str:
        return visit.get(f"/bai/{article.id}").text

    assert "Đã gỡ: báo không còn đăng trang này" in tell(removed)
    assert "Chờ xem lại: không có ngày đăng" in tell(waiting)
    assert "cùng tác phẩm với «Bản đầu»" in tell(reprint)
    assert "Bổ sung thủ công" in tell(by_hand)


def test_an_article_fetched_at_a_persons_word_says_so(desk: Desk, visit_as: SignIn) -> None:
    """The page was kept by the collector, and yet it is told that a person gave the address."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")
        session.get_one(Address, article.address_id).channel = BY_HAND
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert "Bổ sung thủ công: địa chỉ do người đưa vào" in page


def test_parts_of_a_series_stand_in_order(desk: Desk, visit_as: SignIn) -> None:
    """The series is listed by part, whatever came in first."""
    with Session(desk.engine, expire_on_commit=False) as session:
        second = make_article(session, "Mỏ cạn: phần sau", series_key="mo-can", series_part=2)
        make_article(session, "Mỏ cạn: phần đầu", series_key="mo-can", series_part=1)
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{second.id}").text

    assert page.index("Phần 1 ·") < page.index("Phần 2 ·")


def test_the_promise_an_article_answers_is_told_with_its_reasons(desk: Desk, visit_as: SignIn) -> None:
    """Whose promise, for which month, who put it there and why."""
    with Session(desk.engine, expire_on_commit=False) as session:
        plan = make_plan(session)
        make_department(session, "P-DAT", "Phòng Đất đai", make_agency(session))
        article = make_article(session)
        session.add(_promise(session, plan.id, article.id))
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert "Phòng Đất đai" in page
    assert "Hai tin về đo đạc" in page
    assert "cùng nội dung kế hoạch: ND01" in page


def _promise(session: Session, plan_id: int, article_id: int) -> ObligationMatch:
    file = MonthlyPlanFile(
        plan_id=plan_id,
        sha256="0" * 64,
        file_name="thang3.xlsx",
        original=b"",
        reading={},
        received_at=NOW,
        received_by="lan",
    )
    session.add(file)
    session.flush()
    one = Obligation(
        plan_id=plan_id,
        department_code="P-DAT",
        month=date(2023, 3, 1),
        file_id=file.id,
        sheet="Tháng 3",
        row=5,
        ordinal=1,
        content="Hai tin về đo đạc",
        plan_rows=["ND01"],
        genre=Genre.NEWS,
        quantity=2,
        outlets=[],
        supporting=[],
        status=ObligationStatus.ACTIVE,
        unreadable=[],
        cells={},
    )
    session.add(one)
    session.flush()
    return ObligationMatch(
        obligation_id=one.id,
        article_id=article_id,
        origin=MatchOrigin.AUTO,
        score=0.8,
        covers_part=False,
        is_reprint=False,
        reasons=["cùng nội dung kế hoạch: ND01"],
        matched_at=NOW,
    )


def test_history_tells_who_changed_what_from_what_to_what(desk: Desk, visit_as: SignIn) -> None:
    """A decision and a correction stand with person, earlier and later state; the printed fact stays beside."""
    with Session(desk.engine, expire_on_commit=False) as session:
        plan = make_plan(session)
        article = make_article(session, genre=Genre.FEATURE)
        make_review(session, article, plan, TagAxis.ROW, "ND02", decision=ReviewDecision.ACCEPT)
        make_review(session, article, plan, TagAxis.ROW, "ND02", decision=ReviewDecision.REJECT)
        values = {"before": {"value": "tin"}, "after": {"value": "bai"}}
        session.add(
            ArticleCorrection(
                article_id=article.id, field=CorrectedField.GENRE, corrected_at=NOW, corrected_by="minh", **values
            )
        )
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert "<td>Duyệt</td><td>Không đúng</td>" in page
    assert "<td>Sửa thể loại</td><td>Tin</td><td>Bài</td>" in page
    assert "trang ghi: Tin · minh" in page


def test_two_revisions_stand_side_by_side(desk: Desk, visit_as: SignIn) -> None:
    """What the outlet took out and put in is marked, in words for those who do not see the colours."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_article(session, text="Thu hồi 15 ha.")
        add_revision(session, article, 1, "Thu hồi 12 ha.")
        add_revision(session, article, 2, "Thu hồi 15 ha.", seen_at=datetime(2023, 3, 7, tzinfo=UTC))
        session.commit()

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}/so-sanh").text

    assert '<del><span class="unseen">[bỏ: </span>12' in page
    assert '<ins><span class="unseen">[thêm: </span>15' in page


def test_captures_are_listed_with_digest_and_file(desk: Desk, visit_as: SignIn) -> None:
    """Each kept answer says when, under which digest and in which WARC file it lies."""
    with Session(desk.engine, expire_on_commit=False) as session:
        article = make_captured(session, desk.config, b"<p>Trang</p>")
        snapshot = article.snapshot
    assert snapshot is not None

    page = visit_as(AccountRole.VIEWER).get(f"/bai/{article.id}").text

    assert snapshot.sha256 in page
    assert snapshot.warc_name in page
    assert f"{CAPTURED_AT.astimezone().minute:02d} 06/03/2023" in page
    assert "Mới lưu được một lần" in page


def test_an_unknown_article_is_not_found(visit_as: SignIn) -> None:
    """A mistyped number gives the page that says so."""
    assert visit_as(AccountRole.VIEWER).get("/bai/999").status_code == 404
