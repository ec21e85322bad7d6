"""Which articles a change of a plan's words can touch, so that only those are tagged twice."""

from collections.abc import Iterable
from typing import Any

from classify.rules.lexicon import build_lexicon
from classify.rules.phrases import PhraseTrie
from classify.rules.signals import Lexicon, Voice
from classify.rules.syllables import Aliases, read_syllables, split_keys
from models.office_files.plan import PlanFile
from models.records import ArticleText

_NO_ALIASES = Aliases(())


class ChangeFinder:
    """Says of an article whether its tags may differ between two plans."""

    def __init__(self, old: PlanFile, new: PlanFile) -> None:
        self._everything = _settings(old) != _settings(new)
        self._trie = PhraseTrie()
        for phrase in _phrases(build_lexicon(old)) ^ _phrases(build_lexicon(new)):
            keys = split_keys(phrase[-1])
            if keys:
                self._trie.add(keys)

    @property
    def changes_nothing(self) -> bool:
        """Say whether both plans recognise articles by the very same words."""
        return not self._everything and not len(self._trie)

    def may_differ(self, article: ArticleText) -> bool:
        """Say whether a changed phrase stands in the article, as printed or by its written-out form."""
        if self._everything:
            return True
        texts = (article.title, article.lead, article.text)
        return any(self._trie.find(read_syllables(text, _NO_ALIASES).keys) for text in texts)


def _phrases(lexicon: Lexicon) -> set[tuple[str, ...]]:
    """Return every (place it stands in, phrase) of the plan's own voice; a moved phrase counts as changed."""
    found: set[tuple[str, ...]] = set()
    for signals in lexicon.signals:
        if signals.voice is Voice.PLAN:
            named = {
                "strong": signals.strong,
                "support": signals.support,
                "against": signals.against,
                "documents": signals.documents,
            }
            found |= {(signals.code, part, phrase) for part, phrases in named.items() for phrase in phrases}
            found |= {
                (signals.code, rule.id, str(number), phrase)
                for rule in signals.all_of
                for number, group in enumerate(rule.groups)
                for phrase in group
            }
    return found | {("office", phrase) for phrase in lexicon.office}


def _settings(plan: PlanFile) -> tuple[Any, ...]:
    """Return what acts on every article: codes, aliases, relations, reading modes, document days."""
    modes = [(row.code, row.match_mode) for row in plan.contents]
    codes: Iterable[str] = [one.code for one in (*plan.rows, *plan.fields)]
    days = [(item.number, item.issued_on) for item in plan.documents]
    aliases = [(alias.short, alias.full, alias.ambiguous) for alias in plan.aliases]
    return modes, list(codes), days, aliases, plan.relations
