"""An item of the agenda has neither a discussion nor a decision.

With a single item everything belongs to it. Where the text tells about none of the items by itself, nothing
is reported: the decisions are then not tied to the agenda at all (DEC02).
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="AGD02",
    name="item-not-considered",
    group="agenda",
    severity="warning",
    message=(
        "Вопрос {n} повестки не рассмотрен: нет ни обсуждения, ни решения",
        "Agenda item {n} has neither a discussion nor a decision",
    ),
    hint=(
        "Запишите, что произошло: «вопрос снят», «принять к сведению» или решение",
        "Write what happened: «вопрос снят», «принять к сведению», or a decision",
    ),
    why="Разделов основной части столько же, сколько вопросов в повестке.",
    source="инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(heard2="", decided2="", vote2=""),),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    agenda = context.protocol.agenda
    numbers = [question.number for question in agenda]
    if len(agenda) < 2 or None in numbers or len(set(numbers)) < len(numbers):
        return
    answered = {item.agenda for item in context.protocol.items if item.agenda}
    prefixed = {
        (one.decision.number or "").split(".")[0]
        for one in context.decisions
        if "." in (one.decision.number or "")
    }
    if not answered | prefixed & set(numbers):
        return
    # a discussion that answers no item may be the one that seems to be missing
    stray = sum(1 for item in context.protocol.items if item.agenda is None)
    missing = [question for question in agenda if question.number not in answered | prefixed]
    if stray >= len(missing):
        return
    for question in missing:
        yield context.finding(RULE, question.span, n=question.number)
