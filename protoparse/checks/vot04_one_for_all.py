"""One result of voting stands for all questions of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="VOT04",
    name="one-for-all",
    group="votes",
    severity={"collegial": "warning"},
    message=("Один итог голосования на все вопросы ({k})", "One voting result for all {k} questions"),
    hint=("Запишите голосование под каждым вопросом", "Record the vote under each question"),
    why="Закон требует решения и результатов голосования по каждому вопросу.",
    source="ГК РФ ст. 181.2 п. 2 и п. 4",
    bad=(sample(vote1=""),),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    questions = max(len(protocol.agenda), sum(1 for item in protocol.items if item.decisions))
    if len(context.votes) != 1 or questions < 2:
        return
    vote, item = context.votes[0]
    deciding = [one for one in protocol.items if one.decisions]
    # a vote on one question while the others were heard for information, or on one decision of a common list
    if (item is not None and len(deciding) < 2) or any(
        one.decision.votes for one in context.decisions if one.item is None
    ):
        return
    yield context.finding(RULE, vote.span, k=questions)
