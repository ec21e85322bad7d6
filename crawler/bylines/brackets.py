"""Read what stands in brackets after a name: a source, an office, a role, a remark or a place."""

import re

from crawler.bylines import lexicon
from crawler.bylines.gathering import Gathering
from crawler.bylines.names import is_home_press, is_maybe_place, is_name, is_office, is_press
from crawler.bylines.pieces import PieceKind, break_section
from crawler.bylines.sections import SectionKind, Work, read_works
from crawler.bylines.sources import read_sources
from models.vocabulary import CreditRole

CREDIT_ROLES = {
    SectionKind.PLAIN: CreditRole.TEXT,
    SectionKind.TEXT: CreditRole.TEXT,
    SectionKind.EDITOR: CreditRole.EDITOR,
    SectionKind.PHOTO: CreditRole.PHOTO,
    SectionKind.VIDEO: CreditRole.VIDEO,
}

_SOURCE = re.compile(
    r"(?:th ?eo(?: nguồn)?|nguồn(?: tin)?|dẫn nguồn|dẫn theo|tham khảo) ?:? +(?=\S)|nguồn:", re.IGNORECASE
)
_MEDIA = re.compile(r"(?:nguồn )?(?:ảnh|video|clip|hình|đồ họa|đồ hoạ|thiết kế)\b.", re.IGNORECASE)
_NOTED_SOURCE = re.compile(
    rf"(?P<note>{'|'.join(re.escape(n) for n in lexicon.TRAILING_NOTES)}),? (?:từ|theo) (?P<press>.+)", re.IGNORECASE
)
_WORK = (
    "(?:bài viết|bài|tin bài|tin|nội dung|text|ảnh|hình ảnh|hình|video|clip|quay phim|dựng phim|dựng hình|dựng|quay"
    "|biên tập|thiết kế|trình bày|đồ họa|đồ hoạ)"
)
_WORKS_ONLY = re.compile(rf"{_WORK}(?: ?(?:[,/&+–-]|và| ) ?{_WORK}){{0,4}}", re.IGNORECASE)
_COLLECTIVE_OF = re.compile(
    rf"(?:{'|'.join(re.escape(g) for g in sorted(lexicon.COLLECTIVES, key=len, reverse=True))})"
    r"(?: của |[ ,–-]+)(?=[^\W\d_])",
    re.IGNORECASE,
)
# Ages, years and what people in pictures wear or suffer: the line is a caption.
_DESCRIPTION = re.compile(
    r"\b(?:sinh năm|sn|tuổi|ngụ|trú|quê|nữ sinh|học sinh|bị cáo|nạn nhân|bên phải|bên trái|áo)\b"
    r"|\b(?:19|20)\d{2}\b|\A[\d/. -]+\Z",
    re.IGNORECASE,
)


def credit_roles(works: tuple[Work, ...]) -> tuple[CreditRole, ...]:
    """Return the roles of those works for which people are credited; text where no label names any."""
    return tuple(CREDIT_ROLES[work.kind] for work in works if work.kind in CREDIT_ROLES) or (CreditRole.TEXT,)


def note_other_works(works: tuple[Work, ...], gathering: Gathering) -> None:
    """Keep as a remark what else the credited people made ("thiết kế")."""
    for work in works:
        if work.kind is SectionKind.OTHER:
            gathering.add_note(work.printed)


def read_bracket(inner: str, gathering: Gathering, roles: tuple[CreditRole, ...]) -> None:
    """Add what the bracket says to `gathering`; it usually speaks of the name before it."""
    if _read_source(inner, gathering, roles) or _read_note(inner, gathering) or _read_works(inner, gathering):
        return
    inner = _drop_collective(inner)
    if _read_press(inner, gathering):
        return
    if gathering.credits:
        _read_description(inner, gathering)
    else:
        _read_names(inner, gathering, roles)


def _drop_collective(inner: str) -> str:
    """Of "CTV Sở TN&MT" only the office says where the author works."""
    rest = _COLLECTIVE_OF.sub("", inner, count=1) if _COLLECTIVE_OF.match(inner) else inner
    return rest if is_office(rest) or is_press(rest) else inner


def _read_source(inner: str, gathering: Gathering, roles: tuple[CreditRole, ...]) -> bool:
    match = _SOURCE.match(inner)
    if not match or _MEDIA.match(inner):
        return False
    found = read_sources(inner[match.end() :], may_name_people=not gathering.credits)
    if found:
        gathering.take_over(found.people, found.press, roles, has_group=found.has_group)
    else:
        gathering.add_note(inner)
    return True


def _read_note(inner: str, gathering: Gathering) -> bool:
    is_remark = lexicon.is_note(inner) or inner.lower() in lexicon.COLLECTIVES
    if is_remark or (_MEDIA.match(inner + " ") and not _WORKS_ONLY.fullmatch(inner)):
        gathering.add_note(inner)
        return True
    noted = _NOTED_SOURCE.fullmatch(inner)
    found = read_sources(noted["press"], may_name_people=False) if noted else None
    if not noted or not found or not found.press:
        return False
    if all(part.islower() and not is_press(part) for part in found.press):
        return False
    gathering.add_note(noted["note"])
    for press in found.press:
        gathering.add_source(press)
    return True


def _read_works(inner: str, gathering: Gathering) -> bool:
    works = read_works(inner) if gathering.credits and _WORKS_ONLY.fullmatch(inner) else ()
    if not any(work.kind in CREDIT_ROLES for work in works):
        return False
    gathering.change_last_roles(credit_roles(works))
    note_other_works(works, gathering)
    return True


def _read_press(inner: str, gathering: Gathering) -> bool:
    """Take a bracket of press names only, "(CNN, AFP)"; "(PV TTXVN tại Lào)" stays a remark.

    One Vietnamese house without "theo" is also where the author works, "(Báo Hà Tĩnh)".
    """
    parts = [part.strip() for part in re.split(r"[,/;]", inner) if part.strip()]
    if not parts or is_maybe_place(inner) or not all(is_press(part) or _is_capital_press(part) for part in parts):
        return False
    if len(parts) == 1 and gathering.credits and not gathering.is_taken_over and is_home_press(parts[0]):
        gathering.place_last(parts[0])
    for part in parts:
        gathering.add_source(part)
    return True


def _is_capital_press(part: str) -> bool:
    return (
        part.isupper()
        and part.isascii()
        and 2 <= len(part.replace(".", "").replace(" ", "")) <= 6
        and not is_office(part)
    )


def _read_description(inner: str, gathering: Gathering) -> None:
    """An office is the affiliation of the name before; years and ages mark a caption, all else is a remark."""
    has_office = is_office(inner) or any(is_office(inner[m.start() :]) for m in re.finditer(r"\b[A-ZĐ]", inner))
    if _DESCRIPTION.search(inner) and not is_office(inner):
        gathering.reads_as_prose = True
    elif has_office and not is_maybe_place(inner):
        gathering.place_last(inner)
    else:
        gathering.add_note(inner)


def _read_names(inner: str, gathering: Gathering, roles: tuple[CreditRole, ...]) -> None:
    """Names after a group are its members ("Nhóm PV (A, B)"); a bracket alone on the line is a remark."""
    pieces = break_section(inner)
    if gathering.has_group and pieces and all(p.kind is PieceKind.NAME and is_name(p.text) for p in pieces):
        for piece in pieces:
            gathering.add_name(piece.text, roles)
    elif not _DESCRIPTION.search(inner):
        gathering.add_note(inner)
