"""Measure the ledger on the miniature year against its gold: python -m benchmarks.measure_ledger [--held-out].

The matching was developed on the odd months; the even months are held out and shown only when asked for. Articles
are tagged by the shipped classifier, as in a night. Precision is of automatic matches (those of which the gold says
that linking is neither right nor wrong are left out), recall counts questions as found.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import plans
from classify import Tagger
from demo.articles import DemoArticle
from demo.loading import demo_articles
from demo.monthly_plans import GoldAnswer, PlannedObligation, monthly_plans, plan_gold
from models.obligation_state import Terms
from models.office_files.loading import load_organisation_file, load_plan_file
from models.records import ArticleText
from models.vocabulary import Genre, LinkDecision, MatchOrigin, ObligationState, ObligationStatus
from pipeline.obligations.matching import match_obligations
from pipeline.obligations.office import read_office
from pipeline.obligations.reading import MENTION
from pipeline.obligations.records import Entry, Office, Promised, Published
from pipeline.obligations.stage import stand_obligations

BUNDLED = Path(plans.__file__).parent
OUTLET_NAMES = {"baohatinh": "Báo Hà Tĩnh", "hatinhtv": "Đài PT-TH Hà Tĩnh"}
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Judged:
    """One obligation against its gold, by keys of articles."""

    planned: PlannedObligation
    gold: GoldAnswer
    state: ObligationState
    matched: frozenset[str]
    asked: frozenset[str]

    @property
    def wrong(self) -> frozenset[str]:
        """Return the automatic matches that the gold does not have."""
        return self.matched - {*self.gold.articles, *self.gold.may_link}

    @property
    def is_state_right(self) -> bool:
        """Say that the state is the one counted by hand, or another that a careful person might write."""
        return self.state.value in {self.gold.state, *self.gold.also_acceptable}


@dataclass(frozen=True, slots=True)
class YearFigures:
    """What was measured over some obligations."""

    obligations: int
    matched: int
    wrong: int
    wanted: int
    found: int
    found_unasked: int
    right_states: int
    questions: int
    useful_questions: int

    @property
    def precision(self) -> float:
        """Return the share of automatic matches that are right."""
        return 1 - self.wrong / max(1, self.matched)

    @property
    def recall(self) -> float:
        """Return the share of the gold's links that were matched or asked about."""
        return self.found / max(1, self.wanted)

    @property
    def state_share(self) -> float:
        """Return the share of obligations whose state is the one counted by hand."""
        return self.right_states / max(1, self.obligations)


def judge_year(*, answered: bool = False) -> list[Judged]:
    """Match the whole miniature year and hold each obligation against its gold.

    With `answered` a person has linked what the gold has and taken away what it has not, as after a review.
    """
    plan = load_plan_file(BUNDLED / "ke-hoach-2023.yaml")
    organisation = load_organisation_file(BUNDLED / "to-chuc-2023.yaml")
    demo = demo_articles()
    tagger = Tagger.load(plan, organisation)
    ids = {article.key: number for number, article in enumerate(demo)}
    articles = [publish(article, ids, tagger) for article in demo]
    planned = [one for plan_file in monthly_plans() for one in plan_file.obligations]
    promises = [promise(number, one) for number, one in enumerate(planned)]
    gold = plan_gold().answers
    matching = match_obligations(promises, articles, read_year_office(), {})
    if answered:
        links = _answer(planned, matching.entries, gold, ids)
        matching = match_obligations(promises, articles, read_year_office(), links)
    standings = stand_obligations(promises, matching, OUTLET_NAMES)
    return [
        Judged(
            one,
            gold[one.key],
            standing.state,
            _keys(demo, entry, MatchOrigin.AUTO),
            _keys(demo, entry, MatchOrigin.QUESTION),
        )
        for one, entry, standing in zip(planned, matching.entries, standings, strict=True)
    ]


