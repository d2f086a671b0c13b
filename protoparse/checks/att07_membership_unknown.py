"""The number of members of the body is not stated, so that nobody can check the quorum."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="ATT07",
    name="membership-unknown",
    group="attendance",
    severity={"collegial": "info"},
    message=(
        "Не указана общая численность органа: кворум проверить нельзя",
        "The number of members is not stated, so that the quorum cannot be checked",
    ),
    hint=(
        "Напишите «Всего членов N, присутствуют M, кворум имеется»",
        "Write «Всего членов N, присутствуют M, кворум имеется»",
    ),
    why="Кворум – доля от числа всех членов; без этого числа его не проверить.",
    source="ГК РФ ст. 181.2 п. 1; положения об органах",
    bad=(sample(total="", absent=""),),
    good=(sample(total=""), sample(absent="")),
    extracts=False,
)

_SHARE = Pattern(
    r"\d\s?%|100 процент|все члены|в полном составе|полным составом|отсутств[а-я]*\s*[:–—-]?\s*нет"
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    if attendance.total is not None or attendance.absent or attendance.absent_count is not None:
        return
    # a quorum given as a share needs no number of members
    if _SHARE.search(context.introduction):
        return
    yield context.finding(RULE, context.people_place)
