"""The numbers of the decisions do not tell them apart.

Under each question they may begin at 1, or run on through the document, or be k.m; anything else makes «п. 2»
point to two places. Several instructions in one block without any number cannot be referred to at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.ordered import Ordered
from protoparse.checks.sample import sample

RULE = Rule(
    code="NUM03",
    name="decision-numbers",
    group="numbering",
    severity="warning",
    message=(
        "Нумерация решений не позволяет однозначно сослаться на пункт: {detail}",
        "The numbering of decisions does not allow a unique reference: {detail}",
    ),
    hint=(
        "Нумеруйте решения k.m, где k – номер вопроса",
        "Number the decisions k.m, where k is the number of the question",
    ),
    why="На поручение ссылаются по номеру; он должен быть один.",
    source="практика контроля исполнения",
    bad=(
        sample(
            decided2=(
                "РЕШИЛИ:\n1. Утвердить план каникул.\n3. Утвердить смету каникул.\n3. Утвердить приказ о "
                "каникулах."
            )
        ),
        sample(
            decided2=(
                "РЕШИЛИ:\n- составить план каникул;\nОтветственный: Чижова Е.А.\nСрок: до 01.12.2023\n"
                "- составить смету каникул.\nОтветственный: Сомов П.Н.\nСрок: до 04.12.2023"
            )
        ),
    ),
    good=(
        sample(),
        sample(
            decided1="РЕШИЛИ:\n1. Утвердить отчёт.\n2. Утвердить справку.",
            decided2="РЕШИЛИ:\n1. Утвердить план.",
        ),
    ),
    extracts=False,
    needs_text=False,
)


_FEWEST = 3  # numbers that show a series


def run(context: CheckContext) -> Iterator[Finding]:
    blocks = _blocks(context)
    numbered = [
        [(one, int(one.decision.number or "")) for one in block if (one.decision.number or "").isdigit()]
        for block in blocks
    ]
    if sum(map(len, numbered)) < _FEWEST:
        numbered = []
    last = 0
    for block in numbered:
        wrong = _wrong(block, last)
        if wrong is not None:
            detail = " | ".join(", ".join(str(value) for _, value in one) for one in numbered if one)
            yield context.finding(RULE, wrong.decision.span, detail=detail)
            break
        last = block[-1][1] if block else last
    loose = [
        one
        for block in [*blocks, *_children(context)]
        if len(block) > 1
        for one in block
        if one.decision.number is None and one.decision.responsible and one.decision.deadline
    ]
    if len(loose) > 1:
        ru, en = f"поручений без номера – {len(loose)}", f"instructions without a number: {len(loose)}"
        yield context.finding(RULE, loose[0].decision.span, detail=(ru, en))


def _blocks(context: CheckContext) -> list[list[Ordered]]:
    """The decisions of the first level, block by block: an item's, then those of the whole meeting."""
    first = [one for one in context.decisions if one.parent is None]
    blocks = [[one for one in first if one.item is item] for item in context.protocol.items]
    return [block for block in [*blocks, [one for one in first if one.item is None]] if block]


def _children(context: CheckContext) -> list[list[Ordered]]:
    groups: dict[int, list[Ordered]] = {}
    for one in context.decisions:
        if one.parent is not None:
            groups.setdefault(id(one.parent), []).append(one)
    return list(groups.values())


def _wrong(block: Sequence[tuple[Ordered, int]], last: int) -> Ordered | None:
    """The first decision whose number neither opens at 1, nor goes on from the block before, nor follows its
    neighbour.
    """
    expected: int | None = None
    for one, value in block:
        fits = value in (1, last + 1) if expected is None else value == expected
        if not fits:
            return one
        expected = value + 1
    return None
