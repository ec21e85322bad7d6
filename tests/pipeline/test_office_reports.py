"""The reports handed over, after a year that kept changing: sentences, tables and marks, and their figures together."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.database import open_engine, upgrade_database
from models.errors import InputError, UsageError
from models.obligation import ObligationContact
from models.vocabulary import MatchOrigin
from reports.documents.record import Document, Table
from reports.documents.writing import render_document
from reports.gathering import gather
from reports.kinds import ReportKind, ReportOrder
from reports.making import make_report
from tests.pipeline.history import Year, link
from tests.reports.document_text import write_text

EXPECTED = Path(__file__).parents[1] / "expected"
START, END = date(2023, 1, 1), date(2023, 12, 31)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Year, datetime]]:
    """The year after its last step, with the instant at which that was over."""
    folder = tmp_path_factory.mktemp("year")
    url = f"sqlite:///{folder / 'year.db'}"
    upgrade_database(url)
    engine = open_engine(url)
    with Session(engine) as session:
        year = Year(session, folder)
        *_, (_, instant) = year.walk()
        yield year, instant
    engine.dispose()


def make(lived: tuple[Year, datetime], kind: ReportKind, **changes: object) -> Document:
    """Make the document of a kind, for July and the inspectorate where it asks for a month or a department."""
    year, instant = lived
    values: dict[str, object] = {"month": date(2023, 7, 1), "department": "TT"}
    order = ReportOrder(kind, START, END, instant, **(values | changes))
    return make_report(year.session, year.plan, order).document


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.COVERAGE])
def test_the_report_is_the_expected_one(lived: tuple[Year, datetime], kind: ReportKind) -> None:
    """All that a report says, line by line; write the file anew only after reading it."""
    expected = (EXPECTED / f"report-{kind.value}.txt").read_text("utf-8")

    assert write_text(make(lived, kind)) == expected


def test_the_yearly_report_has_all_its_parts(lived: tuple[Year, datetime]) -> None:
    """The headings of the Ministry's report in their order, three annexes with the columns of the plan file."""
    document = make(lived, ReportKind.ANNUAL)

    text = write_text(document)
    headings = [line for line in text.splitlines() if line.startswith("# ")]
    assert headings == [
        "# Công tác chỉ đạo, triển khai",
        "# Kết quả thực hiện",
        "# Tồn tại, hạn chế, nguyên nhân",
        "# Phương hướng, nhiệm vụ thời gian tới",
        "# Đề xuất, kiến nghị, khen thưởng",
    ]
    assert text.count("\n## ") == 8
    tables = [next(block for block in annex.blocks if isinstance(block, Table)) for annex in document.annexes]
    columns = [tuple(column.heading for column in table.columns) for table in tables]
    assert columns[0][:4] == ("TT", "Nội dung kế hoạch", "Báo Hà Tĩnh", "Đài PT-TH tỉnh")
    assert [len(one) for one in columns] == [8, 9, 10]
    assert document.addressees == ("Bộ Tài nguyên và Môi trường",)
    assert document.recipients[0] == "Như trên"
    assert document.recipients[-1].startswith("Lưu")


def test_what_only_people_know_is_marked_and_not_made_up(lived: tuple[Year, datetime]) -> None:
    """Causes, directions, proposals and the handling of criticism are passages to write."""
    text = write_text(make(lived, ReportKind.ANNUAL))

    marked = [line for line in text.splitlines() if line.startswith("[VIẾT")]
    assert len(marked) >= 7
    for word in ("nguyên nhân", "phương hướng", "đề xuất", "xử lý"):
        assert any(word in line for line in marked)


def test_only_confirmed_works_make_a_candidate(session: Session, tmp_path: Path) -> None:
    """After one acceptance one author stands in annex III, with that work's number in annex II."""
    year = Year(session, tmp_path)
    steps = year.walk()
    instant = next(instant for name, instant in steps if name == "people_answer")
    order = ReportOrder(ReportKind.ANNUAL, START, END, instant)

    annexes = make_report(session, year.plan, order).document.annexes

    listed, candidates = (next(block for block in annex.blocks if isinstance(block, Table)) for annex in annexes[1:])
    assert len(candidates.rows) == 2
    group, line = candidates.rows
    assert group.cells[0].value == "B. Cán bộ, công chức trong ngành"
    assert [cell.value for cell in line.cells[:5]] == [1, "Mai Hạ (*)", "Thanh tra Sở", "Trong ngành", 1]
    number = str(line.cells[8].value)
    titles = {str(row.cells[0].value): row.cells[1].value for row in listed.rows if len(row.cells) > 1}
    assert titles[number] == "Thu gom rác số 101"


def test_contacts_never_leave(lived: tuple[Year, datetime]) -> None:
    """The person to ask stands in no report."""
    year, _ = lived
    for name, obligation in year.obligations.items():
        if year.session.get(ObligationContact, obligation.id) is None:
            year.session.add(ObligationContact(obligation_id=obligation.id, contact=f"Bà Thu {name}, 0912 345 678"))
    year.session.flush()

    texts = [write_text(make(lived, kind)) for kind in ReportKind if kind is not ReportKind.COVERAGE]

    assert not any("0912" in text or "Bà Thu" in text for text in texts)


def test_the_summary_is_one_page(lived: tuple[Year, datetime]) -> None:
    """Whatever it holds, the directors get one sheet."""
    pdf = render_document(make(lived, ReportKind.SUMMARY), "pdf")

    assert re.findall(rb"/Type/Pages/Count (\d+)", pdf) == [b"1"]


def test_works_outside_every_monthly_plan_are_those_without_a_link(session: Session, tmp_path: Path) -> None:
    """A suggestion does not make a work planned; a link does."""
    year = Year(session, tmp_path)
    steps = year.walk()
    instant = next(instant for name, instant in steps if name == "a_month_is_promised")

    before = gather(session, year.plan, START, END, instant).off_plan
    link(year, instant, "ba", "103", MatchOrigin.PERSON)
    session.flush()
    after = gather(session, year.plan, START, END, instant).off_plan

    assert [work.title for work in before] == ["Thu gom rác số 102", "Thu gom rác số 103"]
    assert [work.title for work in after] == ["Thu gom rác số 102"]


def test_a_report_that_lacks_its_question_is_refused(lived: tuple[Year, datetime]) -> None:
    """A month and a department have to be named, and the department has to be there."""
    with pytest.raises(UsageError, match="--month"):
        make(lived, ReportKind.MONTHLY, month=None)
    with pytest.raises(UsageError, match="--department"):
        make(lived, ReportKind.DEPARTMENT, department=None)
    with pytest.raises(InputError, match="đang có: VP, TT"):
        make(lived, ReportKind.DEPARTMENT, department="KHONG-CO")
