"""Read an office file from disk: text, tree, checks, then the frozen record; all problems come in one error."""

import codecs
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from models.office_files import checks, codes
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.office_files.problems import OfficeFileError, Problem, UnreadableOfficeFileError
from models.office_files.wording import describe_refusal
from models.office_files.yaml_tree import YamlTree, read_yaml_tree

MAX_BYTES = 4_000_000


class OfficeFileKind(StrEnum):
    """Which of the two files it is."""

    PLAN = "plan"
    ORGANISATION = "organisation"


def load_plan_file(path: Path) -> PlanFile:
    """Return the plan in `path`, or raise `OfficeFileError` with every problem and its line."""
    tree = read_tree(path)
    return _build_plan(path, tree)


def load_organisation_file(path: Path) -> OrganisationFile:
    """Return the organisation in `path`, or raise `OfficeFileError` with every problem and its line."""
    tree = read_tree(path)
    return _build_organisation(path, tree)


def load_office_file(path: Path) -> PlanFile | OrganisationFile:
    """Return what `path` holds: its top entries `plan` or `agencies` say which kind of file it is."""
    tree = read_tree(path)
    kind = _tell_kind(path, tree)
    return _build_plan(path, tree) if kind is OfficeFileKind.PLAN else _build_organisation(path, tree)


def check_outside_codes(path: Path, known: checks.Definitions) -> None:
    """Raise `OfficeFileError` where `path` names codes of the other file that are not in `known`.

    The file's own problems are those of `load_office_file`; they are not repeated here.
    """
    tree = read_tree(path)
    kind = _tell_kind(path, tree)
    tree.problems.clear()
    references = codes.PLAN_TO_ORGANISATION if kind is OfficeFileKind.PLAN else codes.ORGANISATION_TO_PLAN
    checks.check_references(tree, references, known)
    if tree.problems:
        raise OfficeFileError(path, tree.problems)


def _build_plan(path: Path, tree: YamlTree) -> PlanFile:
    known = checks.collect_definitions(tree, codes.PLAN_DEFINITIONS)
    checks.check_references(tree, codes.PLAN_REFERENCES, known)
    checks.check_doubled_links(tree, (*codes.PLAN_REFERENCES, *codes.PLAN_TO_ORGANISATION))
    return build_record(path, tree, PlanFile)


def _build_organisation(path: Path, tree: YamlTree) -> OrganisationFile:
    known = checks.collect_definitions(tree, codes.ORGANISATION_DEFINITIONS)
    checks.check_references(tree, codes.ORGANISATION_REFERENCES, known)
    checks.check_doubled_links(tree, (*codes.ORGANISATION_REFERENCES, *codes.ORGANISATION_TO_PLAN))
    return build_record(path, tree, OrganisationFile)


FileRecord = TypeVar("FileRecord", bound=BaseModel)


def build_record(path: Path, tree: YamlTree, record: type[FileRecord]) -> FileRecord:
    """Return the record that `tree` holds, or raise `OfficeFileError` with every problem and its line."""
    checks.check_terms(tree)
    checks.check_spans(tree)
    try:
        loaded = record.model_validate(tree.value)
    except ValidationError as error:
        for refusal in error.errors(include_url=False):
            tree.add_problem(refusal["loc"], describe_refusal(refusal))
        raise OfficeFileError(path, tree.problems) from error
    if tree.problems:
        raise OfficeFileError(path, tree.problems)
    return loaded


def _tell_kind(path: Path, tree: YamlTree) -> OfficeFileKind:
    keys = set(tree.value) if isinstance(tree.value, dict) else set()
    if "plan" in keys and "agencies" not in keys:
        return OfficeFileKind.PLAN
    if "agencies" in keys and "plan" not in keys:
        return OfficeFileKind.ORGANISATION
    text = "không nhận ra loại tệp: tệp kế hoạch có mục plan, tệp tổ chức có mục agencies"
    raise UnreadableOfficeFileError(path, (Problem(1, "", text),))


def read_tree(path: Path) -> YamlTree:
    """Return the tree of `path`; a file that is not YAML throughout stops here, as all else would be guesswork."""
    tree = read_yaml_tree(_read_text(path))
    if tree.value is None and not tree.problems:
        tree.add_problem((), "tệp trống")
    if tree.value is None:
        raise UnreadableOfficeFileError(path, tree.problems)
    return tree


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableOfficeFileError(path, (Problem(1, "", f"không mở được tệp ({error.strerror})"),)) from error
    if len(content) > MAX_BYTES:
        raise UnreadableOfficeFileError(path, (Problem(1, "", f"tệp quá lớn (hơn {MAX_BYTES} byte)"),))
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        text = "chữ không phải UTF-8; hãy lưu lại tệp với mã UTF-8"
        raise UnreadableOfficeFileError(path, (Problem(line, "", text),)) from error
