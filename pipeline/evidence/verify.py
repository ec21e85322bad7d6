"""Kiểm tra một bộ hồ sơ minh chứng của diembao. / Check a folder of evidence made by diembao.

    python3 verify.py THU_MUC [--root MA_GOC] [--ca-file CHUNG_THU.pem] [--json]

Needs Python 3.9 or newer and nothing else: no network, no database, no other file of the program. The same code
lies in every folder and is what `diembao verify` runs. A copy found in a folder that is not trusted may lie:
then take verify.py from elsewhere. Exit status: 0 holds, 1 does not hold, 2 wrong usage.

It is one file, longer than the house allows, because an outsider must be able to read and run it alone. Nothing in a
folder is trusted: every size, name, nesting and length is bounded before it is used, and names are printed escaped.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import stat
import struct
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

FORMAT = "diembao-evidence/1"
MANIFEST, RECORD, WORKS, LOG = "manifest.json", "ho-so.json", "tac-pham.json", "quyet-dinh/nhat-ky.jsonl"
ROOT_TEXT, TOKEN = "niem-phong/goc.txt", "niem-phong/goc.tsr"
AUTHORITY, OTS = "niem-phong/chung-thu-to-chuc.pem", "niem-phong/goc.txt.ots"
SEALS = (ROOT_TEXT, TOKEN, AUTHORITY, OTS)
SCHEME = (
    "RFC 6962 over SHA-256. Leaf: SHA-256(0x00 || path in UTF-8 || 0x00 || size in decimal || 0x00 || SHA-256 of the "
    "file, 32 bytes). Node: SHA-256(0x01 || left || right), split at the largest power of two below the number of "
    "leaves. Leaves stand in the order of the bytes of their paths. Manifest and seals are not leaves."
)
LOG_SCHEME = "SHA-256(0x02 || previous hash, 32 bytes || entry as JSON: keys sorted, no blanks, UTF-8)"
NO_HASH = "0" * 64

HOLDS, BROKEN, ABSENT, UNCHECKED = "holds", "broken", "absent", "unchecked"
MARKS = {
    HOLDS: "[ĐÚNG / HOLDS]",
    BROKEN: "[SAI / BROKEN]",
    ABSENT: "[KHÔNG CÓ / NONE]",
    UNCHECKED: "[CHƯA KIỂM TRA / NOT CHECKED]",
}

MOST_FILES, DEEPEST, LONGEST_PATH = 200_000, 4, 200
MOST_FILE_BYTES, MOST_JSON_BYTES, MOST_SEAL_BYTES = 4 * 1024**3, 128 * 1024**2, 1024**2
MOST_CAPTURE_BYTES, MOST_RECORD_BYTES, MOST_GROWTH = 256 * 1024**2, 64 * 1024**2, 200
MOST_TOLD, CHUNK, LINE_WIDTH = 10, 1024 * 1024, 100
OPENSSL_SECONDS, TOLD_EVERY_SECONDS = 60, 10.0

_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_LITTER = re.compile(r"Thumbs\.db|desktop\.ini|\.DS_Store|\._.*|~\$.*", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]{64}")

Files = dict[str, tuple[int, str]]
if TYPE_CHECKING:
    Tell = Callable[[str, int, int | None], None]

# What reading a hostile file can raise, beside what is raised here on purpose.
TROUBLES = (
    *(OSError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RuntimeError, MemoryError),
    *(EOFError, struct.error, zlib.error, zipfile.BadZipFile, zipfile.LargeZipFile, subprocess.SubprocessError),
)

PROVES = (
    (
        "Danh sách tệp và mã gốc: mỗi tệp đúng từng bit như lúc tính ra mã gốc. Ai sửa tệp rồi lập lại danh sách thì "
        "mã gốc đổi, nên phải so mã gốc với mã đã ghi ở nơi khác (công văn kèm theo, sổ của cơ quan).",
        "File list and root: every file is, bit for bit, what it was when the root was computed. Whoever changes a "
        "file and rewrites the list gets another root, so compare the root with the one noted elsewhere "
        "(covering letter, the office's register).",
    ),
    (
        "Nhật ký quyết định: nội dung và thứ tự các dòng còn nguyên. Không chứng minh quyết định đó đúng hay sai.",
        "Log of decisions: wording and order of its lines are unchanged. It does not prove that a decision was right.",
    ),
    (
        "Bản chụp: trang mà hệ thống của cơ quan đã nhận và giữ, với thời điểm theo đồng hồ của hệ thống đó. Chứng "
        "minh việc lưu giữ, không chứng minh nguồn gốc: báo, đài không ký số lên trang.",
        "Captures: pages as the office's system received and kept them, at times by its own clock. They prove custody, "
        "not origin: the outlets do not sign their pages.",
    ),
    (
        "Bằng chứng thời gian (nếu có): bộ hồ sơ với mã gốc này đã có muộn nhất vào thời điểm ghi trong đó, nếu tin tổ "
        "chức cấp dấu thời gian. Không chứng minh trang được chụp lúc nào, cũng không chứng minh nội dung trang.",
        "Time proof, if any: this folder with this root existed at the stated time at the latest, if the authority is "
        "trusted. It does not prove when a page was captured, nor what is said on it.",
    ),
)


class BrokenError(Exception):
    """Something in the folder does not hold; one sentence in each of the two languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class Finding:
    """What became of one check; `state` is HOLDS, BROKEN, ABSENT or UNCHECKED."""

    check: str
    state: str
    vi: str
    en: str


