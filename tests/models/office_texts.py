"""The shipped office files as text, for tests that break one entry and read what is complained of."""

from pathlib import Path

import plans

PLANS = Path(plans.__file__).parent
PLAN_PATH = PLANS / "ke-hoach-2023.yaml"
ORGANISATION_PATH = PLANS / "to-chuc-2023.yaml"


def edited(path: Path, old: str, new: str) -> tuple[str, int]:
    """Return the text of `path` with the first `old` replaced by `new`, and the line where that begins."""
    text = path.read_text(encoding="utf-8")
    at = text.index(old)
    return text[:at] + new + text[at + len(old) :], text.count("\n", 0, at) + 1
