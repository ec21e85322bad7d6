"""What a changed plan file would alter over the stored articles, before anything is applied."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from classify import Tagger
from classify.plan_check.changes import ChangeFinder
from classify.plan_check.counting import check_counts, count_signals
from classify.plan_check.findings import Finding, sort_findings
from classify.plan_check.wording import check_wording
from models.article import Article
from models.office_files.loading import load_plan_file
from models.office_files.plan import PlanFile
from models.office_files.stored import restore_organisation, restore_plan
from models.plan import Plan
from models.records import RELEVANT, ArticleTags, ArticleText
from models.text import clean_text
from models.vocabulary import ArticleStatus
from pipeline.store import find_office_files, load_plan_files, load_tagger
from pipeline.tagging import article_text

BATCH = 200
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class TagChange:
    """An article whose tags would differ: codes that come and codes that go, the sector (`relevant`) among them."""

    title: str
    url: str | None
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """The outcome of a check. `compared_with` is the code of the stored plan, None where it is a new plan.

    `articles` were read, `read_twice` of them tagged under both files.
    """

    code: str
    findings: tuple[Finding, ...]
    articles: int
    compared_with: str | None
    read_twice: int
    changes: tuple[TagChange, ...]


def check_plan(session: Session, file: Path, classifiers: Path, tell: Progress) -> PlanCheck:
    """Check the plan in `file` against the stored articles and its stored version; raises what loading the file raises.

    Nothing is written.
    """
    plan = load_plan_file(file)
    findings = check_wording(plan)
    counts, read = count_signals(plan, _follow(session, "Đếm dấu hiệu", tell))
    findings += check_counts(counts, read)
    stored = session.scalar(select(Plan).where(Plan.code == plan.plan.code))
    changes: tuple[TagChange, ...] = ()
    twice = 0
    if stored is not None:
        changes, twice = _compare(session, stored, plan, classifiers, tell)
    return PlanCheck(
        code=plan.plan.code,
        findings=tuple(sort_findings(findings)),
        articles=read,
        compared_with=None if stored is None else stored.code,
        read_twice=twice,
        changes=changes,
    )


def _compare(
    session: Session, stored: Plan, new: PlanFile, classifiers: Path, tell: Progress
) -> tuple[tuple[TagChange, ...], int]:
    own, organisation = find_office_files(session, stored)
    old = restore_plan(own.content)
    finder = ChangeFinder(old, new)
    if finder.changes_nothing:
        return (), 0
    office = restore_organisation(organisation.content)
    before = load_tagger(session, stored, classifiers)
    after = Tagger.load(new, office, before.folder, list(load_plan_files(session).values()))
    changes: list[TagChange] = []
    twice = 0
    for article, text in _read(session, "So hai bản", tell):
        if finder.may_differ(text):
            twice += 1
            change = compare_tags(article, before.tag(text), after.tag(text))
            changes += [change] if change.added or change.removed else []
    return tuple(changes), twice


def compare_tags(article: Article, before: ArticleTags, after: ArticleTags) -> TagChange:
    """Return which codes differ between two readings of one article."""
    old, new = _codes(before), _codes(after)
    title = clean_text(article.title or "(không có tiêu đề)")
    return TagChange(title, article.url, tuple(sorted(new - old)), tuple(sorted(old - new)))


def _codes(tags: ArticleTags) -> set[str]:
    codes = {one.code for one in (*tags.rows, *tags.fields)}
    return codes | {RELEVANT} if tags.is_relevant else codes


def _follow(session: Session, label: str, tell: Progress) -> Iterator[ArticleText]:
    return (text for _, text in _read(session, label, tell))


def _read(session: Session, label: str, tell: Progress) -> Iterable[tuple[Article, ArticleText]]:
    """Yield the stored articles, a batch in memory at a time, and tell how far the reading is."""
    readable = Article.status != ArticleStatus.QUARANTINED
    total = session.scalar(select(func.count()).select_from(Article).where(readable)) or 0
    query = select(Article).where(readable).order_by(Article.id).execution_options(yield_per=BATCH)
    for number, article in enumerate(session.scalars(query), start=1):
        yield article, article_text(article)
        if number % BATCH == 0 or number == total:
            tell(label, number, total)
    session.expunge_all()
