"""All executors of an instruction are groups or organisations; no person is named.

Groups are often right («руководители школ»), but somebody has to be asked: expand the group in the register,
or name one lead.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.sample import sample

RULE = Rule(
    code="DEC04",
    name="group-responsible",
    group="decisions",
    severity="info",
    message=(
        "Решение {n}: исполнитель назван обобщённо («{who}»)",
        "Decision {n}: the executor is a group («{who}»), no person",
    ),
    hint=(
        "В реестре разверните группу по списку организаций или назовите одного ответственного",
        "In the register expand the group by the list of organisations, or name one lead",
    ),
    why="За исполнение группой спросить не с кого.",
    source="практика контроля исполнения",
    bad=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Составить план каникул.\nОтветственные: классные руководители\nСрок: до "
                "01.12.2023"
            )
        ),
    ),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    for one in context.instructions:
        if one.responsible and all(mention.name is None for mention in one.responsible):
            who = ", ".join(mention.text for mention in one.responsible)
            yield context.finding(RULE, one.responsible[0].span, n=one.ref, who=shorten(who, 80))
