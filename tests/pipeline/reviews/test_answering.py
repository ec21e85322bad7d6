"""Answers stand beside the proposals, hold at once, and are never lost, whoever else answers."""

from datetime import UTC, datetime

import pytest

from models.errors import InputError
from models.records import RELEVANT
from models.vocabulary import Certainty, ReadingState, ReviewDecision, TagAxis
from pipeline.reviews.answering import ChangedWordsError, CodeAnswer, ConflictError, reopen_article
from pipeline.reviews.queue import rank_queue
from tests import factories as make
from tests.pipeline.reviews.conftest import Office

ACCEPT, REJECT, WITHDRAW = ReviewDecision
CONFIRMED, PROPOSED, _ = Certainty


def test_accepting_all_confirms_what_was_proposed_and_names_the_proposal_seen(office: Office) -> None:
    """Each answer is a row with who, when, the tag, its classifier, the words read, all in one batch."""
    article = office.keep(rows={"ND01": 0.8, "ND02": 0.25})
    department = make.make_department(office.session, "CC-BVMT", "Chi cục", make.make_agency(office.session, "SO-B"))
    tag = make.make_tag(office.session, article, office.plan, TagAxis.DEPARTMENT, department.code)

    batch = office.accept(article)

    reviews = office.reviews()
    assert {(one.axis, one.code, one.decision) for one in reviews} == {
        (TagAxis.RELEVANT, RELEVANT, ACCEPT),
        (TagAxis.ROW, "ND01", ACCEPT),
        (TagAxis.ROW, "ND02", REJECT),
        (TagAxis.DEPARTMENT, "CC-BVMT", ACCEPT),
    }
    assert {(one.batch, one.decided_by, one.text_sha256) for one in reviews} == {(batch, "lan", article.text_sha256)}
    assert {one.classifier_version for one in reviews} == {make.CLASSIFIER}
    assert tag.id in {one.tag_id for one in reviews}


def test_an_answer_moves_its_article_at_once_in_matches_and_queue(office: Office) -> None:
    """Nothing waits for the night: the row is confirmed, the article is read, the other one stays."""
    read, other = office.keep("A"), office.keep("B")

    office.accept(read)

    assert office.matches() == {(read.id, "ND01"): CONFIRMED}
    assert office.states() == {read.id: ReadingState.ANSWERED, other.id: ReadingState.WAITING}


def test_a_row_ticked_off_and_another_ticked_on(office: Office) -> None:
    """The row refused leaves the plan, the one added by hand is confirmed though nothing proposed it."""
    article = office.keep(rows={"ND01": 0.8})

    office.accept_rows(article, "HD01")

    assert office.matches() == {(article.id, "HD01"): CONFIRMED}
    added = next(one for one in office.reviews() if one.code == "HD01")
    assert (added.tag_id, added.classifier_version) == (None, make.CLASSIFIER)


def test_not_of_the_sector_takes_the_article_out_of_the_plan(office: Office) -> None:
    """One answer is enough; nothing is matched any more."""
    article = office.keep()
    office.accept(article)

    office.refuse(article)

    assert office.matches() == {}
    assert [one.decision for one in office.reviews() if one.axis is TagAxis.RELEVANT] == [ACCEPT, REJECT]


def test_a_second_person_is_told_of_the_first_and_nothing_is_lost(office: Office) -> None:
    """The answers of both come with the conflict; confirmed on a fresh page they are written."""
    article = office.keep()
    page = office.look(article)
    office.accept(article, by="lan")

    with pytest.raises(ConflictError) as conflict:
        office.refuse(article, by="minh", seen=page)

    assert {(one.decided_by, one.decision) for one in conflict.value.theirs} == {("lan", ACCEPT)}
    assert [(one.code, one.decision) for one in conflict.value.yours] == [(RELEVANT, REJECT)]
    assert {one.decided_by for one in office.reviews()} == {"lan"}
    office.answer(article, list(conflict.value.yours), "minh", None)
    assert office.matches() == {}


def test_two_people_of_one_mind_are_no_conflict(office: Office) -> None:
    """The second one's equal answers are there already: nothing is written, nobody is troubled."""
    article = office.keep()
    page = office.look(article)
    office.accept(article, by="lan")

    batch = office.accept(article, by="minh", seen=page)

    assert batch is None
    assert {one.decided_by for one in office.reviews()} == {"lan"}


def test_sending_a_page_twice_writes_once(office: Office) -> None:
    """An impatient second Enter changes nothing."""
    article = office.keep()
    page = office.look(article)
    office.accept(article, seen=page)
    before = len(office.reviews())

    office.accept(article, seen=page)

    assert len(office.reviews()) == before


def test_words_that_changed_under_the_reader_are_read_again(office: Office) -> None:
    """An answer on words that are no longer there is not taken."""
    article = office.keep()
    page = office.look(article)
    article.text_sha256 = "1" * 64
    office.session.flush()

    with pytest.raises(ChangedWordsError):
        office.accept(article, seen=page)

    assert office.reviews() == []


def test_a_code_of_another_plan_is_refused(office: Office) -> None:
    """Nothing of the step is written."""
    article = office.keep()

    with pytest.raises(InputError, match="ND99"):
        office.answer(article, [CodeAnswer(TagAxis.ROW, "ND99", ACCEPT)], "lan", None)

    assert office.reviews() == []


def test_equal_words_share_the_answer(office: Office) -> None:
    """A reprint of the same words is confirmed with its first publication, also when the reprint was answered."""
    first = office.keep()
    reprint = office.keep(
        text_key=first.text_key, duplicate_of_id=first.id, published_at=datetime(2023, 3, 6, tzinfo=UTC)
    )

    office.accept(reprint)

    assert office.matches() == {(first.id, "ND01"): CONFIRMED, (reprint.id, "ND01"): CONFIRMED}
    assert office.states() == {first.id: ReadingState.ANSWERED}


def test_reopening_takes_every_answer_back_and_asks_again(office: Office) -> None:
    """The history keeps what was said; the proposal counts again."""
    article = office.keep()
    office.accept(article)

    reopen_article(office.session, office.plan, article.id, by="minh", now=office.tick(), seen=office.look(article))

    assert office.matches() == {(article.id, "ND01"): PROPOSED}
    assert office.states() == {article.id: ReadingState.WAITING}
    assert [one.decision for one in office.reviews()] == [ACCEPT, ACCEPT, WITHDRAW, WITHDRAW]


def test_a_later_reading_by_a_classifier_overwrites_nothing(office: Office) -> None:
    """The night tags, reconciles and ranks anew: the answers stand, the new row is proposed beside them."""
    article = office.keep(rows={"ND01": 0.8})
    office.accept_rows(article, "HD01")
    for code in ("ND01", "ND02"):
        tag = {"score": 0.99, "proposed_at": office.tick()}
        make.make_tag(office.session, article, office.plan, TagAxis.ROW, code, **tag)

    rank_queue(office.session, office.plan, now=office.tick())

    assert office.states() == {article.id: ReadingState.ANSWERED}
    assert office.matches() == {(article.id, "HD01"): CONFIRMED}


def test_an_edit_by_the_outlet_brings_the_article_back(office: Office) -> None:
    """The question is open again, the old answer beside it."""
    article = office.keep()
    office.accept(article)
    article.text_sha256 = "1" * 64
    office.session.flush()

    rank_queue(office.session, office.plan, now=office.tick())

    assert office.states() == {article.id: ReadingState.CHANGED}
