"""Whether a Word table draws its grid: a table without rules is usually mere layout."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from protoparse.readers.docx_names import CELL, CELL_PROPERTIES, TABLE_PROPERTIES, VALUE, W
from protoparse.readers.docx_styles import StyleSheet

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


def _edges(borders: Element | None) -> dict[str, bool]:
    """The edges that an element names, and whether each is drawn."""
    if borders is None:
        return {}
    return {
        edge.tag: edge.get(VALUE, "") not in _INVISIBLE and edge.get(W + "color", "").upper() != _WHITE
        for edge in borders
        if edge.tag in _EDGES
    }


def is_bordered(table: Element, styles: StyleSheet) -> bool:
    """Whether the table shows a grid, by its own borders, its style's or those of its cells."""
    properties = table.find(TABLE_PROPERTIES)
    drawn: dict[str, bool] = {}
    if properties is not None:
        named = properties.find(W + "tblStyle")
        for style in reversed(styles.table_properties(named.get(VALUE) if named is not None else None)):
            drawn.update(_edges(style.find(f"{TABLE_PROPERTIES}/{W}tblBorders")))
        drawn.update(_edges(properties.find(W + "tblBorders")))
    cells = (_edges(cell.find(_CELL_BORDERS)) for cell in table.iter(CELL))
    if sum(drawn.values()) >= _EDGES_OF_A_GRID:
        return any(len(edges) < _EDGES_ERASED or any(edges.values()) for edges in cells)
    boxed = [sum(edges.values()) >= _EDGES_OF_A_GRID for edges in cells]
    return sum(boxed) > _SHARE_OF_CELLS * len(boxed)
