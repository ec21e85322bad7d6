"""A database of 500,000 invented articles to search in: syllables by Zipf's law, authors, and a sector under a plan.

Filled by sqlite3 itself with the tables of before the search index, so that the upgrade can be timed too.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from alembic import command

from models.database import alembic_config
from models.vocabulary import Genre, ReadingState

YEARS_BACK = datetime(2004, 1, 1)  # noqa: DTZ001  # SQLite keeps UTC without its zone
MINUTES = 20 * 365 * 24 * 60
SYLLABLES, MEAN_LENGTH = 3000, 430
SECTOR = 20  # every twentieth article is of the sector
ROWS = [f"ND{number:02}" for number in range(1, 8)] + [f"HD{number:02}" for number in range(1, 11)]
DEPARTMENTS = [f"P{number}" for number in range(10)]
AUTHORS = 800
ONSETS = "b c ch d đ g gh h kh l m n ng nh ph qu r s t th tr v x"
RIMES = """
    a á à ả ã ạ ăn ắn ằn ặn âm ấm ầm ậm ân ấn ần ận an án àn ản ạn anh ánh ành ạnh ang áng àng ạng e é è ẹ ê ế ề ệ ên
    ến ền iên iến iền iễn iện i í ì ỉ ị inh ính ình ịnh o ó ò ỏ ọ ong óng òng ọng ô ố ồ ổ ộ ông ống ồng ổng ộng ơ ớ ờ ở
    ợ ơi ới ời ợi u ú ù ủ ụ ung úng ùng ụng ư ứ ừ ử ự ưng ứng ừng ựng ươ ước ược ương ướng ường ượng uy úy ùy ủy ụy oa
    óa òa ỏa ọa ác ạc ất ật ích ịch ốc ộc út ụt
