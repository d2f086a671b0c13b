"""The printed number of those present is not the number of names.

Whether chair, secretary and guests are counted is left to the author: only a number that fits no way of
counting is reported. Lists that are plainly not complete («и др.», a registration list) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ATT05",
    name="count-differs",
    group="attendance",
    severity="warning",
    message=(
        "Указано присутствующих {declared}, в списке {listed}",
        "{declared} present are declared, {listed} names are listed",
    ),
    hint=(
        "Исправьте число или список; председателя и секретаря считайте всегда одинаково",
        "Correct the number or the list; count chair and secretary the same way each time",
    ),
    why="От числа присутствующих зависит кворум.",
    source="ГК РФ ст. 181.2 п. 4; практика",
    bad=(
        sample(total="Всего членов педагогического совета: 12. Присутствовали: 9 человек. Кворум имеется."),
    ),
    good=(sample(),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    declared, members = attendance.present_count, len(context.members_listed)
    listed = len(context.listed)
    # three names out of forty are speakers or officers, not a list
    if declared is None or members < 2 or attendance.present_groups or listed * 2 < declared:
        return
    if context.says_partial or members <= declared <= listed + len(attendance.invited):
        return
    yield context.finding(RULE, context.people_place, declared=declared, listed=listed)
