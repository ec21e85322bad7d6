"""The log of what people decided under a plan, by role and never by name: one chained line each, the earliest first.

Answers on tags, corrections of an article's facts, words on whether a changed article still counts, and links to
promises of monthly plans. Remarks are left out: they may name people.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account
from models.article import Article
from models.desk import ArticleCorrection, CountStanding
from models.ledger import ObligationLink
from models.obligation import Obligation
from models.plan import Plan
from models.tag import Review, Tag
from models.vocabulary import CorrectedField
from pipeline.evidence.verify import NO_HASH, chain_line

NO_ACCOUNT = "nhân viên"
SCORE_DIGITS = 4

Entry = dict[str, Any]
Question = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """The log as it lies in the folder, how many lines it has, and the hash of the last."""

    content: bytes
    count: int
    head: str


def write_log(entries: Iterable[Entry]) -> DecisionLog:
    """Chain the entries in their order."""
    lines, head = [], NO_HASH
    for number, entry in enumerate(entries, start=1):
        line, head = chain_line(number, head, entry)
        lines.append(line)
    return DecisionLog(b"".join(lines), len(lines), head)


def read_decisions(session: Session, plan: Plan, as_of: datetime, codes: Mapping[int, str]) -> list[Entry]:
    """Return every decision under `plan` up to `as_of`; `codes` are the works' codes by article."""
    reading = _Reading(session, plan, as_of, codes)
    found = [
        *reading.list_answers(),
        *reading.list_corrections(),
        *reading.list_standings(),
        *reading.list_links(),
    ]
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


class _Reading:
    """Reads each kind of decision as (instant, kind and place, entry)."""

    def __init__(self, session: Session, plan: Plan, as_of: datetime, codes: Mapping[int, str]) -> None:
        self._session, self._plan, self._as_of, self._codes = session, plan, as_of, codes
        self._roles = {one.name: one.role for one in session.scalars(select(Account))}
        columns = (Article.id, Article.outlet_key, Article.article_id, Article.url)
        self._articles = {row.id: row for row in session.execute(select(*columns))}

    def _open(self, kind: str, at: datetime, by: str, article_id: int) -> Entry:
        """Return what every entry says: kind, instant, role, article, and the work it belongs to if that is counted."""
        article, role = self._articles[article_id], self._roles.get(by)
        return {
            "kind": kind,
            "at": write_instant(at),
            "role": role.value if role else None,
            "role_label": role.label if role else NO_ACCOUNT,
            "article": {"outlet": article.outlet_key, "id": article.article_id, "url": article.url},
            "work": self._codes.get(article_id),
        }

    def list_answers(self) -> Iterator[tuple[datetime, str, Entry]]:
        """Yield the answers on tags: from what was proposed or answered before, to what was answered."""
        proposed = self._read_proposals()
        before: dict[Question, str] = {}
        asked = (Review.plan_id == self._plan.id, Review.decided_at <= self._as_of)
        for one in self._session.scalars(select(Review).where(*asked).order_by(Review.decided_at, Review.id)):
            question = (one.article_id, one.axis.value, one.code)
            tag = next((tag for tag in proposed[question] if tag.id == one.tag_id), None) or _stood_at(
                proposed[question], one.decided_at
            )
            entry = self._open("answer", one.decided_at, one.decided_by, one.article_id)
            entry |= {
                "axis": one.axis.value,
                "axis_label": one.axis.label,
                "code": one.code,
                "from": {
                    "answer": before.get(question),
                    "proposed": None if tag is None or tag.is_candidate else round(tag.score, SCORE_DIGITS),
                },
                "to": one.decision.value,
                "to_label": one.decision.label,
                "classifier": one.classifier_version or (tag.classifier_version if tag else None),
                "text_sha256": one.text_sha256,
            }
            before[question] = one.decision.value
            yield one.decided_at, f"answer {one.id:012d}", entry

    def _read_proposals(self) -> Mapping[Question, list[Tag]]:
        """Return the tags of the articles that were answered on, by question, in the order of proposal."""
        answered = select(Review.article_id).where(Review.plan_id == self._plan.id)
        query = select(Tag).where(Tag.plan_id == self._plan.id, Tag.article_id.in_(answered))
        found: defaultdict[Question, list[Tag]] = defaultdict(list)
        for tag in self._session.scalars(query.order_by(Tag.proposed_at, Tag.id)):
            found[tag.article_id, tag.axis.value, tag.code].append(tag)
        return found

    def list_corrections(self) -> Iterator[tuple[datetime, str, Entry]]:
        """Yield the corrections of facts of articles; a corrected text is told by its SHA-256."""
        query = select(ArticleCorrection).where(ArticleCorrection.corrected_at <= self._as_of)
        for one in self._session.scalars(query.order_by(ArticleCorrection.id)):
            entry = self._open("correction", one.corrected_at, one.corrected_by, one.article_id)
            entry |= {"field": one.field.value, "field_label": one.field.label}
            entry |= {"from": _tell_value(one, one.before), "to": _tell_value(one, one.after)}
            yield one.corrected_at, f"correction {one.id:012d}", entry

    def list_standings(self) -> Iterator[tuple[datetime, str, Entry]]:
        """Yield the words on whether an article still counts after it was edited or removed."""
        asked = (CountStanding.plan_id == self._plan.id, CountStanding.decided_at <= self._as_of)
        for one in self._session.scalars(select(CountStanding).where(*asked).order_by(CountStanding.id)):
            entry = self._open("standing", one.decided_at, one.decided_by, one.article_id)
            entry |= {
                "cause": one.cause.value,
                "cause_label": one.cause.label,
                "cause_at": write_instant(one.cause_at),
                "to": "counts" if one.stands else "counts_no_more",
                "to_label": "Vẫn tính" if one.stands else "Không tính nữa",
            }
            yield one.decided_at, f"standing {one.id:012d}", entry

    def list_links(self) -> Iterator[tuple[datetime, str, Entry]]:
        """Yield the links between articles and promises of monthly plans."""
        query = (
            select(ObligationLink, Obligation)
            .join(Obligation, Obligation.id == ObligationLink.obligation_id)
            .where(Obligation.plan_id == self._plan.id, ObligationLink.decided_at <= self._as_of)
            .order_by(ObligationLink.id)
        )
        for one, promise in self._session.execute(query):
            entry = self._open("link", one.decided_at, one.decided_by, one.article_id)
            entry |= {
                "promise": {"department": promise.department_code, "month": f"{promise.month:%Y-%m}"},
                "content": promise.content,
                "to": one.decision.value,
                "to_label": one.decision.label,
            }
            yield one.decided_at, f"link {one.id:012d}", entry


def _stood_at(tags: Iterable[Tag], at: datetime) -> Tag | None:
    """Return the tag that stood on a question at an instant."""
    stood = [tag for tag in tags if tag.proposed_at <= at and (tag.retired_at is None or tag.retired_at > at)]
    return stood[-1] if stood else None


def _tell_value(correction: ArticleCorrection, value: Mapping[str, Any]) -> Any:
    told = value["value"]
    if correction.field is CorrectedField.TEXT and isinstance(told, str):
        return {"sha256": hashlib.sha256(told.encode()).hexdigest(), "length": len(told)}
    return told


def write_instant(at: datetime) -> str:
    """Write an instant as WARC records do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
