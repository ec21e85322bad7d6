"""Works found among a year's articles: our sketches against datasketch, and whole nights on a database.

Texts are drawn word by word from the miniature's vocabulary, at the usual length; one in thirty is a copy, cut or
edited. Both sides are given the same wordings to sketch and decide by the same comparison of the texts themselves.
"""

import random
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time

from datasketch import MinHash, MinHashLSH
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from benchmarks.figures import Figure, tell, time_in_turns
from demo.addresses import HANOI
from demo.loading import demo_articles
from models.article import Article
from models.database import open_engine, upgrade_database
from models.organisation import Outlet
from models.vocabulary import ArticleOrigin, ArticleStatus, Signature
from pipeline.works.copies import is_copy
from pipeline.works.grouping import Publication, find_first_publications
from pipeline.works.stage import find_works
from pipeline.works.wording import HASHES, Wording, read_wording, sketch_wording

YEAR, NIGHT, COMPARED = 20_000, 100, 4_000
WORDS, ONE_COPY_IN = 500, 30
ROUNDS = 3
START = datetime(2023, 1, 1, 8, 0, tzinfo=HANOI)
LEAST_SIMILAR = 0.2


def make_texts(count: int) -> Iterator[str]:
    """Yield texts in order of publication; every thirtieth was made from one of the fifty before it."""
    draw = random.Random(20231)
    vocabulary = [word for article in demo_articles() for word in article.text.split()]
    before: deque[list[str]] = deque([vocabulary[:WORDS]], maxlen=50)
    for number in range(1, count + 1):
        words = draw.choices(vocabulary, k=WORDS)
        if number % ONE_COPY_IN == 0:
            copied = draw.choice(before)
            is_cut = draw.random() < 0.5
            words = copied[: len(copied) * 85 // 100] if is_cut else [_edit(word, vocabulary, draw) for word in copied]
        before.append(words)
        yield " ".join(words)


def _edit(word: str, vocabulary: Sequence[str], draw: random.Random) -> str:
    return draw.choice(vocabulary) if draw.random() < 0.02 else word


def place_in_year(number: int) -> datetime:
    return START + timedelta(days=365) * number / YEAR


def group_by_sketches(texts: Sequence[str]) -> dict[int, int]:
    """Find the copies as the night does, sketches made anew."""
    publications = [
        Publication(
            number, "bao", place_in_year(number), False, "", str(number), False, sketch_wording(read_wording(text))
        )
        for number, text in enumerate(texts)
    ]
    return find_first_publications(publications, lambda numbers: {number: texts[number] for number in numbers})


def group_by_datasketch(texts: Sequence[str]) -> dict[int, int]:
    """Find the copies with datasketch's MinHash and its index, as many permutations as ours has hashes."""
    index = MinHashLSH(threshold=LEAST_SIMILAR, num_perm=HASHES)
    kept: dict[int, Wording] = {}
    first_of: dict[int, int] = {}
    for number, text in enumerate(texts):
        wording = read_wording(text)
        sketch = MinHash(num_perm=HASHES, seed=1, hashfunc=int)
        sketch.update_batch(wording.shingles >> 32)
        copied = [known for known in index.query(sketch) if is_copy(kept[known], wording)]
        if copied:
            first_of[number] = min(first_of.get(known, known) for known in copied)
        index.insert(number, sketch)
        kept[number] = wording
    return first_of


def keep_texts(engine: Engine, texts: Iterable[str], *, start: int) -> None:
    """Insert articles numbered from `start`."""
    rows = [
        {
            "outlet_key": "bao", "article_id": str(number), "origin": ArticleOrigin.CRAWLED,
            "title": "Tin trong ngày", "text": text, "signature": Signature.NONE, "byline_sources": [],
            "published_at": place_in_year(number), "first_seen_at": START, "page_tags": [], "series_last": False,
            "status": ArticleStatus.LIVE, "status_since": START, "provenance": {},
            "text_key": sha256(f"k{number}".encode()).hexdigest(), "text_sha256": sha256(text.encode()).hexdigest(),
        }
        for number, text in enumerate(texts, start)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(Article), rows)


def time_night(engine: Engine) -> tuple[float, int]:
    """Return the processor seconds that finding works takes, and how many reprints there are."""
    began = process_time()
    with Session(engine) as session, session.begin():
        found = find_works(session)
    return process_time() - began, found.reprints


def measure_nights() -> list[Figure]:
    """A year at once, then one more night, in a database."""
    texts = make_texts(YEAR + NIGHT)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'works.db'}"
        upgrade_database(url)
        engine = open_engine(url)
        with Session(engine) as session, session.begin():
            session.add(Outlet(key="bao", name="Báo", hosts=["bao.example"], is_crawled=True))
        for start in range(0, YEAR, 1000):
            keep_texts(engine, islice(texts, 1000), start=start)
        before = getrusage(RUSAGE_SELF).ru_maxrss
        year, reprints = time_night(engine)
        grown = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
        keep_texts(engine, texts, start=YEAR)
        night, _ = time_night(engine)
        engine.dispose()
    return [
        Figure(f"works among {YEAR} articles, nothing known before", year, "s", 20, True, f"{reprints} reprints"),
        Figure(f"works after {NIGHT} new articles, {YEAR} known", night, "s", 5, True),
        Figure("memory added by it", grown, "MB", 150, True),
    ]


def measure_works() -> list[Figure]:
    tell(f"works: making {YEAR} texts")
    figures = measure_nights()
    texts = list(make_texts(COMPARED))
    seconds = time_in_turns(
        {"ours": lambda: group_by_sketches(texts), "datasketch": lambda: group_by_datasketch(texts)},
        ROUNDS,
        clock=process_time,
    )
    ours, theirs = group_by_sketches(texts), group_by_datasketch(texts)
    found = f"{len(ours)} and {len(theirs)} copies of {COMPARED // ONE_COPY_IN}"
    speed = {side: f"{COMPARED / spent:.0f}" for side, spent in seconds.items()}
    detail = f"{speed['ours']} against {speed['datasketch']} texts/s; {found}"
    return [
        *figures,
        Figure("finding copies / datasketch", seconds["datasketch"] / seconds["ours"], "×", 1, detail=detail),
    ]
