"""What the tests of tagging share: the bundled office files and one tagger with the shipped classifier."""

from pathlib import Path

import pytest

import plans
from classify import Tagger
from classify.rules.book import RuleBook
from classify.rules.lexicon import build_lexicon
from models.office_files.loading import load_organisation_file, load_plan_file
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile

BUNDLED = Path(plans.__file__).parent


@pytest.fixture(scope="session")
def plan() -> PlanFile:
    """The 2023 plan."""
    return load_plan_file(BUNDLED / "ke-hoach-2023.yaml")


@pytest.fixture(scope="session")
def organisation() -> OrganisationFile:
    """The organisation of 2023."""
    return load_organisation_file(BUNDLED / "to-chuc-2023.yaml")


@pytest.fixture(scope="session")
def book(plan: PlanFile) -> RuleBook:
    """The compiled rules."""
    return RuleBook(build_lexicon(plan))


@pytest.fixture(scope="session")
def tagger(plan: PlanFile, organisation: OrganisationFile) -> Tagger:
    """A tagger with the shipped classifier."""
    return Tagger.load(plan, organisation)
