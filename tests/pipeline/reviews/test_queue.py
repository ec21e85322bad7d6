"""The queue asks what matters first, keeps articles where people left them, and sees what became of them since."""

from datetime import UTC, datetime, timedelta

import pytest

from models.answers import Answer
from models.vocabulary import ArticleStatus, ReadingState, ReviewDecision
from pipeline.reviews.queue import order_queue, rank_queue
from pipeline.reviews.ranking import decide_reading
from pipeline.reviews.weighing import Open, weigh_article
from tests.pipeline.reviews.conftest import Office

READ_AT = datetime(2023, 6, 1, tzinfo=UTC)
BEFORE, AFTER = READ_AT - timedelta(days=1), READ_AT + timedelta(days=1)


def answered(decision: ReviewDecision = ReviewDecision.ACCEPT, *, is_current: bool = True) -> Answer:
    """Return an answer on the sector."""
    return Answer(decision, READ_AT.date(), is_current)


def test_a_row_nobody_has_confirmed_is_asked_before_a_full_one() -> None:
    """One answer for an empty row changes the report, the fortieth for a full one does not."""
    empty = weigh_article([Open("ND05", 0.6, is_auto=False)], None, {})
    full = weigh_article([Open("ND05", 0.6, is_auto=False)], None, {"ND05": 40})

    assert empty[0] > full[0]
    assert empty[1] == "ND05 chưa có bài nào được duyệt"


def test_of_two_articles_for_one_row_the_doubtful_one_is_asked_first() -> None:
    """A score of one half teaches most."""
    doubtful = weigh_article([Open("HD06", 0.5, is_auto=False)], None, {"HD06": 3})
    sure = weigh_article([Open("HD06", 0.98, is_auto=True)], None, {"HD06": 3})

    assert doubtful[0] > sure[0]
    assert doubtful[1] == "còn nghi ở HD06"


def test_the_queue_leaves_out_what_was_answered(office: Office) -> None:
    """An article read by a person does not come again; the others come in their order."""
    sure, doubtful, read = (office.keep(rows={"ND01": score}) for score in (0.95, 0.5, 0.5))
    office.refuse(read)

    queue = order_queue(office.session, office.plan)

    assert [entry.article_id for entry in queue] == [doubtful.id, sure.id]


def test_ranking_everything_anew_changes_nothing_where_nothing_happened(office: Office) -> None:
    """What an answer left in the table is what the night would write."""
    articles = [office.keep(title) for title in "ABC"]
    office.accept(articles[0])
    at_once = office.states()

    waiting = rank_queue(office.session, office.plan, now=office.tick())

    assert office.states() == at_once
    assert waiting == 2


@pytest.mark.parametrize(
    ("answer", "status", "since", "is_settled", "state"),
    [
        (None, ArticleStatus.LIVE, BEFORE, True, ReadingState.WAITING),
        (answered(), ArticleStatus.LIVE, BEFORE, True, ReadingState.ANSWERED),
        (answered(is_current=False), ArticleStatus.EDITED, AFTER, False, ReadingState.CHANGED),
        (answered(), ArticleStatus.REMOVED, AFTER, False, ReadingState.RECOUNT),
        (answered(), ArticleStatus.REMOVED, AFTER, True, ReadingState.ANSWERED),
        (answered(), ArticleStatus.REMOVED, BEFORE, False, ReadingState.ANSWERED),
        (answered(ReviewDecision.REJECT), ArticleStatus.REMOVED, AFTER, False, ReadingState.ANSWERED),
        (answered(), ArticleStatus.QUARANTINED, AFTER, False, ReadingState.QUARANTINED),
    ],
)
def test_how_far_an_article_is_read(
    answer: Answer | None, status: ArticleStatus, since: datetime, is_settled: bool, state: ReadingState
) -> None:
    """By the answer, whether it is on the present words, and what the outlet did since."""
    signed = (READ_AT, "lan") if answer else None

    assert decide_reading(answer, status, since, signed, is_settled=is_settled) is state
