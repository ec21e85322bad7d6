"""The annexes with the columns of the plan file: results by row, the list of works, candidates for reward."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.clock import local_day
from models.vocabulary import Certainty
from reports.annual.results import promised
from reports.documents.record import Align, Annex, Block, Note, TableCell, Value
from reports.formats import format_number
from reports.gathering import Gathered
from reports.ledger.record import LedgerLine, having_articles
from reports.nominations.annex import write_annex
from reports.office.record import Form
from reports.record import CoverageRow, OutletHead, Work
from reports.wording.figures import MARKS_NOTE, mark_cell, mark_lines
from reports.wording.forms import Fill, Fills, Group, fill_form, unknown_headings

LIST_SIZE = 10.0
MOST_WAITING = 100  # what waits for review is no result: a longer list only hides those that are
GROUP_NAMES = {
    Certainty.CONFIRMED: "A. Đã có người duyệt",
    Certainty.PROPOSED: "B. Máy đề xuất, chờ duyệt (chưa tính là kết quả)",
    Certainty.DOUBTFUL: "C. Còn nghi ngờ, chờ duyệt (chưa tính là kết quả)",
}


def write_annexes(gathered: Gathered) -> tuple[Annex, ...]:
    """Return annexes I to III."""
    forms = gathered.office.forms
    return (
        Annex(forms.by_row.title, tuple(_write_by_row(gathered))),
        Annex(forms.article_list.title, tuple(_write_list(gathered))),
        Annex(forms.nominations.title, tuple(_write_nominations(gathered))),
    )


@dataclass(frozen=True, slots=True)
class _RowLine:
    number: int
    row: CoverageRow
    lines: tuple[LedgerLine, ...]


def _write_by_row(gathered: Gathered) -> Iterable[Block]:
    report = gathered.coverage
    fills: dict[str, Fill[_RowLine]] = {
        "TT": Fill(lambda one: one.number, 5),
        "Nội dung kế hoạch": Fill(lambda one: f"{one.row.code}. {one.row.short_name}", 36, Align.LEFT),
        "Cộng (không trùng)": Fill(lambda one: mark_cell(one.row.total), 10),
        "Đăng ký trong kế hoạch tháng": Fill(lambda one: len(one.lines), 11),
        "Đã thực hiện": Fill(lambda one: mark_lines(having_articles(one.lines)), 10),
        "Ghi chú": Fill(_remark, 18, Align.LEFT),
    }
    form, outlet_fills = _place_outlets(gathered, fills)
    groups = []
    place = 0
    for kind in dict.fromkeys(row.kind for row in report.rows):
        members = [row for row in report.rows if row.kind == kind]
        items = tuple(
            _RowLine(place + nth, row, tuple(promised(gathered, row.code))) for nth, row in enumerate(members, start=1)
        )
        place += len(items)
        groups.append(Group(items, kind))
    yield fill_form(form, {**fills, **outlet_fills}, groups)
    yield Note(MARKS_NOTE)
    yield Note("Một tác phẩm có thể thuộc nhiều nội dung, nên cộng các dòng không bằng số tác phẩm.")


def _remark(one: _RowLine) -> str:
    return "" if one.row.total.size else "chưa có tin, bài"


def _place_outlets(gathered: Gathered, fills: Fills[_RowLine]) -> tuple[Form, dict[str, Fill[_RowLine]]]:
    """Give each outlet a column: the form's own headings in the plan's order, or the outlets' names if they differ."""
    form, outlets = gathered.office.forms.by_row, order_outlets(gathered)
    places = {outlet.key: place for place, outlet in enumerate(gathered.coverage.outlets)}
    headings = unknown_headings(form, fills)
    if len(headings) != len(outlets):
        names = [outlet.name for outlet in outlets]
        kept = [heading for heading in form.columns if heading not in headings]
        form, headings = replace(form, columns=(*kept[:2], *names, *kept[2:])), names

    def fill(place: int) -> Fill[_RowLine]:
        return Fill(lambda one: mark_cell(one.row.by_outlet[place]), 10)

    return form, {heading: fill(places[outlet.key]) for heading, outlet in zip(headings, outlets, strict=True)}


