"""Seal a folder: the list of its files with size and SHA-256, the Merkle root of that list, and what proves its time.

Root and seals lie beside the tree, not in it: a time proof can be added later and changes no root.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.evidence.verify import (
    CHUNK,
    FORMAT,
    MANIFEST,
    ROOT_TEXT,
    SCHEME,
    SEALS,
    Files,
    canonical,
    compute_root,
    read_manifest,
)
from reports.writing import replace_file


def seal_folder(folder: Path) -> str:
    """Write root and list of a finished folder; returns the root."""
    files = _list_files(folder, {*SEALS, MANIFEST})
    root = compute_root(files)
    (folder / ROOT_TEXT).parent.mkdir(exist_ok=True)
    (folder / ROOT_TEXT).write_bytes(f"{root}\n".encode())
    write_manifest(folder, files, root)
    return root


def force_to_disk(folder: Path) -> None:
    """Force every file of a finished folder, and the names in it, to the disk, before it is given its own name."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def add_seals(folder: Path, seals: Mapping[str, bytes]) -> None:
    """Lay time proofs into a sealed folder and name them in its list; the root stays.

    The new list takes the place of the old one last. Raises BrokenError for a folder whose list is not right.
    """
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    for path, content in seals.items():
        replace_file(folder / path, content)
    write_manifest(folder, manifest.files, manifest.root)


def write_manifest(folder: Path, files: Files, root: str) -> None:
    """Write the list of the tree's files and of whatever seals lie there."""
    seals = {path: _measure(folder / path) for path in SEALS if (folder / path).exists()}
    manifest = {
        "format": FORMAT,
        "root": {"sha256": root, "scheme": SCHEME},
        "files": _describe(files),
        "seals": _describe(seals),
    }
    replace_file(folder / MANIFEST, canonical(manifest))


def _describe(files: Files) -> list[dict[str, Any]]:
    return [{"path": path, "sha256": files[path][1], "size": files[path][0]} for path in sorted(files)]


def _list_files(folder: Path, besides: Iterable[str]) -> Files:
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: _measure(path) for name, path in paths.items() if name not in besides}


def _measure(path: Path) -> tuple[int, str]:
    made, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
            size += len(chunk)
    return size, made.hexdigest()
