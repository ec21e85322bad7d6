"""The directory that readers know: the office's own plan and organisation of 2023."""

from pathlib import Path

import pytest

from models.office_files.loading import load_organisation_file, load_plan_file
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.directory_loading import build_directory

PLANS = Path(__file__).parents[3] / "plans"


@pytest.fixture(scope="session")
def directory() -> Directory:
    """Departments, outlets and rows of 2023."""
    plan = load_plan_file(PLANS / "ke-hoach-2023.yaml")
    organisation = load_organisation_file(PLANS / "to-chuc-2023.yaml")
    return build_directory("KH-2023", plan, organisation)
