"""Genres and quantities as departments write them: "02 tin, 01 bài", "Tin (2); phóng sự (5 phút): 1". Pure.

A lower bound counts ("ít nhất 2", "2-3 tin" is two at least, and a remark says so); "nhiều", "một số" do not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.vocabulary import Genre
from pipeline.monthly_plans.words import LONGEST_VALUE, NUMBER_WORDS, folded_key, plain_key

# Longest first within a genre's words; a piece that none of the office's genres names (chuyên mục) reads as None.
_GENRE_WORDS: Mapping[str, Genre | None] = {
    "phóng sự ảnh": Genre.PHOTO,
    "phóng sự": Genre.REPORTAGE,
    "psth": Genre.REPORTAGE,
    "ps": Genre.REPORTAGE,
    "phỏng vấn": Genre.INTERVIEW,
    "trả lời phỏng vấn": Genre.INTERVIEW,
    "pv": Genre.INTERVIEW,
    "e-magazine": Genre.EMAGAZINE,
    "e magazine": Genre.EMAGAZINE,
    "emagazine": Genre.EMAGAZINE,
    "emagazin": Genre.EMAGAZINE,
    "megastory": Genre.EMAGAZINE,
    "mega story": Genre.EMAGAZINE,
    "longform": Genre.EMAGAZINE,
    "podcast": Genre.RADIO,
    "bài phát thanh": Genre.RADIO,
    "tin phát thanh": Genre.RADIO,
    "phát thanh": Genre.RADIO,
    "audio": Genre.RADIO,
    "video clip": Genre.VIDEO,
    "videoclip": Genre.VIDEO,
    "video": Genre.VIDEO,
    "clip": Genre.VIDEO,
    "chùm ảnh": Genre.PHOTO,
    "bộ ảnh": Genre.PHOTO,
    "hình ảnh": Genre.PHOTO,
    "ảnh": Genre.PHOTO,
    "infographics": None,
    "infographic": None,
    "đồ họa": None,
    "tọa đàm": None,
    "chuyên mục": None,
    "chuyên đề": None,
    "chuyên trang": None,
    "tin bài": None,
    "tin/bài": None,
    "tác phẩm": None,
    "sản phẩm": None,
    "loạt bài": Genre.FEATURE,
    "bài viết": Genre.FEATURE,
    "bài báo": Genre.FEATURE,
    "bài phản ánh": Genre.FEATURE,
    "bài": Genre.FEATURE,
    "tin ảnh": Genre.NEWS,
    "tin ngắn": Genre.NEWS,
    "tin vắn": Genre.NEWS,
    "tin tức": Genre.NEWS,
    "bản tin": Genre.NEWS,
    "mẩu tin": Genre.NEWS,
    "tin": Genre.NEWS,
}
_FOLDED_WORDS = {folded_key(word): genre for word, genre in _GENRE_WORDS.items()}
_VAGUE = frozenset({"nhiều", "một số", "vài", "một vài", "các", "những", "khoảng", "một loạt"})
_LEAST = r"(?:(?:ít nhất|tối thiểu|từ|trên|it nhat|toi thieu|tu|tren)\s+|(?:≥|>=|>)\s*)"
_COUNTING = "|".join(sorted((*NUMBER_WORDS, "mot", "bon", "sau", "bay", "tam", "chin", "muoi"), key=len, reverse=True))
_FOLDED_NUMBERS = {folded_key(word): value for word, value in NUMBER_WORDS.items()}
_LENGTHS = re.compile(
    r"\(?\b(?:dài|thời lượng|khoảng|dai|thoi luong)?\s*:?\s*\d+(?:\s*-\s*\d+)?\s*"
    r"(?:(?:phút|phut|giây|giay|chữ|chu|từ|trang|p|kỳ|ky|tập|tap)\b|['’′])\s*\)?"
)
_RECURRING = re.compile(
    r"(?:mỗi|/|một|trên|moi|mot|tren)\s*(?:tuần|ngày|tuan|ngay)\b|(?:hằng|hàng|hang) (?:tuần|ngày|tuan|ngay)\b"
)
_ATTACHED_PHOTO = re.compile(
    r"\s*(?:\(\s*)?\b(?:kèm|có|kem|co)(?: theo)?\s+(?:ảnh|hình ảnh|anh|hinh anh|video|clip)\b\s*\)?"
)
_WORD = r"(?<![\w])(?:{})(?![\w])"


def _pattern_of(words: Mapping[str, object]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?P<vague>{_WORD.format('|'.join(sorted(_VAGUE, key=len, reverse=True)))})"
        rf"|(?P<least>{_LEAST})?(?P<number>(?<!\w)\d{{1,3}}(?:[.,]0)?(?:\s*-\s*\d{{1,3}})?(?![\w/%])|{_WORD.format(_COUNTING)})"
        rf"|(?P<other>{_WORD.format('thông tin|truyền thông|thong tin|truyen thong|bản tin nội bộ')})"
        rf"|(?P<genre>{_WORD.format('|'.join(map(re.escape, ordered)))})"
        r"|(?P<stop>[,;\n+&/]|(?<!\w)và(?!\w)|(?<!\w)va(?!\w))"
    )


_PATTERN = _pattern_of(_GENRE_WORDS)
_FOLDED_PATTERN = _pattern_of(_FOLDED_WORDS)


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of one genre. None is what the words leave open; `remark` says what was taken how.

    `vague` says that there are words for the quantity ("nhiều", "mỗi tuần 1") which name no number.
    """

    genre: Genre | None
    quantity: int | None
    remark: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    genre: Genre | None = None
    quantity: int | None = None
    remark: str | None = None

    def counted(self, genre: Genre | None) -> "Pieces":
        """Return so many pieces of `genre`."""
        return Pieces(genre, self.quantity, self.remark, vague=self.quantity is None)


