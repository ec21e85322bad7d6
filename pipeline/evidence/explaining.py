"""The document that explains a folder to its reader: what lies in it, how to check it, what that proves; with lists."""

from collections.abc import Iterator, Sequence

from models.clock import local_day
from models.vocabulary import ArticleStatus, Certainty
from pipeline.custody.certificate import Certificate
from pipeline.custody.questions import CountQuestion
from pipeline.custody.telling import lay_certificate
from pipeline.evidence.archiving import ArchivedWork
from pipeline.evidence.decisions import DecisionLog
from pipeline.evidence.layout import CONTENTS, capture_path
from pipeline.evidence.records import PublicationEvidence
from pipeline.evidence.verify import PROVES
from reports.coverage import find_letterhead
from reports.documents.record import (
    Align,
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Table,
    TableCell,
    TableRow,
    bullet,
    paragraph,
    table_row,
)
from reports.formats import format_instant, format_number, shorten, single_line
from reports.gathering import Gathered
from reports.wording.figures import tell_instant, tell_period

SIZE = 10.0
REASON_LENGTH = 160


def explain(
    gathered: Gathered,
    works: Sequence[ArchivedWork],
    log: DecisionLog,
    completeness: Certificate,
    questions: Sequence[CountQuestion],
) -> Document:
    """Return the explanation with lists of works and captures, of edits and removals, and how complete it all is.

    `questions` are the articles edited or removed after they were counted on which nobody has said yet whether they
    still count: they are named apart, so that no work leaves the count unseen.
    """
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Thuyết minh bộ hồ sơ minh chứng thực hiện {gathered.office.plan.title}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(gathered, works, log)),
        annexes=(
            Annex("DANH MỤC TÁC PHẨM VÀ BẢN CHỤP", (_list_captures(works),)),
            Annex("CÁC LẦN SỬA, GỠ ĐÃ THẤY", (_list_changes(works),)),
            Annex("SỬA, GỠ SAU KHI ĐÃ TÍNH, CÒN CHỜ NGƯỜI TRẢ LỜI", (_list_questions(questions),)),
            Annex("ĐỘ ĐẦY ĐỦ CỦA VIỆC THU THẬP", lay_certificate(completeness)),
        ),
    )


def _write_blocks(gathered: Gathered, works: Sequence[ArchivedWork], log: DecisionLog) -> Iterator[Block]:
    yield Note(f"{tell_instant(gathered.as_of)}, kỳ {tell_period(gathered.start, gathered.end)}.")
    yield Heading(1, "Bộ hồ sơ gồm những gì")
    yield paragraph(_tell_counted(gathered, works))
    yield paragraph(_tell_captures(works))
    yield paragraph(
        f"Nhật ký quyết định có {format_number(log.count)} dòng, ghi vai trò của người quyết định, không ghi tên."
    )
    for path, vi, _ in CONTENTS:
        yield bullet(f"{path}: {vi}")
    yield Heading(1, "Cách kiểm tra")
    yield paragraph(
        "Chạy «python3 verify.py» ngay trong thư mục, hoặc «diembao verify THƯ_MỤC»; không cần mạng, không cần cơ sở "
        "dữ liệu. Chương trình in mã gốc (64 ký tự). Mã gốc phải được ghi vào công văn gửi kèm hoặc sổ của cơ quan "
        "ngay khi lập hồ sơ; khi kiểm tra, so mã in ra với mã đã ghi."
    )
    yield Heading(1, "Chứng minh được gì, không chứng minh gì")
    for vi, _ in PROVES:
        yield bullet(vi)


def _tell_counted(gathered: Gathered, works: Sequence[ArchivedWork]) -> str:
    """Say what is counted, and how works that wait for review are treated."""
    planned = sum(bool(one.evidence.work.rows) for one in works)
    waiting = {one: sum(work.certainty is one for work in gathered.works) for one in Certainty}
    proposed, doubtful = waiting[Certainty.PROPOSED], waiting[Certainty.DOUBTFUL]
    return (
        f"Hồ sơ có minh chứng của {format_number(len(works))} tác phẩm đã có người duyệt: {format_number(planned)} tác "
        f"phẩm thuộc kế hoạch (đánh số như Phụ lục II của báo cáo năm), {format_number(len(works) - planned)} tác phẩm "
        f"của ngành ngoài kế hoạch (N01, N02…). {format_number(proposed)} tác phẩm máy đề xuất và "
        f"{format_number(doubtful)} tác phẩm còn nghi ngờ chưa có người duyệt nên không tính là kết quả: chỉ nêu trong "
        "báo cáo, không có phiếu và bản chụp ở đây."
    )


