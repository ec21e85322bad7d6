"""All phrases of all rules compiled into one trie over syllables, so that an article is walked once."""

from collections.abc import Sequence
from typing import Any

_END = ""


class PhraseTrie:
    """Phrases as syllable sequences, each with a number; finds every occurrence, overlapping ones too."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self._numbers: dict[tuple[str, ...], int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, phrase: tuple[str, ...]) -> int:
        """Add a phrase of at least one syllable and return its number; the same phrase keeps its number."""
        number = self._numbers.setdefault(phrase, len(self._numbers))
        node = self._root
        for syllable in phrase:
            node = node.setdefault(syllable, {})
        node[_END] = number
        return number

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, int]]:
        """Return (phrase number, first syllable, syllable after the last) of every occurrence, in order of start."""
        found: list[tuple[int, int, int]] = []
        root, length = self._root, len(keys)
        for first, key in enumerate(keys):
            node = root.get(key)
            after = first + 1
            while node is not None:
                number = node.get(_END)
                if number is not None:
                    found.append((number, first, after))
                node = node.get(keys[after]) if after < length else None
                after += 1
        return found
