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
_SECOND_LEVEL = frozenset(["com", "net", "org", "gov", "edu", "info"])


def is_site_name(name: str, url: str, site_names: Iterable[str] = ()) -> bool:
    """Say whether `name` is the site, its owner or an address rather than somebody who wrote."""
    if _ADDRESS.search(name) or _HOUSE.search(name) or not re.search(r"[^\W\d_]", name):
        return True
    key = _squeeze(name)
    own = {_squeeze(other) for other in site_names} | {_site_word(url)}
    own |= {other.removeprefix(word) for other in own for word in ("baodientu", "bao", "dai", "thoibao")}
    return key in own or key.removeprefix("bao") in own


def strip_site_name(title: str, url: str, site_names: Iterable[str] = ()) -> str:
    """Return `title` without a site name after the last " - ", " | ", " – " or " :: "."""
    match = re.search(r"^(.{8,}?)\s+(?:[-–—|»]|::)\s+([^-–—|»]{2,60})$", title)
    if match is None:
        return title
    tail = match[2].strip()
    own = {_squeeze(name) for name in site_names} | {_site_word(url)}
    key = _squeeze(tail)
    is_own = any(word and (word in key or (len(key) > 3 and key in word)) for word in own)
    return match[1].strip() if is_own or _ADDRESS.search(tail) else title


def _squeeze(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold_accents(name))


def _site_word(url: str) -> str:
    """Return the word by which a host is known: "tuoitre" for www.tuoitre.vn."""
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    if labels and labels[-1] in _SECOND_LEVEL:
        labels = labels[:-1]
    return _squeeze(labels[-1]) if labels else ""
