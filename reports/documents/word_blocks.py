"""One block of a document as WordprocessingML, in the letters, indents and spaces of Nghị định 30/2020."""

from dataclasses import dataclass
from io import BytesIO
from typing import assert_never

from docx.shared import Mm
from lxml.etree import tostring

from reports.documents.outline import figure_stands_beside, heading_text, text_runs, write_value
from reports.documents.record import Block, Bullet, Figure, Heading, KeyFigures, Note, Paragraph, Table
from reports.documents.record import Run as TextRun
from reports.documents.word_table import write_data_table
from reports.formats import safe_link, single_line
from reports.word_layout import WordPaper
from reports.word_xml import Cell, Row, Run, write_gap, write_paragraph, write_table

FIRST_LINE = 12.7
PARAGRAPH_SPACE, HEADING_SPACE = 6.0, 10.0
NOTE_SIZE = 12.0
GAP = 3.0
FIRST_PICTURE = 1000
"""Pictures are numbered by their place among the blocks: python-docx would give each the same number."""


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes blocks for a text `available` millimetres wide; pictures go into the package of `paper`."""

    paper: WordPaper
    available: float

    def write(self, number: str, block: Block, *, keeps_next: bool = False) -> str:
        """Return the block's XML; `keeps_next` holds it on the page of what follows."""
        match block:
            case Heading():
                return _write_heading(number, block)
            case Paragraph() | Bullet() | Note():
                return _write_text(block, keeps_next=keeps_next)
            case KeyFigures():
                return self._write_key_figures(block)
            case Table():
                return write_data_table(block, self.available, keeps_next=keeps_next)
            case Figure():
                return self._write_figure(block, keeps_next=keeps_next)
            case _:
                assert_never(block)

    def _write_key_figures(self, block: KeyFigures) -> str:
        cells = [
            Cell(
                [
                    [Run(write_value(figure.value), bold=True, size=20)],
                    [Run(figure.label, bold=True, size=12)],
                    *([[Run(figure.remark, italic=True, size=11)]] if figure.remark else []),
                ],
                align="center",
            )
            for figure in block.figures
        ]
        widths = [self.available / len(cells)] * len(cells)
        return write_gap(8) + write_table(widths, [Row(cells)]) + write_gap(2)

    def _write_figure(self, block: Figure, *, keeps_next: bool) -> str:
        width = self.available * block.share
        picture = write_paragraph([], align="center", keeps_next=True).replace(
            "</w:p>", f"<w:r>{self._add_picture(block, width)}</w:r></w:p>"
        )
        if block.table is None or not figure_stands_beside(block):
            below = "" if block.table is None else write_data_table(block.table, self.available, keeps_next=keeps_next)
            return picture + _write_caption(block.caption, keeps_next=keeps_next or bool(below)) + below
        beside = self.available - width - GAP
        table = write_data_table(block.table, beside, keeps_next=False)
        cells = [
            Cell(inner=picture + _write_caption(block.caption)),
            Cell(),
            Cell(inner=table, is_middle=True),
        ]
        joined = write_table((width, GAP, beside), [Row(cells)], borders=False, padding=0)
        return joined + write_gap(2, keeps_next=keeps_next)

    def _add_picture(self, block: Figure, width: float) -> str:
        """Put the picture into the package and return the XML that shows it, in words for who cannot see it."""
        inline = self.paper.document.part.new_pic_inline(BytesIO(block.png), width=Mm(width))
        inline.docPr.set("id", str(FIRST_PICTURE + len(self.paper.pieces)))
        inline.docPr.set("descr", single_line(block.words))
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # LibreOffice would leave 3 mm, and cut the picture off
        return f"<w:drawing>{tostring(inline, encoding='unicode')}</w:drawing>"


def _write_heading(number: str, block: Heading) -> str:
    runs = [Run(f"{number} {heading_text(block)}")]
    return write_paragraph(
        runs, before=HEADING_SPACE, first_line=FIRST_LINE, style=f"Heading{block.level}", keeps_next=True
    )


def _write_caption(caption: str, *, keeps_next: bool = False) -> str:
    if not caption:
        return write_gap(2, keeps_next=keeps_next)
    runs = [Run(caption, italic=True, size=NOTE_SIZE)]
    return write_paragraph(runs, align="center", before=2, keeps_next=keeps_next)


def _write_text(block: Paragraph | Bullet | Note, *, keeps_next: bool) -> str:
    is_marked = isinstance(block, Paragraph) and block.to_write
    size = NOTE_SIZE if isinstance(block, Note) else None
    runs = [_convert_run(run, size, is_marked=is_marked) for run in text_runs(block)]
    return write_paragraph(runs, before=PARAGRAPH_SPACE, first_line=FIRST_LINE, keeps_next=keeps_next)


def _convert_run(run: TextRun, size: float | None, *, is_marked: bool) -> Run:
    return Run(run.text, bold=run.bold, italic=run.italic, size=size, link=safe_link(run.link), is_marked=is_marked)
