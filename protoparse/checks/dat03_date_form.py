"""The date departs from the standard form: «05.11.2019» or «5 ноября 2019 г.».

Cosmetic, therefore off by default: `--select DAT03`.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.date import find_dates
from protoparse.pattern import Pattern

RULE = Rule(
    code="DAT03",
    name="date-form",
    group="dates",
    severity="info",
    message=("Дата оформлена не по стандарту: «{raw}»", "Non-standard form of a date: «{raw}»"),
    hint=("Пишите «05.11.2019» или «5 ноября 2019 г.»", "Write «05.11.2019» or «5 ноября 2019 г.»"),
    why="Стандарт знает две формы; замечание косметическое и по умолчанию выключено.",
    source="ГОСТ Р 7.0.97 п. 5.10",
    bad=(sample(date="15.11.2023 г."), sample(date="05 ноября 2023 г."), sample(date="15 ноября 2023")),
    good=(sample(date="15.11.2023"), sample(date="5 ноября 2023 г."), sample(date="5 ноября 2023 года")),
    default=False,
)

_STANDARD = Pattern(r"(?:\d\d\.\d\d\.\d{4}|[1-9]\d?\s[а-яё]+\s\d{4}\s(?:г\.|года))")


def run(context: CheckContext) -> Iterator[Finding]:
    for part in context.head:
        if part.role not in ("date_line", "title", "headline", "fact"):
            continue
        for form in find_dates(part.unit.text):
            if form.date is None or form.date != context.date or form.kind != "day":
                continue
            printed = part.unit.text[form.start : form.end]
            if not _STANDARD.fullmatch(printed.strip()):
                span = part.unit.view.span(form.start, form.end)
                yield context.finding(RULE, span, raw=printed.strip())
            return
