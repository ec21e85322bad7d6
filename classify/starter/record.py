"""What a training leaves to be told of: the parts it was measured on, its limits and their proofs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.classifier import Axis, Limits
from classify.risk import AcceptanceLimit
from classify.starter.causes import count_causes
from classify.starter.corpus import Corpus
from classify.starter.figures import Figure, assign_all, measure_answers, measure_codes, measure_scores
from classify.starter.measure import Labels, Unseen

OURS = "ours"


@dataclass(frozen=True)
class Part:
    """Articles to be measured apart: some places of a corpus, with the scores and answers for the whole of it."""

    name: str
    corpus: Corpus
    places: NDArray[np.int64]
    runs: Sequence[Unseen]
    opponents: Mapping[str, Sequence[Labels]]


@dataclass(frozen=True)
class Measured:
    """The figures of one part: F1 of every way, ours by calibration, per code, and what its errors are."""

    articles: int
    repeats: int
    ways: Mapping[str, Mapping[str, Figure]]
    scores: Mapping[str, Figure]
    codes: Mapping[str, tuple[int, Figure]]
    causes: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class TrainingRecord:
    """What a training leaves to be told of."""

    parts: Mapping[str, Measured]
    limits: Mapping[Axis, Limits]
    proofs: Mapping[Axis, AcceptanceLimit]
    unlabelled: int
    words: int


def measure_part(part: Part, limits: Mapping[Axis, Limits]) -> Measured:
    """Return the figures of `part` under `limits`."""
    corpus = part.corpus.take(part.places)
    runs = [run.take(part.places) for run in part.runs]
    answers = assign_all(corpus, runs, limits)
    ways = {
        name: measure_answers(corpus, [one[part.places] for one in given]) for name, given in part.opponents.items()
    }
    return Measured(
        articles=len(part.places),
        repeats=len(runs),
        ways=ways | {OURS: measure_answers(corpus, answers)},
        scores=measure_scores(corpus, runs, limits),
        codes=measure_codes(corpus, answers),
        causes=count_causes(corpus, answers),
    )
