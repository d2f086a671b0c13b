"""The minutes have no agenda.

The agenda ends the introduction and decides which decisions are lawful. Minutes of conferences of staff may
go without.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="AGD01",
    name="no-agenda",
    group="agenda",
    severity={"collegial": "warning"},
    message=("Нет повестки дня", "There is no agenda"),
    hint=(
        "Добавьте перечень вопросов с докладчиками; краткие протоколы совещаний могут быть без него",
        "Add the list of questions with speakers; short minutes of conferences may go without",
    ),
    why="Повестка завершает вводную часть; по ней судят, по объявленным ли вопросам приняты решения.",
    source="инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(agenda=""),),
    good=(sample(agenda="Повестка дня: О подготовке к зимним каникулам", heard2="", decided2="", vote2=""),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    if not context.protocol.agenda:
        yield context.finding(RULE, context.people_place)
