"""Cells of a Word table, their merges, and whether the table draws its grid or is mere layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from protoparse.document import Block, Cell
from protoparse.readers.docx_names import CELL, CELL_PROPERTIES, TABLE_PROPERTIES, VALUE, W
from protoparse.readers.docx_styles import StyleSheet

MOST_COLUMNS = 256  # a larger span is an attack; Word stops at 63
_GRID_SPAN, _VERTICAL_MERGE, _HORIZONTAL_MERGE, _DELETED_CELL = (
    W + name for name in ("gridSpan", "vMerge", "hMerge", "cellDel")
)
_INVISIBLE = frozenset({"none", "nil", ""})
_EDGES = frozenset(
    W + name for name in ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
)
_WHITE = "FFFFFF"
# A line to sign on is a cell with one edge; a grid gives its cells two or more.
_EDGES_OF_A_GRID = 2
_SHARE_OF_CELLS = 0.3
_EDGES_ERASED = 3  # a cell that takes back so many edges of the table shows no grid
_CELL_BORDERS = f"{CELL_PROPERTIES}/{W}tcBorders"


@dataclass(slots=True)
class OpenCell:
    """A cell while rows are still being read: a merge may make it taller."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    blocks: list[Block] = field(default_factory=list)

    def close(self) -> Cell:
        return Cell(self.row, self.column, self.row_span, self.column_span, tuple(self.blocks))


def grid_columns(element: Element | None, default: int) -> int:
    """A number of grid columns, within what a real table can have."""
    value = element.get(VALUE, "") if element is not None else ""
    if not value.isascii() or not value.isdecimal():
        return default
    return min(int(value), MOST_COLUMNS) if len(value) < 10 else MOST_COLUMNS


def cell_settings(properties: Element | None) -> tuple[int, str | None, str | None, bool]:
    """The grid columns of a cell, its vertical and horizontal merge state, and whether it is deleted."""
    span, vertical, horizontal, deleted = 1, None, None, False
    for element in properties if properties is not None else ():
        tag = element.tag
        if tag == _GRID_SPAN:
            span = max(1, grid_columns(element, 1))
        elif tag == _VERTICAL_MERGE:
            vertical = element.get(VALUE, "continue")
        elif tag == _HORIZONTAL_MERGE:
            horizontal = element.get(VALUE, "continue")
        elif tag == _DELETED_CELL:
            deleted = True
    return span, vertical, horizontal, deleted


def _edges(borders: Element | None) -> dict[str, bool]:
    """The edges that an element names, and whether each is drawn."""
    if borders is None:
        return {}
    return {
        edge.tag: edge.get(VALUE, "") not in _INVISIBLE and edge.get(W + "color", "").upper() != _WHITE
        for edge in borders
        if edge.tag in _EDGES
    }


class Borders:
    """Whether a table shows a grid, by its own borders, its style's or those of its cells, row by row."""

    def __init__(self) -> None:
        self._cells = 0
        self._boxed = 0
        self._shown = False  # a cell shows the grid of its table, if there is one

    def add_row(self, row: Element) -> None:
        """Look at the cells of a row."""
        for cell in row.iter(CELL):
            edges = _edges(cell.find(_CELL_BORDERS))
            self._cells += 1
            self._boxed += sum(edges.values()) >= _EDGES_OF_A_GRID
            self._shown = self._shown or len(edges) < _EDGES_ERASED or any(edges.values())

    def drawn(self, table: Element, styles: StyleSheet) -> bool:
        """The verdict, once all rows were looked at."""
        properties = table.find(TABLE_PROPERTIES)
        drawn: dict[str, bool] = {}
        if properties is not None:
            named = properties.find(W + "tblStyle")
            for style in reversed(styles.table_properties(named.get(VALUE) if named is not None else None)):
                drawn.update(_edges(style.find(f"{TABLE_PROPERTIES}/{W}tblBorders")))
            drawn.update(_edges(properties.find(W + "tblBorders")))
        if sum(drawn.values()) >= _EDGES_OF_A_GRID:
            return self._shown
        return self._boxed > _SHARE_OF_CELLS * self._cells
