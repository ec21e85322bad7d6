"""diembao tag, evaluate: the classifier on JSON lines, without a database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

import plans
from classify import Tagger, describe_tags
from classify.evaluate import evaluate_tagger
from classify.gold import GoldArticle
from crawler.dates import read_datetime
from models.errors import InputError
from models.office_files.loading import load_organisation_file, load_plan_file
from models.records import ArticleText
from pipeline.cli.options import Json, require_file
from pipeline.cli.output import console, show_progress, table, write_json, write_json_line

BUNDLED = Path(plans.__file__).parent
PlanPath = Annotated[Path | None, typer.Option("--plan", help="Plan file; the bundled 2023 plan if left out.")]
OrganisationPath = Annotated[
    Path | None, typer.Option("--organisation", help="Organisation file; the bundled one if left out.")
]
ClassifierFolder = Annotated[
    Path | None, typer.Option("--classifier", help="Folder of a classifier; the shipped one if left out.")
]


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("tag")(tag)
    app.command("evaluate")(evaluate)


def tag(*, plan: PlanPath = None, organisation: OrganisationPath = None, classifier: ClassifierFolder = None) -> None:
    """Tag articles given as JSON lines. Example: diembao tag < in.jsonl > out.jsonl."""
    tagger = _load(plan, organisation, classifier)
    for _, value in read_json_lines(sys.stdin, "đầu vào"):
        write_json_line(value | {"labels": describe_tags(tagger.tag(read_article_text(value)))})


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Labelled articles, JSON lines.")],
    *,
    plan: PlanPath = None,
    organisation: OrganisationPath = None,
    classifier: ClassifierFolder = None,
    as_json: Json = False,
) -> None:
    """Score the classifier on labelled articles. Example: diembao evaluate gold.jsonl --json."""
    tagger = _load(plan, organisation, classifier)
    with require_file(gold).open(encoding="utf-8") as file:
        articles = [_gold_article(number, value) for number, value in read_json_lines(file, gold.name)]
    with show_progress() as bar:
        result = evaluate_tagger(articles, tagger, tell=lambda done: bar("Chấm điểm", done, len(articles)))
    if as_json:
        write_json(result.as_dict())
        return
    out = console()
    for title, columns, rows in result.tables():
        out.print(table(title, columns, rows))


def _load(plan: Path | None, organisation: Path | None, classifier: Path | None) -> Tagger:
    plan_file = load_plan_file(plan or BUNDLED / "ke-hoach-2023.yaml")
    organisation_file = load_organisation_file(organisation or BUNDLED / "to-chuc-2023.yaml")
    return Tagger.load(plan_file, organisation_file, classifier)


def read_json_lines(file: TextIO, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line number, object); raises InputError naming the first line that is no JSON object."""
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise InputError(f"{name}, dòng {number}: không phải JSON ({error}).") from None
        if not isinstance(value, dict):
            raise InputError(f"{name}, dòng {number}: cần một đối tượng JSON.")
        yield number, value


def read_article_text(value: dict[str, Any]) -> ArticleText:
    """Return the part of a JSON article that a tagger reads; absent parts are empty, an unreadable date is none."""
    printed = value.get("published_at")
    return ArticleText(
        title=str(value.get("title") or ""),
        lead=str(value.get("lead") or ""),
        text=str(value.get("text") or ""),
        published_at=read_datetime(str(printed)) if printed else None,
    )


def _gold_article(number: int, value: dict[str, Any]) -> GoldArticle:
    gold = value.get("gold")
    if not isinstance(gold, dict) or not {"relevant", "rows", "fields"} <= gold.keys():
        raise InputError(f"dòng {number}: thiếu nhãn gold (relevant, rows, fields).")
    return GoldArticle(
        read_article_text(value), bool(gold["relevant"]), frozenset(gold["rows"]), frozenset(gold["fields"])
    )
