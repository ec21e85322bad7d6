"""The sheet of one work: one A4 page with title, authors, outlet, time, link, excerpt and digest."""

from collections.abc import Iterator

from reports.authors.record import confirmed_rows
from reports.coverage import find_letterhead
from reports.documents.record import Block, Column, Document, Note, Table, TableCell, Value, table_row
from reports.formats import format_instant
from reports.nominations.record import NominationList
from reports.nominations.wording import tell_rating, tell_timing
from reports.record import Publication, Work
from reports.wording.figures import tell_instant


def write_sheet(listed: NominationList, work: Work) -> Document:
    """Return the sheet of a work of the list."""
    gathered = listed.gathered
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=work.title,
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(listed, work)),
        kind=f"Phiếu tác phẩm số {work.number:02d}",
        kind_code="PTP",
    )


def _write_blocks(listed: NominationList, work: Work) -> Iterator[Block]:
    columns = (Column("Mục", 24), Column("Nội dung", 76))
    rows = [table_row(TableCell(name, bold=True), value) for name, value in _list_facts(listed, work) if value]
    yield Table(columns, tuple(rows), size=12)
    yield Note(
        f"{tell_instant(listed.gathered.as_of)}. Trích không quá 300 ký tự; bản chụp trang lưu nội bộ tại cơ quan, mã "
        "SHA-256 là của nội dung bài. Phiếu phục vụ xem xét, không phải quyết định."
    )


def _list_facts(listed: NominationList, work: Work) -> Iterator[tuple[str, Value | TableCell]]:
    first = work.first
    rows = {row.code: row.short_name for row in listed.gathered.coverage.rows}
    timings = dict.fromkeys(tell_timing(one) for one in listed.credited(work))
    yield "Tác giả", work.authors
    yield "Ảnh", ", ".join(one.name for one in work.photographers)
    yield "Thể loại", work.genre
    yield "Cơ quan báo chí", first.outlet_name
    yield "Thời điểm đăng", format_instant(first.published_at) if first.published_at else "không rõ"
    yield "Đường dẫn", TableCell(links=((first.url, first.url),)) if first.url else "không có"
    yield "Đăng lại, đăng chéo", _tell_reprints(work.publications[1:])
    yield "Tình trạng trang", work.note or first.status.label
    yield "Nội dung kế hoạch", "\n".join(f"{code}. {rows.get(code, '')}" for code in confirmed_rows(work))
    yield "Kịp thời", ", ".join(timings)
    yield "Điểm người chấm", tell_rating(listed.ratings.get(work.number))
    yield "Trích", listed.excerpts.get(first.article_id, "")
    yield "SHA-256", first.text_sha256


def _tell_reprints(publications: tuple[Publication, ...]) -> TableCell | None:
    links = tuple((f"{one.outlet_name}: {one.url}", one.url) for one in publications if one.url)
    return TableCell(links=links) if links else None
