"""The record of a page of a known site: our layouts against trafilatura's fast mode with metadata."""

from datetime import datetime
from time import process_time

import trafilatura

from benchmarks.figures import Figure, tell, time_in_turns
from benchmarks.pages import make_page
from crawler.extract import extract_article
from crawler.outlet_file import load_outlets
from demo.addresses import HANOI
from demo.articles import DemoArticle
from models.records import ExtractedArticle, NotAnArticle

COUNT = 132  # each known article once
TIMED = 33
ROUNDS = 7
FETCHED_AT = datetime(2023, 12, 31, tzinfo=HANOI)


def measure_record() -> list[Figure]:
    tell(f"record: rendering {COUNT} pages")
    pages = [make_page(number) for number in range(COUNT)]
    timed = pages[:: COUNT // TIMED]
    outlets = load_outlets()

    def read(article: DemoArticle, page: bytes) -> ExtractedArticle | NotAnArticle:
        return extract_article(page, article.urls[0], fetched_at=FETCHED_AT, outlets=outlets)

    def read_by_trafilatura() -> None:
        for article, page in timed:
            trafilatura.bare_extraction(page, url=article.urls[0], with_metadata=True, fast=True)

    read(*pages[0])
    trafilatura.bare_extraction(pages[0][1], with_metadata=True, fast=True)
    sides = {"ours": lambda: [read(*each) for each in timed], "trafilatura": read_by_trafilatura}
    seconds = time_in_turns(sides, ROUNDS, process_time)
    detail = f"{TIMED / seconds['ours']:.0f} against {TIMED / seconds['trafilatura']:.0f} pages/s"
    ratio = Figure(
        "record of a known site / trafilatura", seconds["trafilatura"] / seconds["ours"], "×", 10, detail=detail
    )
    answers = [(article, read(article, page)) for article, page in pages]
    return [ratio, *count_fields(answers)]


def count_fields(answers: list[tuple[DemoArticle, ExtractedArticle | NotAnArticle]]) -> list[Figure]:
    """Return the share of pages whose printed lead, authors and time are in the record as the gold has them."""
    right = {"lead": 0, "author": 0, "time": 0}
    printed = dict.fromkeys(right, 0)
    for article, answer in answers:
        is_read = isinstance(answer, ExtractedArticle)
        credits = answer.byline.credits if isinstance(answer, ExtractedArticle) and answer.byline else ()
        checks = {
            "lead": (bool(article.lead), is_read and answer.lead == article.lead),
            "author": (bool(article.authors), {c.name for c in credits} == {a.name for a in article.authors}),
            "time": (True, is_read and answer.published_at == article.published_at.replace(second=0)),
        }
        for name, (is_printed, is_right) in checks.items():
            printed[name] += is_printed
            right[name] += is_printed and is_right
            if is_printed and not is_right:
                tell(f"record: {name} of {article.key} is not as printed")
    return [
        Figure(
            f"record: {name} right where printed",
            100 * right[name] / printed[name],
            "%",
            100,
            detail=f"{right[name]} of {printed[name]} pages",
        )
        for name in right
    ]
