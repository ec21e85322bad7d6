"""A monthly plan read and stored for trial: what it would change, before anybody confirms. Nothing of it stays."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import InputError
from models.obligation import MonthlyPlanFile, Submission
from models.organisation import Department
from pipeline.desk.plan.asking import read_month
from pipeline.desk.plan.drafts import Draft
from pipeline.monthly_plans.column_wishes import ColumnWish
from pipeline.monthly_plans.importing import Imported, import_monthly_plan
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.reading import ReadingWishes
from pipeline.monthly_plans.records import PlanMonth
from pipeline.monthly_plans.storing import Arrival

# Meanings that need no further word (which genre, which outlet); the others come from headings only.
CHOICES = (
    Meaning.CONTENT,
    Meaning.THEME,
    Meaning.PLAN_ROWS,
    Meaning.GENRE,
    Meaning.QUANTITY,
    Meaning.OUTLETS,
    Meaning.WINDOW,
    Meaning.WINDOW_FROM,
    Meaning.WINDOW_TO,
    Meaning.MONTH,
    Meaning.DEPARTMENT,
    Meaning.SUPPORTING,
    Meaning.CONTACT,
    Meaning.STANDING,
    Meaning.NOTE,
    Meaning.NUMBER,
    Meaning.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft would bring: the reading and the changes, or the sentence why it cannot be taken in.

    `earlier` names the file that the same department sent before for the month.
    """

    imported: Imported | None
    problem: str | None
    earlier: str | None

    @property
    def can_be_kept(self) -> bool:
        """Say whether there is anything to keep."""
        return self.imported is not None and bool(self.imported.read.obligations) and self.problem is None


def try_draft(session: Session, draft: Draft, arrival: Arrival, *, only: str | None) -> Trial:
    """Read and store a draft, then roll back; `only` is the one department whose plans the sender may bring."""
    earlier = None
    trial = session.begin_nested()
    try:
        imported = keep_plan(session, draft, arrival, only=only)
        earlier = _find_earlier(session, imported)
    except InputError as error:
        return Trial(None, str(error), None)
    finally:
        trial.rollback()
        session.expire_all()
    return Trial(imported, None, earlier)


def keep_plan(session: Session, draft: Draft, arrival: Arrival, *, only: str | None) -> Imported:
    """Read and store a draft; raises InputError for a file that cannot be used or brings another department's plan."""
    department = only or draft.department
    imported = import_monthly_plan(
        session,
        draft.file_name,
        arrival,
        _read_wishes(draft),
        plan_code=draft.plan_code,
        department=_require_department(session, department),
    )
    others = {one.department for one in imported.read.obligations} - {only}
    if only is not None and others:
        raise InputError(
            "Tệp có nội dung của đơn vị khác: mỗi đơn vị chỉ gửi kế hoạch của mình; hãy tách tệp rồi gửi lại."
        )
    return imported


def _require_department(session: Session, code: str | None) -> str | None:
    if code is not None and session.scalar(select(Department.id).where(Department.code == code).limit(1)) is None:
        raise InputError("Đơn vị này không có trong dữ liệu tổ chức: hãy báo người quản trị.")
    return code


def _read_wishes(draft: Draft) -> ReadingWishes:
    month = read_month(draft.month) if draft.month else None
    return ReadingWishes(
        month=PlanMonth(month.year, month.month) if month else None,
        convert=LegacyEncoding(draft.convert) if draft.convert else None,
        columns=tuple(ColumnWish(sheet, column, Meaning(meaning)) for sheet, column, meaning in draft.columns),
    )


def _find_earlier(session: Session, imported: Imported) -> str | None:
    """Return the name of the last file, before this one, that came as one of its plans: same department and month."""
    scopes = {(one.department, one.month.first_day) for one in imported.read.obligations if one.month}
    for department, month in sorted(scopes, key=str):
        known = (
            select(MonthlyPlanFile.file_name)
            .join(Submission, Submission.file_id == MonthlyPlanFile.id)
            .where(Submission.department_code == department, Submission.month == month)
            .where(MonthlyPlanFile.id != imported.summary.file_id, Submission.retracted_at.is_(None))
        )
        name = session.scalar(known.order_by(MonthlyPlanFile.received_at.desc()).limit(1))
        if name is not None:
            return name
    return None
