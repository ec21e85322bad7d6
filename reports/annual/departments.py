"""Part II, points 4 to 6: departments, writers from the sector, complaints and criticism in the press."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.vocabulary import Certainty
from reports.authors.insiders import Insider
from reports.deadlines.record import DueLine, PaperState
from reports.documents.record import Align, Block, Column, Heading, Note, Table, TableCell, bullet, paragraph, table_row
from reports.formats import format_local_day
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine, having_articles
from reports.record import Work
from reports.wording.figures import mark_lines, mark_works, tell_works
from reports.wording.forms import Fill, Fills, Group, fill_form
from reports.works import number_works


@dataclass(frozen=True, slots=True)
class DepartmentYear:
    """What a department owed, promised and wrote in the period."""

    number: int
    name: str
    is_confirmed: bool
    papers: tuple[DueLine, ...]
    lines: tuple[LedgerLine, ...]
    written: tuple[Work, ...]

    @property
    def printed_name(self) -> str:
        """The name, marked until the office has confirmed it."""
        return self.name if self.is_confirmed else f"{self.name} (tên chưa xác nhận)"

    @property
    def sent(self) -> list[DueLine]:
        """The monthly plans that came in."""
        return [line for line in self.papers if line.is_sent]

    @property
    def owed(self) -> int:
        """How many monthly plans were due by the day, or came although their day is still to come."""
        past = PaperState.ON_TIME, PaperState.LATE, PaperState.MISSING
        return sum(line.state in past for line in self.papers)


FILLS: Fills[DepartmentYear] = {
    "TT": Fill(lambda one: one.number, 5),
    "Phòng, đơn vị": Fill(lambda one: one.printed_name, 34, Align.LEFT),
    "Kế hoạch tháng đã gửi/phải gửi": Fill(lambda one: f"{len(one.sent)}/{one.owed}", 13),
    "Đúng hạn": Fill(lambda one: sum(line.state is PaperState.ON_TIME for line in one.sent), 9),
    "Nội dung đăng ký": Fill(lambda one: len(one.lines), 10),
    "Đã có tin, bài": Fill(lambda one: mark_lines(having_articles(one.lines)), 11),
    "Chưa có": Fill(lambda one: len(one.lines) - len(having_articles(one.lines)), 9),
    "Tin, bài do cán bộ đơn vị viết": Fill(lambda one: mark_works(one.written), 12),
}


def list_years(gathered: Gathered) -> list[DepartmentYear]:
    """Return the year of each department that owes plans, promised something or wrote something."""
    insiders = gathered.insiders
    years: list[DepartmentYear] = []
    for line in gathered.office.list_departments(gathered.start, gathered.end).values():
        papers = tuple(
            one for one in gathered.deadlines if one.due.department_code == line.code and one.due.month is not None
        )
        lines = tuple(one for one in gathered.ledger if one.is_counted and one.promise.department == line.code)
        written = tuple({one.work.number: one.work for one in insiders if one.department == line.code}.values())
        if papers or lines or written:
            years.append(DepartmentYear(len(years) + 1, line.name, line.is_confirmed, papers, lines, written))
    return years


def write_departments(gathered: Gathered) -> Iterator[Block]:
    """Point 4: each department's monthly plans and what came of them."""
    years = list_years(gathered)
    late = [one for one in years if any(line.state is PaperState.LATE for line in one.papers)]
    missing = [one for one in years if any(line.state is PaperState.MISSING for line in one.papers)]
    yield Heading(2, "Kết quả theo phòng, đơn vị")
    if late:
        yield paragraph(f"Có {len(late)} phòng, đơn vị gửi muộn ít nhất một kế hoạch tháng: {_names(late)}.")
    if missing:
        yield paragraph(f"Có {len(missing)} phòng, đơn vị còn thiếu kế hoạch tháng đã đến hạn: {_names(missing)}.")
    yield fill_form(gathered.office.forms.by_department, FILLS, [Group(tuple(years))])
    unplaced = sum(line.promise.department is None for line in gathered.ledger if line.is_counted)
    if unplaced:
        yield Note(f"{unplaced} nội dung kế hoạch tháng không đọc được tên phòng, đơn vị nên không có trong bảng.")


def _names(years: Sequence[DepartmentYear]) -> str:
    return "; ".join(one.name for one in years)


def write_insiders(gathered: Gathered) -> Iterator[Block]:
    """Point 5: works of people of the sector, by the registry of authors or by the office in print beside the name."""
    found = gathered.insiders
    yield Heading(2, "Cán bộ, công chức trong ngành viết tin, bài")
    works = {one.work.first.article_id: one.work for one in found}.values()
    yield paragraph(
        f"Theo sổ tác giả và dòng tác giả in trên báo, có {tell_works(works)} do cán bộ, công chức trong ngành viết."
        if found
        else "Chưa có tác phẩm nào mà sổ tác giả hoặc dòng tác giả cho biết do cán bộ trong ngành viết."
    )
    if found:
        yield _table_of_insiders(found, gathered)
    yield paragraph(
        "Văn phòng bổ sung: tin, bài do cán bộ trong ngành viết nhưng dòng tác giả không ghi đơn vị", to_write=True
    )


def _table_of_insiders(found: Sequence[Insider], gathered: Gathered) -> Table:
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Tác giả", 20),
        Column("Đơn vị", 25),
        Column("Tên tin, bài", 38),
        Column("Ngày đăng", 12, Align.CENTER),
    )
    rows = [
        table_row(
            place,
            one.author,
            gathered.department_name(one.department) if one.department else one.affiliation,
            TableCell(one.work.title, links=_links(one.work)),
            format_local_day(one.work.first.published_at),
        )
        for place, one in enumerate(found, start=1)
    ]
    return Table(columns, tuple(rows), size=11)


def write_criticism(gathered: Gathered) -> Iterator[Block]:
    """Point 6: what the press complained of or criticised; how it was dealt with is for people to say."""
    works = [work for work in gathered.works if work.critical is not None]
    confirmed = [work for work in works if work.critical is Certainty.CONFIRMED]
    yield Heading(2, "Thông tin phản ánh, phê bình trên báo chí và kết quả xử lý")
    if works:
        yield paragraph(
            f"Có {len(confirmed)} tác phẩm được xác nhận là phản ánh, phê bình; {len(works) - len(confirmed)} tác phẩm "
            "khác do máy xếp, cần Văn phòng xác nhận."
        )
        yield from (_tell_criticism(work) for work in number_works(works))
    else:
        yield paragraph("Trong kỳ chưa ghi nhận tác phẩm phản ánh, phê bình nào trong các tin, bài thuộc ngành.")
    yield paragraph(
        "Văn phòng và đơn vị có liên quan bổ sung: việc tiếp nhận, kiểm tra, xử lý và trả lời từng thông tin",
        to_write=True,
    )


def _tell_criticism(work: Work) -> Block:
    day = format_local_day(work.first.published_at)
    mark = "đã xác nhận" if work.critical is Certainty.CONFIRMED else "máy xếp, chờ xác nhận"
    return bullet(f"«{work.title}», {work.first.outlet_name}, {day} ({mark})")


def _links(work: Work) -> tuple[tuple[str, str], ...]:
    return tuple((one.outlet_name, one.url) for one in work.publications if one.url)
