"""The participants are named as groups alone: no names, no number.

«Присутствовали: директора школ» does not tell how many there were, nor which school was missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ATT02",
    name="groups-only",
    group="attendance",
    severity="warning",
    message=(
        "Участники названы только категориями, без фамилий и числа",
        "The participants are given as groups alone: no names, no number",
    ),
    hint=("Укажите число и приложите лист регистрации", "State the number and attach a registration list"),
    why="По словам «директора школ» не видно, сколько было участников и кого не было.",
    source="ГК РФ ст. 181.2 п. 4; инструкции по делопроизводству, раздел «Протокол»",
    bad=(
        sample(
            total="", present="Присутствовали: учителя начальных классов, классные руководители", absent=""
        ),
    ),
    good=(
        sample(total="", present="Присутствовали: учителя начальных классов (12 человек)", absent=""),
        sample(),
    ),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    if attendance.present_groups and attendance.present_count is None and not context.members_listed:
        yield context.finding(RULE, context.people_place)