def _tell_captures(works: Sequence[ArchivedWork]) -> str:
    kept = sum(len(one.record_ids) for one in works)
    lost = sum(len(one.lost) for one in works)
    bare = sum(not one.evidence.answers for one in works)
    said = f"Có {format_number(kept)} lần chụp trang, mỗi lần giữ yêu cầu đã gửi và câu trả lời nhận được, từng byte."
    if bare:
        said += f" {format_number(bare)} tác phẩm nhập tay, không có bản chụp."
    if lost:
        said += f" {format_number(lost)} bản chụp đã mất, chỉ còn ghi nhận."
    return said


def _list_captures(works: Sequence[ArchivedWork]) -> Table:
    columns = (
        Column("Số phiếu", 6, Align.CENTER),
        Column("Tên tin, bài", 28),
        Column("Cơ quan báo chí", 12),
        Column("Ngày đăng", 10, Align.CENTER),
        Column("Số lần chụp", 6, Align.RIGHT),
        Column("Chụp lần đầu", 11, Align.CENTER),
        Column("Chụp lần cuối", 11, Align.CENTER),
        Column("Đối chiếu các lần chụp", 16),
        Column("Tệp bản chụp", 12),
    )
    rows = tuple(_list_row(work, one) for work in works for one in work.evidence.publications)
    return Table(columns, rows, size=SIZE, empty_text="Chưa có tác phẩm nào được duyệt.")


def _list_row(archived: ArchivedWork, one: PublicationEvidence) -> TableRow:
    at = [answer.snapshot.captured_at for answer in one.answers]
    published = one.publication.published_at
    title = single_line(one.title)
    outlet, address = single_line(one.publication.outlet_name), one.publication.url
    return table_row(
        archived.code,
        shorten(title),
        TableCell(links=((outlet, address),)) if address else outlet,
        local_day(published) if published else "không rõ",
        len(at),
        format_instant(at[0]) if at else "",
        format_instant(at[-1]) if at else "",
        one.agreement.label,
        capture_path(archived.code) if archived.record_ids else "không có",
    )


def _list_changes(works: Sequence[ArchivedWork]) -> Table:
    columns = (
        Column("Số phiếu", 6, Align.CENTER),
        Column("Tên tin, bài", 34),
        Column("Cơ quan báo chí", 14),
        Column("Thấy lúc", 14, Align.CENTER),
        Column("Việc", 32),
    )
    found = [row for work in works for one in work.evidence.publications for row in _change_rows(work, one)]
    return Table(columns, tuple(found), size=SIZE, empty_text="Chưa thấy tác phẩm nào bị sửa hoặc gỡ.")


def _list_questions(questions: Sequence[CountQuestion]) -> Table:
    columns = (
        Column("STT", 5, Align.CENTER),
        Column("Tên tin, bài", 40),
        Column("Cơ quan báo chí", 15),
        Column("Việc đã thấy", 40),
    )
    rows = tuple(
        table_row(number, shorten(single_line(one.title)), single_line(one.outlet), one.sentence)
        for number, one in enumerate(questions, start=1)
    )
    return Table(columns, rows, size=SIZE, empty_text="Không có.")


def _change_rows(archived: ArchivedWork, one: PublicationEvidence) -> Iterator[TableRow]:
    changes = [(r.seen_at, f"sửa lần {r.number - 1} (nội dung khác: xem tac-pham.json)") for r in one.revisions[1:]]
    changes += [
        (state.since, f"{state.status.label.lower()}: {shorten(state.reason or 'không rõ lý do', REASON_LENGTH)}")
        for state in one.states
        if state.status in (ArticleStatus.REMOVED, ArticleStatus.EDITED)
    ]
    for at, what in sorted(changes):
        outlet = single_line(one.publication.outlet_name)
        yield table_row(archived.code, shorten(single_line(one.title)), outlet, format_instant(at), what)
