"""A parsed byline as the plain object that the command line prints, one a line."""

from typing import Any

from models.records import ParsedByline


def describe_byline(parsed: ParsedByline) -> dict[str, Any]:
    """Return `{"byline", "authors", "signature", "sources", "note"}` with plain strings only."""
    return {
        "byline": parsed.printed,
        "authors": [
            {"name": credit.name, "role": credit.role.value, "affiliation": credit.affiliation}
            for credit in parsed.credits
        ],
        "signature": parsed.signature.value,
        "sources": list(parsed.sources),
        "note": parsed.note,
    }
