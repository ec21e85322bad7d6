"""What the record classes cannot see: codes that point nowhere, doubled codes, turned dates, terms ill written.

Works on the raw tree, not on the records, so that these faults are listed together with
wrong kinds of value. A pattern is a path with "*" for any step.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.office_files.problems import NodePath
from models.office_files.yaml_tree import IMPOSSIBLE_DAY, YamlTree

# Which entries define the codes of a kind. Codes of one kind are unique in their file.
PLAN_DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "mục tiêu": ("goals.*.code",),
    "văn bản": ("documents.*.code",),
    "số văn bản": ("documents.*.number",),
    "thời hạn": ("deadlines.*.code",),
    "vai trò": ("responsibilities.*.role",),
    "lĩnh vực": ("fields.*.code",),
    "dòng kế hoạch": ("themes.*.code", "activities.*.code"),
    "nội dung": ("themes.*.code",),
    "hoạt động": ("activities.*.code",),
    "thứ tự hoạt động": ("activities.*.order",),
    "mục con": ("themes.*.subthemes.*.code", "activities.*.subthemes.*.code"),
    "mục con của hoạt động": ("activities.*.subthemes.*.code",),
    "quy tắc": (
        "themes.*.signals.all_of.*.code",
        "activities.*.signals.all_of.*.code",
        "fields.*.signals.all_of.*.code",
    ),
    "cột": ("monthly_plan_template.columns.*.key",),
    **{
        f"nhãn {axis}": (f"facets.{axis}.*.code",)
        for axis in ("office_role", "acting_body", "tone", "genre", "plan_standing")
    },
}
ORGANISATION_DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "chức năng": ("functions.*.code",),
    "cơ quan": ("agencies.*.code",),
    "phòng, đơn vị": ("departments.*.code",),
    "huyện": ("districts.*.code",),
    "cơ quan báo chí": ("press_agencies.*.code",),
}

# Which entries name a code, and of which kinds it may be.
PLAN_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "activities.*.parents.*": ("nội dung",),
    "activities.*.fields.*": ("lĩnh vực",),
    "themes.*.subthemes.*.field": ("lĩnh vực",),
    "calendar.*.fields.*": ("lĩnh vực",),
    "calendar.*.rows.*": ("dòng kế hoạch",),
    "relations.*.parent": ("nội dung",),
    "relations.*.child": ("hoạt động", "mục con của hoạt động"),
    "deadlines.*.sender": ("vai trò",),
    "*.*.signals.documents.*": ("số văn bản",),
    "*.*.signals.all_of.*.subtheme": ("mục con",),
}
ORGANISATION_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "agencies.*.successor": ("cơ quan",),
    "departments.*.agency": ("cơ quan",),
    "departments.*.functions.*": ("chức năng",),
    "departments.*.successor": ("phòng, đơn vị",),
    "positions.*.agency": ("cơ quan",),
    "positions.*.department": ("phòng, đơn vị",),
    "press_agencies.*.successor": ("cơ quan báo chí",),
}
PLAN_TO_ORGANISATION: Mapping[str, tuple[str, ...]] = {
    "plan.issuer": ("cơ quan",),
    "plan.media_partners.*": ("cơ quan báo chí",),
    "fields.*.functions.*": ("chức năng",),
    "*.*.lead_functions.*": ("chức năng",),
    "*.*.supporting_functions.*": ("chức năng",),
}
ORGANISATION_TO_PLAN: Mapping[str, tuple[str, ...]] = {"departments.*.fields.*": ("lĩnh vực",)}

# Lists of terms compared with normalised text.
TERM_LISTS: tuple[str, ...] = (
    "*.*.signals.strong",
    "*.*.signals.support",
    "*.*.signals.exclude",
    "*.*.signals.all_of.*.groups.*",
    "term_groups.*",
    "aliases.*.short",
    "departments.*.mention_patterns",
    "positions.*.patterns",
    "district_offices.*.patterns",
    "external_bodies.*.patterns",
)
GROUP_USES = "*.*.signals.all_of.*.groups.*.*"
SPANS = (("from", "to"), ("valid_from", "valid_to"), ("last_valid", "before"), ("last_valid_day", "before_day"))


@dataclass(frozen=True, slots=True)
class Definitions:
    """The codes a file defines, by kind."""

    codes: Mapping[str, frozenset[str]]

    def knows(self, kinds: tuple[str, ...], code: str) -> bool:
        """Say whether `code` is defined as one of `kinds`."""
        return any(code in self.codes.get(kind, frozenset()) for kind in kinds)


def collect_definitions(tree: YamlTree, definitions: Mapping[str, tuple[str, ...]]) -> Definitions:
    """Gather the codes defined in `tree`, noting those defined twice."""
    codes: dict[str, frozenset[str]] = {}
    for kind, patterns in definitions.items():
        first: dict[str, NodePath] = {}
        for pattern in patterns:
            for path, value in find_entries(tree, pattern):
                code = str(value)
                if code in first:
                    tree.add_problem(path, f"{kind} “{code}” đã có ở dòng {tree.line_of(first[code])}")
                first.setdefault(code, path)
        codes[kind] = frozenset(first)
    return Definitions(codes)


def check_references(tree: YamlTree, references: Mapping[str, tuple[str, ...]], known: Definitions) -> None:
    """Note every code that is named but not defined."""
    for pattern, kinds in references.items():
        for path, code in find_entries(tree, pattern):
            if not known.knows(kinds, str(code)):
                tree.add_problem(path, f"không có {' hoặc '.join(kinds)} nào mang mã “{code}”")


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
    if term.startswith("@") and not _path_pattern(GROUP_USES).fullmatch(_joined(path)):
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
    wanted = _path_pattern(pattern)
    for path, value in tree.entries():
        if value is not None and wanted.fullmatch(_joined(path)):
            yield path, value


def _path_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", "[^\x1f]+").replace(r"\.", "\x1f"))


def _joined(path: NodePath) -> str:
    return "\x1f".join(str(step) for step in path)
