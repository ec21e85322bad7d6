"""What is kept of an imported file, and what a corrected one changes."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.obligation import MonthlyPlanFile, Obligation, ObligationChange, ObligationContact
from models.plan import Plan
from models.vocabulary import ObligationChangeKind, ObligationState, ObligationStatus
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.exporting import LedgerWords, export_obligations
from pipeline.monthly_plans.reading import read_plan_file
from pipeline.monthly_plans.storing import Arrival, StoringSummary, store_plan
from tests.factories import make_agency, make_plan
from tests.pipeline.monthly_plans.making import Sheet, make_workbook

HEAD = ("TT", "Nội dung", "Hình thức", "SL", "Báo/Đài", "Thời gian", "Liên hệ", "Ghi chú")
TITLE = "KẾ HOẠCH TUYÊN TRUYỀN THÁNG 7/2023 - PHÒNG KHOÁNG SẢN"
FIRST = (
    (1, "Cắm mốc mỏ đá Khe Bưởi", "02 tin, 01 bài", None, "BHT", "tuần 1", "Chị Mẫu 0912 000 555", None),
    (2, "Cân xe ở bến cát Cồn Nổi", "Tin", 1, "Đài", "tuần 2", None, None),
    (3, "Hoàn thổ moong cũ ở Đồi Cháy", "Tin", 1, "BHT", "tuần 3", None, None),
)


def make_month(*rows: tuple[Any, ...], title: str = TITLE) -> bytes:
    """Make a month's workbook."""
    return make_workbook(Sheet({1: [title], 2: HEAD, **dict(enumerate(rows, start=3))}))


class Office:
    """An office that receives files."""

    def __init__(self, session: Session, directory: Directory, now: datetime) -> None:
        self.session, self.directory, self.now = session, directory, now
        make_agency(session)
        self.plan: Plan = make_plan(session)

    def receive(self, content: bytes, name: str = "khoang-san.xlsx", days: int = 0) -> StoringSummary:
        """Read and keep a file."""
        read = read_plan_file(content, name, self.directory)
        return store_plan(self.session, self.plan, read, Arrival(content, self.now + timedelta(days=days), "VP"))

    def obligations(self) -> list[Obligation]:
        """Return all obligations kept."""
        return list(self.session.scalars(select(Obligation).order_by(Obligation.row, Obligation.ordinal)))

    def export(self) -> list[dict[str, Any]]:
        """Return what leaves the office."""
        return list(export_obligations(self.session, self.plan, {}))


@pytest.fixture
def office(session: Session, directory: Directory, now: datetime) -> Office:
    """An office without obligations."""
    return Office(session, directory, now)


def test_a_file_is_kept_whole_with_its_obligations(office: Office) -> None:
    """The original stays byte for byte with its digest; each promise has its row and a first line of history."""
    content = make_month(*FIRST)

    summary = office.receive(content)

    file = office.session.scalars(select(MonthlyPlanFile)).one()
    assert (file.original, file.sha256) == (content, sha256(content).hexdigest())
    assert summary.added == 4
    kept = [(entry.row, entry.ordinal, entry.genre, entry.quantity) for entry in office.obligations()]
    assert kept == [(3, 1, "tin", 2), (3, 2, "bai", 1), (4, 1, "tin", 1), (5, 1, "tin", 1)]
    kinds = [change.kind for change in office.session.scalars(select(ObligationChange))]
    assert kinds == [ObligationChangeKind.CREATED] * 4


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    """A second import of the same bytes adds no obligation, no file and no history."""
    content = make_month(*FIRST)
    office.receive(content)

    summary = office.receive(content, days=1)

    assert (summary.added, summary.changed, summary.unchanged) == (0, 0, 4)
    assert len(office.session.scalars(select(MonthlyPlanFile)).all()) == 1
    assert len(office.session.scalars(select(ObligationChange)).all()) == 4


def test_a_corrected_file_changes_rows_and_doubles_none(office: Office) -> None:
    """A row moved down keeps its identity, a reworded one is changed, a new one added, a missing one withdrawn."""
    office.receive(make_month(*FIRST))
    corrected = (
        (1, "Đếm tàu hút cát trên sông Con", "Tin", 1, "BHT", "tuần 4", None, None),
        FIRST[0],
        (3, "Cân xe ở bến cát Cồn Nổi và bến Bàu", "Tin", 2, "Đài", "tuần 2", None, None),
    )

    summary = office.receive(make_month(*corrected), "khoang-san-sua.xlsx", days=2)

    assert (summary.added, summary.changed, summary.unchanged, summary.withdrawn) == (1, 1, 2, 1)
    assert len(office.obligations()) == 5
    changed = next(entry for entry in office.obligations() if entry.quantity == 2 and "Bàu" in entry.content)
    assert [change.kind for change in changed.changes] == [ObligationChangeKind.CREATED, ObligationChangeKind.CHANGED]
    assert changed.changes[0].values["quantity"] == 1
    assert [line["row"] for line in office.export()] == [3, 4, 4, 5]


