"""Make the A4 sheet of a work from what was seen of it. Pure; `reports/evidence_sheet` sets it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from models.clock import VIETNAM
from models.vocabulary import ArticleOrigin, ArticleStatus
from pipeline.evidence.archiving import ArchivedWork
from pipeline.evidence.layout import capture_path
from pipeline.evidence.records import KeptAnswer, PublicationEvidence
from reports.coverage import find_letterhead
from reports.evidence_sheet.record import EvidenceSheet, SheetCapture, SheetFact
from reports.formats import format_instant, format_local_day, shorten, single_line
from reports.gathering import Gathered
from reports.wording.figures import tell_instant

MOST_CAPTURES, MOST_CHANGES, MOST_REPRINTS = 8, 6, 3
SHORT = 160
FOOT = (
    "Giờ ghi theo giờ Việt Nam, theo đồng hồ của hệ thống lưu trang. Trích dẫn không quá 300 ký tự.",
    "Bản chụp chứng minh cơ quan đã nhận và giữ trang này; không chứng minh nguồn gốc của trang.",
)


def make_sheet(archived: ArchivedWork, gathered: Gathered) -> EvidenceSheet:
    """Return the sheet of a work."""
    letterhead = find_letterhead(gathered.office, gathered.day)
    evidence = archived.evidence
    answers = evidence.answers
    return EvidenceSheet(
        office_parent=letterhead.parent,
        office_name=letterhead.name,
        heading=f"PHIẾU MINH CHỨNG SỐ {archived.code}",
        occasion=(gathered.office.plan.short_title, tell_instant(gathered.as_of)),
        title=evidence.work.title,
        facts=tuple(_list_facts(archived, gathered)),
        remark=_remark(archived),
        excerpt=evidence.publications[0].excerpt,
        captures=tuple(_list_captures(answers, archived.lost, with_site=len(evidence.publications) > 1)),
        captures_note=_note_captures(answers),
        history=tuple(_list_changes(evidence.publications)),
        foot=(*FOOT, _tell_place(archived)),
        as_of=gathered.as_of,
    )


def _list_facts(archived: ArchivedWork, gathered: Gathered) -> Iterator[SheetFact]:
    work, first = archived.evidence.work, archived.evidence.work.first
    yield SheetFact("Tác giả/bút danh", work.authors)
    yield SheetFact("Thể loại", work.genre or "chưa rõ")
    yield SheetFact("Cơ quan báo chí", single_line(first.outlet_name))
    yield SheetFact("Thời gian đăng", format_instant(first.published_at) if first.published_at else "không rõ")
    yield SheetFact("Đường dẫn", shorten(first.url or "không có"), first.url)
    for again in work.publications[1 : MOST_REPRINTS + 1]:
        told = f"{single_line(again.outlet_name)}, {format_local_day(again.published_at)}: {again.url or 'không có'}"
        yield SheetFact("Đăng lại", shorten(told), again.url)
    if len(work.publications) > MOST_REPRINTS + 1:
        yield SheetFact("", f"và {len(work.publications) - MOST_REPRINTS - 1} lần đăng lại khác (xem tac-pham.json)")
    names = {row.code: row.short_name for row in gathered.coverage.rows}
    rows = [f"{row.code}. {names[row.code]} ({row.certainty.label.lower()})" for row in work.rows]
    yield SheetFact("Nội dung kế hoạch", shorten("; ".join(rows)) if rows else "thuộc ngành, ngoài kế hoạch (đã duyệt)")
    yield SheetFact("Các lần chụp", archived.evidence.publications[0].agreement.label)
    yield SheetFact("SHA-256 bài viết", first.text_sha256)


def _remark(archived: ArchivedWork) -> str:
    """Return what a reader must know first, in one line; nothing where all is well."""
    parts = []
    for one in archived.evidence.publications:
        where = f"{single_line(one.publication.outlet_name)}: " if len(archived.evidence.publications) > 1 else ""
        if one.publication.status in (ArticleStatus.REMOVED, ArticleStatus.EDITED):
            parts.append(f"{where}{one.publication.status.label.lower()} (đã thấy {_last_change(one)})")
        if one.origin is ArticleOrigin.IMPORTED and not one.answers:
            parts.append(f"{where}nhập tay, không có bản chụp")
    if archived.lost:
        parts.append(f"{len(archived.lost)} bản chụp đã mất, chỉ còn ghi nhận")
    return shorten("; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + ".") if parts else ""


def _last_change(one: PublicationEvidence) -> str:
    return format_instant(one.states[-1].since) if one.states else "không rõ lúc nào"


def _list_captures(answers: Sequence[KeptAnswer], lost: frozenset[int], *, with_site: bool) -> Iterator[SheetCapture]:
    """Yield the first and the last answers as rows, with the site where there are several."""
    places = {(one.snapshot.address_id, one.snapshot.captured_at): place for place, one in enumerate(answers, start=1)}
    for place, answer in enumerate(answers, start=1):
        if len(answers) > MOST_CAPTURES and MOST_CAPTURES // 2 < place <= len(answers) - MOST_CAPTURES // 2:
            continue
        snapshot = answer.snapshot
        page = "trang gỡ" if snapshot.http_status in (404, 410) else "cả trang"
        if answer.repeats is not None:
            page = f"như lần {places[snapshot.address_id, answer.repeats]}"
        if snapshot.id in lost:
            page = "bản chụp đã mất"
        if with_site:
            page = f"{page}, {urlsplit(snapshot.url).hostname}"
        at = f"{snapshot.captured_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}"
        sha256 = "" if answer.repeats is not None else snapshot.sha256
        yield SheetCapture(str(place), at, str(snapshot.http_status), page, sha256)


def _note_captures(answers: Sequence[KeptAnswer]) -> str:
    if not answers:
        return "Không có bản chụp nào."
    left_out = len(answers) - MOST_CAPTURES
    return (
        f"In {MOST_CAPTURES} lần đầu và cuối; còn {left_out} lần khác xem trong tệp bản chụp." if left_out > 0 else ""
    )


def _list_changes(publications: Sequence[PublicationEvidence]) -> Iterator[str]:
    """Yield the edits and removals, the earliest first, as many as there is room for."""
    found = []
    for one in publications:
        where = f" ({single_line(one.publication.outlet_name)})" if len(publications) > 1 else ""
        found += [(r.seen_at, f"Sửa lần {r.number - 1}{where}") for r in one.revisions if r.number > 1]
        for state in one.states:
            if state.status is ArticleStatus.REMOVED:
                found.append((state.since, f"Đã gỡ{where}: {shorten(state.reason or 'không rõ lý do', SHORT)}"))
    for at, words in sorted(found)[:MOST_CHANGES]:
        yield f"{format_instant(at)}: {words}"
    if len(found) > MOST_CHANGES:
        yield f"và {len(found) - MOST_CHANGES} lần khác (xem tac-pham.json)"


def _tell_place(archived: ArchivedWork) -> str:
    if not archived.record_ids:
        return "Không có tệp bản chụp."
    return f"Bản chụp đầy đủ: {capture_path(archived.code)} (mở bằng phần mềm xem trang lưu, ví dụ ReplayWeb.page)."
