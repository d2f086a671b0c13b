"""The person who presided has not signed; somebody else has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample

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

_PRESIDES = re.compile(r"председател|председательств|ведущ|вел[аи]? (?:заседание|собрание)")


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    chair = protocol.attendance.chair
    if not protocol.signatures:
        return
    for signature in protocol.signatures:
        if signature.role == "chair" or _PRESIDES.search(fold(signature.position or "")):
            return
        if chair is not None and chair.person is not None and signature.person == chair.person:
            return
    yield context.finding(RULE, protocol.signatures[0].span)
