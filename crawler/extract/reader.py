"""The child of `worker`: reads pages handed to it through a pipe, under a memory limit, until its parent is gone.

`python -m crawler.extract.reader DESCRIPTOR`; nothing but `worker` starts it.
"""

import resource
import signal
import sys
from multiprocessing.connection import Connection

from crawler.extract.article import extract_article
from crawler.extract.worker import DIED, READY, TOO_MUCH_MEMORY, ExtractionJob
from crawler.outlet_file import Outlet
from models.records import ExtractedArticle, NotAnArticle


def serve(pipe: Connection) -> None:
    """Read pages until the parent closes the pipe."""
    outlets, memory_limit = pipe.recv()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pipe.send(READY)
    while True:
        try:
            jobs: list[ExtractionJob] = pipe.recv()
        except EOFError:
            return
        for job in jobs:
            pipe.send(_answer(job, outlets))


def _answer(job: ExtractionJob, outlets: tuple[Outlet, ...]) -> ExtractedArticle | NotAnArticle | str:
    try:
        return extract_article(
            job.html, job.url, fetched_at=job.fetched_at, outlets=outlets, content_type=job.content_type
        )
    except MemoryError:
        return TOO_MUCH_MEMORY
    except Exception as error:  # a page that finds a mistake of ours must not stop the night; it is kept and named
        return f"{DIED} ({type(error).__name__})"


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
