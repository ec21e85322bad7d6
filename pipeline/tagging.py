"""The tagging stage: every article that the present classifier has not read under a plan gets its proposals.

Key: article + code + classifier version + plan and organisation files + text. Earlier proposals stay
as history. Decisions of people are never touched. Commits by the batch.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, and_, exists, select, update
from sqlalchemy.orm import Session

from classify import Tagger
from models.article import Article
from models.database import upsert
from models.plan import Plan
from models.records import RELEVANT, ArticleTags, ArticleText, Locality, ReasonMark, TagProposal
from models.tag import Classifier, Tag
from models.vocabulary import ArticleStatus, Certainty, TagAxis
from pipeline.store import digest_office_files

BATCH = 50


@dataclass(frozen=True, slots=True)
class TagProgress:
    """How far a tagging is: articles read of all to read, and how many are of the sector."""

    done: int
    total: int
    counts: Counter[str]


def article_text(article: Article) -> ArticleText:
    """Return the part of a kept article that a tagger reads."""
    title, lead = article.title or "", article.lead or ""
    return ArticleText(title, lead, article.text, article.published_at, article.genre, article.url)


def tag_articles(engine: Engine, plan_id: int, tagger: Tagger, *, now: datetime) -> Iterator[TagProgress]:
    """Tag what is untagged under the plan, yielding after each committed batch; a second run finds nothing to do."""
    counts: Counter[str] = Counter()
    with Session(engine) as session, session.begin():
        _register(session, tagger, now)
        office = digest_office_files(session, session.get_one(Plan, plan_id))
        ids = session.scalars(_untagged(plan_id, tagger.version, office)).all()
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        with Session(engine) as session, session.begin():
            articles = session.scalars(select(Article).where(Article.id.in_(part)).order_by(Article.id)).all()
            for article in articles:
                tags = tagger.tag(article_text(article))
                _keep_tags(session, article, tags, {"plan_id": plan_id, "office_sha256": office, "proposed_at": now})
                counts["sector" if tags.is_relevant else "off_sector"] += 1
        yield TagProgress(start + len(part), len(ids), counts)


def tag_article(session: Session, plan: Plan, tagger: Tagger, article: Article, *, now: datetime) -> None:
    """Tag one article under a plan at once, as the stage would. The caller commits."""
    _register(session, tagger, now)
    asked = {"plan_id": plan.id, "office_sha256": digest_office_files(session, plan), "proposed_at": now}
    _keep_tags(session, article, tagger.tag(article_text(article)), asked)


def _register(session: Session, tagger: Tagger, now: datetime) -> None:
    row = {
        "version": tagger.version,
        "sha256": tagger.sha256,
        "folder": str(tagger.folder),
        "card": tagger.card,
        "registered_at": now,
    }
    upsert(session, Classifier, [row], key=["version"])


def _untagged(plan_id: int, version: str, office_sha256: str) -> Select[int]:
    """Return the ids of articles whose present text this classifier has not read under the plan as it now stands."""
    read = exists().where(
        and_(
            Tag.article_id == Article.id,
            Tag.plan_id == plan_id,
            Tag.axis == TagAxis.RELEVANT,
            Tag.classifier_version == version,
            Tag.office_sha256 == office_sha256,
            Tag.text_sha256 == Article.text_sha256,
            Tag.is_current,
        )
    )
    waiting = Article.status == ArticleStatus.QUARANTINED
    return select(Article.id).where(~read, ~waiting).order_by(Article.id)


def _keep_tags(session: Session, article: Article, tags: ArticleTags, asked: dict[str, Any]) -> None:
    """Write `tags` as the current ones; `asked` says under which plan, by which files and when."""
    earlier = update(Tag).where(Tag.article_id == article.id, Tag.plan_id == asked["plan_id"], Tag.is_current)
    session.execute(earlier.values(is_current=False, retired_at=asked["proposed_at"]))
    common = asked | {
        "article_id": article.id,
        "classifier_version": tags.classifier,
        "text_sha256": article.text_sha256,
        "is_current": True,
        "retired_at": None,
    }
    rows = [common | row for row in _tag_rows(tags)]
    key = ["article_id", "plan_id", "axis", "code", "classifier_version", "office_sha256", "text_sha256", "proposed_at"]
    upsert(session, Tag, rows, key=key, update=[name for name in rows[0] if name not in key])


def _tag_rows(tags: ArticleTags) -> list[dict[str, Any]]:
    relevance = replace(tags.relevant, code=RELEVANT)
    rows = [_tag_row(TagAxis.RELEVANT, relevance, candidate=not tags.is_relevant)]
    rows += [_tag_row(TagAxis.ROW, proposal) for proposal in tags.rows]
    rows += [_tag_row(TagAxis.ROW, proposal, candidate=True) for proposal in tags.candidates]
    rows += [_tag_row(TagAxis.FIELD, proposal) for proposal in tags.fields]
    rows += [_tag_row(TagAxis.DEPARTMENT, proposal) for proposal in tags.departments]
    rows += [_tag_row(axis, TagProposal(str(code), 1.0, Certainty.PROPOSED)) for axis, code in tags.facets]
    rows.append(_tag_row(TagAxis.LOCALITY, propose_locality(tags.locality)))
    return rows


def propose_locality(locality: Locality) -> TagProposal:
    """Return where the matter takes place as a proposal whose marks are the places found."""
    marks = tuple(ReasonMark(one.part, one.start, one.end, one.words) for one in locality.places)
    return TagProposal(locality.scope.value, locality.score, locality.certainty, reasons=locality.reasons, marks=marks)


def _tag_row(axis: TagAxis, proposal: TagProposal, *, candidate: bool = False) -> dict[str, Any]:
    return {
        "axis": axis,
        "code": proposal.code,
        "score": proposal.score,
        "certainty": proposal.certainty,
        "is_auto": proposal.auto,
        "is_candidate": candidate,
        "via": proposal.via,
        "reasons": list(proposal.reasons),
        "marks": [asdict(mark) for mark in proposal.marks],
        "missing": proposal.missing,
    }
