"""Tags as the `labels` object of `diembao tag` and `diembao export articles`."""

from dataclasses import asdict
from typing import Any

from models.records import ArticleTags, Locality, TagProposal


def describe_tags(tags: ArticleTags) -> dict[str, Any]:
    """Return plain values for JSON, in the agreed keys."""
    return {
        "relevant": {
            "value": tags.is_relevant,
            "score": tags.relevant.score,
            "auto": tags.relevant.auto,
            "reasons": list(tags.relevant.reasons),
            "marks": [asdict(mark) for mark in tags.relevant.marks],
        },
        "rows": [_describe(one) for one in tags.rows],
        "candidates": [_describe(one) | {"missing": one.missing} for one in tags.candidates],
        "fields": [_describe(one) for one in tags.fields],
        "departments": [
            {"id": one.code, "via": one.via, "score": one.score, "reasons": list(one.reasons)}
            for one in tags.departments
        ],
        "role": tags.role.value,
        "tone": tags.tone.value,
        "actor": tags.actor.value,
        "genre": tags.genre.value if tags.genre else None,
        "in_province": describe_locality(tags.locality),
        "classifier": tags.classifier,
    }


def describe_locality(locality: Locality) -> dict[str, Any]:
    """Return where the matter takes place, with the places found and the reasons."""
    return {
        "value": locality.in_province,
        "scope": locality.scope.value,
        "score": locality.score,
        "certainty": locality.certainty.value,
        "places": [
            {
                "name": place.name,
                "id": place.code,
                "kind": place.kind.value,
                "part": place.part.value,
                "start": place.start,
                "end": place.end,
                "words": place.words,
                "note": place.note,
            }
            for place in locality.places
        ],
        "reasons": list(locality.reasons),
    }


def _describe(one: TagProposal) -> dict[str, Any]:
    return {
        "code": one.code,
        "score": one.score,
        "auto": one.auto,
        "certainty": one.certainty.value,
        "reasons": list(one.reasons),
        "marks": [asdict(mark) for mark in one.marks],
    }
