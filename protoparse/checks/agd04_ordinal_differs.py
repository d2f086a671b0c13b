"""«По второму вопросу» introduces what is item three of the agenda.

The discussion is linked by speaker and words; where they point to another item than the ordinal, the wording
is wrong or the agenda was changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.fields.number import ordinal_number
from protoparse.pattern import Pattern

RULE = Rule(
    code="AGD04",
    name="ordinal-differs",
    group="agenda",
    severity="warning",
    message=(
        "Порядковый номер «{ordinal}» в ходе заседания не совпадает с пунктом повестки {n}",
        "The ordinal «{ordinal}» in the discussion does not match agenda item {n}",
    ),
    hint=(
        "Исправьте порядковый номер: по словам и докладчику это другой пункт повестки",
        "Correct the ordinal: by its words and speaker this is another agenda item",
    ),
    why="Вопрос связан с повесткой по докладчику и словам; порядковый номер им противоречит.",
    source="практика",
    bad=(
        sample(
            heard1="По первому вопросу выступила Чижова Е.А. Она рассказала о подготовке к зимним каникулам.",
            spoke1="",
            decided1="",
            vote1="",
            heard2="По второму вопросу выступил Дроздов В.В. Он подвёл итоги первой четверти.",
            decided2="РЕШИЛИ: принять информацию к сведению.",
        ),
    ),
    good=(
        sample(
            heard1="По первому вопросу выступил Дроздов В.В. Он подвёл итоги первой четверти.",
            spoke1="",
            decided1="",
            vote1="",
            heard2=(
                "По последнему вопросу выступила Чижова Е.А. Она рассказала о подготовке к зимним каникулам."
            ),
        ),
    ),
    extracts=False,
)

_ORDINAL = Pattern(
    r"\bпо\s+(?P<which>[а-я]+|\d{1,2}(?:-[а-я]{1,3})?)\s+вопросу?\b|\bпо вопросу №?\s?(?P<digits>\d{1,2})\b"
)
_OPENING = 120  # characters of an item in which its ordinal stands


def run(context: CheckContext) -> Iterator[Finding]:
    agenda = context.protocol.agenda
    if len(agenda) < 2 or any(question.number is None for question in agenda):
        return
    for item in context.protocol.items:
        if item.agenda is None or not item.agenda.isdigit():
            continue
        start = item.span.start
        match = _ORDINAL.search(fold(context.text[start : min(item.span.end, start + _OPENING)]))
        if match is None:
            continue
        which = match["which"] or match["digits"]
        if which.startswith("последн"):
            last = agenda[-1].number or ""
            value = int(last) if last.isdigit() else None
        else:
            value = int(which) if which.isdigit() else ordinal_number(f"{which} вопрос")
        if value is not None and value != int(item.agenda):
            place = Span(start + match.start(), start + match.end())
            yield context.finding(RULE, place, ordinal=context.raw(place), n=item.agenda)
