"""Write a WACZ file (WACZ 1.1.1): captures, their index and a list of pages, with digests of all.

Records lie in it as the crawler wrote them, each compressed by itself, so that any replay program can open it. The
same input gives the same bytes.
"""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from pipeline.evidence.captures import ArchivedExchange
from pipeline.evidence.verify import WACZ_DIGEST, WACZ_PACKAGE, WACZ_PARTS

WARC_PART, INDEX_PART, PAGES_PART = WACZ_PARTS
HTTP_OK = 200


def write_wacz(exchanges: Sequence[ArchivedExchange], *, title: str, software: str, created: datetime) -> bytes:
    """Return the whole file; `exchanges` in the order of time, one at least."""
    archive, lines = _write_archive(exchanges)
    parts = {
        WARC_PART: archive,
        INDEX_PART: "".join(sorted(lines)).encode(),
        PAGES_PART: "".join(_list_pages(exchanges, title)).encode(),
    }
    package = _write_package(parts, exchanges, title=title, software=software, created=created)
    digest = {"path": WACZ_PACKAGE, "hash": _digest(package)}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, content in {**parts, WACZ_PACKAGE: package, WACZ_DIGEST: _dump(digest)}.items():
            file.writestr(zipfile.ZipInfo(name, created.astimezone(UTC).timetuple()[:6]), content)
    return out.getvalue()


def _write_archive(exchanges: Sequence[ArchivedExchange]) -> tuple[bytes, list[str]]:
    """Return the compressed records, and a line of the index for each answer."""
    out, lines = BytesIO(), []
    for head in dict.fromkeys(one.file_head for one in exchanges if one.file_head):
        out.write(gzip.compress(head, mtime=0))
    for one in exchanges:
        offset = out.tell()
        length = out.write(gzip.compress(one.response, mtime=0))
        lines.append(_index_line(one, offset, length))
        out.write(gzip.compress(one.request, mtime=0))
    return out.getvalue(), lines


def _index_line(one: ArchivedExchange, offset: int, length: int) -> str:
    snapshot = one.answer.snapshot
    fields = {
        "url": snapshot.url,
        "mime": one.mime,
        "status": str(snapshot.http_status),
        "digest": one.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": WARC_PART.rpartition("/")[2],
    }
    return f"{sort_key(snapshot.url)} {snapshot.captured_at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(fields)}\n"


def sort_key(url: str) -> str:
    """Return the address as indexes of web archives sort it: com,example)/path?query, in small letters, without www."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}".lower().replace(" ", "%20")


def _list_pages(exchanges: Sequence[ArchivedExchange], title: str) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}) + "\n"
    for one in exchanges:
        snapshot = one.answer.snapshot
        if snapshot.http_status == HTTP_OK and one.record_type == "response":
            page = {"id": one.record_id, "url": snapshot.url, "ts": _instant(snapshot.captured_at), "title": title}
            yield json.dumps(page, ensure_ascii=False) + "\n"


def _write_package(
    parts: Mapping[str, bytes],
    exchanges: Sequence[ArchivedExchange],
    *,
    title: str,
    software: str,
    created: datetime,
) -> bytes:
    first = exchanges[0].answer.snapshot
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": _digest(content), "bytes": len(content)}
        for name, content in parts.items()
    ]
    return _dump(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": title,
            "software": software,
            "created": _instant(created),
            "mainPageUrl": first.url,
            "mainPageDate": _instant(first.captured_at),
            "resources": resources,
        }
    )


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _dump(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
