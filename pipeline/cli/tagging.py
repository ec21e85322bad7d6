"""diembao tag, evaluate: the classifier on JSON lines, without a database."""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Never, TextIO

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

BOM = "\ufeff"
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
    for place, value in read_json_lines(sys.stdin, "đầu vào"):
        write_json_line(value | {"labels": describe_tags(tagger.tag(read_article_text(value, place)))})


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
    articles = [article for _, article in read_gold_lines(require_file(gold))]
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


def read_gold_lines(path: Path) -> list[tuple[dict[str, Any], GoldArticle]]:
    """Return each line of a gold file with the article read from it; raises InputError naming the first bad line."""
    try:
        with path.open(encoding="utf-8") as file:
            articles = [(value, _gold_article(value, place)) for place, value in read_json_lines(file, path.name)]
    except OSError:
        raise InputError(f"{path}: không đọc được tệp; hãy xem lại quyền đọc.") from None
    if not articles:
        raise InputError(f"{path}: không có bài nào.")
    return articles


def read_json_lines(file: TextIO, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (place to name in errors, object); raises InputError for the first line that is no JSON object.

    Strict JSON only: no NaN, no number beyond the range of a float. A BOM before the first line is passed over.
    """
    number = 0
    try:
        for number, line in enumerate(file, start=1):
            line.encode()  # a terminal without UTF-8 hands on strange bytes as halves of characters
            printed = line.removeprefix(BOM) if number == 1 else line
            if printed.strip():
                place = f"{name}, dòng {number}"
                yield place, _read_object(printed, place)
    except UnicodeError:
        raise InputError(f"{name}, gần dòng {max(number, 1)}: không phải UTF-8; hãy lưu lại với mã UTF-8.") from None


def _read_object(printed: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(printed, parse_constant=_refuse_number, parse_float=_read_float)
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: không phải JSON đúng, sai từ ký tự thứ {error.pos + 1}.") from None
    except RecursionError:
        raise InputError(f"{place}: JSON lồng nhau quá sâu.") from None
    except ValueError:
        raise InputError(f"{place}: có số mà JSON không ghi được.") from None
    if not isinstance(value, dict):
        raise InputError(f"{place}: cần một đối tượng JSON.")
    return value


def _refuse_number(printed: str) -> Never:
    raise ValueError(printed)


def _read_float(printed: str) -> float:
    value = float(printed)
    return value if math.isfinite(value) else _refuse_number(printed)


def read_article_text(value: dict[str, Any], place: str) -> ArticleText:
    """Return the part of a JSON article that a tagger reads; absent parts are empty, an unreadable date is none.

    Raises InputError naming `place` if a part is not text.
    """
    printed = _text(value, "published_at", place)
    return ArticleText(
        title=_text(value, "title", place),
        lead=_text(value, "lead", place),
        text=_text(value, "text", place),
        published_at=read_datetime(printed) if printed else None,
    )


def _text(value: dict[str, Any], key: str, place: str) -> str:
    given = value.get(key)
    if given is not None and not isinstance(given, str):
        raise InputError(f"{place}: {key} phải là chữ trong dấu ngoặc kép hoặc null.")
    return given or ""


def _gold_article(value: dict[str, Any], place: str) -> GoldArticle:
    gold = value.get("gold")
    if not isinstance(gold, dict) or not {"relevant", "rows", "fields"} <= gold.keys():
        raise InputError(f"{place}: thiếu nhãn gold (relevant, rows, fields).")
    relevant = gold["relevant"]
    if not isinstance(relevant, bool):
        raise InputError(f"{place}: relevant phải là true hoặc false.")
    rows, fields = (_codes(gold, key, place) for key in ("rows", "fields"))
    return GoldArticle(read_article_text(value, place), relevant, rows, fields)


def _codes(gold: dict[str, Any], key: str, place: str) -> frozenset[str]:
    codes = gold[key]
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise InputError(f"{place}: {key} phải là danh sách mã.")
    return frozenset(codes)