def read_pieces(words: str) -> tuple[Pieces, ...]:
    """Return the pieces that `words` name, in order; none if no genre is named. A quantity not written is None."""
    text = _ATTACHED_PHOTO.sub(" ", _LENGTHS.sub(" ", _one_line(words)))
    parts = _split(text)
    firsts = [part.kind for part in parts if part.kind != "stop"]
    if "genre" not in firsts:
        return ()
    pieces = _join_after(parts) if firsts[0] == "genre" else _join_before(parts)
    if _RECURRING.search(text):
        pieces = [Pieces(piece.genre, None, vague=True) for piece in pieces]
    return _join_alternatives(_drop_photos(tuple(dict.fromkeys(pieces))))


def _drop_photos(pieces: tuple[Pieces, ...]) -> tuple[Pieces, ...]:
    """Take "tin, ảnh" as a piece with photographs: photographs without a number of their own are none."""
    written = tuple(piece for piece in pieces if piece.genre is not Genre.PHOTO or piece.quantity or piece.vague)
    return written if any(piece.genre in (Genre.NEWS, Genre.FEATURE) for piece in written) else pieces


def _join_alternatives(pieces: tuple[Pieces, ...]) -> tuple[Pieces, ...]:
    """Take "03 tin, bài" as three pieces of either genre: the number stands for both."""
    if [piece.genre for piece in pieces] == [Genre.NEWS, Genre.FEATURE]:
        first, second = pieces
        if first.quantity and second.quantity is None and not second.vague:
            return (Pieces(None, first.quantity, first.remark),)
    return pieces


def read_quantity(words: str, value: float | None) -> Pieces | None:
    """Return the quantity that a cell without any genre states; None if it states none."""
    if value is not None:
        return Pieces(None, int(value)) if value.is_integer() and 0 < value < 1000 else None
    parts = [part for part in _split(_LENGTHS.sub(" ", _one_line(words))) if part.kind == "number"]
    says_one_number = len({part.quantity for part in parts}) == 1  # "2 (hai)" says it twice
    return Pieces(None, parts[0].quantity, parts[0].remark) if says_one_number and parts[0].quantity else None


def read_quantities(words: str) -> tuple[int, ...]:
    """Return all numbers of a cell in order: "2, 1" beside "tin, bài"."""
    parts = _split(_one_line(words))
    return tuple(part.quantity for part in parts if part.kind == "number" and part.quantity)


def _one_line(words: str) -> str:
    return "\n".join(plain_key(line) for line in words[:LONGEST_VALUE].split("\n"))


def _split(text: str) -> list[_Part]:
    folded = text.isascii()
    parts: list[_Part] = []
    for found in (_FOLDED_PATTERN if folded else _PATTERN).finditer(text):
        if found["vague"]:
            parts.append(_Part("number"))
        elif found["number"]:
            parts.append(_count(found["number"], at_least=bool(found["least"])))
        elif found["genre"]:
            parts.append(_Part("genre", genre=(_FOLDED_WORDS if folded else _GENRE_WORDS)[found["genre"]]))
        elif found["stop"]:
            parts.append(_Part("stop"))
    return parts


def _count(printed: str, *, at_least: bool) -> _Part:
    first, mark, last = printed.partition("-")
    word = first.strip()
    number = int(word.replace(",", ".").partition(".")[0]) if word[0].isdigit() else _number_of(word)
    if mark and last.strip() != word:
        return _Part("number", quantity=number, remark=f"«{printed}» hiểu là ít nhất {number}")
    return _Part("number", quantity=number or None, remark=f"hiểu là ít nhất {number}" if at_least else None)


