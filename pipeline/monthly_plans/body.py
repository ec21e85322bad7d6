"""The rows below the headings sorted: planned rows, section rows, and what is neither, each with its reason. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.monthly_plans.grid import Cell, GridRow
from pipeline.monthly_plans.layout import Layout
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.words import LONGEST_VALUE, ROMAN, folded_key, is_blank_mark, plain_key

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|cộng|tổng|cộng chung|tổng hợp chung|tổng kế hoạch)"
    r"(?:[\s:.,;()+/&\-]|\d|tin|bài|phóng sự|phỏng vấn|video|ảnh|và|số|lượng|chung|"
    r"(?<!\w)(?:[a-h]|[ivx]{1,4})(?!\w)|tháng|toàn|tất cả|các|loại|trong đó|nội dung|sl|cộng|năm|ps)*"
)
_END = re.compile(
    r"^(?:noi nhan|nguoi lap|nguoi tong hop|thu truong|lanh dao (?:phong|don vi|chi cuc|so|trung tam|co quan)|"
    r"truong phong|pho truong phong|giam doc|"
    r"pho giam doc|chanh thanh tra|chanh van phong|pho chanh|chi cuc truong|pho chi cuc truong|quyen|"
    r"kt[. ]|tl[. ]|tuq[. ]|ky thay|xac nhan|"
    r"phe duyet|duyet|ky ten|\(?(?:ky|da ky)[,) ]|.{0,30}, ?ngay .{0,12}thang|ke toan|van thu|cap phe duyet)"
)
_FOOTNOTE = re.compile(r"^\**\s*(?:ghi chu|luu y|chu thich|\(\*\)|\* )\s*:?")
_EXAMPLE = re.compile(r"^\(?(?:vd|vi du|mau)\b\s*[:.)]?|\((?:vi du|vd)\)")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-d])\)?(?:\s*=.*)?", re.IGNORECASE)
_SECTION_MARK = re.compile(r"^\s*(?:phần\s+|mục\s+)?(?P<mark>[IVX]{1,4}|[A-H])\s*[.)/:\-]\s*(?=\S)")
_MARK_CELL = re.compile(r"\(?(?:[IVX]{1,4}|[A-H])\)?[.)]?")
LONGEST_SIGNATURE = 10


class RowKind(StrEnum):
    """What a row below the headings is."""

    PLANNED = "planned"
    SECTION = "section"
    SKIPPED = "skipped"
    END = "end"


@dataclass(frozen=True, slots=True)
class SortedRow:
    """A row and what it is. For a section, `words` is its title and `rank` its level: lower stands above."""

    row: GridRow
    kind: RowKind
    words: str = ""
    why: str = ""
    rank: int = 0


def sort_row(row: GridRow, layout: Layout, headings: frozenset[str], *, is_first: bool) -> SortedRow:
    """Say what a row below the headings is; `headings` are the texts of the heading cells."""
    cells = [(column, cell) for column, cell in row.own_cells() if not is_empty_sign(cell)]
    texts = [cell.whole_text for _, cell in cells]
    words = " | ".join(" ".join(text.split()) for text in texts)
    numbers = {column.index for column in layout.of(Meaning.NUMBER)}
    spoken = [(column, cell) for column, cell in cells if column not in numbers]
    if why := _why_skipped(texts, spoken, headings, is_first=is_first):
        return SortedRow(row, RowKind.SKIPPED, words, why)
    if _is_end(row, layout, cells, texts):
        return SortedRow(row, RowKind.END, words, "phần ký, nơi nhận dưới bảng")
    return _sort_by_shape(row, layout, cells, spoken)


def _why_skipped(
    texts: Sequence[str], spoken: Sequence[tuple[int, Cell]], headings: frozenset[str], *, is_first: bool
) -> str | None:
    """Return why a row is neither planned nor a section's title; None if it may be either."""
    first = folded_key(spoken[0][1].whole_text) if spoken else ""
    repeated = sum(_key(text) in headings for text in texts)
    reasons = (
        (len(texts) > 1 and repeated * 2 > len(texts), "dòng tiêu đề lặp lại"),
        (is_first and len(texts) > 2 and all(map(_COLUMN_NUMBER.fullmatch, map(str.strip, texts))), "dòng đánh số cột"),
        (
            any(len(text) <= LONGEST_VALUE and _TOTAL.fullmatch(plain_key(text).strip("()*- ")) for text in texts[:2]),
            "dòng tổng cộng",
        ),
        (len(texts) == 1 and bool(_FOOTNOTE.match(folded_key(texts[0]))), "chú thích dưới bảng"),
        (bool(_EXAMPLE.search(first)), "dòng ví dụ"),
        (bool(texts) and not spoken, "chỉ có số thứ tự"),
        (not texts, "dòng trống"),
    )
    return next((why for holds, why in reasons if holds), None)


