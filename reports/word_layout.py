"""The outer shape of an official Word document after Nghị định 30/2020: paper, letters, letterhead, page numbers.

The number of the document and the signature stay blank: the office gives them.
"""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml.etree import ProcessingInstruction

from reports.formats import format_letter_day, single_line
from reports.measure import balanced_width, split_name, text_width
from reports.record import Letterhead
from reports.word_xml import CELL_PADDING_MM, NAMESPACE, Cell, Row, Run, write_paragraph, write_rule, write_table

FONT = "Times New Roman"
BODY_SIZE = 13
SHORT_SIDE, LONG_SIDE = 210, 297
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20
PORTRAIT_WIDTH = SHORT_SIDE - LEFT - RIGHT
LANDSCAPE_WIDTH = LONG_SIDE - LEFT - RIGHT
HEADER_LEFT, HEADER_RIGHT = 73.0, 92.0
RULE_SHARE = 0.4  # of the text above it: the decree asks for a third to a half
WARNING_FILL = "FDEEE8"
MAIN_PART = "word/document.xml"
PLACE = "diembao-place"
FIXED_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class WordPaper:
    """A Word document being written: python-docx for its shape, text for its tables.

    `put` marks the place of ready-made XML with a processing instruction, which no text can
    imitate; `save` puts the XML there.
    """

    def __init__(self) -> None:
        self.document = start_document()
        self.pieces: list[str] = []

    def put(self, xml: str) -> None:
        """Add WordprocessingML at the end of the text, before the last section's settings."""
        body = self.document.element.body
        body.insert(len(body) - 1, ProcessingInstruction(PLACE, str(len(self.pieces))))
        self.pieces.append(xml)

    def save(self) -> bytes:
        """Return the document's bytes; the same content gives the same bytes, whatever the clock says."""
        saved, fixed = BytesIO(), BytesIO()
        self.document.save(saved)
        with ZipFile(saved) as draft, ZipFile(fixed, "w") as target:
            for name in draft.namelist():
                content = draft.read(name)
                entry = ZipInfo(name, FIXED_ZIP_DATE)
                entry.compress_type = ZIP_DEFLATED
                target.writestr(entry, self._fill(content) if name == MAIN_PART else content)
        return fixed.getvalue()

    def _fill(self, content: bytes) -> bytes:
        """Replace each mark by its piece: the odd parts of the split are the numbers of the pieces."""
        parts = re.split(rf"<\?{PLACE} (\d+)\?>", content.decode())
        filled = (self.pieces[int(part)] if index % 2 else part for index, part in enumerate(parts))
        return "".join(filled).encode()


def start_document() -> DocumentObject:
    """Return an empty A4 portrait document with the decree's margins, letters and page number."""
    document = Document()
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Header"):
        _set_letters(document.styles[name])
    document.styles["Heading 3"].font.bold = False  # điểm stands upright, in plain letters
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), "vi-VN")
    document.core_properties.comments = ""
    normal = document.styles["Normal"].paragraph_format
    normal.space_before, normal.space_after, normal.line_spacing = Pt(0), Pt(0), 1.0
    section = document.sections[0]
    _set_paper(section, SHORT_SIDE, LONG_SIDE)
    _number_pages(section)
    return document


def _set_letters(style: ParagraphStyle) -> None:
    style.font.name = FONT
    style.font.size = Pt(BODY_SIZE)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _set_paper(section: Section, width: float, height: float) -> None:
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = Mm(10)