@dataclass(frozen=True)
class Verdict:
    """All findings about a folder, and its root as computed from the files' list; None without a readable list."""

    root: str | None
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Say that nothing is broken."""
        return all(one.state != BROKEN for one in self.findings)


@dataclass(frozen=True)
class Manifest:
    """The list of files as read: size and SHA-256 by path, of the tree and of the seals, and the root it states."""

    files: Files
    seals: Files
    root: str


def verify_folder(
    folder: Path, *, noted_root: str | None = None, ca_file: Path | None = None, tell: Tell | None = None
) -> Verdict:
    """Check everything and return what was found; no folder, however hostile, makes it raise."""
    checking = _Checking(folder, tell or (lambda label, done, total: None))
    try:
        checking.run(noted_root, ca_file)
    except BrokenError as error:
        checking.fail("folder", error.vi, error.en)
    except TROUBLES as error:
        name = type(error).__name__
        checking.fail("folder", f"Không đọc được thư mục ({name}).", f"The folder cannot be read ({name}).")
    return Verdict(checking.root, tuple(checking.findings))


class _Checking:
    """One pass over a folder, gathering findings."""

    def __init__(self, folder: Path, tell: Tell) -> None:
        self.folder, self.tell = folder, tell
        self.root: str | None = None
        self.findings: list[Finding] = []
        self._sound: set[str] = set()

    def run(self, noted_root: str | None, ca_file: Path | None) -> None:
        """Go through all checks in order; later ones look only at files that are what the list says."""
        present, folders = self._list_folder()
        manifest = read_manifest(self._read(MANIFEST, present, MOST_JSON_BYTES))
        self._check_files(manifest, present, folders)
        self._check_root(manifest, noted_root)
        self._guard("decisions", lambda: self._check_log(manifest))
        self._guard("captures", lambda: self._check_captures(manifest))
        self._guard("time", lambda: self._check_seals(manifest, ca_file))

    def note(self, check: str, state: str, vi: str, en: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(check, state, vi, en))

    def fail(self, check: str, vi: str, en: str) -> None:
        """Add what does not hold."""
        self.note(check, BROKEN, vi, en)

    def _guard(self, check: str, look: Callable[[], None]) -> None:
        """Run one check; what breaks it is its finding, and the next one still runs."""
        try:
            look()
        except BrokenError as error:
            self.fail(check, error.vi, error.en)
        except TROUBLES as error:
            name = type(error).__name__
            self.fail(check, f"Không đọc được ({name}).", f"Cannot be read ({name}).")

    def _fail_each(self, check: str, problems: Sequence[tuple[str, str]]) -> None:
        for vi, en in problems[:MOST_TOLD]:
            self.fail(check, vi, en)
        if len(problems) > MOST_TOLD:
            more = len(problems) - MOST_TOLD
            self.fail(check, f"… và {more} chỗ sai khác.", f"… and {more} more.")

    def _list_folder(self) -> tuple[dict[str, int], set[str]]:
        """Return the size of each regular file by path, and the folders; anything else in there is a finding."""
        sizes: dict[str, int] = {}
        folders: set[str] = set()
        problems: list[tuple[str, str]] = []
        waiting = [""]
        while waiting:
            inside = waiting.pop()
            with os.scandir(self.folder / inside) as entries:
                for entry in entries:
                    path = f"{inside}/{entry.name}" if inside else entry.name
                    mode = entry.stat(follow_symlinks=False).st_mode
                    if stat.S_ISREG(mode):
                        sizes[path] = entry.stat(follow_symlinks=False).st_size
                    elif stat.S_ISDIR(mode) and path.count("/") < DEEPEST:
                        folders.add(path)
                        waiting.append(path)
                    else:
                        vi = f"{plain(path)}: không phải tệp thường (liên kết, thiết bị hoặc thư mục quá sâu)."
                        problems.append((vi, f"{plain(path)}: no regular file (a link, a device or nested too deep)."))
                    if len(sizes) + len(folders) + len(problems) > MOST_FILES:
                        raise BrokenError(f"Quá {MOST_FILES} tệp.", f"More than {MOST_FILES} files.")
        self._fail_each("files", problems)
        return sizes, folders

    def _read(self, path: str, present: dict[str, int], most: int) -> bytes:
        if path not in present:
            raise BrokenError(f"Thiếu tệp {path}.", f"{path} is missing.")
        if present[path] > most:
            raise BrokenError(f"Tệp {path} lớn quá mức.", f"{path} is too large.")
        with (self.folder / path).open("rb") as file:
            return file.read(most)

    def _read_sound(self, path: str, manifest: Manifest, most: int) -> bytes:
        """Return a listed file that is what the list says; raises BrokenError for any other."""
        known = {**manifest.files, **manifest.seals}
        if path not in known:
            raise BrokenError(f"Danh sách thiếu tệp {path}.", f"{path} is not listed.")
        if path not in self._sound:
            raise BrokenError(
                f"Không kiểm tra tiếp được: tệp {path} không còn nguyên.", f"Cannot go on: {path} is not intact."
            )
        return self._read(path, {path: known[path][0]}, most)

    def _check_files(self, manifest: Manifest, present: dict[str, int], folders: set[str]) -> None:
        """Hold every listed file against its size and SHA-256, and name what is missing or was added."""
        listed = {**manifest.files, **manifest.seals}
        problems: list[tuple[str, str]] = []
        total = sum(size for size, _ in listed.values())
        for done, (path, (size, digest)) in enumerate(sorted(listed.items()), start=1):
            problem = self._compare(path, size, digest, present)
            if problem is None:
                self._sound.add(path)
            else:
                problems.append(problem)
            self.tell("Tệp / files", done, len(listed))
        for path in sorted(set(present) - set(listed) - {MANIFEST}):
            problems.append(_tell_added(path))
        used = {path.rpartition("/")[0] for path in listed}
        for path in sorted(folders - used - {up.rpartition("/")[0] for up in used}):
            problems.append((f"{plain(path)}: thư mục thừa.", f"{plain(path)}: folder added."))
        self._fail_each("files", problems)
        if not problems and all(one.check != "files" for one in self.findings):
            vi = f"{len(listed)} tệp ({tell_size(total)}): đủ, không thừa, từng tệp đúng độ lớn và mã SHA-256."
            en = f"{len(listed)} files ({tell_size(total)}): none missing, none added, each of its size and SHA-256."
            self.note("files", HOLDS, vi, en)

    def _compare(self, path: str, size: int, digest: str, present: dict[str, int]) -> tuple[str, str] | None:
        if path not in present:
            return f"{path}: thiếu tệp.", f"{path}: missing."
        if present[path] != size:
            return f"{path}: sai độ lớn ({present[path]}, cần {size}).", f"{path}: {present[path]} bytes, not {size}."
        if hash_file(self.folder / path, size) != digest:
            return f"{path}: nội dung đã bị thay đổi (sai mã SHA-256).", f"{path}: changed (another SHA-256)."
        return None

    def _check_root(self, manifest: Manifest, noted_root: str | None) -> None:
        self.root = compute_root(manifest.files)
        if self.root != manifest.root:
            vi = f"Mã gốc ghi trong {MANIFEST} không đúng với danh sách tệp."
            self.fail("root", vi, f"The root stated in {MANIFEST} is not that of its list.")
        else:
            self.note(
                "root", HOLDS, "Mã gốc tính lại đúng bằng mã đã ghi.", "The root computed anew is the one stated."
            )
        if noted_root is None:
            vi = "Chưa so mã gốc với mã ghi ở nơi khác: hãy so bằng mắt, hoặc thêm --root MÃ_GỐC."
            en = "The root was not compared with one noted elsewhere: compare by eye, or add --root ROOT."
            self.note("noted-root", UNCHECKED, vi, en)
        elif noted_root == self.root:
            vi, en = "Mã gốc trùng với mã đã ghi ở nơi khác.", "The root is the one noted elsewhere."
            self.note("noted-root", HOLDS, vi, en)
        else:
            vi = "Mã gốc KHÁC mã đã ghi ở nơi khác: đây không phải bộ hồ sơ đã giao."
            self.fail("noted-root", vi, "The root is NOT the one noted elsewhere: this is not the folder handed over.")

    def _check_log(self, manifest: Manifest) -> None:
        data = self._read_sound(LOG, manifest, MOST_JSON_BYTES)
        record = parse_json(self._read_sound(RECORD, manifest, MOST_JSON_BYTES))
        count, head = check_chain(data)
        stated = (record["decisions"]["count"], record["decisions"]["head"], record["format"])
        if stated != (count, head, FORMAT):
            vi = f"{RECORD} nói về một nhật ký khác (số dòng hoặc mã cuối không khớp)."
            raise BrokenError(vi, f"{RECORD} speaks of another log (its length or last hash differs).")
        vi = f"Nhật ký {count} quyết định: các dòng nối nhau đúng thứ tự, không dòng nào bị sửa."
        self.note("decisions", HOLDS, vi, f"Log of {count} decisions: chained in order, no line changed.")

    def _check_captures(self, manifest: Manifest) -> None:
        works = parse_json(self._read_sound(WORKS, manifest, MOST_JSON_BYTES))
        problems: list[tuple[str, str]] = []
        checked = lost = uncaptured = 0
        for done, work in enumerate(works, start=1):
            code, captures = plain(work["code"]), [c for one in work["publications"] for c in one["captures"]]
            lost += sum(capture["record_id"] is None for capture in captures)
            uncaptured += not captures
            try:
                held = [capture for capture in captures if capture["record_id"] is not None]
                if held:
                    wacz = self._read_sound(work["wacz"], manifest, MOST_CAPTURE_BYTES)
                    check_captures(read_records(wacz), captures)
                checked += len(held)
            except BrokenError as error:
                problems.append((f"Tác phẩm {code}: {error.vi}", f"Work {code}: {error.en}"))
            except TROUBLES:
                problems.append((f"Tác phẩm {code}: bản chụp không đọc được.", f"Work {code}: capture cannot be read."))
            self.tell("Bản chụp / captures", done, len(works))
        self._fail_each("captures", problems)
        if not problems:
            vi = (
                f"{checked} bản chụp của {len(works)} tác phẩm: đúng địa chỉ, thời điểm, mã trả lời, SHA-256 của trang."
            )
            en = f"{checked} captures of {len(works)} works: address, time, status and SHA-256 of the page agree."
            self.note("captures", HOLDS, vi, en)
        if lost or uncaptured:
            vi = f"{uncaptured} tác phẩm không có bản chụp (nhập tay); {lost} bản chụp đã mất, chỉ còn ghi nhận."
            en = f"{uncaptured} works have no capture (added by hand); {lost} captures are lost, only noted."
            self.note("captures", ABSENT, vi, en)

    def _check_seals(self, manifest: Manifest, ca_file: Path | None) -> None:
        root = self.root or NO_HASH
        if self._read_sound(ROOT_TEXT, manifest, MOST_SEAL_BYTES) != f"{root}\n".encode():
            raise BrokenError(f"{ROOT_TEXT} ghi mã gốc khác.", f"{ROOT_TEXT} states another root.")
        if TOKEN not in manifest.seals and OTS not in manifest.seals:
            vi = "Không có bằng chứng thời gian từ bên ngoài: chỉ có lời của cơ quan về thời điểm lập hồ sơ."
            en = "No time proof from outside: only the office's own word tells when this folder was made."
            self.note("time", ABSENT, vi, en)
        if TOKEN in manifest.seals:
            token = self._read_sound(TOKEN, manifest, MOST_SEAL_BYTES)
            self._guard("time", lambda: self._check_token(token, root, manifest, ca_file))
        if OTS in manifest.seals:
            proof = self._read_sound(OTS, manifest, MOST_SEAL_BYTES)
            self._guard("time", lambda: self._check_ots(proof, root))

    def _check_token(self, token: bytes, root: str, manifest: Manifest, ca_file: Path | None) -> None:
        stamp = read_token(token)
        if stamp.imprint != root:
            vi = "Dấu thời gian RFC 3161 thuộc về mã gốc khác."
            raise BrokenError(vi, "The RFC 3161 time stamp belongs to another root.")
        vi = f"Dấu thời gian RFC 3161 ghi đúng mã gốc này, thời điểm {stamp.at} (giờ quốc tế UTC)."
        self.note("time", HOLDS, vi, f"The RFC 3161 time stamp bears this very root, at {stamp.at} (UTC).")
        is_inside = ca_file is None and AUTHORITY in manifest.seals
        if is_inside:
            self._read_sound(AUTHORITY, manifest, MOST_SEAL_BYTES)
        self._check_signature(root, self.folder / AUTHORITY if is_inside else ca_file, is_inside=is_inside)

    def _check_signature(self, root: str, certificate: Path | None, *, is_inside: bool) -> None:
        """Let openssl check the token's signature; where it cannot, say so and give the command."""
        words = ["openssl", "ts", "-verify", "-digest", root, "-in", str(self.folder / TOKEN)]
        words += ["-CAfile", str(certificate or "CA.pem")]
        if certificate is None or shutil.which("openssl") is None:
            vi = "Chữ ký của dấu thời gian chưa kiểm tra; cần openssl và chứng thư của tổ chức cấp"
            en = "The signature of the time stamp was not checked; it needs openssl and the authority's certificate"
            command = plain(shlex.join(words), 1000)
            self.note("time", UNCHECKED, f"{vi}: {command}", f"{en}: {command}")
            return
        done = subprocess.run(words, capture_output=True, timeout=OPENSSL_SECONDS, check=False)  # noqa: S603  # fixed words
        if done.returncode != 0:
            vi = "Chữ ký của dấu thời gian không đúng với chứng thư đã cho (openssl ts -verify)."
            raise BrokenError(vi, "The time stamp's signature fails under the given certificate (openssl ts -verify).")
        vi = "Chữ ký của dấu thời gian đúng (openssl ts -verify)"
        en = "The time stamp's signature holds (openssl ts -verify)"
        if is_inside:
            vi += ", theo chứng thư kèm trong hồ sơ; nên lấy chứng thư từ chính tổ chức cấp và thêm --ca-file"
            en += ", under the certificate in the folder; better get it from the authority itself and add --ca-file"
        self.note("time", HOLDS, f"{vi}.", f"{en}.")

    def _check_ots(self, proof: bytes, root: str) -> None:
        digest = read_ots(proof)
        if digest not in (root, hashlib.sha256(f"{root}\n".encode()).hexdigest()):
            vi = "Tệp OpenTimestamps thuộc về mã gốc khác."
            raise BrokenError(vi, "The OpenTimestamps file belongs to another root.")
        vi = f"Tệp OpenTimestamps đúng của mã gốc này; thời điểm chưa kiểm tra được khi không có mạng: ots verify {OTS}"
        en = f"The OpenTimestamps file is of this root; its time cannot be checked offline: ots verify {OTS}"
        self.note("time", UNCHECKED, vi, en)


