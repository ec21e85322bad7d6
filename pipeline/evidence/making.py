"""Make a folder of evidence: read, write everything beside its place, seal, check it, prove its time, give it its name.

The folder appears whole or not at all. The same instant, program and machine give the same root: nothing in the
tree depends on when it was made or by whom. Roles in the log are those that accounts have when it is made.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.orm import Session

from models.errors import DiembaoError, UsageError
from models.plan import Plan
from pipeline.config import EvidenceSettings
from pipeline.custody.certificate import Certificate, Period
from pipeline.custody.completeness import read_completeness
from pipeline.custody.questions import CountQuestion, list_count_questions
from pipeline.evidence import verify
from pipeline.evidence.archiving import ArchivedWork, note_work, read_exchanges
from pipeline.evidence.decisions import DecisionLog, read_decisions, write_log
from pipeline.evidence.explaining import explain
from pipeline.evidence.gathering import list_counted, read_works
from pipeline.evidence.layout import (
    EXPLANATION,
    PROGRAM,
    READ_ME,
    REPORTS,
    VERSIONS,
    capture_path,
    sheet_path,
)
from pipeline.evidence.order import FolderOrder
from pipeline.evidence.plan_versions import read_versions
from pipeline.evidence.proving import Proof, prove_time, require_certificate
from pipeline.evidence.read_me import write_read_me
from pipeline.evidence.records import WorkEvidence
from pipeline.evidence.sealing import force_to_disk, seal_folder
from pipeline.evidence.sheets import make_sheet
from pipeline.evidence.statements import describe_folder, describe_works
from pipeline.evidence.storing import keep_folder
from pipeline.evidence.wacz import write_wacz
from reports.annual import write_annual
from reports.documents.writing import write_document
from reports.evidence_sheet.typeset import render_sheets
from reports.gathering import Gathered, gather
from reports.kinds import ReportKind, ReportOrder, name_files
from reports.making import end_by
from reports.writing import write_coverage

FORMS = ("docx", "pdf", "xlsx")
Tell = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class MadeFolder:
    """A folder that stands in its place: its root, what it counts, and how its time is proven or why it is not.

    `asked` counts the articles that were edited or removed after they were counted and wait for a person's word.
    """

    path: Path
    root: str
    works: int
    captures: int
    lost: int
    decisions: int
    asked: int
    proof: Proof


class NotSoundError(DiembaoError):
    """The finished folder failed its own check; it was thrown away."""


def make_folder(session: Session, plan: Plan, order: FolderOrder, settings: EvidenceSettings, tell: Tell) -> MadeFolder:
    """Make the folder and keep its root and citations; the caller commits.

    Raises UsageError where something lies at its place already, NotSoundError if its own check finds a fault.
    """
    out = order.out.resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{order.out} đã có dữ liệu; hãy chọn một thư mục mới.")
    require_certificate(settings)
    out.parent.mkdir(parents=True, exist_ok=True)
    asked = ReportOrder(ReportKind.ANNUAL, order.start, order.end, order.as_of)
    gathered = gather(session, plan, order.start, end_by(asked), order.as_of)
    works = read_works(session, list_counted(gathered), order.as_of)
    questions = list_count_questions(session, plan, order.as_of)
    with _draft_beside(out) as draft:
        archived, log = _Filling(draft, order, gathered, questions, tell).fill(session, plan, works)
        root = seal_folder(draft)
        _check_sound(draft, tell)
        proof = prove_time(draft, root, settings)
        keep_folder(session, plan, order, archived, root=root, proof=proof)
        force_to_disk(draft)
        draft.rename(out)
    kept, lost = sum(len(one.record_ids) for one in archived), sum(len(one.lost) for one in archived)
    return MadeFolder(out, root, len(archived), kept, lost, log.count, len(questions), proof)


@contextmanager
def _draft_beside(out: Path) -> Iterator[Path]:
    """Yield a new folder beside `out`, to be renamed to it; whatever goes wrong leaves none behind."""
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    draft.mkdir()
    try:
        yield draft
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


@dataclass(frozen=True, slots=True)
class _Filling:
    """Writes all files of the tree into the draft."""

    draft: Path
    order: FolderOrder
    gathered: Gathered
    questions: tuple[CountQuestion, ...]
    tell: Tell

    def fill(
        self, session: Session, plan: Plan, works: Sequence[WorkEvidence]
    ) -> tuple[list[ArchivedWork], DecisionLog]:
        """Write everything; returns what could be read of the works, and the log."""
        archived = list(self._write_captures(works))
        codes = {one.publication.article_id: work.code for work in works for one in work.publications}
        log = write_log(read_decisions(session, plan, self.order.as_of, codes))
        versions = read_versions(session, plan, self.order.as_of)
        self._write(verify.LOG, log.content)
        for one in versions:
            self._write(f"{VERSIONS}/{one.name}", one.content)
        self._write(verify.RECORD, verify.canonical(describe_folder(self.gathered, archived, log, versions)))
        self._write(verify.WORKS, verify.canonical(describe_works(archived)))
        self._write(READ_ME, write_read_me(self.gathered, len(archived)))
        self._write(PROGRAM, Path(verify.__file__).read_bytes())
        self._write_sheets(archived)
        period = Period(self.gathered.start, self.gathered.end)
        self._write_reports(archived, log, read_completeness(session, period, self.order.as_of))
        return archived, log

    def _write_captures(self, works: Sequence[WorkEvidence]) -> Iterator[ArchivedWork]:
        software = f"diembao {version('diembao')}"
        for done, work in enumerate(works, start=1):
            exchanges = tuple(read_exchanges(self.order.warc_folder, work))
            if exchanges:
                title = f"{work.code}. {work.work.title}"
                content = write_wacz(exchanges, title=title, software=software, created=self.order.as_of)
                self._write(capture_path(work.code), content)
            self.tell("Bản chụp", done, len(works))
            yield note_work(work, exchanges)

    def _write_sheets(self, works: Sequence[ArchivedWork]) -> None:
        pages = render_sheets(make_sheet(one, self.gathered) for one in works)
        for done, (one, page) in enumerate(zip(works, pages, strict=True), start=1):
            self._write(sheet_path(one.code), page)
            self.tell("Phiếu", done, len(works))

    def _write_reports(self, works: Sequence[ArchivedWork], log: DecisionLog, completeness: Certificate) -> None:
        folder, gathered = self.draft / REPORTS, self.gathered
        asked = ReportOrder(ReportKind.ANNUAL, gathered.start, gathered.end, gathered.as_of)
        write_coverage(gathered.coverage, folder, FORMS)
        self.tell("Báo cáo", 1, 3)
        write_document(write_annual(gathered), folder, name_files(gathered.office.plan.code, asked), FORMS)
        self.tell("Báo cáo", 2, 3)
        write_document(explain(gathered, works, log, completeness, self.questions), folder, EXPLANATION, FORMS)
        self.tell("Báo cáo", 3, 3)

    def _write(self, path: str, content: bytes) -> None:
        (self.draft / path).parent.mkdir(parents=True, exist_ok=True)
        (self.draft / path).write_bytes(content)


def _check_sound(draft: Path, tell: Tell) -> None:
    """Let the folder be checked as its reader will check it."""
    verdict = verify.verify_folder(draft, tell=tell)
    wrong = [one.vi for one in verdict.findings if one.state == verify.BROKEN]
    if wrong:
        raise NotSoundError(f"Bộ hồ sơ vừa lập không qua được kiểm tra nên đã bỏ: {wrong[0]}")
