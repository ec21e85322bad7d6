"""Recording papers, taking entries back, reminding of them, and the commands around that."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import plans
from models.database import open_engine, upgrade_database
from models.errors import InputError
from models.plan import Plan, find_plan
from pipeline.cli.main import run
from pipeline.deadlines import PaperKey, record_arrival, record_submission, retract_submission
from pipeline.deadlines.reminders import list_reminders
from pipeline.deadlines.submissions import UnknownPaperError
from pipeline.plan_import.importing import import_office_file
from reports.deadlines import PaperState, read_deadlines
from tests.promises import make_monthly_plan_file

NOW = datetime(2023, 7, 10, 2, tzinfo=UTC)
JULY = date(2023, 7, 1)


@pytest.fixture
def plan(session: Session) -> Plan:
    """The plan of 2023 with its organisation."""
    folder = Path(plans.__file__).parent
    for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
        import_office_file(session, folder / name, now=NOW - timedelta(days=100))
    return find_plan(session, "KH-2023")


def state_of(session: Session, plan: Plan, department: str, at: datetime = NOW) -> PaperState:
    """Return how a department's plan for July stands."""
    lines = read_deadlines(session, plan, at)
    return next(one.state for one in lines if (one.due.department_code, one.due.month) == (department, JULY))


def test_a_paper_is_recorded_once_and_known_from_then_on(session: Session, plan: Plan) -> None:
    """The same paper entered again is the same row; before its entry nobody knew of it."""
    first = record_submission(session, plan, PaperKey("TT", JULY), sent_on=date(2023, 7, 4), now=NOW, by="lan")
    again = record_submission(
        session, plan, PaperKey("TT", date(2023, 7, 20)), sent_on=date(2023, 7, 4), now=NOW, by="lan"
    )

    assert again.id == first.id
    assert state_of(session, plan, "TT") is PaperState.ON_TIME
    assert state_of(session, plan, "TT", NOW - timedelta(hours=1)) is PaperState.MISSING


def test_a_wrong_entry_is_taken_back_and_stays_in_history(session: Session, plan: Plan) -> None:
    """After the retraction the paper is missing; as of before it was there."""
    key = PaperKey("TT", JULY)
    record_submission(session, plan, key, sent_on=date(2023, 7, 4), now=NOW, by="lan")
    later = NOW + timedelta(days=1)

    assert retract_submission(session, plan, key, now=later) == 1

    assert state_of(session, plan, "TT", later) is PaperState.MISSING
    assert state_of(session, plan, "TT", NOW) is PaperState.ON_TIME
    assert retract_submission(session, plan, key, now=later) == 0


def test_a_file_that_arrives_records_the_plans_it_brings(session: Session, plan: Plan) -> None:
    """Each department and month once; one that the organisation does not know is passed over."""
    file = make_monthly_plan_file(session, plan)
    brought = [("TT", JULY), ("P-KS", date(2023, 7, 5)), ("KHONG-CO", JULY)]

    kept = record_arrival(session, plan, brought, sent_on=date(2023, 7, 3), now=NOW, by="lan", file_id=file.id)
    again = record_arrival(session, plan, brought, sent_on=date(2023, 7, 9), now=NOW, by="lan", file_id=file.id)

    assert [one.department_code for one in kept] == ["TT", "P-KS"]
    assert [one.id for one in again] == [one.id for one in kept]


@pytest.mark.parametrize(
    ("key", "named"),
    [
        (PaperKey("KHONG-CO", JULY), "đơn vị phải gửi: TT"),
        (PaperKey("TT", date(2024, 7, 1)), "nằm ngoài kế hoạch"),
        (PaperKey("TT", JULY, "TH99"), "TH02: Phòng, đơn vị gửi báo cáo kết quả năm"),
        (PaperKey("TT", JULY, "TH02"), "không theo tháng"),
        (PaperKey("TT", None, "TH01"), "cần ghi tháng"),
        (PaperKey("TT"), "Hãy nêu mã thời hạn"),
    ],
)
def test_a_paper_nobody_asks_for_is_refused(session: Session, plan: Plan, key: PaperKey, named: str) -> None:
    """The sentence says what there is instead."""
    with pytest.raises(UnknownPaperError, match=named):
        record_submission(session, plan, key, sent_on=date(2023, 7, 4), now=NOW, by="lan")


def test_a_day_to_come_is_refused(session: Session, plan: Plan) -> None:
    """Nothing was sent tomorrow."""
    with pytest.raises(InputError, match="chưa đến"):
        record_submission(session, plan, PaperKey("TT", JULY), sent_on=date(2023, 7, 11), now=NOW, by="lan")


def test_the_morning_reminds_of_what_is_due_soon_and_lately_overdue(session: Session, plan: Plan) -> None:
    """In July: June's and July's missing plans, not those of spring; in late November the yearly reports."""
    in_july = list_reminders(read_deadlines(session, plan, NOW), date(2023, 7, 10))
    late = datetime(2023, 11, 28, 2, tzinfo=UTC)
    in_november = list_reminders(read_deadlines(session, plan, late), date(2023, 11, 28))

    assert [(one.is_overdue, one.last_valid) for one in in_july] == [
        (True, date(2023, 6, 4)),
        (True, date(2023, 7, 4)),
    ]
    assert "quá hạn 6 ngày – 14 đơn vị" in in_july[-1].sentence
    soon = [one for one in in_november if not one.is_overdue]
    assert "hạn 30/11/2023, chưa gửi, còn 2 ngày" in soon[0].sentence


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose database holds the plan of 2023."""
    url = f"sqlite:///{tmp_path / 'diembao.db'}"
    monkeypatch.delenv("DIEMBAO_CONFIG", raising=False)
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path))
    monkeypatch.setenv("DIEMBAO_DATABASE_URL", url)
    upgrade_database(url)
    engine = open_engine(url)
    folder = Path(plans.__file__).parent
    with Session(engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, folder / name, now=NOW)
    engine.dispose()
    return tmp_path


def test_a_paper_entered_by_hand_is_in_the_table(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Enter a report of a department, see it told and listed, take it back."""
    entry = ["plan", "sent", "--department", "TT", "--deadline", "TH02"]

    assert run([*entry, "--on", "2023-12-03"]) == 0
    assert "Thanh tra Sở gửi ngày 03/12/2023, muộn 3 ngày" in capsys.readouterr().out
    assert run(["plan", "deadlines", "--late", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["days_late"] for one in listed if (one["department"], one["deadline"]) == ("TT", "TH02")] == [3]
    assert run([*entry, "--retract"]) == 0
    assert "rút lại 1 lần" in capsys.readouterr().out


def test_what_the_commands_cannot_use_is_told_in_one_sentence(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A month nobody can read and an entry without a paper are wrong usage."""
    assert run(["plan", "deadlines", "--month", "tháng bảy"]) == 2
    assert "2023-07" in capsys.readouterr().err
    assert run(["plan", "sent", "--department", "TT"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_month_outside_the_plan_is_answered_in_words(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No empty table, but a sentence."""
    assert run(["plan", "deadlines", "--month", "2022-05"]) == 0
    assert capsys.readouterr().out == "Không có thời hạn nào như đã hỏi.\n"
