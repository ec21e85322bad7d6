"""Commands that read and write JSON lines or saved pages, without a database: strict in, strict out."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import InputError
from pipeline.cli.main import run
from pipeline.cli.tagging import read_article_text, read_json_lines

ARTICLE = {"title": "Thu gom rác thải nhựa ở vùng biển", "text": "Bà con cùng thu gom rác thải nhựa."}
GOLD = {"relevant": True, "rows": ["HD06"], "fields": ["LV.MT"]}


def refuse_constant(printed: str) -> None:
    """Fail on what strict JSON does not know."""
    raise AssertionError(printed)


def read_strictly(printed: str) -> list[dict[str, Any]]:
    """Objects of strict JSON lines in real UTF-8."""
    return [json.loads(line, parse_constant=refuse_constant) for line in printed.encode().decode().split("\n")[:-1]]


def write_gold(path: Path, *lines: object) -> Path:
    """A file of one JSON value a line, with a BOM before it as some editors leave one."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8-sig")
    return path


def test_tagging_passes_over_a_bom_and_answers_in_strict_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other keys are passed through; half a character in one of them breaks neither the tagger nor the output."""
    given = ARTICLE | {"id": 7, "lead": None, "note": "\ud800", "published_at": "12/07/2023"}
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("\ufeff" + json.dumps(given) + "\n\n" + json.dumps({"lead": "\udc00"}))
    )

    status = run(["tag"])

    first, second = read_strictly(capsys.readouterr().out)
    assert status == 0
    assert {key: first[key] for key in given} == given
    assert first["labels"].keys() == second["labels"].keys()


@pytest.mark.parametrize("given", ['{"n": NaN}', '{"n": 1e999}', '{"n": -Infinity}', '{"n": ' + "9" * 5000 + "}"])
def test_numbers_outside_json_are_refused(given: str) -> None:
    """They would come out again as something no other program reads."""
    with pytest.raises(InputError, match=r"^đầu vào, dòng 2: có số mà JSON không ghi được\.$"):
        list(read_json_lines(io.StringIO("{}\n" + given), "đầu vào"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{\n", "dòng 1: không phải JSON đúng, sai từ ký tự thứ 3"),
        ("[" * 100_000, "dòng 1: JSON lồng nhau quá sâu"),
        ("\n5\n", "dòng 2: cần một đối tượng JSON"),
        ("{}\n\udcff", "dòng 2: không phải UTF-8"),
    ],
)
def test_a_line_that_is_no_object_is_named(given: str, told: str) -> None:
    """The first bad line is told in plain Vietnamese."""
    with pytest.raises(InputError) as caught:
        list(read_json_lines(io.StringIO(given), "đầu vào"))

    assert told in str(caught.value)


@pytest.mark.parametrize("key", ["title", "lead", "text", "published_at"])
@pytest.mark.parametrize("value", [5, ["a"], {"a": 1}, True])
def test_a_part_that_is_not_text_is_named(key: str, value: object) -> None:
    """A list is not read as the words of its Python spelling."""
    with pytest.raises(InputError, match=f"^đầu vào, dòng 3: {key} phải là chữ"):
        read_article_text({key: value}, "đầu vào, dòng 3")


def test_evaluating_a_file_with_a_bom_gives_strict_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One labelled article, saved by an editor that puts a BOM first, is scored."""
    gold = write_gold(tmp_path / "gold.jsonl", ARTICLE | {"gold": GOLD})

    status = run(["evaluate", str(gold), "--json"])

    answer = json.loads(capsys.readouterr().out, parse_constant=refuse_constant)
    assert (status, answer["articles"]) == (0, 1)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rows": "HD06"}, "rows phải là danh sách mã"),
        ({"rows": [6]}, "rows phải là danh sách mã"),
        ({"fields": None}, "fields phải là danh sách mã"),
        ({"relevant": 1}, "relevant phải là true hoặc false"),
    ],
)
def test_labels_of_the_wrong_kind_are_named(
    changes: dict[str, object], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A code is never taken apart into letters: file and line are told and nothing is scored."""
    right, wrong = ARTICLE | {"gold": GOLD}, ARTICLE | {"gold": GOLD | changes}
    gold = write_gold(tmp_path / "gold.jsonl", right, wrong)

    status = run(["evaluate", str(gold)])

    printed = capsys.readouterr()
    assert (status, printed.out) == (1, "")
    assert f"gold.jsonl, dòng 2: {told}" in printed.err


@pytest.mark.parametrize(
    ("content", "told"), [(b"\n", "không có bài nào"), (b"\xff\xfe{\x00", "không phải UTF-8")], ids=["empty", "utf-16"]
)
def test_a_gold_file_without_articles_is_refused(
    content: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty file scores nothing, and one in another encoding is told as such."""
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(content)

    status = run(["evaluate", str(gold)])

    assert status == 1
    assert told in capsys.readouterr().err


def test_one_address_does_not_fit_several_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both pages would be told as the same article."""
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        page.write_text("<html></html>")

    status = run(["extract", *map(str, pages), "--url", "https://baohatinh.vn/a-post1.html"])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert "--url" in printed.err


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"\x1f\x8b", id="only the mark"),
        pytest.param(b"\x1f\x8bnot gzip at all", id="never gzip"),
        pytest.param(gzip.compress(b"<html>" * 1000)[:-20], id="cut off"),
        pytest.param(gzip.compress(b"<html>")[:10] + b"\xff" * 30, id="overwritten"),
        pytest.param(gzip.compress(b"<html>")[:-8] + b"\0" * 8, id="wrong sum"),
    ],
)
def test_a_damaged_gzip_file_is_one_sentence(
    damaged: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cut off, overwritten or never gzip: the file is named, in Vietnamese."""
    page = tmp_path / "page.html.gz"
    page.write_bytes(damaged)

    status = run(["extract", str(page)])

    printed = capsys.readouterr()
    assert (status, printed.out) == (1, "")
    assert printed.err == f"diembao: {page}: tệp gzip hỏng; hãy tải hoặc chép lại tệp.\n"


def test_a_file_that_cannot_be_read_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there and refuses to be read is told by its name."""
    unreadable = Path("/proc/self/mem")
    if not unreadable.is_file():
        pytest.skip("this system has no file that everybody sees and nobody reads")

    status = run(["extract", str(unreadable)])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (1, "", 1)
    assert f"{unreadable}: không đọc được tệp" in printed.err


def test_a_missing_page_is_told_before_any_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped name among several prints nothing of the others."""
    page = tmp_path / "page.html"
    page.write_text("<html><title>Thu gom rác</title></html>")

    status = run(["extract", str(page), str(tmp_path / "missing.html")])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert "missing.html" in printed.err
