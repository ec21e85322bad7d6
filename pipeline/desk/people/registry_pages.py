"""The registry of authors to look at: pen names, persons, suggestions, history."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Department, Outlet
from models.plan import find_plan
from models.registry import Registry, read_links, read_registry
from models.text import collation_key
from pipeline.authors.looking import list_articles_of, list_pen_names, tell_tenure
from pipeline.authors.suggesting import suggest
from pipeline.authors.wording import tell_link
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import show
from pipeline.desk.people.counting import count_year
from pipeline.desk.state import TheDesk
from pipeline.desk.visit import Db, Now, allow
from reports.authors.tallying import given_name_first
from reports.nominations.wording import list_figures

router = APIRouter()

PAGE = 50
SHOWN = 100


@router.get("/tac-gia", dependencies=[allow(Right.READ)])
def list_names(*, request: Request, db: Db, tim: str = "", chua: str = "", trang: int = 1) -> Response:
    """List pen names with whose they are; `chua` keeps those nobody has confirmed."""
    page = max(trang, 1)
    found = list_pen_names(db, tim[:100], only_open=bool(chua), start=(page - 1) * PAGE, size=PAGE)
    return show(
        request,
        "people/names.html",
        found=found,
        search=tim[:100],
        only_open=bool(chua),
        page=page,
        size=PAGE,
        outlets=name_outlets(db),
    )


@router.get("/tac-gia/goi-y", dependencies=[allow(Right.READ)])
def list_suggestions(*, request: Request, db: Db) -> Response:
    """List pairs of pen names that may be one person."""
    found = suggest(db)
    registry = read_registry(db)
    return show(
        request,
        "people/suggestions.html",
        found=found[:SHOWN],
        size=len(found),
        registry=registry,
        outlets=name_outlets(db),
    )


@router.get("/tac-gia/lich-su", dependencies=[allow(Right.READ)])
def list_history(*, request: Request, db: Db) -> Response:
    """List decisions by the step in which they were taken, newest first."""
    registry = read_registry(db)
    batches: dict[str, list[str]] = {}
    for one in reversed(read_links(db)):
        batches.setdefault(one.batch, []).append(tell_link(one, registry))
    return show(request, "people/history.html", batches=list(batches.items())[:SHOWN], size=len(batches))


@router.get("/tac-gia/but-danh/{author_id}", dependencies=[allow(Right.READ)])
def show_pen_name(*, request: Request, db: Db, author_id: int) -> Response:
    """Show a pen name: whose it is, its articles, the form that confirms it."""
    registry = read_registry(db)
    if author_id not in registry.authors:
        raise HTTPException(404)
    held = [(id_, registry.persons[id_], tell_tenure(one)) for id_, one in registry.by_author.get(author_id, ())]
    return show(
        request,
        "people/pen_name.html",
        head=registry.authors[author_id],
        outlets=name_outlets(db),
        held=held,
        articles=list_articles_of(db, (author_id,), limit=SHOWN),
        persons=list_persons(registry),
        departments=list_departments(db),
        links=[tell_link(one, registry) for one in read_links(db) if one.author_id == author_id][::-1],
    )


@router.get("/tac-gia/nguoi/{person_id}", dependencies=[allow(Right.READ)])
def show_person(*, request: Request, db: Db, desk: TheDesk, now: Now, person_id: int) -> Response:
    """Show a person: pen names, tallies with the works behind them, the forms that split and merge."""
    registry = read_registry(db)
    if person_id not in registry.persons:
        raise HTTPException(404)
    year = count_year(db, desk.engine, find_plan(db, desk.config.plan), now)
    gathered = year.gathered
    book = year.make_once("book", lambda: gathered.tally_authors(gathered.coverage.works))
    held = [
        (registry.authors[pair.author_id], tenures)
        for pair, tenures in sorted(registry.holdings.items())
        if pair.person_id == person_id
    ]
    tallies = [one for one in book.tallies if one.contributor.person_id == person_id]
    return show(
        request,
        "people/person.html",
        person_id=person_id,
        name=registry.persons[person_id],
        outlets=name_outlets(db),
        held=[(head, [tell_tenure(one) for one in tenures]) for head, tenures in held],
        tallies=[(one, list_figures(one)) for one in tallies],
        persons=[one for one in list_persons(registry) if one[0] != person_id],
        plan=gathered.office.plan,
        links=[tell_link(one, registry) for one in read_links(db) if one.person_id == person_id][::-1],
    )


def name_outlets(db: Session) -> dict[str, str]:
    """Return the names of the outlets' sites by key."""
    return dict(db.execute(select(Outlet.key, Outlet.name)).all())


def list_persons(registry: Registry) -> list[tuple[int, str]]:
    """Return the persons by given name."""
    return sorted(registry.persons.items(), key=lambda one: (given_name_first(one[1]), one[0]))


def list_departments(db: Session) -> list[tuple[str, str]]:
    """Return the departments' codes and newest names in Vietnamese order."""
    names = dict(db.execute(select(Department.code, Department.name).order_by(Department.id)).all())
    return sorted(names.items(), key=lambda one: collation_key(one[1]))
