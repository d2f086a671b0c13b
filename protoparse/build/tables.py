"""Tables of data as they go into the output."""

from __future__ import annotations

from protoparse.build.context import Context, tidy
from protoparse.model import Table
from protoparse.normalise import Unit


def data_table(context: Context, unit: Unit) -> Table:
    """The table's first row as columns, the others as rows; merged cells stand once, empty ones as «»."""
    rows = [[tidy(cell.view.flat) for cell in row] for row in unit.rows]
    return Table(columns=rows[0] if rows else [], rows=rows[1:], span=context.span(unit.view))
