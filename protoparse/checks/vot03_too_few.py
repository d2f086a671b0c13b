"""Fewer votes were counted than people were present, and nobody is said not to have voted."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.voting import counts_heads, total, voters

RULE = Rule(
    code="VOT03",
    name="too-few-votes",
    group="votes",
    severity={"collegial": "warning"},
    message=(
        "Сумма голосов {sum} меньше числа присутствующих ({present})",
        "The votes sum up to {sum}, {present} were present",
    ),
    hint=("Добавьте воздержавшихся и не голосовавших", "Add those who abstained or did not vote"),
    why="Каждый присутствующий голосует за, против, воздерживается или не голосует.",
    source="практика",
    bad=(sample(vote1="Голосовали: за – 2, против – нет, воздержались – нет."),),
    good=(sample(vote1="Голосовали: за – 2, не голосовали – 3."),),
)

_WHY_FEWER = ("не голосова", "не участвова", "не принимал", "конфликт", "заинтересован", "отвод", "самоотвод")


def run(context: CheckContext) -> Iterator[Finding]:
    bounds = voters(context)
    if bounds is None or any(words in context.lowered for words in _WHY_FEWER):
        return
    for vote, _ in context.votes:
        if vote.yes is not None and counts_heads(vote) and total(vote) < bounds[0]:
            yield context.finding(RULE, vote.span, sum=total(vote), present=context.present_number)
