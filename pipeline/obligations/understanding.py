"""Obligations and articles as evidence: what their words ask for and name, and how common that is. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.obligations.names import Named, Names
from pipeline.obligations.records import Office, Promised, Published
from pipeline.obligations.wording import Concepts, SoughtContent

# What stands in a text's body only is said in passing.
IN_TITLE, IN_LEAD, IN_TEXT = 1.0, 0.9, 0.6
# Of few articles little can be learnt: so many more are thought of that hold one of everything.
THOUGHT_OF = 40


@dataclass(frozen=True, slots=True)
class ReadPromise:
    """An obligation with what its words ask for and name."""

    promised: Promised
    content: SoughtContent
    named: Named


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with the concepts it holds (and what their place counts) and what it names.

    `head` is of title and lead, the rest is of the whole; `names_province` says that our province is named.
    """

    published: Published
    concepts: dict[int, float]
    head: Named
    names: frozenset[int]
    districts: frozenset[str]
    names_province: bool


class Reader:
    """Reads obligations, then articles; what no obligation asks for is not looked for."""

    def __init__(self, office: Office) -> None:
        spellings = [name for district in office.districts for name in district.spellings]
        self._concepts = Concepts(office.aliases, office.set_phrases, spellings)
        self._province = office.province
        self.names = Names(office.districts, office.province, office.common_names, office.look_alikes)

    def read_promise(self, promised: Promised) -> ReadPromise:
        """Read an obligation; all of them must be read before the first article is."""
        content = self._concepts.read_content(promised.content)
        return ReadPromise(promised, content, self.names.read_content(promised.content, content.words))

    def read_article(self, article: Published) -> ReadArticle:
        """Read an article."""
        concepts: dict[int, float] = {}
        parts = [self._concepts.read_keys(text) for text in (article.title, article.lead, article.opening)]
        for keys, worth in zip(parts, (IN_TITLE, IN_LEAD, IN_TEXT), strict=True):
            for concept in self._concepts.find(keys):
                concepts.setdefault(concept, worth)
        head = self.names.read([*parts[0], "\n", *parts[1]])
        body = self.names.read(parts[2])
        is_ours = self._province in head.provinces | body.provinces
        return ReadArticle(article, concepts, head, head.names | body.names, head.districts | body.districts, is_ours)


class Frequencies:
    """How many articles of the sector have a trait: a concept, a name, a district, a row, an outlet."""

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        sector = [article for article in articles if article.published.is_sector]
        self.articles = len(sector)
        self._counts = Counter(trait for article in sector for trait in list_traits(article))

    def share(self, *traits: Hashable) -> float:
        """Return the share of articles that have a trait; of several the shares are added up, to one at most."""
        held = sum(self._counts[trait] for trait in traits)
        return min(1.0, (held + 1) / (self.articles + THOUGHT_OF))


def list_traits(article: ReadArticle) -> Iterable[Hashable]:
    """Yield the traits of an article, each once."""
    published = article.published
    yield from (("concept", concept) for concept in article.concepts)
    yield from (("name", name) for name in article.names)
    yield from (("district", district) for district in article.districts)
    yield from (("row", row) for row in published.rows)
    yield from (("named", department) for department in published.named)
    yield from (("function", department) for department in published.functions)
    yield "outlet", published.outlet
    yield "genre", published.genre
