"""The reading process is bounded in time and memory, and a bad page never takes its neighbours along."""

import os
import signal
from collections.abc import Iterator
from datetime import datetime

import pytest

from crawler.dates import HANOI
from crawler.extract.worker import DIED, TOO_MUCH_MEMORY, TOO_SLOW, ExtractionJob, ExtractionPool
from crawler.outlet_file import load_outlets
from models.records import ExtractedArticle, NotAnArticle

NOW = datetime(2026, 11, 1, tzinfo=HANOI)
OUTLETS = load_outlets()


def make_job(number: int, html: str | None = None) -> ExtractionJob:
    page = html or f"<h1 class='article__title'>Bài số {number}</h1><div class='article__body'><p>Một câu.</p></div>"
    return ExtractionJob(page.encode(), f"https://baohatinh.vn/bai-post{number}.html", NOW)


@pytest.fixture
def pool() -> Iterator[ExtractionPool]:
    with ExtractionPool(OUTLETS) as pool:
        yield pool


def read_titles(answers: list[ExtractedArticle | NotAnArticle]) -> list[str | None]:
    return [answer.title if isinstance(answer, ExtractedArticle) else answer.reason for answer in answers]


def test_answers_come_in_the_order_of_the_jobs(pool: ExtractionPool) -> None:
    """More jobs than one batch give as many answers, each at its place."""
    answers = list(pool.extract_many(make_job(number) for number in range(1, 41)))

    assert read_titles(answers) == [f"Bài số {number}" for number in range(1, 41)]


def test_killed_child_costs_one_page_only(pool: ExtractionPool) -> None:
    """When the child dies, the next call starts another one."""
    first = pool.extract(make_job(1))
    assert pool.child_id is not None
    os.kill(pool.child_id, signal.SIGKILL)

    later = list(pool.extract_many([make_job(2), make_job(3), make_job(4)]))

    assert read_titles([first, later[-1]]) == ["Bài số 1", "Bài số 4"]
    assert all(isinstance(answer, ExtractedArticle) for answer in later)


def test_slow_page_is_quarantined_and_the_next_are_read() -> None:
    """A page over the time limit comes back with the reason; those behind it are read."""
    slow = "<div class='article__body'>" + "<p>Một câu</p>" * 29_000
    with ExtractionPool(OUTLETS, time_limit=0.15) as pool:
        answers = list(pool.extract_many([make_job(1, slow), make_job(2)]))

    assert isinstance(answers[0], ExtractedArticle)
    assert (answers[0].outlet_article_id, answers[0].quarantine) == ("1", TOO_SLOW)
    assert read_titles(answers[1:]) == ["Bài số 2"]


def test_page_that_needs_too_much_memory_is_quarantined() -> None:
    """A page over the memory limit comes back with the reason; those behind it are read."""
    wide = "<div class='article__body'><p>" + "chữ " * 1_200_000
    with ExtractionPool(OUTLETS, memory_limit=110 * 1024**2) as pool:
        answers = list(pool.extract_many([make_job(1, wide), make_job(2)]))

    assert isinstance(answers[0], ExtractedArticle)
    assert answers[0].quarantine in (TOO_MUCH_MEMORY, DIED)
    assert read_titles(answers[1:]) == ["Bài số 2"]
