"""Columns of tables by the heads that stand over them: which cell of a row says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from protoparse.grammar.columns import match_columns
from protoparse.normalise import CellView

Row = Sequence[CellView]


@dataclass(frozen=True, slots=True)
class Columns:
    """`head`: index of the head row, -1 where there is none; `places`: column name → column of the grid."""

    head: int
    places: Mapping[str, int]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def cells(self, row: Row) -> dict[str, CellView]:
        """The cells of a row by the names of their columns; a cell merged from above is not among them."""
        by_place = {cell.column: cell for cell in row}
        return {name: by_place[place] for name, place in self.places.items() if place in by_place}


def find_columns(rows: Sequence[Row], heads: dict[str, tuple[str, ...]]) -> Columns:
    """The columns of a table, from the better of its first two rows; `heads`: column name → folded heads."""
    best = Columns(-1, {})
    for index, row in enumerate(rows[:2]):
        found = match_columns(heads, [cell.view.flat for cell in row])
        places = {name: row[position].column for name, position in found.items()}
        if len(places) > len(best.places):
            best = Columns(index, places)
    return best


def printed_number(cell: CellView | None) -> str | None:
    """The number in a cell without dot and bracket, None where the cell is empty or missing."""
    return (cell.view.flat.strip().rstrip(".) ") or None) if cell is not None else None


def says_something(cell: CellView) -> bool:
    """Whether a cell holds more than dashes."""
    return any(char.isalnum() for char in cell.view.flat)
