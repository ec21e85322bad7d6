"""Lay a document out for the templates of PDF and HTML."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from reports.documents.laid import (
    LaidAnnex,
    LaidBlock,
    LaidDocument,
    LaidEnd,
    LaidFigure,
    LaidHead,
    LaidHeading,
    LaidKeyFigure,
    LaidKeyFigures,
    LaidRun,
    LaidText,
    LaidTitle,
)
from reports.documents.laying_table import TableLayer, lay_run
from reports.documents.outline import (
    NUMBER_WORD,
    RECIPIENTS_WIDTH,
    RECIPIENTS_WORD,
    SIGNATURE_WIDTH,
    addressee_lines,
    annex_places,
    attached_line,
    end_list,
    figure_stands_beside,
    heading_text,
    number_headings,
    place_and_date,
    symbol,
    text_runs,
    write_value,
)
from reports.documents.record import Block, Bullet, Document, Figure, Heading, KeyFigures, Note, Paragraph, Run, Table
from reports.formats import line_with_ends, single_line
from reports.measure import balanced_width, split_name, text_width
from reports.word_layout import BODY_SIZE, HEADER_LEFT, LANDSCAPE_WIDTH, MOTTO, NATION, PORTRAIT_WIDTH, RULE_SHARE

NUMBER_ROOM = 11.0
FIGURE_GAP = 3.0
TITLE_SIZE = 14
Wrap: TypeAlias = Callable[[str, float, float], str]
"""Makes a text of a size fit a width, for a typesetter that does not break long words by itself."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Lays documents out, every text made to fit by `wrap`."""

    wrap: Wrap

    def lay_document(self, document: Document) -> LaidDocument:
        """Return all that a template reads."""
        subject = single_line(document.subject)
        return LaidDocument(
            title=single_line(f"{document.kind} {subject}"),
            author=single_line(document.letterhead.name),
            warning=self._fit(document.warning, PORTRAIT_WIDTH),
            head=self._lay_head(document),
            type_name=single_line(document.kind).upper(),
            subject=self._lay_title(subject, PORTRAIT_WIDTH),
            subject_rule=RULE_SHARE * min(text_width(subject, TITLE_SIZE, bold=True), PORTRAIT_WIDTH),
            addressees=tuple(self._fit(line, PORTRAIT_WIDTH) for line in addressee_lines(document)),
            blocks=self._lay_blocks(document.blocks, PORTRAIT_WIDTH),
            end=self._lay_end(document),
            annexes=tuple(self._lay_annexes(document)),
        )

    def _fit(self, text: str, available: float) -> str:
        return self.wrap(single_line(text), TITLE_SIZE, available)

    def _lay_head(self, document: Document) -> LaidHead:
        head = document.letterhead
        parents = split_name(single_line(head.parent), 12, HEADER_LEFT, bold=False)
        names = split_name(single_line(head.name), 12, HEADER_LEFT, bold=True)
        longest = max(text_width(name, 12, bold=True) for name in names)
        return LaidHead(
            parents=tuple(self.wrap(name, 12, HEADER_LEFT) for name in parents),
            names=tuple(self.wrap(name, 12, HEADER_LEFT) for name in names),
            name_rule=RULE_SHARE * min(longest, HEADER_LEFT),
            nation=NATION,
            motto=MOTTO,
            motto_rule=text_width(MOTTO, BODY_SIZE, bold=True),
            number_word=NUMBER_WORD,
            number_room=NUMBER_ROOM,
            symbol=self.wrap(symbol(document), BODY_SIZE, HEADER_LEFT),
            place=self.wrap(place_and_date(document), BODY_SIZE, HEADER_LEFT),
        )

    def _lay_title(self, text: str, available: float) -> LaidTitle:
        line = single_line(text)
        return LaidTitle(self._fit(line, available), balanced_width(line, TITLE_SIZE, available, bold=True))

    def _lay_annexes(self, document: Document) -> Iterator[LaidAnnex]:
        for label, annex in annex_places(document):
            available = LANDSCAPE_WIDTH if annex.landscape else PORTRAIT_WIDTH
            before, after = attached_line(document)
            yield LaidAnnex(
                label=label,
                title=self._lay_title(annex.title.upper(), available),
                attached=(before, self._fit(after, available)),
                landscape=annex.landscape,
                blocks=self._lay_blocks(annex.blocks, available),
            )

    def _lay_blocks(self, blocks: Iterable[Block], available: float) -> tuple[LaidBlock, ...]:
        return tuple(self._lay_block(number, block, available) for number, block in number_headings(blocks))

    def _lay_block(self, number: str, block: Block, available: float) -> LaidBlock:
        match block:
            case Heading():
                return LaidHeading(block.level, number, self._fit(heading_text(block), available))
            case Paragraph() | Bullet() | Note():
                return self._lay_text(block, available)
            case KeyFigures():
                return self._lay_key_figures(block, available)
            case Table():
                return TableLayer(block, available, self.wrap).lay()
            case Figure():
                return self._lay_figure(block, available)
            case _:
                assert_never(block)

    def _lay_text(self, block: Paragraph | Bullet | Note, available: float) -> LaidText:
        runs = self._lay_runs(text_runs(block), available)
        is_marked = isinstance(block, Paragraph) and block.to_write
        return LaidText(type(block).__name__.lower(), runs, is_marked)

    def _lay_runs(self, runs: Iterable[Run], available: float) -> tuple[LaidRun, ...]:
        return tuple(lay_run(run, self.wrap(line_with_ends(run.text), BODY_SIZE, available)) for run in runs)

    def _lay_key_figures(self, block: KeyFigures, available: float) -> LaidKeyFigures:
        width = available / len(block.figures) - FIGURE_GAP
        return LaidKeyFigures(
            tuple(
                LaidKeyFigure(
                    self.wrap(write_value(figure.value), 20, width),
                    self.wrap(single_line(figure.label), 12, width),
                    self.wrap(single_line(figure.remark), 12, width),
                )
                for figure in block.figures
            )
        )

    def _lay_figure(self, block: Figure, available: float) -> LaidFigure:
        stands_beside = figure_stands_beside(block)
        room = available * (1 - block.share) - FIGURE_GAP if stands_beside else available
        return LaidFigure(
            svg=block.svg.decode("utf-8"),
            words=single_line(block.words),
            caption=self.wrap(single_line(block.caption), BODY_SIZE, available * block.share),
            share=block.share,
            stands_beside=stands_beside,
            table=None if block.table is None else TableLayer(block.table, room, self.wrap).lay(),
        )

    def _lay_end(self, document: Document) -> LaidEnd | None:
        signature = document.signature
        if signature is None:
            return None
        ranks = (single_line(rank).upper() for rank in (*signature.authority, signature.position))
        return LaidEnd(
            recipients_word=RECIPIENTS_WORD,
            recipients=tuple(self.wrap(line, 11, RECIPIENTS_WIDTH) for line in end_list(document.recipients)),
            ranks=tuple(self.wrap(rank, TITLE_SIZE, SIGNATURE_WIDTH) for rank in ranks),
            name=self.wrap(single_line(signature.name), TITLE_SIZE, SIGNATURE_WIDTH),
        )
