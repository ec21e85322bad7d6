"""Break a section into pieces and say what each is: a name, a group, a press name, an office, a remark, a place.

A piece is what stands between two separators or inside one pair of brackets. Separators inside a piece
("t/h", "TT-TH", "Sở Tài nguyên và Môi trường") do not break it.
"""

import re
from dataclasses import dataclass, replace
from enum import Enum

from crawler.bylines import lexicon
from crawler.bylines.names import (
    is_initials,
    is_listed_press,
    is_maybe_place,
    is_name,
    is_office,
    is_press,
    is_sure_place,
    is_vietnamese_name,
)


class PieceKind(Enum):
    """What one piece of a byline is."""

    NAME = "name"
    GROUP = "group"
    PRESS = "press"
    OFFICE = "office"
    NOTE = "note"
    PLACE = "place"
    BRACKET = "bracket"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as printed, without brackets or titles around it. `after` is the sign that parts it from the last."""

    kind: PieceKind
    text: str
    after: str = ""


MAX_DESK_WORDS = 7

_TOKEN = re.compile(
    r"(?P<bracket>\((?:[^()]|\([^()]*\))*\)?|\[[^\[\]]*\]?)"
    r"|(?P<joined> (?:và|&|and|cùng) |(?<=[^\W\d_])&(?=[^\W\d_]))"
    r"|(?P<break>[,;|•·\n]|\s[-–—]|[-–—]\s|[–—]|/(?!(?<=\b[tTpP]/)[hHvV]\b))"
)
_EDGES = " \t\"'“”‘’«»*:,;/|-–—_•·…"
_DOTTED_END = re.compile(r"(?<=[^\W\d_]{2})\.+$")
_GROUP = re.compile(
    rf"(?:{'|'.join(re.escape(g) for g in sorted(lexicon.COLLECTIVES, key=len, reverse=True))})(?![^\W_])\.?", re.I
)
_DESK_GROUP = re.compile(
    r"PV[A-ZĐ]{2,4}|PV ?[-&+] ?[CBT]TV|[CB]TV ?[-&+] ?PV|[Nn](?:hóm|HÓM) (?i:PV|CTV|BTV)\w{0,4}(?: .{1,40})?"
)
_TITLE = re.compile(
    rf"(?:(?:{'|'.join(re.escape(t) for t in sorted(lexicon.TITLES, key=len, reverse=True))})(?![^\W_])\.? *)+", re.I
)
_HONORIFIC = re.compile(rf"(?:{'|'.join(lexicon.HONORIFICS)}) +(?=[^\W\d_])", re.I)
_TRAILING_NOTE = re.compile(
    rf"(?P<before>.*?[^\s/-])(?P<gap>[\s-]*)(?P<note>(?:{'|'.join(map(re.escape, lexicon.TRAILING_NOTES))}))$", re.I
)
_ACRONYM = re.compile(r"[A-ZĐ]{2,6}\d?")
_LEADING_BY = re.compile(
    r"\A(?:by|bởi|viết bởi|tác giả|(?:bài|phóng sự|ký sự|ghi chép|bút ký|tản văn)(?: viết)? của) +(?=[^\W\d_])", re.I
)


def break_section(content: str) -> tuple[Piece, ...]:
    """Return the pieces of a section in printed order; empty ones are left out."""
    if is_listed_press(content):
        return (Piece(PieceKind.PRESS, content),)
    pieces: list[Piece] = []
    start, sign = 0, ""
    for token in _TOKEN.finditer(content):
        before = content[start : token.start()]
        if token["joined"] and not _joins_names(before, content[token.end() :]):
            continue
        pieces.extend(_classify(before, sign))
        if token["bracket"]:
            pieces.append(Piece(PieceKind.BRACKET, token.group().strip("()[] ").strip(), sign))
        start, sign = token.end(), token.group().strip()
    pieces.extend(_classify(content[start:], sign))
    return tuple(piece for piece in pieces if piece.text)


def _joins_names(before: str, after: str) -> bool:
    """Say whether "và" or "&" parts two names; it also stands inside the names of offices and papers."""
    before = before.strip(_EDGES)
    after_piece = re.split(r"[,;|•·\n()\[\]/–—]| - ", after, maxsplit=1)[0].strip(_EDGES)
    if is_office(before) or is_press(f"{before} và {after_piece}") or is_press(f"{before} & {after_piece}"):
        return False
    return bool(before) and (is_name(after_piece) or bool(classify_group(after_piece)) or is_press(after_piece))


def _classify(text: str, sign: str = "") -> list[Piece]:
    text = _LEADING_BY.sub("", text.strip(_EDGES).strip(), count=1)
    text = text if is_initials(text) else _DOTTED_END.sub("", text)
    if not text:
        return []
    if lexicon.is_note(text) and not _is_name_of_note_letters(text):
        return [Piece(PieceKind.NOTE, text)]
    pieces = classify_group(text) or _classify_known(text, after_slash=sign == "/") or _classify_name(text)
    return [replace(pieces[0], after=sign), *pieces[1:]]


def _classify_known(text: str, *, after_slash: bool) -> list[Piece]:
    """Tell what lists and first words tell: press names, offices, places."""
    if is_press(text) or (after_slash and _ACRONYM.fullmatch(text)):
        return [Piece(PieceKind.PRESS, text)]
    if is_office(text) and text[0].isupper():
        return [Piece(PieceKind.OFFICE, text)]
    return [Piece(PieceKind.PLACE, text)] if is_sure_place(text) else []


def _is_name_of_note_letters(text: str) -> bool:
    """Two capitals such as "ST" or "T.H" standing as a whole piece sign for a person."""
    return text.isupper() and is_initials(text) and "/" not in text


def classify_group(text: str) -> list[Piece]:
    """Tell groups ("Nhóm PV Quốc hội"), a person ("PV Thanh Tâm") and a group of an agency ("PV TTXVN")."""
    match = _GROUP.match(text)
    rest = text[match.end() :].strip(_EDGES) if match else ""
    if match and is_press(rest) and rest.lower() not in lexicon.DESKS:
        return [Piece(PieceKind.GROUP, text[: match.end()]), Piece(PieceKind.PRESS, rest)]
    if _DESK_GROUP.fullmatch(text) or (match and (not rest or is_maybe_place(rest))):
        return [Piece(PieceKind.GROUP, text)]
    if not match:
        return []
    if lexicon.is_note(rest):
        return [Piece(PieceKind.GROUP, text[: match.end()]), Piece(PieceKind.NOTE, rest)]
    if text.split(maxsplit=1)[0].lower() not in lexicon.GROUP_WORDS and is_name(rest):
        return [Piece(PieceKind.NAME, rest)]
    return [Piece(PieceKind.GROUP if _is_desk(rest) else PieceKind.PROSE, text)]


def _is_desk(rest: str) -> bool:
    """Say whether the words after "phóng viên" tell which ones, instead of what they did."""
    words = rest.lower().split()
    if len(words) > MAX_DESK_WORDS or any(word in lexicon.SENTENCE_WORDS for word in words):
        return False
    return rest[0].isupper() or rest.lower() in lexicon.DESKS or words[0] in {"báo", "đài", "tại", "thường"}


def _classify_name(text: str) -> list[Piece]:
    noted = _TRAILING_NOTE.fullmatch(text)
    if noted and _is_note_after_name(noted):
        return [*_classify(noted["before"]), Piece(PieceKind.NOTE, noted["note"])]
    untitled = _TITLE.sub("", text, count=1) if _TITLE.match(text) else text
    if untitled != text and is_name(untitled):
        return [Piece(PieceKind.NAME, untitled)]
    if _HONORIFIC.match(text):
        return [Piece(PieceKind.PROSE, text)]
    parted = _part_tight_hyphen(text) or part_glued_names(text) or _part_press_at_end(text)
    if parted:
        return parted
    if is_name(text):
        return [Piece(PieceKind.NAME, text)]
    return [Piece(PieceKind.PROSE, text)]


def _is_note_after_name(noted: re.Match[str]) -> bool:
    """A bare remark is lower-case, or glued to the name before it with a capital ("ThủyTổng hợp")."""
    note = noted["note"]
    if noted["gap"]:
        return note[0].islower() or note.lower() in {"tổng hợp", "t/h", "lược dịch", "biên dịch"}
    return noted["before"][-1].islower() and note[0].isupper()


def _part_tight_hyphen(text: str) -> list[Piece]:
    """Part "Thành Nam-Minh Tú" into names and "VOV-Tây Bắc" into agency and bureau, never "Jean-Pierre"."""
    left, hyphen, right = text.partition("-")
    if not hyphen:
        return []
    if is_listed_press(left):
        return [Piece(PieceKind.PRESS, left), Piece(PieceKind.NOTE, right)]
    if is_listed_press(right) and is_name(left):
        return [Piece(PieceKind.NAME, left), Piece(PieceKind.PRESS, right)]
    sides = [left, *right.split("-")]
    if all(is_vietnamese_name(side.strip()) or is_initials(side.strip()) for side in sides):
        return [Piece(PieceKind.NAME, side.strip()) for side in sides]
    return []


def part_glued_names(text: str) -> list[Piece]:
    """Part two Vietnamese names, or a name and a paper, printed without a gap ("Lê ThànhTrần Bình")."""
    for match in re.finditer(r"(?<=[^\W\d_])(?=[^\W\d_])", text):
        left, right = text[: match.start()], text[match.start() :]
        if left[-1].islower() and right[0].isupper() and is_vietnamese_name(left):
            if is_vietnamese_name(right):
                return [Piece(PieceKind.NAME, left), Piece(PieceKind.NAME, right)]
            if is_press(right):
                return [Piece(PieceKind.NAME, left), Piece(PieceKind.PRESS, right)]
    return []


def _part_press_at_end(text: str) -> list[Piece]:
    """Part an agency from the name before it ("Minh Hà TTXVN")."""
    before, _, last = text.rpartition(" ")
    if before and last.isupper() and len(last) >= 3 and is_press(last) and is_name(before) and not before.isupper():
        return [Piece(PieceKind.NAME, before), Piece(PieceKind.PRESS, last)]
    return []
