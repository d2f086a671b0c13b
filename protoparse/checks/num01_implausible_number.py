"""The number is too high for its date: more than one meeting a week since the numbering began.

No 7 on 17 September does not fit numbering by the school year: another scheme is likelier. Set it for the
body in protoparse.toml (`numbering`).
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.schemes import NAMES, period_start, usual_scheme

RULE = Rule(
    code="NUM01",
    name="implausible-number",
    group="numbering",
    severity={"collegial": "info"},
    message=(
        "Номер {n} не согласуется с нумерацией по {scheme}",
        "Number {n} does not fit numbering by {scheme}",
    ),
    hint=(
        "Задайте схему нумерации органа в protoparse.toml ([numbering])",
        "Set the numbering scheme of this body in protoparse.toml ([numbering])",
    ),
    why="Больше одного заседания в неделю с начала года: вероятно, нумерация другая.",
    source="практика: в пределах календарного года, учебного года или срока полномочий",
    bad=(sample(title="ПРОТОКОЛ № 9", date="12.09.2023", time="Начало заседания: 14:00"),),
    good=(sample(), sample(title="ПРОТОКОЛ № 1", date="30.08.2023")),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    header = context.protocol.header
    if header.number is None or not header.number.isdigit() or context.date is None:
        return
    setting = context.config.numbering_of(header.body)
    scheme = usual_scheme(header.body, setting)
    if scheme == "through":
        return
    if scheme == "calendar_year" and setting == "auto":
        # not known to be a school: the later of the two beginnings cannot be held against it
        scheme_start = min(period_start("school_year", context.date), period_start(scheme, context.date))
    else:
        scheme_start = period_start(scheme, context.date)
    days = (context.date - scheme_start).days + 1
    if int(header.number) > days // 7 + 2:
        yield context.finding(RULE, context.title_place, n=header.number, scheme=NAMES[scheme])