"""
KNOWN = "nước đất rừng ô nhiễm không khí môi trường thu gom rác thải biển thủy lợi"
PHRASES = ("ô nhiễm không khí", "thu gom rác thải", "tích tụ ruộng đất")


def fill_searched(path: Path, articles: int) -> None:
    """Make a database of the release before the index with that many articles, every twentieth of the sector."""
    command.upgrade(alembic_config(f"sqlite:///{path}"), "0005")
    chance = Random(5)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous=OFF")
        _insert(database, "outlets", ({"key": key, "name": key, "hosts": "[]"} for key in ("bao", "dai")))
        _insert(database, "plans", [{"id": 1, "code": "KH-2023", "office_file_id": 1}])
        _insert(database, "plan_items", _items())
        _insert(database, "articles", _articles(chance, articles))
        sector = range(SECTOR, articles + 1, SECTOR)
        _insert(database, "tags", _tags(chance, sector))
        _insert(database, "matches", _matches(chance, sector))
        _insert(database, "queue_ranks", _ranks(chance, sector))
        _insert(database, "reviews", _reviews(chance, sector))
        database.commit()


def _items() -> Iterator[dict[str, Any]]:
    for number, code in enumerate(ROWS, start=1):
        yield {"id": number, "plan_id": 1, "code": code, "kind": "content"}


def list_names(chance: Random) -> list[str]:
    """Return the names that sign, the most frequent first."""
    words = make_syllables(chance)
    return [f"{chance.choice(words).title()} {chance.choice(words).title()}" for _ in range(AUTHORS)]


def _articles(chance: Random, articles: int) -> Iterator[dict[str, Any]]:
    numbers = np.random.default_rng(5)
    words, names = make_syllables(Random(5)), list_names(Random(5))
    shares = 1 / (np.arange(len(words)) + 20) ** 1.05
    steps = np.cumsum(shares / shares.sum())
    fame = list(accumulate(1 / (rank + 5) for rank in range(AUTHORS)))
    genres = [*Genre]
    for number in range(1, articles + 1):
        length = int(numbers.integers(MEAN_LENGTH // 2, MEAN_LENGTH * 3 // 2))
        drawn = [words[place] for place in np.searchsorted(steps, numbers.random(length + 12))]
        if chance.random() < 0.003:
            drawn[chance.randrange(length)] = chance.choice(PHRASES)
        published = YEARS_BACK + timedelta(minutes=MINUTES * number / articles + chance.randrange(-3000, 3000))
        yield {
            "id": number,
            "article_id": str(number),
            "outlet_key": "bao" if chance.random() < 0.65 else "dai",
            "origin": "imported" if number % 500 == 0 else "crawled",
            "title": " ".join(drawn[:12]).capitalize(),
            "text": " ".join(drawn[12:]),
            "byline": chance.choices(names, cum_weights=fame)[0],
            "published_at": f"{published:%Y-%m-%d %H:%M:%S}.000000",
            "genre": chance.choices(genres, [60, 25, 3, 2, 3, 4, 1, 2])[0].value,
            "status": chance.choices(["live", "edited", "removed", "quarantined"], [90, 8, 1, 1])[0],
            "signature": "named",
            "text_key": str(number),
            "address_id": None,
        }


def make_syllables(chance: Random) -> list[str]:
    """Return the vocabulary, the most frequent first; words that the questions ask for stand among the frequent."""
    made = sorted({onset + rime for onset, rime in product(ONSETS.split(), RIMES.split())} - {*KNOWN.split()})
    chance.shuffle(made)
    words = made[:SYLLABLES]
    for place, word in enumerate(KNOWN.split()):
        words.insert(30 + 40 * place, word)
    return words


def _tags(chance: Random, sector: range) -> Iterator[dict[str, Any]]:
    for article in sector:
        field = f"LV{article // SECTOR % 9}"
        codes = [("relevant", "relevant"), ("department", chance.choice(DEPARTMENTS)), ("field", field)]
        for axis, code in codes:
            standing = {"is_current": 1, "certainty": "proposed"}
            yield {"article_id": article, "plan_id": 1, "axis": axis, "code": code, **standing}


def _matches(chance: Random, sector: range) -> Iterator[dict[str, Any]]:
    for article in sector:
        for item in chance.sample(range(1, len(ROWS) + 1), chance.choice([0, 1, 1, 2])):
            certainty = chance.choice(["confirmed", "proposed", "doubtful"])
            yield {"article_id": article, "plan_item_id": item, "certainty": certainty}


def _ranks(chance: Random, sector: range) -> Iterator[dict[str, Any]]:
    for article in sector:
        state = ReadingState.WAITING if chance.random() < 0.1 else ReadingState.ANSWERED
        yield {"plan_id": 1, "article_id": article, "state": state.value, "is_open": state is ReadingState.WAITING}


def _reviews(chance: Random, sector: range) -> Iterator[dict[str, Any]]:
    """Yield an answer on the sector and one on a department for each article, one in fifty of them a no."""
    for article in sector:
        for axis, code in (("relevant", "relevant"), ("department", chance.choice(DEPARTMENTS))):
            decision = "reject" if chance.random() < 0.02 else "accept"
            yield {"article_id": article, "plan_id": 1, "axis": axis, "code": code, "decision": decision}


def _insert(database: sqlite3.Connection, table: str, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    """Insert rows, every needed column they leave out filled with something of its kind."""
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    # An id that is left out is given by SQLite where NULL is put.
    usual = {name: _usual(kind) if is_needed and name != "id" else None for _, name, kind, is_needed, *_ in columns}
    statement = f"INSERT INTO {table} ({', '.join(usual)}) VALUES ({', '.join('?' * len(usual))})"
    database.executemany(statement, (list((usual | row).values()) for row in rows))


def _usual(kind: str) -> Any:
    if kind.startswith(("INTEGER", "FLOAT", "DOUBLE", "BOOLEAN")):
        return 0
    if kind.startswith("DATE"):
        return "2023-01-01" if kind == "DATE" else "2023-01-01 00:00:00.000000"
    return "[]" if kind.startswith("JSON") else "x"
