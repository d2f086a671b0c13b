"""What every reader promises about a Document, as an assertion that any test can call."""

from __future__ import annotations

from protoparse.document import Block, Document, walk_blocks


def assert_tiles(document: Document) -> None:
    """Fail unless the document is as `protoparse.document` states it.

    Every character that is not white space lies in exactly one top-level block, and inside a table in exactly
    one block of exactly one cell; spans ascend and do not overlap; ids are unique, in reading order;
    cells lie inside the grid and do not cover one another; pages ascend.
    """
    assert_covers(document, document.blocks, [(0, len(document.text))])
    identifiers = [block.id for block in walk_blocks(document.blocks)]
    assert identifiers == sorted(set(identifiers)), "block ids must be unique and in reading order"
    for block in walk_blocks(document.blocks):
        assert block.spans, f"block {block.id} has no span"
        previous = 0
        for span in block.spans:
            assert previous <= span.start < span.end <= len(document.text), f"spans of block {block.id}"
            previous = span.end
        assert (block.table is not None) == (block.kind == "table"), f"kind of block {block.id}"
        if block.list_label is not None:
            start = document.text_of(block.spans).lstrip()
            assert start.startswith(block.list_label), f"label of block {block.id} is not its beginning"
        if block.kind == "para":
            assert not document.text_of(block.spans).isspace(), f"block {block.id} is blank"
        if block.table is not None:
            spans = [(span.start, span.end) for span in block.spans]
            assert_covers(
                document, tuple(inner for cell in block.table.cells for inner in cell.blocks), spans
            )
            assert_grid(block)
    starts = document.page_starts
    assert list(starts) == sorted(starts), "pages must ascend"
    assert not starts or starts[0] == 0, "the first page must begin at 0"
    assert all(start <= len(document.text) for start in starts), "a page begins beyond the text"


def assert_covers(document: Document, blocks: tuple[Block, ...], area: list[tuple[int, int]]) -> None:
    """Fail unless the blocks, ascending, hold every visible character of the area once."""
    owner: dict[int, int] = {}
    previous = -1
    for block in blocks:
        assert block.spans[0].start >= previous, f"block {block.id} stands before its predecessor"
        previous = block.spans[0].start
        for span in block.spans:
            for offset in range(span.start, span.end):
                if not document.text[offset].isspace():
                    assert offset not in owner, (
                        f"{offset} belongs to blocks {owner.get(offset)} and {block.id}"
                    )
                    owner[offset] = block.id
    wanted = {
        offset for start, end in area for offset in range(start, end) if not document.text[offset].isspace()
    }
    lost, foreign = wanted - owner.keys(), owner.keys() - wanted
    assert not lost, f"no block holds {''.join(document.text[offset] for offset in sorted(lost)[:60])!r}"
    assert not foreign, f"blocks reach outside their area at {sorted(foreign)[:5]}"


def assert_grid(block: Block) -> None:
    """Fail unless the cells of a table block are row-major, inside the grid and do not overlap."""
    assert block.table is not None
    table = block.table
    taken: set[tuple[int, int]] = set()
    places = [(cell.row, cell.column) for cell in table.cells]
    assert places == sorted(places), f"cells of table {block.id} are not row-major"
    for cell in table.cells:
        assert cell.row >= 0 and cell.column >= 0 and cell.row_span >= 1 and cell.column_span >= 1
        assert cell.row + cell.row_span <= table.rows, f"cell {places} reaches below table {block.id}"
        assert cell.column + cell.column_span <= table.columns, f"a cell reaches beyond table {block.id}"
        covered = {
            (row, column)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        assert not covered & taken, f"cells of table {block.id} overlap at {sorted(covered & taken)[:3]}"
        taken |= covered
    assert 0 <= table.heads <= table.rows
