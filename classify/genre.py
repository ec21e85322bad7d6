"""Which kind of piece an article is, from its words alone: for articles that came in without their page.

A genre that the page gave stays. What a piece is called decides first, then how it is built (questions
and answers, captions), then its length.
"""

import re

from models.records import ArticleText
from models.vocabulary import Genre

# Longest news item and longest text beside a player, in words; as for pages that are collected.
NEWS_WORDS, PLAYER_WORDS = 230, 120
FEWEST_QUESTIONS, FEWEST_CAPTIONS = 3, 3
# A question and its answer take few paragraphs; questions further apart are the writer's, unless they address somebody.
PARAGRAPHS_A_QUESTION, FEWEST_ADDRESSED = 3, 2
# A short body is the caption of its pictures if it says so.
CAPTION_WORDS = 60

_CALLED = (
    (Genre.EMAGAZINE, re.compile(r"\be-?magazine\b|\blongform\b|\bmega ?story\b", re.IGNORECASE)),
    (Genre.RADIO, re.compile(r"\bpodcast\b|\bbáo nói\b|^phát thanh\b|\bchương trình phát thanh\b", re.IGNORECASE)),
    (
        Genre.PHOTO,
        re.compile(r"^\W*(?:photo|ảnh|chùm ảnh|phóng sự ảnh|bộ ảnh|infographics?)\b\W*[:\]\-–|]", re.IGNORECASE),
    ),
    (Genre.PHOTO, re.compile(r"\binfographics?\b|\bchùm ảnh\b|\bphóng sự ảnh\b|\(ảnh\)", re.IGNORECASE)),
    (
        Genre.VIDEO,
        re.compile(r"^\W*(?:video|clip|truyền hình)\b\W*[:\]\-–|]|\[(?:video|clip)\]|\(video\)", re.IGNORECASE),
    ),
    (Genre.REPORTAGE, re.compile(r"^\W*phóng sự\b|\bphóng sự(?:\s*[-:|]|$)|\(phóng sự\)", re.IGNORECASE)),
    (Genre.INTERVIEW, re.compile(r"^\W*(?:phỏng vấn|tọa đàm|đối thoại)\b\W*[:\]\-–|]", re.IGNORECASE)),
)
_PLAYER = re.compile(r"^\W*(?:xem )?(?:video|clip)\b", re.IGNORECASE)
_ASKER = re.compile(r"^\W*(?:PV|P\.V|Phóng viên|Hỏi|Nhà báo)\s*:", re.MULTILINE)
_ASKED_LINE = re.compile(r"^(?!.*[.!]\s).{15,400}\?\s*$", re.MULTILINE)
_ASKED_DASH = re.compile(r"(?:^|\s)[-–]\s[^?.!\n]{10,300}\?")
_ADDRESS = re.compile(
    r"\bthưa (?:ông|bà|anh|chị)\b|\bxin (?:ông|bà|anh|chị) cho biết\b|\b(?:ông|bà) có thể cho biết\b", re.IGNORECASE
)
_CAPTION = re.compile(r"\bẢnh(?: chụp| minh họa| tư liệu)?\s*:|\(Ảnh[^)]*\)|^Ảnh chụp\b", re.MULTILINE)


def tell_genre(article: ArticleText) -> Genre:
    """Return the genre of `article`."""
    if article.genre is not None:
        return article.genre
    called = next((genre for genre, pattern in _CALLED if pattern.search(article.title)), None)
    if called is not None:
        return called
    words = len(article.text.split())
    if _PLAYER.match(article.text) and words <= PLAYER_WORDS:
        return Genre.VIDEO
    if is_interview(article.text):
        return Genre.INTERVIEW
    if is_captions(article.text, words):
        return Genre.PHOTO
    return Genre.NEWS if words <= NEWS_WORDS else Genre.FEATURE


def is_interview(text: str) -> bool:
    """Say whether the text is mainly questions and answers."""
    if len(_ASKER.findall(text)) >= FEWEST_QUESTIONS - 1:
        return True
    asked = max(len(_ASKED_LINE.findall(text)), len(_ASKED_DASH.findall(text)))
    paragraphs = sum(bool(line.strip()) for line in text.split("\n"))
    if asked >= FEWEST_QUESTIONS and asked * PARAGRAPHS_A_QUESTION >= paragraphs:
        return True
    return min(asked, len(_ADDRESS.findall(text))) >= FEWEST_ADDRESSED


def is_captions(text: str, words: int) -> bool:
    """Say whether captions are the body: most paragraphs name a picture's maker, or one short text does."""
    captions = len(_CAPTION.findall(text))
    if captions and words <= CAPTION_WORDS:
        return True
    paragraphs = [one for one in text.splitlines() if one.strip()]
    return captions >= FEWEST_CAPTIONS and captions * 2 > len(paragraphs)
