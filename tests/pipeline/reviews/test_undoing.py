"""A step back restores what stood before by new rows, whole batches at once, one's own only."""

from datetime import timedelta

import pytest

from models.errors import InputError
from models.vocabulary import Certainty, ReadingState, ReviewDecision, TagAxis
from pipeline.reviews.bulk import accept_list
from pipeline.reviews.undoing import find_last_batch, undo_batch
from tests.pipeline.reviews.conftest import Office

ACCEPT, REJECT, WITHDRAW = ReviewDecision


def undo(office: Office, batch: str | None, by: str = "lan") -> int:
    """Undo a batch; returns how many articles of it stay as they were answered since."""
    assert batch is not None
    return undo_batch(office.session, office.plan, batch, by=by, now=office.tick()).kept


def last(office: Office, by: str = "lan") -> str | None:
    """Return the last batch of a person of the past hour."""
    return find_last_batch(office.session, office.plan, by=by, since=office.at - timedelta(hours=1))


def test_undoing_a_first_answer_leaves_the_question_open(office: Office) -> None:
    """The proposal counts again, the article waits, the answer stays in the history."""
    article = office.keep()

    undo(office, office.accept(article))

    assert office.matches() == {(article.id, "ND01"): Certainty.PROPOSED}
    assert office.states() == {article.id: ReadingState.WAITING}
    assert [one.decision for one in office.reviews()] == [ACCEPT, ACCEPT, WITHDRAW, WITHDRAW]


def test_undoing_a_changed_mind_restores_the_earlier_answer(office: Office) -> None:
    """What another person had said before stands again."""
    article = office.keep()
    office.accept(article, by="minh")

    undo(office, office.refuse(article))

    assert office.matches() == {(article.id, "ND01"): Certainty.CONFIRMED}
    assert office.reviews()[-1].decision is ACCEPT


def test_steps_are_taken_back_one_after_the_other(office: Office) -> None:
    """A second undo takes the step before; a third finds nothing."""
    first, second = office.keep("A"), office.keep("B")
    batches = [office.accept(first), office.accept(second)]
    found = []
    for _ in batches:
        found.append(last(office))
        undo(office, found[-1])

    assert (found, last(office)) == (batches[::-1], None)


def test_only_ones_own_answers_are_taken_back(office: Office) -> None:
    """Another person's batch is refused and does not show as one's last."""
    article = office.keep()
    batch = office.accept(article, by="minh")

    with pytest.raises(InputError, match="chính mình"):
        undo(office, batch)

    assert last(office) is None


def test_what_was_answered_again_since_is_left_alone(office: Office) -> None:
    """Somebody decided anew: the older step can no longer be undone."""
    article = office.keep()
    batch = office.accept(article)
    office.refuse(article, by="minh")

    assert undo(office, batch) == 0
    assert office.matches() == {}

    with pytest.raises(InputError, match="đã được hoàn tác"):
        undo(office, batch)


def test_a_list_is_accepted_in_one_step_and_undone_in_one(office: Office) -> None:
    """One batch; an article somebody else answered meanwhile is left and stays as it was answered."""
    articles = [office.keep(title) for title in "ABC"]
    seen = {article.id: office.look(article) for article in articles}
    office.refuse(articles[2], by="minh")

    done = accept_list(office.session, office.plan, seen, by="lan", now=office.tick())

    assert (done.accepted, done.left) == ((articles[0].id, articles[1].id), (articles[2].id,))
    assert {id_ for id_, _ in office.matches()} == {articles[0].id, articles[1].id}
    assert last(office) == done.batch
    undo(office, done.batch)
    assert set(office.matches().values()) == {Certainty.PROPOSED}
    assert office.states()[articles[2].id] is ReadingState.ANSWERED


def test_a_list_that_is_too_long_is_refused(office: Office) -> None:
    """Nobody can have seen that many suggestions."""
    seen = office.look(office.keep())

    with pytest.raises(InputError, match="200"):
        accept_list(office.session, office.plan, dict.fromkeys(range(201), seen), by="lan", now=office.tick())


def test_an_undone_answer_on_older_words_stays_one_on_older_words(office: Office) -> None:
    """Restoring does not pretend that the earlier person read the present words."""
    article = office.keep()
    office.accept(article, by="minh")
    article.text_sha256 = "1" * 64
    office.session.flush()
    batch = office.accept(article)

    undo(office, batch)

    assert office.states() == {article.id: ReadingState.CHANGED}
    assert TagAxis.RELEVANT in {one.axis for one in office.reviews()[-2:]}


def test_a_batch_with_a_long_name_is_undone_once_too(office: Office) -> None:
    """Other rooms name their batches by 32 letters; the undoing of one still fits and is still found."""
    article = office.keep()
    office.accept(article)
    for review in office.reviews():
        review.batch = "f" * 32
    office.session.flush()

    undo(office, last(office))

    assert last(office) is None
    assert office.states() == {article.id: ReadingState.WAITING}
