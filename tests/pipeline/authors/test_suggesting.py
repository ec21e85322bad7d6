"""Which pen names are asked about, and why."""

import pytest
from sqlalchemy.orm import Session

from models.registry import AuthorHead, Pair, Registry, Tenure
from models.text import comparison_key
from pipeline.authors.likeness import Likeness, compare_names
from pipeline.authors.suggesting import Traces, list_suggestions, suggest
from tests import factories as make
from tests.pipeline.authors.making import confirm

NO_TRACES = Traces({}, {}, frozenset())


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Quốc Thịnh", "QUỐC THỊNH", Likeness.SAME),
        ("Đình Nhất", "Nhất Đình", Likeness.TURNED),
        ("Thái Oanh", "Thai Oanh", Likeness.ACCENTS),
        ("Hữu Tài", "H. Tài", Likeness.INITIALS),
        ("Đình Nhất", "Đ.N", Likeness.INITIALS),
        ("Đình Nhất", "ĐN", Likeness.INITIALS),
        ("Lê Thái Oanh", "Thái Oanh", Likeness.SHORTENED),
        ("Thành Nam", "Thanh Nạm", Likeness.ACCENTS),
        ("Khánh Vân", "Khánh Vâng", Likeness.ONE_LETTER),
        ("Oanh", "Nguyễn Oanh", None),
        ("Lam Giang", "Lam Sơn", None),
        ("Hà", "Hạnh", None),
        ("", "Hà", None),
    ],
)
def test_forms_of_likeness(one: str, other: str, likeness: Likeness | None) -> None:
    """Names are alike in one stated form, in both directions, or not at all."""
    assert compare_names(one, other) is likeness
    assert compare_names(other, one) is likeness


def make_registry(*names: str, held: dict[int, int] | None = None) -> Registry:
    """Make a registry of one outlet; `held` gives persons by pen name."""
    authors = {id_: AuthorHead(id_, "bao", name, comparison_key(name)) for id_, name in enumerate(names, start=1)}
    holdings = {Pair(id_, person): (Tenure(),) for id_, person in (held or {}).items()}
    return Registry(authors, {person: f"Người {person}" for person in (held or {}).values()}, holdings)


def test_a_pair_is_asked_about_until_both_are_somebody() -> None:
    """One confirmed name leaves the question open, two close it, whether they are one person or two."""
    names = ("Đình Nhất", "Nhất Đình")

    found = [
        len(list_suggestions(make_registry(*names, held=held), NO_TRACES))
        for held in ({}, {1: 1}, {1: 1, 2: 1}, {1: 1, 2: 2})
    ]

    assert found == [1, 1, 0, 0]


def test_standing_under_one_work_speaks_against() -> None:
    """Both names in one byline are shown as a reason to doubt, and such pairs come last."""
    registry = make_registry("Đình Nhất", "Nhất Đình", "Lam Anh", "Lâm Anh")
    traces = Traces({}, {1: frozenset({9}), 2: frozenset({9})}, frozenset())

    first, second = list_suggestions(registry, traces)

    assert (first.one.name, first.against) == ("Lam Anh", ())
    assert "hai người" in second.against[0]


def test_a_shared_series_and_copies_are_grounds(session: Session) -> None:
    """Names that signed two copies of a text are asked about without any likeness; a series adds to a likeness."""
    first = make.make_article(session, authors=["Lam Giang"], series_key="mo")
    make.make_article(session, authors=["Giang Lam"], series_key="mo")
    station = make.make_outlet(session, "dai", "Đài Thử")
    make.make_article(session, outlet=station, authors=["Thủy Tiên"], duplicate_of_id=first.id)

    found = {(one.one.name, one.other.name): one.grounds for one in suggest(session)}

    assert found["Lam Giang", "Giang Lam"] == ("cùng các chữ, đảo thứ tự", "cùng viết 1 loạt bài")
    assert found["Lam Giang", "Thủy Tiên"] == ("ký hai bản của cùng một bài",)


def test_only_a_decision_closes_the_question(session: Session) -> None:
    """Asking twice asks the same; after the confirmation nothing is left to ask."""
    credits = [make.make_credit(session, make.make_article(session), name) for name in ("Đình Nhất", "Nhất Đình")]
    asked = [suggest(session), suggest(session)]

    confirm(session, *(credit.author for credit in credits))

    assert len(asked[0]) == 1
    assert asked[0] == asked[1]
    assert suggest(session) == []
