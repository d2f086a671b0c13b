"""More votes were counted than people were present."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.voting import counts_heads, total, voters

RULE = Rule(
    code="VOT02",
    name="too-many-votes",
    group="votes",
    severity="error",
    message=(
        "Голосов {sum} больше, чем присутствующих ({present})",
        "{sum} votes, but only {present} present",
    ),
    hint=("Пересчитайте; приглашённые не голосуют", "Recount; invited people do not vote"),
    why="Голосов не может быть больше, чем присутствующих с правом голоса.",
    source="ГК РФ ст. 181.2",
    bad=(sample(vote1="Голосовали: за – 12, против – нет, воздержались – нет."),),
    good=(sample(),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    bounds = voters(context)
    if bounds is None:
        return
    for vote, _ in context.votes:
        if counts_heads(vote) and total(vote) > bounds[1]:
            yield context.finding(RULE, vote.span, sum=total(vote), present=context.present_number)