def _number_of(word: str) -> int:
    return NUMBER_WORDS.get(word) or _FOLDED_NUMBERS[word]


def _join_before(parts: list[_Part]) -> list[Pieces]:
    """Join numbers to the genres after them: "02 tin, 01 bài"."""
    pieces: list[Pieces] = []
    number: _Part | None = None
    for part in parts:
        if part.kind == "number":
            number = part
        elif part.kind == "genre":
            pieces.append(number.counted(part.genre) if number else Pieces(part.genre, None))
            number = None
    return _merge_attributes(pieces, parts)


def _join_after(parts: list[_Part]) -> list[Pieces]:
    """Join numbers to the genres before them: "Tin: 02; Bài: 01"."""
    pieces: list[Pieces] = []
    parts = _drop_repeated(parts)
    for part in parts:
        if part.kind == "genre":
            pieces.append(Pieces(part.genre, None))
        elif part.kind == "number" and pieces and pieces[-1].quantity is None:
            pieces[-1] = part.counted(pieces[-1].genre)
    return _merge_attributes(pieces, parts)


def _drop_repeated(parts: list[_Part]) -> list[_Part]:
    """Leave out a genre said again behind its number: "Bài: 01 bài"."""
    kept: list[_Part] = []
    named: Genre | None = None
    for part in parts:
        says_again = part.kind == "genre" and part.genre is named and bool(kept) and kept[-1].kind == "number"
        if not says_again:
            kept.append(part)
        named = part.genre if part.kind == "genre" else named
    return kept


def _merge_attributes(pieces: list[Pieces], parts: list[_Part]) -> list[Pieces]:
    """Take two genres in a row without a stop or a number between them as one: "01 tin video", "bài phỏng vấn"."""
    merged: list[Pieces] = []
    genres = iter(pieces)
    before = "stop"
    for part in parts:
        if part.kind == "genre":
            piece = next(genres)
            if before == "genre" and piece.quantity is None and merged:
                kept = merged.pop()
                special = piece.genre if kept.genre in (Genre.NEWS, Genre.FEATURE) and piece.genre else kept.genre
                merged.append(Pieces(special, kept.quantity, kept.remark, kept.vague))
            else:
                merged.append(piece)
        before = part.kind
    return merged


_GENRES = "|".join(map(re.escape, sorted(_GENRE_WORDS, key=len, reverse=True)))
_OPENING = re.compile(
    rf"^(?:(?P<number>\d{{1,2}}|{_COUNTING})\s+)?(?P<genre>{_GENRES})"
    r"(?:\s+(?:ngắn|truyền hình|thời sự|chuyên sâu|phản ánh|viết))*\s*"
    r"(?::|(?:về|phản ánh|tuyên truyền|giới thiệu|nêu|đưa tin|lãnh đạo|giám đốc)\b)"
)
_CLOSING = re.compile(r"\(([^()]{2,40})\)\s*[.;]?$")


def read_pieces_in_content(content: str) -> tuple[Pieces, ...]:
    """Return the pieces that a content states itself: "Bài viết về …", "… (02 tin, 01 bài)"; none if it does not."""
    text = plain_key(content[-LONGEST_VALUE:] if content.endswith(")") else content[:LONGEST_VALUE])
    if closing := _CLOSING.search(text):
        pieces = read_pieces(closing[1])
        if pieces and not _leftover(closing[1]):
            return tuple(Pieces(piece.genre, piece.quantity or 1, piece.remark) for piece in pieces)
    if opening := _OPENING.match(text):
        number = _count(opening["number"], at_least=False).quantity if opening["number"] else 1
        return (Pieces(_GENRE_WORDS[opening["genre"]], number),)
    return ()


def _leftover(text: str) -> str:
    """Return the letters of `text` that are no genre and no number."""
    return re.sub(r"[\W\d_]+", "", _PATTERN.sub(" ", _LENGTHS.sub(" ", text)))


def is_genre_heading(words: str) -> Genre | None:
    """Return the genre whose count a column headed so holds: "Tin", "Số bài", "Phóng sự (SL)"; None otherwise."""
    text = re.sub(r"\((?:sl|số lượng|tin|bài|số)\)", "", plain_key(words))
    text = re.sub(r"^(?:số lượng|số|sl)\s+", "", text).strip(" .:")
    if _leftover(text):
        return None
    pieces = read_pieces(text)
    return pieces[0].genre if len(pieces) == 1 and pieces[0].quantity is None else None
