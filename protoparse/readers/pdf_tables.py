"""Tables of a PDF: cells filled with lines, parts on following pages joined, repeated heads taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from protoparse.pattern import Pattern
from protoparse.readers.lines import Column, Line, ends_sentence, is_cut, leaves_room, opens_small
from protoparse.readers.pdf_grid import SNAP, Grid

_SPACES = Pattern(r"\s+")
_MOST_PADDING = 8.0


@dataclass(slots=True)
class CellDraft:
    """A cell with its printed lines; `column` is the room that its text was set in."""

    row: int
    column_index: int
    row_span: int
    column_span: int
    column: Column
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _SPACES.sub(" ", " ".join(line.text for line in self.lines)).strip()


@dataclass(slots=True)
class TableDraft:
    """A table, or the part of one that stands on a page."""

    page: int
    columns: tuple[float, ...]
    rows: int
    cells: list[CellDraft]
    bbox: tuple[float, float, float, float]
    heads: int = 0
    last_page: int = 0

    def row(self, index: int) -> list[CellDraft]:
        return [cell for cell in self.cells if cell.row == index]


def table_of(grid: Grid, page: int, tolerance: float, pitch: float) -> TableDraft:
    """The empty table that a grid draws."""
    cells = [
        CellDraft(
            place.row,
            place.column,
            place.row_span,
            place.column_span,
            Column(place.left, place.right, tolerance, pitch),
        )
        for place in grid.fields
    ]
    box = (grid.left, grid.top, grid.right, grid.bottom)
    return TableDraft(page, grid.columns, len(grid.rows) - 1, cells, box, last_page=page)


def settle_columns(table: TableDraft) -> None:
    """Takes the cells' inner margins off their columns: the least distance of a text from its left rule."""
    distances = [line.left - cell.column.left for cell in table.cells for line in cell.lines]
    padding = min((distance for distance in distances if distance >= 0), default=0.0)
    padding = min(padding, _MOST_PADDING)
    for cell in table.cells:
        room = cell.column
        cell.column = Column(room.left + padding, room.right - padding, room.tolerance, room.pitch)


def same_columns(upper: TableDraft, lower: TableDraft) -> bool:
    """Whether two parts have one column grid."""
    return len(upper.columns) == len(lower.columns) and all(
        abs(one - other) <= SNAP for one, other in zip(upper.columns, lower.columns, strict=True)
    )


def append_part(upper: TableDraft, lower: TableDraft) -> list[Line]:
    """Joins the part on the next page to a table.

    Returns the lines of the repeated head rows, now furniture.
    """
    heads = _repeated_heads(upper, lower)
    furniture = [line for row in range(heads) for cell in lower.row(row) for line in cell.lines]
    if heads:
        upper.heads = heads
    first = heads
    if first < lower.rows and _goes_on(upper, lower.row(first)):
        last = upper.rows - 1
        above = {cell.column_index: cell for cell in upper.cells if cell.row + cell.row_span - 1 == last}
        for cell in lower.row(first):
            above[cell.column_index].lines.extend(cell.lines)
        first += 1
    shift = upper.rows - first
    for cell in lower.cells:
        if cell.row >= first:
            cell.row += shift
            upper.cells.append(cell)
    upper.rows += lower.rows - first
    upper.last_page = lower.last_page
    return furniture


def _repeated_heads(upper: TableDraft, lower: TableDraft) -> int:
    """How many rows at the top of the next part say again what the table's first rows said."""
    count = 0
    limit = min(upper.rows, lower.rows, 4)
    for row in range(limit):
        one = [(cell.column_index, cell.text) for cell in upper.row(row)]
        other = [(cell.column_index, cell.text) for cell in lower.row(row)]
        if one != other or not any(text for _, text in one):
            break
        if any(cell.row_span > limit - row for cell in lower.row(row)):
            break
        count += 1
    while count and any(cell.row + cell.row_span > count for row in range(count) for cell in lower.row(row)):
        count -= 1
    return count


def _goes_on(upper: TableDraft, row: Sequence[CellDraft]) -> bool:
    """Whether a row at the top of a page is the rest of the row that the page edge broke."""
    last = upper.rows - 1
    above = {cell.column_index: cell for cell in upper.cells if cell.row + cell.row_span - 1 == last}
    if any(cell.row_span > 1 or cell.column_index not in above for cell in row):
        return False
    if any(cell.column_span != above[cell.column_index].column_span for cell in row):
        return False
    evidence = False
    for cell in row:
        before, after = above[cell.column_index].text, cell.text
        if not after:
            continue
        if not before:
            return False
        goes_on = opens_small(after) and not ends_sentence(before)
        upper_cell = above[cell.column_index]
        if goes_on and (
            is_cut(before) or not leaves_room(upper_cell.lines[-1], cell.lines[0], upper_cell.column)
        ):
            evidence = True
        elif cell.column_index == 0 and not goes_on:
            return False
    first = min(row, key=lambda cell: cell.column_index, default=None)
    if first is None or not any(cell.text for cell in row):
        return False
    if evidence:
        return True
    # An empty number cell under numbered rows: whatever stands beside it belongs to the row above.
    numbers = [cell.text for cell in upper.cells if cell.column_index == 0]
    numbered = sum(text[:1].isdigit() for text in numbers) >= max(2, len(numbers) - 2)
    return numbered and not first.text and len(row) > 1
