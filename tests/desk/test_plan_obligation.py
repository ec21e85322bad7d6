"""The page of a registered subject: its source, people's words on it, and who may see whom to ask."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import AuditEntry
from models.ledger import ObligationLink, ObligationMatch
from models.obligation import Obligation, Submission
from models.vocabulary import AccountRole, LinkDecision, MatchOrigin, ObligationStatus
from pipeline.desk.state import Desk
from tests.desk.plan_making import open_office, publish, register, suggest
from tests.desk.visiting import SignIn

PAGE = "/ke-hoach/nghia-vu"


def open_lines(desk: Desk, obligation: int) -> dict[int, MatchOrigin]:
    """Return who put which article beside an obligation at present."""
    with Session(desk.engine) as session:
        of_it = (ObligationMatch.obligation_id == obligation) & ObligationMatch.ended_at.is_(None)
        columns = select(ObligationMatch.article_id, ObligationMatch.origin)
        return dict(session.execute(columns.where(of_it)).all())


def test_confirming_a_suggestion_meets_the_subject_and_can_be_undone(desk: Desk, visit_as: SignIn) -> None:
    """Linked with a reason it counts as a person's; taken back it is a suggestion again."""
    open_office(desk)
    obligation, article = register(desk), publish(desk)
    suggest(desk, obligation, article)
    visit = visit_as(AccountRole.REVIEWER)

    visit.post(f"{PAGE}/{obligation}/gan", {"bai": article, "ly-do": "đúng nội dung"})
    linked, page = open_lines(desk, obligation), visit.get(f"{PAGE}/{obligation}").text
    with Session(desk.engine) as session:
        word = session.scalars(select(ObligationLink.id)).one()
    visit.post(f"{PAGE}/{obligation}/rut-lai", {"lan": word})

    assert linked == {article: MatchOrigin.PERSON}
    assert "Đã đăng đủ" in page
    assert "đúng nội dung" in page
    assert open_lines(desk, obligation) == {article: MatchOrigin.QUESTION}


def test_a_link_without_a_reason_is_refused(desk: Desk, visit_as: SignIn) -> None:
    """Nothing is written down for blanks."""
    open_office(desk)
    obligation, article = register(desk), publish(desk)

    answer = visit_as(AccountRole.REVIEWER).post(f"{PAGE}/{obligation}/gan", {"bai": article, "ly-do": "   "})

    assert answer.status_code == 400
    assert "lý do" in answer.text
    assert open_lines(desk, obligation) == {}


def test_an_unlinked_article_is_gone_with_who_and_why(desk: Desk, visit_as: SignIn) -> None:
    """The word names the account and keeps the reason."""
    open_office(desk)
    obligation, article = register(desk), publish(desk)
    suggest(desk, obligation, article, MatchOrigin.AUTO)

    visit_as(AccountRole.REVIEWER).post(f"{PAGE}/{obligation}/go", {"bai": article, "ly-do": "tỉnh khác"})

    with Session(desk.engine) as session:
        word = session.scalars(select(ObligationLink)).one()
    assert (word.decision, word.decided_by, word.note) == (LinkDecision.UNLINK, "duyet", "tỉnh khác")
    assert open_lines(desk, obligation) == {}


def test_words_find_an_article_to_link(desk: Desk, visit_as: SignIn) -> None:
    """The search on the page finds by words without accents."""
    open_office(desk)
    obligation = register(desk)
    publish(desk, "Trồng rừng phòng hộ ven sông")

    page = visit_as(AccountRole.REVIEWER).get(f"{PAGE}/{obligation}?tim=trong+rung").text

    assert "Trồng rừng phòng hộ ven sông" in page


def test_a_cancelled_subject_keeps_its_reason_and_comes_back(desk: Desk, visit_as: SignIn) -> None:
    """Cancel, see, undo."""
    open_office(desk)
    obligation = register(desk)
    visit = visit_as(AccountRole.REVIEWER)

    visit.post(f"{PAGE}/{obligation}/huy", {"ly-do": "trùng với tháng 6"})
    cancelled = visit.get(f"{PAGE}/{obligation}").text
    visit.post(f"{PAGE}/{obligation}/hoan-tac")

    assert "trùng với tháng 6" in cancelled
    with Session(desk.engine) as session:
        assert session.get_one(Obligation, obligation).status is ObligationStatus.ACTIVE


def test_a_moved_subject_names_its_month(desk: Desk, visit_as: SignIn) -> None:
    """Moved to August it is out of July's count and says where it went."""
    open_office(desk)
    obligation = register(desk)
    visit = visit_as(AccountRole.REVIEWER)

    visit.post(f"{PAGE}/{obligation}/chuyen", {"ly-do": "mưa lũ", "thang": "2023-08"})

    assert "sang tháng 8/2023" in visit.get(f"{PAGE}/{obligation}").text


def test_whom_to_ask_is_shown_to_those_who_keep_the_plans_only(desk: Desk, visit_as: SignIn) -> None:
    """A viewer sees the subject, not the person behind it, and cannot take the file."""
    open_office(desk)
    obligation = register(desk)
    keeper, viewer = visit_as(AccountRole.REVIEWER), visit_as(AccountRole.VIEWER)

    pages = [visit.get(f"{PAGE}/{obligation}").text for visit in (keeper, viewer)]

    assert ["0900.000.001" in page for page in pages] == [True, False]
    assert [visit.get("/ke-hoach/tep/1").status_code for visit in (keeper, viewer)] == [200, 403]


def test_taking_an_original_file_is_logged(desk: Desk, visit_as: SignIn) -> None:
    """The log names who saved which file."""
    open_office(desk)
    register(desk)

    visit_as(AccountRole.REVIEWER).get("/ke-hoach/tep/1")

    with Session(desk.engine) as session:
        lines = session.scalars(select(AuditEntry).where(AuditEntry.subject == "thang7.xlsx")).all()
    assert [line.account_name for line in lines] == ["duyet"]


def test_a_paper_is_written_down_retracted_and_written_down_again(desk: Desk, visit_as: SignIn) -> None:
    """Each step leaves its entry; the open one is the last."""
    open_office(desk)
    visit = visit_as(AccountRole.REVIEWER)
    form = {"ke-hoach": "KH-2023", "han": "TH02", "don-vi": "CC-BVMT", "ngay": "28/11/2023", "ghi-chu": "bản giấy"}

    visit.post("/ke-hoach/han/ghi", form)
    visit.post("/ke-hoach/han/rut/1")
    page = visit.get("/ke-hoach/han").text
    visit.post("/ke-hoach/han/ghi-lai/1")

    assert "đã rút" in page
    with Session(desk.engine) as session:
        papers = session.scalars(select(Submission).order_by(Submission.id)).all()
    assert [(one.note, one.retracted_at is None) for one in papers] == [("bản giấy", False), ("bản giấy", True)]


def test_a_day_to_come_is_refused(desk: Desk, visit_as: SignIn) -> None:
    """Nobody can have sent a paper tomorrow."""
    open_office(desk)
    form = {"ke-hoach": "KH-2023", "han": "TH02", "don-vi": "CC-BVMT", "ngay": "02/01/2024"}

    answer = visit_as(AccountRole.REVIEWER).post("/ke-hoach/han/ghi", form)

    assert (answer.status_code, "chưa đến" in answer.text) == (400, True)
