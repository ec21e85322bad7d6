"""Annex III with the columns of the plan file: authors to be considered, each figure with the works behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.authors.record import AuthorBook, Tally
from reports.documents.record import Align, Block, Note
from reports.formats import format_number, format_share
from reports.office.record import Form
from reports.record import Work
from reports.wording.forms import Fill, Fills, Group, fill_form

LIST_SIZE = 10.0
NOMINATION_NOTE = (
    "Danh sách đề nghị xem xét, không phải quyết định. Chỉ lấy từ tác phẩm đã duyệt và có tên tác giả; bài đăng lại "
    "gộp vào bài đầu, ảnh không tính là tác phẩm viết. Bút danh chưa có người xác nhận ghi dấu (*): cùng một bút danh "
    "ở hai cơ quan báo chí để thành hai dòng cho đến khi có người xác nhận. «Bài sâu»: bài, phóng sự, phỏng vấn, "
    "emagazine. "
    "Thứ tự theo số tác phẩm, không phải xếp loại. Cột để trống do Văn phòng ghi."
)


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A contributor with a place in the annex, and the works that people thought best of."""

    number: int
    tally: Tally
    best: tuple[Work, ...] = ()


def write_annex(
    book: AuthorBook,
    form: Form,
    department_names: Mapping[str, str],
    *,
    best: Mapping[str, Sequence[Work]] | None = None,
) -> Iterable[Block]:
    """Return the annex: those of the sector apart from journalists, then how many works name nobody."""
    yield Note(NOMINATION_NOTE)
    known = best or {}
    journalists = [AnnexLine(0, one, tuple(known.get(one.contributor.key, ()))) for one in book.journalists]
    insiders = [AnnexLine(0, one, tuple(known.get(one.contributor.key, ()))) for one in book.insiders]
    lines = [
        AnnexLine(number, one.tally, one.best)
        for number, one in enumerate((one for one in (*journalists, *insiders) if one.tally.credited), start=1)
    ]
    groups = [
        Group(
            tuple(one for one in lines if not one.tally.contributor.is_insider), "A. Phóng viên, cộng tác viên báo chí"
        ),
        Group(tuple(one for one in lines if one.tally.contributor.is_insider), "B. Cán bộ, công chức trong ngành"),
    ]
    table = fill_form(form, _fills(department_names), [one for one in groups if one.items], size=LIST_SIZE)
    yield replace(table, empty_text="Chưa có tác phẩm nào được duyệt mà có tên tác giả.")
    yield from tell_unnamed(book)


def tell_unnamed(book: AuthorBook) -> Iterable[Note]:
    """Say how many confirmed works stand for no person, and what share of all that is."""
    named = {work.number for one in book.tallies for work in one.works}
    if book.unnamed:
        size, whole = len(book.unnamed), len(book.unnamed) + len(named)
        yield Note(
            f"Ngoài ra có {format_number(size)} tác phẩm đã duyệt ({format_share(size, whole)}) không ghi tên tác giả "
            "(PV, nhóm PV, CTV, hãng tin, lấy lại nguồn khác hoặc không ký tên), không tính cho người nào."
        )


def _fills(department_names: Mapping[str, str]) -> Fills[AnnexLine]:
    return {
        "STT": Fill(lambda one: one.number, 5),
        "Tác giả (bút danh)": Fill(lambda one: _tell_name(one.tally), 16, Align.LEFT),
        "Đơn vị công tác": Fill(lambda one: tell_office(one.tally, department_names), 16, Align.LEFT),
        "Trong/ngoài ngành": Fill(lambda one: "Trong ngành" if one.tally.contributor.is_insider else "Ngoài ngành", 9),
        "Số tác phẩm": Fill(lambda one: _tell_works(one.tally), 10),
        "Trong đó: bài sâu, loạt bài": Fill(lambda one: _tell_deep(one.tally), 10),
        "Nội dung KH đã phản ánh": Fill(lambda one: ", ".join(one.tally.rows), 12),
        "Tác phẩm tiêu biểu": Fill(lambda one: "; ".join(work.title for work in one.best), 16, Align.LEFT),
        "Minh chứng (Phụ lục II, STT)": Fill(lambda one: tell_numbers(one.tally.works), 14, Align.LEFT),
        "Ý kiến Văn phòng": Fill(lambda _: "", 12),
    }


def _tell_name(tally: Tally) -> str:
    return tally.contributor.name if tally.contributor.is_confirmed else f"{tally.contributor.name} (*)"


def tell_office(tally: Tally, department_names: Mapping[str, str]) -> str:
    """Say where a contributor works, as far as confirmed or printed: a department, the printed office, the outlets."""
    one = tally.contributor
    if one.is_insider and one.department:
        return department_names.get(one.department, one.department)
    return one.affiliation or ", ".join(one.outlets)


def tell_numbers(works: Iterable[Work]) -> str:
    """Give works by their numbers in the list."""
    return ", ".join(str(work.number) for work in works)


def _tell_works(tally: Tally) -> str | int:
    said = []
    if tally.series_keys:
        said.append(f"gộp loạt bài: {format_number(tally.joined)}")
    if tally.shared != tally.whole:
        said.append(f"chia theo đồng tác giả: {tell_share(float(tally.shared))}")
    return f"{tally.whole}\n({'; '.join(said)})" if said else tally.whole


def tell_share(value: float) -> str:
    """Write a shared count with at most two places."""
    return format_number(round(value, 2))


def _tell_deep(tally: Tally) -> str:
    series = len(tally.series_keys)
    return f"{len(tally.deep)} bài sâu" + (f", {series} loạt bài" if series else "")
