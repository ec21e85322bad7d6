"""Next year is data: the miniature three years later, under the sample plan and the merged organisation.

The organisation changes on 01/03/2025 and 01/07/2025, the press on 01/04/2025; what 2023 says stays as it was told.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import plans
from demo.articles import DemoArticle
from demo.loading import demo_articles
from models.article import Article
from models.database import open_engine, upgrade_database
from models.obligation import Obligation
from models.office_files.loading import load_plan_file
from models.plan import Plan, find_plan
from models.tag import Tag
from models.vocabulary import ObligationState, TagAxis
from pipeline.monthly_plans.importing import import_monthly_plan
from pipeline.monthly_plans.reading import ReadingWishes
from pipeline.monthly_plans.storing import Arrival
from pipeline.obligations.exporting import read_ledger_words
from pipeline.obligations.stage import reconcile_obligations
from pipeline.plan_import.importing import import_office_file
from pipeline.reconcile.stage import reconcile
from pipeline.store import load_tagger
from pipeline.tagging import tag_articles
from reports import query_coverage
from reports.kinds import ReportKind, ReportOrder
from reports.making import make_report
from reports.record import CoverageReport
from reports.rendering import render_coverage
from tests import factories as make
from tests.pipeline.monthly_plans.making import Sheet, make_workbook

PLANS = Path(plans.__file__).parent
TOLD = datetime(2024, 1, 10, tzinfo=UTC)
IMPORTED = datetime(2026, 1, 2, tzinfo=UTC)
READ = datetime(2026, 12, 31, tzinfo=UTC)
FORMATS = ["html", "docx", "xlsx"]
SITES = {
    "baohatinh": ("Báo Hà Tĩnh", ["baohatinh.vn", "www.baohatinh.vn"]),
    "hatinhtv": ("Đài Phát thanh và Truyền hình Hà Tĩnh", ["hatinhtv.vn", "www.hatinhtv.vn"]),
}
# Title, lead, text, site, day and the row that the article is of.
OWN_ARTICLES = (
    (
        "Hơn 600 hộ dân vùng hạn có nước sạch trước Tết",
        "Công trình cấp nước sạch nông thôn vừa bàn giao cho Trung tâm Nước sạch nông thôn Hà Tĩnh quản lý.",
        "Ngành đặt mục tiêu nâng tỷ lệ hộ dân nông thôn dùng nước sạch trong năm nay.",
        "baohatinh",
        datetime(2026, 1, 20, 2, 0, tzinfo=UTC),
        "NV06",
    ),
    (
        "Thôi đốt rơm rạ, nông dân Hà Tĩnh ủ làm phân bón",
        "Mô hình xử lý rơm rạ bằng chế phẩm sinh học giúp bớt khói bụi, có phân hữu cơ cho vụ sau.",
        "Chi cục Trồng trọt và Chăn nuôi hướng dẫn bà con làm kinh tế tuần hoàn.",
        "hatinhtv",
        datetime(2026, 6, 2, 2, 0, tzinfo=UTC),
        "NV07",
    ),
    (
        "Đặt bể thu gom bao bì thuốc bảo vệ thực vật trên đồng",
        "Hàng chục bể thu gom vỏ bao bì thuốc bảo vệ thực vật được đặt trên các xứ đồng của Hà Tĩnh.",
        "Bao bì được chuyển đi tiêu hủy như chất thải nguy hại.",
        "baohatinh",
        datetime(2026, 7, 9, 2, 0, tzinfo=UTC),
        "NV04",
    ),
)
FIELD_STORY = (
    "Kiểm tra mỏ đá, phạt doanh nghiệp khai thác khoáng sản vượt công suất",
    "Đoàn kiểm tra của tỉnh Hà Tĩnh xử phạt một doanh nghiệp khai thác đá vượt công suất.",
    "Doanh nghiệp phải cải tạo, phục hồi môi trường khu vực mỏ.",
)


@dataclass(frozen=True)
class NextYear:
    """The database after both plans were read, and the report on 2023 as told before next year's files came."""

    engine: Engine
    told: dict[str, bytes]


def keep_article(session: Session, words: tuple[str, str, str], site: str, at: datetime) -> Article:
    """Keep an article of a site."""
    outlet = make.make_outlet(session, site)
    outlet.name, outlet.hosts = SITES[site]
    title, lead, text = words
    digest = sha256(text.encode()).hexdigest()
    return make.make_article(
        session, title, lead=lead, text=text, text_key=digest, text_sha256=digest, outlet=outlet, published_at=at
    )


def read_plan(engine: Engine, code: str, now: datetime) -> None:
    """Tag and reconcile under a plan."""
    with Session(engine) as session:
        plan = find_plan(session, code)
        plan_id, tagger = plan.id, load_tagger(session, plan, Path("unused"))
    list(tag_articles(engine, plan_id, tagger, now=now))
    reconcile(engine, plan_id, now=now)


