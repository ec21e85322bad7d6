"""A folder of evidence as it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderOrder:
    """Which works, as of when, where the folder goes, who asks and when; `warc_folder` is the crawler's."""

    start: date
    end: date
    as_of: datetime
    out: Path
    warc_folder: Path
    by: str
    now: datetime
