"""Works given out all at once: no obligation takes too many, no work serves too many."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.obligations.assigning import Demand, Offer, assign_works

PAPER = frozenset({"bao"})


def make_demand(
    obligation: int, department: str = "MT", wanted: int = 1, outlets: tuple[str, ...] = ("bao",)
) -> Demand:
    """One work for the paper."""
    return Demand(obligation, department, wanted, outlets)


def test_one_work_does_not_serve_ten_obligations_of_a_department() -> None:
    """It goes to the likeliest of them."""
    demands = [make_demand(number) for number in range(10)]
    offers = [Offer(number, 1, 0.9 + number / 1000, PAPER) for number in range(10)]

    assert assign_works(demands, offers) == {(9, 1)}


def test_the_whole_decides_and_not_the_order() -> None:
    """The first would take what the second cannot do without; together they are served better."""
    offers = [Offer(1, 1, 0.95, PAPER), Offer(1, 2, 0.9, PAPER), Offer(2, 1, 0.9, PAPER)]

    assert assign_works([make_demand(1), make_demand(2)], offers) == {(1, 2), (2, 1)}


def test_one_event_serves_two_departments_only_if_both_are_nearly_sure() -> None:
    """A second department pays for sharing."""
    demands = [make_demand(1, "MT"), make_demand(2, "KS")]

    assert assign_works(demands, [Offer(1, 1, 0.95, PAPER), Offer(2, 1, 0.9, PAPER)]) == {(1, 1), (2, 1)}
    assert assign_works(demands, [Offer(1, 1, 0.95, PAPER), Offer(2, 1, 0.6, PAPER)]) == {(1, 1)}


def test_quantity_and_outlets_bound_what_an_obligation_takes() -> None:
    """Two wanted take two of three; paper and broadcaster take one each and not two of the paper."""
    three = [Offer(1, work, 0.9, PAPER) for work in (1, 2, 3)]
    both = ("bao", "dai")

    assert len(assign_works([make_demand(1, wanted=2)], three)) == 2
    assert len(assign_works([make_demand(1, outlets=both)], three)) == 1
    assert len(assign_works([make_demand(1, outlets=both)], [*three, Offer(1, 4, 0.8, frozenset({"dai"}))])) == 2


def test_what_people_gave_uses_up_obligation_and_work() -> None:
    """An obligation that a person served takes no more; the work is not given again within the department."""
    offers = [Offer(1, 2, 0.9, PAPER), Offer(2, 1, 0.9, PAPER)]

    assert assign_works([make_demand(1), make_demand(2)], offers, frozenset({(1, 1)})) == set()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 8), st.floats(0.2, 1), st.sampled_from(["bao", "dai"])),
        max_size=30,
        unique_by=lambda offer: offer[:2],
    )
)
def test_limits_hold_whatever_is_offered(drawn: list[tuple[int, int, float, str]]) -> None:
    """Wanted two each, three departments of two obligations: nobody takes too much and the answer is repeatable."""
    demands = [make_demand(number, f"P{number % 3}", wanted=2) for number in range(1, 7)]
    offers = [Offer(obligation, work, score, frozenset({outlet})) for obligation, work, score, outlet in drawn]

    chosen = assign_works(demands, offers)

    assert chosen <= {(offer.obligation, offer.work) for offer in offers}
    assert all(number <= 2 for number in Counter(obligation for obligation, _ in chosen).values())
    assert all(number == 1 for number in Counter((obligation % 3, work) for obligation, work in chosen).values())
    assert chosen == assign_works(demands, offers)
