"""A deadline falls on a Saturday, a Sunday or a public holiday.

The date stays as printed; for control the working day before it counts. Holidays that the government moves in
a given year are not known here.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import deadlines, printed_date
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.calendar import is_working

RULE = Rule(
    code="DLN03",
    name="non-working-day",
    group="deadlines",
    severity="info",
    message=(
        "Решение {n}: срок {end} приходится на нерабочий день",
        "Decision {n}: the deadline {end} is a non-working day",
    ),
    hint=(
        "Контролируйте по предшествующему рабочему дню; саму дату оставьте как есть",
        "Control by the working day before; keep the printed date as it is",
    ),
    why=(
        "Инструкции велят исполнять в предшествующий рабочий день, ГК РФ ст. 193 – в следующий: лучше "
        "назвать рабочий."
    ),
    source="инструкции по делопроизводству; ГК РФ ст. 193",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Чижова Е.А.\nСрок: до 02.12.2023"
        ),
    ),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one, deadline, due in deadlines(context):
        if deadline.kind == "date" and due is not None and not is_working(due):
            yield context.finding(RULE, deadline.span, n=one.ref, end=printed_date(due))
