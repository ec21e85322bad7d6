"""The draft of the letter of proposal (tờ trình): who is proposed for consideration, on what evidence. A draft only."""

from collections.abc import Iterator
from dataclasses import replace

from models.office_files.award import Nominated
from reports.annual.document import list_recipients
from reports.annual.opening import name_agency, name_plan
from reports.coverage import find_letterhead
from reports.documents.record import Block, Document, Heading, Note, Signature, bullet, paragraph
from reports.formats import format_number
from reports.nominations.record import NominationList
from reports.nominations.tables import tabulate_authors, tabulate_works
from reports.nominations.wording import CERTAIN, PROPOSES, is_unsure, tell_nominated
from reports.wording.figures import tell_instant, tell_period

UNRATED = (
    "Hội đồng chấm điểm trước khi trình: các tác phẩm chưa có người chấm đứng chung một thứ hạng, nêu theo ngày đăng, "
    "thứ tự đó không nói gì về chất lượng"
)


def write_letter(listed: NominationList, top: int) -> Document:
    """Return the draft that names the first `top` places of each kind."""
    gathered, head = listed.gathered, listed.award.award
    addressees = (head.addressee,)
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Đề nghị xem xét {tell_nominated(listed.award)}: {head.name}, lần {head.edition}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(cut_list(listed, top))),
        kind="Tờ trình",
        kind_code="TTr",
        addressees=addressees,
        recipients=list_recipients(gathered, addressees),
        signature=Signature(gathered.office.signer_position),
        warning=f"BẢN THẢO. {PROPOSES}",
    )


def cut_list(listed: NominationList, top: int) -> NominationList:
    """Return the list with the first `top` places of each kind; those who share the last place all stay."""
    authors = tuple(one for one in listed.ranked_authors if one.place <= top)
    works = tuple(one for one in listed.ranked_works if one.place <= top)
    return replace(listed, ranked_authors=authors, ranked_works=works)


def _write_blocks(listed: NominationList) -> Iterator[Block]:
    gathered, head = listed.gathered, listed.award.award
    yield Note(f"{tell_instant(gathered.as_of)}.")
    yield paragraph(f"Căn cứ {name_plan(gathered)};")
    if head.verification in CERTAIN:
        yield paragraph(f"Căn cứ {head.basis[:1].lower()}{head.basis[1:]};")
    yield paragraph(
        "Văn phòng bổ sung: số, ngày của văn bản phát động, thể lệ, quy chế thi đua khen thưởng", to_write=True
    )
    yield paragraph(
        f"{name_agency(gathered)} kính đề nghị {head.addressee} xem xét {tell_nominated(listed.award)} sau đây cho "
        f"{head.name}, lần {head.edition}:"
    )
    yield Heading(1, "Đề nghị xem xét")
    is_of_authors = listed.award.nominates is Nominated.AUTHOR
    yield tabulate_authors(listed) if is_of_authors else tabulate_works(listed)
    if not is_of_authors and any(one.rating is None for one in listed.ranked_works):
        yield paragraph(UNRATED, to_write=True)
    yield paragraph("Hội đồng, Văn phòng viết: hình thức, mức khen thưởng đề nghị cho từng dòng", to_write=True)
    yield Heading(1, "Kết quả làm căn cứ")
    yield paragraph(
        f"Số liệu lấy từ {format_number(len(listed.works))} tác phẩm đã có người duyệt, "
        f"{tell_period(gathered.start, gathered.end)}; bài đăng lại gộp vào bài đăng đầu, mỗi số có danh mục tác phẩm "
        "kèm theo."
    )
    if is_unsure(listed.award):
        yield paragraph("Văn phòng kiểm tra: các quy tắc ghi «chưa xác nhận» trong danh sách kèm theo", to_write=True)
    yield Heading(1, "Hồ sơ kèm theo")
    yield bullet("Danh sách đề nghị xem xét với quy tắc, minh chứng và lý do chưa đưa vào")
    yield bullet("Báo cáo thành tích của từng tác giả")
    yield bullet("Phiếu tác phẩm, mỗi tác phẩm một trang A4")
    yield paragraph("Văn phòng bổ sung: biên bản họp hội đồng thi đua, khen thưởng", to_write=True)
    yield paragraph(f"Kính đề nghị {head.addressee} xem xét, quyết định./.")
