"""The pages of the desk that need no number or code, read from its routes: a new page is tried without being named."""

from models.vocabulary import AccountRole
from pipeline.desk.access.rights import has_right
from pipeline.desk.app import list_routes, make_desk
from pipeline.desk.state import Desk

# The way back from a single sign-on that is not set up here.
OTHER_DOORS = {"/dang-nhap/mot-lan", "/dang-nhap/mot-lan/ve"}


def list_pages(desk: Desk) -> dict[str, AccountRole]:
    """Return the paths of the pages that need no number or code, each with a role that may see it."""
    pages = {}
    for route, gate in list_routes(make_desk(desk)):
        if "GET" in (route.methods or ()) and "{" not in route.path and route.path not in OTHER_DOORS:
            may_enter = has_right(AccountRole.ADMIN, gate.right)
            pages[route.path] = AccountRole.ADMIN if may_enter else AccountRole.DEPARTMENT
    return pages