def _tell_added(path: str) -> tuple[str, str]:
    """Name a file that is not listed; what systems and office programs leave behind is told as such."""
    vi, en = f"{plain(path)}: tệp thừa, không có trong danh sách.", f"{plain(path)}: added, not listed."
    if _LITTER.fullmatch(path.rpartition("/")[2]):
        vi += " Máy tính tự tạo khi mở thư mục: xóa đi rồi kiểm tra lại."
        en += " A computer makes it when the folder is opened: delete it and check again."
    return vi, en


# The list of files and its root.


def canonical(value: Any, *, is_line: bool = False) -> bytes:
    """Return `value` as the one JSON text that the folder may hold for it; a line has no blanks."""
    layout: dict[str, Any] = {"separators": (",", ":")} if is_line else {"indent": 1}
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, **layout) + "\n").encode("utf-8")


def parse_json(data: bytes, *, is_line: bool = False) -> Any:
    """Return the value of canonical JSON; raises BrokenError for anything else."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_make_object, parse_constant=_refuse_constant)
        is_canonical = data == canonical(value, is_line=is_line)
    except (ValueError, RecursionError) as error:
        raise BrokenError("Tệp JSON viết sai.", "A JSON file is malformed.") from error
    if not is_canonical:
        raise BrokenError("Tệp JSON không viết đúng cách của chương trình.", "A JSON file is not written canonically.")
    return value


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


def _refuse_constant(_word: str) -> NoReturn:
    raise ValueError("no number")


def read_manifest(data: bytes) -> Manifest:
    """Return the list of files; raises BrokenError for one that this program would not have written."""
    value = parse_json(data)
    wrong = BrokenError(f"{MANIFEST} không đúng mẫu.", f"{MANIFEST} is not of the known form.")
    if not isinstance(value, dict) or set(value) != {"files", "format", "root", "seals"} or value["format"] != FORMAT:
        raise wrong
    root = value["root"]
    if not isinstance(root, dict) or set(root) != {"scheme", "sha256"} or root["scheme"] != SCHEME:
        raise wrong
    if not _is_hash(root["sha256"]):
        raise wrong
    files, seals = _read_entries(value["files"], wrong), _read_entries(value["seals"], wrong)
    if not set(seals) <= set(SEALS) or ROOT_TEXT not in seals or set(files) & {*SEALS, MANIFEST}:
        raise wrong
    if len({path.lower() for path in (*files, *seals)}) != len(files) + len(seals):
        raise wrong
    return Manifest(files, seals, root["sha256"])


def _read_entries(entries: Any, wrong: BrokenError) -> Files:
    if not isinstance(entries, list) or len(entries) > MOST_FILES:
        raise wrong
    found: Files = {}
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != {"path", "sha256", "size"}:
            raise wrong
        path, size, digest = entry["path"], entry["size"], entry["sha256"]
        if not isinstance(path, str) or len(path) > LONGEST_PATH or not _PATH.fullmatch(path):
            raise BrokenError(f"{MANIFEST} có đường dẫn không hợp lệ.", f"{MANIFEST} names an unsafe path.")
        if type(size) is not int or not 0 <= size <= MOST_FILE_BYTES or not _is_hash(digest) or path in found:
            raise wrong
        found[path] = (size, digest)
    if list(found) != sorted(found):
        raise wrong
    return found


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def hash_file(path: Path, size: int) -> str:
    """Return the SHA-256 of a file of `size` bytes; reading stops there, and a longer file has another digest."""
    made, left = hashlib.sha256(), size
    with path.open("rb") as file:
        while left > 0:
            chunk = file.read(min(CHUNK, left))
            if not chunk:
                break
            made.update(chunk)
            left -= len(chunk)
        if left or file.read(1):
            return NO_HASH
    return made.hexdigest()


def compute_root(files: Files) -> str:
    """Return the Merkle root of a list of files (`SCHEME`); of no files it is the SHA-256 of nothing."""
    leaves = [hash_leaf(path, *files[path]) for path in sorted(files, key=lambda path: path.encode("utf-8"))]
    return (_hash_tree(leaves) if leaves else hashlib.sha256(b"").digest()).hex()


def hash_leaf(path: str, size: int, digest: str) -> bytes:
    """Return the hash of one file's leaf."""
    return hashlib.sha256(b"\x00" + path.encode("utf-8") + b"\x00%d\x00" % size + bytes.fromhex(digest)).digest()


