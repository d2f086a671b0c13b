"""A signature shows no trace of signing: no line, no «подпись», no electronic stamp.

What is typed may be an unsigned copy; a picture in the file is not seen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="SIG05",
    name="no-mark-of-signing",
    group="signatures",
    severity="info",
    message=(
        "{person}: нет признаков подписи (возможно, неподписанная копия)",
        "No trace of an actual signature of {person} (maybe an unsigned copy)",
    ),
    hint=(
        "Найдите подписанный скан; набранный файл храните как рабочую копию",
        "Look for the signed scan; keep the typed file as a working copy",
    ),
    why="По набранной фамилии не видно, подписан ли протокол.",
    source="ГОСТ Р 7.0.97, реквизиты 22, 23, 26",
    bad=(sample(chair_signature="Председатель А.П. Лапшина"),),
    good=(sample(chair_signature="Председатель (подпись) А.П. Лапшина"),),
    extracts=False,
)

_MARK = Pattern(
    r"_{2,}|п\s?о\s?д\s?п\s?и\s?с|электронн|сертификат|м\.\s?п\.|/\s*/|верно|\.{5,}|…{2,}|[-–—]{4,}",
    re.IGNORECASE,
)


def run(context: CheckContext) -> Iterator[Finding]:
    signatures = context.protocol.signatures
    if not signatures:
        return
    tail = context.text[signatures[-1].span.end : signatures[-1].span.end + 400]
    if re.search(r"электронной подписью|сертификат", tail, re.IGNORECASE):
        return
    for signature in signatures:
        if not _MARK.search(context.around(signature)):
            yield context.finding(RULE, signature.span, person=signature.name or signature.text)
