"""What the record classes cannot see: codes that point nowhere, doubled codes, turned dates, terms ill written.

Works on the raw tree, not on the records, so that these faults are listed together with
wrong kinds of value. The tables it applies are in `codes`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.office_files.codes import DATED_KINDS, GROUP_USES, SPANS, TERM_LISTS
from models.office_files.problems import NodePath
from models.office_files.yaml_tree import IMPOSSIBLE_DAY, YamlTree


@dataclass(frozen=True, slots=True)
class Definitions:
    """The codes a file defines, by kind."""

    codes: Mapping[str, frozenset[str]]

    def knows(self, kinds: tuple[str, ...], code: str) -> bool:
        """Say whether `code` is defined as one of `kinds`."""
        return any(code in self.codes.get(kind, frozenset()) for kind in kinds)


def collect_definitions(tree: YamlTree, definitions: Mapping[str, tuple[str, ...]]) -> Definitions:
    """Gather the codes defined in `tree`, noting those defined twice.

    A code of a dated kind may return on a line that does not hold on the same days: a renamed
    entry is two lines, the old one closed before the new one opens.
    """
    codes: dict[str, frozenset[str]] = {}
    doubled: set[NodePath] = set()
    for kind, patterns in definitions.items():
        earlier: dict[str, list[NodePath]] = {}
        for path, value in find_any(tree, patterns):
            lines = earlier.setdefault(str(value), [])
            clashing = [other for other in lines if kind not in DATED_KINDS or _hold_together(tree, path, other)]
            if clashing and path not in doubled:
                doubled.add(path)
                advice = "; đổi tên thì đóng dòng cũ (valid_to) trước" if kind in DATED_KINDS else ""
                tree.add_problem(path, f"{kind} “{value}” đã có ở dòng {tree.line_of(clashing[0])}{advice}")
            lines.append(path)
        codes[kind] = frozenset(earlier)
    return Definitions(codes)


def _hold_together(tree: YamlTree, one: NodePath, other: NodePath) -> bool:
    (start, end), (other_start, other_end) = (_dates_of(tree.value_at(path[:-1])) for path in (one, other))
    return start <= other_end and other_start <= end


def _dates_of(line: object) -> tuple[date, date]:
    dates = line if isinstance(line, dict) else {}
    start, end = dates.get("valid_from"), dates.get("valid_to")
    return start if isinstance(start, date) else date.min, end if isinstance(end, date) else date.max


def check_references(tree: YamlTree, references: Mapping[str, tuple[str, ...]], known: Definitions) -> None:
    """Note every code that is named but not defined; a kind that `known` says nothing of is passed over."""
    for pattern, kinds in references.items():
        if known.codes.keys().isdisjoint(kinds):
            continue
        for path, code in find_entries(tree, pattern):
            if not known.knows(kinds, str(code)):
                tree.add_problem(path, f"không có {' hoặc '.join(kinds)} nào mang mã “{code}”")


def check_doubled_links(tree: YamlTree, references: Iterable[str]) -> None:
    """Note codes named twice in one list, and relations given twice."""
    for pattern in references:
        seen: set[tuple[NodePath, str]] = set()
        for path, code in find_entries(tree, pattern):
            link = (path[:-1], str(code))
            if isinstance(path[-1], int) and link in seen:
                tree.add_problem(path, f"mã “{code}” lặp lại trong danh sách")
            seen.add(link)
    pairs: set[tuple[object, object]] = set()
    for path, relation in find_entries(tree, "relations.*"):
        pair = (relation.get("child"), relation.get("parent")) if isinstance(relation, dict) else (path, None)
        if pair in pairs:
            tree.add_problem(path, f"quan hệ {pair[0]} → {pair[1]} đã có ở trên")
        pairs.add(pair)


def check_terms(tree: YamlTree) -> None:
    """Note terms not in lower case, with stray blanks, doubled in one list, or naming an unknown group."""
    groups = {str(path[-1]) for path, _ in find_entries(tree, "term_groups.*")}
    for pattern in TERM_LISTS:
        for path, terms in find_entries(tree, pattern):
            seen: set[str] = set()
            for at, term in enumerate(terms if isinstance(terms, tuple) else ()):
                if isinstance(term, str):
                    _check_term(tree, (*path, at), term, seen)
    for path, term in find_entries(tree, GROUP_USES):
        if isinstance(term, str) and term.startswith("@") and term[1:] not in groups:
            tree.add_problem(path, f"không có nhóm từ “{term[1:]}” trong term_groups")


def _check_term(tree: YamlTree, path: NodePath, term: str, seen: set[str]) -> None:
    if term != term.lower():
        tree.add_problem(path, f"từ khoá phải viết thường: “{term.lower()}”")
    if term != " ".join(term.split()):
        tree.add_problem(path, f"từ khoá “{term}” thừa dấu cách")
    if term.startswith("@") and not _fits(path, GROUP_USES):
        tree.add_problem(path, f"chỉ dùng nhóm từ “{term}” trong all_of")
    if term in seen:
        tree.add_problem(path, f"từ khoá “{term}” lặp lại trong danh sách")
    seen.add(term)


def check_spans(tree: YamlTree) -> None:
    """Note every span that ends before it begins."""
    for path, value in tree.entries():
        if not isinstance(value, dict):
            continue
        for first_key, last_key in SPANS:
            first, last = value.get(first_key), value.get(last_key)
            both_days = isinstance(first, date) and isinstance(last, date) and IMPOSSIBLE_DAY != first > last
            both_numbers = isinstance(first, int) and isinstance(last, int) and first > last
            if both_days or both_numbers:
                tree.add_problem((*path, last_key), f"{last_key} ({last}) đứng trước {first_key} ({first})")


def find_entries(tree: YamlTree, pattern: str) -> Iterator[tuple[NodePath, object]]:
    """Yield the entries of `tree` at `pattern` that have a value."""
    return ((path, value) for path, value in tree.entries() if value is not None and _fits(path, pattern))


def find_any(tree: YamlTree, patterns: Iterable[str]) -> Iterator[tuple[NodePath, object]]:
    """Yield the entries of `tree` at any of `patterns`."""
    for pattern in patterns:
        yield from find_entries(tree, pattern)


def _fits(path: NodePath, pattern: str) -> bool:
    steps = _steps_of(pattern)
    return len(path) == len(steps) and all(want in ("*", step) for want, step in zip(steps, path, strict=True))


@lru_cache
def _steps_of(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.split("."))
