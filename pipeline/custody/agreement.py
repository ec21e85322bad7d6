"""Whether the captures of an article agree: the same text, edited, removed, or one look only so far.

The words compared are those of the outlet's own pages (title, lead, body, byline), not its bytes: a page whose
boxes of other news changed still says the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article, Revision
from models.crawl import PageSnapshot
from models.vocabulary import ArticleStatus, LabelledEnum
from pipeline.custody.captures import GONE_STATUSES, Capture, in_batches, pick_separate, read_captures
from reports.reading import read_facts_of

Words = tuple[str, str | None]


class AgreementKind(LabelledEnum):
    """How an article's captures agree."""

    SAME_TEXT = "same_text", "Các lần lưu có cùng nội dung"
    EDITED = "edited", "Nội dung đã sửa giữa các lần lưu"
    REMOVED = "removed", "Trang đã gỡ sau khi lưu"
    ONE_CAPTURE = "one_capture", "Mới lưu được một lần"
    NO_CAPTURE = "no_capture", "Không có bản lưu (nhập tay)"


@dataclass(frozen=True, slots=True)
class TextState:
    """A state of the outlet's words: when it was first seen, the SHA-256 of title, lead and body, and the byline."""

    seen_at: datetime
    text_sha256: str
    byline: str | None

    @property
    def words(self) -> Words:
        """What is compared."""
        return self.text_sha256, self.byline


@dataclass(frozen=True, slots=True)
class Agreement:
    """The captures of an article by an instant and how they agree; `states` are its texts in the order seen.

    `separate_at` are the instants of captures that stand for looks of their own (six hours apart at least);
    `removed_at` is when the removal that holds was seen.
    """

    article_id: int
    kind: AgreementKind
    captures: tuple[Capture, ...]
    separate_at: tuple[datetime, ...]
    states: tuple[TextState, ...]
    removed_at: datetime | None

    @property
    def http_statuses(self) -> tuple[int, ...]:
        """The statuses of the captures, in order."""
        return tuple(capture.http_status for capture in self.captures)


def read_agreement(session: Session, article_ids: Iterable[int], as_of: datetime) -> dict[int, Agreement]:
    """Return how the captures of each article agreed at `as_of`; an article not known by then is left out."""
    facts = read_facts_of(session, article_ids, as_of)
    captures = read_captures(session, facts, as_of)
    states = read_text_states(session, facts, as_of)
    standing = _read_standing(session, facts, as_of)
    found: dict[int, Agreement] = {}
    for id_, fact in facts.items():
        own, texts, present = captures[id_], states.get(id_, ()), standing[id_]
        looks = pick_separate(capture.captured_at for capture in own if capture.snapshot_id not in present.unread)
        is_removed = fact.status is ArticleStatus.REMOVED
        removed_at = _find_removal(present.removed_since, own) if is_removed else None
        kind = _judge(looks, texts, is_removed=is_removed)
        found[id_] = Agreement(id_, kind, own, looks, texts, removed_at)
    return found


def _judge(looks: Sequence[datetime], states: Sequence[TextState], *, is_removed: bool) -> AgreementKind:
    if not looks:
        return AgreementKind.NO_CAPTURE
    if is_removed:
        return AgreementKind.REMOVED
    if len({state.words for state in states}) > 1:
        return AgreementKind.EDITED
    return AgreementKind.SAME_TEXT if len(looks) > 1 else AgreementKind.ONE_CAPTURE


def _find_removal(present_since: datetime | None, captures: Sequence[Capture]) -> datetime | None:
    """Return when the removal was seen: as the article says, or with the first of the last answers that it is gone."""
    if present_since is not None:
        return present_since
    gone = list(takewhile(lambda capture: capture.is_gone, reversed(captures)))
    return gone[-1].captured_at if gone else None


def read_text_states(session: Session, article_ids: Iterable[int], as_of: datetime) -> dict[int, tuple[TextState, ...]]:
    """Return by article the states of its words that its own pages showed by `as_of`, in order."""
    found: defaultdict[int, list[TextState]] = defaultdict(list)
    for batch in in_batches(sorted(set(article_ids))):
        query = (
            select(Revision.article_id, Revision.seen_at, Revision.text_sha256, Revision.byline)
            .where(Revision.article_id.in_(batch), Revision.seen_at <= as_of, Revision.snapshot_id.is_not(None))
            .order_by(Revision.article_id, Revision.number)
        )
        for article_id, seen_at, text_sha256, byline in session.execute(query):
            found[article_id].append(TextState(seen_at, text_sha256, byline))
    return {id_: tuple(states) for id_, states in found.items()}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the article's row says now: since when it is removed (None if it is not), and its pages not read as it."""

    removed_since: datetime | None
    unread: frozenset[int]


def _read_standing(session: Session, article_ids: Iterable[int], as_of: datetime) -> dict[int, _Standing]:
    """Return what is known beside the captures; a page that lost the article's body shows nothing of its words."""
    found: dict[int, _Standing] = {}
    for batch in in_batches(sorted(article_ids)):
        unread: defaultdict[int, set[int]] = defaultdict(set)
        page = func.coalesce(PageSnapshot.same_as_id, PageSnapshot.id)
        is_unread = PageSnapshot.extracted_at.is_(None) | (page > Article.snapshot_id)
        pages = (
            select(Article.id, PageSnapshot.id)
            .join(PageSnapshot, PageSnapshot.address_id == Article.address_id)
            .where(Article.id.in_(batch), Article.status != ArticleStatus.REMOVED, is_unread)
            .where(PageSnapshot.http_status.not_in(GONE_STATUSES))
        )
        for article_id, snapshot_id in session.execute(pages):
            unread[article_id].add(snapshot_id)
        columns = (Article.id, Article.status, Article.status_since)
        for id_, status, since in session.execute(select(*columns).where(Article.id.in_(batch))):
            is_removed = status is ArticleStatus.REMOVED and since <= as_of
            found[id_] = _Standing(since if is_removed else None, frozenset(unread[id_]))
    return found
