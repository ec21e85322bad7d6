"""The lists of works as a reader sees them: the columns of the plan's annex form, then certainty, reasons and notes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.formats import format_local_day, shorten, single_line
from reports.record import CoverageReport, Work

ANNEX_TITLE = "DANH MỤC TIN, BÀI TUYÊN TRUYỀN VỀ TÀI NGUYÊN VÀ MÔI TRƯỜNG"
ANNEX_COLUMNS = (
    "STT",
    "Tên tin, bài",
    "Thể loại",
    "Tác giả/bút danh",
    "Cơ quan báo chí",
    "Ngày đăng, phát",
    "Nội dung KH",
    "Phòng, đơn vị liên quan",
    "Đường dẫn",
)
CERTAINTY_COLUMN = "Mức chắc chắn"
REASON_COLUMN = "Lý do"
REASONS_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Link:
    """An address of a publication; `url` is http(s) or None where only the day is known."""

    outlet: str
    day: str
    url: str | None


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """One work as one line of a list; `reasons` is short enough for paper, `all_reasons` leaves none out."""

    number: int
    title: str
    genre: str
    authors: str
    outlets: str
    day: str
    published_at: datetime | None
    rows: str
    departments: str
    certainty: str
    reasons: str
    all_reasons: str
    note: str
    links: tuple[Link, ...]
    text_sha256: str


def view_annex(report: CoverageReport, works: Iterable[Work]) -> tuple[AnnexLine, ...]:
    """Lay out a list of works in its own order."""
    departments = {department.code: department.name for department in report.departments}
    series = {number: series.title for series in report.standing.series for number in series.parts}
    named = series if works is report.works else {}
    return tuple(_view_work(work, departments, named.get(work.number)) for work in works)


def _view_work(work: Work, departments: Mapping[str, str], series_title: str | None) -> AnnexLine:
    links = tuple(
        Link(single_line(one.outlet_name), format_local_day(one.published_at), one.url) for one in work.publications
    )
    notes = (work.note, f"loạt bài: {shorten(series_title, 80)}" if series_title is not None else "")
    return AnnexLine(
        number=work.number,
        title=work.title,
        genre=work.genre,
        authors=work.authors,
        outlets=", ".join(dict.fromkeys(link.outlet for link in links)),
        day=links[0].day,
        published_at=work.first.published_at,
        rows=", ".join(row.code for row in work.rows),
        departments=", ".join(departments.get(one.code, one.code) for one in work.departments),
        certainty=_name_certainty(work),
        reasons=_list_reasons(work.reasons),
        all_reasons="; ".join(work.reasons),
        note="; ".join(note for note in notes if note),
        links=links,
        text_sha256=work.first.text_sha256,
    )


def _list_reasons(reasons: Sequence[str]) -> str:
    """Give as many whole reasons as there is room for, the first one always, and say how many are left out."""
    kept = [shorten(reason) for reason in reasons[:1]]
    for reason in reasons[1:]:
        if len("; ".join((*kept, reason))) > REASONS_LENGTH:
            break
        kept.append(reason)
    left_out = len(reasons) - len(kept)
    return "; ".join(kept) + (f"; và {left_out} lý do khác" if left_out else "")


def _name_certainty(work: Work) -> str:
    """Name the certainty once if all rows share it, else row by row."""
    if len({row.certainty for row in work.rows}) > 1:
        return "; ".join(f"{row.code}: {row.certainty.label.lower()}" for row in work.rows)
    return work.certainty.label
