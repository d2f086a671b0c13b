"""The minutes hold no decision."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="DEC01",
    name="no-decisions",
    group="decisions",
    severity="error",
    message=("В протоколе нет ни одного решения", "The minutes hold no decision"),
    hint=(
        "По вопросам для сведения запишите: «РЕШИЛИ: принять информацию к сведению»",
        "For information items write «РЕШИЛИ: принять информацию к сведению»",
    ),
    why="Протокол ведут ради решений; заседание без них оставляет хотя бы «принять к сведению».",
    source="инструкции по делопроизводству, раздел «Протокол»; ГК РФ ст. 181.2 п. 3",
    bad=(sample(decided1="", vote1="", decided2="", vote2=""),),
    good=(sample(decided1="РЕШИЛИ: принять информацию к сведению."),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    if not context.decisions:
        yield context.finding(RULE, context.end_place)
