"""Ask a time-stamp authority for a token over a root (RFC 3161 over HTTP), and check what comes back.

The request is a dozen bytes around the hash; reading the answer is `verify`'s, which must do it without libraries.
The token must be for this root and this question; its signature is left to openssl.
"""

import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from models.errors import DiembaoError
from pipeline.evidence.verify import MOST_SEAL_BYTES, OPENSSL_SECONDS, BrokenError, read_token

TIMEOUT_SECONDS = 30.0
NONCE_BYTES = 8
_VERSION = bytes.fromhex("020101")
_SHA256_NAME = bytes.fromhex("300d06096086480165030402010500")
_WANTS_CERTIFICATE = bytes.fromhex("0101ff")
_HTTP = ("http://", "https://")


class NoTimeStampError(DiembaoError):
    """The authority gave no usable time stamp; the folder stands without one."""


def ask_time_stamp(authority: str, root: str) -> bytes:
    """Return the authority's token for `root`, as sent; raises NoTimeStampError."""
    nonce = int.from_bytes(secrets.token_bytes(NONCE_BYTES), "big") | 1 << (8 * NONCE_BYTES - 2)
    if not authority.startswith(_HTTP):
        raise NoTimeStampError(f"Địa chỉ cấp dấu thời gian phải bắt đầu bằng http:// hoặc https://: {authority}.")
    request = Request(  # noqa: S310  # http(s) only, as just checked
        authority,
        data=write_request(root, nonce),
        headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
    )
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  # http(s) only, as just checked
            token = answer.read(MOST_SEAL_BYTES + 1)
    except (URLError, OSError, ValueError) as error:
        raise NoTimeStampError(f"Không hỏi được tổ chức cấp dấu thời gian {authority}: {error}.") from error
    if not isinstance(token, bytes) or len(token) > MOST_SEAL_BYTES:
        raise NoTimeStampError(f"{authority} trả về một tệp quá lớn.")
    check_token(token, root, nonce)
    return token


def check_token(token: bytes, root: str, nonce: int | None = None) -> None:
    """Raise NoTimeStampError unless a token is for `root` and bears `nonce`, if one is given."""
    try:
        stamp = read_token(token)
    except BrokenError as error:
        raise NoTimeStampError(error.vi) from error
    if stamp.imprint != root:
        raise NoTimeStampError("Dấu thời gian nhận được thuộc về mã khác.")
    if nonce is not None and stamp.nonce != nonce:
        raise NoTimeStampError("Dấu thời gian nhận được không trả lời đúng câu hỏi vừa gửi.")


def check_signature(token: bytes, root: str, certificate: bytes) -> None:
    """Raise NoTimeStampError if openssl is installed and refuses the token's signature under the certificate."""
    if shutil.which("openssl") is None:
        return
    with tempfile.TemporaryDirectory() as place:
        answer, authority = Path(place) / "token", Path(place) / "certificate"
        answer.write_bytes(token)
        authority.write_bytes(certificate)
        words = ["openssl", "ts", "-verify", "-digest", root, "-in", str(answer), "-CAfile", str(authority)]
        done = subprocess.run(words, capture_output=True, timeout=OPENSSL_SECONDS, check=False)  # noqa: S603  # fixed words
    if done.returncode != 0:
        raise NoTimeStampError("Chữ ký của dấu thời gian nhận được không đúng với chứng thư trong cấu hình.")


def write_request(root: str, nonce: int) -> bytes:
    """Return a TimeStampReq in DER for a SHA-256, asking for the signer's certificate."""
    imprint = _wrap(0x30, _SHA256_NAME + _wrap(0x04, bytes.fromhex(root)))
    number = _wrap(0x02, nonce.to_bytes(nonce.bit_length() // 8 + 1, "big"))
    return _wrap(0x30, _VERSION + imprint + number + _WANTS_CERTIFICATE)


def _wrap(tag: int, content: bytes) -> bytes:
    """Return a short DER value; all that are written here have less than 128 bytes."""
    return bytes((tag, len(content))) + content
