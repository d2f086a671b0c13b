"""One person stands among those present (or invited) and among those absent."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ATT06",
    name="present-and-absent",
    group="attendance",
    severity="warning",
    message=(
        "{person}: одновременно среди присутствующих и отсутствующих",
        "{person} is listed both as present and as absent",
    ),
    hint=("Уберите неверную запись", "Remove the wrong entry"),
    why="Одно из двух неверно, и от этого зависит кворум.",
    source="практика",
    bad=(sample(absent="Отсутствовали: Сомов П.Н."),),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    there = {m.person for m in (*attendance.present, *attendance.invited) if m.person}
    for mention in attendance.absent:
        if mention.person in there:
            yield context.finding(RULE, mention.span, person=mention.name or mention.text)
