"""diembao extract, byline: single pages and byline strings, without a database."""

import gzip
import sys
import zlib
from io import BytesIO
from pathlib import Path
from typing import Annotated

import typer

from crawler.bylines import describe_byline, parse_byline
from crawler.extract import describe_article, extract_article
from crawler.extract.limits import MAX_BYTES
from crawler.outlet_file import load_outlets
from models.clock import utc_now
from models.errors import DiembaoError, InputError, UsageError
from models.records import NotAnArticle
from pipeline.cli.options import read_instant, require_file
from pipeline.cli.output import write_json_line

GZIP_MARK = b"\x1f\x8b"


class NotAnArticleError(DiembaoError):
    """At least one of the pages holds no article."""


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("extract")(extract)
    app.command("byline")(byline)


def extract(
    file: Annotated[list[Path], typer.Argument(help="Saved pages, plain or gzipped.")],
    *,
    url: Annotated[str | None, typer.Option(help="Public address of the page (for one file).")] = None,
    fetched_at: Annotated[str | None, typer.Option(help="When it was fetched, ISO 8601; now if left out.")] = None,
) -> None:
    """Read saved pages into one JSON object a line. Example: diembao extract page.html --url https://baohatinh.vn/a-post1.html."""
    if url is not None and len(file) > 1:
        raise UsageError("--url là địa chỉ của một trang: hãy gọi lệnh cho từng tệp một.")
    for path in file:
        require_file(path)
    outlets = load_outlets()
    moment = read_instant(fetched_at, "--fetched-at") or utc_now()
    refused = []
    for path in file:
        result = extract_article(
            read_saved_page(path), url or path.absolute().as_uri(), fetched_at=moment, outlets=outlets
        )
        if isinstance(result, NotAnArticle):
            refused.append(f"{path}: không phải trang bài ({result.reason})")
        else:
            write_json_line(describe_article(result))
    if refused:
        raise NotAnArticleError("; ".join(refused))


def read_saved_page(path: Path) -> bytes:
    """Return the bytes of a saved page; a gzipped file is opened within the page limit."""
    try:
        raw = path.read_bytes()
    except OSError:
        raise InputError(f"{path}: không đọc được tệp; hãy xem lại quyền đọc.") from None
    if raw[:2] != GZIP_MARK:
        return raw
    try:
        with gzip.open(BytesIO(raw)) as packed:
            return packed.read(MAX_BYTES + 1)  # one byte more than a page may have is refused by the extractor
    except (OSError, EOFError, zlib.error):
        raise InputError(f"{path}: tệp gzip hỏng; hãy tải hoặc chép lại tệp.") from None


def byline() -> None:
    """Parse byline strings, one a line. Example: diembao byline < bylines.txt > out.jsonl."""
    for line in sys.stdin:
        write_json_line(describe_byline(parse_byline(line.rstrip("\n"))))
