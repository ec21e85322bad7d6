"""Every recorded page gives the article recorded beside it, and every layout has a page."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from crawler.dates import HANOI
from crawler.extract import describe_article, extract_article
from crawler.outlet_file import load_outlets
from models.records import ExtractedArticle, NotAnArticle

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
OUTLETS = load_outlets()
FETCHED_AT = datetime(2026, 11, 1, tzinfo=HANOI)


def read_recorded(path: Path) -> tuple[ExtractedArticle | NotAnArticle, dict]:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    answer = extract_article(path.read_bytes(), expected["url"], fetched_at=FETCHED_AT, outlets=OUTLETS)
    return answer, expected


@pytest.mark.parametrize(
    "path", [path for path in PAGES if not path.stem.startswith("no-article")], ids=lambda p: p.stem
)
def test_recorded_page_gives_the_recorded_article(path: Path) -> None:
    """All fields of a page, with the rule that gave each, are as recorded."""
    answer, expected = read_recorded(path)

    assert isinstance(answer, ExtractedArticle)
    described = describe_article(answer)
    assert {key: described[key] for key in expected["article"]} == expected["article"]
    assert (answer.layout, answer.own_report) == (expected["layout"], expected["own_report"])


@pytest.mark.parametrize("path", [path for path in PAGES if path.stem.startswith("no-article")], ids=lambda p: p.stem)
def test_page_without_an_article_says_why(path: Path) -> None:
    """A page that lists articles is no article, and the reason is recorded."""
    answer, expected = read_recorded(path)

    assert isinstance(answer, NotAnArticle)
    assert answer.reason == expected["reason"]


@pytest.mark.parametrize("layout", [layout.key for outlet in OUTLETS for layout in outlet.layouts])
def test_every_layout_has_a_recorded_page(layout: str) -> None:
    """A layout without a page that proves it would rot unseen."""
    recorded = {path.stem.split("--")[0] for path in PAGES}

    assert layout in recorded


def test_described_article_has_the_stable_keys_in_order() -> None:
    """The JSON object keeps the keys and their order that others script against."""
    answer, _ = read_recorded(PAGES[0])

    assert isinstance(answer, ExtractedArticle)
    assert list(describe_article(answer)) == [
        "url", "urls", "outlet", "outlet_article_id", "title", "lead", "text", "byline", "authors", "signature",
        "published_at", "modified_at", "first_seen_at", "section", "tags", "genre", "series", "duplicate_of",
        "status", "status_reason", "snapshot", "provenance", "labels",
    ]  # fmt: skip
