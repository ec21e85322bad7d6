"""A document as plain lines, to compare whole ones and to find sentences in them."""

from collections.abc import Iterator

from reports.documents.record import (
    Block,
    Bullet,
    Document,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Table,
    TableCell,
)


def write_text(document: Document) -> str:
    """Return all that a document says, block by block; tables as lines with bars, charts by their words."""
    lines = [
        f"{document.letterhead.parent} | {document.letterhead.name} | {document.letterhead.document_code}",
        f"{document.kind}: {document.subject}",
        f"Kính gửi: {'; '.join(document.addressees)}",
        f"Cảnh báo: {document.warning}",
        *(line for block in document.blocks for line in write_block(block)),
        f"Ký: {document.signature.position if document.signature else ''}",
        f"Nơi nhận: {'; '.join(document.recipients)}",
    ]
    for annex in document.annexes:
        lines += [f"== {annex.title}", *(line for block in annex.blocks for line in write_block(block))]
    return "\n".join(lines) + "\n"


def write_block(block: Block) -> Iterator[str]:
    """Yield the lines of a block."""
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            text = "".join(run.text for run in block.runs)
            yield f"[VIẾT: {text}]" if block.to_write else text
        case Bullet():
            yield "- " + "".join(run.text for run in block.runs)
        case Note():
            yield f"({block.text})"
        case KeyFigures():
            yield from (f"* {one.value} {one.label} ({one.remark})" for one in block.figures)
        case Figure():
            yield f"[HÌNH: {block.words}]"
        case Table():
            yield from write_table(block)


def write_table(table: Table) -> Iterator[str]:
    """Yield the title, the headings and each row of a table."""
    if table.title:
        yield f"Bảng: {table.title}"
    yield " | ".join(column.heading for column in table.columns)
    yield from (" | ".join(write_cell(cell) for cell in row.cells) for row in table.rows)
    if not table.rows:
        yield table.empty_text


def write_cell(cell: TableCell) -> str:
    """Return a cell's value and the texts of its links on one line."""
    value = [] if cell.value is None else [str(cell.value).replace("\n", " / ")]
    return " ".join([*value, *(f"<{text}>" for text, _ in cell.links)])
