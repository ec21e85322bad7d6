"""WordprocessingML as text: runs, paragraphs, whole tables.

`word_layout` puts them into the saved document as they are: ten thousand rows would take
python-docx's objects, or lxml's, many times as long.
Widths are in millimetres, letter sizes in points.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from reports.formats import line_with_ends

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TWIPS_PER_MM = 56.6929
CELL_PADDING_MM = 0.7


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look. `link` is an http(s) address they open; `blanks` leaves room for the pen before them.

    A link is underlined unless the letters are the address itself.
    """

    text: str
    blanks: int = 0
    bold: bool = False
    italic: bool = False
    size: float | None = None
    link: str | None = None
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: lines of runs, how many columns it spans, and whether it continues the cell above.

    `rule` is the length of a thin line below the text; `inner` is ready-made XML instead of lines.
    """

    lines: Sequence[Sequence[Run]] = ()
    span: int = 1
    align: str = "left"
    fill: str | None = None
    continues: bool = False
    starts_merge: bool = False
    rule: float | None = None
    inner: str = ""
    is_middle: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; `is_heading` repeats it on every page, `keeps_next` holds it on the page of the row after it."""

    cells: Sequence[Cell]
    is_heading: bool = False
    keeps_next: bool = False


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def write_run(run: Run) -> str:
    """Return the run's XML, inside a link field where it has a link."""
    look = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    if run.size is not None:
        half_points = round(run.size * 2)
        look += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    if run.is_marked:
        look += '<w:highlight w:val="yellow"/>'
    if run.link is not None and run.link != run.text:
        look += '<w:u w:val="single"/>'
    text = " " * run.blanks + escape(line_with_ends(run.text))
    xml = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    if run.link is None:
        return xml
    instruction = quoteattr(f' HYPERLINK "{run.link}" ')
    return f"<w:fldSimple w:instr={instruction}>{xml}</w:fldSimple>"


def write_paragraph(
    runs: Sequence[Run],
    *,
    align: str = "both",
    before: float = 6,
    after: float = 0,
    left: float = 0,
    right: float = 0,
    first_line: float = 0,
    style: str = "",
    keeps_next: bool = False,
) -> str:
    """Return a paragraph: indents in millimetres, spaces above and below in points."""
    shape = f'<w:pStyle w:val="{style}"/>' if style else ""
    shape += "<w:keepNext/>" if keeps_next else ""
    shape += f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'
    indents = f'w:left="{twips(left)}" w:right="{twips(right)}" w:firstLine="{twips(first_line)}"'
    shape += f'<w:ind {indents}/><w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{shape}</w:pPr>{''.join(map(write_run, runs))}</w:p>"


def write_gap(height: float, *, keeps_next: bool = False) -> str:
    """Return an empty line of `height` points; Word wants one between two tables and after one in a cell."""
    keep = "<w:keepNext/>" if keeps_next else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{round(height * 20)}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{keep}{spacing}</w:pPr></w:p>"


def write_table(
    widths: Sequence[float], rows: Iterable[Row], *, borders: bool = True, padding: float = CELL_PADDING_MM
) -> str:
    """Return a table of fixed column widths, `padding` on both sides of each, in millimetres."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    line = 'w:val="single" w:sz="4" w:space="0" w:color="444444"' if borders else 'w:val="nil"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    room = f'w:w="{twips(padding)}" w:type="dxa"'
    head = (
        f'<w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left {room}/><w:right {room}/></w:tblCellMar></w:tblPr>'
    )
    body = "".join(_write_row(widths, row) for row in rows)
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _write_row(widths: Sequence[float], row: Row) -> str:
    heading = "<w:tblHeader/>" if row.is_heading else ""
    cells, column = [], 0
    for cell in row.cells:
        cells.append(_write_cell(cell, sum(widths[column : column + cell.span]), keeps_next=row.keeps_next))
        column += cell.span
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{''.join(cells)}</w:tr>"


def _write_cell(cell: Cell, width: float, *, keeps_next: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = '<w:vMerge w:val="restart"/>' if cell.starts_merge else "<w:vMerge/>" if cell.continues else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    keep = "<w:keepNext/>" if keeps_next else ""
    middle = '<w:vAlign w:val="center"/>' if cell.is_middle else ""
    lines = cell.inner or "".join(_write_line(line, cell.align, keep) for line in cell.lines or ((),))
    if cell.rule is not None:
        lines += write_rule(cell.rule, width - 2 * CELL_PADDING_MM)
    return f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{merge}{fill}{middle}</w:tcPr>{lines}</w:tc>'


def _write_line(runs: Sequence[Run], align: str, keep: str) -> str:
    spacing = '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
    return f'<w:p><w:pPr>{keep}{spacing}<w:jc w:val="{align}"/></w:pPr>{"".join(map(write_run, runs))}</w:p>'


def write_rule(length: float, available: float) -> str:
    """Return a thin line of `length` millimetres in the middle of the `available` width."""
    indent = twips((available - length) / 2)
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    spacing = '<w:spacing w:before="40" w:after="60" w:line="60" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{border}{spacing}<w:ind w:left="{indent}" w:right="{indent}" w:firstLine="0"/></w:pPr></w:p>'
