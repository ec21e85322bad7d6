"""A folder made to harm its reader ends in plain sentences and exit status 1, soon, and never in a traceback."""

import gzip
import hashlib
import io
import json
import os
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.evidence import verify
from pipeline.evidence.making import MadeFolder
from pipeline.evidence.sealing import add_seals, seal_folder
from pipeline.evidence.verify import RECORD, canonical

PATIENCE_SECONDS = 10.0
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(["code", "publications", "captures", "record_id", "wacz", "captured_at", "page_length", "url"])


@pytest.fixture
def folder(sealed: MadeFolder, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return shutil.copytree(sealed.path, tmp_path / "ho-so")


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the list of files as data."""
    manifest = json.loads((folder / verify.MANIFEST).read_text("utf-8"))
    change(manifest)
    (folder / verify.MANIFEST).write_bytes(canonical(manifest))


def list_path(path: str) -> Callable[[Path], None]:
    """Return a spoiler that lists another path, with the right size and SHA-256 of what lies there."""

    def spoil(folder: Path) -> None:
        entry = {"path": path, "size": 6, "sha256": hashlib.sha256(b"secret").hexdigest()}
        (folder.parent / "bi-mat.txt").write_bytes(b"secret")
        rewrite(folder, lambda manifest: manifest["files"].insert(0, entry))

    return spoil


def replace_with_link(folder: Path) -> None:
    target = folder / "phieu" / "001.pdf"
    target.rename(folder.parent / "001.pdf")
    target.symlink_to(folder.parent / "001.pdf")


def replace_folder_with_link(folder: Path) -> None:
    (folder / "phieu").rename(folder.parent / "phieu")
    (folder / "phieu").symlink_to(folder.parent / "phieu")


def replace_with_pipe(folder: Path) -> None:
    (folder / "ho-so.json").unlink()
    os.mkfifo(folder / "ho-so.json")


def pipe_for_list(folder: Path) -> None:
    (folder / verify.MANIFEST).unlink()
    os.mkfifo(folder / verify.MANIFEST)


def list_as_folder(folder: Path) -> None:
    (folder / verify.MANIFEST).unlink()
    (folder / verify.MANIFEST).mkdir()


def loop_of_links(folder: Path) -> None:
    (folder / "vong").symlink_to(folder)


def sink_deep(folder: Path) -> None:
    (folder / "/".join("a" * 40)).mkdir(parents=True)


def claim_huge(folder: Path) -> None:
    """A file said to be, and being, far larger than any: it must not be read through."""
    with (folder / "ho-so.json").open("r+b") as file:
        file.truncate(2 * verify.MOST_FILE_BYTES)
    sizes = {RECORD: 2 * verify.MOST_FILE_BYTES}

    def change(manifest: dict[str, Any]) -> None:
        for one in manifest["files"]:
            one["size"] = sizes.get(one["path"], one["size"])

    rewrite(folder, change)


def list_without_end(folder: Path) -> None:
    with (folder / verify.MANIFEST).open("r+b") as file:
        file.truncate(verify.MOST_JSON_BYTES + 1)


def list_of(content: bytes) -> Callable[[Path], None]:
    """Return a spoiler that puts other bytes in place of the list."""
    return lambda folder: (folder / verify.MANIFEST).write_bytes(content) and None


def twice_listed(folder: Path) -> None:
    rewrite(folder, lambda manifest: manifest["files"].insert(0, manifest["files"][0]))


def listed_in_capitals(folder: Path) -> None:
    rewrite(folder, lambda manifest: manifest["files"].insert(0, {**manifest["files"][0], "path": "doc-truoc.TXT"}))


def swell_zip(folder: Path) -> None:
    """A capture file of small size whose parts unpack to gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in (*verify.WACZ_PARTS, verify.WACZ_PACKAGE, verify.WACZ_DIGEST):
            file.writestr(name, b"\0" * 30_000_000)
    replace_capture(folder, out.getvalue())


def swell_warc(folder: Path) -> None:
    """Records that unpack a thousandfold, in a capture file whose inner digests agree."""
    parts = dict.fromkeys(verify.WACZ_PARTS, b"")
    parts[verify.WACZ_PARTS[0]] = gzip.compress(b"\0" * 90_000_000) * 40
    named = [{"path": name, "bytes": len(one), "hash": digest(one)} for name, one in parts.items()]
    package = json.dumps({"resources": named}).encode()
    parts |= {verify.WACZ_PACKAGE: package, verify.WACZ_DIGEST: json.dumps({"hash": digest(package)}).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    replace_capture(folder, out.getvalue())


def claim_long_page(folder: Path) -> None:
    """A page said to be as long as the memory of any machine."""
    works = json.loads((folder / verify.WORKS).read_text("utf-8"))
    for work in works:
        for one in work["publications"]:
            for capture in one["captures"]:
                capture["page_length"], capture["page_sha256"] = 10**15, "0" * 64
    (folder / verify.WORKS).write_bytes(canonical(works))
    seal_folder(folder)


def cut_capture(folder: Path) -> None:
    path = next((folder / "ban-chup").iterdir())
    replace_capture(folder, path.read_bytes()[:-30])


def two_parts_of_one_name(folder: Path) -> None:
    path = sorted((folder / "ban-chup").iterdir())[0]
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as file:
        file.writestr(verify.WACZ_PACKAGE, b"{}")
    seal_folder(folder)


def replace_capture(folder: Path, content: bytes) -> None:
    sorted((folder / "ban-chup").iterdir())[0].write_bytes(content)
    seal_folder(folder)


def digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def garbage_token(folder: Path) -> None:
    add_seals(folder, {verify.TOKEN: b"\x30\x84\xff\xff\xff\xff" + b"\x30\x80" * 500})


def garbage_ots(folder: Path) -> None:
    add_seals(folder, {verify.OTS: b"\x00OpenTimestamps\x00"})


SPOILERS = {
    "a link for a file": replace_with_link,
    "a link for a folder": replace_folder_with_link,
    "a pipe for a file": replace_with_pipe,
    "a pipe for the list": pipe_for_list,
    "a folder for the list": list_as_folder,
    "links in a ring": loop_of_links,
    "folders without end": sink_deep,
    "a file larger than any": claim_huge,
    "a list larger than any": list_without_end,
    "no list": lambda folder: (folder / verify.MANIFEST).unlink(),
    "an empty list": list_of(b""),
    "no text": list_of(b"\xff\xfe\x00"),
    "nested without end": list_of(b"[" * 100_000),
    "a number without end": list_of(b"9" * 100_000),
    "no number": list_of(b'{"files":NaN}'),
    "a key twice": list_of(b'{"files":[],"files":[]}'),
    "half a letter": list_of(b'{"files":"\\ud800"}'),
    "another shape": list_of(canonical([1, 2])),
    "a path that climbs out": list_path("../bi-mat.txt"),
    "a path that climbs out later": list_path("phieu/../../bi-mat.txt"),
    "a path from the top": list_path("/etc/passwd"),
    "a path of Windows": list_path("..\\bi-mat.txt"),
    "a path with signs of control": list_path("a\x1b[2J\nb"),
    "a hidden path": list_path(".git/config"),
    "a path twice": twice_listed,
    "a path in capitals": listed_in_capitals,
    "a swelling zip": swell_zip,
    "a swelling WARC": swell_warc,
    "an endless page": claim_long_page,
    "a capture cut off": cut_capture,
    "two parts of one name": two_parts_of_one_name,
    "a token of garbage": garbage_token,
    "an OpenTimestamps file of garbage": garbage_ots,
}


@pytest.mark.parametrize("spoiler", SPOILERS.values(), ids=SPOILERS.keys())
def test_a_hostile_folder_ends_in_sentences(
    folder: Path, spoiler: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 1, within seconds, with sentences of printable letters in both languages."""
    spoiler(folder)
    began = time.monotonic()

    status = verify.main([str(folder)])

    said = capsys.readouterr().out
    assert status == 1
    assert time.monotonic() - began < PATIENCE_SECONDS
    assert verify.MARKS[verify.BROKEN] in said
    assert "bi-mat" not in said.replace("..", "")
    assert all(letter.isprintable() or letter == "\n" for letter in said)


def test_a_file_named_to_fool_a_terminal_is_printed_escaped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Signs of control in the name of an added file do not reach the screen."""
    (folder / "a\x1b[2Jb\nKẾT LUẬN").write_bytes(b"")

    verify.main([str(folder)])

    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "a\\x1b[2Jb\\nKẾT LUẬN: tệp thừa" in said


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON, path=st.sampled_from([verify.WORKS, verify.RECORD]), key=KEYS, other=JSON)
def test_any_data_under_a_list_made_anew_ends_in_a_verdict(
    folder: Path, value: object, path: str, key: str, other: object
) -> None:
    """Whatever JSON stands in place of the folder's own data, or of one value in it, checking it never raises."""
    kept = (folder / path).read_bytes()
    known = json.loads(kept)
    target = next(work for work in known if work["wacz"]) if isinstance(known, list) else known
    for within in ("publications", "captures"):
        if key not in target and target.get(within):
            target = target[within][0]
    target[key] = other
    for spoiled in (value, known):
        (folder / path).write_bytes(canonical(spoiled))
        seal_folder(folder)
        verdict = verify.verify_folder(folder)
        assert verdict.findings
    (folder / path).write_bytes(kept)


def test_spoiled_captures_end_in_a_sentence(folder: Path) -> None:
    """A capture file spoiled anywhere, under a list made anew, is named as broken or still reads the same."""
    dice, path = random.Random(9), sorted((folder / "ban-chup").iterdir())[0]
    kept = path.read_bytes()
    said = set()
    for _ in range(250):
        spoiled = bytearray(kept)
        for _ in range(dice.randrange(1, 4)):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        path.write_bytes(spoiled)
        seal_folder(folder)
        said |= {one.en for one in verify.verify_folder(folder).findings if one.state == verify.BROKEN}

    assert len(said) >= 3
    assert all(one.startswith("Work ") for one in said)


def test_what_a_computer_left_behind_is_named_as_such(folder: Path) -> None:
    """Files that opening a folder leaves are found too, with the word that they may be deleted."""
    (folder / "phieu" / "Thumbs.db").write_bytes(b"x")

    [finding] = [one for one in verify.verify_folder(folder).findings if one.state == verify.BROKEN]
    assert "xóa đi rồi kiểm tra lại" in finding.vi
