"""A deadline can be read in two ways: «в течение года», a bare month, «I полугодие» in a school.

«Года» may be the calendar or the school year. What contradicts itself is reported by DLN06 alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import deadlines
from protoparse.checks.dln06_contradictory import contradicts_itself
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.sample import sample

RULE = Rule(
    code="DLN05",
    name="ambiguous",
    group="deadlines",
    severity="warning",
    message=(
        "Решение {n}: срок «{raw}» допускает разные толкования",
        "Decision {n}: the deadline «{raw}» can be read in two ways",
    ),
    hint=("Назовите год и последний день", "Write the year and the last day"),
    why="«В течение года» – это учебный год или календарный?",
    source="практика",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Чижова Е.А.\nСрок: в течение года"
        ),
    ),
    good=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Составить план.\nОтветственный: Чижова Е.А.\nСрок: в течение 2023/2024 "
                "учебного года"
            )
        ),
    ),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one, deadline, _ in deadlines(context):
        if deadline.ambiguous and not contradicts_itself(deadline.text):
            yield context.finding(RULE, deadline.span, n=one.ref, raw=shorten(deadline.text, 80))
