"""Tell names of people from names of sites: "VCCorp.vn", "Dân Trí", "VietNamNet News" sign no article."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from models.text import fold_accents

_ADDRESS = re.compile(r"https?:|www\.|@|\b[\w-]+\.(?:vn|com|net|org|info|edu|gov)\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:báo điện tử|tạp chí|tòa soạn|toà soạn|ban biên tập|trang tin|cổng thông tin|vccorp|"
    r"admin|administrator|editor|webmaster|news|online|newspaper|media|jsc|corp|group|team|seo|công ty|cms)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"[a-z0-9_.\-]+")
_LETTER = re.compile(r"[^\W\d_]")
_TAIL = re.compile(r"^(.{8,}?)\s+(?:[-–—|»]|::)\s+([^-–—|»]{2,60})$")
_SECOND_LEVEL = frozenset(["com", "net", "org", "gov", "edu", "info"])


def is_site_name(name: str, url: str, site_names: Iterable[str] = ()) -> bool:
    """Say whether `name` is the site, its owner or an account rather than somebody who wrote."""
    if _ADDRESS.search(name) or _HOUSE.search(name) or _ACCOUNT.fullmatch(name) or not _LETTER.search(name):
        return True
    own = _own_words(url, site_names)
    own |= {word.removeprefix(prefix) for word in own for prefix in ("baodientu", "thoibao", "bao", "dai")}
    key = _squeeze(name)
    return key in own or key.removeprefix("bao") in own


def strip_site_name(title: str, url: str, site_names: Iterable[str] = ()) -> str:
    """Return `title` without a site name after the last " - ", " | ", " – " or " :: "."""
    match = _TAIL.search(title)
    if match is None:
        return title
    key = _squeeze(match[2])
    is_own = any(word in key or (len(key) > 3 and key in word) for word in _own_words(url, site_names))
    return match[1].strip() if is_own or _ADDRESS.search(match[2]) else title


def _own_words(url: str, site_names: Iterable[str]) -> set[str]:
    """Return the site's names, its host, and the word by which the host is known ("tuoitre" of www.tuoitre.vn)."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")[:-1]
    if labels and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return {_squeeze(name) for name in (*site_names, host, *labels[-1:])} - {""}


def _squeeze(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold_accents(name))
