"""The card of a classifier: what it was trained on and what was measured, for programs (JSON) and for people."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from classify.classifier import CARD_FILE, CLASSIFIER_FILE, Axis, Limits
from classify.starter.corpus import RAREST_WORD, Corpus
from classify.starter.measure import FOLDS, Unseen, measure_runs

LIBRARIES = ("scikit-learn", "skops", "underthesea", "numpy", "scipy")


@dataclass(frozen=True)
class TrainingRecord:
    """What a training leaves to be told of."""

    corpus: Corpus
    runs: Sequence[Unseen]
    limits: Mapping[Axis, Limits]
    unlabelled: int
    words: int
    readings: int
    own: int


def write_card(folder: Path, record: TrainingRecord, sha256: str, day: date) -> str:
    """Write `card.json` and `card.md` into `folder` and return the latter."""
    card = describe_training(record, sha256, day, (folder / CLASSIFIER_FILE).stat().st_size)
    (folder / CARD_FILE).write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    text = _as_text(card)
    (folder / "card.md").write_text(text, encoding="utf-8")
    return text


def describe_training(record: TrainingRecord, sha256: str, day: date, size: int) -> dict[str, Any]:
    """Return the card as plain values."""
    corpus = record.corpus
    support = dict(zip(corpus.codes, map(int, corpus.labels.sum(axis=0)), strict=True))
    return {
        "version": f"{day:%Y-%m-%d}-{sha256[:4]}",
        "sha256": sha256,
        "bytes": size,
        "trained_on": f"{day:%Y-%m-%d}",
        "labelled_articles": len(corpus.labels),
        "readings": record.readings,
        "own_articles": record.own,
        "unlabelled_articles": record.unlabelled,
        "words": record.words,
        "fewest_articles_per_word": RAREST_WORD,
        "support": support,
        "limits": {
            axis.value: {"assign": one.assign, "propose": one.propose, "auto": one.auto}
            for axis, one in record.limits.items()
        },
        "measured": {
            "how": f"{FOLDS}-fold cross-validation, repeated {len(record.runs)} times with other folds",
            **measure_runs(corpus, record.runs, record.limits),
        },
        "libraries": {name: version(name) for name in LIBRARIES} | {"python": platform.python_version()},
    }


def _as_text(card: dict[str, Any]) -> str:
    measured = card["measured"]
    lines = [
        f"# Classifier {card['version']}",
        "",
        f"`{CLASSIFIER_FILE}`, {card['bytes'] / 1e6:.1f} MB, SHA-256 `{card['sha256']}`. Made by `make starter`.",
        "",
        "It joins two voices: phrases of the plan file and of the labelling guidelines (rules), and logistic",
        "regression over TF-IDF of segmented words. A weighing shared by all codes of an axis turns both into",
        "one probability; codes with too few articles are judged by the rules alone.",
        "",
        "## What it learnt from",
        "",
        f"{card['labelled_articles']} labelled Vietnamese news articles of 2016–2019 and 2026 (gold, two readers);",
        f"{card['readings']} more read once, by one reader, from title, lead and opening (`readings.jsonl`: ids",
        f"and labels only); {card['own_articles']} invented articles of the miniature sites, so the demo is no test;",
        f"{card['unlabelled_articles']} unlabelled ones for the vocabulary of {card['words']} words,",
        f"each of which stands in at least {card['fewest_articles_per_word']} of them. It holds no newspaper text:",
        "single lower-case words, no names of several capitalised syllables, no numbers.",
        "",
        "## What was measured",
        "",
        f"{measured['how']}, on the gold articles only; the others are learnt from in every fold.",
        "Mean and range over the repeats. Limits were drawn from the same unseen scores.",
        "",
        "| figure | mean | lowest | highest |",
        "|---|--:|--:|--:|",
    ]
    for name, values in measured["figures"].items():
        lines.append(f"| {name} | {np.mean(values):.3f} | {min(values):.3f} | {max(values):.3f} |")
    lines += ["", "| code | articles | F1 |", "|---|--:|--:|"]
    lines += [f"| {code} | {card['support'][code]} | {value:.2f} |" for code, value in measured["f1"].items()]
    lines += [
        "",
        "The rules were written with the development articles at hand, so figures on other articles may be lower.",
        "Codes with fewer than five articles are measured too roughly to say more than that the rules find them.",
        "",
    ]
    return "\n".join(lines)