def order_outlets(gathered: Gathered) -> list[OutletHead]:
    """Return the outlets in the order in which the plan names their press agencies, the others behind."""
    hosts = {one.key: set(one.hosts) for one in gathered.outlets}

    def rank(outlet: OutletHead) -> int:
        owners = [place for place, names in enumerate(gathered.office.outlet_order) if names & hosts[outlet.key]]
        return owners[0] if owners else len(gathered.office.outlet_order)

    return sorted(gathered.coverage.outlets, key=rank)


def _write_list(gathered: Gathered) -> Iterable[Block]:
    works = number_by_certainty(gathered)
    names = {line.code: line.name for line in gathered.coverage.departments}
    by_certainty = {one: [work for work in works if work.certainty is one] for one in Certainty}
    shown = {one: part if one is Certainty.CONFIRMED else part[:MOST_WAITING] for one, part in by_certainty.items()}
    groups = [Group(tuple(part), GROUP_NAMES[certainty]) for certainty, part in shown.items()]
    fills = list_fills(names)
    yield fill_form(gathered.office.forms.article_list, fills, [one for one in groups if one.items], size=LIST_SIZE)
    yield Note(
        "Mỗi dòng một tác phẩm; bài đăng lại, đăng chéo gộp vào bài đăng đầu, giữ đủ đường dẫn. Nội dung kế hoạch để "
        "trong ngoặc là chưa duyệt."
    )
    for certainty, part in by_certainty.items():
        if left_out := len(part) - len(shown[certainty]):
            yield Note(
                f"Nhóm «{GROUP_NAMES[certainty]}» in {format_number(MOST_WAITING)} tác phẩm đầu; "
                f"{format_number(left_out)} tác phẩm còn lại xem ở báo cáo kết quả theo kế hoạch."
            )


def number_by_certainty(gathered: Gathered) -> list[Work]:
    """Return the works of the plan numbered anew: confirmed ones first, then proposed, then doubtful, each by day."""
    parts = [[work for work in gathered.coverage.works if work.certainty is certainty] for certainty in Certainty]
    ordered = (work for part in parts for work in part)
    return [replace(work, number=number) for number, work in enumerate(ordered, start=1)]


def list_fills(department_names: Mapping[str, str]) -> Fills[Work]:
    """Return what stands under each heading of the list of works."""
    return {
        "STT": Fill(lambda work: work.number, 5),
        "Tên tin, bài": Fill(lambda work: work.title, 28, Align.LEFT),
        "Thể loại": Fill(lambda work: work.genre, 8),
        "Tác giả/bút danh": Fill(lambda work: work.authors, 13, Align.LEFT),
        "Cơ quan báo chí": Fill(_tell_outlets, 12, Align.LEFT),
        "Ngày đăng, phát": Fill(_tell_day, 9),
        "Nội dung KH": Fill(_tell_rows, 9),
        "Phòng, đơn vị liên quan": Fill(
            lambda work: ", ".join(department_names.get(one.code, one.code) for one in work.departments), 14, Align.LEFT
        ),
        "Đường dẫn": Fill(_tell_links, 14, Align.LEFT),
    }


def _tell_outlets(work: Work) -> str:
    return ", ".join(dict.fromkeys(one.outlet_name for one in work.publications))


def _tell_day(work: Work) -> Value:
    return local_day(work.first.published_at) if work.first.published_at else "không rõ"


def _tell_rows(work: Work) -> str:
    return ", ".join(row.code if row.certainty is Certainty.CONFIRMED else f"({row.code})" for row in work.rows)


def _tell_links(work: Work) -> TableCell:
    """Give every address; a page that was taken down or edited is said to be."""
    return TableCell(work.note or None, links=tuple((one.outlet_name, one.url) for one in work.publications if one.url))


def _write_nominations(gathered: Gathered) -> Iterable[Block]:
    book = gathered.tally_authors(number_by_certainty(gathered))
    names = {line.code: line.name for line in gathered.coverage.departments}
    yield from write_annex(book, gathered.office.forms.nominations, names)
