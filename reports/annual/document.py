"""The yearly report put together: opening, parts I to V, annexes, signature, recipients."""

from collections.abc import Iterator

from reports.annual.annexes import write_annexes
from reports.annual.departments import write_criticism, write_departments, write_insiders
from reports.annual.opening import write_direction, write_opening
from reports.annual.results import write_activities, write_contents, write_quantity
from reports.annual.shortfalls import write_directions, write_proposals, write_shortfalls
from reports.coverage import find_letterhead
from reports.documents.record import Block, Document, Heading, Note, Signature, paragraph
from reports.gathering import Gathered, count_waiting
from reports.summary import NOTHING_COLLECTED
from reports.wording.figures import MARKS_NOTE, tell_instant, tell_review

ARCHIVE_WORD = "Lưu"
FIRST_RECIPIENT = "Như trên"


def write_annual(gathered: Gathered) -> Document:
    """Return the Office's yearly report to the Ministry on what was gathered."""
    addressees = find_addressees(gathered)
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Kết quả thực hiện {gathered.office.plan.title}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(gathered)),
        addressees=addressees,
        recipients=list_recipients(gathered, addressees),
        signature=Signature(gathered.office.signer_position),
        annexes=write_annexes(gathered),
        warning=warn(gathered),
    )


def _write_blocks(gathered: Gathered) -> Iterator[Block]:
    yield Note(f"{tell_instant(gathered.as_of)}. {MARKS_NOTE}")
    yield from write_opening(gathered)
    yield from write_direction(gathered)
    yield Heading(1, "Kết quả thực hiện")
    for write in (
        write_quantity,
        write_contents,
        write_activities,
        write_departments,
        write_insiders,
        write_criticism,
    ):
        yield from write(gathered)
    yield from write_shortfalls(gathered)
    yield from write_directions(gathered)
    yield from write_proposals(gathered)
    yield paragraph(f"Trên đây là kết quả thực hiện {gathered.office.plan.title}, kính báo cáo./.")


def warn(gathered: Gathered) -> str:
    """Say above everything that nothing was collected, or how much waits for review; nothing if all is settled."""
    if not gathered.coverage.completeness and not gathered.coverage.standing.read:
        return NOTHING_COLLECTED
    return tell_review(*count_waiting(gathered))


def find_addressees(gathered: Gathered) -> tuple[str, ...]:
    """Return whom the Office reports to: the recipient of its first deadline, if the plan has one."""
    kinds = {line.kind for line in gathered.office.departments}
    once = [one for one in gathered.office.deadlines if one.last_valid is not None and one.sender_role in kinds]
    first = min(once, key=lambda one: (one.last_valid or gathered.end, one.code), default=None)
    return (first.recipient,) if first is not None else ()


def list_recipients(gathered: Gathered, addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Return "Nơi nhận": as above, the plan's own recipients, the archive last."""
    named = [one for one in gathered.office.recipients if not any(one.startswith(name) for name in addressees)]
    archive = [one for one in named if one.startswith(ARCHIVE_WORD)] or [f"{ARCHIVE_WORD}: VT, VP"]
    others = [one for one in named if not one.startswith(ARCHIVE_WORD)]
    return (*((FIRST_RECIPIENT,) if addressees else ()), *others, *archive)
