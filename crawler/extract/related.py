"""Tell what points to other articles from the text of this one: cards, lone links, "Đọc thêm" and all behind it."""

import re
from collections.abc import Callable
from itertools import pairwise

from crawler.extract.reading import Block

_HEADLINE = 25
_SUMMARY = range(30, 301)
_LEAST_WORDS = 40
_LONG_LINE = 100
_POINTER = re.compile(r"^(?:>|»|(?:xem|đọc) thêm\s*:|tin liên quan\s*:|>>)", re.IGNORECASE)


def drop_related(lines: tuple[Block, ...]) -> tuple[tuple[Block, ...], bool]:
    """Return the lines without pointers to other articles, and whether the body is but a list of such."""
    cards = _find_cards(lines)
    kept = tuple(line for place, line in enumerate(lines) if place not in cards and not _points_elsewhere(line))
    words = sum(len(line.text.split()) for line in kept)
    return kept, _takes_turns(lines) or (bool(cards) and words < _LEAST_WORDS)


def cut_at_end(lines: tuple[Block, ...], is_end: Callable[[str], bool]) -> tuple[Block, ...]:
    """Return the lines before the one that ends the body; such a line with running text behind it is only left out."""
    kept = []
    behind = sum(len(line.text) >= _LONG_LINE for line in lines)
    for line in lines:
        behind -= len(line.text) >= _LONG_LINE
        if not is_end(line.text.rstrip(" :…")):
            kept.append(line)
        elif behind < 2:
            break
    return tuple(kept)


def _points_elsewhere(line: Block) -> bool:
    return (line.is_linked and len(line.text) >= _HEADLINE) or bool(_POINTER.match(line.text))


def _find_cards(lines: tuple[Block, ...]) -> set[int]:
    """Return the places of lines in runs of cards (links, then a summary): three in a row, or two at the end."""
    found: set[int] = set()
    start = 0
    while start < len(lines):
        place, cards = start, 0
        while (end := _end_of_card(lines, place)) is not None:
            place, cards = end, cards + 1
        if cards >= 3 or (cards == 2 and place == len(lines)):
            found |= set(range(start, place))
        start = max(place, start + 1)
    return found


def _end_of_card(lines: tuple[Block, ...], place: int) -> int | None:
    links = 0
    while place < len(lines) and lines[place].is_linked and links < 2:
        links += len(lines[place].text) >= _HEADLINE
        place += 1
    is_summed_up = place < len(lines) and not lines[place].is_linked and len(lines[place].text) in _SUMMARY
    return place + 1 if links and is_summed_up else None


def _takes_turns(lines: tuple[Block, ...]) -> bool:
    """Say whether headlines that are links and summaries take turns all the way, as on a page of cards."""
    kinds = [line.is_linked for line in lines if len(line.text) >= (_HEADLINE if line.is_linked else 60)]
    turns = sum(is_link and not after for is_link, after in pairwise(kinds))
    return turns >= 6 and turns >= 0.5 * kinds.count(False)
