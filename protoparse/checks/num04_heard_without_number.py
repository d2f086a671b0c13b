"""СЛУШАЛИ has no number of the question, though the agenda has several items.

The number may stand before the word, in the heading above, or in words («по второму вопросу»).
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="NUM04",
    name="heard-without-number",
    group="numbering",
    severity="warning",
    message=(
        "СЛУШАЛИ без номера вопроса (ожидался {n})",
        "СЛУШАЛИ without the number of the question (expected {n})",
    ),
    hint=(
        "Поставьте перед СЛУШАЛИ номер вопроса повестки",
        "Put the number of the agenda item before СЛУШАЛИ",
    ),
    why="Разделы нумеруют по повестке: иначе неясно, к чему относится решение.",
    source="инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(heard2="СЛУШАЛИ: Чижову Е.А. о подготовке к зимним каникулам."),),
    good=(
        sample(heard2="2. О подготовке к зимним каникулам\nСЛУШАЛИ: Чижову Е.А., заместителя директора."),
        sample(heard2="По второму вопросу СЛУШАЛИ: Чижову Е.А. о подготовке к зимним каникулам."),
    ),
    extracts=False,
)

_HEARD = Pattern(r"\W*слушали\b")
_NUMBERED = Pattern(
    r"(?:\d{1,2}|[ivx]{1,4})\s*[.)]|по\s+[а-я\d-]+\s+вопросу|вопрос\s*№?\s*\d|по вопросу №?\s*\d"
)


def run(context: CheckContext) -> Iterator[Finding]:
    agenda = context.protocol.agenda
    if len(agenda) < 2:
        return
    told: set[int] = set()
    for index, part in enumerate(context.parts):
        folded = context.folded(part)
        behind = part.unit.folded
        if part.role not in ("heard", "item_head") or not _HEARD.match(behind if part.unit.label else folded):
            continue
        start = part.unit.view.span().start
        item = next((one for one in context.protocol.items if one.span.start <= start < one.span.end), None)
        if item is None or id(item) in told:
            continue
        told.add(id(item))
        before = context.parts[index - 1] if index else None
        headed = before is not None and before.role == "item_head"
        if item.number is not None or part.unit.label is not None or headed or _NUMBERED.search(folded[:160]):
            continue
        if before is not None and before.role != "agenda_item" and _NUMBERED.match(context.folded(before)):
            continue
        position = next(at for at, one in enumerate(context.protocol.items, 1) if one is item)
        yield context.finding(RULE, part.unit.view.span(), n=item.agenda or str(position))
