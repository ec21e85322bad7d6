"""The six stages, each a thin edge: ask a room to do its work, write down the figures."""

from collections import Counter

from sqlalchemy.orm import Session

from crawler.order import CrawlOrder, Guest
from crawler.outlet_file import load_outlets
from crawler.run import crawl
from models.plan import Plan
from models.vocabulary import Severity, Stage
from pipeline.articles.states import note_states
from pipeline.custody.certificate import OneNight
from pipeline.custody.completeness import read_completeness
from pipeline.custody.questions import describe_open, list_count_questions
from pipeline.custody.recapture import list_rechecks
from pipeline.custody.telling import summarise_outlet
from pipeline.digest import write_digest
from pipeline.night.canary import find_lost_fields, measure_shares
from pipeline.night.extraction import LOST, extract_pages
from pipeline.night.order import REPORT_FORMATS, Night
from pipeline.night.summary import DROP_PREFIX, LEDGER_PREFIX
from pipeline.obligations.stage import reconcile_obligations
from pipeline.reconcile.stage import reconcile
from pipeline.reviews.queue import rank_queue
from pipeline.store import load_tagger
from pipeline.tagging import tag_articles
from pipeline.training.acceptance import renew_limits
from reports import query_coverage, write_coverage

# Who decides where no person did.
NIGHT = "diembao"


def crawl_stage(night: Night) -> None:
    """Collect what the outlets publish, and ask again for what reports count or list."""
    config, order = night.config, night.order
    guest = Guest(contact=config.crawl.contact, delay=config.crawl.delay_seconds)
    crawl_order = CrawlOrder(
        database_url=config.database,
        warc_folder=config.warc_folder,
        run_id=night.book.run_id,
        now=order.now,
        outlets=order.outlets or None,
        since=order.since,
        until=order.until,
        origins=order.origins,
        recheck=_recheck(night),
        max_pages=config.crawl.page_limit,
        guest=guest,
    )
    crawl(crawl_order, on_progress=lambda p: night.tell(Stage.CRAWL, p.pages, p.pages + p.waiting))


def _recheck(night: Night) -> tuple[int, ...]:
    days = night.config.crawl.recheck_days
    with Session(night.engine) as session:
        return list_rechecks(session, night.plan_id, night.order.now, recheck_days=days)


def extract_stage(night: Night) -> None:
    """Turn the pages kept and not yet read into articles."""
    counts: Counter[tuple[str, str]] = Counter()
    outlets = load_outlets()
    for progress in extract_pages(night.engine, night.config.warc_folder, outlets, now=night.book.clock()):
        counts = progress.counts
        night.tell(Stage.EXTRACT, progress.done, progress.total)
    night.book.count(Stage.EXTRACT, counts)
    for (outlet, fate), number in counts.items():
        if fate == LOST:
            night.book.note(Stage.EXTRACT, Severity.ALARM, f"{number} {LOST.removeprefix(DROP_PREFIX)}.", outlet)
    _watch_fields(night)
    _certify(night)


def _certify(night: Night) -> None:
    """Say how complete the night's crawl was; a number of articles surely missed is a warning."""
    with Session(night.engine) as session:
        certificate = read_completeness(session, OneNight(night.book.run_id), night.book.clock())
    for line in certificate.outlets:
        has_missed = line.estimate is not None and line.estimate.missed_low > 0
        severity = Severity.WARNING if has_missed else Severity.NOTE
        night.book.note(Stage.EXTRACT, severity, summarise_outlet(line), line.key)


def _watch_fields(night: Night) -> None:
    """Write down how many new pages had each field, and raise an alarm for one that is suddenly missing."""
    with Session(night.engine) as session:
        shares = measure_shares(session, night.book.run_id)
        lost = find_lost_fields(session, night.book.run_id, shares)
    night.book.count(Stage.EXTRACT, shares)
    for field in lost:
        night.book.note(Stage.EXTRACT, Severity.ALARM, field.sentence, field.outlet_key)


def tag_stage(night: Night) -> None:
    """Let the classifier read what it has not read, then prove anew what may be accepted unread."""
    with Session(night.engine) as session:
        tagger = load_tagger(session, session.get_one(Plan, night.plan_id), night.config.classifier_folder)
    counts: Counter[str] = Counter()
    for progress in tag_articles(night.engine, night.plan_id, tagger, now=night.book.clock()):
        counts = progress.counts
        night.tell(Stage.TAG, progress.done, progress.total)
    night.book.count(Stage.TAG, {("", name): value for name, value in counts.items()})
    with Session(night.engine) as session, session.begin():
        plan = session.get_one(Plan, night.plan_id)
        renew_limits(session, plan, tagger.version, by=NIGHT, now=night.book.clock())


def reconcile_stage(night: Night) -> None:
    """Compare articles with the annual plan, then with what the departments promised in their monthly plans."""
    result = reconcile(night.engine, night.plan_id, now=night.book.clock())
    counts = {("", certainty.value): float(number) for certainty, number in result.matches.items()}
    figures = {
        ("", "articles"): result.articles,
        ("", "outside_plan"): result.outside_plan,
        ("", "reprints"): result.reprints,
    }
    night.book.count(Stage.RECONCILE, counts | figures)
    ledger = reconcile_obligations(night.engine, night.plan_id, now=night.book.clock())
    states = {("", f"{LEDGER_PREFIX}{state.value}"): float(number) for state, number in ledger.states.items()}
    if states:
        night.book.count(Stage.RECONCILE, states | {("", "questions"): float(ledger.questions)})
    with Session(night.engine) as session, session.begin():
        note_states(session, night.book.clock())
        rank_queue(session, session.get_one(Plan, night.plan_id), now=night.book.clock())
    _tell_open_counts(night)


def _tell_open_counts(night: Night) -> None:
    """Say each morning, until it is answered, that counted articles were edited or taken down since."""
    with Session(night.engine) as session:
        plan = session.get_one(Plan, night.plan_id)
        questions = list_count_questions(session, plan, night.book.clock())
    if questions:
        night.book.note(Stage.RECONCILE, Severity.WARNING, describe_open(questions))


def report_stage(night: Night) -> None:
    """Write the coverage report of the plan's whole period, as of now."""
    with Session(night.engine) as session:
        plan = session.get_one(Plan, night.plan_id)
        report = query_coverage(
            session, plan_code=plan.code, start=plan.count_from, end=plan.period_to, as_of=night.book.clock()
        )
    written = write_coverage(report, night.report_folder, REPORT_FORMATS)
    night.book.count(Stage.REPORT, {("", "files"): len(written)})


def digest_stage(night: Night) -> None:
    """Write the summary of the night, and send it where e-mail is set up."""
    problem = write_digest(night)
    if problem:
        night.book.note(Stage.DIGEST, Severity.WARNING, problem)
