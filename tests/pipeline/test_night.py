"""A whole night against the miniature sites, held against what is known of every article in advance."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from warcio.checker import Checker

from demo import DemoArticle, DemoSites, demo_articles
from models.article import Article, Revision
from models.crawl import Address, ListingVisit, PageSnapshot
from models.database import open_engine
from models.plan import PlanItem
from models.tag import Match, Tag
from models.vocabulary import AddressState, ArticleStatus, RunState, Stage, TagAxis
from pipeline.config import Config
from pipeline.night.order import NightOrder
from pipeline.night.run import run_night
from pipeline.night.summary import NightSummary

NIGHT_1 = datetime(2024, 1, 1, 19, 0, tzinfo=UTC)
NIGHT_2 = NIGHT_1 + timedelta(days=1)


@dataclass(frozen=True)
class Nights:
    """Two nights run one after the other: the sites changed in between."""

    config: Config
    engine: Engine
    first: NightSummary
    again: NightSummary
    second: NightSummary
    known_after_first: dict[tuple[str, str], str]


def order(sites: DemoSites, now: datetime, **changes: object) -> NightOrder:
    """A night over the miniature's year."""
    return NightOrder(now=now, origins=tuple(sites.origins), plan_code="KH-2023", **changes)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """The year collected, the same night repeated, then a second night on the changed sites."""
    config = Config(data=tmp_path_factory.mktemp("nights"), crawl={"recheck_days": 400})
    engine = open_engine(config.database)
    with DemoSites() as sites:
        year = {"since": date(2023, 1, 1), "until": date(2023, 12, 31)}
        first = run_night(config, order(sites, NIGHT_1, **year))
        with Session(engine) as session:
            known = {(a.outlet_key, a.article_id): a.text_sha256 for a in session.scalars(select(Article))}
        again = run_night(config, order(sites, NIGHT_1, **year))
        sites.night = 2
        second = run_night(config, order(sites, NIGHT_2))
    yield Nights(config, engine, first, again, second, known)
    engine.dispose()


def held(nights: Nights) -> dict[tuple[str, str], Article]:
    """Every article held, with its credits and first text."""
    with Session(nights.engine, expire_on_commit=False) as session:
        articles = session.scalars(select(Article)).all()
        for article in articles:
            _ = [credit.name for credit in article.credits], [revision.text for revision in article.revisions]
        return {(article.outlet_key, article.article_id): article for article in articles}


def sector_of(nights: Nights) -> set[tuple[str, str]]:
    """The articles the classifier put in the sector: those are asked again."""
    chosen = select(Article.outlet_key, Article.article_id).join(Tag, Tag.article_id == Article.id)
    with Session(nights.engine) as session:
        return set(session.execute(chosen.where(Tag.axis == TagAxis.RELEVANT, Tag.is_candidate.is_(False))))


def gold(*, night: int = 1) -> list[DemoArticle]:
    """What the sites show from a night on."""
    return [article for article in demo_articles() if article.first_night <= night]


def test_every_article_of_the_year_is_held_and_nothing_else(nights: Nights) -> None:
    """The first night finds exactly the articles the sites show, each once, whatever its addresses."""
    assert set(nights.known_after_first) == {(article.outlet, article.article_id) for article in gold()}


def test_every_article_reads_as_it_was_written(nights: Nights) -> None:
    """Title, lead, body, time, genre and names are those of the content files on every page kind."""
    articles = held(nights)
    wrong = []
    for article in gold():
        found = articles[article.outlet, article.article_id]
        first = found.revisions[0]
        facts = {
            "title": (article.title, first.title),
            "lead": (article.lead or None, first.lead),
            "text": (article.text, first.text),
            "published_at": (article.published_at, found.published_at),
            "genre": (article.genre, found.genre.value if found.genre else None),
            "authors": ([a.name for a in article.authors], [credit.name for credit in found.credits]),
            "series": (article.series.key if article.series else None, found.series_key),
        }
        wrong += [(article.key, name, *pair) for name, pair in facts.items() if pair[0] != pair[1]]

    assert wrong == []


def test_the_same_night_again_changes_nothing(nights: Nights) -> None:
    """A second run over the same sites finds no new article, no change, and adds no revision or snapshot twice."""
    assert {line.name: (line.new, line.changed, line.removed) for line in nights.again.outlets} == {
        line.name: (0, 0, 0) for line in nights.first.outlets
    }
    assert nights.again.stages[-1].state is RunState.DONE


def test_the_second_night_finds_edits_removals_and_new_articles(nights: Nights) -> None:
    """Edits of sector articles become revisions, taken down ones are marked and keep their text, new ones come in."""
    articles = held(nights)
    by_status = {
        (article.outlet, article.article_id): articles[article.outlet, article.article_id].status
        for article in gold(night=2)
    }
    sector = sector_of(nights)
    edited = {(a.outlet, a.article_id) for a in gold() if a.revision} & sector
    removed = {(a.outlet, a.article_id) for a in gold() if a.removed} & sector

    assert edited
    assert removed
    assert {key for key, status in by_status.items() if status is ArticleStatus.EDITED} == edited
    assert {key for key, status in by_status.items() if status is ArticleStatus.REMOVED} == removed
    for key in edited:
        assert len(articles[key].revisions) == 2
        assert "+" in (articles[key].revisions[1].diff or "")
    for key in removed:
        assert articles[key].text_sha256 == nights.known_after_first[key]


