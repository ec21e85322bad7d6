"""Measure reprints and series: precision and recall on the miniature, on event clusters, and recall of planted copies.

Usage: python -m benchmarks.measure_works [CLUSTERS.jsonl.gz]

Without a file only the miniature is measured. The clusters hold articles on one event each; which pairs are one text
was read by hand (`cluster_pairs.txt`, ids only).
"""

import argparse
import gzip
import json
import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from crawler.extract.series import find_mark, name_key
from demo.addresses import HANOI
from demo.articles import DemoArticle
from demo.loading import demo_articles
from models.clock import local_day
from models.text import comparison_key
from pipeline.works.grouping import SHORT_TEXT, Publication, find_first_publications
from pipeline.works.series import SeriesPage, join_series
from pipeline.works.wording import read_wording, sketch_wording

PAIRS = Path(__file__).with_name("cluster_pairs.txt")
LATER = timedelta(hours=5)

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article to group: its words without the title."""

    outlet: str
    published_at: datetime
    title: str
    words: str
    is_signed_reprint: bool = False


def group(pieces: Sequence[Piece]) -> dict[int, int]:
    """Return for each reprint, by its place, the place of its first publication."""
    publications = [
        Publication(
            article_id=place,
            outlet_key=piece.outlet,
            published_at=piece.published_at,
            is_signed_reprint=piece.is_signed_reprint,
            title=piece.title,
            text_key=comparison_key(f"{piece.title}\n{piece.words}"),
            is_short=len(piece.words) < SHORT_TEXT,
            sketch=sketch_wording(read_wording(piece.words)),
        )
        for place, piece in enumerate(pieces)
    ]
    return find_first_publications(publications, lambda places: {place: pieces[place].words for place in places})


def tell_shares(name: str, found: set[Any], wanted: set[Any]) -> None:
    right = len(found & wanted)
    precision = f"{right / len(found):.3f}" if found else "—"
    recall = f"{right / len(wanted):.3f}" if wanted else "—"
    print(f"{name}: precision {precision}, recall {recall} ({right} right, {len(found)} found, {len(wanted)} wanted)")


def judge_reprints() -> tuple[Pairs, Pairs]:
    """Return the pairs (reprint, first publication) of the miniature that are found, and those planted."""
    articles = demo_articles()
    places = {article.key: place for place, article in enumerate(articles)}
    pieces = [
        Piece(one.outlet, one.published_at, one.title, f"{one.lead}\n{one.text}", one.signature == "reprint")
        for one in articles
    ]
    planted = {(place, places[one.duplicate_of]) for place, one in enumerate(articles) if one.duplicate_of}
    return set(group(pieces).items()), planted


def judge_series() -> tuple[Pairs, Pairs]:
    """Return the pairs of parts of one series of the miniature that are found, and those planted; reprints left out."""
    articles = [article for article in demo_articles() if article.duplicate_of is None]
    keys = join_series(page for place, one in enumerate(articles) if (page := read_page(place, one)))
    outlets = [article.outlet for article in articles]
    found = pair_equals({place: (outlets[place], key) for place, key in keys.items()})
    return found, pair_equals({place: (one.outlet, one.series.key) for place, one in enumerate(articles) if one.series})


def pair_equals(names: Mapping[int, object]) -> Pairs:
    return {(a, b) for a, b in combinations(sorted(names), 2) if names[a] == names[b]}


def read_page(place: int, article: DemoArticle) -> SeriesPage | None:
    """Return the page of a series that an article of the miniature is."""
    mark = find_mark(article.title)
    if mark is None:
        return None
    return SeriesPage(
        article_id=place,
        outlet_key=article.outlet,
        day=local_day(article.published_at),
        part=mark.part,
        last=mark.last,
        key=name_key(mark.before or mark.after),
        name=mark.before,
        subtitle=mark.after,
        lead=article.lead,
        opening=f"{article.lead}\n{article.text[:600]}",
        closing=article.text[-600:],
        authors=frozenset(author.name for author in article.authors),
        section=article.section,
    )


def measure_clusters(rows: list[dict[str, Any]]) -> None:
    pieces = [
        Piece(
            row["source"] or "", read_time(row["published"]), row["title"], f"{row['lead'] or ''}\n{row['text'] or ''}"
        )
        for row in rows
    ]
    places = {row["id"]: place for place, row in enumerate(rows)}
    judged: dict[str, set[frozenset[int]]] = {"same": set(), "other": set()}
    for line in PAIRS.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            verdict, one, other = line.split()
            judged[verdict].add(frozenset((places[one], places[other])))
    of_one_event = {
        frozenset(pair)
        for pair in combinations(range(len(rows)), 2)
        if rows[pair[0]]["cluster"] == rows[pair[1]]["cluster"]
    }
    joined = {pair for pair in of_one_event if group([pieces[place] for place in sorted(pair)])}
    read = judged["same"] | judged["other"]
    tell_shares(f"event clusters, {len(read)} pairs read", joined & read, judged["same"])
    whole = group(pieces)
    apart = sum(rows[copy]["cluster"] != rows[first]["cluster"] for copy, first in whole.items())
    print(f"event clusters, all: {len(joined)} of {len(of_one_event)} pairs of one event joined; {apart} across events")
    measure_planted(pieces)


def read_time(printed: str) -> datetime:
    return datetime.strptime(printed, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)


def measure_planted(pieces: Sequence[Piece]) -> None:
    """Print the share of planted copies that are found, for each way of changing a text."""
    draw = random.Random(20231)
    vocabulary = [word for piece in pieces[:50] for word in piece.words.split()]
    changes: dict[str, Callable[[str], str]] = {
        "the same words": lambda words: words,
        "decomposed, capitals": lambda words: unicodedata.normalize("NFD", words.upper()),
        "2 % of words changed": lambda words: change_words(words, 0.02, vocabulary, draw),
        "5 % of words changed": lambda words: change_words(words, 0.05, vocabulary, draw),
        "10 % of words changed": lambda words: change_words(words, 0.10, vocabulary, draw),
        "15 % cut off": lambda words: cut(words, 0.85),
        "half cut off": lambda words: cut(words, 0.5),
        "70 % cut off": lambda words: cut(words, 0.3),
        "first 15 % cut off": lambda words: " ".join(words.split()[len(words.split()) * 15 // 100 :]),
        "prefix and suffix": lambda words: f"(Đài) - Theo tin từ cơ sở, {words} Xem thêm các tin khác cùng chuyên mục.",
    }
    long_enough = [piece for piece in pieces if len(piece.words.split()) >= 200]
    for name, change in changes.items():
        copies = [Piece("copy", one.published_at + LATER, "", change(one.words)) for one in long_enough]
        found = group([*long_enough, *copies])
        own = found | {place: place for place in range(len(long_enough)) if place not in found}
        right = sum(found.get(place + len(long_enough)) == own[place] for place in range(len(long_enough)))
        print(f"planted copies, {name}: recall {right / len(copies):.3f} of {len(copies)}")


def change_words(words: str, share: float, vocabulary: Sequence[str], draw: random.Random) -> str:
    return " ".join(draw.choice(vocabulary) if draw.random() < share else word for word in words.split())


def cut(words: str, share: float) -> str:
    parts = words.split()
    return " ".join(parts[: int(len(parts) * share)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clusters", type=Path, nargs="?")
    clusters = parser.parse_args().clusters
    tell_shares("miniature, reprint and its first publication", *judge_reprints())
    tell_shares("miniature, pairs of parts of one series", *judge_series())
    if clusters is not None:
        with gzip.open(clusters, "rt", encoding="utf-8") as lines:
            measure_clusters([json.loads(line) for line in lines])


if __name__ == "__main__":
    main()
