"""Reviews made elsewhere, as JSON lines of the gold format, written down as a person's answers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from models.article import Article
from models.crawl import AddressForm
from models.errors import InputError
from models.plan import Plan, PlanField
from models.records import RELEVANT
from models.tag import Review, Tag
from models.vocabulary import ReviewDecision, TagAxis


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A person's reading of one article, by its address: of the sector or not, its rows and fields."""

    url: str
    relevant: bool
    rows: frozenset[str]
    fields: frozenset[str]


class UnknownCodeError(InputError):
    """A line names codes the plan does not have; nothing was written."""


def import_reviews(
    session: Session, plan: Plan, lines: Sequence[ReviewLine], *, by: str, now: datetime
) -> Counter[str]:
    """Write each line down as answers on the sector, on every proposed code and on every code given.

    Returns how many articles were `answered` and how many lines met `unknown` addresses. Raises UnknownCodeError.
    """
    _check_codes(session, plan, lines)
    counts: Counter[str] = Counter()
    for line in lines:
        article = _find(session, line.url)
        if article is None:
            counts["unknown"] += 1
            continue
        counts["answered"] += 1
        answers = [(TagAxis.RELEVANT, RELEVANT, line.relevant)]
        given = {(TagAxis.ROW, code) for code in line.rows} | {(TagAxis.FIELD, code) for code in line.fields}
        proposed = _read_proposed(session, plan, article) if line.relevant else set()
        answers += [(axis, code, (axis, code) in given) for axis, code in sorted(given | proposed)]
        common = {"article_id": article.id, "plan_id": plan.id, "decided_at": now, "decided_by": by}
        rows = [
            common
            | {
                "axis": axis,
                "code": code,
                "decision": ReviewDecision.ACCEPT if is_right else ReviewDecision.REJECT,
                "text_sha256": article.text_sha256,
            }
            for axis, code, is_right in answers
        ]
        session.execute(insert(Review), rows)
    return counts


def _check_codes(session: Session, plan: Plan, lines: Iterable[ReviewLine]) -> None:
    fields = session.scalars(select(PlanField.code).where(PlanField.plan_id == plan.id))
    known = {item.code for item in plan.items} | set(fields)
    unknown = sorted({code for line in lines for code in line.rows | line.fields} - known)
    if unknown:
        raise UnknownCodeError(f"Kế hoạch {plan.code} không có mã: {', '.join(unknown)}. Chưa ghi gì.")


def _find(session: Session, url: str) -> Article | None:
    by_form = select(AddressForm.address_id).where(AddressForm.url == url)
    query = select(Article).where(or_(Article.url == url, Article.address_id.in_(by_form)))
    return session.scalars(query.order_by(Article.id).limit(1)).first()


def _read_proposed(session: Session, plan: Plan, article: Article) -> set[tuple[TagAxis, str]]:
    query = select(Tag.axis, Tag.code).where(
        Tag.article_id == article.id, Tag.plan_id == plan.id, Tag.is_current, Tag.is_candidate.is_(False)
    )
    return {(axis, code) for axis, code in session.execute(query.where(Tag.axis.in_((TagAxis.ROW, TagAxis.FIELD))))}
