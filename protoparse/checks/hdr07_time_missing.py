"""The time of the meeting is missing."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="HDR07",
    name="time-missing",
    group="header",
    severity="info",
    message=("Не указано время проведения", "The time of the meeting is missing"),
    hint=("Добавьте время начала (и окончания)", "Add the time it began (and ended)"),
    why="Закон называет время среди сведений протокола; для совещаний – по аналогии.",
    source="ГК РФ ст. 181.2 п. 4",
    bad=(sample(time=""),),
    good=(sample(time="Время проведения: 14.00"),),
    extracts=False,
)


_TIME = Pattern(r"(?<![\d.])(?:[01]?\d|2[0-3])\s?(?:ч\.|час|:[0-5]\d(?!\d)|-[0-5]0(?!\d))")


def run(context: CheckContext) -> Iterator[Finding]:
    # a time that stands loose in the introduction is a time, whosever it was taken for
    if context.protocol.header.start_time is None and not _TIME.search(context.introduction):
        dated = [part for part in context.head if part.role in ("date_line", "fact")]
        yield context.finding(RULE, dated[0].unit.view.span() if dated else context.title_place)
