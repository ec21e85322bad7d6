"""Report on 20,000 articles and 2,000 promises: processor seconds of queries and formats against the promise.

Articles are made up in the shape of a year: two outlets, a plan of 17 rows, 15 departments, one article in
sixteen a reprint. One article in four belongs to the sector, nine of ten of these to one to three rows of the
plan. Of the promises two in three are answered.
"""

import random
import resource
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.figures import Figure
from models.article import Article, ArticleCredit
from models.base import as_record
from models.database import open_engine, upgrade_database
from models.ledger import ObligationGap, ObligationMatch
from models.obligation import Obligation
from models.plan import Plan, PlanItemKind, find_plan
from models.records import RELEVANT
from models.tag import Tag
from models.vocabulary import Certainty, MatchOrigin, TagAxis
from reports import query_coverage, write_coverage
from reports.documents.writing import FORMATS, write_document
from reports.kinds import ReportKind, ReportOrder
from reports.making import make_report
from reports.record import CoverageReport
from tests import factories as make
from tests.promises import make_monthly_plan_file, make_obligation, make_obligation_match

ARTICLES, PROMISES = 20_000, 2_000
SECTOR_SHARE, ROW_SHARE = 4, 0.9
PROMISE_SECONDS = 10.0
YEAR_START = datetime(2023, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "thu gom rác thải nhựa ven biển kiểm tra mỏ đất khai thác khoáng sản cấp giấy chứng nhận quyền sử dụng đất "
    "quan trắc nước giải phóng mặt bằng tái định cư đấu giá môi trường nông thôn mới phân loại rác tại nguồn"
)
ORDER = ReportOrder(ReportKind.ANNUAL, date(2023, 1, 1), date(2023, 12, 31), datetime(2023, 12, 31, 19, tzinfo=UTC))
ROWS = [(f"ND{n:02d}", PlanItemKind.CONTENT, f"Nội dung {n}") for n in range(1, 8)] + [
    (f"HD{n:02d}", PlanItemKind.ACTIVITY, f"Hoạt động {n}") for n in range(1, 11)
]


def write_title(chance: random.Random) -> str:
    """Make up a title of 8 to 18 syllables."""
    return " ".join(chance.choices(SYLLABLES.split(), k=chance.randint(8, 18))).capitalize()


def fill(session: Session, articles: int, chance: random.Random) -> None:
    """Fill an empty database with a plan and `articles` articles, their credits, matches and tags."""
    agency = make.make_agency(session)
    departments = [make.make_department(session, f"P-{n:02d}", f"Phòng số {n}", agency).code for n in range(15)]
    plan = make.make_plan(session, "KH-BENCH", rows=ROWS)
    outlets = [make.make_outlet(session, "bao", "Báo Thử"), make.make_outlet(session, "dai", "Đài Thử")]
    pattern = as_record(make.make_article(session, authors=["Nguyễn Văn Thử"]))
    credit = as_record(session.query(ArticleCredit).one())
    rows = []
    for number in range(2, articles + 1):
        published = YEAR_START + timedelta(minutes=chance.randrange(525_000))
        reprint = number - 1 if number % 16 == 0 else None
        outlet = outlets[chance.random() < 0.35].key
        changes = {"outlet_key": outlet, "published_at": published, "duplicate_of_id": reprint, "id": number}
        names = {"title": write_title(chance), "url": f"https://{outlet}.example/post{number}.html"}
        rows.append(pattern | changes | names | {"article_id": f"n{number}", "first_seen_at": YEAR_START})
    session.execute(insert(Article), rows)
    session.execute(insert(ArticleCredit), [credit | {"id": row["id"], "article_id": row["id"]} for row in rows])
    insert_evidence(session, plan, departments, articles, chance)
    insert_promises(session, plan, departments, chance)
    session.commit()


