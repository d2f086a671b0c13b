"""The person who presided has not signed; somebody else has."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.officers import has_signed
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="SIG02",
    name="chair-not-signed",
    group="signatures",
    severity="error",
    message=("Протокол не подписан председательствующим", "The presiding person has not signed"),
    hint=("Получите подпись того, кто вёл заседание", "Get the signature of the person who presided"),
    why="Протокол подписывает председательствующий на заседании.",
    source="ГК РФ ст. 181.2 п. 3; инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(chair_signature="Член совета ______________ П.Н. Сомов"),),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)

_PRESIDES = Pattern(r"председател|председательств|ведущ|вел[аи]? (?:заседание|собрание)")


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    if protocol.signatures and not has_signed(protocol, "chair", protocol.attendance.chair, _PRESIDES):
        yield context.finding(RULE, protocol.signatures[0].span)
