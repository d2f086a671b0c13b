"""The numbers of the agenda skip or repeat: a row may be lost at a page break."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.number import roman_value

RULE = Rule(
    code="NUM02",
    name="agenda-numbers",
    group="numbering",
    severity="warning",
    message=("Нарушена нумерация повестки: {seq}", "The numbering of the agenda is broken: {seq}"),
    hint=("Проверьте, не потеряна ли строка на границе страниц", "Check for a row lost at a page break"),
    why="Пропуск или повтор номера значит потерянный вопрос или опечатку.",
    source="практика",
    bad=(
        sample(
            agenda="Повестка дня:\n1. Итоги первой четверти.\n3. Подготовка к зимним каникулам.",
            heard2="3. СЛУШАЛИ: Чижову Е.А. о подготовке к зимним каникулам.",
            decided2="РЕШИЛИ: принять информацию к сведению.",
        ),
    ),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    agenda = context.protocol.agenda
    values = [(_value(question.number), question) for question in agenda if question.number]
    if len(values) < 2 or len(values) < len(agenda) or any(value is None for value, _ in values):
        return
    for position, (value, question) in enumerate(values, 1):
        if value != position:
            yield context.finding(RULE, question.span, seq=", ".join(one.number or "" for one in agenda))
            return


def _value(number: str | None) -> int | None:
    if number is None:
        return None
    return int(number) if number.isdigit() else roman_value(number.lower())
