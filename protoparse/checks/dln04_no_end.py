"""A deadline has no last day.

«Постоянно», «по мере необходимости», «к следующему заседанию», «с 1 сентября».
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import deadlines
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.sample import sample

RULE = Rule(
    code="DLN04",
    name="no-end",
    group="deadlines",
    severity="info",
    message=(
        "Решение {n}: срок «{raw}» не имеет конечной даты",
        "Decision {n}: the deadline «{raw}» has no end date",
    ),
    hint=(
        "Ведите в реестре отдельной группой и назначьте день ежегодной проверки",
        "Keep it in a group of its own in the register and set a yearly review date",
    ),
    why="Поручение без конечной даты нельзя снять с контроля.",
    source="практика контроля исполнения",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составлять планы каникул.\nОтветственный: Чижова Е.А.\nСрок: постоянно"
        ),
    ),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one, deadline, due in deadlines(context):
        if due is None:
            yield context.finding(RULE, deadline.span, n=one.ref, raw=shorten(deadline.text, 80))
