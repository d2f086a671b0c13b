"""Decisions from a table of instructions: one a row, its people and its deadline in cells of their own."""

from __future__ import annotations

from collections.abc import Mapping

from protoparse.build.addressees import people_of
from protoparse.build.columns import Columns, printed_number, says_something
from protoparse.build.decision_words import DecisionReader
from protoparse.list_label import find_label
from protoparse.model import Decision
from protoparse.normalise import CellView, Unit

_FILLED = ("responsible", "deadline")


def decisions_of_table(
    reader: DecisionReader, unit: Unit, columns: Columns, last: Decision | None
) -> list[Decision]:
    """The decisions of a table whose `columns` hold one named «decision».

    `last` is the decision before the table: a first row without words of its own still names people for it. A
    cell of people or dates that spans several rows counts for each of them.
    """
    decisions: list[Decision] = []
    spanning: dict[str, CellView] = {}
    for row in unit.rows[columns.head + 1 :]:
        cells = columns.cells(row)
        words = cells.get("decision")
        if words is None or not words.parts:
            people = cells.get("responsible")
            if last is not None and people is not None and says_something(people):
                last.responsible += people_of(reader.context, people.view)
            continue
        number, view = printed_number(cells.get("number")), words.view
        if "number" in columns and number is None and last is not None and view.flat[:1].islower():
            reader.extend(last, view)
            fill(reader, last, cells)
            continue
        label = find_label(view.flat)
        if label is not None and label.kind != "bullet" and number is None:
            number, view = label.text, view.cut(label.end)
        last = reader.read(number, view)
        last.span = reader.context.whole([cell.view for cell in row if cell.parts])
        decisions.append(last)
        for name in _FILLED:
            if name in cells:
                spanning[name] = cells[name]
            elif name in spanning and spanning[name].row + spanning[name].row_span > words.row:
                cells[name] = spanning[name]
        fill(reader, last, cells)
    return decisions


def fill(reader: DecisionReader, decision: Decision, cells: Mapping[str, CellView]) -> None:
    """Give a decision what the cells «responsible» and «deadline» beside it say."""
    people, date = cells.get("responsible"), cells.get("deadline")
    if people is not None and says_something(people):
        decision.responsible = people_of(reader.context, people.view)
    if date is not None and says_something(date):
        decision.deadline = reader.deadline(date.view) or decision.deadline
