"""Old-font text in a file: found, offered for conversion with a preview, converted when asked. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.monthly_plans.grid import Cell, Grid, OpenedFile
from pipeline.monthly_plans.legacy_fonts import (
    LegacyEncoding,
    convert_text,
    detect_encoding,
    is_modern,
    needs_conversion,
)
from pipeline.monthly_plans.records import ConversionOffer, ReadTable, SkippedRow

PREVIEWED = 8
SOFT_HYPHEN = "\u00ad"


def offer_conversion(opened: OpenedFile) -> ConversionOffer | None:
    """Return an offer if letters or fonts betray an old encoding; the commoner of the two if both do."""
    trusts_fonts = _trusts_fonts(opened.grids)
    found = [
        (text, encoding)
        for text, legacy in _texts(opened.grids)
        if (encoding := _encoding_of(text, legacy if trusts_fonts else None))
    ]
    if not found:
        return None
    families = Counter(encoding.family for _, encoding in found)
    chosen = families.most_common(1)[0][0]
    samples = dict.fromkeys(
        (text, convert_text(text, encoding)) for text, encoding in found if encoding.family is chosen
    )
    longest = sorted(samples, key=lambda pair: -len(pair[0]))[:PREVIEWED]
    return ConversionOffer(chosen, families[chosen], tuple(pair for pair in samples if pair in longest))


def _texts(grids: Sequence[Grid]) -> Iterator[tuple[str, LegacyEncoding | None]]:
    for grid in grids:
        if grid.hidden:
            continue
        yield from ((line, None) for line in grid.opening)
        for row in grid.rows:
            for _, cell in row.own_cells():
                yield " ".join(cell.whole_text.split()), cell.legacy


def _trusts_fonts(grids: Sequence[Grid]) -> bool:
    """Say whether old fonts in the file hold old text: where most of it is modern, only their names were left."""
    set_in_old = [text for text, legacy in _texts(grids) if legacy is not None]
    return sum(map(is_modern, set_in_old)) <= sum(detect_encoding(text) is not None for text in set_in_old)


def _encoding_of(text: str, legacy: LegacyEncoding | None) -> LegacyEncoding | None:
    """Return the encoding of a text that needs converting; a font alone counts if letters outside ASCII stand in it."""
    by_letters = detect_encoding(text)
    if legacy is not None and needs_conversion(text):
        return legacy if by_letters is None or by_letters is legacy.family else by_letters
    return by_letters


def apply_conversion(grids: Sequence[Grid], encoding: LegacyEncoding) -> tuple[Grid, ...]:
    """Return the grids with every text of the old encoding in Unicode; modern text stays as it is."""
    return tuple(
        replace(
            grid,
            opening=tuple(convert_text(line, encoding) for line in grid.opening),
            rows=tuple(replace(row, cells=tuple(_convert(cell, encoding) for cell in row.cells)) for row in grid.rows),
        )
        for grid in grids
    )


def drop_soft_hyphens(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return the grids without soft hyphens, after conversion only: in a TCVN3 font the same byte is the letter ư."""
    return tuple(
        replace(
            grid,
            opening=tuple(line.replace(SOFT_HYPHEN, "") for line in grid.opening),
            rows=tuple(replace(row, cells=tuple(map(_drop_soft_hyphens, row.cells))) for row in grid.rows),
        )
        for grid in grids
    )


def _drop_soft_hyphens(cell: Cell) -> Cell:
    if not any(SOFT_HYPHEN in line.text for line in cell.lines):
        return cell
    return replace(cell, lines=tuple(replace(line, text=line.text.replace(SOFT_HYPHEN, "")) for line in cell.lines))


def _convert(cell: Cell, encoding: LegacyEncoding) -> Cell:
    if cell.value is not None or not cell.lines:
        return cell
    exact = cell.legacy if cell.legacy is not None and cell.legacy.family is encoding else encoding
    return replace(
        cell, lines=tuple(replace(line, text=convert_text(line.text, exact)) for line in cell.lines), legacy=None
    )


def drop_legacy_rows(
    tables: Sequence[ReadTable], opened: OpenedFile, offer: ConversionOffer
) -> tuple[tuple[ReadTable, ...], str]:
    """Take rows with old-font text out of what was read; nothing of that text is imported unasked."""
    trusts_fonts = _trusts_fonts(opened.grids)
    legacy = {
        (grid.name, row.number)
        for grid in opened.grids
        for row in grid.rows
        if any(_encoding_of(cell.whole_text, cell.legacy if trusts_fonts else None) for _, cell in row.own_cells())
    }
    told = (
        f"Có {offer.cells} ô viết bằng phông chữ cũ {offer.encoding.label}: chưa nhập những dòng đó. Xem thử"
        f" bản chuyển mã"
        f" ở trên; nếu đúng, hãy nhập lại với --convert {offer.encoding.value}."
    )
    kept = []
    for table in tables:
        dropped = [entry for entry in table.obligations if (table.sheet, entry.row) in legacy]
        skipped = [SkippedRow(entry.row, entry.content, "chữ phông cũ, chờ đồng ý chuyển mã") for entry in dropped]
        kept.append(
            replace(
                table,
                obligations=tuple(entry for entry in table.obligations if entry not in dropped),
                skipped=(*table.skipped, *skipped),
            )
        )
    return tuple(kept), told
