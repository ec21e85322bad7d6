"""How confirmed works are counted for those who signed them."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.records import Credit
from models.registry import Tenure
from models.vocabulary import Certainty, Genre
from tests.reports.authors.making import count_works, find, make_registry, make_signed, photo


def test_only_confirmed_works_count() -> None:
    """What waits for a person is no result of anybody."""
    book = count_works([make_signed("Mai"), make_signed("Mai", certainty=Certainty.PROPOSED)])

    assert find(book, "Mai").whole == 1


def test_a_work_of_three_is_one_for_each_and_a_third_in_the_shared_count() -> None:
    """Both counts stand side by side."""
    book = count_works([make_signed("An", "Ba", "Cúc"), make_signed("An")])

    assert (find(book, "An").whole, find(book, "An").shared) == (2, Fraction(4, 3))
    assert find(book, "Ba").shared == Fraction(1, 3)


def test_a_series_is_counted_part_by_part_and_as_one() -> None:
    """Five parts never beat five works unseen: the joined count says one; it is shared by all authors of the series."""
    parts = [make_signed("An", series_key="bao:mo") for _ in range(4)] + [make_signed("Ba", series_key="bao:mo")]

    book = count_works([*parts, make_signed("An")])

    tally = find(book, "An")
    assert (tally.whole, tally.joined, tally.joined_shared) == (5, 2, Fraction(3, 2))
    assert len(tally.series_keys) == 1


def test_pictures_are_no_authorship_but_are_told() -> None:
    """A photographer of somebody else's work has no work; of one's own work the pictures are not told again."""
    work = make_signed("An", photographers=(photo("Ba"), photo("An")))

    book = count_works([work])

    assert (find(book, "Ba").whole, find(book, "Ba").photographed) == (0, (work,))
    assert find(book, "An").photographed == ()


def test_works_that_name_nobody_stand_in_a_bucket_of_their_own() -> None:
    """PV and agencies are no persons; their number is told."""
    unsigned = make_signed()

    book = count_works([unsigned, make_signed("An")])

    assert book.unnamed == (unsigned,)
    assert [one.contributor.name for one in book.tallies] == ["An"]


def test_the_same_name_at_two_outlets_is_two_until_confirmed() -> None:
    """Only the registry joins them."""
    works = [make_signed("An"), make_signed("An", outlet="dai")]
    pens = [("bao", "An"), ("dai", "An")]

    apart = count_works(works, make_registry(pens))
    joined = count_works(works, make_registry(pens, {1: (7, Tenure()), 2: (7, Tenure())}))

    assert [one.whole for one in apart.tallies] == [1, 1]
    assert [(one.contributor.key, one.whole) for one in joined.tallies] == [("P7", 2)]
    assert joined.tallies[0].contributor.is_confirmed


def test_two_pen_names_of_one_person_under_one_work_are_one_author() -> None:
    """Nobody halves a work with oneself."""
    registry = make_registry([("bao", "Đình Nhất"), ("bao", "Nhất Đình")], {1: (7, Tenure()), 2: (7, Tenure())})

    book = count_works([make_signed("Đình Nhất", "Nhất Đình")], registry)

    assert [(one.whole, one.shared) for one in book.tallies] == [(1, Fraction(1))]


def test_a_link_holds_only_on_its_days() -> None:
    """What was published after the last day stands for the pen name itself again."""
    registry = make_registry([("bao", "An")], {1: (7, Tenure(valid_to=date(2023, 6, 30)))})
    late = datetime(2023, 7, 1, 1, tzinfo=UTC)

    book = count_works([make_signed("An"), make_signed("An", day=late)], registry)

    assert sorted(one.contributor.key for one in book.tallies) == ["A1", "P7"]


def test_people_of_the_sector_stand_apart_by_print_and_by_peoples_word() -> None:
    """The office in print makes a line of its own; a person's word outranks it."""
    printed = Credit("An", affiliation="Thanh tra Sở")
    registry = make_registry([("bao", "An"), ("bao", "Ba")], {2: (7, Tenure(is_insider=True, department_code="TT"))})

    book = count_works([make_signed(printed), make_signed("An"), make_signed("Ba")], registry)

    assert {(one.contributor.name, one.contributor.department) for one in book.insiders} == {
        ("An", "TT"),
        ("Người 7", "TT"),
    }
    assert [one.contributor.name for one in book.journalists] == ["An"]


def test_criticism_counts_like_any_other_work() -> None:
    """The same works with another tone give the same counts."""
    plain = count_works([make_signed("An"), make_signed("An", genre_key=Genre.FEATURE)])
    critical = count_works(
        [make_signed("An", critical=Certainty.CONFIRMED), make_signed("An", genre_key=Genre.FEATURE)]
    )

    one, other = find(plain, "An"), find(critical, "An")
    assert (one.whole, one.shared, len(one.deep)) == (other.whole, other.shared, len(other.deep)) == (2, 2, 1)
    assert len(other.critical) == 1


NAMES = st.lists(st.sampled_from(["An", "Ba", "Cúc", "Dũng", "Én"]), max_size=4, unique=True)


@given(st.lists(st.tuples(NAMES, st.sampled_from([None, "bao:x", "bao:y"])), max_size=12))
def test_shared_counts_add_up_to_the_works(drawn: list[tuple[list[str], str | None]]) -> None:
    """Over all authors the shares make the named works, joined shares the works with each series as one."""
    works = [make_signed(*names, series_key=key) for names, key in drawn]

    book = count_works(works)

    named = [work for work in works if work.writers]
    entries = {work.series_key or f"#{work.number}" for work in named}
    assert sum(one.shared for one in book.tallies) == len(named)
    assert sum(one.joined_shared for one in book.tallies) == len(entries)
    assert len(book.unnamed) == len(works) - len(named)
