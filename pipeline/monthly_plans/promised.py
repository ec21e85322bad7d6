"""How many pieces of which genre in which outlets a row promises. Pure.

With as many outlets as genres in one row the first goes with the first; otherwise every piece is wanted in every
outlet named. A cell that names an outlet beside each piece says it itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.vocabulary import Genre
from pipeline.monthly_plans.genres import Pieces, read_pieces, read_pieces_in_content, read_quantities, read_quantity
from pipeline.monthly_plans.outlet_names import OutletNames, OutletReading
from pipeline.monthly_plans.records import Unread
from pipeline.monthly_plans.words import LONGEST_VALUE, is_blank_mark, is_check_mark

_SEGMENTS = re.compile(r"[;\n,+]|(?<!\w)và(?!\w)")
_PIECE_WORDS = re.compile(
    r"(?<!\w)(?:\d{1,2}(?:\s*-\s*\d{1,2})?|một|hai|ba)?\s*(?:phóng sự|phỏng vấn|tin|bài viết|bài|ps|ảnh|video"
    r"|clip|emagazine)(?!\w)",
    re.IGNORECASE,
)

# Pieces with their number, as they stand in a cell of outlets: "Báo in: 02 bài".
_COUNTED_WORDS = re.compile(r"(?<!\w)\d{1,2}\s*(?:phóng sự|phỏng vấn|tin|bài viết|bài|ps)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CountedCell:
    """A filled cell of a column that stands for one genre, one outlet, or one genre in one outlet."""

    words: str
    value: float | None
    genre: Genre | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """What a row says about its pieces. A column that the table lacks is None, a blank cell is empty."""

    content: str
    genre: str | None
    quantity: str | None
    quantity_value: float | None
    outlets: str | None
    counted: tuple[CountedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Pieces of one genre with the outlets wanted, what could not be read, and remarks."""

    genre: Genre | None
    quantity: int | None
    outlets: tuple[str, ...]
    unread: tuple[Unread, ...] = ()
    remarks: tuple[str, ...] = ()


def read_promises(words: PromiseWords, names: OutletNames) -> tuple[Promise, ...]:
    """Return the promises of a row, at least one; what is not certain is None and named."""
    crossed = [cell for cell in words.counted if cell.genre is not None]
    marked = [cell for cell in words.counted if cell.genre is None]
    outlets, outlet_faults = _read_outlets(words.outlets or _outlet_aside(words.content, names), marked, names)
    for text in (words.genre, words.quantity, words.outlets):
        if text and len(text) <= LONGEST_VALUE and (told := _read_segments(text, names)):
            return told
    if crossed:
        return _add_outlets([_count_cell(cell) for cell in crossed], outlets, outlet_faults)
    if split := _split_marks(marked, words):
        return split
    promises = [_finish(pieces, words) for pieces in _choose_pieces(words)]
    return _add_outlets(promises, outlets, outlet_faults)


def _read_outlets(
    text: str | None, marked: Sequence[CountedCell], names: OutletNames
) -> tuple[OutletReading, tuple[Unread, ...]]:
    bare = _COUNTED_WORDS.sub(" ", (text or "")[:LONGEST_VALUE]).strip(" :;,-")
    reading = OutletReading(()) if not bare or is_blank_mark(bare) else names.read(bare)
    faults = tuple(Unread("outlets", f"không biết cơ quan báo chí «{word}»") for word in reading.unknown)
    keys = tuple(dict.fromkeys((*reading.keys, *(cell.outlet for cell in marked if cell.outlet))))
    return replace(reading, keys=keys), faults


def _outlet_aside(content: str, names: OutletNames) -> str:
    """Return the outlets that a content names in brackets at its end: "… (Báo Hà Tĩnh)"."""
    aside = re.search(r"\(([^()]+)\)\s*[.;]?$", content[-LONGEST_VALUE:])
    reading = names.read(aside[1]) if aside else OutletReading(())
    return aside[1] if aside and reading.keys and not reading.unknown else ""


def _read_segments(text: str, names: OutletNames) -> tuple[Promise, ...]:
    """Read "01 tin (Báo HT), 01 phóng sự (Đài)": every part names its pieces and its outlet; else nothing."""
    promises = []
    for segment in _SEGMENTS.split(text):
        if not segment.strip():
            continue
        rest = _PIECE_WORDS.sub(" ", segment)
        outlets = (
            names.read(re.sub(r"[():\-]|(?<!\w)(?:trên|cho)(?!\w)", " ", rest).strip())
            if rest != segment
            else OutletReading(())
        )
        pieces = read_pieces(_PIECE_WORDS.findall(segment)[0]) if rest != segment else ()
        if len(pieces) != 1 or not outlets.keys or outlets.unknown:
            return ()
        promises.append(Promise(pieces[0].genre, pieces[0].quantity or 1, outlets.keys))
    return tuple(promises)


def _count_cell(cell: CountedCell) -> Promise:
    """Return the promise of a cell under a genre's heading: a number, or a tick for one."""
    outlets = (cell.outlet,) if cell.outlet else ()
    if is_check_mark(cell.words):
        return Promise(cell.genre, 1, outlets)
    stated = read_quantity(cell.words, cell.value)
    if stated is None:
        return Promise(cell.genre, None, outlets, (Unread("quantity", f"không đọc được số lượng «{cell.words}»"),))
    return Promise(cell.genre, stated.quantity, outlets, remarks=(stated.remark,) if stated.remark else ())


