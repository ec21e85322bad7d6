"""What the sector's own staff wrote, by department."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from models.plan import find_plan
from models.vocabulary import Certainty
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.people.counting import count_year
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from reports.authors.insiders import Insider
from reports.gathering import Gathered

router = APIRouter()


@router.get("/tac-gia/don-vi", dependencies=[allow(Right.READ)])
def list_by_department(*, request: Request, db: Db, desk: TheDesk, now: Now) -> Response:
    """List works of the sector's staff under the departments they wrote for; confirmed works apart from others."""
    year = count_year(db, desk.engine, find_plan(db, desk.config.plan), now)
    groups = year.make_once("insiders", lambda: group_insiders(year.gathered))
    return show(request, "people/sector.html", groups=groups, plan=year.gathered.office.plan)


def group_insiders(gathered: Gathered) -> list[tuple[str, list[Insider], int]]:
    """Return each department with its people's works and how many of them are confirmed; the agency at large last."""
    found = gathered.insiders
    codes = {line.code: line.name for line in gathered.office.list_departments(gathered.start, gathered.end).values()}
    named = [(name, [one for one in found if one.department == code]) for code, name in codes.items()]
    rest = [one for one in found if one.department not in codes]
    groups = [*named, ("Chưa rõ phòng, đơn vị", rest)]
    return [(name, works, _count_confirmed(works)) for name, works in groups if works]


def _count_confirmed(found: list[Insider]) -> int:
    return len({one.work.first.article_id for one in found if one.work.certainty is Certainty.CONFIRMED})
