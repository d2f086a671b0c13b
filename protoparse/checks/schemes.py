"""Numbering of minutes: within the school year, the calendar year, or through."""

from __future__ import annotations

import datetime
import re
from typing import Literal

from protoparse.checks.config import Scheme
from protoparse.checks.lowering import fold
from protoparse.fields.calendar import school_year_of

Known = Literal["school_year", "calendar_year", "through"]
NAMES: dict[Known, tuple[str, str]] = {
    "school_year": ("учебному году", "school year"),
    "calendar_year": ("календарному году", "calendar year"),
    "through": ("сквозной нумерации", "a running number"),
}
_SCHOOL = re.compile(
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
