"""Obligations and articles as evidence: what their words ask for and name, and how common that is. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.obligations.names import Meaning, Named, Names, Sort, read_named
from pipeline.obligations.records import Office, Promised, Published
from pipeline.obligations.spelling import Abbreviations, Lookout
from pipeline.obligations.wording import Concepts, SoughtContent

# What stands in a text's body only is said in passing.
IN_TITLE, IN_LEAD, IN_TEXT = 1.0, 0.9, 0.6
# Of few articles little can be learnt: so many more are thought of that hold one of everything.
THOUGHT_OF = 40
_BREAK = "\n"


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
        self._province, self._abbreviations = office.province, Abbreviations(office.abbreviations)
        self._lookout = Lookout[Meaning]()
        self.names = Names(
            self._lookout,
            office.province,
            districts=office.districts,
            common=office.common_names,
            look_alikes=office.look_alikes,
        )
        self._concepts = Concepts(
            self._lookout,
            self._abbreviations,
            set_phrases=office.set_phrases,
            place_names=[name for district in office.districts for name in district.spellings],
        )

    def read_promise(self, promised: Promised) -> ReadPromise:
        """Read an obligation; all of them must be read before the first article is."""
        content = self._concepts.read_content(promised.content)
        return ReadPromise(promised, content, self.names.read_content(promised.content, content.words))

    def read_article(self, article: Published) -> ReadArticle:
        """Read an article."""
        title, lead, body = (self._abbreviations.split(text) for text in (article.title, article.lead, article.opening))
        head = [*title, _BREAK, *lead]
        in_head, in_body = self._lookout.find(head), self._lookout.find(body)
        concepts: dict[int, float] = {}
        for (sort, value), first, _ in in_head:
            if sort is Sort.CONCEPT:
                concepts.setdefault(value, IN_TITLE if first < len(title) else IN_LEAD)
        for (sort, value), _, _ in in_body:
            if sort is Sort.CONCEPT:
                concepts.setdefault(value, IN_TEXT)
        named, further = read_named(in_head, head), read_named(in_body, body)
        return ReadArticle(
            published=article,
            concepts=concepts,
            head=named,
            names=named.names | further.names,
            districts=named.districts | further.districts,
            names_province=self._province in named.provinces | further.provinces,
        )


class Frequencies:
    """How many articles of the sector have a trait: a concept, a name, a district, a row, an outlet."""

    def __init__(self, articles: Sequence[ReadArticle]) -> None:
        sector = [article for article in articles if article.published.is_sector]
        self.articles = len(sector)
        self._shares: dict[tuple[Hashable, ...], float] = {}
        self._counts = Counter(trait for article in sector for trait in list_traits(article))

    def share(self, *traits: Hashable) -> float:
        """Return the share of articles that have a trait; of several the shares are added up, to one at most."""
        known = self._shares.get(traits)
        if known is None:
            held = sum(self._counts[trait] for trait in traits)
            known = self._shares[traits] = min(1.0, (held + 1) / (self.articles + THOUGHT_OF))
        return known


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
