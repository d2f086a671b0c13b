"""The secretary is not named in the introduction; the signature does not count."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="ATT04",
    name="no-secretary",
    group="attendance",
    severity={"collegial": "warning", "advisory": "info"},
    message=("Секретарь не указан в вводной части", "The secretary is not named in the introduction"),
    hint=(
        "Добавьте «Секретарь: Фамилия И.О.» после председателя",
        "Add «Секретарь: Фамилия И.О.» after the chair",
    ),
    why="Секретарь отвечает за запись; его называют рядом с председателем, а не только в подписи.",
    source="ГК РФ ст. 181.2 п. 3; инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(secretary=""),),
    good=(sample(secretary="Протокол вела секретарь Гуляева М.С."),),
    extracts=False,
)


# at a meeting that elects its secretary the introduction cannot know who it will be
_ELECTED = Pattern(r"избра[^.]{0,200}секретар|секретар[^.]{0,80}избра")


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    secretary = attendance.secretary
    if secretary is not None and not context.is_signature(secretary.span):
        return
    if _ELECTED.search(context.lowered):
        return
    chair = attendance.chair
    beside = chair is not None and not context.is_signature(chair.span)
    yield context.finding(RULE, chair.span if chair is not None and beside else context.people_place)
