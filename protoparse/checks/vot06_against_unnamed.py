"""Somebody voted against, and no name stands there.

Who voted against and asked for it must be named; nobody else need be.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.person import find_names

RULE = Rule(
    code="VOT06",
    name="against-unnamed",
    group="votes",
    severity="info",
    message=(
        "Есть голоса «против», но не указано, кто голосовал и требовал ли записи",
        "There are votes against, but not who cast them and whether they asked to be recorded",
    ),
    hint=(
        "Назовите тех, кто потребовал записи; приложите особое мнение",
        "Name those who asked to be recorded; attach the dissenting opinion",
    ),
    why="Голосовавших против и потребовавших записи закон велит назвать.",
    source="ГК РФ ст. 181.2 п. 4",
    bad=(sample(vote1="Голосовали: за – 4, против – 1, воздержались – нет."),),
    good=(sample(vote1="Голосовали: за – 4, против – 1 (Сомов П.Н.), воздержались – нет."),),
)


def run(context: CheckContext) -> Iterator[Finding]:
    for vote, _ in context.votes:
        if not vote.no or find_names(vote.text):
            continue
        after = context.text[vote.span.start : vote.span.end + 160].split("\n\n")[0]
        if not find_names(after):
            yield context.finding(RULE, vote.span)
