"""Word lists of the side questions (role, tone) and a set of phrases to look for."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Aliases, expand


@cache
def read_facet_words() -> dict[str, Any]:
    """Return `facets.yaml`, `provinces.yaml` and `functions.yaml` as one mapping."""
    folder = files("classify.rules")
    content: dict[str, Any] = {}
    for name in ("facets.yaml", "provinces.yaml", "functions.yaml"):
        content |= yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8"))
    return content


class PhraseSet:
    """Phrases without further meaning; one inside a phrase of `masks` is not seen."""

    def __init__(self, phrases: Iterable[str], aliases: Aliases, masks: Iterable[str] = ()) -> None:
        self._trie = PhraseTrie()
        self._wanted = {self._trie.add(expand(phrase, aliases)) for phrase in phrases}
        self._masks = {self._trie.add(expand(phrase, aliases)) for phrase in masks}

    def find(self, keys: Sequence[str]) -> list[tuple[int, int]]:
        """Return (first syllable, syllable after the last) of every phrase met."""
        found = self._trie.find(keys)
        masks = [(first, after) for number, first, after in found if number in self._masks]
        return [
            (first, after)
            for number, first, after in found
            if number in self._wanted and not any(start <= first and after <= end for start, end in masks)
        ]

    def find_distinct(self, keys: Sequence[str]) -> set[tuple[str, ...]]:
        """Return the different phrases met, none inside another: "gây ô nhiễm" is one."""
        spans = self.find(keys)
        inner = {one for one in spans for two in spans if one != two and two[0] <= one[0] and one[1] <= two[1]}
        return {tuple(keys[first:after]) for first, after in spans if (first, after) not in inner}
