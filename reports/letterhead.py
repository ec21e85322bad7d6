"""Find how an agency signs on a day: its dated line, or that of the successor which holds by then."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Agency
from reports.record import Letterhead

BLANK_LETTERHEAD = Letterhead("…………………………", "…………………………", "……………", "……", "…………………………")


def find_letterhead(session: Session, agency_code: str, day: date) -> Letterhead:
    """Return the letterhead of the agency, or of the successor that holds on `day`; blanks if none is known."""
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    agency = agencies.get(agency_code)
    passed = set[str]()
    while agency is not None and agency.valid_to is not None and agency.valid_to < day and agency.code not in passed:
        passed.add(agency.code)
        agency = agencies.get(agency.successor_code or "", agency)
    if agency is None:
        return BLANK_LETTERHEAD
    return Letterhead(
        parent=agency.letterhead_parent,
        name=agency.letterhead_name,
        place_name=agency.place_name,
        document_code=agency.document_code,
        own_name=agency.name,
    )


def department_letterhead(agency: Letterhead, name: str, document_code: str = "……") -> Letterhead:
    """Return the letterhead of a department below its agency; without a known code the symbol leaves room."""
    return replace(agency, parent=agency.name, name=name.upper(), document_code=document_code, own_name=name)
