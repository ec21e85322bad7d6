"""Tag an article: relevance, plan rows, fields, departments, the office's role and the tone, each with reasons.

One `Tagger` holds a plan, an organisation and a classifier; tagging is pure and gives the same
answer for the same text. What a person decided is not its concern. A row that the plan reads
broadly (`match_mode: broad`) is served by every article of a field; strictly, by its own signs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from classify.actor import ActorReader
from classify.classifier import AutoLimits, Axis, Classifier, load_classifier
from classify.decide import Decision, decide
from classify.departments import DepartmentFinder
from classify.forerunners import UNKNOWN, find_forerunners
from classify.genre import tell_genre
from classify.jury import judge_sector
from classify.marks import mark_words
from classify.near_miss import tell_missing
from classify.office_role import tell_role
from classify.places.locality import LocalityReader
from classify.reading import Reading, bound_article, collect_evidence, off_sector_codes, read_article
from classify.reasons import write_reasons
from classify.relations import implied_codes
from classify.rules.book import RuleBook
from classify.rules.lexicon import SECTOR, build_lexicon
from classify.tone import ToneReader
from models.errors import InputError
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import RELEVANT, ArticleTags, ArticleText, TagProposal
from models.vocabulary import Certainty

STARTER_FOLDER = Path(__file__).parent / "starter"
_OUTSIDE_REASON = "không thấy lĩnh vực nào của ngành là chủ đề"
_FOLLOWS_REASON = "đi kèm {}"
_ROUNDING = 4


class Tagger:
    """Everything needed to tag; made by `load`."""

    def __init__(
        self,
        plan: PlanFile,
        organisation: OrganisationFile,
        classifier: Classifier,
        folder: Path = STARTER_FOLDER,
        earlier: Sequence[PlanFile] = (),
        *,
        auto: AutoLimits | None = None,
    ) -> None:
        self._plan = plan
        self._classifier = classifier
        self._limits = auto.put_into(classifier.limits) if auto else dict(classifier.limits)
        self.folder = folder
        self._book = RuleBook(build_lexicon(plan, earlier))
        if off_sector_codes(self._book) != classifier.outside:
            raise InputError("Bộ phân loại được huấn luyện với bộ luật khác, cần huấn luyện lại.")
        self._broad = tuple(row.code for row in plan.contents if row.match_mode == "broad")
        self._fields = tuple(one.code for one in plan.fields)
        self._rows = tuple(row.code for row in plan.rows)
        self._learned = find_forerunners(plan, classifier.plan, earlier)
        taught = {*classifier.fields.known, *classifier.rows.known}
        self._unproven = frozenset(code for code, forerunner in self._learned.items() if forerunner not in taught)
        self._new = {one for one in self._rows if self._learned[one] == UNKNOWN}
        self._new |= set(self._fields) - set(classifier.fields.known)
        self._departments = DepartmentFinder(organisation, plan, self._book.aliases)
        self._tone = ToneReader(self._book.aliases)
        self._locality = LocalityReader(organisation, self._book.aliases)
        self._actor = ActorReader(organisation, self._book.aliases)

    @classmethod
    def load(
        cls,
        plan: PlanFile,
        organisation: OrganisationFile,
        classifier_folder: Path | None = None,
        earlier: Sequence[PlanFile] = (),
        *,
        auto: AutoLimits | None = None,
    ) -> "Tagger":
        """Load the classifier of `classifier_folder`, or the one that ships; a foreign or changed file is refused.

        `earlier` are plans through which the rows of `plan` lead back to those the classifier was taught.
        `auto` are the office's own limits for accepting without reading, in place of the classifier's.
        """
        folder = classifier_folder or STARTER_FOLDER
        return cls(plan, organisation, load_classifier(folder), folder, earlier, auto=auto)

    @property
    def version(self) -> str:
        """The classifier's version, kept beside every tag."""
        return self._classifier.version

    @property
    def card(self) -> dict[str, Any]:
        """The classifier's card: what it was trained on, what was measured, library versions."""
        return dict(self._classifier.card)

    @property
    def sha256(self) -> str:
        """The digest of the classifier's file."""
        return str(self._classifier.card["sha256"])

    def tag_many(self, articles: Iterable[ArticleText]) -> Iterator[ArticleTags]:
        """Tag one after the other, in order, holding one article at a time."""
        return (self.tag(article) for article in articles)

    def tag(self, article: ArticleText) -> ArticleTags:
        """Tag one article; never raises on odd text."""
        article = bound_article(article)
        reading = read_article(article, self._book)
        relevant, fields, rows = self._judge(reading, article)
        locality = self._locality.tell(article)
        mentions = self._departments.read(article).within(locality.scope)
        assigned_rows = tuple(self._propose(one, reading, article) for one in rows if one.assigned)
        assigned_fields = tuple(self._propose(one, reading, article) for one in fields if one.assigned)
        near = [one for one in rows if not one.assigned]
        return ArticleTags(
            relevant=relevant,
            rows=assigned_rows,
            candidates=self._explain_near(near, reading, article, is_relevant=relevant.code == RELEVANT),
            fields=assigned_fields,
            departments=self._departments.propose(mentions, assigned_rows, assigned_fields, article, locality.scope),
            role=tell_role(mentions),
            tone=self._tone.tell(article),
            classifier=self.version,
            locality=locality,
            actor=self._actor.tell(article, mentions, locality.scope),
            genre=tell_genre(article),
        )

    def _judge(
        self, reading: Reading, article: ArticleText
    ) -> tuple[TagProposal, tuple[Decision, ...], tuple[Decision, ...]]:
        classifier = self._classifier
        evidence = collect_evidence(
            [reading], self._book, (*self._fields, *self._rows), classifier.words, self._learned
        )
        sector = round(float(judge_sector(classifier.sector, evidence)[0]), _ROUNDING)
        fields = classifier.fields.judge(evidence.take(self._fields))[0]
        rows = classifier.rows.judge(evidence.take(self._rows))[0]
        limits = self._limits[Axis.RELEVANT]
        row_scores = dict(zip(self._rows, map(float, rows), strict=True))
        field_scores = dict(zip(self._fields, map(float, fields), strict=True))
        sector = max(sector, self._widen({**field_scores, **row_scores}))
        is_relevant, is_sure = sector >= limits.assign, sector >= limits.auto
        for code in self._broad:
            row_scores[code] = max(row_scores[code], float(fields.max(initial=0.0)))
        decided_rows = decide(
            row_scores,
            self._limits[Axis.ROWS],
            is_relevant=is_relevant,
            is_sure=is_sure,
            implied=implied_codes(self._plan, reading.hits),
            unproven=self._unproven,
        )
        decided_fields = decide(
            field_scores,
            self._limits[Axis.FIELDS],
            is_relevant=is_relevant,
            is_sure=is_sure,
            unproven=self._unproven,
        )
        return self._relevance(sector, reading, article), decided_fields, decided_rows

    def _widen(self, scores: Mapping[str, float]) -> float:
        """Return how surely a new row or field makes an article one of the sector: the plan widens what was taught.

        Too little is known of new codes to accept an article for them without reading.
        """
        best = max((scores[code] for code in self._new), default=0.0)
        if best < self._limits[Axis.ROWS].propose:
            return 0.0
        below_auto: float = self._limits[Axis.RELEVANT].auto - 10**-_ROUNDING
        return round(min(best, below_auto), _ROUNDING)

    def _relevance(self, score: float, reading: Reading, article: ArticleText) -> TagProposal:
        limits = self._limits[Axis.RELEVANT]
        is_clear = score >= limits.propose or score <= 1 - limits.propose
        if score >= limits.assign:
            words = self._classifier.words.explain(reading.document, SECTOR)
            reasons = write_reasons(reading.hits, SECTOR, words)
            marks = mark_words(reading.hits, SECTOR, words, article, self._book.aliases)
        else:
            reasons, marks = (_OUTSIDE_REASON,), ()
        return TagProposal(
            code=RELEVANT if score >= limits.assign else "",
            score=score,
            certainty=Certainty.PROPOSED if is_clear else Certainty.DOUBTFUL,
            auto=score >= limits.auto,
            reasons=reasons,
            marks=marks,
        )

    def _propose(self, one: Decision, reading: Reading, article: ArticleText) -> TagProposal:
        words = self._classifier.words.explain(reading.document, self._learned[one.code])
        reasons = write_reasons(reading.hits, one.code, words)
        if one.follows_from:
            reasons = (_FOLLOWS_REASON.format(one.follows_from), *reasons[:3])
        marks = mark_words(reading.hits, one.code, words, article, self._book.aliases)
        return TagProposal(one.code, round(one.score, _ROUNDING), one.certainty, one.auto, reasons, marks=marks)

    def _explain_near(
        self, near: Sequence[Decision], reading: Reading, article: ArticleText, *, is_relevant: bool
    ) -> tuple[TagProposal, ...]:
        """Propose near misses with what each lacks; the rules are asked once for all."""
        nearest = self._book.nearly_met(article) if near and is_relevant else {}
        return tuple(
            replace(
                self._propose(one, reading, article),
                missing=tell_missing(reading.hits, one.code, nearest.get(one.code), is_relevant=is_relevant),
            )
            for one in near
        )
