"""Tagging against segmentation alone: the same articles, interleaved in one run."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import process_time

import plans
from benchmarks.figures import Figure, time_in_turns
from classify import Tagger
from classify.segment import segment
from demo.loading import demo_articles
from models.office_files.loading import load_organisation_file, load_plan_file
from models.records import ArticleText

ARTICLES, ROUNDS, TARGET = 60, 5, 1.3
LENGTH = 3000  # characters of text, as real articles have on average
BUNDLED = Path(plans.__file__).parent


def usual_articles() -> list[ArticleText]:
    """The miniature's articles, each body filled up with the following ones' to the usual length."""
    demo = list(islice(demo_articles(), ARTICLES))
    articles: list[ArticleText] = []
    for place, one in enumerate(demo):
        body, following = one.text, place
        while len(body) < LENGTH:
            following += 1
            body += "\n\n" + demo[following % len(demo)].text
        articles.append(ArticleText(one.title, one.lead, body[:LENGTH], one.published_at))
    return articles


def measure_tagging() -> list[Figure]:
    """Whole tags of an article against underthesea's words of the same article."""
    tagger = Tagger.load(
        load_plan_file(BUNDLED / "ke-hoach-2023.yaml"), load_organisation_file(BUNDLED / "to-chuc-2023.yaml")
    )
    articles = usual_articles()
    texts = [f"{one.title}\n{one.lead}\n{one.text}" for one in articles]
    sides: dict[str, Callable[[], object]] = {
        "segmentation": lambda: [segment(text) for text in texts],
        "tagging": lambda: [tagger.tag(article) for article in articles],
    }
    seconds = time_in_turns(sides, ROUNDS, clock=process_time)
    each = {name: value * 1000 / len(articles) for name, value in seconds.items()}
    detail = f"tags {each['tagging']:.1f} ms, words alone {each['segmentation']:.1f} ms an article"
    ratio = seconds["tagging"] / seconds["segmentation"]
    return [Figure("tagging / segmentation alone", ratio, "×", TARGET, at_most=True, detail=detail)]
