"""Take the kept answers of each work out of the crawler's files; one that is lost is noted, never passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.warc import SnapshotLostError
from pipeline.evidence.captures import ArchivedExchange, read_exchange
from pipeline.evidence.records import WorkEvidence


@dataclass(frozen=True, slots=True)
class ArchivedWork:
    """A work and the ids of the WARC records that the folder holds of it, by snapshot."""

    evidence: WorkEvidence
    record_ids: Mapping[int, str]

    @property
    def code(self) -> str:
        """The code of its files."""
        return self.evidence.code

    @property
    def lost(self) -> frozenset[int]:
        """The snapshots whose bytes could not be read any more."""
        return frozenset(one.snapshot.id for one in self.evidence.answers) - frozenset(self.record_ids)


def read_exchanges(warc_folder: Path, work: WorkEvidence) -> Iterator[ArchivedExchange]:
    """Yield the exchanges of a work that can be read, the earliest first."""
    for answer in work.answers:
        try:
            yield read_exchange(warc_folder, answer)
        except SnapshotLostError:
            continue  # `ArchivedWork.lost` tells which


def note_work(work: WorkEvidence, exchanges: tuple[ArchivedExchange, ...]) -> ArchivedWork:
    """Return a work with what could be read of it, without the bytes."""
    return ArchivedWork(work, {one.answer.snapshot.id: one.record_id for one in exchanges})
