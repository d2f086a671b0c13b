"""PDF files: `read_pdf`. Words and rules → lines and tables → text → paragraphs over lines and pages.

The text is written once, in reading order, page by page; what belongs together across a page edge (a
paragraph, a table, a row) becomes one block with several spans, and the page number between them stays where
it stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from protoparse.document import Block, BlockKind, Cell, Document, Style, Table, numbered
from protoparse.limits import DEFAULT_LIMITS, Limits
from protoparse.readers.lines import (
    Column,
    Line,
    alignment_of,
    label_of,
    paragraphs,
    spans_of,
)
from protoparse.readers.pdf_furniture import furniture_of
from protoparse.readers.pdf_grid import Grid, find_grids
from protoparse.readers.pdf_ladder import read_contents
from protoparse.readers.pdf_layout import (
    Draft,
    aside,
    body_column,
    lines_of,
    reading_order,
)
from protoparse.readers.pdf_notes import content_notes
from protoparse.readers.pdf_page import PageContent, Word
from protoparse.readers.pdf_tables import (
    TableDraft,
    append_part,
    same_columns,
    settle_columns,
    table_of,
)


@dataclass(slots=True)
class _Page:
    """A page taken apart.

    Its tables with the words of their cells, its free lines, what stands at an angle.
    """

    content: PageContent
    grids: list[tuple[Grid, list[list[Word]]]]
    lines: list[Draft]
    aside: Draft | None


@dataclass(slots=True)
class _Writer:
    """The text as it grows; `position` is where the next character goes."""

    parts: list[str] = field(default_factory=list)
    position: int = 0

    def write(self, text: str) -> int:
        start = self.position
        self.parts.append(text)
        self.position += len(text)
        return start


_Item = list[Line] | TableDraft


def read_pdf(data: bytes, path: str | None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a PDF file.

    Raises InputError: R120 password, R121 damaged, R122 no pages, R124 no text layer (a scan), R125 a text
    layer that is not text, and the codes of the limits.
    """
    contents, reader, notes = read_contents(data, path, limits)
    notes += content_notes(contents, limits)
    pages = [_take_apart(content) for content in contents]
    furniture = furniture_of([page.lines for page in pages], [page.content.height for page in pages])
    columns = _columns(pages, furniture)
    writer = _Writer()
    starts: list[int] = []
    items: list[tuple[Column, _Item]] = []
    outside: list[list[Line]] = []
    for page in pages:
        starts.append(writer.position)
        _write_page(page, furniture, columns, writer, items, outside)
    text = "".join(writer.parts)
    blocks = _blocks(items, outside, text)
    return Document(
        path=path,
        format="pdf",
        sha256=sha256(data).hexdigest(),
        size=len(data),
        text=text,
        blocks=tuple(blocks),
        page_starts=tuple(starts),
        reader=reader,
        notes=tuple(notes),
    )


def _take_apart(content: PageContent) -> _Page:
    grids: list[tuple[Grid, list[list[Word]]]] = [
        (grid, [[] for _ in grid.fields]) for grid in (find_grids(content.rules) if content.rules else [])
    ]
    places = [grid.places() for grid, _ in grids]
    free: list[Word] = [] if grids else list(content.words)
    for word in content.words if grids else ():
        x, y = (word.left + word.right) / 2, word.base - 0.3 * word.size
        for (grid, cells), covered in zip(grids, places, strict=True):
            index = covered.get(grid.at(x, y))
            if index is not None:
                cells[index].append(word)
                break
        else:
            free.append(word)
    upright = [word for word in free if word.upright]
    lines = _ordered_around(lines_of(upright, content.number), [grid for grid, _ in grids])
    return _Page(content, grids, lines, aside([word for word in free if not word.upright], content.number))


def _ordered_around(lines: Sequence[Draft], grids: Sequence[Grid]) -> list[Draft]:
    """Reading order between the tables: columns never run across one."""
    result: list[Draft] = []
    rest = list(lines)
    for grid in grids:
        above = [line for line in rest if line.base <= grid.top]
        rest = [line for line in rest if line.base > grid.top]
        result.extend(reading_order(above))
    return result + reading_order(rest)


def _columns(pages: Sequence[_Page], furniture: set[int]) -> dict[int, Column]:
    """The body column for each width of page."""
    by_width: dict[int, list[Draft]] = {}
    for page in pages:
        by_width.setdefault(round(page.content.width), []).extend(
            line for line in page.lines if id(line) not in furniture and line.region is None
        )
    return {width: body_column(lines, float(width)) for width, lines in by_width.items()}


