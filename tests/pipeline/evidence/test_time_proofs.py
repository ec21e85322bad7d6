"""The time of a root is proven by a token of a local authority or by a file from outside; without one it is said."""

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import InputError
from pipeline.config import EvidenceSettings
from pipeline.evidence import verify
from pipeline.evidence.making import MadeFolder
from pipeline.evidence.proving import attach_proof, prove_time
from pipeline.evidence.sealing import add_seals
from pipeline.evidence.timestamps import NoTimeStampError, ask_time_stamp, write_request
from pipeline.evidence.verify import BrokenError, verify_folder
from tests.pipeline.evidence.authority import Authority, open_authority
from tests.pipeline.evidence.making import OTS_HEAD

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A running authority."""
    with open_authority(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def folder(sealed: MadeFolder, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(sealed.path, tmp_path / "ho-so")


def states(folder: Path, **given: Path) -> list[tuple[str, str]]:
    return [(one.state, one.en) for one in verify_folder(folder, **given).findings if one.check == "time"]


def test_openssl_reads_the_request() -> None:
    """The request is what the standard says: openssl finds hash, number and wish in it."""
    asked = write_request("ab" * 32, 0xC0FFEE00C0FFEE00)

    words = ["openssl", "ts", "-query", "-in", "/dev/stdin", "-text"]
    text = subprocess.run(words, input=asked, capture_output=True, check=True).stdout.decode()
    assert "Hash Algorithm: sha256" in text
    assert "Nonce: 0xC0FFEE00C0FFEE00" in text
    assert "Certificate required: yes" in text


def test_a_time_stamp_is_laid_in_and_holds(folder: Path, sealed: MadeFolder, authority: Authority) -> None:
    """The token bears the root, openssl accepts its signature, and the root stays what it was."""
    chosen = EvidenceSettings(timestamp_authority=authority.url, authority_certificate=authority.certificate)

    proof = prove_time(folder, sealed.root, chosen)

    verdict = verify_folder(folder, noted_root=sealed.root)
    assert (verdict.holds, verdict.root, proof.problem) == (True, sealed.root, None)
    assert [state for state, _ in states(folder)] == [verify.HOLDS, verify.HOLDS]
    assert "UTC, http://127.0.0.1" in proof.proofs[0]


def test_without_a_certificate_the_signature_is_said_to_be_unchecked(
    folder: Path, sealed: MadeFolder, authority: Authority
) -> None:
    """Then the words give the command; with a certificate brought along the signature is checked."""
    prove_time(folder, sealed.root, EvidenceSettings(timestamp_authority=authority.url))

    [_, (state, words)] = states(folder)
    assert state == verify.UNCHECKED
    assert f"openssl ts -verify -digest {sealed.root}" in words
    assert [state for state, _ in states(folder, ca_file=authority.certificate)] == [verify.HOLDS, verify.HOLDS]


def test_another_authority_is_not_believed(
    folder: Path, sealed: MadeFolder, authority: Authority, tmp_path: Path
) -> None:
    """A signature that fails under the given certificate is broken."""
    prove_time(folder, sealed.root, EvidenceSettings(timestamp_authority=authority.url))
    with open_authority(tmp_path / "other") as other:
        found = states(folder, ca_file=other.certificate)

    assert [state for state, _ in found] == [verify.HOLDS, verify.BROKEN]


def test_a_signature_that_fails_is_not_laid_in(
    folder: Path, sealed: MadeFolder, authority: Authority, tmp_path: Path
) -> None:
    """A token signed by another than the set certificate tells leaves the folder as it was, and the reason is told."""
    with open_authority(tmp_path / "other") as other:
        chosen = EvidenceSettings(timestamp_authority=other.url, authority_certificate=authority.certificate)
        proof = prove_time(folder, sealed.root, chosen)

    assert (proof.proofs, "Chữ ký" in str(proof.problem)) == ((), True)
    assert verify_folder(folder).holds
    assert [state for state, _ in states(folder)] == [verify.ABSENT]


def test_a_token_of_another_root_is_broken(folder: Path, authority: Authority) -> None:
    """A token taken from another folder does not prove this one."""
    add_seals(folder, {verify.TOKEN: ask_time_stamp(authority.url, "cd" * 32)})

    assert states(folder) == [(verify.BROKEN, "The RFC 3161 time stamp belongs to another root.")]


def test_any_bit_of_a_token_counts(folder: Path, sealed: MadeFolder, authority: Authority) -> None:
    """A flipped bit in the token is found by the list; under a list made anew, by openssl or by the root."""
    chosen = EvidenceSettings(timestamp_authority=authority.url, authority_certificate=authority.certificate)
    prove_time(folder, sealed.root, chosen)
    token = (folder / verify.TOKEN).read_bytes()
    missed = []

    for place in range(0, len(token), 97):
        spoiled = token[:place] + bytes((token[place] ^ 4,)) + token[place + 1 :]
        (folder / verify.TOKEN).write_bytes(spoiled)
        if verify_folder(folder).holds:
            missed.append(("list", place))

    assert missed == []


def test_a_token_is_asked_once_and_not_taken_from_elsewhere(authority: Authority, tmp_path: Path) -> None:
    """An answer to another question, kept from before, is refused; so is what is no token at all."""
    earlier = ask_time_stamp(authority.url, "ab" * 32)
    for number, answer in enumerate((earlier, b"<html>", b"")):
        with open_authority(tmp_path / str(number), answer=answer) as other, pytest.raises(NoTimeStampError):
            ask_time_stamp(other.url, "ab" * 32)


def test_a_silent_authority_leaves_a_folder_that_says_so(folder: Path, sealed: MadeFolder) -> None:
    """Without an answer the folder stands, without a time proof, and the reason is told."""
    proof = prove_time(folder, sealed.root, EvidenceSettings(timestamp_authority="http://127.0.0.1:9/"))

    assert proof.proofs == ()
    assert proof.problem is not None
    assert "Không hỏi được" in proof.problem
    assert [state for state, _ in states(folder)] == [verify.ABSENT]


def test_an_open_timestamps_file_is_laid_in_if_it_is_of_this_root(
    folder: Path, sealed: MadeFolder, tmp_path: Path
) -> None:
    """One of this root is named and said to be unchecked; one of another is refused."""
    right, wrong = tmp_path / "goc.txt.ots", tmp_path / "khac.ots"
    right.write_bytes(OTS_HEAD + hashlib.sha256(f"{sealed.root}\n".encode()).digest() + b"\x00rest")
    wrong.write_bytes(OTS_HEAD + b"\x07" * 32 + b"\x00rest")

    attach_proof(folder, right)

    assert [state for state, _ in states(folder)] == [verify.UNCHECKED]
    assert verify_folder(folder).root == sealed.root
    with pytest.raises(InputError):
        attach_proof(folder, wrong)


def loosen(value: bytes, depth: int) -> bytes:
    """Write DER the looser way of BER: no lengths told, octet strings in pieces."""
    written = b""
    for tag, content in verify.read_ber(value, []):
        if tag in (0x30, 0xA0) and depth:
            written += bytes((tag, 0x80)) + loosen(content, depth - 1) + b"\0\0"
        elif tag == 0x04 and depth and len(content) > 90:
            halves = (content[:90], content[90:])
            pieces = b"".join(b"\x04\x82" + len(half).to_bytes(2, "big") + half for half in halves)
            written += b"\x24\x80" + pieces + b"\0\0"
        else:
            written += bytes((tag, 0x84)) + len(content).to_bytes(4, "big") + content
    return written


def test_a_token_in_loose_writing_is_read(authority: Authority) -> None:
    """Some authorities write BER: the same is read of it."""
    strict = ask_time_stamp(authority.url, "ab" * 32)
    loose = loosen(strict, 7)

    assert loose != strict
    assert b"\x24\x80" in loose
    assert verify.read_token(loose) == verify.read_token(strict)


def test_spoiled_tokens_end_in_a_sentence(authority: Authority) -> None:
    """Thousands of spoiled tokens are read as something, or refused in words; nothing else happens."""
    dice, loose = random.Random(8), loosen(ask_time_stamp(authority.url, "ab" * 32), 7)
    said = set()
    for _ in range(3000):
        spoiled = bytearray(loose[: dice.randrange(1, len(loose))] if dice.random() < 0.2 else loose)
        for _ in range(dice.randrange(1, 5)):
            spoiled[dice.randrange(min(len(spoiled), 400))] = dice.randrange(256)
        try:
            verify.read_token(bytes(spoiled))
        except BrokenError as error:
            said.add(error.vi)

    assert said == {"Dấu thời gian RFC 3161 không đọc được.", "Tổ chức cấp dấu thời gian đã từ chối."}
