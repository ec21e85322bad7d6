"""Keep in the database which folders were handed over, under which root, and which kept pages they cite."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models.evidence import EvidenceCitation, EvidenceFolder
from models.plan import Plan
from pipeline.evidence.archiving import ArchivedWork
from pipeline.evidence.order import FolderOrder
from pipeline.evidence.proving import Proof


@dataclass(frozen=True, slots=True)
class KnownFolder:
    """A folder that was made, as the database remembers it."""

    name: str
    plan_code: str
    as_of: datetime
    made_at: datetime
    root: str
    time_proofs: tuple[str, ...]


def keep_folder(
    session: Session, plan: Plan, order: FolderOrder, works: Iterable[ArchivedWork], *, root: str, proof: Proof
) -> None:
    """Write down a folder and every snapshot it holds; the caller commits."""
    folder = EvidenceFolder(
        plan_id=plan.id,
        name=order.out.name,
        period_from=order.start,
        period_to=order.end,
        as_of=order.as_of,
        made_at=order.now,
        made_by=order.by,
        root_sha256=root,
        time_proofs=list(proof.proofs),
    )
    session.add(folder)
    session.flush()
    cited = sorted({snapshot_id for work in works for snapshot_id in work.record_ids})
    if cited:
        session.execute(insert(EvidenceCitation), [{"folder_id": folder.id, "snapshot_id": id_} for id_ in cited])


def note_proof(session: Session, root: str, proof: Proof) -> int:
    """Add a later time proof to the folders of a root; returns how many are known. The caller commits."""
    known = session.scalars(select(EvidenceFolder).where(EvidenceFolder.root_sha256 == root)).all()
    for folder in known:
        folder.time_proofs = [*folder.time_proofs, *proof.proofs]
    return len(known)


def list_folders(session: Session) -> tuple[KnownFolder, ...]:
    """Return the folders made here, the newest first."""
    query = select(EvidenceFolder, Plan.code).join(Plan, Plan.id == EvidenceFolder.plan_id)
    return tuple(
        KnownFolder(one.name, code, one.as_of, one.made_at, one.root_sha256, tuple(one.time_proofs))
        for one, code in session.execute(query.order_by(EvidenceFolder.made_at.desc(), EvidenceFolder.id.desc()))
    )
