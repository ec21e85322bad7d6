"""Undo the compression of an answer, never past a limit. One decoder for fetching and for reading back.

gzip (also several members and cut-off ends, as sites send them) and deflate; others are not asked for.
"""

import zlib

_GZIP, _RAW = zlib.MAX_WBITS | 16, -zlib.MAX_WBITS


class TooLargeError(Exception):
    """The answer grows past the limit."""


class BadEncodingError(Exception):
    """The answer is not compressed the way it says."""


def decode_body(body: bytes, encodings: str, limit: int) -> bytes:
    """Return `body` without its content encodings (header value, applied left to right)."""
    names = [name for each in encodings.lower().split(",") if (name := each.strip()) and name != "identity"]
    if not body:
        return body
    if len(names) > 2:
        raise BadEncodingError(f"nén {len(names)} lần")
    for name in reversed(names):
        if name in ("gzip", "x-gzip"):
            body = gunzip(body, limit)
        elif name == "deflate":
            body = _inflate(body, limit)
        else:
            raise BadEncodingError(f"không giải được kiểu nén «{name}»")
    return body


def gunzip(body: bytes, limit: int) -> bytes:
    """Return the content of a gzip file of one or more members, at most `limit` bytes."""
    parts: list[bytes] = []
    room = limit
    while body[:2] == b"\x1f\x8b":
        part, body = _decompress(body, _GZIP, room)
        parts.append(part)
        room -= len(part)
    if not parts:
        raise BadEncodingError("nội dung không phải gzip")
    return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    """Return deflated bytes; some servers leave the zlib wrapper out."""
    try:
        return _decompress(body, zlib.MAX_WBITS, limit)[0]
    except BadEncodingError:
        return _decompress(body, _RAW, limit)[0]


def _decompress(body: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    machine = zlib.decompressobj(wbits)
    try:
        page = machine.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadEncodingError("dữ liệu nén hỏng") from error
    if len(page) > limit:
        raise TooLargeError(f"lớn hơn {limit} byte")
    if not page and not machine.eof:
        raise BadEncodingError("dữ liệu nén không có nội dung")
    return page, machine.unused_data
