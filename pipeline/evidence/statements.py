"""What the folder says of itself in data: its record, and each work with its captures, revisions and states. Pure."""

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from typing import Any

from models.vocabulary import Certainty
from pipeline.evidence.archiving import ArchivedWork
from pipeline.evidence.decisions import DecisionLog, write_instant
from pipeline.evidence.layout import VERSIONS, capture_path, sheet_path
from pipeline.evidence.records import KeptAnswer, PlanVersion, PublicationEvidence
from pipeline.evidence.verify import FORMAT, LOG_SCHEME
from reports.gathering import Gathered
from reports.record import Work


def describe_folder(
    gathered: Gathered, works: Sequence[ArchivedWork], log: DecisionLog, versions: Sequence[PlanVersion]
) -> dict[str, Any]:
    """Return the record of the folder: what it is about, as of when, and what is counted."""
    return {
        "format": FORMAT,
        "program": f"diembao {version('diembao')}",
        "plan": {"code": gathered.office.plan.code, "title": gathered.office.plan.title},
        "period": {"from": gathered.start.isoformat(), "to": gathered.end.isoformat()},
        "as_of": write_instant(gathered.as_of),
        "works": {
            "counted": len(works),
            "proposed_not_included": _count(gathered.works, Certainty.PROPOSED),
            "doubtful_not_included": _count(gathered.works, Certainty.DOUBTFUL),
        },
        "decisions": {"count": log.count, "head": log.head, "scheme": LOG_SCHEME},
        "classifiers": list(gathered.coverage.classifiers),
        "versions": [
            {"path": f"{VERSIONS}/{one.name}", "sha256": one.sha256, "imported_at": write_instant(one.imported_at)}
            for one in versions
        ],
    }


def _count(works: Sequence[Work], certainty: Certainty) -> int:
    return sum(work.certainty is certainty for work in works)


def describe_works(works: Sequence[ArchivedWork]) -> list[dict[str, Any]]:
    """Return each work with everything that was seen of it."""
    return [_describe_work(one) for one in works]


def _describe_work(archived: ArchivedWork) -> dict[str, Any]:
    work = archived.evidence.work
    return {
        "code": archived.code,
        "title": work.title,
        "authors": work.authors,
        "genre": work.genre,
        "rows": [{"code": row.code, "certainty": row.certainty.value} for row in work.rows],
        "sheet": sheet_path(archived.code),
        "wacz": capture_path(archived.code) if archived.record_ids else None,
        "publications": [_describe_publication(archived, one) for one in archived.evidence.publications],
    }


def _describe_publication(archived: ArchivedWork, one: PublicationEvidence) -> dict[str, Any]:
    publication = one.publication
    return {
        "outlet": publication.outlet_key,
        "outlet_name": publication.outlet_name,
        "outlet_article_id": one.outlet_article_id,
        "url": publication.url,
        "published_at": _instant(publication.published_at),
        "first_seen_at": write_instant(one.first_seen_at),
        "origin": one.origin.value,
        "status": publication.status.value,
        "text_sha256": publication.text_sha256,
        "agreement": one.agreement.value,
        "captures": [_describe_answer(archived, answer) for answer in one.answers],
        "revisions": [
            {
                "number": revision.number,
                "seen_at": write_instant(revision.seen_at),
                "title": revision.title,
                "byline": revision.byline,
                "published_at": _instant(revision.published_at),
                "text_sha256": revision.text_sha256,
                "diff": revision.diff,
            }
            for revision in one.revisions
        ],
        "states": [
            {"since": write_instant(state.since), "status": state.status.value, "reason": state.reason}
            for state in one.states
        ],
    }


def _describe_answer(archived: ArchivedWork, answer: KeptAnswer) -> dict[str, Any]:
    snapshot = answer.snapshot
    return {
        "captured_at": write_instant(snapshot.captured_at),
        "url": snapshot.url,
        "http_status": snapshot.http_status,
        "page_sha256": snapshot.sha256,
        "page_length": snapshot.length,
        "repeats": _instant(answer.repeats),
        "record_id": archived.record_ids.get(snapshot.id),
    }


def _instant(at: datetime | None) -> str | None:
    return write_instant(at) if at is not None else None