def insert_evidence(session: Session, plan: Plan, departments: list[str], articles: int, chance: random.Random) -> None:
    """Say which articles belong to the sector, to which rows of the plan and to which departments."""
    items = [item.code for item in plan.items]
    tag = as_record(make.make_row_tag(session, session.get_one(Article, 1), plan.items[0]))
    tags = []
    for article in range(2, articles + 1):
        if article % SECTOR_SHARE == 0:
            codes = [(TagAxis.RELEVANT, RELEVANT)]
            count = chance.choice([1, 1, 1, 2, 3]) if chance.random() < ROW_SHARE else 0
            codes += [(TagAxis.ROW, code) for code in chance.sample(items, count)]
            codes += [(TagAxis.DEPARTMENT, code) for code in chance.sample(departments, chance.choice([0, 1, 1, 2]))]
            for axis, code in codes:
                certainty = chance.choice([*Certainty])
                tags.append({**tag, "article_id": article, "axis": axis, "code": code, "certainty": certainty})
    session.execute(insert(Tag), [{**row, "id": number} for number, row in enumerate(tags, start=10)])


def insert_promises(session: Session, plan: Plan, departments: list[str], chance: random.Random) -> None:
    """Make the year's promises, with up to two articles beside each, or three near misses."""
    file = make_monthly_plan_file(session, plan)
    pattern = as_record(make_obligation(session, file, "Thu gom rác"))
    match = as_record(make_obligation_match(session, session.get_one(Obligation, pattern["id"]), 1))
    rows: list[dict[str, object]] = []
    matches: list[dict[str, object]] = []
    gaps: list[dict[str, object]] = []
    for number in range(2, PROMISES + 1):
        month = date(2023, chance.randint(1, 12), 1)
        days = {"month": month, "window_from": month, "window_to": month.replace(day=20)}
        named = {"department_code": chance.choice(departments), "plan_rows": [chance.choice(plan.items).code]}
        rows.append(pattern | days | named | {"id": number, "content": write_title(chance)})
        for article in chance.sample(range(1, ARTICLES), chance.choice([0, 1, 2])):
            origin = chance.choice([*MatchOrigin])
            matches.append(
                match | {"id": len(matches) + 2, "obligation_id": number, "article_id": article, "origin": origin}
            )
        if not matches or matches[-1]["obligation_id"] != number:
            near = enumerate(chance.sample(range(1, ARTICLES), 3), start=1)
            common = {"obligation_id": number, "fails": "muộn 4 ngày", "score": 0.5, "noted_at": YEAR_START}
            gaps += [common | {"article_id": article, "rank": rank} for rank, article in near]
    for table, values_of in ((Obligation, rows), (ObligationMatch, matches), (ObligationGap, gaps)):
        session.execute(insert(table), values_of)


def ask(session: Session) -> CoverageReport:
    """Ask for the whole year."""
    return query_coverage(session, plan_code="KH-BENCH", start=ORDER.start, end=ORDER.end, as_of=ORDER.as_of)


def measure_report() -> list[Figure]:
    """Time the queries and the writing of all formats, the coverage report as the night makes it and the yearly one."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade_database(url)
        engine = open_engine(url)
        with Session(engine) as session:
            fill(session, ARTICLES, random.Random(2023))
        with Session(engine) as session:
            coverage = _time("coverage report in three formats", lambda: _write_coverage(session, Path(folder)))
        with Session(engine) as session:
            annual = _time("yearly report in four formats", lambda: _write_annual(session, Path(folder)))
        engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    memory = Figure(
        "reports, peak memory", peak, "MB", None, detail="of the whole process, filling the database included"
    )
    return [coverage, annual, memory]


def _time(name: str, work: Callable[[], str]) -> Figure:
    wall, began = perf_counter(), process_time()
    told = work()
    done, elapsed = process_time(), perf_counter() - wall
    detail = f"{ARTICLES} articles, {PROMISES} promises; {told}; {elapsed:.1f} s on the clock"
    return Figure(name, done - began, "s", PROMISE_SECONDS, at_most=True, detail=detail)


def _write_coverage(session: Session, folder: Path) -> str:
    began = process_time()
    report = ask(session)
    queried = process_time() - began
    written = write_coverage(report, folder, ("html", "docx", "xlsx"))
    return f"{len(report.works)} works; query {queried:.2f} s; {_tell_sizes(written)}"


def _write_annual(session: Session, folder: Path) -> str:
    began = process_time()
    named = make_report(session, find_plan(session, "KH-BENCH"), ORDER)
    queried = process_time() - began
    written = write_document(named.document, folder, named.stem, FORMATS)
    return f"query {queried:.2f} s; {_tell_sizes(written)}"


def _tell_sizes(written: list[Path]) -> str:
    return ", ".join(f"{path.suffix[1:]} {path.stat().st_size / 1e6:.1f} MB" for path in written)
