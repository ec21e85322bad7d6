"""A whole answer to a question: one page of records, how many there are, where the next page goes on."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pipeline.searching.finding import PAGE, Place, Total, count_found, find_page
from pipeline.searching.hits import SearchHit, read_hits
from pipeline.searching.inquiry import prepare_inquiry
from pipeline.searching.question import SearchQuestion


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found. `end` is where the next page goes on, None on the last."""

    hits: tuple[SearchHit, ...]
    total: Total
    end: Place | None


def search_articles(
    session: Session, question: SearchQuestion, *, after: Place | None = None, size: int = PAGE
) -> SearchAnswer:
    """Answer a question; raises InputError for one that cannot be read or asks for a plan that is not there."""
    inquiry = prepare_inquiry(session, question)
    page = find_page(session, inquiry, question.order, after=after, size=size)
    is_all = after is None and page.end is None
    total = Total(len(page.keys), is_exact=True) if is_all else count_found(session, inquiry)
    return SearchAnswer(tuple(read_hits(session, inquiry, page.keys)), total, page.end)