def import_files(engine: Engine, year: int, now: datetime) -> None:
    """Import organisation and plan of a year, as the guide says."""
    with Session(engine) as session, session.begin():
        for name in ("to-chuc", "ke-hoach"):
            import_office_file(session, PLANS / f"{name}-{year}.yaml", now=now)


def works() -> Iterator[DemoArticle]:
    """Yield half of the miniature's first publications that are of the plan, and a few of the others."""
    first = [one for one in demo_articles() if one.duplicate_of is None]
    return (one for place, one in enumerate(first) if (one.rows and place % 2) or place % 10 == 0)


def ask(engine: Engine, code: str, year: int, as_of: datetime) -> CoverageReport:
    """Return the coverage of a year."""
    with Session(engine) as session:
        start, end = date(year, 1, 1), date(year, 12, 31)
        return query_coverage(session, plan_code=code, start=start, end=end, as_of=as_of)


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NextYear]:
    """The miniature in 2023 and again in 2026, read under the plan of each year."""
    url = f"sqlite:///{tmp_path_factory.mktemp('next-year') / 'diembao.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    import_files(engine, 2023, datetime(2023, 1, 1, tzinfo=UTC))
    with Session(engine) as session, session.begin():
        for one in works():
            keep_article(session, (one.title, one.lead, one.text), one.outlet, one.published_at)
    read_plan(engine, "KH-2023", datetime(2024, 1, 5, tzinfo=UTC))
    told = render_coverage(ask(engine, "KH-2023", 2023, TOLD), FORMATS)
    import_files(engine, 2026, IMPORTED)
    with Session(engine) as session, session.begin():
        for one in works():
            later = one.published_at.replace(year=2026)
            keep_article(session, (one.title, one.lead, f"{one.text} Tin của ba năm sau."), one.outlet, later)
        for title, lead, text, site, at, _ in OWN_ARTICLES:
            keep_article(session, (title, lead, text), site, at)
        for day in (datetime(2025, 2, 20, tzinfo=UTC), datetime(2025, 3, 10, tzinfo=UTC)):
            keep_article(session, FIELD_STORY, "baohatinh", day)
    for code in ("KH-2023", "KH-2026"):
        read_plan(engine, code, datetime(2026, 12, 30, tzinfo=UTC))
    yield NextYear(engine, told)
    engine.dispose()


def tagged(next_year: NextYear, code: str, axis: TagAxis) -> dict[int, set[str]]:
    """Return what each article is proposed for at present under a plan."""
    with Session(next_year.engine) as session:
        plan_id = session.scalars(select(Plan.id).where(Plan.code == code)).one()
        query = select(Tag.article_id, Tag.code).where(
            Tag.plan_id == plan_id, Tag.axis == axis, Tag.is_current, Tag.is_candidate.is_(False)
        )
        found: dict[int, set[str]] = defaultdict(set)
        for article_id, value in session.execute(query):
            found[article_id].add(value)
        return found


def ids_of(next_year: NextYear, title: str) -> list[int]:
    """Return the articles of a title by day."""
    with Session(next_year.engine) as session:
        query = select(Article.id).where(Article.title == title).order_by(Article.published_at)
        return list(session.scalars(query))


def test_what_2023_told_is_told_again_byte_by_byte(next_year: NextYear) -> None:
    """The same instant gives the same bytes in every format after next year's organisation and plan came."""
    again = render_coverage(ask(next_year.engine, "KH-2023", 2023, TOLD), FORMATS)

    assert again == next_year.told


def test_the_merged_organisation_changes_no_figure_of_2023(next_year: NextYear) -> None:
    """Read anew with the later organisation, 2023 has the same rows, departments and outlets, and a new letterhead."""
    before = ask(next_year.engine, "KH-2023", 2023, TOLD)
    after = ask(next_year.engine, "KH-2023", 2023, READ)

    assert [(row.code, row.total, row.by_department) for row in after.rows] == [
        (row.code, row.total, row.by_department) for row in before.rows
    ]
    assert (after.outlets, after.departments) == (before.outlets, before.departments)
    assert before.letterhead.document_code == "STNMT"
    assert after.letterhead.document_code == "SNNMT"


def test_a_row_that_continues_another_gets_its_articles(next_year: NextYear) -> None:
    """Each row with `same_as` is given nearly all of what its forerunner is given, and hardly anything else."""
    later, earlier = (tagged(next_year, code, TagAxis.ROW) for code in ("KH-2026", "KH-2023"))
    rows = load_plan_file(PLANS / "ke-hoach-2026.yaml").rows
    same = {row.code: row.same_as.partition("/")[2] for row in rows if row.same_as is not None}

    for code, forerunner in same.items():
        new = {id_ for id_, codes in later.items() if code in codes}
        old = {id_ for id_, codes in earlier.items() if forerunner in codes}
        assert len(new & old) >= 0.75 * len(old) > 0, code
        assert len(new & old) >= 0.75 * len(new), code


