"""What a person typed, as terms: words, "phrases in quotes", -excluded ones. Pure.

A word with accents means exactly that word, in either placement of its tone; one without accents means every word
with those letters. A phrase is read the same way: one accent in it and it is meant as written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, product

from models.errors import InputError
from models.search import is_bare, spell_both_ways, split_words
from models.text import clean_text

MOST_WORDS, LONGEST_WORD, MOST_SPELLINGS = 32, 60, 16
_TYPED = re.compile(r'((?<!\S)-)?(?:["“”]+([^"“”]*)["“”]*|([^\s"“”]+))')

Phrase = tuple[str, ...]


class TooManyWordsError(InputError):
    """More was typed than a search takes."""


class Part(StrEnum):
    """Where in an article words are sought: the columns of the index."""

    ANYWHERE = ""
    TITLE = "title"
    BYLINE = "byline"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another in a part of an article, in any of their spellings."""

    spellings: tuple[Phrase, ...]
    part: Part = Part.ANYWHERE


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the terms that must stand in an article, and those that must not."""

    sought: tuple[Term, ...]
    excluded: tuple[Term, ...]


def read_terms(typed: str) -> Typed:
    """Return the terms of what was typed, none for blanks; raises TooManyWordsError."""
    found: dict[bool, list[Term]] = {True: [], False: []}
    for minus, quoted, plain in _TYPED.findall(clean_text(typed)):
        words = split_words(quoted or plain)
        # What a mark parts (rác-thải, 5/6) stands side by side in an article too.
        if words:
            found[bool(minus)].append(Term(_spell(words)))
    words = [word for term in (*found[True], *found[False]) for word in term.spellings[0]]
    if len(words) > MOST_WORDS:
        raise TooManyWordsError(f"Câu tìm quá dài: hãy viết tối đa {MOST_WORDS} từ.")
    if any(len(word) > LONGEST_WORD for word in words):
        raise TooManyWordsError(f"Có từ dài quá {LONGEST_WORD} chữ: hãy xem lại câu tìm.")
    return Typed(tuple(dict.fromkeys(found[False])), tuple(dict.fromkeys(found[True])))


def read_authors(typed: str) -> tuple[Term, ...]:
    """Return names divided by commas, each as one phrase of the byline; raises TooManyWordsError."""
    names = [" ".join(split_words(name)) for name in typed.split(",")]
    return tuple(replace(term, part=Part.BYLINE) for name in names for term in read_terms(f'"{name}"').sought)


def join_terms(terms: Sequence[Term]) -> Term:
    """Return all terms as one phrase, one after another."""
    spellings = product(*(term.spellings for term in terms))
    return Term(tuple(sum(phrases, ()) for phrases in islice(spellings, MOST_SPELLINGS)))


def _spell(words: list[str]) -> tuple[Phrase, ...]:
    choices = [(word,) if is_bare(word) else spell_both_ways(word) for word in words]
    return tuple(islice(product(*choices), MOST_SPELLINGS))