def _answer(
    planned: Sequence[PlannedObligation],
    entries: Sequence[Entry],
    gold: Mapping[str, GoldAnswer],
    ids: Mapping[str, int],
) -> dict[tuple[int, int], LinkDecision]:
    """Return a person's word on every match and question, by the gold."""
    links: dict[tuple[int, int], LinkDecision] = {}
    for number, (one, entry) in enumerate(zip(planned, entries, strict=True)):
        right = {ids[key] for key in gold[one.key].articles}
        links |= {(number, article): LinkDecision.LINK for article in right}
        wrong = {match.article for match in entry.matches} - right
        links |= {(number, article): LinkDecision.UNLINK for article in wrong}
    return links


def read_year_office() -> Office:
    """Return the office of the shipped files."""
    plan = load_plan_file(BUNDLED / "ke-hoach-2023.yaml")
    return read_office(plan, load_organisation_file(BUNDLED / "to-chuc-2023.yaml"), OUTLET_NAMES)


def _keys(demo: Sequence[DemoArticle], entry: Entry, origin: MatchOrigin) -> frozenset[str]:
    return frozenset(demo[match.article].key for match in entry.matches if match.origin is origin)


def publish(article: DemoArticle, ids: dict[str, int], tagger: Tagger) -> Published:
    """Return a demo article as matching reads it."""
    genre = Genre(article.genre)
    tags = tagger.tag(ArticleText(article.title, article.lead, article.text, article.published_at, genre))
    return Published(
        id=ids[article.key],
        work=ids[article.duplicate_of or article.key],
        title=article.title,
        lead=article.lead,
        opening=article.text,
        outlet=article.outlet,
        published_on=article.published_at.date(),
        genre=genre,
        series=article.series.key if article.series else None,
        is_sector=tags.is_relevant,
        rows={row.code: row.score for row in tags.rows},
        functions={one.code: one.score for one in tags.departments if one.via != MENTION},
        named=frozenset(one.code for one in tags.departments if one.via == MENTION),
    )


def promise(number: int, one: PlannedObligation) -> Promised:
    """Return a planned obligation as matching reads it."""
    terms = Terms(
        month=date(YEAR, one.month, 1),
        status=ObligationStatus(one.status),
        genre=Genre(one.genre),
        quantity=one.quantity,
        outlets=one.outlets,
        window_from=one.opens_on,
        window_to=one.due_on,
    )
    return Promised(number, one.content, terms, one.plan_rows, (one.department, *one.supporting_departments))


def count_figures(judged: Sequence[Judged]) -> YearFigures:
    """Add up what was judged."""
    return YearFigures(
        obligations=len(judged),
        matched=sum(len(one.matched - set(one.gold.may_link)) for one in judged),
        wrong=sum(len(one.wrong) for one in judged),
        wanted=sum(len(one.gold.articles) for one in judged),
        found=sum(len((one.matched | one.asked) & set(one.gold.articles)) for one in judged),
        found_unasked=sum(len(one.matched & set(one.gold.articles)) for one in judged),
        right_states=sum(one.is_state_right for one in judged),
        questions=sum(len(one.asked) for one in judged),
        useful_questions=sum(
            len(one.asked & {*one.gold.articles, *one.gold.questions, *one.gold.may_link}) for one in judged
        ),
    )


def print_figures(name: str, judged: Sequence[Judged]) -> None:
    one = count_figures(judged)
    print(
        f"{name}: {one.obligations} obligations; automatic {one.matched - one.wrong}/{one.matched} right"
        f" (precision {one.precision:.3f}); found {one.found}/{one.wanted} (recall {one.recall:.3f}, unasked"
        f" {one.found_unasked / max(1, one.wanted):.3f}); states {one.right_states}/{one.obligations}"
        f" ({one.state_share:.3f}); questions useful {one.useful_questions}/{one.questions}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.measure_ledger", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="the even months as well")
    held_out = parser.parse_args().held_out
    judged = judge_year()
    parts: dict[str, Callable[[int], bool]] = {"odd months (development)": lambda month: month % 2 == 1}
    if held_out:
        parts |= {"even months (held out)": lambda month: month % 2 == 0, "whole year": lambda month: True}
    for name, chosen in parts.items():
        print_figures(name, [one for one in judged if chosen(one.planned.month)])
    if held_out:
        after = count_figures(judge_year(answered=True))
        print(f"every match and question answered by a person: states {after.right_states}/{after.obligations}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
