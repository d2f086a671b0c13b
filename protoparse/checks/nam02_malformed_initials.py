"""Initials are typed wrongly: a comma inside, the last dot missing, no space behind the surname."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.fields.person import find_names
from protoparse.pattern import Pattern

RULE = Rule(
    code="NAM02",
    name="malformed-initials",
    group="names",
    severity="info",
    message=("Инициалы записаны с ошибкой: «{raw}»", "Malformed initials: «{raw}»"),
    hint=("Пишите «Фамилия И.О.» или «И.О. Фамилия»", "Write «Фамилия И.О.» or «И.О. Фамилия»"),
    why="По испорченным инициалам человека не находят поиском.",
    source="ГОСТ Р 7.0.97 (Фамилия И.О. / И.О. Фамилия)",
    bad=(
        sample(absent="Отсутствовали: Ершова Т.,И."),
        sample(absent="Отсутствовали: Ершова Т.И, Мухин О.П."),
    ),
    good=(sample(absent="Отсутствовали: Ершова Т. И., Мухин О.П."),),
)

_SURNAME = r"(?<![А-ЯЁа-яё.-])[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?"
_MALFORMED = Pattern(
    rf"{_SURNAME} (?:[А-ЯЁ]\.\s?,\s?[А-ЯЁ]\.|[А-ЯЁ],\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ](?![а-яёА-ЯЁ.\w])"
    rf"|[А-ЯЁ]\s[А-ЯЁ]\.)"
    r"|(?<![А-ЯЁа-яё.-])[А-ЯЁ][а-яё]{2,24}[А-ЯЁ]\.\s?[А-ЯЁ]\."
)


def run(context: CheckContext) -> Iterator[Finding]:
    start, end = context.protocol.span.start, context.protocol.span.end
    for match in _MALFORMED.finditer(context.text, start, end):
        # the pattern alone would take «Школа М.А» in other texts: it must be a name to the reader of names,
        # too
        line_start = context.text.rfind("\n", 0, match.start()) + 1
        line = context.text[line_start : match.end() + 30]
        at = match.start() - line_start
        if any(form.start <= at + 2 and form.end > at for form in find_names(line)):
            yield context.finding(RULE, Span(match.start(), match.end()), raw=" ".join(match.group().split()))
