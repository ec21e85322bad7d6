"""Who signs on a day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from reports.letterhead import BLANK_LETTERHEAD, department_letterhead, find_letterhead
from reports.record import Letterhead
from tests import factories as make

MERGED = Letterhead(
    "UBND TỈNH THỬ", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Thử", "SNNMT", "Sở Nông nghiệp và Môi trường tỉnh Thử"
)


@pytest.fixture
def agencies(session: Session) -> Session:
    """An agency that was merged into another on 01/03/2025."""
    make.make_agency(session, "CU", valid_to=date(2025, 2, 28), successor_code="MOI")
    make.make_agency(
        session,
        "MOI",
        name="Sở Nông nghiệp và Môi trường tỉnh Thử",
        letterhead_name="SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        document_code="SNNMT",
        valid_from=date(2025, 3, 1),
    )
    return session


def test_the_successor_signs_from_its_first_day(agencies: Session) -> None:
    """The old name holds to its last day, the new one and its symbol from the next."""
    before = find_letterhead(agencies, "CU", date(2025, 2, 28))
    after = find_letterhead(agencies, "CU", date(2025, 3, 1))

    assert (before.name, before.document_code) == ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "STNMT")
    assert after == MERGED


def test_an_unknown_agency_leaves_dots(agencies: Session) -> None:
    """Nothing is invented."""
    assert find_letterhead(agencies, "KHONG-CO", date(2023, 1, 1)) == BLANK_LETTERHEAD


def test_a_department_signs_below_its_agency() -> None:
    """The agency becomes the parent; a symbol that nobody set stays open."""
    head = department_letterhead(MERGED, "Phòng Đất đai")

    assert (head.parent, head.name) == ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "PHÒNG ĐẤT ĐAI")
    assert (head.document_code, head.own_name, head.place_name) == ("……", "Phòng Đất đai", "Thử")