def _hash_tree(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + _hash_tree(leaves[:split]) + _hash_tree(leaves[split:])).digest()


# The log of decisions.


def chain_line(number: int, previous: str, entry: Any) -> tuple[bytes, str]:
    """Return a line of the log and its hash; `previous` is the hash of the line before, zeros for the first."""
    made = hashlib.sha256(b"\x02" + bytes.fromhex(previous) + canonical(entry, is_line=True).rstrip(b"\n")).hexdigest()
    return canonical({"entry": entry, "hash": made, "n": number, "previous": previous}, is_line=True), made


def check_chain(data: bytes) -> tuple[int, str]:
    """Return how many lines a log has and its last hash; raises BrokenError naming the first line that is not right."""
    previous, number = NO_HASH, 0
    lines = data.split(b"\n")
    if lines.pop():
        raise BrokenError("Nhật ký quyết định bị cắt cụt.", "The log of decisions is cut off.")
    for number, line in enumerate(lines, start=1):
        value = parse_json(line + b"\n", is_line=True)
        entry = value["entry"] if isinstance(value, dict) and "entry" in value else None
        right, made = chain_line(number, previous, entry)
        if right != line + b"\n":
            vi = f"Nhật ký quyết định: dòng {number} bị sửa, bị bỏ, thêm vào hoặc đổi chỗ."
            raise BrokenError(vi, f"Log of decisions: line {number} was changed, left out, added or moved.")
        previous = made
    return number, previous


