"""The header has blanks that nobody filled in, or the stamp «проект».

Runs of underscores or dots where number, date or place belong, in the approval stamp too, show a draft or a
form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.pattern import Pattern

RULE = Rule(
    code="HDR08",
    name="unfilled-blanks",
    group="header",
    severity="warning",
    message=(
        "Незаполненные поля в заголовочной части (черновик или бланк)",
        "Unfilled blanks in the header (a draft or a form)",
    ),
    hint=("Заполните поля; черновик не регистрируют", "Fill the blanks in; a draft is not registered"),
    why="Пропуски на месте номера, даты или места выдают черновик или незаполненный бланк.",
    source="практика",
    bad=(sample(title="ПРОТОКОЛ № ___"), sample(approval="ПРОЕКТ"), sample(date="«__» ноября 2023 г.")),
    good=(sample(approval="УТВЕРЖДАЮ\nДиректор школы ________ А.П. Лапшина\n20.11.2023"),),
)

_BLANK = Pattern(
    r"(?:№|(?<![а-яё])от|место[^:\n]{0,30}:|дата[^:\n]{0,30}:|время[^:\n]{0,30}:)\s*(?:_+|…+|\.{3,})"
    r"|[«\"“]\s*_+\s*[»\"”]|(?<!\d)20_+|_{2,}\s*20\d\d",
    re.IGNORECASE,
)
_DRAFT = Pattern(r"\W*проект\W*")


def run(context: CheckContext) -> Iterator[Finding]:
    for part in context.head:
        span = part.unit.view.span()
        match = _BLANK.search(context.text, span.start, span.end)
        if match is not None:
            yield context.finding(RULE, Span(match.start(), match.end()))
            return
        if _DRAFT.fullmatch(fold(part.unit.text)):
            yield context.finding(RULE, span)
            return
