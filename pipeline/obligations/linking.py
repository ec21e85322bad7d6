"""A person puts an article beside an obligation, takes it off, or takes such a word back; the ledger follows at once.

Words are append-only. The states of the obligation and of the department's others follow by the rules of `settling`;
all the rest is matched again by the next night.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.errors import InputError
from models.ledger import ObligationLink
from models.obligation import Obligation
from models.vocabulary import LinkDecision
from pipeline.obligations.following import follow_words

LONGEST_REASON = 500


def link_article(
    session: Session, obligation: Obligation, article_id: int, *, reason: str, by: str, now: datetime
) -> ObligationLink:
    """Put an article beside an obligation; raises InputError if it stands there by a person's word already."""
    if read_words(session, obligation.id).get(article_id) is LinkDecision.LINK:
        raise InputError("Tin, bài này đã được gắn với nội dung đăng ký rồi.")
    return _say(session, obligation, article_id, LinkDecision.LINK, reason=reason, by=by, now=now)


def unlink_article(
    session: Session, obligation: Obligation, article_id: int, *, reason: str, by: str, now: datetime
) -> ObligationLink:
    """Take an article off an obligation for good, whoever put it there; a first publication takes its copies along."""
    if read_words(session, obligation.id).get(article_id) is LinkDecision.UNLINK:
        raise InputError("Tin, bài này đã được gỡ khỏi nội dung đăng ký rồi.")
    return _say(session, obligation, article_id, LinkDecision.UNLINK, reason=reason, by=by, now=now)


def take_word_back(session: Session, obligation: Obligation, link_id: int, *, by: str, now: datetime) -> ObligationLink:
    """Undo a person's newest word on an article: what stood before stands again. Raises InputError for an older one."""
    newest = _read_newest(session, obligation.id)
    word = next((one for one in newest.values() if one.id == link_id), None)
    if word is None or word.decision is LinkDecision.WITHDRAW:
        raise InputError("Lần gắn, gỡ này không còn hiệu lực nên không hoàn tác được nữa.")
    earlier = word.decided_at
    return _say(
        session, obligation, word.article_id, LinkDecision.WITHDRAW, reason=None, by=by, now=now, earlier=earlier
    )


def read_words(session: Session, obligation_id: int) -> dict[int, LinkDecision]:
    """Return people's newest word on each article of an obligation."""
    return {article: word.decision for article, word in _read_newest(session, obligation_id).items()}


def _read_newest(session: Session, obligation_id: int) -> dict[int, ObligationLink]:
    said = select(ObligationLink).where(ObligationLink.obligation_id == obligation_id)
    ordered = session.scalars(said.order_by(ObligationLink.decided_at, ObligationLink.id))
    return {word.article_id: word for word in ordered}


def _say(
    session: Session,
    obligation: Obligation,
    article_id: int,
    decision: LinkDecision,
    *,
    reason: str | None,
    by: str,
    now: datetime,
    earlier: datetime | None = None,
) -> ObligationLink:
    """Write a word down and let the ledger follow; `earlier` is the instant of the word that is taken back."""
    if session.get(Article, article_id) is None:
        raise InputError("Không có tin, bài này.")
    note = (reason or "").strip()[:LONGEST_REASON] or None
    word = ObligationLink(
        obligation_id=obligation.id,
        article_id=article_id,
        decision=decision,
        decided_at=now,
        decided_by=by,
        note=note,
    )
    session.add(word)
    session.flush()
    others = _list_others(session, obligation)
    follow_words(session, [obligation, *others], now=now, earlier=earlier)
    return word


def _list_others(session: Session, obligation: Obligation) -> list[Obligation]:
    """Return the department's other obligations under the plan."""
    same = (Obligation.plan_id == obligation.plan_id) & (Obligation.department_code == obligation.department_code)
    return list(session.scalars(select(Obligation).where(same, Obligation.id != obligation.id)))