def test_cancelled_and_moved_rows_keep_reason_and_history(office: Office) -> None:
    """A row cancelled in a corrected file keeps why; standing again it is restored, all of it on record."""
    office.receive(make_month(*FIRST))
    cancelled = (*FIRST[1][:7], "hủy do mưa bão")
    moved = (*FIRST[2][:7], "chuyển sang tháng 8")

    summary = office.receive(make_month(FIRST[0], cancelled, moved), days=1)
    again = office.receive(make_month(*FIRST), days=2)

    assert (summary.cancelled, summary.moved) == (1, 1)
    assert again.restored == 2
    first, second = office.obligations()[2:]
    assert [(change.kind, change.reason) for change in first.changes] == [
        (ObligationChangeKind.CREATED, None),
        (ObligationChangeKind.CANCELLED, "hủy do mưa bão"),
        (ObligationChangeKind.RESTORED, None),
    ]
    assert second.changes[1].values["moved_to"] == "2023-08-01"


def test_a_supplement_withdraws_nothing(office: Office) -> None:
    """A second file with other rows only adds; the rows it does not name stay as they are."""
    office.receive(make_month(*FIRST))
    more = (1, "Khai trương trạm cân tự động", "Tin", 1, "BHT", "tuần 4", None, None)

    summary = office.receive(make_month(more), "bo-sung.xlsx", days=3)

    assert (summary.added, summary.withdrawn, summary.left_alone) == (1, 0, 4)


def test_a_withdrawn_row_that_returns_is_restored(office: Office) -> None:
    """A row left out by mistake and sent again is the same obligation."""
    office.receive(make_month(*FIRST))
    office.receive(make_month(*FIRST[:2]), days=1)

    summary = office.receive(make_month(*FIRST), days=2)

    assert (summary.added, summary.restored) == (0, 1)


def test_a_person_s_cancellation_outlives_the_next_file(office: Office) -> None:
    """A standing set by hand is not undone when the department sends its old rows again."""
    office.receive(make_month(*FIRST))
    by_hand = office.obligations()[2]
    by_hand.status, by_hand.status_reason = ObligationStatus.CANCELLED, "Giám đốc cho thôi"
    by_hand.changes.append(
        ObligationChange(
            kind=ObligationChangeKind.CANCELLED,
            changed_at=office.now,
            changed_by="lan",
            reason="Giám đốc cho thôi",
            values={},
        )
    )
    office.session.flush()

    summary = office.receive(make_month(*FIRST), days=1)

    assert summary.unchanged == 4
    assert (by_hand.status, by_hand.status_reason) == (ObligationStatus.CANCELLED, "Giám đốc cho thôi")


def test_contacts_never_leave(office: Office) -> None:
    """Names and numbers are kept apart and stand in no exported line."""
    office.receive(make_month(*FIRST))

    contacts = office.session.scalars(select(ObligationContact)).all()

    assert {contact.contact for contact in contacts} == {"Chị Mẫu 0912 000 555"}
    assert "0912" not in str(office.export())
    assert "0912" not in str([change.values for entry in office.obligations() for change in entry.changes])
    assert "0912" not in str([file.reading for file in office.session.scalars(select(MonthlyPlanFile))])


def test_an_exported_line_has_the_keys_of_the_contract(office: Office) -> None:
    """What could not be read is None and named; without a ledger nothing is published yet."""
    strange = (1, "Đo rung ở mỏ đá", "Tin", "nhiều", "Báo Khai khoáng", "31/6", None, None)
    office.receive(make_month(strange))

    (line,) = office.export()

    assert (line["department"], line["month"], line["genre"]) == ("P-KS", "2023-07", "tin")
    assert (line["quantity"], line["outlets"], line["window"]) == (None, None, None)
    assert line["unreadable"] == ["quantity", "outlets", "window"]
    assert (line["state"], line["articles"], line["gap"], line["status"]) == ("chua_co", [], [], "active")
    assert (line["file"], line["sheet"], line["row"], line["plan_rows"]) == ("khoang-san.xlsx", "Sheet1", 3, [])


def test_an_exported_line_takes_its_state_from_the_ledger(office: Office) -> None:
    """State, articles and gap are what the ledger says of the obligation."""
    office.receive(make_month(FIRST[1]))
    (kept,) = office.obligations()
    article = {"url": "https://bao.vn/1", "origin": "auto", "score": 0.97, "reasons": ["cùng bến cát"]}

    lines = export_obligations(office.session, office.plan, {kept.id: LedgerWords(ObligationState.MET, (article,))})

    (line,) = lines
    assert (line["state"], line["articles"]) == ("du", [article])


def test_rows_without_a_month_are_counted_and_not_kept(office: Office) -> None:
    """Where nothing tells the month, nothing is kept under a guessed one."""
    summary = office.receive(make_month(FIRST[1], title="Nội dung tuyên truyền - Phòng Khoáng sản"), "ks.xlsx")

    assert (summary.added, summary.without_month) == (0, 1)
    assert "--month" in summary.lines()[-1]
