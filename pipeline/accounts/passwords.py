"""Passwords: argon2id, checked in the same time whether the account exists or not.

A hash takes 64 MiB and a few tenths of a second (RFC 9106, second recommended choice); two are made at a time at most,
so that many visitors at the door do not take the machine's memory.
"""

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.errors import InputError

SHORTEST, LONGEST = 12, 128
FEWEST_LETTERS = 5
RULE = (
    f"Mật khẩu dài từ {SHORTEST} đến {LONGEST} ký tự, có dấu và dấu cách cũng được; "
    "nên là vài từ không liên quan nhau, và không chứa tên đăng nhập."
)
# Beginnings that lists of stolen passwords are full of; what follows them is a year or a row of digits.
_WELL_KNOWN = ("matkhau", "mậtkhẩu", "password", "passw0rd", "123456", "qwerty", "abc123", "iloveyou", "anhyeuem")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_AT_ONCE = threading.BoundedSemaphore(2)
_HASHER = PasswordHasher()


class WeakPasswordError(InputError):
    """A new password that breaks the rule; the message is the rule's part that it breaks."""


def require_good_password(password: str, name: str) -> None:
    """Raise WeakPasswordError unless `password` may be that of the account `name`."""
    typed = _normalise(password)
    squeezed = "".join(typed.casefold().split())
    if not SHORTEST <= len(typed) <= LONGEST:
        raise WeakPasswordError(f"Mật khẩu phải dài từ {SHORTEST} đến {LONGEST} ký tự.")
    if len(set(squeezed)) < FEWEST_LETTERS:
        raise WeakPasswordError("Mật khẩu lặp đi lặp lại vài ký tự: hãy chọn vài từ không liên quan nhau.")
    if name.casefold() in squeezed:
        raise WeakPasswordError("Mật khẩu không được chứa tên đăng nhập.")
    if any(squeezed.startswith(word) and len(squeezed) < len(word) + SHORTEST for word in _WELL_KNOWN):
        raise WeakPasswordError("Mật khẩu này quá dễ đoán: hãy chọn vài từ không liên quan nhau.")


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep."""
    with _AT_ONCE:
        return _HASHER.hash(_normalise(password))


def is_right_password(password: str, kept: str | None) -> bool:
    """Say whether `password` is the one of the hash `kept`; without one the same time passes and the answer is no."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _nobodys_hash(), _normalise(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Say whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def make_password() -> str:
    """Return a random password of four groups, easy to read out: about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@cache
def _nobodys_hash() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


def _normalise(password: str) -> str:
    # The same word typed on two keyboards: composed and decomposed letters.
    return unicodedata.normalize("NFC", password)
