"""A number stands behind the name of the body, and it is not clear whose it is.

«Протокол заседания совета кластера № 2»: the second meeting, or cluster No 2? Nothing is guessed: the number
of the minutes stays empty and the place is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.header_number import number_behind_body
from protoparse.checks.sample import sample

RULE = Rule(
    code="HDR03",
    name="number-or-body",
    group="header",
    severity="warning",
    message=(
        "Номер «№ {n}» стоит после названия органа: неясно, это номер протокола или номер органа",
        "«№ {n}» follows the name of the body: the number of the minutes, or part of the name?",
    ),
    hint=(
        "Сравните с подписью и другими протоколами органа: если там номера нет, это номер протокола; "
        "перенесите его к слову «ПРОТОКОЛ»",
        "Compare with the signature and other minutes of the body: if they have no number, it is the "
        "number of the "
        "minutes; move it to the word «ПРОТОКОЛ»",
    ),
    why="«Совета кластера № 2» читается двояко: второе заседание или кластер номер два.",
    source="практика",
    bad=(sample(title="ПРОТОКОЛ", body="заседания Координационного совета сети наставников № 2"),),
    good=(sample(body="заседания педагогического совета школы № 5"),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    number = number_behind_body(context.protocol.header)
    if number is not None:
        last = context.title_units[-1:]
        yield context.finding(RULE, last[0].unit.view.span() if last else context.title_place, n=number)
