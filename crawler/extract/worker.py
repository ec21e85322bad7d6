"""Extraction in a child process that may take only so long and so much memory for a page.

A page that goes over a limit, or kills the child, comes back quarantined with the reason; the
child is started anew and the pages behind it are read as if nothing had happened.
"""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing.connection import Connection
from types import TracebackType

from crawler.extract.article import refuse_page
from crawler.outlet_file import Outlet
from models.errors import DiembaoError
from models.records import ExtractedArticle, NotAnArticle

TIME_LIMIT = 10.0
MEMORY_LIMIT = 1024**3
TOO_SLOW = "đọc trang quá lâu"
TOO_MUCH_MEMORY = "đọc trang tốn quá nhiều bộ nhớ"
DIED = "trang làm hỏng bộ đọc"

READY = "ready"
_START_LIMIT = 60.0
_BATCH = 16


class ReaderStartError(DiembaoError):
    """The reading process cannot be started."""


@dataclass(frozen=True, slots=True)
class ExtractionJob:
    """One page to read."""

    html: bytes
    url: str
    fetched_at: datetime
    content_type: str | None = None


class ExtractionPool:
    """One child process that reads pages, started when first needed; a context manager."""

    def __init__(
        self, outlets: Sequence[Outlet], *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT
    ) -> None:
        self._outlets = tuple(outlets)
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> "ExtractionPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def child_id(self) -> int | None:
        """Return the process id of the child, while there is one."""
        return self._process.pid if self._process else None

    def extract(self, job: ExtractionJob) -> ExtractedArticle | NotAnArticle:
        """Return the answer for one page."""
        return self._extract_batch([job])[0]

    def extract_many(self, jobs: Iterable[ExtractionJob]) -> Iterator[ExtractedArticle | NotAnArticle]:
        """Yield one answer for each job, in order; `jobs` is read a batch at a time."""
        waiting = iter(jobs)
        while batch := list(islice(waiting, _BATCH)):
            yield from self._extract_batch(batch)

    def close(self) -> None:
        """End the child process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None

    def _extract_batch(self, batch: list[ExtractionJob]) -> list[ExtractedArticle | NotAnArticle]:
        answers: list[ExtractedArticle | NotAnArticle] = []
        while len(answers) < len(batch):
            pipe = self._send(batch[len(answers) :])
            while len(answers) < len(batch):
                answer = self._receive(pipe)
                if isinstance(answer, str):
                    self.close()
                    answers.append(refuse_page(batch[len(answers)].url, answer, self._outlets))
                    break
                answers.append(answer)
        return answers

    def _send(self, jobs: list[ExtractionJob]) -> Connection:
        """Hand `jobs` to the child, to a new one if it has died since; return the pipe to listen at."""
        pipe = self._connect()
        try:
            pipe.send(jobs)
        except OSError:
            self.close()
            pipe = self._connect()
            pipe.send(jobs)
        return pipe

    def _receive(self, pipe: Connection) -> ExtractedArticle | NotAnArticle | str:
        """Return the next answer, or why there is none."""
        try:
            if not pipe.poll(self._time_limit):
                return TOO_SLOW
            answer: ExtractedArticle | NotAnArticle | str = pipe.recv()
        except (EOFError, OSError):
            return DIED
        return answer

    def _connect(self) -> Connection:
        """Start the child as a program of its own: `multiprocessing` would load into it all that this one holds."""
        if self._pipe is None:
            self._pipe, inner = multiprocessing.Pipe()
            command = [sys.executable, "-m", "crawler.extract.reader", str(inner.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[inner.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603  # our own module
            inner.close()
            try:
                self._pipe.send((self._outlets, self._memory_limit))
                is_ready = self._pipe.poll(_START_LIMIT) and self._pipe.recv() == READY
            except (EOFError, OSError):
                is_ready = False
            if not is_ready:
                self.close()
                raise ReaderStartError("the reading process does not start; see the log of the operating system")
        return self._pipe
