"""Searching 500,000 articles: how long a whole answer takes, what the index costs to make, to keep and on the disk.

The database is made with the tables of the release before the index and upgraded as `diembao db upgrade` does. An
answer is a page of twenty records with excerpts, and their number. Questions differ from each other. Times are of the
processor, which other programs disturb less; those by the clock stand beside them. The file lies in the memory of the
machine after the first questions; from a cold disk the first answer of a kind takes some times as long.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell
from benchmarks.searched import AUTHORS, DEPARTMENTS, ROWS, fill_searched, list_names, make_syllables
from models.article import Article
from models.base import as_record
from models.database import open_engine, upgrade_database
from models.search import fold_letters
from models.search_index import SQLITE_TRIGGERS, examine_index
from models.vocabulary import Genre
from pipeline.searching.answer import search_articles
from pipeline.searching.question import Order, SearchQuestion, SearchState

ARTICLES = 500_000
QUESTIONS, ROUNDS = 20, 3
NEW, BATCH = 1000, 50
LONGEST = 100.0

Maker = Callable[[Random], SearchQuestion]


def measure_searching() -> list[Figure]:
    """Return the figures; needs 5 GB of room for a while."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "diembao.db"
        tell(f"searching: writing {ARTICLES:,} articles")
        fill_searched(path, ARTICLES)
        bare = path.stat().st_size
        tell("searching: upgrading")
        started = time.perf_counter()
        upgrade_database(f"sqlite:///{path}")
        seconds = time.perf_counter() - started
        engine = open_engine(f"sqlite:///{path}")
        figures = [
            Figure(f"making the index of {ARTICLES:,} articles", seconds, "s", 900, at_most=True),
            Figure("size of the index / size of the database without it", path.stat().st_size / bare - 1, "×", None),
            *measure_answers(engine),
            *measure_keeping(engine),
        ]
        engine.dispose()
    return figures


def measure_answers(engine: Engine) -> Iterator[Figure]:
    """Yield the 95th percentile of each kind of question, the median beside it."""
    for name, make in list_kinds().items():
        chance = Random(7)
        questions = [make(chance) for _ in range(QUESTIONS)]
        taken, waited = [], []
        for question in questions * ROUNDS:
            with Session(engine) as session:
                started, began = time.process_time(), time.perf_counter()
                search_articles(session, question)
                taken.append(1000 * (time.process_time() - started))
                waited.append(1000 * (time.perf_counter() - began))
        most = quantiles(taken, n=20)[-1]
        clock = f"{median(waited):.0f} and {quantiles(waited, n=20)[-1]:.0f} ms"
        detail = f"p50 {median(taken):.0f} ms; by the clock {clock}"
        tell(f"searching: {name}: p95 {most:.0f} ms, {detail}")
        yield Figure(f"p95 of an answer: {name}", most, "ms", LONGEST, at_most=True, detail=detail)


def list_kinds() -> dict[str, Maker]:
    """Return what is asked, by name; words are picked by how frequent they are, 0 the most frequent."""
    words, names = make_syllables(Random(5)), list_names(Random(5))

    def pick(chance: Random, low: int, high: int) -> str:
        return words[chance.randrange(low, high)]

    def year(chance: Random) -> dict[str, date]:
        first = date(2004 + chance.randrange(19), 1, 1)
        return {"since": first, "until": first + timedelta(days=364)}

    def combined(chance: Random) -> SearchQuestion:
        typed = f'{pick(chance, 0, 50)} "ô nhiễm" -{pick(chance, 500, 1000)}'
        return SearchQuestion(words=typed, outlet="bao", department=chance.choice(DEPARTMENTS), **year(chance))

    return {
        "rare word": lambda chance: SearchQuestion(words=pick(chance, 2000, 3000)),
        "common word": lambda chance: SearchQuestion(words=pick(chance, 0, 40)),
        "common word without accents": lambda chance: SearchQuestion(words=fold_letters(pick(chance, 0, 40))),
        "two words, one without accents": lambda chance: SearchQuestion(words=f"thu {pick(chance, 30, 700)}"),
        "phrase of common words": lambda chance: SearchQuestion(
            words=f'"{chance.choice(("ô nhiễm không khí", "thu gom rác thải", "o nhiem khong khi", "thu gom"))}"'
        ),
        "author": lambda chance: SearchQuestion(author=names[chance.randrange(AUTHORS)]),
        "row": lambda chance: SearchQuestion(row=chance.choice(ROWS)),
        "row, year and state": lambda chance: SearchQuestion(
            row=chance.choice(ROWS), state=chance.choice([SearchState.WAITING, SearchState.ANSWERED]), **year(chance)
        ),
        "outside the plan": lambda chance: SearchQuestion(state=SearchState.OUTSIDE, **year(chance)),
        "common word, outlet, genre": lambda chance: SearchQuestion(
            words=pick(chance, 0, 40), outlet="dai", genre=chance.choice([*Genre])
        ),
        "common word in a department": lambda chance: SearchQuestion(
            words=pick(chance, 0, 40), department=chance.choice(DEPARTMENTS)
        ),
        "words, phrase, minus, outlet, department, year": combined,
        "two words, the closest first": lambda chance: SearchQuestion(
            words=f"{pick(chance, 0, 100)} {pick(chance, 0, 700)}", order=Order.RELEVANCE
        ),
    }


def measure_keeping(engine: Engine) -> list[Figure]:
    """Return what a new article costs more with the index, in the filled database, and how long a check takes."""
    with_index = _insert_articles(engine, ARTICLES + 1)
    started = time.perf_counter()
    with engine.connect() as connection:
        state = examine_index(connection)
    checked = time.perf_counter() - started
    with engine.begin() as connection:
        for name in SQLITE_TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {name}"))
    without = _insert_articles(engine, ARTICLES + NEW + 1)
    detail = f"{with_index:.2f} against {without:.2f} ms an article, {BATCH} a commit"
    seen = f"{state.missing} missing, {state.stray} stray"
    return [
        Figure("a new article in the index", with_index - without, "ms", None, detail=detail),
        Figure("the doctor's look at the index", checked, "s", None, detail=seen),
    ]


def _insert_articles(engine: Engine, first: int) -> float:
    """Insert copies of the newest articles; returns milliseconds of the processor each."""
    with Session(engine) as session:
        newest = session.scalars(select(Article).order_by(Article.id.desc()).limit(NEW)).all()
        rows = [as_record(article) for article in newest]
    rows = [row | {"id": first + place, "article_id": f"n{first + place}"} for place, row in enumerate(rows)]
    started = time.process_time()
    for start in range(0, NEW, BATCH):
        with engine.begin() as connection:
            connection.execute(insert(Article), rows[start : start + BATCH])
    return 1000 * (time.process_time() - started) / NEW
