"""Works written by people of the sector, for the departments that they wrote for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.authors.record import Signing
from reports.authors.sector import SectorNames
from reports.authors.tallying import sign
from reports.record import Work


@dataclass(frozen=True, slots=True)
class Insider:
    """One author of the sector under one work; `department` is None where only the agency is known.

    `is_confirmed` says that people confirmed who it is; else the office in print says so.
    """

    author: str
    affiliation: str
    department: str | None
    work: Work
    is_confirmed: bool


def list_insiders(works: Iterable[Work], signing: Signing, sector: SectorNames) -> list[Insider]:
    """Return every author of the sector under every work, in the order of the works."""
    return [
        Insider(
            author=signer.bearer.name if signer.bearer else signer.credit.name,
            affiliation=signer.credit.affiliation or "",
            department=signer.department,
            work=work,
            is_confirmed=signer.bearer is not None,
        )
        for work in works
        for signer in sign(work, work.writers, signing, sector)
        if signer.is_insider
    ]
