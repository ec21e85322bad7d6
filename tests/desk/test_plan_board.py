"""The year board and the month board: the figures of the report, each leading to its articles."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Plan, PlanItemKind
from models.tag import Match
from models.vocabulary import AccountRole, ArticleStatus, Certainty, MatchOrigin
from pipeline.desk.plan.cells import read_cell
from pipeline.desk.plan.year_board import Figures, read_year_board
from pipeline.desk.state import Desk
from pipeline.reconcile.stage import reconcile
from reports import query_coverage
from reports.record import Cell
from tests import factories as make
from tests.conftest import NOW
from tests.desk.plan_making import open_office, publish, register, suggest
from tests.desk.visiting import SignIn

STORY = " ".join(f"từ{number}" for number in range(60))


def fill(desk: Desk) -> int:
    """Publish works of every kind under the test plan; returns the plan's id."""
    with Session(desk.engine) as session, session.begin():
        make.make_agency(session)
        plan = make.make_plan(session)
        land, water, sea = (make.find_item(session, plan, code) for code in ("ND01", "ND02", "HD01"))
        child = make.make_item(session, plan, "ND01.1", kind=PlanItemKind.SUBTHEME, name="Đất ở", parent=land)
        both = make.make_article(session, "Đất ở và nước", published_at=datetime(2023, 3, 31, 16, 59, tzinfo=UTC))
        for item, certainty in ((land, Certainty.DOUBTFUL), (child, Certainty.PROPOSED), (water, Certainty.DOUBTFUL)):
            make.make_row_tag(session, both, item, certainty)
        april = make.make_article(session, "Nước", published_at=datetime(2023, 3, 31, 17, 1, tzinfo=UTC))
        make.make_row_tag(session, april, water)
        other = make.make_outlet(session, "dai", "Đài Thử")
        copied = make.make_article(session, "Đăng lại", text=STORY, published_at=datetime(2023, 5, 2, tzinfo=UTC))
        copy = make.make_article(
            session, "Đăng lại", text=STORY, outlet=other, published_at=datetime(2023, 6, 2, tzinfo=UTC)
        )
        make.make_row_tag(session, copied, water, Certainty.DOUBTFUL)
        make.make_row_tag(session, copy, water, Certainty.PROPOSED)
        for changes in (
            {"published_at": None},
            {"status": ArticleStatus.QUARANTINED},
            {"published_at": datetime(2022, 12, 31, 16, 0, tzinfo=UTC)},
        ):
            make.make_row_tag(session, make.make_article(session, "Không tính", **changes), sea)
        plan_id = plan.id
    reconcile(desk.engine, plan_id, now=NOW)
    return plan_id


def as_figures(cell: Cell) -> Figures:
    """Return a cell of the report as the board counts it."""
    return Figures(len(cell.confirmed), len(cell.proposed), len(cell.doubtful))


def test_the_board_says_what_the_report_says(desk: Desk) -> None:
    """Sub-items, reprints, undated, quarantined and earlier articles count as in the coverage report."""
    plan_id = fill(desk)

    with Session(desk.engine) as session:
        plan = session.get_one(Plan, plan_id)
        board = read_year_board(session, plan)
        report = query_coverage(session, plan_code=plan.code, start=plan.count_from, end=plan.period_to, as_of=NOW)

    told = {row.code: (*row.months, row.total) for row in board.rows}
    assert told == {row.code: tuple(map(as_figures, (*row.by_month, row.total))) for row in report.rows}
    assert (*board.totals, board.total) == tuple(map(as_figures, (*report.totals.by_month, report.totals.total)))
    assert board.total == Figures(proposed=3)


def test_a_figure_of_the_board_leads_to_its_articles_and_their_kept_pages(desk: Desk, visit_as: SignIn) -> None:
    """The page behind a cell names each work once, with all its publications."""
    fill(desk)
    visit = visit_as(AccountRole.VIEWER)

    board = visit.get("/ke-hoach").text
    links = re.findall(r'href="(/ke-hoach/o\?muc=ND02&amp;thang=2023-05[^"]*)"', board)
    page = visit.get(links[0].replace("&amp;", "&")).text

    assert page.count('class="title"') == 1
    assert "đăng lại: Đài Thử" in page


