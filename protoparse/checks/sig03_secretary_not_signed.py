"""The secretary has not signed."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.officers import has_signed
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="SIG03",
    name="secretary-not-signed",
    group="signatures",
    severity={"collegial": "warning"},
    message=("Протокол не подписан секретарём", "The secretary has not signed"),
    hint=(
        "Добавьте подпись секретаря; протокол совещания может подписать один председатель",
        "Add the secretary; minutes of a conference may be signed by the chair alone",
    ),
    why="Протокол собрания подписывают председательствующий и секретарь.",
    source="ГК РФ ст. 181.2 п. 3; инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(secretary_signature=""),),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)


_WROTE = Pattern(r"секретар|записал|протокол (?:вел|составил|оформил)")


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    if protocol.signatures and not has_signed(protocol, "secretary", protocol.attendance.secretary, _WROTE):
        yield context.finding(RULE, protocol.signatures[-1].span)
