"""The card of a classifier: what it was trained on and what was measured, for programs (JSON) and for people."""

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from classify.classifier import CARD_FILE, CLASSIFIER_FILE
from classify.starter.card_text import write_text
from classify.starter.corpus import RAREST_WORD
from classify.starter.figures import Figure
from classify.starter.record import Measured, TrainingRecord

LIBRARIES = ("scikit-learn", "skops", "underthesea", "numpy", "scipy")


def write_card(folder: Path, record: TrainingRecord, sha256: str, day: date) -> str:
    """Write `card.json` and `card.md` into `folder` and return the latter."""
    card = describe_training(record, sha256, day, (folder / CLASSIFIER_FILE).stat().st_size)
    (folder / CARD_FILE).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = write_text(card, record)
    (folder / "card.md").write_text(text, encoding="utf-8")
    return text


def describe_training(record: TrainingRecord, sha256: str, day: date, size: int) -> dict[str, Any]:
    """Return the card as plain values."""
    return {
        "version": f"{day:%Y-%m-%d}-{sha256[:4]}",
        "sha256": sha256,
        "bytes": size,
        "trained_on": f"{day:%Y-%m-%d}",
        "labelled_articles": {name: part.articles for name, part in record.parts.items()},
        "unlabelled_articles": record.unlabelled,
        "words": record.words,
        "fewest_articles_per_word": RAREST_WORD,
        "limits": {axis.value: asdict(one) for axis, one in record.limits.items()},
        "accepted_unread": {axis.value: asdict(one) for axis, one in record.proofs.items()},
        "measured": {name: _describe(part) for name, part in record.parts.items()},
        "libraries": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
    }


def _describe(part: Measured) -> dict[str, Any]:
    return {
        "articles": part.articles,
        "ways": {way: _figures(figures) for way, figures in part.ways.items()},
        "scores": _figures(part.scores),
        "codes": {code: [support, *_values(figure)] for code, (support, figure) in part.codes.items()},
        "causes": part.causes,
    }


def _figures(figures: Mapping[str, Figure]) -> dict[str, list[float]]:
    return {name: _values(figure) for name, figure in figures.items()}


def _values(figure: Figure) -> list[float]:
    return [round(value, 4) for value in (figure.mean, figure.low, figure.high)]
