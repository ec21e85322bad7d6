"""A year's ledger: 2,000 obligations against 20,000 articles, from reading the database to the written lines.

Made of the miniature's own words: each body is a mixture of its sentences under a title of two half titles, each
content a run of words of a title, with a genre, an outlet, a department, plan rows and a window. One article in five
belongs to the sector.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

import plans
from benchmarks.figures import Figure
from demo.loading import demo_articles
from models.article import Article
from models.base import as_record
from models.database import open_engine, upgrade_database
from models.obligation import MonthlyPlanFile, Obligation
from models.plan import Plan
from models.records import RELEVANT
from models.tag import Tag
from models.vocabulary import Genre, ObligationStatus, TagAxis
from pipeline.obligations.stage import LedgerRun, reconcile_obligations
from pipeline.plan_import.importing import import_office_file
from tests import factories as make

ARTICLES, OBLIGATIONS = 20_000, 2_000
PROMISE_SECONDS = 60.0
NOW = datetime(2023, 12, 31, 19, tzinfo=UTC)
YEAR_START = datetime(2023, 1, 1, tzinfo=UTC)
SENTENCES, SECTOR_SHARE = 16, 0.2
DEPARTMENTS = ("CC-BVMT", "P-KS", "P-QLDD", "P-TNN", "TT", "VPDK")
OUTLETS = ("baohatinh", "hatinhtv")
GENRES = (Genre.NEWS, Genre.NEWS, Genre.NEWS, Genre.FEATURE, Genre.REPORTAGE)


class Maker:
    """Makes rows by chance, from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._titles = [article.title for article in demo_articles()]
        self._sentences = [part for one in demo_articles() for part in one.text.split(". ")]

    def title(self) -> str:
        """Return two halves of two titles."""
        halves = [title.split() for title in self.chance.sample(self._titles, 2)]
        return " ".join(halves[0][: len(halves[0]) // 2] + halves[1][len(halves[1]) // 2 :])

    def content(self) -> str:
        """Return some words of a title, in the language of plans."""
        words = self.chance.choice(self._titles).split()
        start = self.chance.randrange(max(1, len(words) - 7))
        return "Tuyên truyền về " + " ".join(words[start : start + self.chance.randint(4, 8)])

    def article(self, pattern: dict[str, Any], number: int) -> dict[str, Any]:
        """Return an article's row."""
        outlet = self.chance.choice(OUTLETS)
        published = YEAR_START + timedelta(minutes=self.chance.randrange(525_000))
        changes = {"id": number, "outlet_key": outlet, "article_id": f"n{number}", "title": self.title()}
        text = ". ".join(self.chance.choices(self._sentences, k=SENTENCES))
        url = f"https://{outlet}.example/post{number}.html"
        return (
            pattern
            | changes
            | {"text": text, "url": url, "published_at": published, "genre": self.chance.choice(GENRES)}
        )

    def tags(self, pattern: dict[str, Any], rows: list[str]) -> list[dict[str, Any]]:
        """Return the tags of the share of articles that belong to the sector."""
        found = []
        for article in range(2, ARTICLES + 1):
            if self.chance.random() < SECTOR_SHARE:
                codes = [(TagAxis.RELEVANT, RELEVANT), (TagAxis.ROW, self.chance.choice(rows))]
                codes.append((TagAxis.DEPARTMENT, self.chance.choice(DEPARTMENTS)))
                via = self.chance.choice(["mention", "function"])
                found += [{"article_id": article, "axis": axis, "code": code, "via": via} for axis, code in codes]
        return [pattern | tag | {"id": number} for number, tag in enumerate(found, start=2)]

    def obligation(self, plan_id: int, file_id: int, number: int, rows: list[str]) -> dict[str, Any]:
        """Return an obligation's row."""
        month = date(2023, self.chance.randint(1, 12), 1)
        start = month + timedelta(days=self.chance.choice([0, 0, 7, 14]))
        return {
            "plan_id": plan_id,
            "file_id": file_id,
            "department_code": self.chance.choice(DEPARTMENTS),
            "month": month,
            "sheet": "Kế hoạch",
            "row": number,
            "ordinal": 1,
            "content": self.content(),
            "plan_rows": [self.chance.choice(rows)],
            "genre": self.chance.choice(GENRES),
            "quantity": self.chance.choice([1, 1, 2]),
            "outlets": [self.chance.choice(OUTLETS)],
            "window_from": start,
            "window_to": start + timedelta(days=self.chance.choice([6, 9, 27])),
            "supporting": [],
            "status": ObligationStatus.ACTIVE,
            "unreadable": [],
            "cells": {},
        }


def fill(engine: Engine, maker: Maker) -> int:
    """Fill an empty database with the office's files, articles, tags and obligations; returns the plan's id."""
    with Session(engine) as session, session.begin():
        for name in ("to-chuc-2023.yaml", "ke-hoach-2023.yaml"):
            import_office_file(session, Path(plans.__file__).parent / name, now=YEAR_START)
        plan = session.scalars(select(Plan)).one()
        rows = [item.code for item in plan.items if item.parent_id is None]
        outlets = [make.make_outlet(session, key, key) for key in OUTLETS]
        first = make.make_article(session, outlet=outlets[0])
        pattern = as_record(first)
        tag = as_record(make.make_tag(session, first, plan, TagAxis.RELEVANT, RELEVANT))
        session.execute(insert(Article), [maker.article(pattern, number) for number in range(2, ARTICLES + 1)])
        session.execute(insert(Tag), maker.tags(tag, rows))
        received = {
            "file_name": "t.xlsx",
            "original": b"",
            "reading": {},
            "received_at": YEAR_START,
            "received_by": "lan",
        }
        file = MonthlyPlanFile(plan_id=plan.id, sha256="0" * 64, **received)
        session.add(file)
        session.flush()
        obligations = [maker.obligation(plan.id, file.id, number, rows) for number in range(OBLIGATIONS)]
        session.execute(insert(Obligation), obligations)
        return plan.id


def measure_ledger() -> list[Figure]:
    """Time the ledger stage twice: on an empty ledger, and again when nothing has changed."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        upgrade_database(url)
        engine = open_engine(url)
        plan_id = fill(engine, Maker(2023))
        first, again = time_stage(engine, plan_id, NOW), time_stage(engine, plan_id, NOW + timedelta(days=1))
        engine.dispose()
    states = ", ".join(f"{state.value} {number}" for state, number in first.run.states.items())
    sizes = f"{OBLIGATIONS} obligations, {ARTICLES} articles; {first.elapsed:.1f} s on the clock; {states}"
    same = f"{again.elapsed:.1f} s on the clock; lines added {again.run.added}, ended {again.run.ended}"
    return [
        Figure("ledger of a year", first.processor, "s", PROMISE_SECONDS, at_most=True, detail=sizes),
        Figure("ledger of a year, again", again.processor, "s", PROMISE_SECONDS, at_most=True, detail=same),
    ]


@dataclass(frozen=True, slots=True)
class Timed:
    """A run of the stage with its processor seconds and those on the clock, which other programs lengthen."""

    run: LedgerRun
    processor: float
    elapsed: float


def time_stage(engine: Engine, plan_id: int, now: datetime) -> Timed:
    """Run the ledger stage once."""
    wall, began = perf_counter(), process_time()
    run = reconcile_obligations(engine, plan_id, now=now)
    return Timed(run, process_time() - began, perf_counter() - wall)
