"""Damage of a page break was repaired: a row or a sentence that runs on behind a gap was joined.

Look at the joined text once.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.normalise import Unit

RULE = Rule(
    code="TXT01",
    name="page-break",
    group="text",
    severity="info",
    message=("Восстановлен разрыв страницы: {where}", "Damage of a page break was repaired: {where}"),
    hint=("Просмотрите соединённый текст один раз", "Review the joined text once"),
    why="Строка или предложение, разорванные страницей, соединены; проверьте, верно ли.",
    source="практика",
    bad=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы с участием родителей и\n\n"
                "классных руководителей старших классов.\nОтветственный: Чижова Е.А.\nСрок: до 01.12.2023"
            )
        ),
    ),
    good=(sample(),),
)

_WHOLE_LINE = 30  # characters before the gap: shorter lines are broken by their authors
_CONTENT = frozenset(
    {"decision", "talk", "heard", "spoke", "speech", "note", "item_head", "motion", "agenda_item"}
)


def run(context: CheckContext) -> Iterator[Finding]:
    told: set[int] = set()
    for part in context.parts:
        block = part.unit.block
        if part.unit.is_table or block.id in told or len(block.spans) < 2:
            continue
        told.add(block.id)
        for first, second in zip(block.spans, block.spans[1:], strict=False):
            head, rest = context.text[first.start : first.end], context.text[second.start : second.end]
            if "\n" in context.text[first.end : second.start] + head[-1:] + rest[:1]:
                where = f"«{shorten(head[-30:], 40)} | {shorten(rest, 30)}»"
                yield context.finding(RULE, Span(second.start, second.end), where=where)
    for before, part in zip(context.parts, context.parts[1:], strict=False):
        unit = part.unit
        if part.label.how != "continue" or part.role not in _CONTENT or unit.broken or unit.is_table:
            continue
        whole = len(before.unit.text) >= _WHOLE_LINE
        if whole and (unit.text[:1].islower() or before.unit.text[-1:].isalpha()):
            where = f"«{shorten(before.unit.text[-30:], 40)} | {shorten(unit.text, 30)}»"
            yield context.finding(RULE, part.unit.view.span(), where=where)
    for part in context.parts:
        if part.unit.is_table:
            yield from _rows(context, part.unit)


def _rows(context: CheckContext, unit: Unit) -> Iterator[Finding]:
    """Rows whose number cell is empty while the row above has a number and ends open."""
    for above, row in zip(unit.rows, unit.rows[1:], strict=False):
        if len(above) < 2 or len(row) < 2 or row[0].view.text or not above[0].view.text.strip(" .").isdigit():
            continue
        text = row[1].view.flat
        if (text and text[:1].islower()) or (above[1].view.flat[-1:].isalpha() and text):
            span = row[1].view.span()
            where = f"«{shorten(above[1].view.flat[-30:], 40)} | {shorten(text, 30)}»"
            yield context.finding(RULE, span, where=where)
