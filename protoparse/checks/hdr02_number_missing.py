"""The minutes have no number.

Minutes are numbered in the order of the meetings of their body. Without a number they cannot be referred to,
and nobody sees that one is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.header_number import number_behind_body
from protoparse.checks.sample import sample

RULE = Rule(
    code="HDR02",
    name="number-missing",
    group="header",
    severity="warning",
    message=("Не указан номер протокола", "The number of the minutes is missing"),
    hint=(
        "Поставьте порядковый номер заседания этого органа; до того в реестре служат орган и дата",
        "Assign the sequence number of the meeting of this body; until then body and date stand for it",
    ),
    why=(
        "Номер – порядковый номер заседания органа; без него на протокол нельзя сослаться и не видно "
        "пропусков."
    ),
    source="ГОСТ Р 7.0.97, реквизит 11 (п. 5.11); практика",
    bad=(sample(title="ПРОТОКОЛ"), sample(title="ПРОТОКОЛ № б/н")),
    good=(sample(title="ПРОТОКОЛ № 4-п"),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    if context.protocol.header.number is None and number_behind_body(context.protocol.header) is None:
        yield context.finding(RULE, context.title_place)
