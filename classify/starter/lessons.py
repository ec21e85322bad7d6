"""Further labelled articles beside the gold file: readings of development articles, and our own.

`readings.jsonl` holds labels and article ids only; the texts stay in the development data. Each was
given by one reader from title, lead and opening, without a second reader, and the articles were chosen
for rare and doubtful codes: they are measured apart from the gold articles. Our own articles are those of
the miniature sites.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from classify.gold import GoldArticle, read_article_line
from models.errors import InputError
from models.records import ArticleText

_PRINTED_TIME = "%d/%m/%Y %H:%M"


def read_readings(articles: Path) -> list[GoldArticle]:
    """Return the labelled readings with their texts from the folder of development articles."""
    readings = [json.loads(line) for line in _readings_text().splitlines()]
    wanted = {(one["set"], one["id"]) for one in readings}
    texts: dict[tuple[str, str], ArticleText] = {}
    for name in sorted({one["set"] for one in readings}):
        path = articles / name / "articles.jsonl.gz"
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                if (name, line["id"]) in wanted:
                    texts[name, line["id"]] = read_article_line(line)
    missing = len(wanted - texts.keys())
    if missing:
        raise InputError(f"{missing} bài trong readings.jsonl không có ở {articles}.")
    return [_labelled(texts[one["set"], one["id"]], one) for one in readings]


def read_own_articles(folder: Path) -> Iterator[GoldArticle]:
    """Yield the labelled articles of the miniature sites, reprints left out."""
    for path in sorted(folder.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if "reprint_of" not in entry:
                published_at = datetime.strptime(entry["at"], _PRINTED_TIME)  # noqa: DTZ007 - printed local time
                article = ArticleText(entry["title"], entry["lead"], entry.get("body", ""), published_at)
                gold = entry.get("gold", {})
                yield _labelled(article, {"relevant": bool(gold.get("fields")), "rows": [], "fields": [], **gold})


def _readings_text() -> str:
    return files("classify.starter").joinpath("readings.jsonl").read_text(encoding="utf-8")


def _labelled(article: ArticleText, gold: dict[str, Any]) -> GoldArticle:
    return GoldArticle(article, gold["relevant"], frozenset(gold["rows"]), frozenset(gold["fields"]))
