"""Read the articles of the miniature sites from `content/*.yaml`.

A file entry holds the words, the moment, the address form and the gold; a reprint names the
entry it repeats and its small edits. Without a genre it is a tin or, from 231 words on, a bài.
Departments in the gold are those an article names. Everything unknown or missing stops the reading.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from demo.addresses import HANOI, baohatinh_address, hatinhtv_address, section_name
from demo.articles import DemoArticle, DemoAuthor, DemoRevision, DemoSeries

_STORY_KEYS = frozenset({"title", "lead", "body", "captions", "byline", "authors", "signature", "own", "genre", "tags"})
_PLACE_KEYS = frozenset({"key", "outlet", "form", "section", "at", "night", "series", "gold", "decomposed"})
_KEYS = _STORY_KEYS | _PLACE_KEYS | {"removed", "edit", "reprint_of", "swaps", "old_tones"}
_LONGEST_TIN = 230
_GOLD_KEYS = frozenset({"rows", "fields", "departments", "role", "tone"})


@lru_cache(maxsize=1)
def demo_articles() -> tuple[DemoArticle, ...]:
    """Return all articles of both sites, oldest first."""
    entries = [entry for name in _content_names() for entry in _read_file(name)]
    articles: dict[str, DemoArticle] = {}
    for entry in sorted(entries, key=lambda entry: "reprint_of" in entry):
        article = _read_reprint(entry, articles) if "reprint_of" in entry else _read_article(entry)
        if article.key in articles:
            raise ValueError(f"two articles have the key {article.key}")
        articles[article.key] = article
    _check_addresses(tuple(articles.values()))
    return tuple(sorted(articles.values(), key=lambda article: (article.published_at, article.key)))


def _content_names() -> list[str]:
    return sorted(path.name for path in files("demo").joinpath("content").iterdir() if path.name.endswith(".yaml"))


def _read_file(name: str) -> list[dict[str, Any]]:
    words = files("demo").joinpath("content", name).read_text("utf-8")
    # the C reader is five times faster than the plain one, which would take most of the server's start
    entries: list[dict[str, Any]] = yaml.load(unicodedata.normalize("NFC", words), yaml.CSafeLoader)
    for entry in entries:
        unknown = set(entry) - _KEYS | set(entry.get("gold", {})) - _GOLD_KEYS
        if unknown:
            raise ValueError(f"{name}: entry {entry.get('key')} has unknown keys {sorted(unknown)}")
    return entries


def _read_article(entry: dict[str, Any]) -> DemoArticle:
    outlet, title, at = entry["outlet"], entry["title"], _read_time(entry["at"])
    article_id, urls = _address(outlet, entry["form"], entry["section"], title, at)
    byline, gold = entry.get("byline"), entry.get("gold", {})
    authors = _read_authors(entry.get("authors", [byline] if byline else []))
    article = DemoArticle(
        key=entry["key"],
        outlet=outlet,
        article_id=article_id,
        form=entry["form"],
        urls=urls,
        published_at=at,
        section=section_name(outlet, entry["section"]),
        section_slug=entry["section"],
        genre=entry.get("genre") or _genre_by_length(entry["body"]),
        title=title,
        lead=entry["lead"].strip(),
        paragraphs=_paragraphs(entry.get("body", "")),
        captions=tuple(entry.get("captions", ())),
        byline=byline,
        authors=authors,
        signature=entry.get("signature", "named" if authors else "none" if byline is None else "collective"),
        is_own_report=entry.get("own", outlet == "baohatinh"),
        tags=tuple(entry.get("tags", ())),
        rows=tuple(gold.get("rows", ())),
        fields=tuple(gold.get("fields", ())),
        departments=tuple(gold.get("departments", ())),
        role=gold.get("role", "khong_nhac"),
        tone=gold.get("tone", "trung_tinh"),
        series=DemoSeries(**entry["series"]) if "series" in entry else None,
        first_night=entry.get("night", 1),
        removed=entry.get("removed"),
        is_decomposed=entry.get("decomposed", False),
    )
    return replace(article, revision=_read_revision(entry["edit"], article)) if "edit" in entry else article


def _genre_by_length(body: str) -> str:
    return "tin" if len(body.split()) <= _LONGEST_TIN else "bai"


def _read_reprint(entry: dict[str, Any], articles: dict[str, DemoArticle]) -> DemoArticle:
    """Return the reprint of an earlier entry: same words but for the listed swaps and the tone placement."""
    first = articles[entry["reprint_of"]]
    outlet, at = entry["outlet"], _read_time(entry["at"])
    title = _rewrite(entry.get("title", first.title), entry, in_title=True)
    article_id, urls = _address(outlet, entry["form"], entry["section"], title, at)
    byline = entry.get("byline")
    authors = _read_authors(entry.get("authors", []))
    return replace(
        first,
        key=entry["key"],
        outlet=outlet,
        article_id=article_id,
        form=entry["form"],
        urls=urls,
        published_at=at,
        section=section_name(outlet, entry["section"]),
        section_slug=entry["section"],
        title=title,
        lead=_rewrite(first.lead, entry),
        paragraphs=_swap_paragraphs(first, entry),
        byline=byline,
        authors=authors,
        signature=entry.get("signature", "named" if authors else "none"),
        is_own_report=entry.get("own", False),
        tags=tuple(entry.get("tags", ())),
        duplicate_of=first.key,
        first_night=entry.get("night", 1),
        removed=None,
        revision=None,
    )


def _swap_paragraphs(first: DemoArticle, entry: dict[str, Any]) -> tuple[str, ...]:
    whole = "\n\n".join((first.lead, *first.paragraphs))
    for old in entry.get("swaps", {}):
        if old not in whole:
            raise ValueError(f"{entry['key']}: nothing reads {old!r} in {first.key}")
    return tuple(_rewrite(paragraph, entry) for paragraph in first.paragraphs)


def _rewrite(words: str, entry: dict[str, Any], *, in_title: bool = False) -> str:
    if not in_title:
        for old, new in entry.get("swaps", {}).items():
            words = words.replace(old, new)
    return place_tones_old_style(words) if entry.get("old_tones", False) else words


def place_tones_old_style(words: str) -> str:
    """Write tone marks the older way in open syllables: hòa → hoà, thủy → thuỷ, khỏe → khoẻ (never after q)."""
    pattern = r"(?<![qQ])(o(?=[^\w\s][ae])|u(?=[^\w\s]y))([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\w\u0300-\u036f])"
    swapped = re.sub(pattern, r"\1\3\2", unicodedata.normalize("NFD", words))
    return unicodedata.normalize("NFC", swapped)


def _read_revision(edit: dict[str, Any], article: DemoArticle) -> DemoRevision:
    return DemoRevision(
        at=_read_time(edit["at"]),
        title=edit.get("title", article.title),
        lead=edit.get("lead", article.lead).strip(),
        paragraphs=_paragraphs(edit["body"]) if "body" in edit else article.paragraphs,
    )


def _read_authors(entries: list[str | dict[str, str]]) -> tuple[DemoAuthor, ...]:
    return tuple(DemoAuthor(entry) if isinstance(entry, str) else DemoAuthor(**entry) for entry in entries)


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip())


def _read_time(words: str) -> datetime:
    return datetime.strptime(words, "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)


def _address(outlet: str, form: str, section: str, title: str, at: datetime) -> tuple[str, tuple[str, ...]]:
    if outlet == "baohatinh":
        return baohatinh_address(form, section, title, at)
    return hatinhtv_address(form, section, title)


def _check_addresses(articles: tuple[DemoArticle, ...]) -> None:
    ids = [(article.outlet, article.article_id) for article in articles]
    doubled = sorted({each for each in ids if ids.count(each) > 1})
    if doubled:
        raise ValueError(f"two articles share an id, move one by half an hour: {doubled}")
