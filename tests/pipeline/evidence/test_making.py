"""A folder holds what it says, by role and not by name, the same whenever it is made, whole or not at all."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UsageError
from models.evidence import EvidenceCitation, EvidenceFolder
from models.vocabulary import AccountRole
from pipeline.evidence import verify
from pipeline.evidence.making import MadeFolder
from tests.pipeline.evidence.making import FIRST_LOOK, NOW, SECRET_NAME, WEEK, Installation, Look

TOOLS = Path(sys.executable).parent


def read_works(folder: Path) -> dict[str, dict[str, object]]:
    return {work["title"]: work for work in json.loads((folder / verify.WORKS).read_text("utf-8"))}


def test_a_folder_holds_each_confirmed_work_with_all_that_was_seen(any_place: Installation, tmp_path: Path) -> None:
    """Captures, revisions and the removal of each work are told; a proposed work has none of it."""
    made = any_place.make(tmp_path / "ho-so")
    works = read_works(made.path)

    told = {
        title: [
            (one["outlet"], one["status"], len(one["captures"]), len(one["revisions"])) for one in work["publications"]
        ]
        for title, work in works.items()
    }
    assert told == {
        "Dọn rác ven sông": [("bao", "live", 2, 1)],
        "Cấp nước sạch cho xã đảo": [("bao", "edited", 2, 2), ("dai", "live", 1, 1)],
        "Xử phạt cơ sở xả thải": [("bao", "removed", 2, 1)],
        "Bài nhập tay": [("bao", "live", 0, 0)],
    }
    assert (made.works, made.captures, made.lost) == (4, 7, 0)
    assert works["Bài nhập tay"]["wacz"] is None


def test_each_work_has_one_page_and_its_reports_stand_beside(sealed: MadeFolder) -> None:
    """There is a sheet of one page a work, and the reports as Word, PDF and Excel."""
    sheets = sorted((sealed.path / "phieu").iterdir())
    forms = sorted(path.suffix for path in (sealed.path / "bao-cao").iterdir())

    assert [len(pypdf.PdfReader(path).pages) for path in sheets] == [1, 1, 1, 1]
    assert forms == [".docx"] * 3 + [".pdf"] * 3 + [".xlsx"] * 3


def test_other_programs_accept_the_captures(sealed: MadeFolder, tmp_path: Path) -> None:
    """The validators of WACZ and WARC find nothing wrong."""
    for path in sorted((sealed.path / "ban-chup").iterdir()):
        subprocess.run([TOOLS / "wacz", "validate", "-f", path], check=True, capture_output=True)
        with ZipFile(path) as file:
            file.extract("archive/data.warc.gz", tmp_path / path.stem)
        warc = tmp_path / path.stem / "archive" / "data.warc.gz"
        subprocess.run([TOOLS / "warcio", "check", warc], check=True, capture_output=True)


def test_decisions_are_told_by_role_and_never_by_name(sealed: MadeFolder) -> None:
    """The log says the role of an account, "nhân viên" without one; no file of data names anybody who decided."""
    lines = [json.loads(line)["entry"] for line in (sealed.path / verify.LOG).read_text("utf-8").splitlines()]

    roles = {(line["kind"], line["role_label"]) for line in lines}
    assert roles == {
        ("answer", AccountRole.REVIEWER.label),
        ("answer", "nhân viên"),
        ("correction", "nhân viên"),
        ("standing", AccountRole.REVIEWER.label),
    }
    texts = [path.read_text("utf-8") for path in sealed.path.rglob("*.json*")]
    assert not [text for text in texts if SECRET_NAME in text or "Bí Mật" in text]


def test_a_decision_tells_from_what_to_what_and_by_which_classifier(sealed: MadeFolder) -> None:
    """An answer names what was proposed, what was answered, the classifier, and the work it stands for."""
    lines = [json.loads(line)["entry"] for line in (sealed.path / verify.LOG).read_text("utf-8").splitlines()]

    [one] = [line for line in lines if line["kind"] == "answer" and line["role"] == "duyet"]
    assert (one["from"], one["to"], one["code"]) == ({"answer": None, "proposed": 0.9}, "accept", "ND02")
    assert (one["classifier"], one["work"]) == ("2023-01-01-test", read_works(sealed.path)["Dọn rác ven sông"]["code"])


def test_the_same_instant_gives_the_same_root(place: Installation, tmp_path: Path) -> None:
    """What came after the instant changes nothing: two folders of one instant are equal, file by file."""
    made = place.make(tmp_path / "ho-so")
    place.add_captured("Bài đến sau", [Look(NOW, "<p>sau</p>")])
    again = place.make(tmp_path / "lan-hai")

    assert again.root == made.root
    assert read_files(again.path) == read_files(made.path)


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_root_and_citations_are_kept(any_place: Installation, tmp_path: Path, session: Session) -> None:
    """The database remembers the root and every page that must not be pruned; an earlier instant has another root."""
    made = any_place.make(tmp_path / "ho-so", as_of=FIRST_LOOK + timedelta(days=1))

    folder = session.scalars(select(EvidenceFolder)).one()
    cited = session.scalars(select(EvidenceCitation.snapshot_id).where(EvidenceCitation.folder_id == folder.id)).all()

    assert (folder.root_sha256, folder.name, folder.time_proofs) == (made.root, "ho-so", [])
    assert len(cited) == made.captures


@pytest.mark.parametrize(("mark", "is_lost"), [(b"\x1f\x8b", True), (b"GET /bai", True), (b"software: ", False)])
def test_a_lost_page_is_told_and_the_folder_still_holds(
    place: Installation, tmp_path: Path, mark: bytes, *, is_lost: bool
) -> None:
    """Where an answer or its request changed in the crawler's file, the capture is noted as lost; nothing else is."""
    [warc] = place.warc_folder.iterdir()
    content = bytearray(warc.read_bytes())
    content[content.index(mark) + 12] ^= 1
    warc.write_bytes(content)

    made = place.make(tmp_path / "ho-so")

    verdict = verify.verify_folder(made.path)
    assert (made.lost > 0) is is_lost
    assert verdict.holds
    assert any(f"{made.lost} bản chụp đã mất" in one.vi for one in verdict.findings if one.state == verify.ABSENT)


def test_a_folder_in_use_is_refused(place: Installation, tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "ho-so").mkdir()
    (tmp_path / "ho-so" / "cu.txt").write_text("cũ")

    with pytest.raises(UsageError):
        place.make(tmp_path / "ho-so")


def test_what_is_broken_off_leaves_nothing_behind(place: Installation, tmp_path: Path) -> None:
    """A folder broken off on the way appears under no name at all, and the database knows nothing of it."""

    def break_off(label: str, _done: int, _total: int | None) -> None:
        if label == "Phiếu":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place.make(tmp_path / "lap" / "ho-so", tell=break_off)

    assert list((tmp_path / "lap").iterdir()) == []
    assert place.session.scalars(select(EvidenceFolder)).all() == []


def test_the_excerpt_on_a_sheet_is_short(place: Installation, tmp_path: Path) -> None:
    """Whatever the article's length, three hundred characters at most are printed; many looks still fit one page."""
    looks = [Look(FIRST_LOOK + n * WEEK, f"<p>{n}</p>") for n in range(30)]
    long = place.add_captured("Tên rất dài " * 30, looks, lead="từ " * 2000, text="chữ " * 5000)
    place.confirm(long)

    made = place.make(tmp_path / "ho-so")

    for path in (made.path / "phieu").iterdir():
        reader = pypdf.PdfReader(path)
        assert len(reader.pages) == 1
        assert reader.pages[0].extract_text().count("từ ") <= 100