# Captures: WARC records, each compressed by itself, in a WACZ file.


@dataclass(frozen=True)
class Record:
    """A WARC record: its fields by lower-case name, and its block."""

    fields: dict[str, str]
    block: bytes


WACZ_PARTS = ("archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl")
WACZ_PACKAGE, WACZ_DIGEST = "datapackage.json", "datapackage-digest.json"


def read_records(wacz: bytes) -> list[Record]:
    """Return the WARC records of a WACZ file whose inner digests hold; raises BrokenError."""
    parts = _open_wacz(wacz)
    package = json.loads(parts[WACZ_PACKAGE].decode("utf-8"))
    stated = {one["path"]: (one["bytes"], one["hash"]) for one in package["resources"]}
    real = {name: (len(parts[name]), f"sha256:{hashlib.sha256(parts[name]).hexdigest()}") for name in WACZ_PARTS}
    seal = json.loads(parts[WACZ_DIGEST].decode("utf-8"))
    if stated != real or seal["hash"] != f"sha256:{hashlib.sha256(parts[WACZ_PACKAGE]).hexdigest()}":
        raise BrokenError("các mã trong tệp WACZ không khớp.", "the digests inside the WACZ do not agree.")
    return [read_record(raw) for raw in _unpack_members(parts[WACZ_PARTS[0]])]


