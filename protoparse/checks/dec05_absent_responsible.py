"""Somebody who was absent is to carry out a decision: send the person an extract."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="DEC05",
    name="absent-responsible",
    group="decisions",
    severity="info",
    message=(
        "{person} – исполнитель решения {n}, но в числе отсутствующих",
        "{person} is to carry out decision {n} but was absent",
    ),
    hint=("Направьте ему выписку из протокола", "Send the person an extract from the minutes"),
    why="Отсутствовавший не знает о поручении, пока ему не пришлют выписку.",
    source="Примерная инструкция по делопроизводству п. 3.41 (рассылка копий и выписок)",
    bad=(
        sample(
            decided2="РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственный: Ершова Т.И.\nСрок: до 01.12.2023"
        ),
    ),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    absent = {mention.person for mention in context.protocol.attendance.absent if mention.person}
    for one in context.decisions:
        for mention in one.decision.responsible:
            if mention.person in absent:
                yield context.finding(RULE, mention.span, person=mention.name or mention.text, n=one.ref)
