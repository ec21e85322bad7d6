"""What a page says about itself in meta elements and JSON-LD, read tolerantly.

Only descriptions of an article count in JSON-LD (NewsArticle and its kin); what is said of
the site, the organisation or a list is left alone.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.dates import read_datetime
from crawler.extract.reading import Found
from models.text import clean_text

_ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "TechArticle",
        "VideoObject",
    ]
)
_MAX_JSONLD = 500_000
_MAX_NESTING = 200
_HOME = re.compile(r"trang (?:chủ|nhất|đầu)|home|tin tức", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

PUBLISHED_METAS = (
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "og:published_time",
    "dc.date.issued",
    "dc.date.created",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
MODIFIED_METAS = ("article:modified_time", "datemodified", "lastmod", "og:updated_time")
_SITE_METAS = ("og:site_name", "application-name", "dc.publisher")
AUTHOR_METAS = ("article:author", "author", "dc.creator", "parsely-author", "sailthru.author", "cxenseparse:author")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page states.

    `metas` are by lower-case name, as written, the first that has content. `articles` are the objects of
    JSON-LD that describe an article. `site_names` are names of the site itself. `trail` is the first step
    below the home page in the page's own bread crumbs.
    """

    metas: dict[str, str]
    articles: tuple[dict[str, Any], ...]
    site_names: tuple[str, ...]
    trail: Found | None

    def meta(self, *names: str) -> Found | None:
        """Return the first of `names` that the page fills."""
        for name in names:
            if value := clean_text(unescape(self.metas.get(name, ""))):
                return Found(value, f"meta:{name}")
        return None

    def jsonld(self, name: str) -> Found | None:
        """Return a plain text property of the article."""
        for article in self.articles:
            value = article.get(name)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, str) and (text := clean_text(unescape(value))):
                return Found(text, f"jsonld:{name}")
        return None

    def jsonld_authors(self) -> list[str]:
        """Return the names the article's JSON-LD gives as persons."""
        names = []
        for article in self.articles:
            authors = article.get("author") or article.get("creator") or ()
            for author in authors if isinstance(authors, list) else [authors]:
                if isinstance(author, dict) and "Person" in _types(author) and isinstance(author.get("name"), str):
                    names.append(clean_text(unescape(author["name"])))
                elif isinstance(author, str):
                    names.append(clean_text(unescape(author)))
        return list(dict.fromkeys(name for name in names if name))


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """Collect metas and JSON-LD of a page."""
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content = attributes.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            name = attributes.get(attribute)
            if name and name.lower() not in metas:
                metas[name.lower()] = content
    articles: list[dict[str, Any]] = []
    trail: Found | None = None
    names = [clean_text(unescape(metas.get(name, ""))) for name in _SITE_METAS]
    for node in tree.css('script[type="application/ld+json"]'):
        for thing in _walk(_parse(node), 0):
            kinds = _types(thing)
            if kinds & _ARTICLE_TYPES:
                articles.append(thing)
            names.extend(_site_names(thing, kinds))
            trail = trail or _read_trail(thing, kinds)
    articles.sort(key=lambda thing: "VideoObject" in _types(thing))
    return Metadata(metas, tuple(articles), tuple(dict.fromkeys(name for name in names if name)), trail)


def _parse(node: LexborNode) -> Any:
    raw = (node.text() or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().removesuffix(";")
    if len(raw) > _MAX_JSONLD or raw.count("[") + raw.count("{") > _MAX_NESTING * 50:
        return None
    for attempt in (raw, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", raw))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document: the top one, those of lists and of `@graph`."""
    if depth > 3:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        if "@graph" in value:
            yield from _walk(value["@graph"], depth + 1)


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str)}


def _read_trail(thing: dict[str, Any], kinds: set[str]) -> Found | None:
    steps = thing.get("itemListElement") if "BreadcrumbList" in kinds else None
    for listed in steps if isinstance(steps, list) else ():
        step = listed[0] if isinstance(listed, list) and listed else listed
        name = _name(step) or (_name(step.get("item")) if isinstance(step, dict) else "")
        if name and not _HOME.fullmatch(name):
            return Found(name, "jsonld:BreadcrumbList")
    return None


def _site_names(thing: dict[str, Any], kinds: set[str]) -> Iterator[str]:
    if kinds & {"Organization", "NewsMediaOrganization", "WebSite"}:
        yield _name(thing)
    for role in ("publisher", "sourceOrganization"):
        yield _name(thing.get(role))


def _name(thing: Any) -> str:
    name = thing.get("name") if isinstance(thing, dict) else None
    return clean_text(unescape(name)) if isinstance(name, str) else ""


def find_published(metadata: Metadata) -> Found | None:
    """Return the first time of publication that the page states about itself and that can be read."""
    return _first_date(metadata, PUBLISHED_METAS, "datePublished")


def find_modified(metadata: Metadata) -> Found | None:
    """Return the first time of change that the page states about itself and that can be read."""
    return _first_date(metadata, MODIFIED_METAS, "dateModified")


def _first_date(metadata: Metadata, metas: tuple[str, ...], name: str) -> Found | None:
    candidates = [metadata.meta(meta) for meta in metas]
    candidates.insert(1, metadata.jsonld(name))
    return next((found for found in candidates if found and read_datetime(found.value)), None)
