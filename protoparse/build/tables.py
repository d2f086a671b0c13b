"""Tables of data as they go into the output."""

from __future__ import annotations

from protoparse.build.context import Context, tidy
from protoparse.model import Table
from protoparse.normalise import LAYOUT, Unit

Grid = list[dict[int, str]]  # rows of texts by grid column; a merged cell stands at its first column


def data_table(context: Context, unit: Unit) -> Table:
    """The table's first row as columns, the others as rows; merged cells stand once, empty ones as «».

    What a break tore apart is joined again: a row that goes on with the one above, a head cut over several
    columns. Rules of dashes that a converter drew as a row are left out.
    """
    grid: Grid = [{cell.column: tidy(cell.view.flat) for cell in row} for row in unit.rows]
    grid = [row for row in grid if any(text.strip(LAYOUT) for text in row.values())]
    _join_heads(grid)
    _join_rows(grid)
    rows = [[row[column] for column in sorted(row)] for row in grid]
    return Table(columns=rows[0] if rows else [], rows=rows[1:], span=context.span(unit.view))


def _join_rows(grid: Grid) -> None:
    """Append to the row above every row without a first cell whose texts all begin in lower case."""
    index = 1
    while index < len(grid):
        row, above = grid[index], grid[index - 1]
        filled = {column: text for column, text in row.items() if text}
        if (
            filled
            and not row.get(0)
            and set(filled) <= set(above)
            and all(t[0].islower() for t in filled.values())
        ):
            for column, text in filled.items():
                above[column] = f"{above[column]} {text}".strip()
            del grid[index]
        else:
            index += 1


def _join_heads(grid: Grid) -> None:
    """Join to its left neighbour a head in lower case over a column that holds nothing."""
    if len(grid) < 2:
        return
    head = grid[0]
    for column in sorted(head, reverse=True):
        text = head[column]
        left = max((other for other in head if other < column), default=None)
        if left is None or not text[:1].islower() or any(row.get(column) for row in grid[1:]):
            continue
        head[left] = f"{head[left]} {text}"
        for row in grid:
            row.pop(column, None)
