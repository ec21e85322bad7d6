"""The files of the outlets are read strictly, and a mistake names its place."""

from pathlib import Path

import pytest
import yaml

from crawler.outlet_file import OUTLETS_FOLDER, load_outlets, read_outlet
from models.errors import InputError


def write_changed(tmp_path: Path, *steps: str | int, value: object) -> Path:
    """Write the broadcaster's file with one value changed."""
    content = yaml.safe_load((OUTLETS_FOLDER / "hatinhtv.yml").read_text(encoding="utf-8"))
    place = content
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    path = tmp_path / "changed.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_both_outlets_are_described() -> None:
    """The newspaper and the broadcaster ship with the program."""
    assert [outlet.key for outlet in load_outlets()] == ["baohatinh", "hatinhtv"]


def test_outlets_are_picked_by_key() -> None:
    """One outlet can be asked for; an unknown one is refused by name."""
    assert [outlet.key for outlet in load_outlets(keys=["hatinhtv"])] == ["hatinhtv"]
    with pytest.raises(InputError, match="khonglao"):
        load_outlets(keys=["khonglao"])


@pytest.mark.parametrize(
    ("steps", "value", "place"),
    [
        (("layout",), [], "layout"),
        (("hosts",), [], "hosts"),
        (("addresses", "articles", 0, "path"), "([a-z", "addresses.articles.0.path"),
        (("layouts", 0, "body"), ["..content"], "layouts.0.body.0"),
        (("layouts", 0, "fields", "author"), [".author"], "layouts.0.fields.author"),
        (("discovery", "expected", "minimum"), -1, "discovery.expected.minimum"),
        (("untrusted_meta",), ["authors"], "untrusted_meta.0"),
    ],
)
def test_mistake_is_named_with_file_and_place(
    tmp_path: Path, steps: tuple[str | int, ...], value: object, place: str
) -> None:
    """An unknown key, an empty list, a broken pattern or selector stops the start, in Vietnamese."""
    path = write_changed(tmp_path, *steps, value=value)

    with pytest.raises(InputError) as error:
        read_outlet(path)

    assert str(error.value).startswith(f"changed.yml, {place}:")
    assert not any(word in str(error.value).lower() for word in ("input", "value", "should", "extra", "selector"))


def test_unreadable_yaml_is_an_input_error(tmp_path: Path) -> None:
    """A file that is no YAML is refused in one sentence."""
    path = tmp_path / "broken.yml"
    path.write_text("key: [", encoding="utf-8")

    with pytest.raises(InputError, match=r"broken\.yml viết sai quy tắc YAML ở dòng 1, cột 7"):
        read_outlet(path)


def test_layout_inherits_field_by_field(tmp_path: Path) -> None:
    """A new layout states what changed and keeps the rest."""
    layouts = yaml.safe_load((OUTLETS_FOLDER / "hatinhtv.yml").read_text(encoding="utf-8"))["layouts"]
    changed = {"key": "hatinhtv-2030", "inherits": "hatinhtv-2019", "detect": [".new"], "fields": {"title": ["h1.new"]}}
    path = write_changed(tmp_path, "layouts", value=[*layouts, changed])

    old, new = read_outlet(path).layouts

    assert new.fields.title == ("h1.new",)
    assert (new.fields.section, new.body) == (old.fields.section, old.body)


def test_layout_cannot_inherit_from_one_that_follows(tmp_path: Path) -> None:
    """The order of the file is the order of inheritance."""
    path = write_changed(tmp_path, "layouts", 0, "inherits", value="hatinhtv-2030")

    with pytest.raises(InputError, match="không đứng trước nó"):
        read_outlet(path)
