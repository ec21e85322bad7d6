"""Floors for the shipped classifier by its card; a training that falls below lowers the floor in its own commit."""

import json
from pathlib import Path

import pytest

from classify.tagger import STARTER_FOLDER

CARD = json.loads((STARTER_FOLDER / "card.json").read_text(encoding="utf-8"))
FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_the_shipped_classifier_is_above_its_floors(part: str) -> None:
    """Every mean that a floor names is at least that high."""
    measured = {name: figure[0] for name, figure in CARD["measured"][part]["ways"]["ours"].items()}

    too_low = {name: measured[name] for name, floor in FLOORS[part].items() if measured[name] < floor}

    assert too_low == {}


@pytest.mark.parametrize("axis", ["relevant", "fields", "rows"])
def test_scores_are_probabilities(axis: str) -> None:
    """On gold and readings the calibration error of every axis is at most 0.05."""
    errors = [CARD["measured"][part]["scores"][f"{axis} calibration error"][0] for part in ("gold", "readings")]

    assert max(errors) <= 0.05


def test_every_opponent_is_beaten_on_every_axis() -> None:
    """Neither the plan's signals, nor keywords, nor a stock SVM is better than ours anywhere."""
    for part in ("gold", "readings"):
        ways = CARD["measured"][part]["ways"]
        ours = ways.pop("ours")
        for figures in ways.values():
            assert all(ours[name][0] > figure[0] for name, figure in figures.items())
