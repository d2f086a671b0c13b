"""A deadline lies before the meeting, mostly a year copied from an older document."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import deadlines, printed_date
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="DLN02",
    name="before-meeting",
    group="deadlines",
    severity="error",
    message=(
        "Решение {n}: срок {end} раньше даты заседания",
        "Decision {n}: the deadline {end} is before the meeting",
    ),
    hint=(
        "Обычно год остался из старого протокола; исправьте год",
        "Usually the year of an older document; correct the year",
    ),
    why="Срок не может наступить раньше заседания.",
    source="практика",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Чижова Е.А.\nСрок: до 01.12.2022"
        ),
    ),
    good=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Чижова Е.А.\nСрок: до 15.11.2023"
        ),
    ),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one, deadline, due in deadlines(context):
        if due is not None and context.date is not None and due < context.date:
            yield context.finding(RULE, deadline.span, n=one.ref, end=printed_date(due))
