"""Read one line of an import file: strict about kinds, and every complaint is plain Vietnamese.

Keys are those of `diembao export articles`; `published`, `author` and `category` are taken for
`published_at`, `byline` and `section`, and names in `authors` for a missing byline.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Never
from urllib.parse import urlsplit

from crawler.bylines import parse_byline
from crawler.dates import read_datetime
from models.errors import InputError
from models.records import ExtractedArticle
from models.text import clean_text, comparison_key
from models.vocabulary import CreditRole, Genre
from pipeline.articles.columns import work_key

MANUAL_OUTLET = "nhap-tay"
GENRES = {comparison_key(name): genre for genre in Genre for name in (genre.value, genre.label)}
GENRE_NAMES = ", ".join(genre.label for genre in Genre)


class LineError(InputError):
    """The line is no article; `str(error)` says why, without its number."""


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One line understood: the article, and its printed date if that could not be read."""

    record: ExtractedArticle
    lost_date: str | None


def read_line(line: str) -> ImportLine:
    """Read one JSON object; raises LineError."""
    value = _read_object(line)
    title, section = (_line(_text(value, *keys)) for keys in (("title",), ("section", "category")))
    lead, text = (_paragraphs(_text(value, key)) for key in ("lead", "text"))
    if not title and not text:
        raise LineError("không có tiêu đề và nội dung")
    url = _read_url(value)
    byline = _read_byline(value)
    published_at, lost_date = _read_date(value)
    record = ExtractedArticle(
        url=url,
        outlet=MANUAL_OUTLET,
        outlet_article_id=url or _own_id(value) or work_key(title, lead, text),
        title=title or None,
        lead=lead or None,
        text=text,
        byline=parse_byline(byline) if byline else None,
        published_at=published_at,
        modified_at=None,
        section=section or None,
        tags=_read_tags(value),
        genre=_read_genre(value),
        series=None,
        own_report=None,
        layout=MANUAL_OUTLET,
        provenance={"all": "import"},
    )
    return ImportLine(record, lost_date)


def _read_object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise LineError(f"không phải JSON đúng, sai từ ký tự thứ {error.pos + 1}") from None
    except RecursionError:
        raise LineError("JSON lồng nhau quá sâu") from None
    except ValueError:
        raise LineError("JSON có số quá dài") from None
    if not isinstance(value, dict):
        raise LineError("không phải một đối tượng JSON {…}")
    return value


def _refuse_constant(printed: str) -> Never:
    raise LineError(f"JSON không có giá trị {printed}")


def _text(value: Mapping[str, Any], *keys: str) -> str:
    """Return the first of `keys` that is filled in; null and absent are empty."""
    for key in keys:
        given = value.get(key)
        if given is not None and not isinstance(given, str):
            raise LineError(f"{key} phải là chữ trong dấu ngoặc kép")
        if given:
            return given
    return ""


def _line(printed: str) -> str:
    return clean_text(printed).replace("\n", " ")


def _paragraphs(printed: str) -> str:
    """Return paragraphs joined by a blank line, as extracted articles have them."""
    return clean_text(printed).replace("\n", "\n\n")


def _read_url(value: Mapping[str, Any]) -> str:
    url = clean_text(_text(value, "url"))
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or re.search(r"\s", url):
        raise LineError("url phải là một địa chỉ bắt đầu bằng http:// hoặc https://")
    return url


def _own_id(value: Mapping[str, Any]) -> str:
    """Return the id of an article this program exported; other programs' ids repeat from file to file."""
    return clean_text(_text(value, "outlet_article_id")) if value.get("outlet") == MANUAL_OUTLET else ""


def _read_byline(value: Mapping[str, Any]) -> str:
    printed = clean_text(_text(value, "byline", "author")).replace("\n", " - ")
    authors = value.get("authors")
    if printed or authors is None:
        return printed
    if not isinstance(authors, list):
        raise LineError("authors phải là danh sách tên")
    return " - ".join(dict.fromkeys(filter(None, map(_read_author, authors))))


def _read_author(author: object) -> str:
    """Return the name of one who wrote; a name in another role needs a byline that says so."""
    if isinstance(author, dict):
        if author.get("role") not in (None, CreditRole.TEXT):
            raise LineError("authors có người không viết bài (ảnh, quay phim…): hãy ghi cả dòng ký tên vào byline")
        author = author.get("name")
    if not isinstance(author, str):
        raise LineError("authors phải là danh sách tên")
    return _line(author)


def _read_date(value: Mapping[str, Any]) -> tuple[datetime | None, str | None]:
    """Return the date, or what was printed where no date can be read from it."""
    printed = value.get("published_at") or value.get("published")
    if printed is None or printed == "":
        return None, None
    if isinstance(printed, bool) or not isinstance(printed, str | int):
        raise LineError("published_at phải là chữ, như 12/07/2023 08:30")
    found = read_datetime(str(printed))
    return found, None if found else str(printed)


def _read_tags(value: Mapping[str, Any]) -> tuple[str, ...]:
    tags = value.get("tags")
    if tags is None:
        return ()
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise LineError("tags phải là danh sách chữ")
    return tuple(filter(None, map(_line, tags)))


def _read_genre(value: Mapping[str, Any]) -> Genre | None:
    printed = _line(_text(value, "genre"))
    if not printed:
        return None
    genre = GENRES.get(comparison_key(printed))
    if genre is None:
        raise LineError(f"không có thể loại «{printed[:40]}»; chỉ có: {GENRE_NAMES}")
    return genre
