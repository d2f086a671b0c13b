"""Items from an agenda table that also holds the decisions."""

from __future__ import annotations

from protoparse.build.columns import Row, find_columns, printed_number
from protoparse.build.context import Context, tidy
from protoparse.build.decision_table import fill
from protoparse.build.decision_words import DecisionReader
from protoparse.build.decisions import decisions_in_cell
from protoparse.build.draft import Draft
from protoparse.build.item_heads import case_of_heard
from protoparse.build.item_labels import HEARD, NAMES_IN_BRACKETS, REPORTER_BEHIND, agenda_place
from protoparse.build.sentences import sentence_spans
from protoparse.build.speakers import is_people_alone, opens_speech
from protoparse.build.votes import inline_votes
from protoparse.fields.person import find_names
from protoparse.fields.text import Case
from protoparse.list_label import find_label
from protoparse.model import Item
from protoparse.normalise import CellView, Unit
from protoparse.view import View


def items_from_agenda_table(context: Context, unit: Unit) -> list[Draft]:
    """One item a row of an agenda table that also holds the decisions; its speaker is who was heard.

    A question whose cell spans several rows has a decision in each of them. A column «Ответственный» names
    who carries the decisions out, or, in a table with neither speakers nor deadlines, who reports.
    """
    columns = find_columns(unit.rows, context.grammar.roles["agenda_table"].columns)
    instructs = "deadline" in columns or {"speaker", "responsible"} <= columns.places.keys()
    told_by = "speaker" if "speaker" in columns or instructs else "responsible"
    drafts: list[Draft] = []
    for row in unit.rows[columns.head + 1 :]:
        cells = {name: cell for name, cell in columns.cells(row).items() if cell.parts}
        if "topic" in cells:
            drafts.append(_draft(context, row, cells["topic"], printed_number(cells.get("number"))))
        if not drafts:
            continue
        draft = drafts[-1]
        draft.item.span.end = max(draft.item.span.end, *(context.span(c.view).end for c in row if c.parts))
        if told_by in cells and "topic" in cells:
            draft.hear(context, cells[told_by].view)
        if "vote" in cells:
            draft.item.votes += inline_votes(context, View.join(cells["vote"].parts, "\n"))
        decisions = decisions_in_cell(context, cells["decision"].parts) if "decision" in cells else []
        if instructs and decisions:
            beside: dict[str, CellView] = {n: cells[n] for n in ("responsible", "deadline") if n in cells}
            fill(DecisionReader(context), decisions[-1], beside)
        draft.item.decisions += decisions
    return drafts


def _draft(context: Context, row: Row, topic: CellView, number: str | None) -> Draft:
    """The item that a row of an agenda table opens."""
    view = topic.view
    label = find_label(view.flat)
    if label is not None and label.kind in ("decimal", "roman"):
        number, view = number or label.text, view.cut(label.end)
    draft = Draft(Item(number=number, span=context.whole([cell.view for cell in row if cell.parts])))
    draft.hint = agenda_place(number) if number else None
    reporter = REPORTER_BEHIND.search(view.flat)
    if reporter and find_names(view.flat[reporter.end() :]):
        draft.hear(context, view.cut(reporter.end()))
        view = view.cut(0, reporter.start())
    elif (told := _told_by(view)) is not None:
        draft.hear(context, *told)
        if told[0].span().start > view.span().start and is_people_alone(told[0].flat):
            view = view.cut(0, view.flat.rfind(told[0].flat))  # «О питании. Зуев Т.Т., Лось Б.Б.»
        if told[0].span().start == view.span().start:  # «Зуев Т.Т. доложил: …»: the agenda names the question
            draft.discussion.append(tidy(view.flat))
            return draft
    draft.item.topic = tidy(view.flat)
    return draft


def _told_by(view: View) -> tuple[View, Case | None] | None:
    """Who reports by the words of a question's cell, and the case of the name.

    «О питании. Зуев Т.Т. доложил, что …», «… Информация Зуева Т.Т.: …», «… (Зуев Т.Т.)», «… Зуев Т.Т.»
    """
    bracket = NAMES_IN_BRACKETS.search(view.flat)
    if bracket and find_names(bracket.group(1)):
        return view.cut(bracket.start(1), bracket.end(1)), None
    for start, end in sentence_spans(view.flat):
        sentence = view.cut(start, end)
        label = HEARD.match(sentence.flat)
        words = sentence.cut(label.end()) if label else sentence
        names = find_names(words.flat[:90])
        if start == 0 and (not names or names[0].start > 0):
            continue
        if start and is_people_alone(words.flat):
            return words, "nomn"
        alone = bool(names) and names[0].end >= len(words.flat.rstrip(" ."))
        if names and (start == 0 or label or alone or opens_speech(words.flat)):
            return words.cut(0, names[0].end), case_of_heard(label.group()) if label else "nomn"
    return None