def _write_page(
    page: _Page,
    furniture: set[int],
    columns: dict[int, Column],
    writer: _Writer,
    items: list[tuple[Column, _Item]],
    outside: list[list[Line]],
) -> None:
    body = columns[round(page.content.width)]
    waiting = list(page.grids)
    for draft in page.lines:
        while waiting and waiting[0][0].top <= draft.base and draft.region is None:
            items.append((body, _write_table(*waiting.pop(0), page.content.number, body, writer)))
        line = _write_line(draft, writer)
        if id(draft) in furniture:
            outside.append([line])
            continue
        column = body
        if draft.region is not None:
            column = body._replace(left=draft.region[0], right=draft.region[1])
        if items and isinstance(items[-1][1], list) and items[-1][0] == column:
            items[-1][1].append(line)
        else:
            items.append((column, [line]))
    for grid, words in waiting:
        items.append((body, _write_table(grid, words, page.content.number, body, writer)))
    if page.aside is not None:
        outside.append([_write_line(page.aside, writer)])


def _write_line(draft: Draft, writer: _Writer) -> Line:
    line = draft.placed(writer.write(draft.text))
    writer.write("\n")
    return line


def _write_table(
    grid: Grid, contents: Sequence[Sequence[Word]], page: int, body: Column, writer: _Writer
) -> TableDraft:
    table = table_of(grid, page, body.tolerance, body.pitch)
    previous: int | None = None
    for cell, words in zip(table.cells, contents, strict=True):
        if previous is not None:
            writer.write("\t" if cell.row == previous else "\n")
        previous = cell.row
        drafts = lines_of([word for word in words if word.upright], page)
        turned = aside([word for word in words if not word.upright], page)
        if turned is not None:
            drafts.append(turned)
        for index, draft in enumerate(drafts):
            if index:
                writer.write("\n")
            cell.lines.append(draft.placed(writer.write(draft.text)))
    writer.write("\n")
    settle_columns(table)
    return table


def _blocks(items: Sequence[tuple[Column, _Item]], outside: list[list[Line]], text: str) -> list[Block]:
    """Blocks in the order of their first characters, numbered with those of their cells."""
    found: list[tuple[int, Block]] = []
    joined: list[tuple[Column, _Item]] = []
    for column, item in items:
        last = joined[-1][1] if joined else None
        if (
            isinstance(item, TableDraft)
            and isinstance(last, TableDraft)
            and last.last_page + 1 == item.page
            and same_columns(last, item)
        ):
            repeated = append_part(last, item)
            if repeated:
                outside.append(repeated)
        elif isinstance(item, list) and isinstance(last, list) and joined[-1][0] == column:
            last.extend(item)
        else:
            joined.append((column, item))
    for column, item in joined:
        if isinstance(item, TableDraft):
            block = _table_block(item, text)
            if block is not None:
                found.append((block.spans[0].start, block))
        else:
            found.extend((lines[0].start, _block(lines, column)) for lines in paragraphs(item, column))
    found.extend((lines[0].start, _block(lines, None, "furniture")) for lines in outside)
    found.sort(key=lambda pair: pair[0])
    return numbered([block for _, block in found])


def _block(lines: Sequence[Line], column: Column | None, kind: BlockKind = "para") -> Block:
    first = lines[0]
    letters = max(lines, key=lambda line: len(line.text)) if len(lines) > 1 else first
    on_page = [line for line in lines if line.page == first.page]
    bold, size = all(line.bold for line in lines), round(letters.size, 1)
    if column is None:
        style = Style(bold=bold, size=size)
    else:
        places = {alignment_of(line, column) for line in lines}
        align = places.pop() if len(places) == 1 else "left"
        style = Style(bold, align, size, round(max(first.left - column.left, 0.0), 1))
    return Block(
        id=0,
        kind=kind,
        spans=spans_of(lines),
        page=first.page,
        bbox=(
            min([line.left for line in on_page]),
            first.top - first.size,
            max([line.right for line in on_page]),
            on_page[-1].top + 0.25 * first.size,
        ),
        list_label=label_of(first.text) if kind == "para" else None,
        style=style,
    )


def _table_block(table: TableDraft, text: str) -> Block | None:
    """The table as a block; None for a grid without a letter."""
    cells: list[Cell] = []
    lines: list[Line] = []
    for draft in sorted(table.cells, key=lambda cell: (cell.row, cell.column_index)):
        lines.extend(draft.lines)
        inner = tuple(_block(part, draft.column) for part in paragraphs(draft.lines, draft.column))
        cells.append(Cell(draft.row, draft.column_index, draft.row_span, draft.column_span, inner))
    if not lines:
        return None
    lines.sort(key=lambda line: line.start)
    spans = [spans_of(lines[:1])[0]]
    for line in lines[1:]:
        if text[spans[-1].end : line.start].isspace():
            spans[-1] = spans[-1]._replace(end=line.end)
        else:
            spans.extend(spans_of([line]))
    return Block(
        id=0,
        kind="table",
        spans=tuple(spans),
        page=table.page,
        bbox=table.bbox,
        table=Table(table.rows, len(table.columns) - 1, tuple(cells), True, table.heads),
    )