def _number_pages(section: Section) -> None:
    """Put the page number in the middle of the top margin from page 2 on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {NAMESPACE} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # python-docx has no call for fields


def start_annex(paper: WordPaper, *, landscape: bool = True) -> None:
    """Go on with a section whose pages are numbered anew."""
    section = paper.document.add_section(WD_SECTION.NEW_PAGE)
    break_line = paper.document.element.body[-2].get_or_add_pPr()
    break_line.append(parse_xml(f'<w:spacing {NAMESPACE} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'))
    break_line.append(break_line.find(qn("w:sectPr")))
    _set_paper(section, *((LONG_SIDE, SHORT_SIDE) if landscape else (SHORT_SIDE, LONG_SIDE)))
    section.different_first_page_header_footer = True
    numbering = section._sectPr.find(qn("w:pgNumType"))  # python-docx has no call for page numbering
    if numbering is None:
        numbering = parse_xml(f"<w:pgNumType {NAMESPACE}/>")
        section._sectPr.find(qn("w:pgMar")).addnext(numbering)  # as above
    numbering.set(qn("w:start"), "1")


def add_line(
    paper: WordPaper,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = BODY_SIZE,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    before: float = 0,
) -> Paragraph:
    """Add a paragraph of one look."""
    paragraph = paper.document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(single_line(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def add_warning(paper: WordPaper, text: str) -> None:
    """Add a framed warning across the page."""
    cell = Cell([[Run(text, bold=True, size=BODY_SIZE)]], align="center", fill=WARNING_FILL)
    paper.put(write_table((PORTRAIT_WIDTH,), [Row([cell])]))
    add_line(paper, "", size=6)


def add_body(paper: WordPaper, text: str) -> None:
    """Add a paragraph of running text: justified, first line 1.27 cm in, 6 pt above."""
    paragraph = add_line(paper, text, align=WD_ALIGN_PARAGRAPH.JUSTIFY, before=6)
    paragraph.paragraph_format.first_line_indent = Mm(12.7)


def add_heading(paper: WordPaper, text: str, *, level: int = 1) -> None:
    """Add a heading that stays with what follows."""
    paragraph = paper.document.add_heading(single_line(text), level)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(6)
    paragraph.paragraph_format.keep_with_next = True


def add_letterhead(paper: WordPaper, letterhead: Letterhead, day: date, kind_code: str = "BC") -> None:
    """Add the agency, the national title, the blank number, and place and date; lines as long as the decree asks."""
    available = HEADER_LEFT - 2 * CELL_PADDING_MM
    parents = split_name(single_line(letterhead.parent), 12, available, bold=False)
    names = split_name(single_line(letterhead.name), 12, available, bold=True)
    longest = min(max(text_width(name, 12, bold=True) for name in names), available)
    left = [*([Run(name, size=12)] for name in parents), *([Run(name, bold=True, size=12)] for name in names)]
    right = [[Run(NATION, bold=True, size=12)], [Run(MOTTO, bold=True, size=13)]]
    number = [[Run("Số:", size=13), Run(f"/{kind_code}-{letterhead.document_code}", blanks=10, size=13)]]
    place = [[Run(f"{letterhead.place_name}, {format_letter_day(day)}", italic=True, size=13)]]
    rows = [
        Row(
            [
                Cell(left, align="center", rule=RULE_SHARE * longest),
                Cell(right, align="center", rule=text_width(MOTTO, 13, bold=True)),
            ]
        ),
        Row([Cell(number, align="center"), Cell(place, align="center")]),
    ]
    paper.put(write_table((HEADER_LEFT, HEADER_RIGHT), rows, borders=False))


def add_title(paper: WordPaper, kind: str, subject: str) -> None:
    """Add the type of the document, its subject and the line below it."""
    add_line(paper, kind.upper(), bold=True, size=14, before=14)
    add_centred(paper, Run(subject, bold=True, size=14), PORTRAIT_WIDTH)
    width = min(text_width(single_line(subject), 14, bold=True), PORTRAIT_WIDTH)
    paper.put(write_rule(RULE_SHARE * width, PORTRAIT_WIDTH))


def add_centred(paper: WordPaper, run: Run, available: float) -> None:
    """Add centred lines that are about equally long, such as a title takes."""
    width = balanced_width(single_line(run.text), run.size or BODY_SIZE, available, bold=run.bold)
    side = (available - width) / 2
    paper.put(write_paragraph([run], align="center", before=0, left=side, right=side))


def add_signature(paper: WordPaper) -> None:
    """Add the recipients' list and the place to sign, as the decree's own form words them."""
    left = [
        [Run("Nơi nhận:", bold=True, italic=True, size=12)],
        [Run("- ..............................;", size=11)],
        [Run("- Lưu: VT, VP.", size=11)],
    ]
    right = [
        [Run("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", bold=True, size=13)],
        [Run("(Chữ ký của người có thẩm quyền, dấu/chữ ký số của cơ quan)", italic=True, size=12)],
        *[[]] * 3,
        [Run("Họ và tên", bold=True, size=13)],
    ]
    add_line(paper, "")
    paper.put(write_table((65.0, 100.0), [Row([Cell(left), Cell(right, align="center")])], borders=False))
