"""One turn at a time for whoever reads answers in order to write what follows from them."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.plan import Plan


def lock_answers(session: Session, plan: Plan) -> None:
    """Let nobody else answer under the plan until the caller's transaction ends: looking and writing are one step."""
    same = update(Plan).where(Plan.id == plan.id).values(short_title=Plan.short_title)
    session.execute(same, execution_options={"synchronize_session": False})
