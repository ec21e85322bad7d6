"""One planned row read as obligations: subjects × pieces, each with what its row, sections and table say. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from models.vocabulary import ObligationStatus
from pipeline.monthly_plans.calendar_days import month_of
from pipeline.monthly_plans.contacts import part_contacts
from pipeline.monthly_plans.genres import read_pieces, read_quantity
from pipeline.monthly_plans.grid import Line
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.promised import CountedCell, Promise, PromiseWords, read_promises
from pipeline.monthly_plans.records import PlanMonth, ReadObligation, Unread
from pipeline.monthly_plans.row_cells import FilledCell, RowCells
from pipeline.monthly_plans.row_facts import TableFacts, read_shared
from pipeline.monthly_plans.row_windows import SubjectPlace, is_wanted, line_of, read_row_window
from pipeline.monthly_plans.sections import SectionWords
from pipeline.monthly_plans.standing import ACTIVE, Standing, read_standing, read_standing_aside
from pipeline.monthly_plans.subjects import Subject, split_subjects
from pipeline.monthly_plans.time_cells import WindowReading

STRUCK_REASON = "dòng bị gạch ngang trong tệp"


def read_row(
    cells: RowCells, facts: TableFacts, section: SectionWords, *, subjects: Sequence[Subject]
) -> tuple[ReadObligation, ...]:
    """Return the obligations of a row whose subjects are known."""
    reader = _RowReader(cells, facts, section, len(subjects))
    read = [obligation for at, subject in enumerate(subjects) for obligation in reader.read(subject, at)]
    return tuple(replace(obligation, ordinal=ordinal) for ordinal, obligation in enumerate(read, start=1))


class _RowReader:
    """Reads subject after subject of one row; `count` is how many there are."""

    def __init__(self, cells: RowCells, facts: TableFacts, section: SectionWords, count: int) -> None:
        self._cells = cells
        self._facts = facts
        self._section = section
        self._count = count
        self._shared = read_shared(cells, facts, section)
        self._standing = _read_standing(cells, section, self._shared.month)

    def read(self, subject: Subject, at: int) -> list[ReadObligation]:
        """Return the obligations of one subject; their ordinals are the caller's to give."""
        standing = _stand(subject, self._standing, self._shared.month)
        words = _promise_words(self._cells, self._section, subject.text, SubjectPlace(at, self._count))
        promises = read_promises(words, self._facts.names.outlets)
        if self._count > 1:
            promises = _share_among_subjects(promises, words, self._cells, SubjectPlace(at, self._count))
        # A row of one subject may have a line of time for each of its pieces.
        places = [SubjectPlace(at, self._count)] * len(promises)
        if self._count == 1:
            places = [SubjectPlace(piece, len(promises)) for piece in range(len(promises))]
        return [
            self._make(subject, promise, self._read_window(place), standing)
            for promise, place in zip(promises, places, strict=True)
        ]

    def _read_window(self, place: SubjectPlace) -> WindowReading:
        return read_row_window(self._cells, self._section, self._shared.month, place, self._facts.year)

    def _make(self, subject: Subject, promise: Promise, window: WindowReading, standing: Standing) -> ReadObligation:
        shared = self._shared
        month, derived = _derive_month(shared.month, window)
        unread = [entry for entry in (*shared.unread, *promise.unread) if not (derived and entry.field == "month")]
        if window.window is None:
            unread.append(Unread("window", window.why or "không rõ thời gian"))
        remarks = [*shared.remarks, *promise.remarks, *window.remarks, *derived]
        content, named = part_contacts(subject.text)
        contacts = tuple(dict.fromkeys(text for text in (shared.contact, named) if text))
        if standing.target_unread:
            remarks.append(f"không rõ chuyển sang tháng nào: «{standing.reason}»")
        return ReadObligation(
            sheet=self._facts.sheet,
            row=self._cells.row.number,
            ordinal=1,
            department=shared.department,
            month=month,
            content=content or subject.text,
            plan_rows=shared.plan_rows or self._facts.names.plan_rows.read_in_text(subject.text).codes,
            genre=promise.genre,
            quantity=promise.quantity,
            outlets=promise.outlets or self._section.outlets or self._sheet_outlet(),
            window=window.window,
            supporting=shared.supporting,
            status=standing.status,
            status_reason=part_contacts(standing.reason)[0] if standing.reason else None,
            moved_to=standing.moved_to,
            note=shared.note,
            contact="; ".join(contacts) or None,
            unread=tuple(dict.fromkeys(unread)),
            remarks=tuple(dict.fromkeys(remarks)),
            cells=shared.cells,
        )

    def _sheet_outlet(self) -> tuple[str, ...]:
        has_column = self._cells.has(Meaning.OUTLETS, Meaning.OUTLET_MARK)
        return () if has_column or self._facts.outlet is None else (self._facts.outlet,)


