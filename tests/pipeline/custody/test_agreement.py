"""What the captures of an article say together."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pipeline.custody.agreement import AgreementKind, read_agreement
from pipeline.custody.captures import APART, pick_separate
from tests import factories as make
from tests.pipeline.custody.looks import FIRST, NIGHT, Looked, nights

LATER = FIRST + 30 * NIGHT


def judge(looked: Looked, as_of: object = LATER) -> AgreementKind:
    """Return how the captures of the article agree."""
    return read_agreement(looked.session, [looked.article.id], as_of)[looked.article.id].kind  # type: ignore[arg-type]


def test_one_capture_is_no_agreement(session: Session) -> None:
    """An article seen once says only that it was seen once."""
    looked = Looked(session)

    found = read_agreement(session, [looked.article.id], LATER)[looked.article.id]

    assert found.kind is AgreementKind.ONE_CAPTURE
    assert found.separate_at == (FIRST,)
    assert found.http_statuses == (200,)


def test_a_second_answer_of_the_same_hour_is_no_second_capture(session: Session) -> None:
    """Two answers close together may come from one cache."""
    looked = Looked(session)
    looked.see_same_bytes(FIRST + timedelta(hours=1))

    assert judge(looked) is AgreementKind.ONE_CAPTURE


def test_an_unchanged_page_agrees(session: Session) -> None:
    """A 304 a night later shows that the text stood."""
    looked = Looked(session)
    looked.see_same_bytes(FIRST + NIGHT)

    found = read_agreement(session, [looked.article.id], LATER)[looked.article.id]

    assert found.kind is AgreementKind.SAME_TEXT
    assert found.http_statuses == (200, 304)
    assert [capture.captured_at for capture in found.captures] == nights(0, 1)


def test_other_boxes_around_the_same_words_agree(session: Session) -> None:
    """The page's bytes may differ while its text is the same."""
    looked = Looked(session)
    looked.see_other_boxes(FIRST + NIGHT)

    assert judge(looked) is AgreementKind.SAME_TEXT


def test_other_words_are_an_edit(session: Session) -> None:
    """A changed text is an edit, and stays one after further looks."""
    looked = Looked(session)
    looked.see_edit(FIRST + NIGHT, "Nội dung khác.")
    looked.see_same_bytes(FIRST + 2 * NIGHT)

    assert judge(looked) is AgreementKind.EDITED


def test_another_byline_is_an_edit(session: Session) -> None:
    """Who signed is part of what is counted."""
    looked = Looked(session)
    looked.see_edit(FIRST + NIGHT, looked.article.text, byline="Minh Đức")

    assert judge(looked) is AgreementKind.EDITED


def test_a_gone_page_is_removed_since_it_was_first_seen_gone(session: Session) -> None:
    """The first of the answers that it is gone dates the removal."""
    looked = Looked(session)
    for at in nights(1, 2):
        looked.see_gone(at)

    found = read_agreement(session, [looked.article.id], LATER)[looked.article.id]

    assert found.kind is AgreementKind.REMOVED
    assert found.removed_at == FIRST + NIGHT
    assert found.http_statuses == (200, 404, 404)


def test_a_page_that_only_says_it_is_gone_is_removed(session: Session) -> None:
    """A soft error page counts like a 404."""
    looked = Looked(session)
    looked.see_gone(FIRST + NIGHT, status=200)

    assert judge(looked) is AgreementKind.REMOVED


def test_a_returned_page_agrees_again(session: Session) -> None:
    """A page taken down and put back unchanged has the same text."""
    looked = Looked(session)
    looked.see_gone(FIRST + NIGHT)
    looked.see_return(FIRST + 2 * NIGHT)

    assert judge(looked) is AgreementKind.SAME_TEXT


def test_an_unreadable_page_confirms_nothing(session: Session) -> None:
    """A later page without the article's body is no second look at its text, nor is a 304 to that page."""
    looked = Looked(session)
    empty = looked.see_nothing_readable(FIRST + NIGHT)
    looked.page = empty
    looked.see_same_bytes(FIRST + 2 * NIGHT)

    assert judge(looked) is AgreementKind.ONE_CAPTURE


def test_what_came_later_had_not_happened_yet(session: Session) -> None:
    """As of an earlier instant later captures, edits and removals are unknown."""
    looked = Looked(session)
    looked.see_same_bytes(FIRST + NIGHT)
    looked.see_edit(FIRST + 2 * NIGHT, "Nội dung khác.")
    looked.see_gone(FIRST + 3 * NIGHT)

    told = [judge(looked, at) for at in nights(0.5, 1, 2, 3)]

    assert told == [
        AgreementKind.ONE_CAPTURE,
        AgreementKind.SAME_TEXT,
        AgreementKind.EDITED,
        AgreementKind.REMOVED,
    ]


def test_an_article_added_by_hand_has_no_capture(session: Session) -> None:
    """Without an address nothing was ever asked."""
    article = make.make_article(session)

    found = read_agreement(session, [article.id], LATER)[article.id]

    assert found.kind is AgreementKind.NO_CAPTURE
    assert found.captures == ()


def test_an_article_not_known_yet_is_left_out(session: Session) -> None:
    """Before its first sight an article has no agreement."""
    looked = Looked(session)

    assert read_agreement(session, [looked.article.id], FIRST - 400 * NIGHT) == {}


@given(st.lists(st.integers(0, 200), max_size=12))
def test_separate_captures_lie_apart_and_leave_no_gap(hours: list[int]) -> None:
    """Picked moments are APART from each other, and every moment is near one picked before it."""
    moments = [FIRST + timedelta(hours=hour) for hour in hours]

    picked = pick_separate(moments)

    assert all(after - before >= APART for before, after in pairwise(picked))
    assert all(any(timedelta(0) <= moment - one < APART for one in picked) for moment in moments)