def test_every_discovered_address_has_one_settled_fate(nights: Nights) -> None:
    """After a night nothing is left queued, and each snapshot of an article page was read."""
    with Session(nights.engine) as session:
        queued = session.scalar(select(func.count()).select_from(Address).where(Address.state == AddressState.QUEUED))
        unread = session.scalar(
            select(func.count())
            .select_from(PageSnapshot)
            .join(PageSnapshot.address)
            .where(PageSnapshot.extracted_at.is_(None), Address.article_id.is_not(None))
        )

    assert (queued, unread) == (0, 0)


def test_completeness_is_in_the_record_of_the_night(nights: Nights) -> None:
    """Listed, held and missing add up for each outlet; every listing walked is named."""
    for line in nights.first.outlets:
        assert line.listed == line.held + line.missing
        assert line.listed > 0
    with Session(nights.engine) as session:
        visits = session.scalars(select(ListingVisit).where(ListingVisit.run_id == nights.second.run_id)).all()
    assert any(visit.reached_known for visit in visits)


def test_kept_pages_pass_the_checker(nights: Nights) -> None:
    """`warcio check` finds no fault in any file of the two nights."""
    files = sorted(str(path) for path in nights.config.warc_folder.glob("*.warc*"))

    class Arguments:
        inputs = files
        verbose = False

    assert files
    assert Checker(Arguments()).process_all() == 0


def test_tags_follow_the_gold_of_the_miniature(nights: Nights) -> None:
    """Tags reach the tables: the shipped classifier learnt from these articles too, so this is no measure of it."""
    with Session(nights.engine) as session:
        rows = session.execute(
            select(Article.outlet_key, Article.article_id, Tag.axis, Tag.code)
            .join(Tag, Tag.article_id == Article.id)
            .where(Tag.is_current, Tag.is_candidate.is_(False))
        ).all()
    relevant = {(outlet, number) for outlet, number, axis, _ in rows if axis == "relevant"}
    proposed = {(outlet, number, code) for outlet, number, axis, code in rows if axis == "row"}
    wanted = {(a.outlet, a.article_id) for a in gold(night=2) if a.relevant}
    wanted_rows = {(a.outlet, a.article_id, code) for a in gold(night=2) for code in a.rows}

    assert f1(relevant, wanted) >= 0.9
    assert f1(proposed, wanted_rows) >= 0.7


def f1(found: set[tuple[str, ...]], wanted: set[tuple[str, ...]]) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * len(found & wanted) / (len(found) + len(wanted))


def test_reprints_fall_to_the_first_publication(nights: Nights) -> None:
    """The reprints found are those that are known."""
    articles = held(nights)
    by_id = {article.id: key for key, article in articles.items()}
    found = {key: by_id[a.duplicate_of_id] for key, a in articles.items() if a.duplicate_of_id}
    keys = {article.key: (article.outlet, article.article_id) for article in demo_articles()}
    known = {keys[a.key]: keys[a.duplicate_of] for a in gold(night=2) if a.duplicate_of and a.relevant}

    assert {pair for pair in found.items() if pair[0] in known} == set(known.items())
    assert set(found) <= set(known) | {
        key for key in found if key not in {(a.outlet, a.article_id) for a in gold() if a.relevant}
    }


def test_every_match_has_a_reason_and_every_row_stands_in_the_report(nights: Nights) -> None:
    """No match without reasons; the report of the second night lies there in three forms."""
    with Session(nights.engine) as session:
        matches = session.scalars(select(Match)).all()
        items = session.scalar(
            select(func.count()).select_from(PlanItem).where(PlanItem.kind.in_(["content", "activity"]))
        )

    names = Counter(path.suffix for path in (nights.config.report_folder / f"{NIGHT_2:%Y-%m-%d}").iterdir())
    assert matches
    assert all(match.reasons for match in matches)
    assert items == 17
    assert names == {".html": 1, ".docx": 1, ".xlsx": 1}


def test_revisions_are_one_per_state_seen(nights: Nights) -> None:
    """Unchanged articles have one revision however often they were seen."""
    with Session(nights.engine) as session:
        counts = Counter(session.scalars(select(Revision.article_id)).all())
    edited = [a for a in gold() if a.revision and (a.outlet, a.article_id) in sector_of(nights)]

    assert Counter(counts.values())[2] == len(edited)
    assert set(counts.values()) <= {1, 2}


def test_the_stages_all_ended_well(nights: Nights) -> None:
    """Six stages, each done, in order."""
    for summary in (nights.first, nights.again, nights.second):
        assert [line.stage for line in summary.stages] == list(Stage)
        assert {line.state for line in summary.stages} == {RunState.DONE}
