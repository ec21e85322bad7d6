"""What a request must be before anything of it is read: for this desk, from this desk, of a size it takes.

Pure. A name that is not ours in Host is how another site reaches a desk on loopback (DNS rebinding); addresses in
digits cannot be rebound. A change says in Origin or Sec-Fetch-Site which site sent it.
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

READING = ("GET", "HEAD")
METHODS = (*READING, "POST")
MEGABYTE = 1_000_000
MOST_FORM_BYTES = MEGABYTE
# A file of 20 MB and the fields beside it.
MOST_UPLOAD_BYTES = 21 * MEGABYTE
OURSELVES = ("same-origin", "none")
# No number of ours is as long, and no database keeps a NUL: neither leads to anything.
_LONG_NUMBER = re.compile(r"/[0-9]{19,}(?:/|$)")
# The names and values that RFC 6265 allows; what else a browser might send is nothing of ours.
_COOKIE = re.compile(rb"[A-Za-z0-9_-]+=\"?[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*\"?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further, in a sentence for the person who sent it."""

    status: int
    sentence: str


OTHER_NAME = Refusal(
    400, "Bàn duyệt không nhận tên máy này: người quản trị thêm tên vào mục [desk] names của cấu hình."
)
OTHER_METHOD = Refusal(405, "Trang này không nhận cách gửi đó. Hãy quay lại trang trước và bấm nút trên trang.")
NO_PAGE = Refusal(404, "Không có trang này. Có thể địa chỉ đã gõ sai, hoặc mục này đã được chuyển chỗ.")
OTHER_SITE = Refusal(403, "Yêu cầu đến từ một trang khác nên không được làm. Hãy mở bàn duyệt và làm lại ở đó.")
NO_LENGTH = Refusal(411, "Trình duyệt không cho biết độ lớn của phần gửi lên. Hãy tải lại trang rồi gửi lại.")
TOO_LARGE = Refusal(413, f"Phần gửi lên quá lớn: tệp tối đa {MOST_UPLOAD_BYTES // MEGABYTE - 1} MB.")


def find_refusal(scope: Scope, names: Collection[str]) -> Refusal | None:
    """Return why the request of `scope` is not let further, or None; `names` are the host names that are ours."""
    headers = Headers(scope=scope)
    refusal = _find_wrong_address(scope, headers, names)
    if refusal is not None or scope["method"] in READING:
        return refusal
    if not comes_from_here(headers, names):
        return OTHER_SITE
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return NO_LENGTH
    is_upload = headers.get("content-type", "").startswith("multipart/form-data")
    return TOO_LARGE if int(length) > (MOST_UPLOAD_BYTES if is_upload else MOST_FORM_BYTES) else None


def _find_wrong_address(scope: Scope, headers: Headers, names: Collection[str]) -> Refusal | None:
    if not is_own_host(headers.get("host", ""), names):
        return OTHER_NAME
    if scope["method"] not in METHODS:
        return OTHER_METHOD
    return None if is_readable(scope["path"], scope["query_string"]) else NO_PAGE


def is_readable(path: str, query: bytes) -> bool:
    """Say whether an address may lead to something: without a NUL, and without a number too long for any id."""
    return "\0" not in path and b"%00" not in query and b"\0" not in query and not _LONG_NUMBER.search(path)


def is_own_host(host: str, names: Collection[str]) -> bool:
    """Say whether a Host header names this desk: localhost, an address in digits, or one of `names`."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name == "localhost" or name in {one.casefold() for one in names}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def comes_from_here(headers: Headers, names: Collection[str]) -> bool:
    """Say whether a change was sent by a page of this desk, as far as the browser tells."""
    if headers.get("sec-fetch-site", "none") not in OURSELVES:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        sent_from = urlsplit(origin)
        is_named = (sent_from.hostname or "") in {one.casefold() for one in names}
    except ValueError:
        return False
    return is_named or sent_from.netloc == headers.get("host")


def tidy_headers(scope: Scope) -> Scope:
    """Return a scope without broken cookies, over which libraries stumble: other programs on the same name set them."""
    kept: list[tuple[bytes, bytes]] = []
    for name, value in scope["headers"]:
        if name != b"cookie":
            kept.append((name, value))
            continue
        cookies = [one for part in value.split(b";") if _COOKIE.fullmatch(one := part.strip())]
        if cookies:
            kept.append((name, b"; ".join(cookies)))
    return {**scope, "headers": kept}
