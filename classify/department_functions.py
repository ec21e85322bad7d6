"""Departments by their tasks: who claims, on the article's day, the functions its rows and fields point at.

Nothing follows for an article about another province. A task narrower than the row or field that
points at it needs its own words in the article (`rules/functions.yaml`): an opinion on a plant's
smoke is no matter of the fund that holds deposits.
"""

from collections.abc import Iterable, Sequence

from classify.dates import day_of
from classify.facet_words import read_facet_words
from classify.rules.book import OPENING_LENGTH
from classify.rules.phrases import PhraseTrie
from classify.rules.syllables import Aliases, expand, read_syllables
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleText, TagProposal
from models.vocabulary import Certainty, LocalityScope

FUNCTION = "function"
FUNCTION_SHARE = 0.8
# A rule for the whole country is the department's business, other news of the country often is not.
NATION_SHARE = 0.9
PROPOSE_FROM = 0.5
_REASON = "theo chức năng của nội dung {}"
_WORDS_REASON = "theo chức năng của nội dung {}: {}"


class FunctionReader:
    """Knows which functions rows and fields point at, their words, and who claims them."""

    def __init__(self, organisation: OrganisationFile, plan: PlanFile, aliases: Aliases) -> None:
        self._organisation, self._aliases = organisation, aliases
        words: dict[str, list[str]] = read_facet_words()["function_words"]
        self._words = frozenset(words)
        self._trie = PhraseTrie()
        self._codes: dict[int, list[str]] = {}
        for code, phrases in words.items():
            for phrase in phrases:
                self._codes.setdefault(self._trie.add(expand(phrase, aliases)), []).append(code)
        by_field = {row.code for row in plan.contents if row.lead_by_field}
        self._leading = {row.code: () if row.code in by_field else row.lead_functions for row in plan.rows}
        self._leading |= {field.code: field.functions for field in plan.fields}
        self._supporting = {row.code: row.supporting_functions for row in plan.rows}
        self._main = {field.code: field.functions[:1] for field in plan.fields}
        self._of_fields = {code for functions in self._main.values() for code in functions}

    def propose(
        self, rows: Sequence[TagProposal], fields: Sequence[TagProposal], article: ArticleText, scope: LocalityScope
    ) -> Iterable[TagProposal]:
        """Yield the departments that `rows` and `fields` lead to, one a claim."""
        if scope is LocalityScope.ELSEWHERE or not (rows or fields):
            return
        share = FUNCTION_SHARE * (NATION_SHARE if scope is LocalityScope.NATION else 1.0)
        day, met = day_of(article), self._met_words(article)
        for tag in (*rows, *fields):
            functions = self._functions_of(tag.code, met)
            for department in self._organisation.departments:
                claimed = [code for code in functions if code in department.functions]
                if claimed and (day is None or department.holds_on(day)):
                    words = [word for code in claimed for word in met.get(code, ())]
                    yield _proposal(department.code, tag, share, words)

    def _met_words(self, article: ArticleText) -> dict[str, list[str]]:
        """Return the words of each function that stand in title and lead, as written there."""
        parts = (article.title, article.lead or article.text)
        met: dict[str, list[str]] = {}
        for text in (read_syllables(part, self._aliases).opening(OPENING_LENGTH) for part in parts):
            for number, first, after in self._trie.find(text.keys):
                for code in self._codes[number]:
                    met.setdefault(code, []).append(text.written(first, after))
        return met

    def _functions_of(self, code: str, met: dict[str, list[str]]) -> list[str]:
        """Return the functions behind a row or field: leading ones, and supporting ones that their words bear out.

        What supports a row by a field's main task follows from the field.
        """
        main = self._main.get(code, ())
        leading = [one for one in self._leading.get(code, ()) if one in met or one in main or one not in self._words]
        return leading + [one for one in self._supporting.get(code, ()) if one in met and one not in self._of_fields]


def _proposal(department: str, tag: TagProposal, share: float, words: Sequence[str]) -> TagProposal:
    score = round(tag.score * share, 4)
    certainty = Certainty.PROPOSED if score >= PROPOSE_FROM else Certainty.DOUBTFUL
    reason = _WORDS_REASON.format(tag.code, words[0]) if words else _REASON.format(tag.code)
    return TagProposal(department, score, certainty, reasons=(reason,), via=FUNCTION)
