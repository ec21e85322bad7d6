"""The frame around a cleaned page: its one style sheet, written into it, and the policy that allows that and no more.

The frame is in a sandbox, so it belongs to no origin and may load nothing, not even from the desk.
"""

import base64
import hashlib
from functools import cache

from markupsafe import Markup

from pipeline.desk.answering import TEMPLATES

STYLE = TEMPLATES / "article" / "kept.css"


@cache
def read_style() -> Markup:
    """Return the style sheet of kept pages."""
    return Markup(STYLE.read_text("utf-8"))  # noqa: S704  # a file of ours


@cache
def write_policy() -> str:
    """Return the content policy of the frame: a sandbox, nothing loaded, this one style sheet by its digest."""
    digest = base64.b64encode(hashlib.sha256(read_style().encode()).digest()).decode()
    rules = (
        "sandbox",
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
    return "; ".join(rules)
