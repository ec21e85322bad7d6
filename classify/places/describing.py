"""The places found in an article as its readers are shown them, with notes."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from classify.marks import align_spans
from classify.places.finding import Naming
from classify.places.gazetteer import Place
from classify.rules.syllables import Syllables
from models.records import PlaceMention
from models.vocabulary import ArticlePart, PlaceKind

MOST_PLACES = 40


def describe_places(
    parts: Mapping[ArticlePart, str],
    texts: Mapping[ArticlePart, Syllables],
    found: Mapping[ArticlePart, Sequence[Naming]],
    day: date | None,
) -> tuple[PlaceMention, ...]:
    """Return the first `MOST_PLACES` places in reading order; `parts` are the texts as stored."""
    places: list[PlaceMention] = []
    for part, namings in found.items():
        text = texts[part]
        spans = [(text.starts[one.start], text.ends[one.after - 1]) for one in namings]
        written = unicodedata.normalize("NFC", parts[part])
        for one, span in zip(namings, align_spans(written, spans), strict=True):
            if span:
                place, words = one.place, written[slice(*span)]
                name = place.full_name or f"{one.level} {place.name}".strip()
                note = _note(one, place, day)
                places.append(PlaceMention(name, place.code, place.kind, part, *span, words, note))
    return tuple(places[:MOST_PLACES])


def _note(one: Naming, place: Place, day: date | None) -> str | None:
    notes = [place.note] if place.note and place.kind is not PlaceKind.COMMUNE else []
    if day and place.until and day > place.until:
        notes.append(f"tên đến {place.until:%d/%m/%Y}" + (f", {place.note}" if place.note else ""))
    if day and place.since and day < place.since:
        notes.append(f"tên từ {place.since:%d/%m/%Y}")
    if one.person:
        notes.append("nơi quê quán" if one.person == "origin" else "nơi cư trú")
    if one.is_press:
        notes.append("tên cơ quan báo chí")
    return "; ".join(notes) or None
