"""The list itself: who and what may be considered, by which rules, what was left out and why, and all evidence."""

from collections.abc import Iterator

from models.office_files.award import Nominated
from reports.authors.record import Tally
from reports.coverage import find_letterhead
from reports.documents.record import Annex, Block, Document, Heading, Note, paragraph
from reports.formats import format_number, format_share
from reports.nominations.annex import tell_unnamed, write_annex
from reports.nominations.record import NominationList
from reports.nominations.tables import (
    department_names,
    tabulate_authors,
    tabulate_evidence,
    tabulate_figures,
    tabulate_near_misses,
    tabulate_rewards,
    tabulate_works,
)
from reports.nominations.wording import PROPOSES, is_unsure, tell_nominated, tell_rules
from reports.record import Work
from reports.wording.figures import tell_instant, tell_period

MOST_BEST = 3
TIMING_NOTE = (
    "«Kịp thời» chỉ đo được khi phòng, đơn vị có đăng ký ngày trong kế hoạch tháng và tác phẩm được gắn với nội dung "
    "đó: 0 ngày là trong thời gian đăng ký, «trước» và «sau» tính từ ngày đầu, ngày cuối. Ngày xảy ra sự việc hệ thống "
    "không biết nên không đo. «Tổng số chữ» đếm tiếng trong thân bài."
)
RATING_NOTE = (
    "Chất lượng và tác động do người chấm cho từ 1 đến 5; mỗi người một lượt, lượt sau thay lượt trước. Số liệu máy "
    "đếm và điểm người chấm để riêng, không cộng vào nhau. Không dùng lượt xem."
)


def write_list(listed: NominationList) -> Document:
    """Return the list as a document with its annexes."""
    gathered, head = listed.gathered, listed.award.award
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"{tell_nominated(listed.award).capitalize()} đề nghị xem xét: {head.name}, lần {head.edition}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(listed)),
        kind="Danh sách",
        kind_code="DS",
        annexes=tuple(_write_annexes(listed)),
        warning=_warn(listed),
    )


def _warn(listed: NominationList) -> str:
    said = [PROPOSES]
    if is_unsure(listed.award):
        said.append("Một số quy tắc chưa xác nhận với thể lệ, xem bảng quy tắc.")
    if listed.waiting:
        said.append(f"Còn {format_number(listed.waiting)} tác phẩm chờ duyệt, chưa xét.")
    return " ".join(said)


def _write_blocks(listed: NominationList) -> Iterator[Block]:
    yield Note(f"{tell_instant(listed.gathered.as_of)}, {tell_period(listed.gathered.start, listed.gathered.end)}.")
    yield Heading(1, "Căn cứ và quy tắc")
    yield paragraph(f"Căn cứ: {listed.award.award.basis}.")
    yield tell_rules(listed.award)
    yield Heading(1, "Danh sách đề nghị xem xét")
    yield paragraph(_tell_size(listed))
    if listed.award.nominates is Nominated.AUTHOR:
        yield tabulate_authors(listed)
    else:
        yield tabulate_works(listed)
        yield Note(RATING_NOTE)
    yield from tell_unnamed(listed.gathered.tally_authors(listed.works))
    yield Heading(1, "Chưa đưa vào danh sách và lý do")
    yield paragraph("Các tác phẩm đã duyệt dưới đây bị quy tắc của giải loại; dòng chỉ vướng một quy tắc đứng trước.")
    yield tabulate_near_misses(listed)


def _tell_size(listed: NominationList) -> str:
    passed = sum(len(one.works) for one in listed.entries)
    return (
        f"Trong {format_number(len(listed.works))} tác phẩm đã duyệt của kế hoạch, "
        f"{format_number(passed)} ({format_share(passed, len(listed.works))}) qua được các quy tắc. Bài phản ánh, phê "
        "bình được tính như mọi bài khác. STT là số trong Phụ lục II."
    )


def _write_annexes(listed: NominationList) -> Iterator[Annex]:
    """Write the annexes in the plan file's order: II is the list of works, III the form that cites it by number."""
    form = listed.gathered.office.forms.nominations
    best = {one.contributor.key: find_best(listed, one) for one in listed.book.tallies}
    yield Annex("Sổ khen thưởng đã ghi", (tabulate_rewards(listed),))
    yield Annex("Danh mục tác phẩm đã duyệt (minh chứng)", (tabulate_evidence(listed.works),))
    yield Annex(form.title, tuple(write_annex(listed.book, form, department_names(listed), best=best)))
    if listed.award.nominates is Nominated.AUTHOR:
        figures = tabulate_figures(listed.ranked_authors)
        yield Annex("Số liệu từng tác giả và tác phẩm đứng sau mỗi số", (Note(TIMING_NOTE), figures), landscape=False)
        rated = (Note(RATING_NOTE), tabulate_works(listed))
        yield Annex("Điểm người chấm cho từng tác phẩm", rated)


def find_best(listed: NominationList, tally: Tally) -> tuple[Work, ...]:
    """Return the author's best rated works, three at most; none while nobody has rated any."""
    rated = [work for work in tally.works if work.number in listed.ratings]
    rated.sort(key=lambda work: (-listed.ratings[work.number].mean, work.number))
    return tuple(rated[:MOST_BEST])
