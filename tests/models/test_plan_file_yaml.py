"""Reading YAML strictly: the traps of the format, and files made to harm."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from models.office_files.loading import load_plan_file
from models.office_files.problems import OfficeFileError, UnreadableOfficeFileError
from models.office_files.yaml_tree import MAX_CHARACTERS, YamlTree, read_yaml_tree


def texts_of(tree: YamlTree) -> list[tuple[int, str]]:
    """Give the line and words of each problem."""
    return [(problem.line, problem.text) for problem in tree.problems]


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "off", "010", "0x1F", "1e3", "12:30", "1_000", "NULL", "2023-1-5"]
)
def test_words_that_yaml_would_reinterpret_stay_text(written: str) -> None:
    """A plain word is text as written, whatever older YAML makes of it."""
    tree = read_yaml_tree(f"word: {written}\n")

    assert tree.value == {"word": written}


def test_plain_words_numbers_and_dates_are_read() -> None:
    """The few kinds of value beside text are read as such, unless quoted."""
    tree = read_yaml_tree('a: null\nb: true\nc: 12\nd: 2023-02-28\ne: "2023-02-28"\nf:\n')

    assert tree.value == {"a": None, "b": True, "c": 12, "d": date(2023, 2, 28), "e": "2023-02-28", "f": None}


def test_decomposed_text_becomes_composed() -> None:
    """Text typed in another Unicode form is the same text, as key and as value."""
    tree = read_yaml_tree(unicodedata.normalize("NFD", "độ: Hà Tĩnh\n"))

    assert tree.value == {"độ": "Hà Tĩnh"}


def test_key_given_twice_is_told() -> None:
    """A key that appears twice is a fault, not a silent choice."""
    tree = read_yaml_tree("a: 1\nb: 2\na: 3\n")

    assert texts_of(tree) == [(3, "tên mục này đã có ở dòng 1")]


def test_tab_is_told_with_its_line() -> None:
    """A tab used for indenting is named as such."""
    tree = read_yaml_tree("a:\n\tb: 1\n")

    assert texts_of(tree) == [(2, "có ký tự tab; chỉ thụt dòng bằng dấu cách")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: [1, 2\nb: 3\n", 2), ("a: b: c\n", 1), ("- a\nb: 1\n", 2), ('a: "chưa đóng\n', 2)],
    ids=["bracket", "colons", "mixed", "quote"],
)
def test_broken_syntax_is_told_with_its_line(text: str, line: int) -> None:
    """What is not YAML is told in plain words at the place where reading stopped."""
    tree = read_yaml_tree(text)

    assert [problem.line for problem in tree.problems] == [line]
    assert tree.problems[0].text.startswith("sai cú pháp YAML ở cột ")


def test_hidden_characters_are_told() -> None:
    """A zero-width or direction character inside a text is told with its number."""
    tree = read_yaml_tree("a: 1\nname: Hà\u200b Tĩnh\u202e\n")

    assert texts_of(tree) == [(2, "có ký tự ẩn (U+200B, U+202E); hãy gõ lại")]


def test_hidden_characters_in_a_key_are_told() -> None:
    """A key with a lone surrogate, written as an escape, is told like any other text."""
    tree = read_yaml_tree('"a\\ud800": 1\n')

    assert texts_of(tree) == [(1, "có ký tự ẩn (U+D800); hãy gõ lại")]


def test_complaint_never_prints_control_characters_of_the_file(tmp_path: Path) -> None:
    """Text of the file repeated in a complaint cannot steer the terminal or break the printing."""
    path = tmp_path / "ke-hoach.yaml"
    path.write_text('relations:\n  - {child: "\\e[31m\\ud800", parent: ND01, kind: implies}\n', encoding="utf-8")

    with pytest.raises(OfficeFileError) as caught:
        load_plan_file(path)

    assert all(row.isprintable() for row in str(caught.value).splitlines())
    assert "mang mã “\\u001b[31m\\ud800”" in str(caught.value)


def test_control_character_is_told() -> None:
    """A control character stops the reading at its line."""
    tree = read_yaml_tree("a: 1\nb: \x07\n")

    assert texts_of(tree) == [(2, "có ký tự điều khiển không được phép (U+0007)")]


def test_second_document_is_refused() -> None:
    """A file holds one document."""
    tree = read_yaml_tree("a: 1\n---\nb: 2\n")

    assert texts_of(tree) == [(3, "chỉ được một tài liệu trong tệp; bỏ dấu --- thứ hai")]


def test_expansion_bomb_is_refused_without_expanding() -> None:
    """Anchors and aliases are refused, so that a few lines never grow to millions."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]

    tree = read_yaml_tree("\n".join(rows))

    assert {problem.text for problem in tree.problems} == {"không dùng & và * trong tệp; hãy chép lại nội dung"}
    assert len(tree.entries()) < 500


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!set", "!custom", "!!binary"])
def test_tags_are_refused_and_never_run(tag: str) -> None:
    """A tag, dangerous or not, is a fault and its content stays text."""
    tree = read_yaml_tree(f"a: {tag} [echo]\n")

    assert texts_of(tree) == [(1, "không dùng thẻ bắt đầu bằng dấu !")]
    assert tree.value == {"a": ("echo",)}


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 50_000, "{a: " * 50_000], ids=["lists", "dashes", "mappings"])
def test_deep_nesting_is_refused(text: str) -> None:
    """Nesting deeper than any honest file stops the reading, not the program."""
    tree = read_yaml_tree(text)

    assert [problem.text for problem in tree.problems] == ["lồng nhau quá sâu (hơn 12 tầng)"]


