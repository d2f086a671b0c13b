"""What a reader returns: the text of a file, tiled by blocks, with pages and tables.

The text is never edited afterwards, only viewed and claimed. Offsets are code points of
`Document.text`, half-open. Pages count from 1. Boxes are points from the top-left corner of the page.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BlockKind = Literal["para", "table", "furniture"]
Alignment = Literal["left", "center", "right", "justify"]


class Span(NamedTuple):
    """A stretch of `Document.text`: code points `start` (inclusive) to `end` (exclusive).

    A tuple, because every text has many and a tuple is made fastest.
    """

    start: int
    end: int


class Style(NamedTuple):
    """What the page showed besides letters; every field is None or False where the format does not tell."""

    bold: bool = False  # the whole paragraph
    align: Alignment | None = None
    size: float | None = None  # points, of most of the letters
    indent: float | None = None  # points from the left edge of the text column to the first line
    heading: int | None = None  # Word's outline level, 1 = top


_PLAIN = Style()


class Block(NamedTuple):
    """One paragraph, one table, or one piece of furniture (running head, page number, note).

    `spans` has more than one element where something foreign stands in the middle (a page number inside a
    paragraph that runs over the page edge). They ascend and do not overlap.
    `list_label` is the label as printed at the start of the block's text («1.2.», «а)», «–»), whether typed
    or computed from Word's automatic numbering; it is part of the text. None where there is none.
    `list_level` is Word's list level from 0, None where the paragraph is not in an automatic list.
    """

    id: int
    kind: BlockKind
    spans: tuple[Span, ...]
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    list_label: str | None = None
    list_level: int | None = None
    style: Style = _PLAIN
    table: Table | None = None

    @property
    def span(self) -> Span:
        """The stretch from the first to the last character, foreign matter in the middle included."""
        return Span(self.spans[0].start, self.spans[-1].end)


class Cell(NamedTuple):
    """One cell: its place in the grid (from 0), how many grid rows and columns it covers, its paragraphs.

    `blocks` are paragraphs and nested tables in reading order; an empty cell has none.
    """

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    blocks: tuple[Block, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(span for block in self.blocks for span in block.spans)


class Table(NamedTuple):
    """A grid of cells, row-major; merged cells stand once, at their top-left place.

    `bordered` is False where no rule is drawn: such a table is usually mere layout.
    `heads` is the number of head rows that the format marks as repeated, 0 where it does not tell.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    bordered: bool = True
    heads: int = 0

    def row(self, index: int) -> list[Cell]:
        """The cells that start in a row, left to right."""
        return [cell for cell in self.cells if cell.row == index]


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The same blocks with ids from 0 in reading order, those of cells after their table's."""
    result: list[Block] = []
    number = itertools.count()
    for block in blocks:
        own, table = next(number), block.table
        if table is not None:
            cells = [
                cell._replace(blocks=tuple([part._replace(id=next(number)) for part in cell.blocks]))
                for cell in table.cells
            ]
            table = table._replace(cells=tuple(cells))
        result.append(block._replace(id=own, table=table))
    return result


class ReadingNote(NamedTuple):
    """Something the user should know about how the file was read; becomes a Diagnostic.

    `code` is an R code (R001…), `span` the place if there is one. Messages in Russian and English.
    """

    code: str
    severity: Literal["error", "warning", "info"]
    message_ru: str
    message_en: str
    hint_ru: str | None = None
    hint_en: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader extracted it.

    Every character of `text` that is not white space lies in exactly one top-level block; inside a table
    block every such character lies in exactly one block of exactly one cell.
    `page_starts[k]` is the offset where page k + 1 begins; empty where the format has no pages.
    """

    path: str | None
    format: str  # docx | pdf | txt
    sha256: str
    size: int  # bytes of the file
    text: str
    blocks: tuple[Block, ...]
    page_starts: tuple[int, ...] = ()
    encoding: str | None = None
    reader: str = ""
    notes: tuple[ReadingNote, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    hard_breaks: bool = False  # a newline inside a block is a line break that the author made, not a wrap

    @property
    def pages(self) -> int | None:
        """The number of pages, None where the format has none."""
        return len(self.page_starts) or None

    def page_of(self, offset: int) -> int | None:
        """The page (from 1) that holds this offset."""
        return max(1, bisect_right(self.page_starts, offset)) if self.page_starts else None

    def text_of(self, spans: tuple[Span, ...]) -> str:
        """The characters of these spans, joined without anything between."""
        return "".join(self.text[span.start : span.end] for span in spans)


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block and, after each table, the blocks of its cells (depth first)."""
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        if block.table is not None:
            stack.extend(reversed([inner for cell in block.table.cells for inner in cell.blocks]))
