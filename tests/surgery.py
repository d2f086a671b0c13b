"""Documents made from other documents: cut, shuffled, corrupted, or poured together from single lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from protoparse.document import Block, Cell, Document, Span

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


def rebuilt(document: Document, picks: Sequence[int]) -> Document:
    """A document of some blocks of another in the order given, each on its own lines; a pick may repeat."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = identifier = 0
    for pick in picks:
        block = document.blocks[pick]
        moved, identifier = _moved(block, block.spans, at, identifier)
        blocks.append(moved)
        piece = document.text_of(block.spans) + "\n"
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    return replace(document, text=text, blocks=tuple(blocks), page_starts=_pages(document, text))


def _pages(document: Document, text: str) -> tuple[int, ...]:
    return (0, len(text) // 2) if document.page_starts and len(text) > 1 else ()


def _moved(block: Block, old: Sequence[Span], at: int, identifier: int) -> tuple[Block, int]:
    """The block and those of its cells, their offsets counted from `at` within the stretches `old`."""

    def place(span: Span) -> Span:
        base = at
        for outer in old:
            if outer.start <= span.start and span.end <= outer.end:
                return Span(base + span.start - outer.start, base + span.end - outer.start)
            base += outer.end - outer.start
        raise AssertionError(f"{span} lies in no span of its block")

    own = identifier
    identifier += 1
    table = block.table
    if table is not None:
        cells: list[Cell] = []
        for cell in table.cells:
            inner: list[Block] = []
            for one in cell.blocks:
                moved, identifier = _moved(one, old, at, identifier)
                inner.append(moved)
            cells.append(cell._replace(blocks=tuple(inner)))
        table = table._replace(cells=tuple(cells))
    spans = tuple(place(span) for span in block.spans)
    return block._replace(id=own, spans=spans, table=table), identifier


def corrupted(document: Document, share: float, seed: int) -> Document:
    """The same blocks with a share of the letters replaced by others; labels of lists stay as they are."""
    random = Random(seed)
    keep = {
        offset
        for block in document.blocks
        for offset in range(block.span.start, block.span.start + len(block.list_label or "") + 2)
    }
    text = "".join(
        random.choice(LETTERS)
        if letter.isalpha() and offset not in keep and random.random() < share
        else letter
        for offset, letter in enumerate(document.text)
    )
    return replace(document, text=text)


def poured(lines: Iterable[str], *, hard_breaks: bool = False) -> Document:
    """A txt document of one paragraph a line."""
    blocks: list[Block] = []
    pieces: list[str] = []
    at = 0
    for line in lines:
        text = line.strip()
        if text:
            blocks.append(Block(len(blocks), "para", (Span(at, at + len(text)),)))
            pieces.append(text + "\n")
            at += len(text) + 1
    text = "".join(pieces)
    return Document("soup.txt", "txt", "0" * 64, len(text), text, tuple(blocks), hard_breaks=hard_breaks)
