"""Cut a text into runs at the words that carried its tags, so that a page can mark them. Pure.

Marks of several tags may overlap: each run knows all of those it belongs to. What no longer stands in the text at its
place is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

PARAGRAPH = "\n"


class MarkKind(IntEnum):
    """What words speak for; where several cover a run, the first counts for its look."""

    ROW = 1
    OTHER = 2
    PLACE = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that speak for something: `text[start:end] == words`; `label` is what they speak for."""

    start: int
    end: int
    words: str
    label: str
    kind: MarkKind = MarkKind.ROW


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and what it speaks for; without labels it is plain."""

    text: str
    labels: tuple[str, ...] = ()
    kind: MarkKind | None = None

    @property
    def title(self) -> str:
        """What the run speaks for, on one line."""
        return " · ".join(self.labels)


Paragraph = tuple[Run, ...]


def cut_runs(text: str, marks: Iterable[Mark]) -> tuple[Run, ...]:
    """Return `text` as runs that join to it again; neighbouring runs differ in what they speak for."""
    valid = [mark for mark in marks if 0 <= mark.start < mark.end and text[mark.start : mark.end] == mark.words]
    borders = sorted({0, len(text), *(mark.start for mark in valid), *(mark.end for mark in valid)})
    runs: list[Run] = []
    for start, end in pairwise(borders):
        covering = [mark for mark in valid if mark.start <= start and end <= mark.end]
        kind = min((mark.kind for mark in covering), default=None)
        run = Run(text[start:end], tuple(dict.fromkeys(mark.label for mark in covering)), kind)
        if runs and runs[-1].labels == run.labels:
            run = replace(run, text=runs.pop().text + run.text)
        runs.append(run)
    return tuple(runs)


def cut_paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text` as runs; empty ones are left out."""
    paragraphs: list[list[Run]] = [[]]
    for run in cut_runs(text, marks):
        first, *others = run.text.split(PARAGRAPH)
        paragraphs[-1].append(replace(run, text=first))
        paragraphs += [[replace(run, text=part)] for part in others]
    filled = (tuple(run for run in runs if run.text) for runs in paragraphs)
    return tuple(runs for runs in filled if runs)
