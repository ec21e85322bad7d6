"""An organisation file as table rows. Pure: file in, values out."""

from typing import Any

from models.office_files.organisation import Agency, Department, OrganisationFile, PressAgency

PRESS_COLUMNS = {"code", "name", "governing_body", "valid_from", "valid_to", "verification"}
PRESS_ELSEWHERE = PRESS_COLUMNS | {"kind", "domains", "successor"}


def function_values(file: OrganisationFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every function by code."""
    return {entry.code: {"code": entry.code, "name": entry.name} for entry in file.functions}


def agency_values(file: OrganisationFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every agency by code."""
    return {entry.code: _agency_columns(entry) for entry in file.agencies}


def department_lines(file: OrganisationFile) -> list[tuple[dict[str, Any], frozenset[str]]]:
    """Return the columns and the functions of every department line, in the order of the file."""
    return [(_department_columns(entry), frozenset(entry.functions)) for entry in file.departments]


def district_values(file: OrganisationFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every district by code."""
    return {
        entry.code: {
            "code": entry.code,
            "name": entry.name,
            "kind": entry.kind,
            "aliases": list(entry.aliases),
            "gso_code": entry.statistics_code,
            "is_coastal": entry.coastal,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "note": entry.note,
        }
        for entry in file.districts
    }


def press_values(file: OrganisationFile) -> dict[str, dict[str, Any]]:
    """Return the columns of every press agency by code; what has no column is in `details`."""
    return {entry.code: _press_columns(entry) for entry in file.press_agencies}


def _agency_columns(entry: Agency) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "letterhead_parent": entry.letterhead.parent,
        "letterhead_name": entry.letterhead.name,
        "document_code": entry.document_code,
        "place_name": entry.place_name,
        "aliases": list(entry.aliases),
        "website": entry.website,
        "valid_from": entry.valid_from,
        "valid_from_precision": entry.valid_from_precision,
        "valid_to": entry.valid_to,
        "successor_code": entry.successor,
        "predecessor_codes": list(entry.predecessors),
        "verification": entry.verification,
        "evidence": list(entry.evidence),
    }


def _department_columns(entry: Department) -> dict[str, Any]:
    return {
        "code": entry.code,
        "name": entry.name,
        "kind": entry.kind,
        "agency_code": entry.agency,
        "name_candidates": list(entry.candidate_names),
        "aliases": list(entry.aliases),
        "mention_patterns": list(entry.mention_patterns),
        "not_to_confuse": list(entry.not_to_confuse),
        "field_codes": list(entry.fields),
        "sends_monthly_plan": entry.sends_monthly_plan,
        "has_branches": entry.has_district_branches,
        "note": entry.note,
        "successor_code": entry.successor,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "verification": entry.verification,
        "evidence": list(entry.evidence),
    }


def _press_columns(entry: PressAgency) -> dict[str, Any]:
    return entry.model_dump(include=PRESS_COLUMNS) | {
        "kinds": list(entry.kind),
        "domains": list(entry.domains),
        "successor_code": entry.successor,
        "details": entry.model_dump(mode="json", by_alias=True, exclude=PRESS_ELSEWHERE),
    }
