"""Which awards there are rules for: those that come with the program, and a file of the office's own."""

from pathlib import Path

import plans
from models.errors import UsageError
from models.office_files.award import AwardFile, load_award_file

BUNDLED = Path(plans.__file__).parent / "giai-thuong"


def list_awards(folder: Path = BUNDLED) -> list[AwardFile]:
    """Return the awards of a folder by code."""
    return sorted((load_award_file(path) for path in folder.glob("*.yaml")), key=lambda one: one.award.code)


def find_award(named: str) -> AwardFile:
    """Return the award of a code that comes with the program, or of the file so named; raises UsageError."""
    if named.endswith((".yaml", ".yml")):
        return load_award_file(Path(named))
    known = {one.award.code: one for one in list_awards()}
    if named not in known:
        raise UsageError(f"Không có giải «{named}»; có: {', '.join(known)}, hoặc đường dẫn tới tệp quy tắc (.yaml).")
    return known[named]
