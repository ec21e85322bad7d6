"""The tables of a list of nominations: ranked authors and works, near misses, rewards, and each author's figures."""

from collections.abc import Iterable, Sequence

from reports.authors.record import confirmed_rows
from reports.documents.record import Align, Column, RowKind, Table, TableCell, TableRow, table_row
from reports.formats import format_local_day, safe_link
from reports.nominations.annex import tell_numbers, tell_office, tell_share
from reports.nominations.record import Entry, NominationList, RankedAuthor
from reports.nominations.wording import list_figures, tell_rating
from reports.record import Work

SIZE = 10.5
INSIDERS = "Cán bộ, công chức trong ngành (xét riêng)"
JOURNALISTS = "Phóng viên, cộng tác viên báo chí"


def tabulate_authors(listed: NominationList) -> Table:
    """Return the authors in order, every count with the works behind it."""
    columns = (
        Column("Thứ tự", 6, Align.CENTER),
        Column("Tác giả", 14),
        Column("Nơi công tác", 15),
        Column("Số tác phẩm", 8, Align.CENTER),
        Column("Chia đều", 7, Align.CENTER),
        Column("Gộp loạt bài", 7, Align.CENTER),
        Column("Bài sâu", 6, Align.CENTER),
        Column("Nội dung KH", 20),
        Column("Minh chứng (STT)", 18),
        Column("Cần xem lại", 14),
    )
    rows: list[TableRow] = []
    for name, is_insider in ((JOURNALISTS, False), (INSIDERS, True)):
        members = [one for one in listed.ranked_authors if one.tally.contributor.is_insider is is_insider]
        if members:
            rows.append(table_row(TableCell(name, bold=True), kind=RowKind.GROUP))
            rows += [_author_row(one, listed) for one in members]
    return Table(columns, tuple(rows), title="Tác giả đề nghị xem xét", size=SIZE)


def _author_row(one: RankedAuthor, listed: NominationList) -> TableRow:
    tally = one.tally
    return table_row(
        one.place,
        tally.contributor.name,
        tell_office(tally, department_names(listed)),
        tally.whole,
        tell_share(float(tally.shared)),
        tally.joined,
        len(tally.deep),
        ", ".join(tally.rows),
        tell_numbers(tally.works),
        "; ".join(one.warnings),
    )


def department_names(listed: NominationList) -> dict[str, str]:
    """Return the names of the departments of the period by code."""
    return {line.code: line.name for line in listed.gathered.coverage.departments}


def tabulate_works(listed: NominationList) -> Table:
    """Return what may be considered, rated works first."""
    columns = (
        Column("Thứ tự", 6, Align.CENTER),
        Column("Tác phẩm", 30),
        Column("Tác giả", 15),
        Column("Thể loại", 8),
        Column("Điểm người chấm", 17),
        Column("Minh chứng (STT)", 8, Align.CENTER),
        Column("Cần xem lại", 16),
    )
    rows = [
        table_row(
            one.place,
            _link_entry(one.entry),
            ", ".join(one.entry.names),
            one.entry.works[0].genre,
            tell_rating(one.rating),
            tell_numbers(one.entry.works),
            "; ".join(one.warnings),
        )
        for one in listed.ranked_works
    ]
    return Table(columns, tuple(rows), title="Tác phẩm đề nghị xem xét", size=SIZE)


def _link_entry(entry: Entry) -> TableCell:
    links = [
        (f"kỳ {place}" if entry.is_series else one.first.outlet_name, safe_link(one.first.url))
        for place, one in enumerate(entry.works, start=1)
    ]
    return TableCell(entry.title, links=tuple((name, url) for name, url in links if url))


def tabulate_near_misses(listed: NominationList) -> Table:
    """Return what rules left out, with every rule; those that fail one rule only come first."""
    columns = (
        Column("Tác phẩm, tác giả", 40),
        Column("Minh chứng (STT)", 10, Align.CENTER),
        Column("Quy tắc loại", 15),
        Column("Cụ thể", 35),
    )
    rows = [
        table_row(
            f"{one.entry.title} – {', '.join(one.entry.names)}" if one.entry.names else one.entry.title,
            tell_numbers(one.entry.works),
            "\n".join(refusal.rule for refusal in one.refusals),
            "\n".join(refusal.told for refusal in one.refusals),
        )
        for one in listed.near_misses
    ]
    rows += [
        table_row(
            f"Tác giả {one.tally.contributor.name}",
            tell_numbers(one.tally.works),
            "\n".join(refusal.rule for refusal in one.refusals),
            "\n".join(refusal.told for refusal in one.refusals),
        )
        for one in listed.refused_authors
    ]
    return Table(columns, tuple(rows), title="Chưa đưa vào danh sách và lý do", size=SIZE)


def tabulate_rewards(listed: NominationList) -> Table:
    """Return the ledger of rewards given."""
    columns = (
        Column("TT", 5, Align.CENTER),
        Column("Giải, hình thức", 20),
        Column("Lần", 7, Align.CENTER),
        Column("Mức", 12),
        Column("Tác phẩm", 28),
        Column("Người nhận", 14),
        Column("Ngày", 10, Align.CENTER),
        Column("Văn bản", 14),
    )
    rows = [
        table_row(number, one.award_code, one.edition, one.level, one.title, one.recipient, one.given_on, one.document)
        for number, one in enumerate(listed.rewards, start=1)
    ]
    return Table(columns, tuple(rows), title="Sổ khen thưởng", size=SIZE, empty_text="Chưa ghi khen thưởng nào.")


def tabulate_evidence(works: Iterable[Work]) -> Table:
    """Return the confirmed works by number: what every figure of the list opens to."""
    columns = (
        Column("STT", 5, Align.CENTER),
        Column("Tên tin, bài", 32),
        Column("Thể loại", 8, Align.CENTER),
        Column("Tác giả/bút danh", 15),
        Column("Cơ quan báo chí", 13),
        Column("Ngày đăng", 10, Align.CENTER),
        Column("Nội dung KH", 9, Align.CENTER),
        Column("Đường dẫn", 12),
    )
    rows = [
        table_row(
            work.number,
            work.title,
            work.genre,
            work.authors,
            ", ".join(dict.fromkeys(one.outlet_name for one in work.publications)),
            format_local_day(work.first.published_at),
            ", ".join(confirmed_rows(work)),
            TableCell(work.note or None, links=list_links(work)),
        )
        for work in works
    ]
    return Table(columns, tuple(rows), title="Tác phẩm đã duyệt", size=10.0)


def list_links(work: Work) -> tuple[tuple[str, str], ...]:
    """Return the addresses of all publications that have one."""
    return tuple((one.outlet_name, one.url) for one in work.publications if one.url)


def tabulate_figures(ranked: Sequence[RankedAuthor]) -> Table:
    """Return each author's figures, every one with the works behind it."""
    columns = (Column("Số liệu", 46), Column("Giá trị", 20, Align.CENTER), Column("Các tác phẩm (STT)", 34))
    rows: list[TableRow] = []
    for one in ranked:
        rows.append(table_row(TableCell(one.tally.contributor.name, bold=True), kind=RowKind.GROUP))
        rows += [table_row(*figure) for figure in list_figures(one.tally)]
    return Table(columns, tuple(rows), title="Số liệu từng tác giả", size=SIZE)
