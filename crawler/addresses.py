"""Which article of which outlet an address leads to, whatever form it takes.

Pure. The rules stand in the outlet files; here they are applied. The pair (outlet, article id)
identifies an article; the canonical URL is the form shown to people.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from crawler.outlet_file import Outlet
from models.text import clean_text

_DEFAULT_PORTS = {None, 80, 443}
_MAX_URL = 2048
_TRACKING = re.compile(r"utm_|fbclid$|gclid$|zarsrc$|zalo|_gl$")
_PATH_CHARACTERS = "/:@!$&'()*+,;=~"
_DOUBLE_SLASH = re.compile(r"/{2,}")


class PageKind(StrEnum):
    """What an address of a known host is to us."""

    ARTICLE = "article"
    LISTING = "listing"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Address:
    """An address understood. `article_id` is set for articles only."""

    outlet: str
    kind: PageKind
    article_id: str | None
    canonical_url: str

    @property
    def key(self) -> str:
        """Return the one key of this page: `outlet:article id`, or the canonical URL of another page."""
        return f"{self.outlet}:{self.article_id}" if self.article_id else self.canonical_url


def identify(url: str, outlets: Iterable[Outlet]) -> Address | None:
    """Return what `url` is to the outlet it belongs to; None for hosts of no outlet and for unsafe forms."""
    parts = _split(url)
    if parts is None:
        return None
    host, path, query = parts
    for outlet in outlets:
        if host in outlet.hosts:
            return _read_path(outlet, path, query)
    return None


def clean_address(url: str) -> str:
    """Return an http(s) address without fragment and tracking, safe to take apart; anything else becomes empty."""
    try:
        parts = urlsplit(clean_text(url))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc or len(url) > _MAX_URL:
        return ""
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    return parts._replace(query=urlencode(kept), fragment="").geturl()


def find_outlet(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """Return the outlet whose host `url` names, or None."""
    parts = _split(url)
    return next((outlet for outlet in outlets if parts and parts[0] in outlet.hosts), None)


def _split(url: str) -> tuple[str, str, str] | None:
    """Return host, path and query of a plain http(s) address without credentials or odd port."""
    if len(url) > _MAX_URL:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or port not in _DEFAULT_PORTS or "@" in parts.netloc:
        return None
    path = quote(clean_text(unquote(parts.path, errors="replace")), safe=_PATH_CHARACTERS)
    return host.rstrip("."), _DOUBLE_SLASH.sub("/", path) or "/", parts.query


def _read_path(outlet: Outlet, path: str, query: str) -> Address:
    rules = outlet.addresses
    if any(pattern.search(path) for pattern in rules.ignored):
        return Address(outlet.key, PageKind.IGNORED, None, rules.origin + path)
    for rule in rules.articles:
        if match := rule.path.fullmatch(path):
            groups = match.groupdict()
            article_id, canonical = rule.id.format(**groups), rule.canonical.format(**groups)
            return Address(outlet.key, PageKind.ARTICLE, article_id, rules.origin + canonical)
    if any(pattern.fullmatch(path) for pattern in rules.listings):
        return Address(
            outlet.key, PageKind.LISTING, None, rules.origin + path + _kept_query(query, rules.listing_query)
        )
    return Address(outlet.key, PageKind.IGNORED, None, rules.origin + path)


def _kept_query(query: str, names: tuple[str, ...]) -> str:
    kept = [(name, value) for name, value in parse_qsl(query) if name in names]
    return "?" + urlencode(sorted(kept)) if kept else ""
