"""Take exchanges with an outlet out of the crawler's WARC files, byte for byte: request, answer, head of the file."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from crawler.warc import SnapshotLostError, read_page
from models.crawl import PageSnapshot
from pipeline.evidence.records import KeptAnswer
from pipeline.evidence.verify import BrokenError, read_record

HEAD_LIMIT = 64 * 1024
BLANK_LINE = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class ArchivedExchange:
    """The records of an exchange as they lie in the crawler's file; `file_head` is its first record, if sound."""

    answer: KeptAnswer
    record_id: str
    record_type: str
    mime: str
    payload_digest: str
    response: bytes
    request: bytes
    file_head: bytes


def read_exchange(warc_folder: Path, answer: KeptAnswer) -> ArchivedExchange:
    """Return the records of an answer, checked against its SHA-256; raises SnapshotLostError for what is not there."""
    snapshot = answer.snapshot
    path = warc_folder / snapshot.warc_name
    try:
        with path.open("rb") as stream:
            response = _read_sound(stream, snapshot.warc_offset)
            request = _read_sound(stream, snapshot.warc_offset + snapshot.warc_length)
            file_head = _read_file_head(stream)
    except (OSError, ValueError) as error:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} không còn trong {snapshot.warc_name}.") from error
    if len(response) != snapshot.warc_length:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} trong {snapshot.warc_name} bị hỏng.")
    told = _describe(response, snapshot)
    if told.record_type == "response":
        read_page(warc_folder, snapshot)
    elif answer.repeats is None:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} nhắc tới một bản không còn.")
    return ArchivedExchange(
        answer, told.record_id, told.record_type, told.mime, told.payload_digest, response, request, file_head
    )


@dataclass(frozen=True, slots=True)
class _Told:
    record_id: str
    record_type: str
    mime: str
    payload_digest: str


def _describe(response: bytes, snapshot: PageSnapshot) -> _Told:
    try:
        for record in ArchiveIterator(BytesIO(response), check_digests="raise"):
            record.content_stream().read()
            fields = record.rec_headers
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            mime = kind.partition(";")[0].strip() or "unk"
            return _Told(
                fields.get_header("WARC-Record-ID"),
                record.rec_type,
                "warc/revisit" if record.rec_type == "revisit" else mime,
                fields.get_header("WARC-Payload-Digest", ""),
            )
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise SnapshotLostError(f"Bản chụp {snapshot.id} trong {snapshot.warc_name} bị hỏng.") from error
    raise SnapshotLostError(f"Bản chụp {snapshot.id} không có trong {snapshot.warc_name}.")


def _read_file_head(stream: IO[bytes]) -> bytes:
    """Return the first record of a file; nothing where that is damaged, for the captures can be read without it."""
    try:
        return _read_sound(stream, 0)
    except ValueError:
        return b""


def _read_sound(stream: IO[bytes], offset: int) -> bytes:
    """Return one whole record whose digest holds; raises ValueError."""
    record = _read_record(stream, offset)
    try:
        read_record(record)
    except (BrokenError, KeyError) as error:
        raise ValueError("another digest") from error
    return record


def _read_record(stream: IO[bytes], offset: int) -> bytes:
    """Return one whole uncompressed record; raises ValueError where none begins."""
    stream.seek(offset)
    head, mark, _ = stream.read(HEAD_LIMIT).partition(BLANK_LINE)
    lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    if not mark or not head.startswith(b"WARC/") or len(lengths) != 1:
        raise ValueError("no record")
    stream.seek(offset)
    whole = len(head) + 2 * len(BLANK_LINE) + int(lengths[0].partition(b":")[2])
    record = stream.read(whole)
    if len(record) != whole or not record.endswith(BLANK_LINE):
        raise ValueError("cut off")
    return record
