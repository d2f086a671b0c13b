"""Russian calendar words and the arithmetic of dates: months, weekdays, public holidays, school years."""

from __future__ import annotations

import datetime
from calendar import monthrange

from protoparse.fields.edits import distance
from protoparse.pattern import any_of

Day = datetime.date

_STEMS = (
    ("январ", "янв"),
    ("феврал", "фев", "февр"),
    ("март", "мар"),
    ("апрел", "апр"),
    ("ма",),
    ("июн",),
    ("июл",),
    ("август", "авг"),
    ("сентябр", "сен", "сент"),
    ("октябр", "окт"),
    ("ноябр", "ноя", "нояб"),
    ("декабр", "дек"),
)
_SOFT_ENDINGS = ("ь", "я", "ю", "е", "ем")
_HARD_ENDINGS = ("", "а", "у", "е", "ом")
_MAY_ENDINGS = ("й", "я", "ю", "е", "ем")


def _month_words() -> dict[str, int]:
    words: dict[str, int] = {}
    for number, (stem, *short) in enumerate(_STEMS, start=1):
        endings = _MAY_ENDINGS if number == 5 else _HARD_ENDINGS if number in (3, 8) else _SOFT_ENDINGS
        words.update((stem + ending, number) for ending in endings)
        words.update((abbreviation, number) for abbreviation in short)
    return words


MONTHS: dict[str, int] = _month_words()
"""Every case form and usual abbreviation of a month, folded (lower case, no dot), to its number."""

MONTH_ABBREVIATIONS: tuple[str, ...] = tuple(short for _, *shorts in _STEMS for short in shorts)
"""The usual abbreviations of months, folded, without their dot."""

MONTH_PATTERN = any_of(MONTHS) + r"(?![а-я])\.?"
"""A regular expression for a month word in folded text; a dot after it belongs to it."""

MONTH_BEGINS = "(?:" + "|".join(stem if stem != "ма" else r"ма[йяюе]\b" for stem, *_ in _STEMS) + ")"
"""A regular expression for what every case form of a month in full begins with; «май» is told from «мама»."""

MONTH_ADJECTIVE = any_of(stem for stem, *_ in _STEMS) + "(?:ь|й|ов)?ск"
"""A regular expression for what an adjective of a month begins with: «январск», «майск», «мартовск»."""

WEEKDAYS: dict[str, int] = {
    stem: number
    for number, stem in enumerate(
        ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
    )
}
"""Stems of the weekdays to Monday = 0."""

WEEKDAY_PATTERN = (
    r"(?:понедельник(?:а|у|ом|е|ам|и|ов)?|вторник(?:а|у|ом|е|ам|и|ов)?|сред(?:а|ы|е|у|ой|ам)"
    r"|четверг(?:а|у|ом|е|ам|и|ов)?|пятниц(?:а|ы|е|у|ей|ам)?|суббот(?:а|ы|е|у|ой|ам)?"
    r"|воскресень(?:е|я|ю|ем|ям))(?![а-я])"
)

WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})


def make_date(year: int, month: int, day: int) -> Day | None:
    """The date, or None where the calendar has no such day.

    >>> make_date(2025, 6, 31) is None
    True
    """
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> Day:
    """The last day of a month."""
    return datetime.date(year, month, monthrange(year, month)[1])


def add_days(day: Day, count: int) -> Day:
    """The date `count` days later; the calendar's edge where it would run over it."""
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return datetime.date.max if count > 0 else datetime.date.min


def add_months(day: Day, count: int) -> Day:
    """The same day so many months later, or that month's last day (ГК РФ ст. 192).

    >>> add_months(datetime.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date.max if count > 0 else datetime.date.min
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_working(day: Day) -> bool:
    """Whether it is neither Saturday, Sunday nor a fixed public holiday (ТК РФ ст. 112, no transfers)."""
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def add_working_days(day: Day, count: int) -> Day:
    """The `count`-th working day after this day; at most ten years ahead.

    >>> add_working_days(datetime.date(2024, 2, 28), 10)
    datetime.date(2024, 3, 14)
    """
    for _ in range(3660):
        if count <= 0:
            break
        day = add_days(day, 1)
        count -= is_working(day)
    return day


def quarter_of(day: Day) -> int:
    """The calendar quarter, 1 to 4."""
    return (day.month + 2) // 3


def school_year_of(day: Day) -> int:
    """The year in which the school year of this day begins.

    In August schools already plan the coming year, so August belongs to it; it runs to the next 31 August.

    >>> school_year_of(datetime.date(2024, 2, 28)), school_year_of(datetime.date(2024, 8, 29))
    (2023, 2024)
    """
    return day.year if day.month >= 8 else day.year - 1


def weekday_number(word: str) -> int | None:
    """Monday = 0 for any case form of a weekday in folded text."""
    return next((number for stem, number in WEEKDAYS.items() if word.startswith(stem)), None)


def next_weekday(day: Day, weekday: int) -> Day:
    """The first such weekday after this day."""
    return add_days(day, (weekday - day.weekday() - 1) % 7 + 1)


def month_number(word: str, *, lenient: bool = False) -> int | None:
    """The month that a folded word names; `lenient` forgives one slip in a word of five letters or more.

    >>> month_number("сентября"), month_number("октябяр"), month_number("октябяр", lenient=True)
    (9, None, 10)
    """
    word = word.rstrip(".")
    exact = MONTHS.get(word)
    if exact is not None or not lenient or len(word) < 5:
        return exact
    found = {number for form, number in MONTHS.items() if len(form) > 4 and distance(word, form, 1) <= 1}
    return found.pop() if len(found) == 1 else None
