"""diembao authors …: the registry of authors, ratings and rewards at the command line; export authors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from models.clock import local_day, utc_now
from models.errors import UsageError
from models.plan import find_plan
from models.registry import Tenure, read_links, read_registry
from pipeline.authors.deciding import Act, Order, decide, plan_change
from pipeline.authors.opinions import (
    RewardEntry,
    list_other_rewards,
    rate_work,
    record_reward,
    retract_reward,
)
from pipeline.authors.suggesting import suggest
from pipeline.authors.wording import tell_link, tell_prospect
from pipeline.cli.options import DATE_FORMATS, Json, PlanCode, as_day
from pipeline.cli.output import console, table, write_json
from pipeline.cli.training import By
from pipeline.config import Config, load_config
from pipeline.lock import hold_data_folder
from pipeline.store import open_store

Pens = Annotated[list[int], typer.Argument(help="Numbers of pen names, as «diembao authors list» shows them.")]
Why = Annotated[str, typer.Option("--reason", help="On what grounds; kept with the decision.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Only show which tallies would change.")]
Day = Annotated[datetime | None, typer.Option(formats=DATE_FORMATS)]
PersonId = Annotated[int, typer.Argument(help="Number of the person.")]


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    group = typer.Typer(no_args_is_help=True, help="Registry of authors. Example: diembao authors suggest")
    group.command("list")(show_list)
    group.command("suggest")(show_suggestions)
    group.command("history")(show_history)
    group.command("link")(link)
    group.command("unlink")(unlink)
    group.command("merge")(merge)
    group.command("split")(split)
    group.command("undo")(undo)
    group.command("rate")(rate)
    group.command("reward")(reward)
    group.command("retract")(retract)
    app.add_typer(group, name="authors")


@contextmanager
def _reading() -> Iterator[tuple[Config, Session]]:
    config = load_config()
    with open_store(config) as engine, Session(engine) as session:
        yield config, session


@contextmanager
def _deciding() -> Iterator[tuple[Config, Session]]:
    config = load_config()
    with hold_data_folder(config.data), open_store(config) as engine, Session(engine) as session, session.begin():
        yield config, session


def show_list(
    *, search: Annotated[str | None, typer.Option(help="Part of a name.")] = None, as_json: Json = False
) -> None:
    """List pen names and whose they are. Example: diembao authors list --search oanh."""
    from pipeline.authors.looking import list_pen_names  # noqa: PLC0415 - keeps the start quick

    with _reading() as (_, session):
        found = list_pen_names(session, search or "").names
    if as_json:
        write_json([{"id": one.head.id, "outlet": one.head.outlet_key, "name": one.head.name} for one in found])
        return
    rows = [[str(one.head.id), one.head.name, one.head.outlet_key, str(one.articles), one.told] for one in found]
    columns = [("Số", True), ("Bút danh", False), ("Cơ quan báo chí", False), ("Tin, bài", True), ("Là ai", False)]
    console().print(table("Bút danh", columns, rows))


def show_suggestions() -> None:
    """List pen names that may be one person; nothing is merged. Example: diembao authors suggest."""
    with _reading() as (_, session):
        found = suggest(session)
    rows = [
        [
            f"{one.one.id} {one.one.name} ({one.one.outlet_key})",
            f"{one.other.id} {one.other.name} ({one.other.outlet_key})",
            "; ".join(one.grounds),
            "; ".join(one.against),
        ]
        for one in found
    ]
    columns = [("Bút danh", False), ("Bút danh", False), ("Căn cứ", False), ("Điều ngược lại", False)]
    console().print(table("Có thể là một người (cần người xác nhận)", columns, rows))


def show_history() -> None:
    """List all decisions, newest first. Example: diembao authors history."""
    with _reading() as (_, session):
        registry = read_registry(session)
        for one in reversed(read_links(session)):
            console().print(f"{one.batch}  {tell_link(one, registry)}", markup=False, soft_wrap=True)


def link(
    pens: Pens,
    *,
    reason: Why,
    by: By,
    person: Annotated[int | None, typer.Option(help="Number of a known person.")] = None,
    new: Annotated[str | None, typer.Option(help="Name under which to keep a new person.")] = None,
    start: Annotated[datetime | None, typer.Option("--from", formats=DATE_FORMATS, help="First day.")] = None,
    end: Annotated[datetime | None, typer.Option("--to", formats=DATE_FORMATS, help="Last day.")] = None,
    insider: Annotated[bool, typer.Option("--insider", help="One of the sector.")] = False,
    department: Annotated[str | None, typer.Option(help="Code of the department.")] = None,
    plan: PlanCode = None,
    dry_run: Dry = False,
) -> None:
    """Confirm whose pen names are. Example: diembao authors link 12 15 --new "Đình Nhất" --reason "tòa soạn báo"."""
    tenure = Tenure(as_day(start), as_day(end), insider or department is not None, department)
    order = Order(Act.LINK, tuple(pens), person_id=person, new_name=new, tenure=tenure)
    _take(order, reason, by, plan, dry_run=dry_run)


def unlink(person: PersonId, pens: Pens, *, reason: Why, by: By, plan: PlanCode = None, dry_run: Dry = False) -> None:
    """Say that pen names are not a person's. Example: diembao authors unlink 3 12 --reason "nhầm người"."""
    _take(Order(Act.UNLINK, tuple(pens), person_id=person), reason, by, plan, dry_run=dry_run)