def test_list_as_a_key_is_refused() -> None:
    """A key is a word; a list or group in its place is a fault."""
    tree = read_yaml_tree("? [a, b]\n: 1\n")

    assert texts_of(tree) == [(1, "tên mục phải là chữ")]


def test_huge_text_is_refused_unread() -> None:
    """A text larger than any honest file is not parsed."""
    tree = read_yaml_tree("a" * (MAX_CHARACTERS + 1))

    assert tree.value is None
    assert texts_of(tree) == [(1, "tệp quá lớn (hơn 1000000 ký tự)")]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("plan: 1\ntên: Hà Tĩnh\n".encode("utf-16"), ":1: chữ không phải UTF-8"),
        ("plan: 1\ntên: Hà Tĩnh\n".encode("cp1252", "replace").replace(b"?", b"\xe0"), ":2: chữ không phải UTF-8"),
        (b"", ":1: tệp trống"),
        (b"# chi co loi ghi\n", ":1: tệp trống"),
        (b"\xef\xbb\xbf", ":1: tệp trống"),
    ],
    ids=["utf-16", "windows", "empty", "comment", "mark"],
)
def test_file_that_is_not_utf8_or_empty_is_told(tmp_path: Path, content: bytes, complaint: str) -> None:
    """A file in another encoding, or without content, is told in plain words."""
    path = tmp_path / "ke-hoach.yaml"
    path.write_bytes(content)

    with pytest.raises(UnreadableOfficeFileError) as caught:
        load_plan_file(path)

    assert complaint in str(caught.value)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is an error with its name, not a traceback."""
    path = tmp_path / "khong-co.yaml"

    with pytest.raises(UnreadableOfficeFileError, match="không mở được tệp"):
        load_plan_file(path)


def test_list_instead_of_a_plan_is_told(tmp_path: Path) -> None:
    """A file whose top is a list is told to be a group of entries."""
    path = tmp_path / "ke-hoach.yaml"
    path.write_text("- 1\n- 2\n", encoding="utf-8")

    with pytest.raises(OfficeFileError, match=":1: phải là một nhóm các mục"):
        load_plan_file(path)
