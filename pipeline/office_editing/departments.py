"""Lines of departments closed, opened and put right. Pure: organisation in, organisation out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import InputError
from models.office_files.organisation import Department, OrganisationFile
from models.vocabulary import Verification


@dataclass(frozen=True, slots=True)
class DepartmentWords:
    """What people may change of a line; the words by which articles name it stay as they are."""

    name: str
    aliases: tuple[str, ...]
    functions: tuple[str, ...]
    sends_monthly_plan: bool
    verification: Verification
    evidence: tuple[str, ...]


def list_lines(file: OrganisationFile, code: str) -> list[Department]:
    """Return the lines of a department, the earliest first; raises InputError for a code the file does not have."""
    lines = [line for line in file.departments if line.code == code]
    if not lines:
        raise InputError(f"Không có phòng, đơn vị nào mang mã «{code}».")
    return sorted(lines, key=lambda line: line.valid_from or date.min)


def correct_line(file: OrganisationFile, code: str, opened: date | None, words: DepartmentWords) -> OrganisationFile:
    """Put right what was always meant: the line that opened on `opened` gets other words and keeps its dates."""
    line = _find(file, code, opened)
    return _replace(file, line, lambda: (_with_words(line, words),))


def close_line(file: OrganisationFile, code: str, last_day: date) -> OrganisationFile:
    """Let the department hold until `last_day`; raises InputError where no line holds on that day."""
    line = _find_holding(file, code, last_day)
    return _replace(file, line, lambda: (line.model_copy(update={"valid_to": last_day}),))


def open_new_line(file: OrganisationFile, code: str, first_day: date, words: DepartmentWords) -> OrganisationFile:
    """Rename or rearrange from `first_day` on: the line before ends the day before, the new one goes on as it would."""
    line = _find_holding(file, code, first_day)
    if line.valid_from is not None and line.valid_from == first_day:
        raise InputError(f"Dòng này đã bắt đầu từ {first_day:%d/%m/%Y}: hãy dùng «Sửa lỗi ghi».")
    closed = line.model_copy(update={"valid_to": first_day - timedelta(days=1)})
    opened = _with_words(line, words).model_copy(update={"valid_from": first_day})
    return _replace(file, line, lambda: (closed, opened))


def add_department(file: OrganisationFile, line: Department) -> OrganisationFile:
    """Add a department that did not exist; raises InputError for a code in use."""
    if any(one.code == line.code for one in file.departments):
        raise InputError(f"Mã «{line.code}» đã dùng cho phòng, đơn vị khác.")
    return file.model_copy(update={"departments": (*file.departments, line)})


def _with_words(line: Department, words: DepartmentWords) -> Department:
    names = ("name", "aliases", "functions", "sends_monthly_plan", "verification", "evidence")
    return line.model_copy(update={name: getattr(words, name) for name in names})


def _find(file: OrganisationFile, code: str, opened: date | None) -> Department:
    found = [line for line in list_lines(file, code) if line.valid_from == opened]
    if not found:
        raise InputError("Dòng này đã thay đổi từ lúc mở trang: hãy mở lại trang rồi sửa.")
    return found[0]


def _find_holding(file: OrganisationFile, code: str, day: date) -> Department:
    found = [line for line in list_lines(file, code) if line.holds_on(day)]
    if not found:
        raise InputError(f"Ngày {day:%d/%m/%Y} phòng, đơn vị này không có dòng nào đang hiệu lực.")
    return found[0]


def _replace(file: OrganisationFile, line: Department, make: Callable[[], tuple[Department, ...]]) -> OrganisationFile:
    lines = tuple(new for one in file.departments for new in (make() if one is line else (one,)))
    return file.model_copy(update={"departments": lines})
