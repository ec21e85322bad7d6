"""Is a document number in an article the document the plan cites? Numbers are used again each year or term.

"01/CT-UBND" is given out every January. It counts when its own day of issue follows it
("ngày 19/01/2023"), or when no other day follows and the article is of the same year; and
only in an article that names the office.
"""

import re
from collections.abc import Iterable
from datetime import date

from classify.rules.book import Hit, RuleBook
from classify.rules.signals import Part
from classify.rules.syllables import Aliases, expand
from models.records import ArticleText
from models.text import clean_text

_DAY = re.compile(
    r"\W{1,4}(?:ban hành\s+)?ngày\s+(?:mùng\s+)?(\d{1,2})"
    r"(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})",
    re.IGNORECASE,
)


def keep_cited_documents(hits: Iterable[Hit], article: ArticleText, book: RuleBook) -> list[Hit]:
    """Drop document hits that are not the cited document, or stand in an article that never names the office."""
    hits = list(hits)
    if not any(hit.part is Part.DOCUMENT for hit in hits):
        return hits
    names_office = any(book.names_office(text) for text in (article.title, article.lead, article.text))
    days = {expand(number, Aliases(())): day for number, day in book.lexicon.document_days.items()}
    texts = [clean_text(text) for text in (article.title, article.lead, article.text)]
    return [
        hit
        for hit in hits
        if hit.part is not Part.DOCUMENT or (names_office and _is_cited(hit, texts[min(hit.scope, 2)], days, article))
    ]


def _is_cited(hit: Hit, text: str, days: dict[tuple[str, ...], date], article: ArticleText) -> bool:
    issued = days.get(expand(hit.words[0], Aliases(())))
    if issued is None:
        return True
    printed = _DAY.match(text, hit.end)
    if printed:
        day, month, year = (int(part) for part in printed.groups())
        return (year, month, day) == (issued.year, issued.month, issued.day)
    carries_year = str(issued.year) in hit.words[0]
    return carries_year or article.published_at is None or article.published_at.year == issued.year
