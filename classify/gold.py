"""Articles with the labels people gave them, as JSON lines: what a classifier learns from and is measured on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.errors import InputError
from models.records import ArticleText


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article and its right answers."""

    article: ArticleText
    relevant: bool
    rows: frozenset[str]
    fields: frozenset[str]


def read_gold(path: Path) -> list[GoldArticle]:
    """Read a gold file; raise InputError naming the first line that is no gold line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: không đọc được tệp bài đã gắn nhãn.") from error
    return parse_gold(lines, str(path))


def parse_gold(lines: Iterable[str], name: str = "gold") -> list[GoldArticle]:
    """Parse JSON lines; blank ones are skipped. `name` is the file named in errors."""
    found: list[GoldArticle] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_parse(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{name}, dòng {number}: không phải bài đã gắn nhãn ({error}).") from error
    if not found:
        raise InputError(f"{name}: không có bài nào.")
    return found


def read_article_line(line: dict[str, Any]) -> ArticleText:
    """Return the article of one JSON object; a missing text is empty, an unreadable date is None."""
    return ArticleText(
        title=_text(line.get("title")),
        lead=_text(line.get("lead")),
        text=_text(line.get("text")),
        published_at=_instant(line.get("published_at")),
        url=_text(line.get("url")) or None,
    )


def _parse(line: dict[str, Any]) -> GoldArticle:
    gold = line["gold"]
    if not isinstance(gold["relevant"], bool):
        raise TypeError("relevant phải là true hoặc false")
    return GoldArticle(read_article_line(line), gold["relevant"], frozenset(gold["rows"]), frozenset(gold["fields"]))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _instant(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
