"""A fixed sample is read by a second person; how far both agree is a figure with an interval."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.desk import SecondReading
from models.errors import InputError
from models.records import RELEVANT
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.reviews.agreement import measure_agreement
from pipeline.reviews.choosing import accept_all, refuse
from pipeline.reviews.ranking import draw_lot
from pipeline.reviews.second_reading import Compared, count_unread, find_unread, keep_second_reading, read_compared
from tests.pipeline.reviews.conftest import Office

ACCEPT, REJECT, _ = ReviewDecision
ROW, RELEVANT_AXIS = TagAxis.ROW, TagAxis.RELEVANT


def compared(axis: TagAxis, *answers: tuple[ReviewDecision, ReviewDecision]) -> list[list[Compared]]:
    """Return readings of one question each."""
    return [[Compared(axis, "ND01", first, second)] for first, second in answers]


def test_only_another_person_is_offered_the_article(office: Office) -> None:
    """The first reader has nothing to read twice; after the second reading nobody has."""
    article = office.keep()
    assert find_unread(office.session, office.plan, by="minh", share=1.0) is None
    office.accept(article, by="lan")

    assert count_unread(office.session, office.plan, by="lan", share=1.0) == 0
    assert find_unread(office.session, office.plan, by="minh", share=1.0) == article.id
    keep_second_reading(
        office.session, office.plan, article.id, accept_all(office.asked(article)), by="minh", now=office.tick()
    )
    assert find_unread(office.session, office.plan, by="hoa", share=1.0) is None


def test_the_second_reading_stands_beside_the_first_and_decides_nothing(office: Office) -> None:
    """Both answers on each question are kept; the plan counts as before."""
    article = office.keep(rows={"ND01": 0.8, "ND02": 0.3})
    office.accept(article, by="lan")
    before = office.matches()

    keep_second_reading(
        office.session, office.plan, article.id, refuse(office.asked(article)), by="minh", now=office.tick()
    )

    kept = office.session.scalars(select(SecondReading)).one()
    assert (kept.first_by, kept.read_by, office.matches()) == ("lan", "minh", before)
    assert read_compared(office.session, office.plan) == [[Compared(RELEVANT_AXIS, RELEVANT, ACCEPT, REJECT)]]


def test_one_person_cannot_be_both_readers(office: Office) -> None:
    """Nor can an article be read twice a second time, or before the first reading."""
    article = office.keep()
    answers = accept_all(office.asked(article))
    for by, said in (("minh", "chưa có ai"), ("lan", "người khác")):
        with pytest.raises(InputError, match=said):
            keep_second_reading(office.session, office.plan, article.id, answers, by=by, now=office.tick())
        if by == "minh":
            office.accept(article, by="lan")
    keep_second_reading(office.session, office.plan, article.id, answers, by="minh", now=office.tick())

    with pytest.raises(InputError, match="đã được đọc"):
        keep_second_reading(office.session, office.plan, article.id, answers, by="hoa", now=office.tick())


def test_the_sample_is_about_the_share_asked_for_and_never_changes() -> None:
    """The lot depends on the words alone."""
    lots = [draw_lot(f"{number:064x}") for number in range(2000)]

    assert 0.08 < sum(lot < 0.1 for lot in lots) / len(lots) < 0.12
    assert lots[7] == draw_lot(f"{7:064x}")


def test_agreement_is_kappa_as_in_the_textbook() -> None:
    """Cohen's own kind of table, 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.7 equal, kappa 0.4."""
    readings = compared(
        ROW, *[(ACCEPT, ACCEPT)] * 20, *[(ACCEPT, REJECT)] * 5, *[(REJECT, ACCEPT)] * 10, *[(REJECT, REJECT)] * 15
    )

    [axis] = measure_agreement(readings)

    assert axis.kappa is not None
    assert (axis.articles, axis.equal.value) == (50, pytest.approx(0.7))
    assert axis.kappa.value == pytest.approx(0.4)
    assert axis.kappa.low < 0.4 < axis.kappa.high
    assert axis.words == "thống nhất vừa phải"


def test_kappa_is_not_made_up_where_it_cannot_be_said() -> None:
    """Both always said yes: equal, but nothing to compare with chance."""
    [axis] = measure_agreement(compared(RELEVANT_AXIS, *[(ACCEPT, ACCEPT)] * 30))

    assert (axis.kappa, axis.equal.value) == (None, 1.0)
    assert "chưa so được" in axis.words


def test_few_articles_say_nothing_in_words() -> None:
    """The figure stands with its interval; no judgement on it."""
    [axis] = measure_agreement(compared(ROW, *[(ACCEPT, ACCEPT), (REJECT, REJECT), (ACCEPT, REJECT)]))

    assert "còn ít bài" in axis.words


@given(
    st.lists(st.tuples(st.sampled_from([ACCEPT, REJECT]), st.sampled_from([ACCEPT, REJECT])), min_size=1, max_size=12)
)
def test_agreement_is_a_share_within_its_interval(answers: list[tuple[ReviewDecision, ReviewDecision]]) -> None:
    """Any readings give a share from 0 to 1, held by its interval, and a kappa of at most 1."""
    [axis] = measure_agreement(compared(ROW, *answers))

    assert 0 <= axis.equal.low <= axis.equal.value <= axis.equal.high <= 1
    assert axis.kappa is None or axis.kappa.value <= 1 + 1e-9
