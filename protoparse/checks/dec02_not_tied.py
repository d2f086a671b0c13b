"""All decisions stand in one block, and nothing says which question each answers."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="DEC02",
    name="not-tied",
    group="decisions",
    severity={"collegial": "warning", "advisory": "info"},
    message=(
        "Решения не привязаны к вопросам повестки",
        "The decisions are not tied to the items of the agenda",
    ),
    hint=(
        "Пронумеруйте решения k.m, где k – номер вопроса, или запишите их под каждым вопросом",
        "Number the decisions k.m, where k is the agenda item, or write them under each item",
    ),
    why="По каждому вопросу принимается своё решение.",
    source="ГК РФ ст. 181.2 п. 2",
    bad=(
        sample(
            decided1="",
            vote1="",
            spoke1="",
            decided2=(
                "Решение педагогического совета:\n1. Утвердить отчёт об итогах четверти.\n2. Принять план "
                "каникул."
            ),
        ),
    ),
    good=(sample(),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    protocol = context.protocol
    if len(protocol.agenda) < 2 or not protocol.decisions:
        return
    if any(item.decisions for item in protocol.items):
        return
    # «2.1» points to item 2; so does «По второму вопросу: …»
    if any("." in (one.number or "") or "вопрос" in one.text[:40].lower() for one in protocol.decisions):
        return
    if len(protocol.decisions) == len(protocol.agenda) > 1 and not protocol.items:
        return
    yield context.finding(RULE, context.decision_place)
