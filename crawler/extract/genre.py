"""Which kind of piece an article is, from what it is called and how it is built."""

import re

from crawler.extract.reading import Block, BlockKind
from models.vocabulary import Genre

NEWS_WORDS = 230
_PLAYER_WORDS = 120
_LEAST_CAPTIONS = 3

# What a headline or a section calls the piece.
_CALLED = (
    (Genre.EMAGAZINE, re.compile(r"\be-?magazine\b|\blongform\b|\bmega ?story\b", re.IGNORECASE)),
    (
        Genre.RADIO,
        re.compile(
            r"\bpodcasts?\b|\bbáo nói\b|^phát thanh\b|\bchương trình phát thanh\b|\bbản tin phát thanh\b", re.IGNORECASE
        ),
    ),
    (Genre.REPORTAGE, re.compile(r"^\W*phóng sự\b|\bphóng sự(?:\s*[-:|]|$)|\(phóng sự\)", re.IGNORECASE)),
    (Genre.INTERVIEW, re.compile(r"^\W*phỏng vấn\b|\bphỏng vấn(?:\s*[-:|]|$)", re.IGNORECASE)),
    (
        Genre.PHOTO,
        re.compile(
            r"^\W*(?:\[?photo\]?|ảnh|chùm ảnh|phóng sự ảnh|bộ ảnh)\b\s*[:\]\-–|]|^(?:ảnh|phóng sự ảnh|photo)$",
            re.IGNORECASE,
        ),
    ),
    (
        Genre.VIDEO,
        re.compile(r"^\W*\[?(?:video|clip)\]?\s*[:\-–|\]]|^(?:video|video clip)$", re.IGNORECASE),
    ),
)
_ASKED = re.compile(r"^(?:PV|P\.V|Phóng viên|Hỏi)\s*:|^(?:Phóng viên|PV)\b.{0,40}:", re.IGNORECASE)


def choose_genre(
    *,
    title: str,
    section: str | None,
    blocks: tuple[Block, ...],
    has_player: bool,
    marked: Genre | None,
) -> Genre:
    """Return the genre; `marked` is what the address or the layout's markers say."""
    called = _find_called(title) or _find_called(section or "")
    if called is Genre.VIDEO and not has_player and _find_called(title) is None:
        called = None  # a section of that name also holds plain news
    if marked or called:
        return _settle_called(marked or called or Genre.NEWS, blocks)
    if is_photo_report(blocks):
        return Genre.PHOTO
    words = sum(len(block.text.split()) for block in text_blocks(blocks))
    if has_player and words <= _PLAYER_WORDS:
        return Genre.VIDEO
    if _is_interview(blocks):
        return Genre.INTERVIEW
    return Genre.NEWS if words <= NEWS_WORDS else Genre.FEATURE


def _find_called(words: str) -> Genre | None:
    return next((genre for genre, pattern in _CALLED if pattern.search(words)), None)


def is_photo_report(blocks: tuple[Block, ...]) -> bool:
    """Say whether the captions are the body."""
    captions = [block for block in blocks if block.kind is BlockKind.CAPTION]
    rest = sum(len(block.text) for block in blocks if block.kind is not BlockKind.CAPTION)
    return len(captions) >= _LEAST_CAPTIONS and sum(len(block.text) for block in captions) > rest


def text_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return what the text of the article is made of: captions only where they are the body."""
    if is_photo_report(blocks):
        return tuple(block for block in blocks if block.kind is BlockKind.CAPTION)
    return tuple(block for block in blocks if block.kind is not BlockKind.CAPTION)


def _settle_called(genre: Genre, blocks: tuple[Block, ...]) -> Genre:
    """A "phóng sự ảnh" is told by its captions; what else a piece is called it is."""
    return Genre.PHOTO if genre is Genre.REPORTAGE and is_photo_report(blocks) else genre


def _is_interview(blocks: tuple[Block, ...]) -> bool:
    asked = sum(bool(_ASKED.match(block.text)) for block in blocks)
    questions = sum(
        block.text.endswith("?") and (block.is_emphasised or block.kind is BlockKind.HEADING) for block in blocks
    )
    return asked >= 2 or questions >= 3
