"""Count confirmed works for those who signed them, by the rules of a fair ranking. Pure.

Works, not addresses; nobody who signs as a group or agency; pictures apart from authorship; a work of k authors is 1
for each and 1/k in the shared count; criticism counts like praise. Who is one person, only people say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.clock import local_day
from models.records import Credit
from models.registry import AuthorHead, Bearer
from models.text import collation_key, comparison_key
from models.vocabulary import Certainty
from reports.authors.record import AuthorBook, Contributor, CreditedWork, Signing, Tally, Timing, by_series
from reports.authors.sector import SectorNames
from reports.record import Work


@dataclass(frozen=True, slots=True)
class Signer:
    """A credit with whom it stands for: a person as confirmed for that day, or a pen name that stands for itself."""

    credit: Credit
    site: str
    author: AuthorHead | None
    bearer: Bearer | None
    is_insider: bool
    department: str | None

    @property
    def key(self) -> str:
        """The key of the contributor."""
        if self.bearer is not None:
            key = f"P{self.bearer.person_id}"
        else:
            key = f"A{self.author.id}" if self.author else f"A:{self.site}:{comparison_key(self.credit.name)}"
        return f"{key}-nganh" if self.is_insider else key


def sign(work: Work, credits: Iterable[Credit], signing: Signing, sector: SectorNames) -> list[Signer]:
    """Return whom the `credits` of a work stand for, each once. People's word on the sector outranks the print."""
    site = signing.sites.get(work.first.article_id, work.first.outlet_key)
    day = local_day(work.first.published_at) if work.first.published_at else None
    signers: dict[str, Signer] = {}
    for credit in credits:
        author = signing.registry.find_author(site, credit.name)
        bearer = signing.registry.find_bearer(author.id, day) if author else None
        printed = sector.match(credit.affiliation)
        if bearer is not None:
            held = bearer.tenure
            signer = Signer(credit, site, author, bearer, held.is_insider, held.department_code)
        else:
            signer = Signer(credit, site, author, None, printed is not None, printed.department if printed else None)
        signers.setdefault(signer.key, signer)
    return list(signers.values())


def tally_authors(
    works: Iterable[Work], signing: Signing, sector: SectorNames, timings: Mapping[int, Timing]
) -> AuthorBook:
    """Count the confirmed ones of `works`; most works first, then by given name."""
    confirmed = [work for work in works if work.certainty is Certainty.CONFIRMED]
    signed = {work.number: sign(work, work.writers, signing, sector) for work in confirmed}
    written: dict[str, list[tuple[Work, Signer]]] = defaultdict(list)
    pictured: dict[str, list[tuple[Work, Signer]]] = defaultdict(list)
    for work in confirmed:
        for signer in signed[work.number]:
            written[signer.key].append((work, signer))
        for signer in sign(work, work.photographers, signing, sector):
            if signer.key not in {one.key for one in signed[work.number]}:
                pictured[signer.key].append((work, signer))
    shares = _share_series(confirmed, signed)

    def credit(work: Work, signer: Signer) -> CreditedWork:
        return CreditedWork(
            work=work,
            share=Fraction(1, len(signed[work.number])),
            series_share=shares.get(work.series_key or ""),
            department=signer.department if signer.is_insider else None,
            is_insider=signer.is_insider,
            words=signing.lengths.get(work.first.article_id),
            timing=timings.get(work.first.article_id),
        )

    tallies = [
        Tally(
            contributor=_make_contributor(key, [*written[key], *pictured[key]]),
            credited=tuple(credit(work, signer) for work, signer in written[key]),
            photographed=tuple(work for work, _ in pictured[key]),
        )
        for key in dict.fromkeys([*written, *pictured])
    ]
    return AuthorBook(_in_order(tallies), tuple(work for work in confirmed if not work.writers))


def _share_series(works: Sequence[Work], signed: Mapping[int, list[Signer]]) -> dict[str, Fraction]:
    """Return 1/k for each series with k authors over all its confirmed parts."""
    return {
        key: Fraction(1, authors)
        for key, parts in by_series(works).items()
        if (authors := len({signer.key for part in parts for signer in signed[part.number]}))
    }


def _make_contributor(key: str, signed: Sequence[tuple[Work, Signer]]) -> Contributor:
    signers = [signer for _, signer in signed]
    printed = Counter(one.credit.name for one in signers)
    bearer = signers[0].bearer
    departments = [one.department for one in signers if one.is_insider and one.department]
    return Contributor(
        key=key,
        name=bearer.name if bearer else max(printed, key=lambda name: printed[name]),
        outlets=tuple(dict.fromkeys(work.first.outlet_name for work, _ in signed)),
        is_confirmed=bearer is not None,
        is_insider=signers[0].is_insider,
        pen_names=tuple(dict.fromkeys(one.author.name if one.author else one.credit.name for one in signers)),
        person_id=bearer.person_id if bearer else None,
        author_ids=tuple(sorted({one.author.id for one in signers if one.author})),
        department=departments[-1] if departments else None,
        affiliation=next((one.credit.affiliation for one in signers if one.credit.affiliation), None) or "",
    )


def _in_order(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    def order(one: Tally) -> tuple[object, ...]:
        return -one.whole, given_name_first(one.contributor.name), one.contributor.outlets, one.contributor.key

    return tuple(sorted(tallies, key=order))


def given_name_first(name: str) -> tuple[object, ...]:
    """Return the key by which people are sorted: by given name, the last word, then by the whole."""
    words = name.split()
    return (collation_key(words[-1]), collation_key(name)) if words else ()
