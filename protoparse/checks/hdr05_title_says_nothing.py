"""The title names neither the kind of meeting nor the body.

«Протокол № 3» alone says nothing: whose minutes are they? The heading belongs to every document.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="HDR05",
    name="title-says-nothing",
    group="header",
    severity="warning",
    message=(
        "В заголовке не назван вид заседания и орган",
        "The heading names neither the kind of meeting nor the body",
    ),
    hint=(
        "Дополните заголовок в родительном падеже: «заседания педагогического совета»",
        "Add the heading in the genitive: «заседания педагогического совета»",
    ),
    why="Заголовок нужен каждому документу: чьё заседание, какое.",
    source="ГОСТ Р 7.0.97, реквизит 17 (п. 5.17)",
    bad=(sample(body=""),),
    good=(sample(body="общего собрания работников"),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    header = context.protocol.header
    if header.meeting is None and header.body is None:
        yield context.finding(RULE, context.title_place)