def _open_wacz(wacz: bytes) -> dict[str, bytes]:
    """Return the parts by name. Only stored (uncompressed) parts are read, so that nothing can swell."""
    with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
        infos = archive.infolist()
        if sorted(info.filename for info in infos) != sorted((*WACZ_PARTS, WACZ_PACKAGE, WACZ_DIGEST)):
            raise BrokenError("tệp WACZ có phần thừa hoặc thiếu.", "the WACZ has parts too many or too few.")
        for info in infos:
            if info.compress_type != zipfile.ZIP_STORED or info.file_size > len(wacz) or info.flag_bits & 1:
                raise BrokenError("tệp WACZ nén lạ.", "the WACZ is compressed in a foreign way.")
        return {info.filename: archive.read(info) for info in infos}


def _unpack_members(data: bytes) -> Iterator[bytes]:
    """Yield each gzip member unpacked; all together may not grow past what pages ever do."""
    room, place = min(MOST_CAPTURE_BYTES, MOST_GROWTH * len(data) + CHUNK), 0
    while place < len(data):
        machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        parts: list[bytes] = []
        while not machine.eof:
            feed = machine.unconsumed_tail or data[place : place + 65536]
            if not machine.unconsumed_tail:
                place += len(feed)
            if not feed:
                raise BrokenError("tệp WARC bị cắt cụt.", "the WARC is cut off.")
            parts.append(machine.decompress(feed, min(room, CHUNK) + 1))
            room -= len(parts[-1])
            if room < 0 or sum(map(len, parts)) > MOST_RECORD_BYTES:
                raise BrokenError("tệp WARC phình to bất thường.", "the WARC swells beyond measure.")
        place -= len(machine.unused_data)
        yield b"".join(parts)


def read_record(raw: bytes) -> Record:
    """Return a whole WARC record whose digest holds; raises BrokenError, and ValueError or KeyError for no record."""
    head, mark, rest = raw.partition(b"\r\n\r\n")
    lines = head.decode("utf-8").split("\r\n")
    pairs = [line.partition(":")[::2] for line in lines[1:]]
    fields = {name.strip().lower(): value.strip() for name, value in pairs}
    length = int(fields["content-length"])
    if not mark or lines[0] != "WARC/1.1" or len(fields) != len(pairs) or rest[length:] != b"\r\n\r\n":
        raise BrokenError("bản ghi WARC viết sai.", "a WARC record is malformed.")
    block = rest[:length]
    if fields.get("warc-block-digest") not in (None, _sha1(block)):
        raise BrokenError("bản ghi WARC sai mã nội dung.", "a WARC record has another digest.")
    return Record(fields, block)


def _sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def check_captures(records: Sequence[Record], captures: Sequence[dict[str, Any]]) -> None:
    """Hold the captures that the folder speaks of against the records kept; raises BrokenError naming the first."""
    answers = {
        one.fields["warc-record-id"]: one for one in records if one.fields["warc-type"] in ("response", "revisit")
    }
    held = {capture["record_id"]: capture for capture in captures if capture["record_id"] is not None}
    if set(answers) != set(held):
        raise BrokenError("bản chụp thừa hoặc thiếu.", "captures too many or too few.")
    requested = {one.fields.get("warc-concurrent-to") for one in records if one.fields["warc-type"] == "request"}
    if not set(held) <= requested:
        raise BrokenError("thiếu yêu cầu đã gửi của một bản chụp.", "the request of a capture is missing.")
    for record_id, capture in held.items():
        problem = _compare_capture(answers[record_id], capture, captures)
        if problem is not None:
            at = plain(capture["captured_at"])
            raise BrokenError(f"bản chụp lúc {at}: {problem[0]}", f"capture of {at}: {problem[1]}")


def _compare_capture(
    record: Record, capture: dict[str, Any], captures: Sequence[dict[str, Any]]
) -> tuple[str, str] | None:
    head, _, body = record.block.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("utf-8", "replace").split("\r\n")
    fields = record.fields
    told = (fields["warc-target-uri"], fields["warc-date"], status_line.split(" ")[1])
    if told != (capture["url"], capture["captured_at"], str(capture["http_status"])):
        return "sai địa chỉ, thời điểm hoặc mã trả lời.", "address, time or status differ."
    if fields["warc-type"] == "response":
        if fields.get("warc-payload-digest") not in (None, _sha1(body)):
            return "sai mã nội dung.", "its payload digest differs."
        encodings = [line.partition(":")[2] for line in lines if line.lower().startswith("content-encoding:")]
        page = decode_body(body, ",".join(encodings), max(min(capture["page_length"], MOST_RECORD_BYTES), 1))
        if hashlib.sha256(page).hexdigest() != capture["page_sha256"]:
            return "trang không đúng mã SHA-256 đã ghi.", "the page has another SHA-256 than stated."
        return None
    earlier = [
        one
        for one in captures
        if one["captured_at"] == fields.get("warc-refers-to-date") and one["page_sha256"] == capture["page_sha256"]
    ]
    return None if earlier else ("nhắc tới một bản chụp không có ở đây.", "it repeats a capture that is not here.")


