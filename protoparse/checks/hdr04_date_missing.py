"""The date of the meeting is missing.

It is the one fact that minutes cannot do without: deadlines, quorum and order of meetings are counted from
it. It is the day of the meeting, not of typing or signing.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="HDR04",
    name="date-missing",
    group="header",
    severity="error",
    message=("Не указана дата заседания", "The date of the meeting is missing"),
    hint=(
        "Укажите день заседания (не печатания и не подписания): «15.11.2023» или «15 ноября 2023 г.»",
        "State the day of the meeting (not of typing or signing): «15.11.2023» or «15 ноября 2023 г.»",
    ),
    why="От даты заседания считаются сроки, кворум и порядок заседаний; это день заседания, а не оформления.",
    source="ГК РФ ст. 181.2 п. 4; ГОСТ Р 7.0.97, реквизит 10 (п. 5.10)",
    bad=(sample(date=""),),
    good=(sample(date="15 ноября 2023 г."),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    if context.protocol.header.date is None:
        yield context.finding(RULE, context.title_place)
