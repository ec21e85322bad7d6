"""WARC files: answers kept as received, read back and checked, and mended after a kill.

Records are not compressed again: bodies mostly arrive compressed, and a plain file can be cut at any
acknowledged length. A file belongs to one crawl; `WarcFile.good_length` says how much of it counts.
"""

import base64
import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from crawler.collecting.fates import Exchange
from crawler.encodings import BadEncodingError, TooLargeError, decode_body
from models.crawl import PageSnapshot, WarcFile
from models.errors import DiembaoError

_DECHUNKED = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class SnapshotLostError(DiembaoError):
    """The kept bytes of a page are missing or differ from their SHA-256."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page read back: decoded bytes, status and headers as received."""

    url: str
    page: bytes
    http_status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a response record lies."""

    warc_name: str
    offset: int
    length: int


class WarcFolder:
    """Writes one WARC file after another; nothing counts before `sync` and the caller's commit after it."""

    def __init__(self, folder: Path, software: str, max_length: int = 1024**3) -> None:
        self._folder, self._software, self._max_length = folder, software, max_length
        self._file: IO[bytes] | None = None
        self._row: WarcFile | None = None
        self._writer: Any = None

    def write(self, session: Session, exchange: Exchange, *, same_as: PageSnapshot | None = None) -> RecordPlace:
        """Append the answer (or a revisit record, if it equals `same_as`) and its request."""
        stream = self._open(session, exchange.at)
        row = self._row
        assert row is not None
        digest = None if same_as is None else self._find_digest(same_as)
        response = self._build_response(exchange, same_as, digest)
        offset = stream.tell()
        self._writer.write_record(response)
        length = stream.tell() - offset
        self._writer.write_record(self._build_request(exchange, response))
        return RecordPlace(row.name, offset, length)

    def sync(self) -> None:
        """Bring the file to disk and note its length; the caller commits next."""
        if self._file is not None and self._row is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._row.good_length = self._file.tell()

    def close(self) -> None:
        """Finish the current file; the caller commits next."""
        if self._file is not None and self._row is not None:
            self.sync()
            self._file.close()
            self._row.is_closed = True
        self._file = self._row = self._writer = None

    def _open(self, session: Session, at: datetime) -> IO[bytes]:
        if self._file is not None and self._file.tell() > self._max_length:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._row = WarcFile(
                name=f"new-{os.getpid()}-{at.timestamp()}", started_at=at, good_length=0, is_closed=False
            )
            session.add(self._row)
            session.flush()
            self._row.name = f"diembao-{self._row.id:06d}.warc"
            session.commit()
            self._file = (self._folder / self._row.name).open("xb")
            _sync_folder(self._folder)
            self._writer = WARCWriter(self._file, gzip=False, warc_version="1.1")
            fields = {"software": self._software, "format": "WARC File Format 1.1", "robots": "obey"}
            self._writer.write_record(self._writer.create_warcinfo_record(self._row.name, fields))
        return self._file

    def _build_response(self, exchange: Exchange, same_as: PageSnapshot | None, digest: str | None) -> Any:
        """Return a response record, or a revisit record if the very bytes of `same_as` came again or were spared."""
        protocol, _, status = exchange.status_line.partition(" ")
        headers = [(_DECHUNKED.get(name.lower(), name), value) for name, value in exchange.headers]
        http = StatusAndHeaders(status, headers, protocol=protocol, is_http_request=False)
        extra = {"WARC-Date": _warc_date(exchange.at)} | ({"WARC-IP-Address": exchange.ip} if exchange.ip else {})
        is_spared = status.startswith("304")
        if same_as is None or digest is None or not (is_spared or digest == _payload_digest(exchange.body)):
            return self._writer.create_warc_record(
                exchange.url, "response", payload=BytesIO(exchange.body), http_headers=http, warc_headers_dict=extra
            )
        record = self._writer.create_revisit_record(
            exchange.url,
            digest,
            same_as.url,
            _warc_date(same_as.captured_at),
            http_headers=http,
            warc_headers_dict=extra,
        )
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED if is_spared else _REVISIT)
        return record

    def _find_digest(self, snapshot: PageSnapshot) -> str | None:
        """Return the payload digest of an earlier record, or None if its file is gone."""
        if self._file is not None:
            self._file.flush()
        try:
            record = _read_record(self._folder / snapshot.warc_name, snapshot)
        except SnapshotLostError:
            return None
        return _payload_digest(record.page)

    def _build_request(self, exchange: Exchange, response: Any) -> Any:
        http = StatusAndHeaders(exchange.request_line, list(exchange.request_headers), is_http_request=True)
        extra = {
            "WARC-Date": _warc_date(exchange.at),
            "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
        }
        return self._writer.create_warc_record(exchange.url, "request", http_headers=http, warc_headers_dict=extra)


def mend_files(session: Session, folder: Path) -> list[str]:
    """Cut files a killed crawl left open to what was acknowledged, and close them; return names of missing ones."""
    missing = []
    for row in session.scalars(select(WarcFile).where(WarcFile.is_closed.is_(False)).order_by(WarcFile.id)):
        path = folder / row.name
        if row.good_length == 0:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.stat().st_size < row.good_length:
            missing.append(row.name)
        else:
            with path.open("r+b") as stream:
                stream.truncate(row.good_length)
                os.fsync(stream.fileno())
        row.is_closed = True
    return missing


def read_page(warc_folder: Path, snapshot: PageSnapshot) -> KeptPage:
    """Return the page of a snapshot that holds one (`same_as_id` is None), checked against its SHA-256.

    Raises SnapshotLostError for whatever keeps the bytes from being what was received.
    """
    record = _read_record(warc_folder / snapshot.warc_name, snapshot)
    encodings = ",".join(value for name, value in record.headers if name.lower() == "content-encoding")
    try:
        page = decode_body(record.page, encodings, max(snapshot.length, 1))
    except (BadEncodingError, TooLargeError) as error:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} trong {snapshot.warc_name} bị hỏng.") from error
    if hashlib.sha256(page).hexdigest() != snapshot.sha256:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} trong {snapshot.warc_name} không còn khớp SHA-256.")
    return KeptPage(snapshot.url, page, snapshot.http_status, record.headers)


def _read_record(path: Path, snapshot: PageSnapshot) -> KeptPage:
    try:
        with path.open("rb") as stream:
            stream.seek(snapshot.warc_offset)
            window = BytesIO(stream.read(snapshot.warc_length))
    except OSError as error:
        raise SnapshotLostError(f"Không đọc được {path.name}: {error.strerror}.") from error
    try:
        for record in ArchiveIterator(window):
            if record.rec_type == "response":
                headers = tuple((name, value) for name, value in record.http_headers.headers)
                return KeptPage(snapshot.url, record.raw_stream.read(), snapshot.http_status, headers)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} trong {path.name} bị hỏng.") from error
    raise SnapshotLostError(f"Bản chụp {snapshot.id} không giữ trang nào trong {path.name}.")


def _payload_digest(body: bytes) -> str:
    digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
    return f"sha1:{digest}"


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _sync_folder(folder: Path) -> None:
    """Make the new name in `folder` survive a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
