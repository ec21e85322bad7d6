"""The record of a run: its stages, what each counted, and what a person should know. Commits as it goes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from models.clock import utc_now
from models.database import upsert
from models.errors import DiembaoError
from models.night import Run, RunCount, RunIssue, StageRun
from models.vocabulary import RunState, Severity, Stage
from pipeline.lock import hold_database

Counts = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class RunBook:
    """A run being written down. `clock` gives the instants, so that a test fixes them."""

    engine: Engine
    run_id: int
    clock: Callable[[], datetime]

    def count(self, stage: Stage, counts: Counts) -> None:
        """Set figures of `stage`, keyed by (outlet key or "", name)."""
        rows = [
            {"run_id": self.run_id, "stage": stage, "outlet_key": outlet, "name": name, "value": value}
            for (outlet, name), value in counts.items()
        ]
        with Session(self.engine) as session, session.begin():
            upsert(session, RunCount, rows, key=["run_id", "stage", "outlet_key", "name"], update=["value"])

    def note(self, stage: Stage, severity: Severity, text: str, outlet_key: str | None = None) -> None:
        """Write down something a person should know."""
        with Session(self.engine) as session, session.begin():
            issue = RunIssue(run_id=self.run_id, stage=stage, severity=severity, outlet_key=outlet_key, text=text)
            session.add(issue)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Write down that `stage` began, and how it ended."""
        started = self.clock()
        with Session(self.engine) as session, session.begin():
            session.add(StageRun(run_id=self.run_id, stage=stage, state=RunState.RUNNING, started_at=started))
        try:
            yield
        except BaseException as error:
            self._end_stage(stage, started, RunState.FAILED, describe_problem(error))
            raise
        self._end_stage(stage, started, RunState.DONE, None)

    def _end_stage(self, stage: Stage, started: datetime, state: RunState, problem: str | None) -> None:
        ended = update(StageRun).where(StageRun.run_id == self.run_id, StageRun.stage == stage)
        with Session(self.engine) as session, session.begin():
            session.execute(ended.values(state=state, finished_at=self.clock(), problem=problem))
        self.count(stage, {("", "seconds"): (self.clock() - started).total_seconds()})


def describe_problem(error: BaseException) -> str:
    """Return one sentence: our own errors speak for themselves, a foreign one is named."""
    return str(error) if isinstance(error, DiembaoError) else f"{type(error).__name__}: {error}"


def close_interrupted_runs(engine: Engine) -> int:
    """Mark runs that a dead process left open; returns how many. Call it only while holding folder and database."""
    with Session(engine) as session, session.begin():
        left = session.scalars(select(Run).where(Run.state == RunState.RUNNING)).all()
        for run in left:
            run.state = RunState.INTERRUPTED
            for stage in run.stages:
                if stage.state is RunState.RUNNING:
                    stage.state = RunState.INTERRUPTED
        return len(left)


@contextmanager
def record_run(engine: Engine, command: str, *, clock: Callable[[], datetime] = utc_now) -> Iterator[RunBook]:
    """Open the record of a run of `command` and close it with how it ended: failed if a stage failed.

    Holds the database meanwhile; raises AlreadyRunningError if another machine's run does.
    """
    with hold_database(engine), _record_run(engine, command, clock) as book:
        yield book


@contextmanager
def _record_run(engine: Engine, command: str, clock: Callable[[], datetime]) -> Iterator[RunBook]:
    interrupted = close_interrupted_runs(engine)
    with Session(engine) as session, session.begin():
        run = Run(command=command, state=RunState.RUNNING, started_at=clock())
        session.add(run)
        session.flush()
        book = RunBook(engine, run.id, clock)
    if interrupted:
        text = f"{interrupted} lượt chạy trước bị ngắt giữa chừng; lượt này làm tiếp phần còn lại."
        book.note(Stage.CRAWL, Severity.NOTE, text)
    try:
        yield book
    except BaseException as error:
        _end_run(book, RunState.FAILED, describe_problem(error))
        raise
    failed = _failed_stages(book)
    problem = f"Lượt chạy chưa trọn vẹn, hỏng ở khâu: {', '.join(failed)}." if failed else None
    _end_run(book, RunState.FAILED if failed else RunState.DONE, problem)


def _failed_stages(book: RunBook) -> list[str]:
    with Session(book.engine) as session:
        stages = session.scalars(select(StageRun).where(StageRun.run_id == book.run_id).order_by(StageRun.id))
        return [stage.stage.label.lower() for stage in stages if stage.state is RunState.FAILED]


def _end_run(book: RunBook, state: RunState, problem: str | None) -> None:
    with Session(book.engine) as session, session.begin():
        ended = update(Run).where(Run.id == book.run_id)
        session.execute(ended.values(state=state, finished_at=book.clock(), problem=problem))
