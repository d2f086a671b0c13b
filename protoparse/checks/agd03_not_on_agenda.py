"""A decision was taken on a question that is not on the agenda.

Such a decision is void unless all members were there. A vote to add the question, and the election of chair
and secretary, need no item.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.agenda import stems
from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="AGD03",
    name="not-on-agenda",
    group="agenda",
    severity={"collegial": "error"},
    message=(
        "Решение {n} принято по вопросу, не включённому в повестку",
        "Decision {n} concerns a question that was not on the agenda",
    ),
    hint=(
        "Запишите голосование о включении вопроса в повестку",
        "Record the vote on adding the question to the agenda",
    ),
    why="Решение не по повестке ничтожно, если участвовали не все члены органа.",
    source="ГК РФ ст. 181.5 (исключение: участвовали все)",
    bad=(
        sample(
            vote2=(
                "Голосовали: за – 5, против – нет, воздержались – нет.\n\n"
                "3. СЛУШАЛИ: Сомова П.Н. о ремонте спортивного зала.\n\nРЕШИЛИ:\n3.1. Закрыть спортивный "
                "зал на ремонт.\n\n"
                "Голосовали: за – 5, против – нет, воздержались – нет."
            )
        ),
    ),
    good=(sample(),),
    extracts=False,
)

_ADDED = Pattern(
    r"(?:включ|внес|добав|дополн)[а-я]*\s[^.;]{0,80}повестк|повестк[а-я]*\s[^.;]{0,40}дополн"
    r"|внеочередн[а-я]+ вопрос|разное"
)
_PROCEDURE = Pattern(r"избра|выбор|председател|секретар|повестк|счетн|регламент|разное|организационн")


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    attendance = protocol.attendance
    # only what is plainly a question of its own: numbered behind the agenda, titled in other words
    numbers = {question.number for question in protocol.agenda}
    own = [
        item
        for item in protocol.items
        if item.agenda is None and item.decisions and item.topic and item.number not in (None, *numbers)
    ]
    if not protocol.agenda or not own or _ADDED.search(context.lowered):
        return
    if attendance.total is not None and context.present_number == attendance.total:
        return
    questions = [stems(question.topic) for question in protocol.agenda]
    for item in own:
        topic = item.topic or ""
        if _PROCEDURE.search(fold(topic)):
            continue
        words = stems(topic)
        if any(len(words & other) / max(1, min(len(words), len(other))) >= 0.4 for other in questions):
            continue
        first = next(one for one in context.decisions if one.item is item)
        yield context.finding(RULE, first.decision.span, n=first.ref)
