"""The minutes do not say who took part: no name, no number, no group.

Nobody can tell then whether the decision binds anyone.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="ATT01",
    name="no-participants",
    group="attendance",
    severity="error",
    message=("В протоколе нет сведений об участниках", "The minutes say nothing about who took part"),
    hint=(
        "Добавьте «Присутствовали» с фамилиями или числом и приложите список",
        "Add «Присутствовали» with names or a number and an attached list",
    ),
    why="Без сведений об участниках нельзя судить, правомочно ли решение.",
    source="ГК РФ ст. 181.2 п. 4",
    bad=(sample(chair="", secretary="", total="", present="", absent=""),),
    good=(sample(total="", present="Присутствовали: 14 человек (список прилагается)", absent=""),),
    extracts=False,
)

_SAID = Pattern(r"(?<![а-я])(?:присутств|участвовал|принял[иа] участие|явк|кворум|участники:)")


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    known = (attendance.total, attendance.present_count, attendance.quorum)
    if context.introduced or attendance.present_groups or any(value is not None for value in known):
        return
    # a line about the participants that was not understood is still a line about them
    if _SAID.search(context.introduction):
        return
    yield context.finding(RULE, context.people_place)
