"""Read a byline as printed into credits, signature, sources and note. Pure.

The line is cleaned, cut into sections at its labels (`sections`), each section broken into pieces
(`pieces`), and what the pieces say is gathered here. A line that reads as prose names nobody.
"""

import re
from dataclasses import replace

from crawler.bylines import lexicon
from crawler.bylines.brackets import CREDIT_ROLES, credit_roles, note_other_works, read_bracket
from crawler.bylines.gathering import Gathering
from crawler.bylines.names import is_name
from crawler.bylines.pieces import Piece, PieceKind, break_section
from crawler.bylines.sections import Section, SectionKind, cut_sections
from crawler.bylines.sources import read_sources
from models.records import ParsedByline
from models.text import clean_text
from models.vocabulary import CreditRole, Signature

# Longer lines are paragraphs; the limit also bounds the time of every expression used here.
MAX_BYLINE_LENGTH = 400

CAPTION_WORDS = ("ảnh", "trong ảnh", "hình", "video", "clip", "photo", "chùm", "bộ", "camera", "nguồn")

_MEDIA = (SectionKind.PHOTO, SectionKind.VIDEO, SectionKind.OTHER)
_PEOPLE = (SectionKind.PLAIN, SectionKind.TEXT, SectionKind.EDITOR)

# Addresses, telephone numbers and times that stand beside names in a page's meta line.
_JUNK = re.compile(
    r"https?://\S+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<!\d)(?:\+84|0)\d(?:[ .-]?\d){7,10}(?!\d)"
    r"|(?:(?:Thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|Chủ nhật),? ?(?:ngày )?)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\b\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?[AP]M)?\b"
    r"|\(?GMT ?[+]7\)?",
    re.IGNORECASE,
)
_LEADING_SIGNS = re.compile(r"^[^\w(\[]+")
_CLOSING_SIGNS = re.compile(r"\s*\.?/\.{1,3}$")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def parse_byline(printed: str) -> ParsedByline:
    """Read one byline. Names keep their printed spelling and order; nobody is named where the line is no byline."""
    line = clean_text(printed)
    if len(line) > MAX_BYLINE_LENGTH:
        return ParsedByline(line, (), Signature.NONE)
    signed = _drop_junk(line)
    sections = cut_sections(signed)
    if _is_caption(sections):
        return ParsedByline(line, (), Signature.NONE, note=signed if sections[0].label.endswith(":") else None)
    gathering = Gathering()
    for section in sections:
        if section.kind is SectionKind.SOURCE:
            _gather_sources(section, gathering)
        elif section.kind in _PEOPLE or _is_counted(section, sections):
            _gather_people(section, gathering)
        elif section.kind is not SectionKind.CONTACT:
            gathering.add_note(section.printed)
    return gathering.conclude(line)


def _drop_junk(line: str) -> str:
    line = _CLOSING_SIGNS.sub("", _LEADING_SIGNS.sub("", _JUNK.sub(" ; ", line)))
    bracketed = _BRACKETED.fullmatch(line)
    return bracketed[1].strip() if bracketed else line


def _is_caption(sections: tuple[Section, ...]) -> bool:
    """Say whether the line credits or describes a picture only ("Ảnh: X", "Video: Hiện trường vụ cháy")."""
    if not sections or sections[0].kind not in _MEDIA:
        return False
    if not _is_caption_label(sections[0]) and sections[0].kind is not SectionKind.OTHER:
        return False
    if len(sections) == 1 or not any(section.kind in (*_PEOPLE, *_MEDIA) for section in sections[1:]):
        return True
    kinds = {piece.kind for piece in break_section(sections[0].content)}
    return PieceKind.PROSE in kinds or PieceKind.NAME not in kinds


def _is_caption_label(section: Section) -> bool:
    """Say whether the label stands under pictures ("Ảnh:", "Video:"); "Quay phim:", "Ảnh, clip:" say who worked."""
    return section.label.lower().startswith(CAPTION_WORDS) and not section.is_joint


def _is_counted(section: Section, sections: tuple[Section, ...]) -> bool:
    """Say whether a picture credit is a part of the byline, and not a caption's credit that ran into it."""
    if section.kind not in CREDIT_ROLES or not (section.apart or sections[0].label):
        return False
    names = any(is_name(piece.text) for piece in break_section(section.content) if piece.kind is PieceKind.NAME)
    return names and (len(sections) > 1 or not _is_caption_label(section))


def _gather_sources(section: Section, gathering: Gathering) -> None:
    content, brackets = _take_brackets(section.content)
    by_person = section.label.lower().startswith("th") and not gathering.credits and not gathering.has_group
    found = read_sources(content, may_name_people=by_person)
    if not found:
        gathering.reads_as_prose = gathering.reads_as_prose or bool(content)
        return
    gathering.take_over(found.people, found.press, (CreditRole.TEXT,), has_group=found.has_group)
    for bracket in brackets:
        read_bracket(bracket, gathering, (CreditRole.TEXT,))


def _take_brackets(content: str) -> tuple[str, list[str]]:
    brackets = re.findall(r"\(([^()]*)\)", content)
    return re.sub(r"\([^()]*\)", " ; ", content).strip(" ;"), brackets


def _gather_people(section: Section, gathering: Gathering) -> None:
    roles = credit_roles(section.works)
    waiting_office: str | None = None
    names_before = len(gathering.credits)
    for piece in _join_parts(break_section(section.content)):
        if piece.kind is PieceKind.NAME:
            gathering.add_name(piece.text, roles, waiting_office)
            waiting_office = None
        elif piece.kind is PieceKind.OFFICE and len(gathering.credits) > names_before:
            gathering.place_last(piece.text)
        elif piece.kind is PieceKind.OFFICE:
            waiting_office = f"{waiting_office}, {piece.text}" if waiting_office else piece.text
        elif piece.kind is PieceKind.BRACKET:
            read_bracket(piece.text, gathering, roles)
        else:
            _gather_remark(piece, section, gathering)
    if waiting_office:
        gathering.add_source(waiting_office)
    if len(gathering.credits) > names_before:
        note_other_works(section.works, gathering)


def _join_parts(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Give the name of a desk or an office back the part after its dash ("Nhóm PV Kinh tế - Xã hội")."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and _continues(joined[-1], piece):
            sign = ", " if piece.after == "," else f" {piece.after} "
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}{sign}{piece.text}")
        else:
            joined.append(piece)
    return joined


def _continues(last: Piece, piece: Piece) -> bool:
    if last.kind is PieceKind.GROUP:
        return piece.kind is PieceKind.PROSE and piece.text.lower() in lexicon.DESKS
    is_part = piece.kind in (PieceKind.PROSE, PieceKind.PLACE) or (piece.kind is PieceKind.PRESS and piece.after != "/")
    return last.kind is PieceKind.OFFICE and is_part and piece.after in ("-", "–", ",") and len(piece.text.split()) <= 8


def _gather_remark(piece: Piece, section: Section, gathering: Gathering) -> None:
    if piece.kind is PieceKind.GROUP:
        gathering.has_group = True
    elif piece.kind is PieceKind.PRESS and section.kind in (SectionKind.PHOTO, SectionKind.VIDEO):
        gathering.add_note(section.printed)
    elif piece.kind is PieceKind.PRESS:
        gathering.add_source(piece.text)
    elif piece.kind is PieceKind.NOTE or (piece.kind is PieceKind.PLACE and gathering.credits):
        gathering.add_note(piece.text)
    elif piece.kind is PieceKind.PROSE and section.kind is SectionKind.PLAIN:
        gathering.reads_as_prose = True
