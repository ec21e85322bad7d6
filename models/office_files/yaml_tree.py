"""YAML text → plain values with the line of every entry.

A small, safe reading of YAML: no tags, no anchors or aliases (so no expansion bombs),
one document, bounded size and depth. Only `null`, `true`/`false`, whole numbers without
leading zeros and ISO dates are more than text, so `no`, `010` and `12:30` stay as written.
Text becomes NFC here.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import yaml

from models.office_files.problems import NodePath, Problem

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 12
IMPOSSIBLE_DAY = date.max  # stands for a day not in the calendar, already complained of

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_HIDDEN = {"Cc", "Cf", "Co", "Cs"}
_PLAIN_TAGS = {None, "!"}


@dataclass(slots=True)
class YamlTree:
    """The values of one file, the line of each path, and the problems met while reading."""

    value: object = None
    lines: dict[NodePath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _entries: list[tuple[NodePath, object]] = field(default_factory=list)

    def line_of(self, path: NodePath) -> int:
        """Return the line of `path`, or of its nearest existing ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def add_problem(self, path: NodePath, text: str) -> None:
        """Note that the entry at `path` is wrong."""
        self.problems.append(Problem(self.line_of(path), self.describe(path), text))

    def value_at(self, path: NodePath) -> object:
        """Return the value at `path`, None where there is none."""
        value = self.value
        for step in path:
            value = _step_into(value, step)
        return value

    def describe(self, path: NodePath) -> str:
        """Write `path` for a person: list entries by their code where they have one, else counted from 1."""
        value, words = self.value, ""
        for step in path:
            value = _step_into(value, step)
            if isinstance(step, str):
                words += f".{step}" if words else step
            else:
                code = value.get("code") if isinstance(value, dict) else None
                words += f"[{code if isinstance(code, str) else step + 1}]"
        return words

    def entries(self) -> Sequence[tuple[NodePath, object]]:
        """Return every path with its value, in the order of the file; to be asked for once the tree is whole."""
        pending: list[tuple[NodePath, object]] = [] if self._entries else [((), self.value)]
        while pending:
            path, value = pending.pop()
            self._entries.append((path, value))
            if isinstance(value, dict):
                pending.extend(((*path, key), inner) for key, inner in reversed(value.items()))
            elif isinstance(value, tuple):
                pending.extend(((*path, at), value[at]) for at in reversed(range(len(value))))
        return self._entries


def read_yaml_tree(text: str) -> YamlTree:
    """Read one YAML document; what cannot be read is in `problems`, never an exception."""
    tree = YamlTree()
    if len(text) > MAX_CHARACTERS:
        tree.add_problem((), f"tệp quá lớn (hơn {MAX_CHARACTERS} ký tự)")
        return tree
    try:
        events = _significant(yaml.parse(text, Loader=yaml.SafeLoader))
        first = next(events, None)
        if first is not None:
            tree.value = _TreeBuilder(tree, events).build(first, ())
        if (second := next(events, None)) is not None:
            tree.problems.append(Problem(_line(second), "", "chỉ được một tài liệu trong tệp; bỏ dấu --- thứ hai"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        tree.problems.append(Problem(line, "", f"có ký tự điều khiển không được phép (U+{int(error.character):04X})"))
    except yaml.MarkedYAMLError as error:
        tree.problems.append(_syntax_problem(text, error))
    except _TooDeepError as error:
        tree.problems.append(Problem(error.line, "", f"lồng nhau quá sâu (hơn {MAX_DEPTH} tầng)"))
    return tree


class _TooDeepError(Exception):
    """Nesting beyond any honest file; reading stops here."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _TreeBuilder:
    """Turn parser events into values, noting lines and what is not allowed."""

    def __init__(self, tree: YamlTree, events: Iterator[yaml.Event]) -> None:
        self._tree = tree
        self._events = events

    def build(self, event: yaml.Event, path: NodePath) -> object:
        """Return the value that begins with `event`, at `path`."""
        self._tree.lines.setdefault(path, _line(event))
        if len(path) > MAX_DEPTH:
            raise _TooDeepError(_line(event))
        if isinstance(event, yaml.AliasEvent):
            self._complain(event, path, "không dùng & và * trong tệp; hãy chép lại nội dung")
            return None
        self._refuse_extras(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._build_mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._build_sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self._build_scalar(event, path)
        raise TypeError(event)

    def _refuse_extras(self, event: yaml.Event, path: NodePath) -> None:
        if getattr(event, "anchor", None) is not None:
            self._complain(event, path, "không dùng & và * trong tệp; hãy chép lại nội dung")
        if getattr(event, "tag", None) not in _PLAIN_TAGS:
            self._complain(event, path, "không dùng thẻ bắt đầu bằng dấu !")

    def _build_mapping(self, path: NodePath) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._complain(event, path, "tên mục phải là chữ")
                self.build(event, (*path, "?"))
                self.build(next(self._events), (*path, "?"))
                continue
            key = self._read_text(event, path)
            inner = (*path, key)
            if key in mapping:
                self._complain(event, inner, f"tên mục này đã có ở dòng {self._tree.line_of(inner)}")
            self._tree.lines.setdefault(inner, _line(event))
            mapping[key] = self.build(next(self._events), inner)
        return mapping

    def _build_sequence(self, path: NodePath) -> tuple[object, ...]:
        entries: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            entries.append(self.build(event, (*path, len(entries))))
        return tuple(entries)

    def _build_scalar(self, event: yaml.ScalarEvent, path: NodePath) -> object:
        text = self._read_text(event, path)
        if event.style is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        return self._read_date(event, path, text) if _DATE.fullmatch(text) else text

    def _read_text(self, event: yaml.ScalarEvent, path: NodePath) -> str:
        text = unicodedata.normalize("NFC", event.value)
        if hidden := sorted({c for c in text if c != "\n" and unicodedata.category(c) in _HIDDEN}):
            codes = ", ".join(f"U+{ord(c):04X}" for c in hidden)
            self._complain(event, path, f"có ký tự ẩn ({codes}); hãy gõ lại")
        return text

    def _read_date(self, event: yaml.ScalarEvent, path: NodePath, text: str) -> object:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._complain(event, path, f"không có ngày {text} trong lịch")
            return IMPOSSIBLE_DAY

    def _complain(self, event: yaml.Event, path: NodePath, text: str) -> None:
        where = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        self._tree.problems.append(Problem(_line(event), where, text))


def _step_into(value: object, step: str | int) -> object:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    return value[step] if isinstance(value, tuple) and step < len(value) else None


def _significant(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    around = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    return (event for event in events if not isinstance(event, around))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax_problem(text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    written = text.splitlines()[line - 1 : line]
    if written and "\t" in written[0]:
        return Problem(line, "", "có ký tự tab; chỉ thụt dòng bằng dấu cách")
    return Problem(
        line,
        "",
        f"sai cú pháp YAML ở cột {column}: xem lại dấu hai chấm, ngoặc, nháy và thụt dòng tại đây hoặc ngay dòng trên",
    )
