"""Write a document as Word, the master that the office edits and signs."""

from collections.abc import Iterable

from models.clock import VIETNAM
from reports.documents.outline import (
    ADDRESS_WORD,
    NUMBER_BLANKS,
    RECIPIENTS_WIDTH,
    RECIPIENTS_WORD,
    SIGNATURE_WIDTH,
    addressee_lines,
    annex_places,
    attached_line,
    end_list,
    number_headings,
)
from reports.documents.record import Annex, Block, Document, Signature
from reports.documents.word_blocks import BlockWriter
from reports.formats import single_line
from reports.word_layout import (
    LANDSCAPE_WIDTH,
    PORTRAIT_WIDTH,
    WordPaper,
    add_centred,
    add_letterhead,
    add_line,
    add_title,
    add_warning,
    start_annex,
)
from reports.word_xml import Cell, Row, Run, write_gap, write_paragraph, write_table

ADDRESS_INDENT, ADDRESS_LIST_INDENT = 30.0, 52.0
SIGNING_LINES = 4


def render_document_docx(document: Document) -> bytes:
    """Return the whole file."""
    paper = WordPaper()
    properties = paper.document.core_properties
    properties.title = single_line(f"{document.kind} {document.subject}")[:255]
    properties.author = single_line(document.letterhead.name)[:255]
    properties.language = "vi-VN"
    properties.created = properties.modified = document.as_of.astimezone(VIETNAM).replace(tzinfo=None)
    if document.warning:
        add_warning(paper, document.warning)
    add_letterhead(paper, document.letterhead, document.day, document.kind_code)
    add_title(paper, document.kind, document.subject)
    _add_addressees(paper, addressee_lines(document))
    _add_blocks(paper, document.blocks, PORTRAIT_WIDTH, holds_end=document.signature is not None)
    if document.signature is not None:
        _add_signature(paper, document.recipients, document.signature)
    for label, annex in annex_places(document):
        _add_annex(paper, document, label, annex)
    return paper.save()


def _add_addressees(paper: WordPaper, lines: tuple[str, ...]) -> None:
    if len(lines) == 1:
        add_line(paper, lines[0], size=14, before=8)
    elif lines:
        paper.put(write_paragraph([Run(ADDRESS_WORD, size=14)], align="left", before=8, left=ADDRESS_INDENT))
    for line in lines[1:]:
        paper.put(write_paragraph([Run(line, size=14)], align="left", before=2, left=ADDRESS_LIST_INDENT))
    if lines:
        add_line(paper, "", size=6)


def _add_blocks(paper: WordPaper, blocks: Iterable[Block], available: float, *, holds_end: bool = False) -> None:
    """Add blocks under their numbers; with `holds_end` the last one stays on the page of what follows."""
    writer = BlockWriter(paper, available)
    numbered = list(number_headings(blocks))
    for place, (number, block) in enumerate(numbered, start=1):
        keeps_next = holds_end and place == len(numbered)
        paper.put(writer.write(number, block, keeps_next=keeps_next))


def _add_signature(paper: WordPaper, recipients: tuple[str, ...], signature: Signature) -> None:
    """Add Nơi nhận and the place to sign, in one row that no page break parts."""
    names = [[Run(line, size=11)] for line in end_list(recipients)]
    left = [[Run(RECIPIENTS_WORD, bold=True, italic=True, size=12)], *names] if names else []
    ranks = (*signature.authority, signature.position)
    right = [
        *([Run(rank.upper(), bold=True, size=14)] for rank in ranks),
        *[[Run("", size=14)] for _ in range(SIGNING_LINES)],
        [Run(signature.name, bold=True, size=14)],
    ]
    paper.put(write_gap(14, keeps_next=True))
    row = Row([Cell(left), Cell(right, align="center")])
    paper.put(write_table((RECIPIENTS_WIDTH, SIGNATURE_WIDTH), [row], borders=False))


def _add_annex(paper: WordPaper, document: Document, label: str, annex: Annex) -> None:
    start_annex(paper, landscape=annex.landscape)
    add_line(paper, label, bold=True, size=14)
    available = LANDSCAPE_WIDTH if annex.landscape else PORTRAIT_WIDTH
    add_centred(paper, Run(annex.title.upper(), bold=True, size=14), available)
    before, after = attached_line(document)
    runs = [Run(before, italic=True), Run(after, blanks=NUMBER_BLANKS, italic=True)]
    paper.put(write_paragraph(runs, align="center", before=2, after=6))
    _add_blocks(paper, annex.blocks, available)
