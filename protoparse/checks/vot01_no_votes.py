"""A body with members decided without a word on votes."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="VOT01",
    name="no-votes",
    group="votes",
    severity={"collegial": "warning"},
    message=("Нет результатов голосования", "There are no voting results"),
    hint=(
        "Добавьте после каждого решения «Голосовали: за – N, против – N, воздержались – N»",
        "Add «Голосовали: за – N, против – N, воздержались – N» after each decision",
    ),
    why="Коллегиальный орган решает голосованием; закон требует результатов по каждому вопросу.",
    source="ГК РФ ст. 181.2 п. 4",
    bad=(sample(vote1="", vote2=""),),
    good=(sample(vote2="Решение принято единогласно."),),
)

_VOTED = Pattern(r"голосова|единогласн|единодушн|за\s*[-–—:]\s*\d+|принят[оа]? большинством")


def run(context: CheckContext) -> Iterator[Finding]:
    if context.decisions and not context.votes and not _VOTED.search(context.lowered):
        yield context.finding(RULE, context.decision_place)