def decode_body(body: bytes, encodings: str, limit: int) -> bytes:
    """Return a body without its content encodings, at most `limit` bytes; raises ValueError for unknown ones."""
    names = [name for each in encodings.lower().split(",") for name in [each.strip()] if name and name != "identity"]
    if len(names) > 2:
        raise ValueError("encoded too often")
    for name in reversed(names) if body else ():
        if name in ("gzip", "x-gzip"):
            parts: list[bytes] = []
            rest = body
            while rest[:2] == b"\x1f\x8b":
                part, rest = _inflate(rest, zlib.MAX_WBITS | 16, limit - sum(map(len, parts)))
                parts.append(part)
            body = b"".join(parts)
        elif name == "deflate":
            try:
                body = _inflate(body, zlib.MAX_WBITS, limit)[0]
            except zlib.error:
                body = _inflate(body, -zlib.MAX_WBITS, limit)[0]
        else:
            raise ValueError("unknown encoding")
    return body


def _inflate(data: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    """Return one compressed part unpacked and what follows it; raises ValueError past `limit` bytes."""
    machine = zlib.decompressobj(wbits)
    page = machine.decompress(data, limit + 1)
    if len(page) > limit:
        raise ValueError("grows past its length")
    return page, machine.unused_data


# Time proofs: an RFC 3161 token (DER, or BER as some authorities write it) and an OpenTimestamps file.


@dataclass(frozen=True)
class TimeStamp:
    """What a time-stamp token says: the hash it was made for, when (UTC), and the number it was asked with."""

    imprint: str
    at: str
    nonce: int | None


_SIGNED_DATA, _TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
_SHA256 = bytes.fromhex("608648016503040201")
_SEQUENCE, _SET, _INTEGER, _OCTETS, _PIECES, _OID, _TIME, _EXPLICIT = 0x30, 0x31, 0x02, 0x04, 0x24, 0x06, 0x18, 0xA0
DEEPEST_BER = 32
_OTS_HEAD = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94"


def read_token(response: bytes) -> TimeStamp:
    """Return what a TimeStampResp says. Its signature is not checked here; raises BrokenError for anything else."""
    try:
        status, *rest = read_ber(read_ber(response, [_SEQUENCE])[0][1], [_SEQUENCE])
        if int.from_bytes(read_ber(status[1], [_INTEGER])[0][1], "big") not in (0, 1):
            raise BrokenError("Tổ chức cấp dấu thời gian đã từ chối.", "The time-stamp authority refused.")
        return _read_stamp(rest[0][1])
    except (ValueError, IndexError) as error:
        raise BrokenError("Dấu thời gian RFC 3161 không đọc được.", "The RFC 3161 token cannot be read.") from error


def _read_stamp(token: bytes) -> TimeStamp:
    """Read a ContentInfo that wraps SignedData that wraps the TSTInfo; raises ValueError for any other."""
    kind, content = read_ber(token, [_OID, _EXPLICIT])
    signed = read_ber(content[1], [_SEQUENCE])[0]
    inner = read_ber(signed[1], [_INTEGER, _SET, _SEQUENCE])[2]
    inner_kind, wrapped = read_ber(inner[1], [_OID, _EXPLICIT])
    stamp = read_ber(_join_octets(wrapped[1]), [_SEQUENCE])[0]
    _, _, imprint, _, at, *others = read_ber(stamp[1], [_INTEGER, _OID, _SEQUENCE, _INTEGER, _TIME])
    algorithm, digest = read_ber(imprint[1], [_SEQUENCE, _OCTETS])
    named = read_ber(algorithm[1], [_OID])[0][1]
    if (kind[1], inner_kind[1], named) != (_SIGNED_DATA, _TST_INFO, _SHA256):
        raise ValueError("another kind of token")
    nonces = [int.from_bytes(value, "big") for tag, value in others if tag == _INTEGER]
    return TimeStamp(digest[1].hex(), _write_time(at[1]), nonces[0] if nonces else None)


def _join_octets(data: bytes) -> bytes:
    """Return the bytes of an octet string, which BER may hand over in pieces."""
    tag, content = read_ber(data, [])[0]
    if tag == _OCTETS:
        return content
    pieces = read_ber(content, []) if tag == _PIECES else []
    if not pieces or any(tag != _OCTETS for tag, _ in pieces):
        raise ValueError("no octet string")
    return b"".join(piece for _, piece in pieces)


def read_ber(data: bytes, tags: Sequence[int]) -> list[tuple[int, bytes]]:
    """Return the values that follow one another in `data` with their tags; the first ones must bear `tags`."""
    found: list[tuple[int, bytes]] = []
    place = 0
    while place < len(data):
        tag, content, place = _read_value(data, place, 0)
        found.append((tag, content))
    if [tag for tag, _ in found[: len(tags)]] != list(tags):
        raise ValueError("other tags")
    return found


def _read_value(data: bytes, place: int, depth: int) -> tuple[int, bytes, int]:
    """Return a value's tag, its content, and where the next one begins; raises ValueError and IndexError."""
    tag, length, place = data[place], data[place + 1], place + 2
    if length == 0x80:  # no length told: it goes on to an end mark
        begin = place
        while data[place : place + 2] != b"\0\0":
            if depth > DEEPEST_BER:
                raise ValueError("nested too deep")
            place = _read_value(data, place, depth + 1)[2]
        return tag, data[begin:place], place + 2
    if length > 0x80:
        size = length & 0x7F
        if size > 4:
            raise ValueError("too long")
        length, place = int.from_bytes(data[place : place + size], "big"), place + size
    if place + length > len(data):
        raise ValueError("cut off")
    return tag, data[place : place + length], place + length


def _write_time(value: bytes) -> str:
    parts = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z", value.decode("ascii"))
    if parts is None:
        raise ValueError("no time")
    year, month, day, hour, minute, second = parts.groups()
    return f"{hour}:{minute}:{second} {day}/{month}/{year}"


def read_ots(proof: bytes) -> str:
    """Return the SHA-256 that an OpenTimestamps file was made for; raises BrokenError for anything else."""
    place = len(_OTS_HEAD)
    if not proof.startswith(_OTS_HEAD) or proof[place : place + 2] != b"\x01\x08" or len(proof) < place + 35:
        raise BrokenError("Tệp OpenTimestamps không đọc được.", "The OpenTimestamps file cannot be read.")
    return proof[place + 2 : place + 34].hex()


# Telling.


def plain(text: Any, most: int = 120) -> str:
    """Return a stranger's words with everything but printable characters escaped."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in str(text)[:most])
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def tell_size(count: int) -> str:
    """Write a number of bytes as 1,2 MB."""
    return f"{count / 1e6:.1f} MB".replace(".", ",")


def group_hash(digest: str) -> str:
    """Write a hash in groups of four for the eye, two lines of eight groups."""
    groups = [digest[place : place + 4] for place in range(0, len(digest), 4)]
    return "    " + " ".join(groups[:8]) + "\n    " + " ".join(groups[8:])


def write_verdict(verdict: Verdict, folder: Path) -> str:
    """Return the findings in Vietnamese and English, for a person."""
    rule = "=" * 78
    lines = [rule, "KIỂM TRA BỘ HỒ SƠ MINH CHỨNG / CHECK OF A FOLDER OF EVIDENCE", f"  {plain(folder)}", rule]
    if verdict.root:
        lines += ["MÃ GỐC / ROOT (SHA-256):", "", group_hash(verdict.root), ""]
    for one in verdict.findings:
        lines += [f"{MARKS[one.state]} {one.vi}", f"    {one.en}"]
    vi, en = conclude(verdict)
    lines += [rule, f"KẾT LUẬN: {vi}", f"CONCLUSION: {en}", rule]
    if verdict.holds:
        lines.append("CHỨNG MINH ĐƯỢC GÌ, KHÔNG CHỨNG MINH GÌ / WHAT THIS PROVES AND WHAT NOT:")
        lines += [line for vi, en in PROVES for line in (wrap(vi, "- "), wrap(en, "  "))]
    return "\n".join(lines) + "\n"


def wrap(text: str, begin: str) -> str:
    """Return a paragraph in lines of a screen's width; `begin` stands before the first, blanks before the others."""
    return textwrap.fill(text, LINE_WIDTH, initial_indent=begin, subsequent_indent=" " * len(begin))


def conclude(verdict: Verdict) -> tuple[str, str]:
    """Return the last word in both languages."""
    if verdict.holds:
        return "bộ hồ sơ còn nguyên vẹn theo mã gốc trên.", "the folder is intact under the root above."
    wrong = sum(one.state == BROKEN for one in verdict.findings)
    return f"bộ hồ sơ KHÔNG còn nguyên vẹn: {wrong} điểm sai.", f"the folder is NOT intact: {wrong} points are wrong."


def describe_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return the findings for a machine."""
    checks = [{"check": one.check, "state": one.state, "vi": one.vi, "en": one.en} for one in verdict.findings]
    return {"holds": verdict.holds, "root": verdict.root, "checks": checks}


def read_root(text: str) -> str:
    """Return a root as typed, blanks and capitals forgiven; raises ValueError."""
    root = "".join(text.split()).lower()
    if not _HEX.fullmatch(root):
        raise ValueError(text)
    return root


def _show_progress() -> Tell:
    """Return a teller: one line that is written over on a terminal, a line every ten seconds elsewhere."""
    last = time.monotonic()

    def tell(label: str, done: int, total: int | None) -> None:
        nonlocal last
        pause = 0.2 if sys.stderr.isatty() else TOLD_EVERY_SECONDS
        if time.monotonic() - last >= pause and total:
            last = time.monotonic()
            begin, end = ("\r", "") if sys.stderr.isatty() else ("", "\n")
            sys.stderr.write(f"{begin}{label}: {100 * done // total} %{end}")
            sys.stderr.flush()

    return tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check from a command line; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(description="Kiểm tra bộ hồ sơ minh chứng / check a folder of evidence")
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).resolve().parent), help="thư mục / folder")
    parser.add_argument("--root", help="mã gốc ghi ở nơi khác / root noted elsewhere")
    parser.add_argument(
        "--ca-file", type=Path, help="chứng thư của tổ chức cấp dấu thời gian / authority's certificate"
    )
    parser.add_argument("--json", action="store_true", help="cho máy đọc / for machines")
    given = parser.parse_args(arguments)
    folder = Path(given.folder)
    if not folder.is_dir():
        parser.error(f"không có thư mục / no such folder: {plain(folder)}")
    try:
        root = read_root(given.root) if given.root is not None else None
    except ValueError:
        parser.error("--root: cần 64 chữ số thập lục phân / 64 hexadecimal digits are needed")
    if given.ca_file is not None and not given.ca_file.is_file():
        parser.error(f"--ca-file: không có tệp / no such file: {plain(given.ca_file)}")
    verdict = verify_folder(folder, noted_root=root, ca_file=given.ca_file, tell=_show_progress())
    if given.json:
        sys.stdout.write(json.dumps(describe_verdict(verdict), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(write_verdict(verdict, folder))
    return 0 if verdict.holds else 1


if __name__ == "__main__":
    sys.exit(main())
