"""Makers of report records, for tests of the writers, which read no database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from models.vocabulary import ArticleStatus, Certainty
from reports.record import (
    Completeness,
    CoverageReport,
    DepartmentHead,
    Letterhead,
    OutletHead,
    Placement,
    PlanHead,
    Publication,
    Standing,
    Work,
)
from reports.tables import Counting, is_waiting, list_months, list_series
from reports.works import number_works, strongest

OUTLETS = (OutletHead("bao", "Báo Thử"), OutletHead("dai", "Đài Thử"))
DEPARTMENTS = (
    DepartmentHead("VP", "Văn phòng", is_confirmed=True),
    DepartmentHead("P-X", "Phòng X", is_confirmed=False),
)
ROWS = (
    ("ND01", "Nội dung", "II.1", "Đất đai"),
    ("ND02", "Nội dung", "II.2", "Môi trường"),
    ("HD01", "Hoạt động", "", "Biển"),
)
NAMES = {outlet.key: outlet.name for outlet in OUTLETS}


def make_publication(outlet: str = "bao", number: int = 1, **changes: object) -> Publication:
    """Make a publication on 05/03/2023."""
    values: dict[str, object] = {
        "outlet_key": outlet,
        "outlet_name": NAMES[outlet],
        "url": f"https://{outlet}.example/bai-post{number}.html",
        "published_at": datetime(2023, 3, 5, 1, 0, tzinfo=UTC),
        "status": ArticleStatus.LIVE,
        "text_sha256": f"{number:064d}",
    }
    return Publication(**(values | changes))


def make_work(
    title: str = "Thu gom rác thải nhựa",
    rows: Sequence[Placement] = (Placement("ND02", Certainty.PROPOSED, ("tiêu đề: thu gom rác",)),),
    **changes: object,
) -> Work:
    """Make a work in ND02, proposed."""
    values: dict[str, object] = {
        "number": 0,
        "title": title,
        "genre": "Tin",
        "authors": "Nguyễn Văn Thử",
        "publications": (make_publication(),),
        "rows": tuple(rows),
        "departments": (),
        "reasons": tuple(reason for row in rows for reason in row.reasons),
        "certainty": strongest(row.certainty for row in rows) if rows else Certainty.PROPOSED,
    }
    return Work(**(values | changes))


def make_report(
    works: Sequence[Work] = (),
    outside: Sequence[Work] = (),
    *,
    end: date = date(2023, 3, 31),
    **changes: object,
) -> CoverageReport:
    """Make a report on the first quarter of 2023 with these works, counted by the program's own counting."""
    start = date(2023, 1, 1)
    numbered, off_plan = number_works(works), number_works(outside)
    counting = Counting(numbered, outlets=OUTLETS, months=list_months(start, end), departments=DEPARTMENTS)
    rows = tuple(
        counting.count_row(code=code, kind=kind, reference=reference, short_name=name, full_text=f"Về {name.lower()}.")
        for code, kind, reference, name in ROWS
    )
    waiting = tuple(work.number for work in numbered if is_waiting(work.rows))
    values: dict[str, object] = {
        "plan": PlanHead("KH-TEST", "Kế hoạch thử năm 2023", "KH thử", "a" * 64),
        "letterhead": Letterhead("UBND TỈNH THỬ", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Thử", "STNMT"),
        "start": start,
        "end": end,
        "as_of": datetime(2023, 12, 31, 19, 0, tzinfo=UTC),
        "outlets": OUTLETS,
        "months": tuple(counting.months),
        "departments": DEPARTMENTS,
        "rows": rows,
        "totals": counting.count_totals(),
        "works": numbered,
        "outside": off_plan,
        "undated": (),
        "quarantined": (),
        "standing": Standing(len(works) + len(outside), 0, 0, 0, waiting, (), (), list_series(numbered)),
        "completeness": (Completeness("Báo Thử", 10, 9, 1, datetime(2023, 12, 31, 17, 0, tzinfo=UTC)),),
        "classifiers": ("2023-test",),
        "program_version": "0.0.0",
    }
    return CoverageReport(**(values | changes))
