"""A classifier that goes on learning: from where it stands, as far as the reviews ask, and never blindly."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from classify.classifier import load_classifier
from classify.gold import GoldArticle
from classify.jury import Jury
from classify.learning.comparing import compare_classifiers
from classify.learning.continuing import TooFewLessonsError, continue_classifier
from classify.learning.weighings import extend_jury, move_weighing, rename_jury
from classify.tagger import STARTER_FOLDER, Tagger
from demo.loading import demo_articles
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import RELEVANT, ArticleTags, ArticleText, TagProposal
from models.vocabulary import Certainty, OfficeRole, Tone


def _gold(count: int) -> list[GoldArticle]:
    articles = [one for one in demo_articles() if one.duplicate_of is None][:count]
    return [
        GoldArticle(
            ArticleText(one.title, one.lead, "\n\n".join(one.paragraphs), one.published_at),
            bool(one.fields),
            frozenset(one.rows),
            frozenset(one.fields),
        )
        for one in articles
    ]


def _tags(*codes: str) -> ArticleTags:
    given = tuple(TagProposal(code, 0.9, Certainty.PROPOSED) for code in codes)
    relevant = TagProposal(RELEVANT if codes else "", 0.9, Certainty.PROPOSED)
    return ArticleTags(
        relevant=relevant,
        rows=given,
        candidates=(),
        fields=(),
        departments=(),
        role=OfficeRole.ABSENT,
        tone=Tone.NEUTRAL,
        classifier="x",
    )


def _label(*codes: str) -> GoldArticle:
    return GoldArticle(ArticleText("t"), bool(codes), frozenset(codes), frozenset())


@pytest.mark.slow
def test_reviews_of_another_habit_change_what_is_given(plan: PlanFile, organisation: OrganisationFile) -> None:
    """An office that always refuses a row is understood after some dozens of reviews."""
    starter = load_classifier(STARTER_FOLDER)
    gold = _gold(80)
    refused = [replace(one, rows=one.rows - {"HD06"}) for one in gold]

    learnt = continue_classifier(starter, refused, plan)

    before = Tagger(plan, organisation, starter)
    after = Tagger(plan, organisation, replace(learnt, card={**starter.card, "version": "new"}))
    asked = [one.article for one in gold if "HD06" in one.rows]
    before_all, after_all = (
        sum(one.score for article in asked for one in _given_or_near(tagger, article) if one.code == "HD06")
        for tagger in (before, after)
    )
    assert asked
    assert after_all < 0.9 * before_all


def _given_or_near(tagger: Tagger, article: ArticleText) -> tuple[TagProposal, ...]:
    tags = tagger.tag(article)
    return (*tags.rows, *tags.candidates)


def test_too_few_reviews_are_refused_with_their_number(plan: PlanFile) -> None:
    """Three articles teach nothing, and the office reads how many are needed."""
    with pytest.raises(TooFewLessonsError, match="Mới có 3 bài"):
        continue_classifier(load_classifier(STARTER_FOLDER), _gold(3), plan)


def test_the_tighter_the_prior_the_less_a_weighing_moves() -> None:
    """With next to no freedom the weights stay; with much they follow the decisions."""
    columns = np.array([[0.0], [1.0], [2.0], [3.0]] * 20)
    start = make_pipeline(StandardScaler(), LogisticRegression()).fit(columns, columns[:, 0] > 1)
    turned = columns[:, 0] < 1.5

    held, moved = (move_weighing(start, columns, turned, freedom) for freedom in (1e-9, 100.0))

    assert np.allclose(held[-1].coef_, start[-1].coef_, atol=1e-4)
    assert moved[-1].coef_[0, 0] < 0 < start[-1].coef_[0, 0]


def test_a_jury_keeps_its_judgement_under_new_names() -> None:
    """Marks follow their codes; a code without a forerunner is not known; an added one leans nowhere."""
    columns = np.eye(4)[[0, 1, 2, 3] * 10]
    both = make_pipeline(StandardScaler(), LogisticRegression()).fit(columns, columns[:, 3] + columns[:, 1] > 0)
    jury = Jury(both, both, ("A", "B"))

    renamed = rename_jury(jury, {"X": "B", "Y": "A", "Z": ""}, ["X", "Y", "Z"])
    extended = extend_jury(renamed, ["Z"])

    assert renamed.known == ("X", "Y")
    swapped = columns[:, [0, 1, 3, 2]]
    assert np.allclose(renamed.both.predict_proba(swapped), both.predict_proba(columns))
    assert extended.known == ("X", "Y", "Z")
    wider = np.hstack([swapped, np.ones((len(columns), 1))])
    assert np.allclose(extended.both.predict_proba(wider), both.predict_proba(columns))


def test_a_clear_gain_is_released() -> None:
    """Right on forty articles where the other was wrong: nothing speaks against it."""
    gold = [_label("HD06")] * 40

    compared = compare_classifiers(gold, [_tags()] * 40, [_tags("HD06")] * 40)

    assert (compared.better, compared.worse, compared.refusals) == (40, 0, ())


def test_a_gain_that_may_be_luck_is_refused() -> None:
    """Three better, one worse of forty proves nothing."""
    gold = [_label("HD06")] * 40
    before = [_tags()] * 3 + [_tags("HD06")] * 37
    after = [_tags("HD06")] * 3 + [_tags()] + [_tags("HD06")] * 36

    reasons = compare_classifiers(gold, before, after).refusals

    assert any("may rủi" in reason for reason in reasons)


def test_a_row_that_loses_too_much_is_named() -> None:
    """Thirty gained elsewhere do not pay for a row that is forgotten."""
    gold = [_label("HD06")] * 60 + [_label("ND04")] * 6
    before = [_tags()] * 30 + [_tags("HD06")] * 30 + [_tags("ND04")] * 6
    after = [_tags("HD06")] * 60 + [_tags()] * 6

    compared = compare_classifiers(gold, before, after)

    assert [row.code for row in compared.below_floor] == ["ND04"]
    assert any(reason.startswith("ND04: F1 giảm từ 1,00 xuống 0,00") for reason in compared.refusals)


def test_too_few_articles_to_compare_on_are_told() -> None:
    """A gain on ten articles is not believed."""
    compared = compare_classifiers([_label("HD06")] * 10, [_tags()] * 10, [_tags("HD06")] * 10)

    assert "mới có 10 bài đã duyệt để riêng" in compared.refusals[0]
