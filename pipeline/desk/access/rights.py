"""What each role may do. Every route declares the right it needs; a route without one is refused at the start."""

from enum import StrEnum

from models.vocabulary import AccountRole


class Right(StrEnum):
    """Something a route lets a person do."""

    ENTER = "enter"  # open to everybody: signing in, the first account, styles
    OWN_ACCOUNT = "own_account"  # whoever is signed in: one's own password and sessions
    READ = "read"  # look at articles, boards, reports, authors
    REVIEW = "review"  # answer on tags, correct articles, rate works, confirm pen names
    KEEP_PLANS = "keep_plans"  # take in monthly plans of any department, link, cancel and move obligations
    SEND_OWN_PLANS = "send_own_plans"  # see and send the plans of one's own department
    ADMINISTER = "administer"  # accounts, organisation, classifiers, settings, real names


_RIGHTS: dict[AccountRole, frozenset[Right]] = {
    AccountRole.VIEWER: frozenset({Right.OWN_ACCOUNT, Right.READ}),
    AccountRole.REVIEWER: frozenset({Right.OWN_ACCOUNT, Right.READ, Right.REVIEW, Right.KEEP_PLANS}),
    AccountRole.DEPARTMENT: frozenset({Right.OWN_ACCOUNT, Right.SEND_OWN_PLANS}),
    AccountRole.ADMIN: frozenset({Right.OWN_ACCOUNT, Right.READ, Right.REVIEW, Right.KEEP_PLANS, Right.ADMINISTER}),
}


def has_right(role: AccountRole, right: Right) -> bool:
    """Say whether accounts of `role` may use routes that need `right`."""
    return right is Right.ENTER or right in _RIGHTS[role]