@pytest.mark.parametrize("own", OWN_ARTICLES, ids=lambda own: own[-1])
def test_a_new_row_gets_its_articles_by_its_own_words(
    next_year: NextYear, own: tuple[str, str, str, str, datetime, str]
) -> None:
    """Rural water, circular farming and pesticide packages are found by what the plan says of them."""
    [article_id] = ids_of(next_year, own[0])

    assert own[-1] in tagged(next_year, "KH-2026", TagAxis.ROW)[article_id]


def test_departments_are_those_of_the_articles_day(next_year: NextYear) -> None:
    """The same story before and after the merger is given to the departments of each time."""
    before, after = (tagged(next_year, "KH-2026", TagAxis.DEPARTMENT)[id_] for id_ in ids_of(next_year, FIELD_STORY[0]))

    assert {"P-KS"} <= before
    assert "P-TNKS" not in before
    assert {"P-TNKS"} <= after
    assert "P-KS" not in after


def test_the_merged_press_is_one_outlet(next_year: NextYear) -> None:
    """One column under the present name counts both sites; in 2023 there are two."""
    report = ask(next_year.engine, "KH-2026", 2026, READ)

    assert [one.name for one in report.outlets] == ["Báo và phát thanh, truyền hình Hà Tĩnh"]
    [cell] = report.totals.by_outlet
    assert cell == report.totals.total
    assert cell.size > 50
    circular = next(row for row in report.rows if row.code == "NV07")
    assert circular.by_outlet[0].size > 0
    assert len(ask(next_year.engine, "KH-2023", 2023, READ).outlets) == 2


def test_reports_of_the_new_plan_are_signed_by_the_new_agency(next_year: NextYear) -> None:
    """Letterhead, rows and departments of the coverage and of the annual report are those of 2026."""
    report = ask(next_year.engine, "KH-2026", 2026, READ)
    order = ReportOrder(ReportKind.ANNUAL, date(2026, 1, 1), date(2026, 12, 31), READ)
    with Session(next_year.engine) as session:
        annual = make_report(session, find_plan(session, "KH-2026"), order).document

    assert report.letterhead.name == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
    assert len(report.rows) == 14
    assert {"P-TNKS", "CC-TLNS", "TT-NS"} <= {one.code for one in report.departments}
    assert {"P-KS", "TT", "CC-BIEN"}.isdisjoint(one.code for one in report.departments)
    words = repr(annual)
    assert "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" in words
    assert "Bộ Nông nghiệp và Môi trường" in words
    assert "TÀI NGUYÊN VÀ MÔI TRƯỜNG" not in words


def make_monthly_plan(month: int, content: str, outlet: str, sender: str, row: str) -> bytes:
    """Make a department's workbook for a month of 2026 with one promise."""
    head = ["TT", "Nội dung tuyên truyền", "Hình thức", "Số lượng", "Báo/Đài", "Thời gian", "Chủ trì", "Mục KH"]
    promise = [1, content, "tin", 1, outlet, f"tháng {month}", sender, row]
    return make_workbook(Sheet({1: [f"KẾ HOẠCH TUYÊN TRUYỀN THÁNG {month}/2026"], 3: head, 4: promise}))


PROMISES = {
    1: ("Bàn giao công trình cấp nước sạch nông thôn vùng hạn", "Đài", "CC TL&NS", "nhiệm vụ 6"),
    6: ("Ủ rơm rạ làm phân bón, thôi đốt đồng", "Báo Hà Tĩnh", "Chi cục TT&CN", "nhiệm vụ 7"),
}


@pytest.mark.parametrize("month", PROMISES)
def test_a_promise_of_a_new_department_is_met_on_either_site(next_year: NextYear, month: int) -> None:
    """Asked of "Đài" and printed on the paper's site, asked of the paper and shown on the broadcaster's: both found."""
    arrival = Arrival(make_monthly_plan(month, *PROMISES[month]), IMPORTED, "VP")
    with Session(next_year.engine) as session, session.begin():
        imported = import_monthly_plan(
            session, f"thang-{month}.xlsx", arrival, ReadingWishes(), plan_code="KH-2026", department=None
        )
        plan_id = find_plan(session, "KH-2026").id

    reconcile_obligations(next_year.engine, plan_id, now=datetime(2026, 12, 30, 8, 0, tzinfo=UTC))

    with Session(next_year.engine) as session:
        ledger = read_ledger_words(session, find_plan(session, "KH-2026"))
        kept = session.scalars(select(Obligation).where(Obligation.file_id == imported.summary.file_id)).one()
        assert ledger[kept.id].state in (ObligationState.MET, ObligationState.SUGGESTED)
        assert len(ledger[kept.id].articles) == 1
