"""How articles become works: pure functions over records."""

from models.vocabulary import Certainty
from reports.record import Placement
from reports.works import merge_placements, strongest, weakest


def test_certainties_are_ordered_from_confirmed_to_doubtful() -> None:
    """The strongest counts for a work, the weakest for a figure that needs two answers."""
    every = (Certainty.DOUBTFUL, Certainty.CONFIRMED, Certainty.PROPOSED)

    assert (strongest(every), weakest(every)) == (Certainty.CONFIRMED, Certainty.DOUBTFUL)


def test_a_code_given_to_two_publications_stands_once_at_its_strongest_with_all_reasons() -> None:
    """The reasons of the stronger answer come first; other codes stay as they are."""
    first = [Placement("ND01", Certainty.DOUBTFUL, ("yếu", "chung")), Placement("ND02", Certainty.PROPOSED)]
    second = [Placement("ND01", Certainty.CONFIRMED, ("mạnh", "chung"))]

    merged = merge_placements([first, second])

    assert merged == (
        Placement("ND01", Certainty.CONFIRMED, ("mạnh", "chung", "yếu")),
        Placement("ND02", Certainty.PROPOSED),
    )
