"""An instruction has no deadline, neither a labelled one nor one in its sentence.

Offices count one month then; the register may show that as assumed, never as stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="DLN01",
    name="no-deadline",
    group="deadlines",
    severity="warning",
    message=("Решение {n}: не указан срок исполнения", "Decision {n}: no deadline"),
    hint=(
        "Добавьте «Срок: до ДД.ММ.ГГГГ»; без срока поручение исполняют в месячный срок",
        "Add «Срок: до ДД.ММ.ГГГГ»; without one an instruction is carried out within a month",
    ),
    why="Поручение без срока исполняют в месяц или никогда.",
    source="ГОСТ Р 7.0.97 п. 5.28; инструкции по делопроизводству",
    bad=(sample(decided2="РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы.\nОтветственный: Чижова Е.А."),),
    good=(sample(decided2="РЕШИЛИ:\n2.1. Чижовой Е.А. до 1 декабря 2023 года составить план мероприятий."),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one in context.instructions:
        if not one.has_deadline:
            yield context.finding(RULE, one.decision.span, n=one.ref)
