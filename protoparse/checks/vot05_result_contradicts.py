"""The result contradicts the figures: «единогласно» with votes against, «принято» without a majority."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="VOT05",
    name="result-contradicts",
    group="votes",
    severity="error",
    message=("Итог «{result}» противоречит числу голосов", "The result «{result}» contradicts the figures"),
    hint=(
        "Исправьте числа или итог; при равенстве проверьте решающий голос председателя",
        "Correct the figures or the result; with a tie look for the casting vote of the chair",
    ),
    why="«Единогласно» – когда никто не против и никто не воздержался; «принято» – когда за больше половины.",
    source="ГК РФ ст. 181.2 п. 1; положение об органе",
    bad=(
        sample(vote1="Голосовали: за – 4, против – 1, воздержались – нет. Решение принято единогласно."),
        sample(vote1="Голосовали: за – 2, против – 3, воздержались – нет. Решение принято."),
    ),
    good=(
        sample(
            vote1="Голосовали: за – 4, против – 1, воздержались – нет. Решение принято большинством голосов."
        ),
    ),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for vote, _ in context.votes:
        against = (vote.no or 0) + (vote.abstain or 0)
        if "единогласно" in vote.text.lower() and against > 0:
            yield context.finding(RULE, vote.span, result="единогласно")
        elif vote.result == "adopted" and vote.yes is not None and vote.yes <= against:
            yield context.finding(RULE, vote.span, result="принято")
