"""Where the matter of an article takes place: in the province, elsewhere, in the whole country, or not to be told.

Places in title and lead weigh most, then the opening; where people come from and names of papers weigh
little. Without any place the province's own bodies named plainly ("UBND tỉnh") or its own paper speak
for it, with doubt.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from classify.dates import day_of
from classify.places.describing import describe_places
from classify.places.finding import UNKNOWN, Naming, find_namings
from classify.places.gazetteer import Gazetteer
from classify.places.weighing import LEAD_WEIGHT, OWN_PRESS, EvidenceWeigher, PlaceEvidence
from classify.rules.syllables import Aliases, read_syllables
from models.office_files.organisation import OrganisationFile
from models.records import ArticleText, Locality, PlaceMention
from models.vocabulary import ArticlePart, Certainty, LocalityScope

# Evidence below this, of all kinds together, tells nothing.
LEAST_EVIDENCE = 1.0
# The province need not outweigh the others: named beside them in title or lead the matter is also its own.
ALSO_INSIDE = 0.45
# Regions with this share of the largest one's evidence are named alike; more than this many are the country.
ALIKE, MANY = 0.6, 3
SURE_SHARE = 0.6
# How sure an answer is that no name of a place supports.
UNNAMED_SHARE = 0.5
MOST_NAMED = 3
_HOST = re.compile(r"https?://(?:www\.|m\.)?(?P<name>[^/:?#]+)", re.IGNORECASE)
_BODIES_REASON = "nói đến cơ quan cấp tỉnh mà không nêu tên tỉnh"
_PRESS_REASON = "báo của tỉnh đăng, không nêu nơi nào khác"
_UNCLEAR_REASON = "không thấy nơi nào đủ rõ"
_NATION_REASON = "chuyện chung cả nước hoặc nhiều tỉnh, không riêng nơi nào"


class LocalityReader:
    """Holds the known places and reads one article after the other."""

    def __init__(self, organisation: OrganisationFile, aliases: Aliases) -> None:
        self._aliases = aliases
        self._gazetteer = Gazetteer(organisation, aliases)
        self._weigher = EvidenceWeigher(organisation, aliases)
        self._own_hosts = frozenset(host for press in organisation.press_agencies for host in press.domains)

    def tell(self, article: ArticleText) -> Locality:
        """Return where the matter of `article` takes place, with every place found."""
        parts = {ArticlePart.TITLE: article.title, ArticlePart.LEAD: article.lead, ArticlePart.TEXT: article.text}
        texts = {part: read_syllables(text, self._aliases) for part, text in parts.items()}
        found = {part: find_namings(text, self._gazetteer) for part, text in texts.items()}
        is_own_press = self._is_own_press(article)
        found = self._drop_unsure(found, is_home=is_own_press)
        evidence = self._weigher.weigh(texts, found)
        places = describe_places(parts, texts, found, day_of(article))
        return self._decide(evidence, places, is_own_press=is_own_press)

    def _drop_unsure(
        self, found: Mapping[ArticlePart, list[Naming]], *, is_home: bool
    ) -> dict[ArticlePart, list[Naming]]:
        """Drop names shared with other provinces unless the article names the province otherwise, or it is at home."""
        home = self._gazetteer.home
        groups = Counter((part, one.group) for part, namings in found.items() for one in namings)
        is_home = is_home or any(
            one.region == home and one.place.is_sure for namings in found.values() for one in namings
        )
        return {
            part: [
                one
                for one in namings
                if one.region != home or one.place.is_sure or is_home or groups[part, one.group] > 1
            ]
            for part, namings in found.items()
        }

    def _is_own_press(self, article: ArticleText) -> bool:
        host = _HOST.match(article.url or "")
        return host is not None and host["name"].lower() in self._own_hosts

    def _decide(self, evidence: PlaceEvidence, places: tuple[PlaceMention, ...], *, is_own_press: bool) -> Locality:
        home = self._gazetteer.home
        others = {region: evidence.weight(region) for region in evidence.regions if region != home}
        largest = max(others.values(), default=0.0)
        named, unnamed = evidence.weight(home), evidence.own_bodies + OWN_PRESS * is_own_press
        inside = named + unnamed if named or unnamed > max(largest, evidence.national) else 0.0
        if max(inside, largest, evidence.national) < LEAST_EVIDENCE:
            return _answer(LocalityScope.UNCLEAR, 0.0, places, (_UNCLEAR_REASON,))
        if not named and inside:
            reason = _BODIES_REASON if evidence.own_bodies else _PRESS_REASON
            return _answer(LocalityScope.INSIDE, UNNAMED_SHARE, places, (reason,))
        return _compare(evidence, home, inside, others, places)


def _compare(
    evidence: PlaceEvidence, home: str, inside: float, others: Mapping[str, float], places: tuple[PlaceMention, ...]
) -> Locality:
    """Settle between the province, the largest other region and the whole country."""
    named = sorted(others, key=lambda region: (-others[region], region))
    national = evidence.national
    largest = others[named[0]] if named else 0.0
    whole = inside + sum(others.values()) + national
    largest_head = max(map(evidence.head, others), default=0.0)
    is_in_head = evidence.named_in_head >= max(LEAD_WEIGHT, ALSO_INSIDE * largest_head)
    is_one_of_many = not evidence.named_in_head and sum(others[name] >= ALIKE * inside for name in named) >= MANY
    if is_in_head or (inside >= max(largest, national) and not is_one_of_many):
        reasons = (f"nêu tên {home} hoặc nơi thuộc tỉnh {_in_what(evidence.regions[home])}",)
        return _answer(LocalityScope.INSIDE, inside / whole, places, reasons)
    if largest >= national and _is_one_place(named, others):
        return _answer(LocalityScope.ELSEWHERE, largest / whole, places, (_name_others(named, others),))
    share = (national + largest) / whole if national else sum(others.values()) / whole
    return _answer(LocalityScope.NATION, share, places, (_NATION_REASON,))


def _is_one_place(named: Sequence[str], others: Mapping[str, float]) -> bool:
    """Say whether one region (or two neighbours) stands out; four named alike are the country."""
    return sum(others[region] >= others[named[0]] * ALIKE for region in named) <= MANY


def _answer(scope: LocalityScope, share: float, places: tuple[PlaceMention, ...], reasons: tuple[str, ...]) -> Locality:
    certainty = Certainty.PROPOSED if share >= SURE_SHARE else Certainty.DOUBTFUL
    return Locality(scope, round(share, 4), certainty, places, reasons)


def _in_what(parts: Mapping[str, float]) -> str:
    words = {"title": "ở tiêu đề", "lead": "ở sapo", "opening": "ở phần đầu bài", "body": "trong bài"}
    return ", ".join(words[part] for part in words if parts.get(part))


def _name_others(named: Sequence[str], others: Mapping[str, float]) -> str:
    shown = [name for name in named if name != UNKNOWN and others[name] >= LEAST_EVIDENCE][:MOST_NAMED]
    return f"nơi nêu rõ nhất: {', '.join(shown)}" if shown else "nêu đơn vị cấp huyện của tỉnh khác"
