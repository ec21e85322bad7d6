"""Reports ordered from the desk: the command line of an order, and the shelf where orders lie."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import InputError
from pipeline.reporting.making import make_order, require_room
from pipeline.reporting.orders import Ordered, ReportWish, read_wish
from pipeline.reporting.shelf import OrderState, find_file, find_order, list_orders, place_order

NOW = datetime(2024, 1, 2, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
COVERAGE = ReportWish(
    Ordered.COVERAGE, "KH-2023", NOW, start=date(2023, 1, 1), end=date(2023, 6, 30), formats=("docx",)
)


def test_an_order_is_the_command_that_a_person_would_type() -> None:
    """Nothing but the command line makes reports."""
    words = COVERAGE.arguments("ra", "lan")

    assert " ".join(words) == (
        "report coverage --kind coverage --plan KH-2023 --from 2023-01-01 --to 2023-06-30 "
        "--as-of 2024-01-02T03:00:00+00:00 --format docx --out ra"
    )


def test_a_comparison_names_its_two_instants() -> None:
    """The earlier instant goes first."""
    wish = ReportWish(Ordered.DIFFERENCE, "KH-2023", LATER, before=NOW)

    assert wish.arguments("ra", "lan")[:4] == ["report", "diff", NOW.isoformat(), LATER.isoformat()]


@pytest.mark.parametrize("kind", [Ordered.MONTHLY, Ordered.DEPARTMENT, Ordered.NOMINATIONS, Ordered.DIFFERENCE])
def test_what_a_kind_needs_is_asked_for(kind: Ordered) -> None:
    """A monthly report needs its month, and so on."""
    with pytest.raises(InputError, match="Hãy"):
        ReportWish(kind, "KH-2023", NOW).arguments("ra", "lan")


def test_a_wish_survives_the_disk(tmp_path: Path) -> None:
    """What is read back is what was asked."""
    folder = place_order(tmp_path, COVERAGE, by="lan", now=NOW)

    assert read_wish(json.loads((folder / "order.json").read_text("utf-8"))["wish"]) == COVERAGE


def test_an_order_nobody_works_on_any_more_was_interrupted(tmp_path: Path) -> None:
    """A fresh order is being made; an old one without outcome and holder is not."""
    name = place_order(tmp_path, COVERAGE, by="lan", now=NOW).name

    states = [find_order(tmp_path, name, now=now).state for now in (NOW, LATER)]

    assert states == [OrderState.RUNNING, OrderState.INTERRUPTED]


def test_a_refused_order_tells_the_sentence_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person at the desk reads what the terminal would say."""
    monkeypatch.setenv("DIEMBAO_DATA", str(tmp_path / "data"))
    folder = place_order(tmp_path, COVERAGE, by="lan", now=NOW)

    make_order(folder)

    order = find_order(tmp_path, folder.name, now=LATER)
    assert order.state is OrderState.FAILED
    assert order.problem is not None
    assert "kế hoạch" in order.problem.lower()


def test_only_so_many_reports_are_made_at_once(tmp_path: Path) -> None:
    """The third waits."""
    for minute in range(2):
        place_order(tmp_path, COVERAGE, by="lan", now=NOW + timedelta(seconds=minute))

    with pytest.raises(InputError, match="hãy đợi"):
        require_room(list_orders(tmp_path, now=NOW + timedelta(seconds=2)))


@pytest.mark.parametrize("wanted", ["../order.json", "/etc/passwd", "..", "", "không-có.pdf"])
def test_no_file_outside_the_order_is_found(tmp_path: Path, wanted: str) -> None:
    """Paths that climb out are no files of the order."""
    folder = place_order(tmp_path, COVERAGE, by="lan", now=NOW)

    with pytest.raises(InputError):
        find_file(tmp_path, folder.name, wanted)
