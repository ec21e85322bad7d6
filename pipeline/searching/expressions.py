"""Terms in the words of the two databases: an FTS5 query, a tsquery. Pure; both mean the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.search import EVERY
from pipeline.searching.terms import Part, Phrase, Term, join_terms

WEIGHTS = {Part.ANYWHERE: "", Part.TITLE: ":A", Part.BYLINE: ":B", Part.FACTS: ":C"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the index is asked: terms that all stand in an article, and terms none of which does."""

    required: tuple[Term, ...] = ()
    barred: tuple[Term, ...] = ()

    @property
    def sought(self) -> tuple[Term, ...]:
        """The terms sought anywhere: those a person typed as words."""
        return tuple(term for term in self.required if term.part is Part.ANYWHERE)


def list_closer(wanted: Wanted) -> tuple[Wanted, ...]:
    """Return what comes closer to the words typed, the closest first: all in the title; all side by side."""
    titled = tuple(replace(term, part=Part.TITLE) for term in wanted.sought)
    closer = [titled, (join_terms(wanted.sought),)] if len(titled) > 1 else [titled] if titled else []
    return tuple(replace(wanted, required=(*wanted.required, *terms)) for terms in closer)


def write_fts5(wanted: Wanted) -> str:
    """Return the query for FTS5."""
    query = " AND ".join(map(_fts5_term, wanted.required)) or f'"{EVERY}"'
    barred = " OR ".join(map(_fts5_term, wanted.barred))
    return f"({query}) NOT ({barred})" if barred else query


def _fts5_term(term: Term) -> str:
    spellings = " OR ".join(f'"{" ".join(phrase)}"' for phrase in term.spellings)
    return f"{term.part} : ({spellings})" if term.part else f"({spellings})"


def write_tsquery(wanted: Wanted) -> str:
    """Return the query for PostgreSQL, to be cast to tsquery: every word is given as it stands in the index."""
    required = [_tsquery_term(term) for term in wanted.required] or [f"'{EVERY}'"]
    barred = [f"!{_tsquery_term(term)}" for term in wanted.barred]
    return " & ".join([*required, *barred])


def _tsquery_term(term: Term) -> str:
    def write(phrase: Sequence[str]) -> str:
        return " <-> ".join(f"'{word}'{WEIGHTS[term.part]}" for word in phrase)

    phrases: Sequence[Phrase] = term.spellings
    return "(" + " | ".join(f"({write(phrase)})" for phrase in phrases) + ")"
