"""Two dates of one meeting disagree.

Compared with the date in the header: other dates of the date line, a signature before the meeting, the
printed school year, the printed weekday, the date in the file's name. A later signature is normal.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePath

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import printed_date
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.fields.calendar import school_year_of
from protoparse.fields.date import find_dates
from protoparse.pattern import Pattern
from protoparse.tasks import as_date

RULE = Rule(
    code="DAT02",
    name="dates-disagree",
    group="dates",
    severity="warning",
    message=("Даты расходятся: {a} и {b}", "The dates disagree: {a} and {b}"),
    hint=(
        "Верна дата в заголовке; подпись может быть позже, но не раньше",
        "The header's date wins; a signature may be later, never earlier",
    ),
    why="Дата заседания должна быть одна.",
    source="практика",
    bad=(
        sample(secretary_signature="Секретарь ______________ М.С. Гуляева 10.11.2023"),
        sample(name="протокол 2023-11-16.txt"),
        sample(date="15.11.2023, понедельник"),
    ),
    good=(
        sample(
            name="протокол 2023-11-15.txt",
            secretary_signature="Секретарь ______________ М.С. Гуляева 17.11.2023",
        ),
        sample(date="15.11.2023, среда"),
    ),
)

_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_OTHER_EVENT = Pattern(
    r"составлен|оформлен|подписан|подсч|оконч|прием|начал|регистрац|приказ|утвержд|изготовл|рассыл"
)


def run(context: CheckContext) -> Iterator[Finding]:
    date = context.date
    if date is None:
        return
    yield from _in_head(context, date)
    for signature in context.protocol.signatures:
        signed = as_date(signature.date)
        if signed is not None and signed < date and (date - signed).days < 3660:
            yield context.finding(RULE, signature.span, a=printed_date(date), b=printed_date(signed))
    year = context.protocol.header.school_year
    if year is not None and (match := re.match(r"(\d{4})", year)):
        # August may plan the year that comes or close the one that ends
        usual = {school_year_of(date), date.year - 1 if date.month == 8 else school_year_of(date)}
        if int(match.group(1)) not in usual | ({date.year} if 5 <= date.month <= 8 else set()):
            yield context.finding(RULE, context.title_place, a=printed_date(date), b=year)
    yield from _in_name(context, date)


def _in_head(context: CheckContext, date: datetime.date) -> Iterator[Finding]:
    days: list[tuple[datetime.date, datetime.date, Span]] = []
    for part in context.head:
        if part.role != "date_line" or _OTHER_EVENT.search(fold(part.unit.text)):
            continue
        for form in find_dates(part.unit.text):
            if not form.year_known or form.date is None:
                continue
            place = part.unit.view.span(form.start, form.end)
            days.append((form.date, form.last or form.date, place))
            if form.weekday is not None and form.kind == "day" and form.weekday != form.date.weekday():
                printed, real = _WEEKDAYS[form.weekday], _WEEKDAYS[form.date.weekday()]
                yield context.finding(RULE, place, a=f"{printed_date(form.date)} ({real})", b=printed)
    if not any(first <= date <= last for first, last, _ in days):
        return
    for first, last, place in days:
        if not first <= date <= last:
            yield context.finding(RULE, place, a=printed_date(date), b=printed_date(first))
            return


def _in_name(context: CheckContext, date: datetime.date) -> Iterator[Finding]:
    forms = [
        form
        for form in find_dates(PurePath(context.file).stem.replace("_", " "))
        if form.date and form.year_known
    ]
    # a file of several protocols is named after one of them at best
    if len(forms) != 1 or forms[0].kind != "day" or context.index > 1:
        return
    named = forms[0].date
    if named is not None and named != date:
        yield context.finding(
            RULE,
            context.title_place,
            a=printed_date(date),
            b=(f"{printed_date(named)} (имя файла)", f"{printed_date(named)} (the file's name)"),
        )
