"""What a run did, read back from its record: the table at its end, the digest and the desk show the same."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from models.night import Run
from models.organisation import Outlet
from models.vocabulary import RunState, Severity, Stage

DROP_PREFIX = "dropped: "
LEDGER_PREFIX = "ledger_"


@dataclass(frozen=True, slots=True)
class OutletLine:
    """One outlet's night: found, new, changed, dropped (with reasons), seconds; listed, held, missing."""

    name: str
    found: int
    new: int
    changed: int
    removed: int
    dropped: Mapping[str, int]
    listed: int
    held: int
    missing: int
    seconds: float

    @property
    def dropped_total(self) -> int:
        """How many pages ended in a counted drop."""
        return sum(self.dropped.values())


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: how it ended, how long it took, its figures that belong to no outlet."""

    stage: Stage
    state: RunState
    seconds: float
    figures: Mapping[str, float]
    problem: str | None


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Something a person should know, worst first."""

    severity: Severity
    outlet: str | None
    text: str


@dataclass(frozen=True, slots=True)
class NightSummary:
    """A whole run."""

    run_id: int
    state: RunState
    problem: str | None
    started_at: datetime
    outlets: tuple[OutletLine, ...]
    stages: tuple[StageLine, ...]
    issues: tuple[IssueLine, ...]

    @property
    def first_problem(self) -> str:
        """The first failed stage's own words."""
        return next((line.problem for line in self.stages if line.problem), "")


def summarise_night(engine: Engine, run_id: int) -> NightSummary:
    """Read the record of a run; outlets by name, stages in order, issues worst first."""
    with Session(engine) as session:
        eager = [selectinload(Run.stages), selectinload(Run.counts), selectinload(Run.issues)]
        run = session.get_one(Run, run_id, options=eager)
        names = {outlet.key: outlet.name for outlet in session.scalars(select(Outlet))}
        figures: defaultdict[tuple[str, Stage], dict[str, float]] = defaultdict(dict)
        for count in run.counts:
            figures[count.outlet_key, count.stage][count.name] = count.value
        keys = sorted({key for key, _ in figures if key}, key=lambda key: names.get(key, key))
        worst_first = sorted(run.issues, key=lambda issue: (-list(Severity).index(issue.severity), issue.id))
        return NightSummary(
            run_id=run.id,
            state=run.state,
            problem=run.problem,
            started_at=run.started_at,
            outlets=tuple(_outlet_line(names.get(key, key), figures, key) for key in keys),
            stages=tuple(
                StageLine(
                    line.stage,
                    line.state,
                    figures["", line.stage].get("seconds", 0.0),
                    {name: value for name, value in figures["", line.stage].items() if name != "seconds"},
                    line.problem,
                )
                for line in run.stages
            ),
            issues=tuple(IssueLine(i.severity, names.get(i.outlet_key or ""), i.text) for i in worst_first),
        )


def _outlet_line(name: str, figures: Mapping[tuple[str, Stage], dict[str, float]], key: str) -> OutletLine:
    crawled, extracted = figures.get((key, Stage.CRAWL), {}), figures.get((key, Stage.EXTRACT), {})
    dropped = {
        reason.removeprefix(DROP_PREFIX): int(value)
        for part in (crawled, extracted)
        for reason, value in sorted(part.items())
        if reason.startswith(DROP_PREFIX) and value
    }
    return OutletLine(
        name=name,
        found=int(crawled.get("found", 0)),
        new=int(extracted.get("new", 0)),
        changed=int(extracted.get("changed", 0)),
        removed=int(extracted.get("removed", 0)),
        dropped=dropped,
        listed=int(crawled.get("listed", 0)),
        held=int(crawled.get("held", 0)),
        missing=int(crawled.get("missing", 0)),
        seconds=crawled.get("seconds", 0.0),
    )