def _derive_month(month: PlanMonth | None, window: WindowReading) -> tuple[PlanMonth | None, tuple[str, ...]]:
    """Return the month, taken from a row's own dated window where nothing else names one, and the remark on it."""
    span = window.window
    if month is not None or span is None or month_of(span.first) != month_of(span.last):
        return month, ()
    return month_of(span.first), ("tháng lấy theo thời gian của dòng",)


def _read_standing(cells: RowCells, section: SectionWords, month: PlanMonth | None) -> Standing:
    for filled in cells.all(Meaning.NOTE, Meaning.STANDING):
        standing = read_standing(filled.words, month)
        if standing.status is not ObligationStatus.ACTIVE:
            return replace(standing, reason=" ".join(filled.words.split()))
    for filled in cells.all(Meaning.WINDOW, Meaning.GENRE, Meaning.QUANTITY, Meaning.NUMBER, Meaning.OUTLETS):
        for standing in (read_standing_aside(filled.words, month), read_standing(filled.words, month)):
            if standing.status is not ObligationStatus.ACTIVE:
                return standing
    return section.standing


def _stand(subject: Subject, row: Standing, month: PlanMonth | None) -> Standing:
    """Return the standing of one subject: crossed out, told aside in its text, or that of its row."""
    if subject.struck:
        return Standing(ObligationStatus.CANCELLED, STRUCK_REASON if row is ACTIVE else row.reason)
    aside = read_standing_aside(subject.text, month)
    return row if aside.status is ObligationStatus.ACTIVE else aside


def _promise_words(cells: RowCells, section: SectionWords, content: str, place: SubjectPlace) -> PromiseWords:
    quantity = cells.one(Meaning.QUANTITY)
    value = quantity.cell.value if quantity else None
    genre = line_of(cells.text(Meaning.GENRE), place)
    if not (genre or "").strip() and section.genre:
        genre = section.genre.label
    counted = cells.all(Meaning.GENRE_COUNT, Meaning.OUTLET_MARK)
    return PromiseWords(
        content=content,
        genre=genre,
        quantity=line_of(cells.text(Meaning.QUANTITY), place),
        quantity_value=value if isinstance(value, float) else None,
        outlets=line_of(cells.text(Meaning.OUTLETS), place),
        counted=tuple(_counted(filled) for filled in counted if is_wanted(filled)),
    )


def _share_among_subjects(
    promises: tuple[Promise, ...], words: PromiseWords, cells: RowCells, place: SubjectPlace
) -> tuple[Promise, ...]:
    """Deal a row's pieces out to its several subjects where lines have not done so.

    As many pieces as subjects: the first goes with the first. One number above one for all of them may mean each or
    together: it is left open.
    """
    own_lines = words.genre != cells.text(Meaning.GENRE) or words.quantity != cells.text(Meaning.QUANTITY)
    if own_lines or words.counted:
        return promises
    if len(promises) == place.count:
        promise = promises[place.at]
        return (replace(promise, remarks=(*promise.remarks, "thể loại thứ mấy đi với nội dung thứ mấy")),)
    return tuple(
        _leave_open(promise, place) if promise.quantity and promise.quantity > 1 else promise for promise in promises
    )


def _leave_open(promise: Promise, place: SubjectPlace) -> Promise:
    why = f"{promise.quantity} cho cả {place.count} nội dung hay cho mỗi nội dung?"
    return replace(promise, quantity=None, unread=(*promise.unread, Unread("quantity", why)))


def _counted(filled: FilledCell) -> CountedCell:
    value = filled.cell.value
    reading = filled.column.reading
    return CountedCell(filled.words, value if isinstance(value, float) else None, reading.genre, reading.outlet)


def subjects_of(cells: RowCells) -> tuple[Subject, ...]:
    """Return the subjects of a row's content cell, the theme's words where it is blank; a bare number is none."""
    filled = cells.one(Meaning.CONTENT) or cells.one(Meaning.THEME)
    if filled is None or filled.cell.fault:
        return ()
    lines = filled.cell.lines if filled.cell.lines else (Line(filled.words),)
    subjects = tuple(subject for subject in split_subjects(lines) if any(map(str.isalpha, subject.text)))
    is_one_sentence = len(lines) == 1 and all(subject.text[:1].islower() for subject in subjects[1:])
    if len(subjects) > 1 and is_one_sentence and _asks_for_one(cells):
        return (Subject("; ".join(subject.text for subject in subjects), lines[0].struck),)
    return subjects


def _asks_for_one(cells: RowCells) -> bool:
    """Say whether a row asks for a single piece, which cannot serve several subjects of one sentence."""
    quantity = cells.one(Meaning.QUANTITY)
    value = quantity.cell.value if quantity else None
    pieces = read_pieces(cells.text(Meaning.GENRE) or "")
    stated = read_quantity(cells.text(Meaning.QUANTITY) or "", value if isinstance(value, float) else None)
    number = stated.quantity if stated else pieces[0].quantity if pieces else None
    return len(pieces) == 1 and number == 1