def _sort_by_shape(
    row: GridRow, layout: Layout, cells: Sequence[tuple[int, Cell]], spoken: Sequence[tuple[int, Cell]]
) -> SortedRow:
    """Tell a section's title from a planned row: alone in its row, merged across, or marked with a Roman number."""
    words = " ".join(spoken[0][1].whole_text.split())
    if len(spoken) != 1 or _has_copies(row, spoken[0][1], layout):
        return SortedRow(row, RowKind.PLANNED)
    column, cell = spoken[0]
    span = sum(other.origin == cell.origin for other in row.cells)
    mark = next((other.whole_text.strip() for at, other in cells if at != column), "")
    is_merged = span >= max(2, (len(layout.columns) + 1) // 2)
    is_marked = bool(_MARK_CELL.fullmatch(mark)) or bool(_SECTION_MARK.match(words))
    is_shouted = words.isupper() and len(words.split()) > 1
    holds_no_content = column not in {other.index for other in layout.of(Meaning.CONTENT)}
    if is_merged or is_marked or is_shouted or (holds_no_content and not mark and column <= 1):
        return SortedRow(row, RowKind.SECTION, words, "dòng nhóm", _rank(mark or words))
    return SortedRow(row, RowKind.PLANNED)


def _has_copies(row: GridRow, own: Cell, layout: Layout) -> bool:
    """Say whether merged cells from above reach into the row, so that a lone word still belongs to a planned row."""
    wanted = {column.index for column in layout.columns if column.meaning not in (Meaning.NUMBER, Meaning.UNKNOWN)}
    return any(
        not cell.is_blank and cell.origin[0] < row.number
        for column, cell in enumerate(row.cells)
        if column in wanted and cell.origin != own.origin
    )


def _rank(mark: str) -> int:
    """Return 0 for A., 1 for I., 2 for others."""
    found = _SECTION_MARK.match(mark)
    letters = (found["mark"] if found else mark.strip("(). ")).strip()
    if letters.lower() in ROMAN and letters.isupper():
        return 1
    return 0 if len(letters) == 1 and letters.isupper() and letters.isalpha() else 2


def strip_section_mark(words: str) -> str:
    """Return a section's title without "I.", "A)" or "1." before it."""
    return re.sub(r"^\s*\d{1,2}\s*[.)]\s+", "", _SECTION_MARK.sub("", words, count=1)).strip()


def _is_end(row: GridRow, layout: Layout, cells: Sequence[tuple[int, Cell]], texts: Sequence[str]) -> bool:
    """Say whether signatures begin: the usual words, short, and nothing a planned row would hold beside them."""
    if not any(
        _END.match(folded_key(text).lstrip("-*. ")) and len(text.split("\n")[0].split()) <= LONGEST_SIGNATURE
        for text in texts
    ):
        return False
    wanted = {
        column.index for column in layout.of(Meaning.GENRE, Meaning.QUANTITY, Meaning.GENRE_COUNT, Meaning.WINDOW)
    }
    numbers = {column.index for column in layout.of(Meaning.NUMBER)}
    is_numbered = any(column in numbers and cell.whole_text.strip(". ").isdigit() for column, cell in cells)
    filled = [cell for column, cell in cells if column in wanted and not _END.match(folded_key(cell.whole_text))]
    return not is_numbered and len(filled) < 2 and len(cells) <= 3


def is_empty_sign(cell: Cell) -> bool:
    """Say whether a cell only holds a sign for nothing, such as a dash."""
    return (
        cell.value is None
        and cell.fault is None
        and is_blank_mark(cell.whole_text)
        and cell.whole_text.strip() in ("-", "--", "…", "...", ".", "/")
    )


def _key(text: str) -> str:
    return " ".join(folded_key(text).split())


def heading_keys(rows: Sequence[GridRow]) -> frozenset[str]:
    """Return the keys of all heading cells, by which a repeated heading is known."""
    return frozenset(_key(cell.whole_text) for row in rows for _, cell in row.own_cells())
