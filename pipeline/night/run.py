"""Run one night from end to end: hold the data folder, open the record, go through the stages.

A failed crawl does not keep the later stages from working on what is held; any failed
stage makes the night fail. A night killed anywhere is taken up by the next one.
"""

from collections.abc import Callable
from pathlib import Path

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import plans
from models.clock import start_clock
from models.errors import DiembaoError
from models.plan import Plan, find_plan
from models.vocabulary import Severity, Stage
from pipeline.config import Config
from pipeline.lock import hold_data_folder
from pipeline.logs import start_logging
from pipeline.night.order import Night, NightOrder, tell_nobody
from pipeline.night.stages import crawl_stage, digest_stage, extract_stage, reconcile_stage, report_stage, tag_stage
from pipeline.night.summary import NightSummary, summarise_night
from pipeline.plan_import.bundled import list_bundled_files
from pipeline.plan_import.importing import import_office_file
from pipeline.runs import describe_problem, record_run
from pipeline.store import open_store

STAGES: dict[Stage, Callable[[Night], None]] = {
    Stage.CRAWL: crawl_stage,
    Stage.EXTRACT: extract_stage,
    Stage.TAG: tag_stage,
    Stage.RECONCILE: reconcile_stage,
    Stage.REPORT: report_stage,
    Stage.DIGEST: digest_stage,
}

log = structlog.get_logger()


class NightFailedError(DiembaoError):
    """At least one stage failed; what the others did is kept and stands in `summary`."""

    def __init__(self, sentence: str, summary: NightSummary) -> None:
        super().__init__(sentence)
        self.summary = summary


def run_night(
    config: Config,
    order: NightOrder,
    *,
    stages: tuple[Stage, ...] = tuple(Stage),
    tell: Callable[[Stage, int, int | None], None] = tell_nobody,
) -> NightSummary:
    """Run `stages` and return the summary.

    Raises AlreadyRunningError while another run holds the data folder, NightFailedError (with the
    summary) at the end of a run of which a stage failed.
    """
    start_logging(config.data)
    with hold_data_folder(config.data), open_store(config) as engine:
        import_bundled_plans(engine, order)
        with Session(engine) as session:
            plan_id = find_plan(session, order.plan_code or config.plan).id
        command = "nightly" if len(stages) == len(Stage) else "+".join(stage.value for stage in stages)
        with record_run(engine, command, clock=start_clock(order.now)) as book:
            night = Night(order, config, engine, book, plan_id, tell)
            for stage in stages:
                _run_stage(night, stage)
        summary = summarise_night(engine, book.run_id)
    if summary.problem:
        raise NightFailedError(f"{summary.problem} {summary.first_problem}", summary)
    return summary


def _run_stage(night: Night, stage: Stage) -> None:
    """Run one stage; if it fails the record says so, with an alarm, and the next stages work on what is held."""
    try:
        with night.book.stage(stage):
            STAGES[stage](night)
    except Exception as error:
        night.book.note(stage, Severity.ALARM, describe_problem(error))
        if not isinstance(error, DiembaoError):
            log.exception("stage failed", stage=stage.value, run=night.book.run_id)


def import_bundled_plans(engine: Engine, order: NightOrder) -> None:
    """Give an office that has imported no plan yet the ones that come with the program."""
    with Session(engine) as session, session.begin():
        if session.scalar(select(Plan.id).limit(1)) is None:
            for path in list_bundled_files(Path(plans.__file__).parent):
                import_office_file(session, path, now=order.now)
