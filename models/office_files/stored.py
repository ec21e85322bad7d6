"""An office file as plain data for the database, and back: nothing of the file is lost on the way."""

import json
from collections.abc import Mapping
from typing import Any

from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile


def dump_content(file: PlanFile | OrganisationFile) -> dict[str, Any]:
    """Return `file` as JSON-ready data with the keys of the YAML file."""
    return file.model_dump(mode="json", by_alias=True)


def restore_plan(content: Mapping[str, Any]) -> PlanFile:
    """Return the plan that `dump_content` wrote."""
    return PlanFile.model_validate_json(json.dumps(content))


def restore_organisation(content: Mapping[str, Any]) -> OrganisationFile:
    """Return the organisation that `dump_content` wrote."""
    return OrganisationFile.model_validate_json(json.dumps(content))
