"""Keeping new articles as the night does, against raw sqlite3 putting the very same rows into the same tables.

All sides commit batches of the night's size with synchronous=FULL in WAL mode, into tables with the same keys and
indexes. Raw sqlite3 is given finished rows. "Storing" gives SQLAlchemy's Core the same finished rows; "keeping" is
the whole step of the night: digests and comparison keys made, known articles looked for, authors found.
"""

import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell, time_in_turns
from benchmarks.pages import make_page
from crawler.extract import extract_article
from crawler.outlet_file import load_outlets
from demo.addresses import HANOI
from models.article import Article, ArticleCredit, Author, Revision
from models.base import Base, as_record
from models.database import open_engine, upgrade_database
from models.organisation import Outlet
from models.records import ExtractedArticle
from models.search import write_words
from models.vocabulary import ArticleOrigin
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import keep_articles
from pipeline.night.extraction import BATCH

COUNT = 2000
PAGES = 120
LENGTH = 3000  # characters of text, as real articles have on average
ROUNDS = 5
SEEN = Sighting(datetime(2023, 12, 31, tzinfo=HANOI), ArticleOrigin.IMPORTED)
TABLES: tuple[type[Base], ...] = (Author, Article, Revision, ArticleCredit)

Batch = dict[type[Base], list[Any]]


def make_records() -> list[ExtractedArticle]:
    """Return records read from our pages, with texts of real length, each an article of its own."""
    outlets = load_outlets()
    pages = [make_page(number) for number in range(PAGES)]
    read = [extract_article(page, article.urls[0], fetched_at=SEEN.seen_at, outlets=outlets) for article, page in pages]
    found = [record for record in read if isinstance(record, ExtractedArticle) and record.text]
    records = []
    for number in range(COUNT):
        record = found[number % len(found)]
        text = f"Bài số {number}. " + "\n\n".join([record.text] * (1 + LENGTH // len(record.text)))
        name = f"{record.outlet_article_id}-{number}"
        records.append(replace(record, outlet_article_id=name, url=f"{record.url}-{number}", text=text[:LENGTH]))
    return records


def keep(path: Path, records: list[ExtractedArticle]) -> None:
    """Keep the records as the night does."""
    engine = open_engine(f"sqlite:///{path}")
    for start in range(0, COUNT, BATCH):
        with Session(engine) as session, session.begin():
            keep_articles(session, [(record, SEEN) for record in records[start : start + BATCH]])
    engine.dispose()


def store_by_core(path: Path, batches: list[Batch]) -> None:
    """Insert finished rows with SQLAlchemy's Core."""
    engine = open_engine(f"sqlite:///{path}")
    for batch in batches:
        with engine.begin() as connection:
            for table, rows in batch.items():
                connection.execute(insert(table), rows)
    engine.dispose()


def store_raw(path: Path, batches: list[Batch]) -> None:
    """Insert finished rows with sqlite3 alone."""
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("search_words", 1, write_words, deterministic=True)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        for batch in batches:
            with connection:
                for table, rows in batch.items():
                    marks = ",".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {table.__tablename__} VALUES ({marks})", rows)


def read_batches(path: Path) -> tuple[list[Batch], list[Batch]]:
    """Return what a kept database holds, batch by batch: as values for Core, and as SQLite's own values."""
    engine = open_engine(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as raw, Session(engine) as session:
        values: list[Batch] = [defaultdict(list) for _ in range(0, COUNT, BATCH)]
        bare: list[Batch] = [defaultdict(list) for _ in range(0, COUNT, BATCH)]
        first_use = dict(raw.execute("SELECT author_id, min(article_id) FROM article_credits GROUP BY author_id"))
        for table in TABLES:
            rows = raw.execute(f"SELECT * FROM {table.__tablename__} ORDER BY id").fetchall()
            for row, record in zip(rows, session.scalars(select(table).order_by(table.id)), strict=True):
                place = (_article_of(record, first_use) - 1) // BATCH
                values[place][table].append(as_record(record))
                bare[place][table].append(row)
    engine.dispose()
    return values, bare


def _article_of(row: Base, first_use: dict[int, int]) -> int:
    if isinstance(row, Author):
        return first_use[row.id]
    return row.id if isinstance(row, Article) else row.article_id


def prepare(folder: Path) -> Path:
    """Return an empty database with the outlets."""
    path = folder / "empty.db"
    upgrade_database(f"sqlite:///{path}")
    engine: Engine = open_engine(f"sqlite:///{path}")
    with Session(engine) as session, session.begin():
        session.add_all(Outlet(key=o.key, name=o.name, hosts=list(o.hosts), is_crawled=True) for o in load_outlets())
    engine.dispose()
    return path


def measure_storing() -> list[Figure]:
    tell(f"storing: making {COUNT} records")
    records = make_records()
    with TemporaryDirectory() as name:
        folder = Path(name)
        empty = prepare(folder)

        def fresh(number: int, side: str) -> Path:
            return Path(shutil.copy(empty, folder / f"{side}-{number}.db"))

        keep(fresh(0, "first"), records)
        values, bare = read_batches(folder / "first-0.db")
        files = {side: iter([fresh(n, side) for n in range(ROUNDS)]) for side in ("keeping", "storing", "raw")}
        seconds = time_in_turns(
            {
                "keeping": lambda: keep(next(files["keeping"]), records),
                "storing": lambda: store_by_core(next(files["storing"]), values),
                "raw": lambda: store_raw(next(files["raw"]), bare),
            },
            ROUNDS,
        )
    speed = {side: f"{COUNT / spent:.0f}" for side, spent in seconds.items()}
    return [
        Figure(
            "storing finished rows / raw sqlite3",
            seconds["raw"] / seconds["storing"],
            "×",
            0.7,
            detail=f"{speed['storing']} against {speed['raw']} articles/s",
        ),
        Figure(
            "keeping records, digests and look-ups included / raw sqlite3",
            seconds["raw"] / seconds["keeping"],
            "×",
            0.7,
            detail=f"{speed['keeping']} against {speed['raw']} articles/s",
        ),
    ]
