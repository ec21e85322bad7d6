"""States of obligations: the export's conventions, one rule a test."""

from datetime import date

import pytest

from models.obligation_state import Answer, Terms, Timing, decide_standing, serves_genre, tell_span, tell_time
from models.vocabulary import Genre, ObligationState, ObligationStatus

JULY = date(2023, 7, 1)
NAMES = {"bao": "Báo Thử", "dai": "Đài Thử"}


def make_terms(**changes: object) -> Terms:
    """One news item in the paper, from 5 to 10 July."""
    values: dict[str, object] = {
        "month": JULY,
        "genre": Genre.NEWS,
        "quantity": 1,
        "outlets": ("bao",),
        "window_from": date(2023, 7, 5),
        "window_to": date(2023, 7, 10),
    }
    return Terms(**(values | changes))  # type: ignore[arg-type]  # values of several kinds


def make_answer(day: date | None = date(2023, 7, 6), *, work: int = 1, **changes: object) -> Answer:
    """A news item in the paper on 6 July."""
    values: dict[str, object] = {"article_id": work, "work": work, "outlet": "bao", "genre": Genre.NEWS}
    return Answer(published_on=day, **(values | changes))  # type: ignore[arg-type]  # values of several kinds


def state(terms: Terms, *answers: Answer) -> ObligationState:
    """The state alone."""
    return decide_standing(terms, answers, NAMES).state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 7, 5), ObligationState.MET),
        (date(2023, 7, 10), ObligationState.MET),
        (date(2023, 7, 1), ObligationState.MET),
        (date(2023, 7, 11), ObligationState.LATE),
        (date(2023, 7, 31), ObligationState.LATE),
        (date(2023, 8, 1), ObligationState.OTHER_MONTH),
        (date(2023, 6, 30), ObligationState.OTHER_MONTH),
    ],
)
def test_the_day_decides_between_in_time_late_and_other_month(day: date, expected: ObligationState) -> None:
    """Within the window or earlier in its month is in time, after it in its month is late, beyond is another month."""
    assert state(make_terms(), make_answer(day)) is expected


@pytest.mark.parametrize("status", [one for one in ObligationStatus if one is not ObligationStatus.ACTIVE])
def test_what_does_not_stand_any_more_is_dropped_whatever_was_published(status: ObligationStatus) -> None:
    """A cancelled, moved or withdrawn obligation is dropped and tells its reason."""
    standing = decide_standing(make_terms(status=status, status_reason="mưa lũ"), [make_answer()], NAMES)

    assert standing.state is ObligationState.DROPPED
    assert standing.reasons == (f"{status.label.lower()}: mưa lũ",)


def test_without_answers_an_obligation_is_unmet_and_with_questions_only_it_is_suggested() -> None:
    """A question never counts as an answer."""
    assert state(make_terms()) is ObligationState.UNMET
    assert state(make_terms(), make_answer(is_question=True)) is ObligationState.SUGGESTED


def test_too_few_works_meet_in_part_and_say_how_many() -> None:
    """One of two wanted is a part."""
    standing = decide_standing(make_terms(quantity=2), [make_answer()], NAMES)

    assert standing.state is ObligationState.PARTLY
    assert standing.reached == 1
    assert "mới có 1/2 tin" in standing.reasons


def test_a_reprint_ticks_its_outlet_and_is_no_second_work() -> None:
    """Paper and broadcaster with one text: both outlets ticked, one work of two."""
    answers = (make_answer(), make_answer(outlet="dai", article_id=2))

    assert state(make_terms(outlets=("bao", "dai")), *answers) is ObligationState.MET
    assert state(make_terms(quantity=2), *answers) is ObligationState.PARTLY


def test_a_missing_outlet_meets_in_part_and_is_named() -> None:
    """Wanted in paper and broadcast, printed only."""
    standing = decide_standing(make_terms(outlets=("bao", "dai")), [make_answer()], NAMES)

    assert standing.state is ObligationState.PARTLY
    assert "chưa có trên Đài Thử" in standing.reasons


