"""Articles that were edited or taken down after a person had counted them, and whether that is settled.

An edit is open while the outlet's present words are not those some standing answer was given on; a removal until
a person said that the count stands all the same. Nothing is decided here, and no count changes by being asked about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.clock import local_day
from models.desk import CountStanding
from models.organisation import Outlet
from models.plan import Plan
from models.vocabulary import CountCause
from pipeline.custody.agreement import Agreement, TextState, read_agreement
from pipeline.custody.counted import StandingAnswer, read_counted
from reports.reading import ArticleFact, read_facts_of


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """One open question: which article, what happened when, and by which answers it counts since when.

    An article edited and then removed is asked about its removal first. `shared_with` are the other publications of the
    same words: they count by the same answers and fall with them.
    """

    article_id: int
    title: str
    url: str | None
    outlet: str
    published_at: datetime | None
    cause: CountCause
    cause_at: datetime
    counted_at: datetime
    answers: tuple[StandingAnswer, ...]
    shared_with: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """Say what happened, for whoever answers."""
        counted, seen = local_day(self.counted_at), local_day(self.cause_at)
        return f"{self.cause.label}: duyệt ngày {counted:%d/%m/%Y}, thấy ngày {seen:%d/%m/%Y}"


def list_count_questions(session: Session, plan: Plan, as_of: datetime) -> tuple[CountQuestion, ...]:
    """Return the open questions under the plan at `as_of`, what happened last first."""
    counted = read_counted(session, plan.id, as_of)
    facts = _choose_of_plan(read_facts_of(session, counted, as_of).values(), plan)
    agreements = read_agreement(session, facts, as_of)
    kept = _read_kept_removals(session, plan.id, as_of)
    names = {outlet.key: outlet.name for outlet in session.scalars(select(Outlet))}
    groups: defaultdict[tuple[StandingAnswer, ...], list[int]] = defaultdict(list)
    for id_, answers in counted.items():
        groups[answers].append(id_)
    questions = []
    for id_, fact in facts.items():
        found = find_cause(agreements[id_], counted[id_], kept.get(id_))
        if found is not None:
            others = tuple(other for other in groups[counted[id_]] if other != id_)
            what = fact.title, fact.url, names[fact.outlet_key], fact.published_at
            since = counted[id_][0].decided_at
            questions.append(CountQuestion(id_, *what, *found, since, counted[id_], others))
    return tuple(sorted(questions, key=lambda question: (question.cause_at, question.article_id), reverse=True))


def _choose_of_plan(facts: Iterable[ArticleFact], plan: Plan) -> dict[int, ArticleFact]:
    """Return the articles of the plan's time: what never counted is not asked about; an undated one may count."""
    return {
        fact.id: fact
        for fact in facts
        if fact.published_at is None or plan.count_from <= local_day(fact.published_at) <= plan.period_to
    }


def find_cause(
    agreement: Agreement, answers: Sequence[StandingAnswer], removal_kept_at: datetime | None
) -> tuple[CountCause, datetime] | None:
    """Return what happened to an article since it was counted and when, or None if nothing is open. Pure.

    `removal_kept_at` is when a person last said that the article counts although it was removed.
    """
    removed_at = agreement.removed_at
    is_kept = removed_at is not None and removal_kept_at is not None and removal_kept_at >= removed_at
    if removed_at is not None and answers[0].decided_at < removed_at and not is_kept:
        return CountCause.REMOVED, removed_at
    if not agreement.states:
        return None
    present = agreement.states[-1]
    if all(find_words_read(agreement.states, answer).words == present.words for answer in answers):
        return None
    return CountCause.EDITED, present.seen_at


def find_words_read(states: Sequence[TextState], answer: StandingAnswer) -> TextState:
    """Return the state of the outlet's words that an answer was given on.

    The answer names the words; where they are none of the outlet's (a correction of the office, another publication
    of the work) its time tells.
    """
    earlier = [state for state in states if state.seen_at <= answer.decided_at] or [states[0]]
    return next((state for state in reversed(earlier) if state.text_sha256 == answer.text_sha256), earlier[-1])


def _read_kept_removals(session: Session, plan_id: int, as_of: datetime) -> dict[int, datetime]:
    """Return by article when its count was last said to stand although it was removed, if that is the last word."""
    said = (
        select(CountStanding.article_id, CountStanding.stands, CountStanding.decided_at)
        .where(CountStanding.plan_id == plan_id, CountStanding.cause == CountCause.REMOVED)
        .where(CountStanding.decided_at <= as_of)
        .order_by(CountStanding.decided_at, CountStanding.id)
    )
    newest = {article_id: (stands, decided_at) for article_id, stands, decided_at in session.execute(said)}
    return {article_id: decided_at for article_id, (stands, decided_at) in newest.items() if stands}


def describe_open(questions: Sequence[CountQuestion]) -> str:
    """Say in one sentence how many questions are open, for the night's summary."""
    causes = Counter(question.cause for question in questions)
    parts = [f"{causes[cause]} {cause.label.lower()}" for cause in CountCause if causes[cause]]
    return f"{len(questions)} tin, bài đã tính cần trả lời còn tính hay không: {', '.join(parts)}."
