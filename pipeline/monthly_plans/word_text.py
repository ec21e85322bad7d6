"""The words of one Word paragraph as they now stand: insertions in, deletions out, with what is crossed out."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from pipeline.monthly_plans.cell_making import PrintedText

_PASSED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:rPr"), qn("w:pPr"), qn("w:instrText")})
_FALSE = ("0", "false", "off", "none")
_NO_BULLET = "0"


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """The pieces of a paragraph and the font that its first words are set in."""

    pieces: tuple[PrintedText, ...]
    font: str | None


class WordStyles:
    """What paragraph styles say of font and bullets, looked up through the styles they rest on."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(qn("w:default")) and style.get(qn("w:type")) == "paragraph"
            ),
            None,
        )
        defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._base_font = _font_of(defaults)

    def font_of(self, style: str | None) -> str | None:
        """Return the font of a paragraph style, or of the document."""
        for look in self._chain(style):
            if font := _font_of(look.find(qn("w:rPr"))):
                return font
        return self._base_font

    def has_bullets(self, style: str | None) -> bool:
        """Say whether a paragraph style puts a bullet or a number before its paragraphs."""
        return any(_is_numbered(look.find(qn("w:pPr"))) for look in self._chain(style))

    def _chain(self, style: str | None) -> list[Any]:
        chain: list[Any] = []
        key = style or self._default
        while key in self._styles and self._styles[key] not in chain:
            chain.append(self._styles[key])
            below = self._styles[key].find(qn("w:basedOn"))
            key = None if below is None else below.get(qn("w:val"))
        return chain


def print_paragraph(paragraph: Any, styles: WordStyles) -> PrintedParagraph:
    """Return the words of `paragraph`; a bullet or number that Word draws itself is written as a dash."""
    properties = paragraph.find(qn("w:pPr"))
    named = None if properties is None else properties.find(qn("w:pStyle"))
    style = None if named is None else named.get(qn("w:val"))
    pieces: list[PrintedText] = []
    fonts: list[str] = []
    for run in _runs_of(paragraph):
        look = run.find(qn("w:rPr"))
        if _is_on(look, "w:vanish"):
            continue
        text = "".join(_letters(part) for part in run)
        if text:
            pieces.append(PrintedText(text, struck=_is_on(look, "w:strike") or _is_on(look, "w:dstrike")))
            fonts.extend([font] if (font := _font_of(look)) else [])
    if pieces and (_is_numbered(properties) or (not _refuses_number(properties) and styles.has_bullets(style))):
        pieces.insert(0, PrintedText("- ", struck=all(piece.struck for piece in pieces)))
    return PrintedParagraph(tuple(pieces), fonts[0] if fonts else styles.font_of(style))


def _runs_of(element: Any) -> list[Any]:
    runs: list[Any] = []
    for child in element:
        if child.tag == qn("w:r"):
            runs.append(child)
        elif child.tag not in _PASSED and child.tag != qn("w:tbl"):
            runs.extend(_runs_of(child))
    return runs


def _letters(part: Any) -> str:
    if part.tag == qn("w:t"):
        return part.text or ""
    if part.tag in (qn("w:br"), qn("w:cr")):
        return "\n"
    if part.tag == qn("w:noBreakHyphen"):
        return "-"
    return " " if part.tag == qn("w:tab") else ""


def _is_on(look: Any, name: str) -> bool:
    mark = None if look is None else look.find(qn(name))
    return mark is not None and (mark.get(qn("w:val")) or "true") not in _FALSE


def _is_numbered(properties: Any) -> bool:
    number = None if properties is None else properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    return number is not None and number.get(qn("w:val")) != _NO_BULLET


def _refuses_number(properties: Any) -> bool:
    number = None if properties is None else properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    return number is not None and number.get(qn("w:val")) == _NO_BULLET


def _font_of(look: Any) -> str | None:
    fonts = None if look is None else look.find(qn("w:rFonts"))
    if fonts is None:
        return None
    name: str | None = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
    return name
