"""Deadlines of instructions have passed, and no later minutes of the body report on them.

A later document reports on an instruction where it hears how decisions were carried out, or speaks of the
same thing in its agenda or decisions. One finding a protocol lists them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.summary import InstructionSummary, Summary, likeness

RULE = Rule(
    code="ARC06",
    name="overdue",
    group="archive",
    severity="warning",
    message=(
        "Поручение {ref}: срок {end} истёк, отметки об исполнении нет{more}",
        "Instruction {ref}: the deadline {end} has passed, no trace of fulfilment{more}",
    ),
    hint=(
        "Запросите у исполнителя состояние; отметьте исполнение в реестре поручений",
        "Collect a status from the executor; mark the fulfilment in the register of instructions",
    ),
    why="Поручение, о котором больше не вспомнили, вероятно, не исполнено.",
    source="практика контроля исполнения; ГОСТ Р 7.0.97, реквизит 29",
    bad=(
        (
            sample(
                "а.txt",
                date="15.11.2022",
                decided1=(
                    "РЕШИЛИ:\n1.1. Провести консультации по математике.\nОтветственный: Сомов П.Н.\nСрок: "
                    "до 20.12.2022"
                ),
            ),
            sample("б.txt", title="ПРОТОКОЛ № 4", decided1="РЕШИЛИ: принять информацию к сведению."),
        ),
    ),
    good=((sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),),
    scope="archive",
)

_SAME_THING = 0.6
_MOST_SHOWN = 8
_LATER = 40  # protocols of the body in which a report is looked for


def run(archive: Archive) -> Iterator[Finding]:
    today = archive.config.today
    for group in archive.bodies.values():
        for position, summary in enumerate(group):
            later = group[position + 1 : position + 1 + _LATER]
            overdue = [one for one in summary.instructions if one.due < today and not _reported(one, later)]
            if overdue:
                rest = [f"{one.ref} ({one.due:%d.%m.%Y})" for one in overdue[1:]]
                shown = ", ".join(rest[:_MOST_SHOWN]) + (" …" if len(rest) > _MOST_SHOWN else "")
                more = (f"; так же: {shown}", f"; so with {shown}") if rest else ""
                first = overdue[0]
                yield archive.finding(
                    RULE, summary, first.spot, ref=first.ref, end=f"{first.due:%d.%m.%Y}", more=more
                )


def _reported(instruction: InstructionSummary, later: list[Summary]) -> bool:
    return any(
        one.reports or any(likeness(instruction.words, words) > _SAME_THING for words in one.topics)
        for one in later
    )