def merge(away: PersonId, into: PersonId, *, reason: Why, by: By, plan: PlanCode = None, dry_run: Dry = False) -> None:
    """Give all pen names of one person to another. Example: diembao authors merge 4 3 --reason "cùng một người"."""
    _take(Order(Act.MERGE, person_id=away, into_id=into), reason, by, plan, dry_run=dry_run)


def split(
    person: PersonId,
    pens: Pens,
    *,
    reason: Why,
    by: By,
    into: Annotated[int | None, typer.Option(help="Number of the person who gets them.")] = None,
    new: Annotated[str | None, typer.Option(help="Name of a new person who gets them.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=DATE_FORMATS, help="Only from this day on.")] = None,
    plan: PlanCode = None,
    dry_run: Dry = False,
) -> None:
    """Take pen names off a person. Example: diembao authors split 3 15 --new "Nhất Đình" --reason "là hai người"."""
    order = Order(Act.SPLIT, tuple(pens), person_id=person, into_id=into, new_name=new, since=as_day(since))
    _take(order, reason, by, plan, dry_run=dry_run)


def undo(
    batch: Annotated[str, typer.Argument(help="Code of the decision, as history shows it.")],
    *,
    reason: Why,
    by: By,
    plan: PlanCode = None,
    dry_run: Dry = False,
) -> None:
    """Take a decision back, also an undoing. Example: diembao authors undo 1f0c… --reason "gộp nhầm"."""
    _take(Order(Act.UNDO, batch=batch), reason, by, plan, dry_run=dry_run)


def _take(order: Order, reason: str, by: str, plan: str | None, *, dry_run: bool) -> None:
    """Show which tallies change, then write the decision unless only that was asked."""
    with _reading() if dry_run else _deciding() as (config, session):
        now = utc_now()
        prospect = plan_change(session, order)
        for line in tell_prospect(session, find_plan(session, plan or config.plan), prospect, now):
            console().print(line, markup=False, soft_wrap=True)
        if not dry_run:
            rows = decide(session, order, reason=reason, by=by, now=now, seen=prospect.seen)
            console().print(f"Đã ghi quyết định {rows[0].batch}.", markup=False)


def rate(
    article: Annotated[int, typer.Argument(help="Number of an article of the work.")],
    *,
    quality: Annotated[int, typer.Option(help="1 to 5.")],
    impact: Annotated[int, typer.Option(help="1 to 5.")],
    by: By,
    note: Annotated[str | None, typer.Option(help="A remark.")] = None,
    plan: PlanCode = None,
) -> None:
    """Say what you think of a work. Example: diembao authors rate 120 --quality 4 --impact 5 --by lan."""
    with _deciding() as (config, session):
        chosen = find_plan(session, plan or config.plan)
        rate_work(session, chosen, article, quality=quality, impact=impact, note=note, by=by, now=utc_now())
    console().print("Đã ghi điểm.")


def reward(
    award: Annotated[str, typer.Argument(help="Code of the award.")],
    *,
    edition: Annotated[str, typer.Option(help="Which time it is given.")],
    level: Annotated[str, typer.Option(help="The prize or form, as in the document.")],
    given_on: Annotated[datetime, typer.Option(formats=DATE_FORMATS, help="The day.")],
    by: By,
    article: Annotated[int | None, typer.Option(help="Number of an article of the work.")] = None,
    author: Annotated[int | None, typer.Option(help="Number of a pen name.")] = None,
    person: Annotated[int | None, typer.Option(help="Number of a person.")] = None,
    document: Annotated[str | None, typer.Option(help="Number and day of the decision.")] = None,
) -> None:
    """Record a reward given. Example: diembao authors reward TRAN-PHU-2024 --edition 2024 --level "Giải B" …."""
    day = as_day(given_on)
    if day is None or day > local_day(utc_now()):
        raise UsageError(f"--given-on {given_on:%d/%m/%Y}: ngày này chưa đến.")
    with _deciding() as (_, session):
        entry = RewardEntry(award, edition, level, day, article, author, person, document)
        row = record_reward(session, entry, by=by, now=utc_now())
        others = [one for one in list_other_rewards(session, row.work_id) if one.id != row.id] if row.work_id else []
        for one in others:
            told = f"Lưu ý: tác phẩm này đã được {one.award_code} lần {one.edition}, {one.level}."
            console().print(told, markup=False, soft_wrap=True)
        console().print(f"Đã ghi sổ khen thưởng, dòng {row.id}.")


def retract(line: Annotated[int, typer.Argument(help="Number of the line in the ledger.")]) -> None:
    """Take a wrong line out of the ledger of rewards; it stays as history. Example: diembao authors retract 4."""
    with _deciding() as (_, session):
        retract_reward(session, line, now=utc_now())
    console().print("Đã rút dòng khỏi sổ khen thưởng.")
