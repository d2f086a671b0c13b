"""Items from an agenda table that also holds the decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protoparse.build.agenda_section import find_head
from protoparse.build.context import Context, tidy
from protoparse.build.decisions import DecisionBuilder, decisions_in_cell
from protoparse.build.items import Draft, leading_number
from protoparse.build.votes import inline_votes
from protoparse.fields.person import find_names
from protoparse.model import Item
from protoparse.normalise import CellView, Unit, find_label
from protoparse.view import View


def items_from_agenda_table(context: Context, unit: Unit) -> list[Draft]:
    """One item a row of an agenda table that also holds the decisions; its speaker is who was heard.

    Where the table has a column of deadlines, the column of responsible people belongs to the decisions, and a
    question whose cell spans several rows has a decision in each of them.
    """
    columns = context.grammar.roles["agenda_table"].columns
    head, found = find_head(unit.rows, columns)
    charged = "deadline" in found
    drafts: list[Draft] = []
    for row in unit.rows[head + 1 :]:
        cells = {cell.column: cell for cell in row}
        topic = cells.get(found["topic"])
        if topic is not None and topic.parts:
            drafts.append(_table_item(context, row, cells, found, topic))
        if not drafts:
            continue
        item = drafts[-1].item
        for cell in row:
            if cell.parts:
                item.span.end = max(item.span.end, context.span(cell.view).end)
        if not charged and (speaker := cells.get(found.get("speaker", -1))) is not None and speaker.parts:
            drafts[-1].hear(context, speaker.view)
        vote = cells.get(found.get("vote", -1))
        if vote is not None and vote.parts:
            item.votes += inline_votes(context, View.join(vote.parts, "\n"))
        decision = cells.get(found["decision"])
        if decision is None or not decision.parts:
            continue
        decisions = decisions_in_cell(context, decision.parts)
        if charged and decisions:
            fill = DecisionBuilder(context)
            fill.result.last = [decisions[-1]]
            fill.fill(cells.get(found.get("speaker", -1)), cells.get(found["deadline"]))
        item.decisions += decisions
    return drafts


def _table_item(
    context: Context,
    row: Sequence[CellView],
    cells: dict[int, CellView],
    found: dict[str, int],
    topic: CellView,
) -> Draft:
    """The item that a row of an agenda table opens."""
    view = topic.view
    number_cell = cells.get(found["number"]) if "number" in found else None
    number = number_cell.view.flat.strip().rstrip(".) ") if number_cell else None
    label = find_label(view.flat)
    if label is not None and label.kind in ("decimal", "roman"):
        number, view = number or label.text, view.cut(label.end)
    whole = context.whole([cell.view for cell in row if cell.parts])
    draft = Draft(Item(number=number or None, span=whole))
    draft.hint = leading_number(number) if number else None
    reporter = re.search(r"\s(?:докладчик\w*|докладывает|информация)\s*[:–—-]\s*", view.flat, re.IGNORECASE)
    if reporter and find_names(view.flat[reporter.end() :]):
        draft.hear(context, view.cut(reporter.end()))
        view = view.cut(0, reporter.start())
    draft.item.topic = tidy(view.flat)
    return draft
