"""A date of the header does not exist, lies in the future or before 1990."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.fields.date import find_dates

RULE = Rule(
    code="DAT01",
    name="impossible-date",
    group="dates",
    severity="error",
    message=("Недопустимая дата: {raw}", "Impossible date: {raw}"),
    hint=(
        "Сверьте с оригиналом; после распознавания буквы О и З часто стоят вместо цифр",
        "Check the original; after OCR the letters О and З often stand for digits",
    ),
    why="Такого дня нет в календаре, или протокол датирован будущим.",
    source="ГОСТ Р 7.0.97 п. 5.10",
    bad=(sample(date="31.11.2023"), sample(date="15.11.2033")),
    good=(sample(date="30.11.2022"),),
)

_DATED = frozenset({"date_line", "title", "headline", "fact"})
_EARLIEST = 1990


def run(context: CheckContext) -> Iterator[Finding]:
    for part in context.head:
        if part.role not in _DATED and part.label.how != "other":
            continue
        for form in find_dates(part.unit.text):
            if not form.year_known or form.kind == "short":
                continue
            # names of regulations have dates too; only the meeting's own is compared with today
            own = form.date is not None and form.date == context.date
            bad = form.date is None or (
                own and (form.date > context.config.today or form.date.year < _EARLIEST)
            )
            if bad:
                span = part.unit.view.span(form.start, form.end)
                yield context.finding(RULE, span, raw=part.unit.text[form.start : form.end])
                return
