"""Report on 10,000 articles: processor seconds of the query and of the three formats against the 10 s promised.

Articles are made up in the shape of a year: two outlets, a plan of 17 rows, 15 departments,
one article in sixteen a reprint, nine works of ten in one to three rows of the plan.
"""

import random
import resource
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
from models.plan import Plan, PlanItemKind
from models.tag import Match, Tag
from models.vocabulary import Certainty, TagAxis
from reports import query_coverage, write_coverage
from reports.record import CoverageReport
from tests import factories as make

ARTICLES = 10_000
PROMISE_SECONDS = 10.0
YEAR_START = datetime(2023, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "thu gom rác thải nhựa ven biển kiểm tra mỏ đất khai thác khoáng sản cấp giấy chứng nhận quyền sử dụng đất "
    "quan trắc nước giải phóng mặt bằng tái định cư đấu giá môi trường nông thôn mới phân loại rác tại nguồn"
)
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
    session.commit()


def insert_evidence(session: Session, plan: Plan, departments: list[str], articles: int, chance: random.Random) -> None:
    """Give nine articles of ten one to three plan rows and up to two departments."""
    items = [item.id for item in plan.items]
    first = session.get_one(Article, 1)
    match = as_record(make.make_match(session, first, plan.items[0]))
    tag = as_record(make.make_tag(session, first, plan, TagAxis.DEPARTMENT, departments[0]))
    matches, tags = [], []
    for article in range(2, articles + 1):
        if article % 10:
            for item in chance.sample(items, chance.choice([1, 1, 1, 2, 3])):
                certainty = chance.choice([*Certainty])
                matches.append({**match, "article_id": article, "plan_item_id": item, "certainty": certainty})
            for code in chance.sample(departments, chance.choice([0, 1, 1, 2])):
                tags.append({**tag, "article_id": article, "code": code})
    for table, rows in ((Match, matches), (Tag, tags)):
        session.execute(insert(table), [{**row, "id": number} for number, row in enumerate(rows, start=2)])


def ask(session: Session) -> CoverageReport:
    """Ask for the whole year."""
    return query_coverage(
        session,
        plan_code="KH-BENCH",
        start=date(2023, 1, 1),
        end=date(2023, 12, 31),
        as_of=datetime(2023, 12, 31, 19, tzinfo=UTC),
    )


def measure_report() -> list[Figure]:
    """Time the query and the writing of all three formats in one go, as the night does it."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade_database(url)
        engine = open_engine(url)
        with Session(engine) as session:
            fill(session, ARTICLES, random.Random(2023))
        with Session(engine) as session:
            wall, began = perf_counter(), process_time()
            report = ask(session)
            queried = process_time()
            written = write_coverage(report, Path(folder), ("html", "docx", "xlsx"))
            done, elapsed = process_time(), perf_counter() - wall
        engine.dispose()
        sizes = ", ".join(f"{path.suffix[1:]} {path.stat().st_size / 1e6:.1f} MB" for path in written)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    steps = f"query {queried - began:.2f} s; {elapsed:.1f} s on the clock"
    detail = f"{ARTICLES} articles, {len(report.works)} works; {steps}; {sizes}"
    return [
        Figure("report in three formats", done - began, "s", PROMISE_SECONDS, at_most=True, detail=detail),
        Figure("report, peak memory", peak, "MB", None, detail="of the whole process, filling the database included"),
    ]