def test_a_shorter_genre_meets_in_part_and_a_longer_one_serves() -> None:
    """News for a feature is a part; a feature for news is enough."""
    shorter = decide_standing(make_terms(genre=Genre.FEATURE), [make_answer()], NAMES)

    assert shorter.state is ObligationState.PARTLY
    assert "thể loại tin, cần bài" in shorter.reasons
    assert state(make_terms(), make_answer(genre=Genre.FEATURE)) is ObligationState.MET


def test_a_part_of_the_subject_meets_in_part() -> None:
    """An answer that covers a part never meets alone."""
    assert state(make_terms(), make_answer(covers_part=True)) is ObligationState.PARTLY


def test_late_works_count_together_with_those_in_time() -> None:
    """The second of two wanted came late, so the whole is late."""
    late = make_answer(date(2023, 7, 14), work=2)

    standing = decide_standing(make_terms(quantity=2), [make_answer(), late], NAMES)

    assert standing.state is ObligationState.LATE
    assert "muộn 4 ngày (đăng 14/07, kế hoạch 05–10/7)" in standing.reasons


def test_other_months_never_fill_up_what_is_missing_in_the_month() -> None:
    """One in July and one in August of two wanted in July is a part."""
    august = make_answer(date(2023, 8, 2), work=2)

    assert state(make_terms(quantity=2), make_answer(), august) is ObligationState.PARTLY


def test_a_window_over_a_quarter_is_late_only_within_its_months() -> None:
    """All months from the first to the last of the window are its own."""
    terms = make_terms(window_from=date(2023, 1, 1), window_to=date(2023, 3, 15))

    assert terms.closes_on == date(2023, 3, 31)
    assert terms.place(date(2023, 3, 20)) is Timing.LATE
    assert terms.place(date(2023, 4, 1)) is Timing.OTHER_MONTH


def test_a_window_that_was_not_read_is_the_month_of_the_plan() -> None:
    """Without days the whole month is in time; a half-open window takes its missing end from the month."""
    assert make_terms(window_from=None, window_to=None).window == (JULY, date(2023, 7, 31))
    assert make_terms(window_from=None, window_to=date(2023, 7, 19)).window == (JULY, date(2023, 7, 19))
    assert make_terms(window_from=date(2023, 7, 20), window_to=None).window == (date(2023, 7, 20), date(2023, 7, 31))


def test_an_unread_quantity_is_one_and_an_unread_genre_takes_any() -> None:
    """What could not be read is not held against the department."""
    assert state(make_terms(quantity=None, genre=None), make_answer(genre=Genre.VIDEO)) is ObligationState.MET


@pytest.mark.parametrize(
    ("wanted", "given", "serves"),
    [
        (Genre.NEWS, Genre.VIDEO, True),
        (Genre.FEATURE, Genre.REPORTAGE, True),
        (Genre.FEATURE, Genre.PHOTO, False),
        (Genre.REPORTAGE, Genre.FEATURE, False),
        (Genre.INTERVIEW, Genre.FEATURE, False),
        (Genre.PHOTO, Genre.FEATURE, False),
        (Genre.VIDEO, Genre.REPORTAGE, True),
    ],
)
def test_which_genre_serves_for_which(wanted: Genre, given: Genre, serves: bool) -> None:
    """Longer serves for shorter; pictures, interviews and sound are wanted by name."""
    assert serves_genre(wanted, given) is serves


def test_an_undated_article_that_a_person_linked_counts_as_in_time() -> None:
    """A person vouches for what has no day."""
    assert state(make_terms(), make_answer(None)) is ObligationState.MET


def test_days_are_told_as_the_office_writes_them() -> None:
    """Spans share what they have in common."""
    assert tell_span(date(2023, 7, 5), date(2023, 7, 10)) == "05–10/7"
    assert tell_span(date(2023, 6, 25), date(2023, 7, 5)) == "25/6–05/7"
    assert tell_span(date(2023, 12, 25), date(2024, 1, 5)) == "25/12/2023–05/01/2024"
    assert tell_time(make_terms(), date(2023, 7, 3)) == "sớm 2 ngày (đăng 03/07, kế hoạch 05–10/7)"