def _split_marks(marked: Sequence[CountedCell], words: PromiseWords) -> tuple[Promise, ...]:
    """Read outlet columns that hold more than ticks: pieces ("1 tin") or differing numbers are works of their own."""
    texts = [(cell, read_pieces(cell.words)) for cell in marked]
    if any(pieces for _, pieces in texts):
        return tuple(
            Promise(piece.genre, piece.quantity or 1, (cell.outlet,) if cell.outlet else ())
            for cell, pieces in texts
            for piece in pieces
        )
    numbers = {stated.quantity for cell in marked if (stated := read_quantity(cell.words, cell.value))}
    chosen = _choose_pieces(words)
    if not numbers or words.quantity or len(chosen) != 1 or chosen[0].quantity is not None:
        return ()
    if len(numbers) == 1 and len(marked) > 1:
        return (
            _finish(
                replace(chosen[0], quantity=numbers.pop()), words, tuple(cell.outlet for cell in marked if cell.outlet)
            ),
        )
    return tuple(
        _finish(replace(chosen[0], quantity=stated.quantity), words, (cell.outlet,) if cell.outlet else ())
        for cell in marked
        if (stated := read_quantity(cell.words, cell.value))
    )


def _choose_pieces(words: PromiseWords) -> tuple[Pieces, ...]:
    """Return the pieces as the genre cell states them, else the quantity cell, else the content itself."""
    named = read_pieces(words.genre or "")
    counted = read_pieces(words.quantity or "")
    if counted and (not named or all(piece.quantity for piece in counted)):
        return counted
    if named:
        return named
    if not (words.genre or "").strip() or is_blank_mark(words.genre or ""):
        stated = read_pieces_in_content(words.content)
        if stated and words.quantity and len(stated) == 1:
            return (replace(stated[0], quantity=None),)
        if stated:
            return stated
    return read_pieces(" ".join(_COUNTED_WORDS.findall((words.outlets or "")[:LONGEST_VALUE]))) or (Pieces(None, None),)


def _finish(pieces: Pieces, words: PromiseWords, outlets: tuple[str, ...] = ()) -> Promise:
    """Fill the quantity of pieces from the quantity cell; name what stays open."""
    unread: list[Unread] = []
    if pieces.genre is None:
        told = (words.genre or "").strip()
        unread.append(Unread("genre", f"không rõ thể loại «{told}»" if told else "không ghi thể loại"))
    counted = _count(pieces, _choose_pieces(words), words)
    if counted.why:
        unread.append(Unread("quantity", counted.why))
    remarks = tuple(remark for remark in (pieces.remark, counted.remark) if remark)
    return Promise(pieces.genre, counted.number, outlets, tuple(unread), remarks)


@dataclass(frozen=True, slots=True)
class _Counted:
    number: int | None
    why: str | None = None
    remark: str | None = None


def _count(pieces: Pieces, chosen: tuple[Pieces, ...], words: PromiseWords) -> _Counted:
    """Return the number of pieces, or why it is not certain: vague words, two numbers that differ, none at all."""
    if pieces.vague:
        return _Counted(None, f"số lượng không rõ «{(words.genre or words.quantity or '').strip()}»")
    if pieces.quantity is None:
        return _count_beside(pieces, chosen, words)
    beside = read_quantity(words.quantity or "", words.quantity_value)
    speaks_for_itself = len(chosen) > 1 or bool(read_pieces(words.quantity or ""))
    if beside is not None and beside.quantity != pieces.quantity and not speaks_for_itself:
        return _Counted(None, f"thể loại ghi {pieces.quantity}, cột số lượng ghi {beside.quantity}")
    return _Counted(pieces.quantity)


def _count_beside(pieces: Pieces, chosen: tuple[Pieces, ...], words: PromiseWords) -> _Counted:
    """Return the number of pieces whose own words name none, from the quantity cell."""
    others_are_counted = pieces.genre is not None and any(piece.quantity for piece in chosen)
    if words.quantity is None or others_are_counted:
        if pieces.genre is None:
            return _Counted(None, "không ghi số lượng")
        return _Counted(1, remark="không ghi số lượng, hiểu là 1")
    numbers = read_quantities(words.quantity)
    if len(numbers) == len(chosen) > 1:
        return _Counted(numbers[chosen.index(pieces)])
    stated = read_quantity(words.quantity, words.quantity_value)
    if stated is None:
        blank = not words.quantity.strip()
        return _Counted(None, "ô số lượng trống" if blank else f"không đọc được số lượng «{words.quantity}»")
    return _Counted(stated.quantity, remark=stated.remark) if len(chosen) == 1 else _share(stated, chosen)


def _share(stated: Pieces, chosen: tuple[Pieces, ...]) -> _Counted:
    """Share one number among several genres: certain only where there are as many as genres."""
    if stated.quantity == len(chosen):
        return _Counted(1, remark=f"tổng {stated.quantity} cho {len(chosen)} thể loại: mỗi thể loại 1")
    return _Counted(None, f"một số lượng ({stated.quantity}) cho {len(chosen)} thể loại")


def _add_outlets(
    promises: Sequence[Promise], outlets: OutletReading, faults: tuple[Unread, ...]
) -> tuple[Promise, ...]:
    """Give the promises their outlets: the first goes with the first where there are as many, else all to all."""
    pairs = len(promises) > 1 and len(outlets.keys) == len(promises) and not outlets.is_all and not faults
    given = []
    for at, promise in enumerate(promises):
        keys = (outlets.keys[at],) if pairs else outlets.keys
        given.append(replace(promise, outlets=promise.outlets or keys, unread=(*promise.unread, *faults)))
    return tuple(given)
