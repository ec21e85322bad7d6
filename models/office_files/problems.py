"""What can be wrong in an office file, gathered so that the person mends everything in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from models.errors import InputError

NodePath: TypeAlias = tuple[str | int, ...]

MAX_SHOWN = 400


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: `line` counts from 1, `path` says which entry, `text` is plain Vietnamese."""

    line: int
    path: str
    text: str


class OfficeFileError(InputError):
    """A plan or organisation file cannot be used; the message has one line for every problem."""

    def __init__(self, file: Path, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> Iterable[str]:
        for problem in self.problems:
            where = f"{problem.path}: " if problem.path else ""
            yield f"{self.file}:{problem.line}: {_shown(where + problem.text)}"


def _shown(text: str) -> str:
    """Make text taken from a file safe to print: hidden characters by number, nothing endless."""
    cut = text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


class UnreadableOfficeFileError(OfficeFileError):
    """The file is missing, not UTF-8, too large or not YAML at all."""
