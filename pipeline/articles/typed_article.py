"""An article that a person types in because the collector missed it: what was typed → a record. Pure.

Where the address is an outlet's own, the article bears the outlet's number, so that the collector, when it meets the
page, finds it known. Elsewhere its words are its key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.addresses import PageKind, clean_address, identify
from crawler.bylines import MAX_BYLINE_LENGTH, parse_byline
from crawler.outlet_file import Outlet
from models.errors import InputError
from models.records import ExtractedArticle
from models.text import clean_text
from models.vocabulary import Genre
from pipeline.articles.columns import work_key
from pipeline.articles.import_line import MANUAL_OUTLET

BY_FORM = "form"
LONGEST_TITLE, LONGEST_TEXT = 1000, 400_000


@dataclass(frozen=True, slots=True)
class TypedArticle:
    """The form as typed; `outlet` is the key of an outlet that is read, or that of articles from elsewhere."""

    outlet: str
    url: str
    title: str
    lead: str
    text: str
    byline: str
    section: str
    genre: Genre | None
    published_at: datetime | None


def read_typed(typed: TypedArticle, outlets: Sequence[Outlet]) -> ExtractedArticle:
    """Return the record of a typed article; raises InputError saying what is missing or wrong."""
    title, lead, byline, section = (_line(one) for one in (typed.title, typed.lead, typed.byline, typed.section))
    text = clean_text(typed.text[:LONGEST_TEXT]).replace("\n", "\n\n")
    if not title:
        raise InputError("Bài phải có tiêu đề.")
    if len(title) > LONGEST_TITLE or len(byline) > MAX_BYLINE_LENGTH:
        raise InputError("Tiêu đề hoặc dòng tác giả quá dài: hãy chép đúng dòng in trên báo.")
    if not (lead or text):
        raise InputError("Bài phải có sapo hoặc nội dung, để còn biết bài nói gì.")
    url, article_id = _place(typed, outlets)
    return ExtractedArticle(
        url=url,
        outlet=typed.outlet,
        outlet_article_id=article_id or url or work_key(title, lead, text),
        title=title,
        lead=lead or None,
        text=text,
        byline=parse_byline(byline) if byline else None,
        published_at=typed.published_at,
        modified_at=None,
        section=section or None,
        tags=(),
        genre=typed.genre,
        series=None,
        own_report=None,
        layout=MANUAL_OUTLET,
        provenance={"all": BY_FORM},
    )


def _line(typed: str) -> str:
    return clean_text(typed).replace("\n", " ")


def _place(typed: TypedArticle, outlets: Sequence[Outlet]) -> tuple[str, str | None]:
    """Return the address to show and the outlet's own number of the article, as far as they are known."""
    if typed.outlet != MANUAL_OUTLET and typed.outlet not in {outlet.key for outlet in outlets}:
        raise InputError("Hãy chọn cơ quan báo chí trong danh sách.")
    if not typed.url.strip():
        return "", None
    url = clean_address(typed.url)
    if not url or any(letter.isspace() for letter in url):
        raise InputError("Địa chỉ phải bắt đầu bằng http:// hoặc https://, hoặc để trống.")
    found = identify(url, outlets)
    if (found.outlet if found else MANUAL_OUTLET) != typed.outlet:
        raise InputError("Địa chỉ không thuộc cơ quan báo chí đã chọn: hãy chọn lại, hoặc bỏ địa chỉ.")
    if found is None:
        return url, None
    return (found.canonical_url, found.article_id) if found.kind is PageKind.ARTICLE else (url, None)
