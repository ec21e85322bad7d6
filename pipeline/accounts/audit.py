"""The log of what was done at the desk and refused there: sign-ins, accounts, downloads, administrative changes.

Answers on articles and plans are in append-only tables of their own, which say who and when.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from models.account import AuditEntry

NAME_LENGTH = 64
SUBJECT_LENGTH = 500


def record(
    db: Session, *, by: str, action: str, subject: str, at: datetime, address: str = "", **details: str | int | None
) -> None:
    """Add one line to the log: `by` an account's name, `action` a few Vietnamese words as shown.

    `subject` is what it was done to; `details` never hold passwords, tokens or texts of articles.
    """
    db.add(
        AuditEntry(
            at=at,
            account_name=by[:NAME_LENGTH],
            action=action[:NAME_LENGTH],
            subject=subject[:SUBJECT_LENGTH],
            details=details,
            address=address[:NAME_LENGTH],
        )
    )
