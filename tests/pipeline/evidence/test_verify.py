"""Whatever is changed in a folder is found; who rewrites the list as well is told apart by the root."""

import ast
import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evidence import verify
from pipeline.evidence.making import MadeFolder
from pipeline.evidence.sealing import seal_folder
from pipeline.evidence.verify import BrokenError, chain_line, check_chain, verify_folder

FLIPS, REPLACEMENTS = 1200, 400
TEXTS = st.dictionaries(
    st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=9), max_size=4
)


@pytest.fixture
def folder(sealed: MadeFolder, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return shutil.copytree(sealed.path, tmp_path / "ho-so")


@pytest.fixture(scope="module")
def spoiled(sealed: MadeFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy that is spoiled and mended many times over."""
    folder = shutil.copytree(sealed.path, tmp_path_factory.mktemp("spoiled") / "ho-so")
    yield folder
    assert verify_folder(folder).holds


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def broken(folder: Path, **given: str) -> list[str]:
    """Return what does not hold, in English; each must be told in both languages, on one line."""
    findings = [one for one in verify_folder(folder, **given).findings if one.state == verify.BROKEN]
    assert all(one.vi and one.en and "\n" not in one.vi + one.en for one in findings)
    return [one.en for one in findings]


def test_a_folder_as_made_holds(sealed: MadeFolder) -> None:
    """Nothing is wrong with it, its root is that which was told, and the missing time proof is said."""
    verdict = verify_folder(sealed.path, noted_root=sealed.root)

    assert (verdict.holds, verdict.root) == (True, sealed.root)
    assert [one.check for one in verdict.findings if one.state == verify.ABSENT] == ["captures", "time"]


def test_any_flipped_bit_is_found(spoiled: Path) -> None:
    """One bit flipped anywhere, in any file, is found: in the list and the seals as much as in a capture."""
    dice, paths = random.Random(6), files_of(spoiled)
    missed = []
    for _ in range(FLIPS):
        path = dice.choice(paths)
        content = path.read_bytes()
        place, bit = dice.randrange(len(content)), dice.randrange(8)
        spoiled_content = bytearray(content)
        spoiled_content[place] ^= 1 << bit
        path.write_bytes(spoiled_content)
        if verify_folder(spoiled).holds:
            missed.append((path.name, place, bit))
        path.write_bytes(content)

    assert missed == []


def test_the_list_and_the_root_are_checked_throughout(spoiled: Path) -> None:
    """Wherever in the list of files or the stated root a byte changes, it is found."""
    missed = []
    for path in (spoiled / verify.MANIFEST, spoiled / verify.ROOT_TEXT):
        content = path.read_bytes()
        for place in range(0, len(content), 7):
            path.write_bytes(content[:place] + bytes((content[place] ^ 1,)) + content[place + 1 :])
            if verify_folder(spoiled).holds:
                missed.append((path.name, place))
        path.write_bytes(content)

    assert missed == []


def test_parts_cut_off_added_or_put_elsewhere_are_found(spoiled: Path) -> None:
    """Bytes cut off, put in, doubled or moved within a file, files swapped, removed, renamed or added: all found."""
    dice, paths = random.Random(7), files_of(spoiled)
    missed = []
    for _ in range(REPLACEMENTS):
        path, other = dice.sample(paths, 2)
        content, others = path.read_bytes(), other.read_bytes()
        kind = dice.choice(["cut", "add", "swap", "remove", "rename", "new", "turn"])
        added = path.with_name(f"them{dice.randrange(99)}.txt")
        if kind == "swap":
            path.write_bytes(others)
            other.write_bytes(content)
        elif kind in ("cut", "add"):
            place = dice.randrange(len(content))
            path.write_bytes(content[:place] + (content[place:] * 2 if kind == "add" else b""))
        elif kind == "turn":
            path.write_bytes(content[1:] + content[:1])
        elif kind == "new":
            added.write_bytes(content)
        else:
            path.rename(added)
            if kind == "remove":
                added.unlink()
        is_changed = kind == "new" or not path.exists() or path.read_bytes() != content
        if is_changed and verify_folder(spoiled).holds:
            missed.append((kind, path.name))
        added.unlink(missing_ok=True)
        path.write_bytes(content)
        other.write_bytes(others)

    assert missed == []


def test_who_rewrites_the_list_is_told_apart_by_the_root(folder: Path, sealed: MadeFolder) -> None:
    """A changed sheet under a list made anew agrees with itself, but not with the root noted elsewhere."""
    sheet = next((folder / "phieu").iterdir())
    sheet.write_bytes(sheet.read_bytes() + b"%")
    seal_folder(folder)

    assert broken(folder) == []
    assert broken(folder, noted_root=sealed.root) == [
        "The root is NOT the one noted elsewhere: this is not the folder handed over."
    ]


@pytest.mark.parametrize("change", ["word", "left out", "moved", "twice", "cut"])
def test_a_changed_log_is_found_under_a_list_made_anew(folder: Path, change: str) -> None:
    """A decision changed, left out, moved or told twice breaks the chain, although list and root agree."""
    log = folder / verify.LOG
    lines = log.read_bytes().splitlines(keepends=True)
    spoiled = {
        "word": [line.replace(b'"to":"accept"', b'"to":"reject"') for line in lines],
        "left out": lines[1:],
        "moved": [lines[1], lines[0], *lines[2:]],
        "twice": [lines[0], *lines],
        "cut": [*lines[:-1], lines[-1][:-9]],
    }[change]
    assert spoiled != lines
    log.write_bytes(b"".join(spoiled))
    seal_folder(folder)

    assert len(broken(folder)) == 1
    assert "og of decisions" in broken(folder)[0]


def test_a_log_that_lost_its_end_is_found(folder: Path) -> None:
    """The record of the folder says how long the log is: the last decisions cannot be left off unseen."""
    log = folder / verify.LOG
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    seal_folder(folder)

    assert broken(folder) == [f"{verify.RECORD} speaks of another log (its length or last hash differs)."]


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_no_other_log_passes(entries: list[dict[str, object]], data: st.DataObject) -> None:
    """A chain holds as written; with any byte changed, or its lines in any other order, it does not."""
    head, lines = verify.NO_HASH, []
    for number, entry in enumerate(entries, start=1):
        line, head = chain_line(number, head, entry)
        lines.append(line)
    content = b"".join(lines)
    place = data.draw(st.integers(0, len(content) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    order = data.draw(st.permutations(lines))

    assert check_chain(content) == (len(entries), head)
    for wrong in (content[:place] + bytes((content[place] ^ bit,)) + content[place + 1 :], b"".join(order)):
        if wrong != content:
            with pytest.raises(BrokenError):
                check_chain(wrong)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,3}(/[a-z]{1,3})?", fullmatch=True), st.integers(0, 9), min_size=1))
def test_the_root_stands_for_one_list_only(sizes: dict[str, int]) -> None:
    """Another name, size or digest, one file more or less: another root."""
    files = {path: (size, f"{size:064x}") for path, size in sizes.items()}
    first = next(iter(files))
    others = [
        {**files, first: (files[first][0] + 10, files[first][1])},
        {**files, first: (files[first][0], "f" * 64)},
        {**files, "A": (1, "0" * 64)},
        {path: value for path, value in files.items() if path != first},
        {("B" if path == first else path): value for path, value in files.items()},
    ]

    roots = {verify.compute_root(one) for one in (files, *others)}
    assert len(roots) == 6


def test_the_tree_is_that_of_rfc_6962() -> None:
    """Three leaves: the root is that computed by hand from the leaves' hashes."""
    files = dict.fromkeys(("a", "b", "c"), (1, "0" * 64))
    one, two, three = (verify.hash_leaf(name, 1, "0" * 64) for name in files)
    left = hashlib.sha256(b"\x01" + one + two).digest()

    assert verify.compute_root(files) == hashlib.sha256(b"\x01" + left + three).hexdigest()


def run(folder: Path, *options: str, program: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program alone, without site packages and without this project."""
    words = [sys.executable, "-I", "-S", str(program or folder / "verify.py"), str(folder), *options]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", cwd="/", check=False)


def test_the_program_in_the_folder_runs_alone(folder: Path, sealed: MadeFolder) -> None:
    """It needs the standard library only, speaks both languages, and tells by its exit status."""
    right = run(folder, "--root", sealed.root.upper())
    wrong = run(folder, "--root", "0" * 64)
    misused = run(folder, "--root", "abc")
    (folder / "phieu" / "001.pdf").unlink()
    spoiled = run(folder, "--json")

    assert (right.returncode, wrong.returncode, misused.returncode, spoiled.returncode) == (0, 1, 2, 1)
    assert "còn nguyên vẹn" in right.stdout
    assert "the folder is intact" in right.stdout
    assert json.loads(spoiled.stdout)["holds"] is False
    assert "Traceback" not in right.stderr + wrong.stderr + misused.stderr + spoiled.stderr


def test_the_program_is_the_one_of_the_command(folder: Path) -> None:
    """What lies in the folder is the very file that `diembao verify` runs, in words of Python 3.9."""
    source = Path(verify.__file__).read_bytes()

    assert (folder / "verify.py").read_bytes() == source
    ast.parse(source, feature_version=(3, 9))
