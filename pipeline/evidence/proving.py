"""Prove the time of a sealed folder's root: by a time-stamp authority if one is set, or by a file from outside."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from models.errors import InputError
from pipeline.config import EvidenceSettings
from pipeline.evidence.sealing import add_seals
from pipeline.evidence.timestamps import NoTimeStampError, ask_time_stamp, check_signature
from pipeline.evidence.verify import (
    AUTHORITY,
    MANIFEST,
    MOST_SEAL_BYTES,
    OTS,
    ROOT_TEXT,
    TOKEN,
    BrokenError,
    Manifest,
    read_manifest,
    read_ots,
    read_token,
)


@dataclass(frozen=True, slots=True)
class Proof:
    """How the time of a root is proven, in words each; `problem` says why a proof that was wanted is missing."""

    proofs: tuple[str, ...] = ()
    problem: str | None = None


def require_certificate(settings: EvidenceSettings) -> None:
    """Raise InputError if the authority's certificate is set and cannot be read."""
    if settings.authority_certificate is not None:
        _read(settings.authority_certificate)


def prove_time(folder: Path, root: str, settings: EvidenceSettings) -> Proof:
    """Lay a time stamp of the set authority into the folder; without an authority, or a sound answer, there is none."""
    if settings.timestamp_authority is None:
        return Proof()
    seals = {}
    if settings.authority_certificate is not None:
        seals[AUTHORITY] = _read(settings.authority_certificate)
    try:
        token = ask_time_stamp(settings.timestamp_authority, root)
        if AUTHORITY in seals:
            check_signature(token, root, seals[AUTHORITY])
    except NoTimeStampError as error:
        return Proof(problem=str(error))
    add_seals(folder, seals | {TOKEN: token})
    return Proof((f"rfc3161 {read_token(token).at} UTC, {settings.timestamp_authority}",))


def attach_proof(folder: Path, proof_file: Path) -> Proof:
    """Lay an OpenTimestamps file into a sealed folder; raises InputError for one of another root.

    It must be made of `niem-phong/goc.txt` (`ots stamp goc.txt`). Its time is not checked: that needs the network.
    """
    root = read_folder_list(folder).root
    content = _read(proof_file)
    try:
        digest = read_ots(content)
    except BrokenError as error:
        raise InputError(f"{proof_file}: {error.vi}") from error
    if digest not in (root, hashlib.sha256(f"{root}\n".encode()).hexdigest()):
        raise InputError(f"{proof_file}: không phải của mã gốc này; hãy chạy «ots stamp» với {ROOT_TEXT} của thư mục.")
    add_seals(folder, {OTS: content})
    return Proof((f"opentimestamps {hashlib.sha256(content).hexdigest()[:16]}",))


def read_folder_list(folder: Path) -> Manifest:
    """Return the list of a sealed folder; raises InputError where there is none that can be read."""
    try:
        return read_manifest((folder / MANIFEST).read_bytes())
    except (OSError, BrokenError) as error:
        raise InputError(f"{folder} không phải bộ hồ sơ minh chứng: {MANIFEST} không đọc được.") from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_SEAL_BYTES + 1)
    except OSError as error:
        raise InputError(f"Không đọc được {path}: {error.strerror}.") from error
    if len(content) > MOST_SEAL_BYTES:
        raise InputError(f"{path} quá lớn.")
    return content
