"""All papers of a nomination with the names of their files, in the order in which they are handed over."""

from collections.abc import Iterator

from models.office_files.award import Nominated
from models.text import fold_accents
from reports.authors.record import Tally
from reports.making import NamedDocument
from reports.nominations.achievement import write_achievement
from reports.nominations.letter import cut_list, write_letter
from reports.nominations.list_paper import write_list
from reports.nominations.record import NominationList
from reports.nominations.ruling import list_signers
from reports.nominations.sheet import write_sheet
from reports.record import Work

LONGEST_NAME = 40


def make_papers(listed: NominationList, top: int) -> Iterator[NamedDocument]:
    """Yield the list, the letter, and for the first `top` places the reports on achievements and the works' sheets."""
    code = name_safely(listed.award.award.code)
    chosen = cut_list(listed, top)
    yield NamedDocument(f"01-danh-sach-de-nghi-xem-xet-{code}", write_list(listed))
    yield NamedDocument(f"02-to-trinh-{code}", write_letter(listed, top))
    for place, tally in enumerate(list_nominees(chosen), start=1):
        name = name_safely(tally.contributor.name)
        yield NamedDocument(f"bao-cao-thanh-tich/{place:02d}-{name}", write_achievement(listed, tally))
    for work in list_nominated_works(chosen):
        name = name_safely(work.title)
        yield NamedDocument(f"phieu-tac-pham/{work.number:03d}-{name}", write_sheet(listed, work))


def list_nominees(listed: NominationList) -> list[Tally]:
    """Return whom the list names: its authors, or the authors of its works."""
    if listed.award.nominates is Nominated.AUTHOR:
        return [one.tally for one in listed.ranked_authors]
    found = {one.contributor.key: one for entry in listed.entries for one in list_signers(entry, listed.book)}
    return list(found.values())


def list_nominated_works(listed: NominationList) -> list[Work]:
    """Return the works behind the list, by number: those of its authors, or its works themselves."""
    if listed.award.nominates is Nominated.AUTHOR:
        works = {work.number: work for one in listed.ranked_authors for work in one.tally.works}
    else:
        works = {work.number: work for entry in listed.entries for work in entry.works}
    return [works[number] for number in sorted(works)]


def name_safely(words: str) -> str:
    """Return words as part of a file's name: letters without accents, digits and hyphens, not too long."""
    letters = "".join(one if one.isascii() and one.isalnum() else "-" for one in fold_accents(words))
    name = ""
    for part in letters.split("-"):
        if part and len(name) + len(part) < LONGEST_NAME:
            name = f"{name}-{part}" if name else part
    return name or "khong-ten"
