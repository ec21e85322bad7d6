"""Compare what a plan's reports say at two instants."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.plan import Plan
from reports.difference.knowing import read_known
from reports.difference.promises import compare_papers, compare_plans, compare_promises, compare_state_figures
from reports.difference.record import Comparison
from reports.difference.works import compare_figures, compare_works


def compare(session: Session, plan: Plan, before: datetime, after: datetime) -> Comparison:
    """Return every figure of `plan` that changed from `before` to `after`, and every difference with its cause."""
    old, new = read_known(session, plan, before), read_known(session, plan, after)
    return Comparison(
        plan_code=plan.code,
        before=before,
        after=after,
        figures=(
            *compare_figures(old.gathered.coverage, new.gathered.coverage),
            *compare_state_figures(old.gathered, new.gathered),
        ),
        differences=(
            *compare_plans(old.gathered, new.gathered),
            *compare_works(session, old, new),
            *compare_promises(session, old, new),
            *compare_papers(old.gathered, new.gathered),
        ),
    )
