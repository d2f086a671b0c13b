"""Numbering of minutes: within the school year, the calendar year, or through."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import Literal

from protoparse.checks.config import Scheme
from protoparse.checks.lowering import fold
from protoparse.fields.calendar import school_year_of
from protoparse.pattern import Pattern

Known = Literal["school_year", "calendar_year", "through"]
NAMES: dict[Known, tuple[str, str]] = {
    "school_year": ("учебному году", "school year"),
    "calendar_year": ("календарному году", "calendar year"),
    "through": ("сквозной нумерации", "a running number"),
}
_HIGHEST = 1000  # from here on a number is a year or an index, and says nothing of those before it
_LONGEST = 5  # digits
_SCHOOL = Pattern(
    r"педагогич|образоват|школ|учител|методич|родител|лице|гимнази|детск|обучающ|студен|воспитат|классн|ученич|кафедр"
)


def usual_scheme(body: str | None, scheme: Scheme) -> Known:
    """The scheme that is set, else the school year for bodies of education and the calendar year for others.

    >>> usual_scheme("педагогического совета", "auto"), usual_scheme("правления", "auto")
    ('school_year', 'calendar_year')
    """
    if scheme != "auto":
        return scheme
    return "school_year" if body and _SCHOOL.search(fold(body)) else "calendar_year"


def period_of(scheme: Known, day: datetime.date) -> int:
    """The numbering period that holds a day, by the year in which it begins.

    The council that meets at the end of August to open a school year is the first of the new one.

    >>> [period_of("school_year", datetime.date(2024, month, 30)) for month in (5, 8)]
    [2023, 2024]
    """
    if scheme == "through":
        return 0
    return day.year if scheme == "calendar_year" else school_year_of(day)


def period_start(scheme: Known, day: datetime.date) -> datetime.date:
    """The first day of the numbering period in whose weeks a day is counted: lessons begin in September.

    >>> period_start("school_year", datetime.date(2024, 2, 28))
    datetime.date(2023, 9, 1)
    """
    if scheme == "through":
        return datetime.date.min
    if scheme == "calendar_year":
        return datetime.date(day.year, 1, 1)
    return datetime.date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def plain_number(number: str | None) -> int | None:
    """The number of minutes as one that can be counted, None for «12/3», «4-п» and none at all.

    >>> plain_number("12"), plain_number("12/3"), plain_number("²")
    (12, None, None)
    """
    return int(number) if number is not None and number.isdecimal() and len(number) <= _LONGEST else None


def scheme_of(body: str | None, setting: Scheme, numbered: Iterable[tuple[int, datetime.date]]) -> Known:
    """How the minutes of a body are numbered, by their numbers and dates.

    What is not set is guessed: the scheme in which the numbers contradict the dates least, the usual one
    where several do.

    >>> days = [(number, datetime.date(2023 + number, 4, 1)) for number in (1, 2, 3)]
    >>> scheme_of("Правление", "auto", days)
    'through'
    """
    first = usual_scheme(body, setting)
    if setting != "auto":
        return first
    pairs = set(numbered)  # a document and its copy are one
    return min((first, *(one for one in NAMES if one != first)), key=lambda scheme: _faults(scheme, pairs))


def _faults(scheme: Known, numbered: Collection[tuple[int, datetime.date]]) -> int:
    periods: dict[int, list[tuple[int, datetime.date]]] = {}
    for number, day in sorted(numbered):
        periods.setdefault(period_of(scheme, day), []).append((number, day))
    faults = 0
    for period in periods.values():
        different = {number for number, _ in period}
        faults += 3 * (len(period) - len(different)) + max(different) - len(different)
        faults += 3 * sum(later < before for (_, before), (_, later) in pairwise(period))
    return faults


def missing_numbers(numbers: Collection[int]) -> list[int]:
    """The numbers between 1 and the highest that are not there, in order.

    >>> missing_numbers([2, 4]), missing_numbers([2024])
    ([1, 3], [])
    """
    highest = max(numbers, default=0)
    return [number for number in range(1, highest) if number not in numbers] if highest < _HIGHEST else []
