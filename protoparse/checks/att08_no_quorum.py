"""Fewer members were present than the quorum wants.

The quorum is one half; a body's own rules may ask for more: see `quorum` in protoparse.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ATT08",
    name="no-quorum",
    group="attendance",
    severity={"collegial": "error"},
    message=(
        "Нет кворума: {present} из {total}, требуется не менее {quorum}",
        "No quorum: {present} of {total}, at least {quorum} required",
    ),
    hint=(
        "Решения требуют повторного заседания; проверьте, считаются ли участвовавшие дистанционно или заочно",
        "The decisions need another meeting; check whether remote or absentee votes count",
    ),
    why="Решение без кворума ничтожно. Доля задаётся для органа в protoparse.toml, по умолчанию 1/2.",
    source="ГК РФ ст. 181.2 п. 1 и 181.5; положение об органе",
    bad=(
        sample(
            total="Всего членов педагогического совета: 18. Присутствовали: 5 человек.",
        ),
    ),
    good=(sample(),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    present = context.present_number
    total = attendance.total
    if total is None and context.members_listed and attendance.absent and not context.has_partial_list:
        present, total = len(context.listed), len(context.listed) + len(attendance.absent)
    if present is None or not total or present > total:
        return
    needed = context.config.quorum_of(context.protocol.header.body)
    if Fraction(present, total) < needed:
        yield context.finding(RULE, context.people_place, present=present, total=total, quorum=str(needed))
