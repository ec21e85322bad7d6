"""Which of a folder's office files are in force: samples are left out, the organisation comes before the plans."""

from datetime import date
from pathlib import Path

from models.office_files.loading import load_office_file
from models.office_files.plan import PlanFile


def list_bundled_files(folder: Path) -> list[Path]:
    """Return the files of `folder` to import, in order: the latest organisation, then every plan by its period.

    An organisation file holds all times, so the latest takes the place of the earlier ones.
    """
    organisations: list[tuple[date, Path]] = []
    plans: list[tuple[date, Path]] = []
    for path in sorted(folder.glob("*.yaml")):
        file = load_office_file(path)
        if file.is_sample:
            continue
        if isinstance(file, PlanFile):
            plans.append((file.plan.period.first_day, path))
        else:
            organisations.append((file.as_of, path))
    return [path for _, path in (*sorted(organisations)[-1:], *sorted(plans))]
