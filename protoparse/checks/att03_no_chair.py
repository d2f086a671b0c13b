"""Nobody is named as chair, neither in the introduction nor in the signatures."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ATT03",
    name="no-chair",
    group="attendance",
    severity="error",
    message=("Не определён председатель (председательствующий)", "No chair (presiding person) is named"),
    hint=(
        "Назовите того, кто вёл заседание, даже если это не постоянный председатель",
        "Name the person who presided, even if it was not the permanent chair",
    ),
    why="Председательствующий подписывает протокол и отвечает за него.",
    source=(
        "ГК РФ ст. 181.2 п. 3; ГОСТ Р 7.0.97, реквизит 22; инструкции по делопроизводству, раздел «Протокол»"
    ),
    bad=(sample(chair="", chair_signature="Директор ______________ А.П. Лапшина"),),
    good=(
        sample(chair="Председательствовал: Дроздов В.В.", chair_signature="Председатель ______ В.В. Дроздов"),
    ),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    if protocol.attendance.chair is None and not any(one.role == "chair" for one in protocol.signatures):
        signed = protocol.signatures[:1]
        yield context.finding(RULE, signed[0].span if signed else context.people_place)
