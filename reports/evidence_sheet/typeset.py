"""Set sheets of evidence as PDF with typst and the vendored Tinos: one page each, the same bytes each time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import lru_cache

import typst

from reports.documents.typeset import TEMPLATES
from reports.documents.wrapping import break_long
from reports.evidence_sheet.record import EvidenceSheet
from reports.measure import FONT_FOLDER, mark_missing

TEXT_SIZE, TEXT_WIDTH = 11.0, 130.0


def render_sheets(sheets: Iterable[EvidenceSheet]) -> Iterator[bytes]:
    """Yield the PDF of each sheet in turn."""
    compiler = _open_compiler()
    for sheet in sheets:
        given = json.dumps(_break(asdict(sheet)), ensure_ascii=False)
        made = compiler.compile(
            format="pdf",
            sys_inputs={"sheet": mark_missing(given)},
            timestamp=int(sheet.as_of.timestamp()),
            pdf_standards=["a-2u"],
        )
        if not isinstance(made, bytes):
            raise TypeError("typst gave no single PDF")
        yield made


def _break(value: object) -> object:
    """Give long words of the texts (addresses above all) places to break at; hashes and links stay whole."""
    if isinstance(value, dict):
        kept = ("sha256", "link")
        return {key: one if key in kept else _break(one) for key, one in value.items() if key != "as_of"}
    if isinstance(value, list | tuple):
        return [_break(one) for one in value]
    return break_long(value, TEXT_SIZE, TEXT_WIDTH) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _open_compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_FOLDER])
    return typst.Compiler(TEMPLATES / "evidence-sheet.typ", root=TEMPLATES, font_paths=fonts)