def test_a_row_without_articles_stands_on_the_board_plainly(desk: Desk, visit_as: SignIn) -> None:
    """The empty row is named and offers no link in its cells."""
    fill(desk)

    page = visit_as(AccountRole.VIEWER).get("/ke-hoach").text

    assert "1 dòng chưa có tin, bài" in page
    assert "muc=HD01&amp;thang" not in page


def test_an_office_without_plan_is_told_what_to_do(visit_as: SignIn) -> None:
    """The page of an empty desk names the next step."""
    answer = visit_as(AccountRole.VIEWER).get("/ke-hoach")

    assert answer.status_code == 400
    assert "Chưa có kế hoạch nào" in answer.text


@pytest.mark.parametrize("path", ["/ke-hoach/o?muc=KHONG", "/ke-hoach/o?thang=2022-01", "/ke-hoach/thang/2023-13"])
def test_what_the_plan_does_not_have_is_no_page(desk: Desk, visit_as: SignIn, path: str) -> None:
    """Unknown rows and months outside the plan are not found."""
    fill(desk)

    assert visit_as(AccountRole.VIEWER).get(path).status_code == 404


def test_the_month_board_tells_states_and_who_has_not_sent(desk: Desk, visit_as: SignIn) -> None:
    """A registered subject stands under its department with its state; silent departments are named."""
    open_office(desk)
    register(desk)
    suggest(desk, register(desk, "Quan trắc nước biển", row=6), publish(desk), MatchOrigin.AUTO)
    visit = visit_as(AccountRole.VIEWER)

    page = visit.get("/ke-hoach/thang/2023-07").text
    met = visit.get("/ke-hoach/thang/2023-07?tinh-trang=du").text

    assert "Chi cục Bảo vệ môi trường" in page
    assert "chưa gửi kế hoạch tháng này" in page
    assert ("Thu gom rác ven biển" in met, "Quan trắc nước biển" in met) == (False, True)


def test_the_month_worked_on_is_the_last_registered_once_the_year_is_over(desk: Desk, visit_as: SignIn) -> None:
    """After the plan's year the board opens at its last month with plans."""
    open_office(desk)
    register(desk)

    answer = visit_as(AccountRole.VIEWER).get("/ke-hoach/thang")

    assert answer.headers["location"] == "/ke-hoach/thang/2023-07?ke-hoach=KH-2023"


def test_a_month_board_row_of_the_plan_is_dated(desk: Desk) -> None:
    """The months of the board are those of the plan's counting period."""
    plan_id = fill(desk)

    with Session(desk.engine) as session:
        months = read_year_board(session, session.scalars(select(Plan).where(Plan.id == plan_id)).one()).months

    assert (months[0], months[-1], len(months)) == (date(2023, 1, 1), date(2023, 12, 1), 12)


def test_the_board_is_read_alike_on_both_databases(session: Session) -> None:
    """One work in May, proposed, stands in its row and its month."""
    make.make_agency(session)
    plan = make.make_plan(session)
    item = make.find_item(session, plan, "ND02")
    article = make.make_article(session, published_at=datetime(2023, 5, 31, 16, 0, tzinfo=UTC))
    match = Match(
        article_id=article.id,
        plan_item_id=item.id,
        certainty=Certainty.PROPOSED,
        score=0.9,
        reasons=["rác"],
        matched_at=NOW,
    )
    session.add(match)
    session.flush()

    board, cell = read_year_board(session, plan), read_cell(session, plan, row=item.id, month=4)

    assert [row.total for row in board.rows] == [Figures(), Figures(proposed=1), Figures()]
    assert board.totals[4] == cell.figures == Figures(proposed=1)
    assert cell.works[0].reasons == ("rác",)
