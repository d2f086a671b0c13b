"""Dates and school years as printed in Russian minutes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from protoparse.fields.calendar import MONTH_PATTERN, WEEKDAY_PATTERN, make_date, month_number, weekday_number
from protoparse.fields.clock import TimeForm, find_times, read_times
from protoparse.fields.number import roman_value
from protoparse.fields.text import fold_text, remembered
from protoparse.pattern import Pattern

__all__ = ["DateForm", "TimeForm", "find_dates", "find_times", "read_times", "school_year"]


class DateForm(NamedTuple):
    """One date, or one run of days, as printed.

    `start`, `end`: offsets in the text that was searched, half-open; «г.» belongs to it, a weekday does not.
    `kind`: «day»; «range» for «28-29 октября 2011 г.», where `date` is the first and `last` the last day;
    «short» for digits without a year («30.08»), which may be a time or a paragraph number.
    `date` is None where the year is not printed (`year_known` False) or the calendar has no such day.
    `day`, `month`, `year`: of the first day, `last_day`, `last_month`, `last_year`: of the last; a range
    shares the year or month that it prints once, so `year` None means that no year is printed at all.
    `weekday`: Monday = 0, where the text prints it next to the date.
    """

    start: int
    end: int
    kind: Literal["day", "range", "short"]
    date: datetime.date | None
    last: datetime.date | None
    year_known: bool
    day: int
    month: int
    year: int | None
    last_day: int
    last_month: int
    last_year: int | None
    weekday: int | None = None


_YEAR_WORD = r"(?:\s?(?:год(?:а|у|ом|ов|ы)?(?![а-я])|г(?![а-я])\.?))"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_QUOTED_DAY = rf"[\"']?\s?{_DAY}(?!\d)\s?[\"']?(?:\s?-?(?:ого|го|ое|е)(?![а-я]))?"
_YEAR = rf"(?:(?:19|20)\d\d(?!\d){_YEAR_WORD}?|\d\d(?!\d){_YEAR_WORD})"
_EDGE = r"(?<![\d№])(?<!\d[.,/:-])"
_DASH = r"\s?г?\.?\s?-\s?"


def _textual(suffix: str) -> str:
    return (
        rf"(?P<day{suffix}>{_QUOTED_DAY})\s*(?P<month{suffix}>[а-я]{{3,9}})(?![а-я])\.?"
        rf"(?:\s?,?\s?(?P<year{suffix}>{_YEAR}))?"
    )


def _numeric(suffix: str) -> str:
    return (
        rf"(?P<day{suffix}>\d\d?)(?P<sep{suffix}>\s?[./]\s?|-)(?P<month{suffix}>\d\d?|[ivxх]{{1,4}})"
        rf"(?:\s?[./-]\s?(?P<year{suffix}>(?:(?:19|20)\d\d|\d\d)(?![\d]|[./]\d){_YEAR_WORD}?))?"
    )


_ISO = Pattern(
    rf"{_EDGE}(?P<year>(?:19|20)\d\d)(?P<sep>[./-])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?![\d]|[./-]\d)"
)
_NUMERIC = Pattern(rf"{_EDGE}(?<![a-zа-я])[\"']?{_numeric('')}")
_NUMERIC_RANGE = Pattern(rf"{_EDGE}(?<![a-zа-я]){_numeric('')}\.?{_DASH}{_numeric('_last')}", cues=("-",))
_DAYS_OF_MONTH_DIGITS = Pattern(
    rf"{_EDGE}(?P<day>{_DAY})\s?-\s?(?P<day_last>{_DAY})\s?\.\s?(?P<month>0[1-9]|1[0-2])\s?\.\s?"
    rf"(?P<year>(?:19|20)\d\d{_YEAR_WORD}?)(?!\d)",
    cues=("-",),
)
_SPACED = Pattern(
    rf"{_EDGE}[\"']\s?(?P<day>{_DAY})\s?[\"']\s?\.?\s?(?P<sep>)(?P<month>0[1-9]|1[0-2])\s?\.?\s?"
    rf"(?P<year>(?:19|20)\d\d(?!\d){_YEAR_WORD}?)",
    cues=('"', "'"),
)
_TEXTUAL = Pattern(rf"{_EDGE}{_textual('')}")
_TEXTUAL_RANGE = Pattern(
    rf"{_EDGE}(?P<day>{_QUOTED_DAY})\s*(?P<month>{MONTH_PATTERN})(?:\s?(?P<year>{_YEAR}))?"
    rf"{_DASH}{_textual('_last')}",
    cues=("-",),
)
_DAYS_OF_MONTH = Pattern(
    rf"{_EDGE}(?P<day>{_QUOTED_DAY})\s?(?:-|,|и)\s?(?:{_DAY}\s?(?:-|,|и)\s?){{0,4}}{_textual('_last')}"
)
# What every date of digits, and every date with a month in letters, holds: most lines hold neither.
_NUMBERS_JOINED = Pattern(r"\d\s?[./-]\s?[\divxх]")
_NUMBER_AND_WORD = Pattern(rf"{_QUOTED_DAY}\s*[а-я]{{3}}")
_SECTION_SIGN = Pattern(
    r"(?:(?<![а-я])(?:п|пп|ст|ч|гл|разд|табл|рис|прил|с|стр|v|версии)\.?|пункт[а-я]*|раздел[а-я]*|№)\s?$"
)
# What makes «1.05» and «1.05.24» days, which else may be numbers of sections.
_GOVERNING_DAY = Pattern(r"(?<![а-я])(?:до|к|с|со|по|от|позднее|позже|срок[а-я]{0,2}\s?[:-]?)\s?[\"']?$")
_WEEKDAY_BEFORE = Pattern(rf"({WEEKDAY_PATTERN})\s?[,(]?\s?$")
_WEEKDAY_AFTER = Pattern(rf"\s?[,(]?\s?(?:в )?({WEEKDAY_PATTERN})")
_TIME_UNIT = Pattern(r"\s?(?:час|ч\.|ч(?![а-я])|мск|-\s?\d\d?[.:]\d\d\s?(?:час|ч))")
_NUMBER_IN_QUOTES = Pattern(r"[\"']?\s?\d{1,2}\s?[\"']")
_DIGIT = Pattern(r"\d")
_SHORT_YEAR_PIVOT = 50


def find_dates(text: str) -> list[DateForm]:
    """Every date of the text, in order, without overlaps; blanks («___») give none.

    >>> [str(form.date) for form in find_dates("от «05» сентября 2023 года, 5.9.2023, 2023-09-05")]
    ['2023-09-05', '2023-09-05', '2023-09-05']
    >>> [(str(form.date), str(form.last)) for form in find_dates("28-29 октября 2011 г.")]
    [('2011-10-28', '2011-10-29')]
    >>> [form.date for form in find_dates("31.06.2025")]
    [None]
    """
    return list(_dates(text))


@remembered(512)
def _dates(text: str) -> tuple[DateForm, ...]:
    folded = fold_text(text)
    digit = _DIGIT.search(folded)
    if digit is None:
        return ()
    begin = max(0, digit.start() - 2)  # before its first digit a date has a quote and a space at most
    forms: list[DateForm] = []
    taken = bytearray(len(folded))
    for shape, readers in _READERS:
        if shape.search(folded, begin) is None:
            continue
        for pattern, reader in readers:
            for match in pattern.finditer(folded, begin):
                if any(taken[match.start() : match.end()]):
                    continue
                form = reader(match)
                if form is not None:
                    forms.append(form)
                    taken[form.start : form.end] = b"\1" * (form.end - form.start)
    return tuple(sorted(forms, key=lambda form: form.start))


def _year(printed: str | None) -> int | None:
    if printed is None:
        return None
    digits = re.match(r"\d+", printed)
    if digits is None:
        return None
    year = int(digits.group())
    if year >= 100:
        return year
    return year + (2000 if year < _SHORT_YEAR_PIVOT else 1900)


def _first_number(printed: str) -> int:
    digits = re.search(r"\d+", printed)
    return int(digits.group()) if digits else 0


def _form(
    match: re.Match[str],
    kind: Literal["day", "range", "short"],
    first: tuple[int, int, int | None],
    last: tuple[int, int, int | None],
    end: int | None = None,
) -> DateForm:
    folded = match.string
    end = match.end() if end is None else end
    start = match.start()
    while start < end and folded[start] == " ":
        start += 1
    if folded[start] in "\"'" and not _closes_quote(folded, start, match.start("day")):
        start += 1
    (day, month, year), (last_day, last_month, last_year) = first, last
    before = _WEEKDAY_BEFORE.search(folded, max(0, start - 20), start)
    after = _WEEKDAY_AFTER.match(folded, end)
    weekday = before or after
    return DateForm(
        start=start,
        end=end,
        kind=kind,
        date=make_date(year, month, day) if year is not None else None,
        last=make_date(last_year, last_month, last_day) if last_year is not None else None,
        year_known=last_year is not None,
        day=day,
        month=month,
        year=year,
        last_day=last_day,
        last_month=last_month,
        last_year=last_year,
        weekday=weekday_number(weekday.group(1)) if weekday else None,
    )


def _closes_quote(folded: str, start: int, day: int) -> bool:
    """Whether a quotation mark before the day is closed right after it: «23» ноября."""
    return _NUMBER_IN_QUOTES.match(folded, max(start, day)) is not None


def _read_iso(match: re.Match[str]) -> DateForm | None:
    point = (int(match["day"]), int(match["month"]), int(match["year"]))
    return _form(match, "day", point, point)


def _numeric_month(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else roman_value(printed)


def _numeric_point(
    match: re.Match[str], suffix: str, *, year_needed: bool, governed: bool = False
) -> tuple[int, int, int | None] | None:
    """Day, month, year of digits; None where the digits may well be a paragraph number or a ratio.

    `governed`: behind «до», «срок:» and the like, where the day may have one digit.
    """
    day, month = match["day" + suffix], _numeric_month(match["month" + suffix])
    year_printed = match["year" + suffix]
    hyphen = match["sep" + suffix] == "-"
    two_digits = len(match["month" + suffix]) == 2 and (governed or len(day) == 2)
    if month is None or not 1 <= int(day) <= 31 or not (1 <= month <= 12 or year_printed):
        return None
    if year_printed is None:
        if year_needed or hyphen or " " in match["sep" + suffix] or "/" in match["sep" + suffix]:
            return None
        return (int(day), month, None) if two_digits else None
    long_year = len(year_printed) >= 4 and year_printed[:4].isdigit()
    if hyphen and not long_year:
        return None
    if not long_year and year_printed.isdigit() and not two_digits:
        return None
    return int(day), month, _year(year_printed)


def _read_numeric(match: re.Match[str]) -> DateForm | None:
    folded = match.string
    governed = _GOVERNING_DAY.search(folded, max(0, match.start() - 12), match.start()) is not None
    point = _numeric_point(match, "", year_needed=False, governed=governed)
    if point is None or (point[2] is not None and not point[1]):
        return None
    if _SECTION_SIGN.search(folded, max(0, match.start() - 10), match.start()) and not _is_long(
        match["year"]
    ):
        return None
    if point[2] is None:
        rest = folded[match.end() : match.end() + 12]
        if re.match(r"\.?\d|[,%:]\d|\s?%", rest) or _TIME_UNIT.match(rest):
            return None
        return _form(match, "short", point, point)
    return _form(match, "day", point, point)


def _is_long(year: str | None) -> bool:
    return year is not None and year[:4].isdigit() and len(year) >= 4


def _read_numeric_range(match: re.Match[str]) -> DateForm | None:
    first = _numeric_point(match, "", year_needed=False)
    last = _numeric_point(match, "_last", year_needed=False)
    if first is None or last is None or _TIME_UNIT.match(match.string, match.end()):
        return None
    if last[2] is None and match.string[match.end() : match.end() + 1].isdigit():
        return None
    return _range(match, first, last)


def _read_days_of_month_digits(match: re.Match[str]) -> DateForm | None:
    month, year = int(match["month"]), _year(match["year"])
    return _range(match, (int(match["day"]), month, year), (int(match["day_last"]), month, year))


def _range(
    match: re.Match[str], first: tuple[int, int, int | None], last: tuple[int, int, int | None]
) -> DateForm | None:
    """A run of days; the end lends the beginning its year, or the year before where it runs over New Year."""
    if first[2] is None and last[2] is not None:
        first = (first[0], first[1], last[2] - (first[1] > last[1]))
    elif first[2] is not None and last[2] is None:
        last = (last[0], last[1], first[2] + (first[1] > last[1]))
    if first[1] == last[1] and first[2] == last[2] and first[0] >= last[0]:
        return None
    return _form(match, "range", first, last)


def _textual_point(match: re.Match[str], suffix: str) -> tuple[int, int, int | None] | None:
    year_printed = match["year" + suffix]
    month = month_number(match["month" + suffix], lenient=year_printed is not None)
    if month is None:
        return None
    return _first_number(match["day" + suffix]), month, _year(year_printed)


def _read_textual(match: re.Match[str]) -> DateForm | None:
    point = _textual_point(match, "")
    if point is None:
        return None
    # A dot after a full month word ends the sentence, after «сент» it belongs to the word.
    trailing = match.group().endswith(".") and match["year"] is None
    end = match.end() - 1 if trailing and len(match["month"]) > 4 else match.end()
    return _form(match, "day", point, point, end)


def _read_textual_range(match: re.Match[str]) -> DateForm | None:
    last = _textual_point(match, "_last")
    month = month_number(match["month"])
    if last is None or month is None:
        return None
    return _range(match, (_first_number(match["day"]), month, _year(match["year"])), last)


def _read_days_of_month(match: re.Match[str]) -> DateForm | None:
    last = _textual_point(match, "_last")
    if last is None:
        return None
    return _range(match, (_first_number(match["day"]), last[1], last[2]), last)


_Reader = Callable[[re.Match[str]], DateForm | None]
_READERS: tuple[tuple[Pattern, tuple[tuple[Pattern, _Reader], ...]], ...] = (
    (
        _NUMBERS_JOINED,
        (
            (_ISO, _read_iso),
            (_NUMERIC_RANGE, _read_numeric_range),
            (_DAYS_OF_MONTH_DIGITS, _read_days_of_month_digits),
        ),
    ),
    (_DIGIT, ((_SPACED, _read_numeric),)),
    (_NUMBERS_JOINED, ((_NUMERIC, _read_numeric),)),
    (
        _NUMBER_AND_WORD,
        (
            (_TEXTUAL_RANGE, _read_textual_range),
            (_DAYS_OF_MONTH, _read_days_of_month),
            (_TEXTUAL, _read_textual),
        ),
    ),
)

_SCHOOL_YEAR = Pattern(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?(?P<dash>[-/])\s?(?P<second>(?:19|20)\d\d|\d\d)(?!\d)"
    r"\s?(?P<word>(?:г\.?г?\.? )?(?:учебн|уч\.|уч(?![а-я])|у\.\s?г))?"
)


def school_year(text: str) -> str | None:
    """The school year that the text prints, as «2020-2021»; two plain calendar years do not count.

    >>> school_year("2020-2021 учебный год"), school_year("на 2024/25 уч. г."), school_year("2021-2023 годы")
    ('2020-2021', '2024-2025', None)
    """
    for match in _SCHOOL_YEAR.finditer(fold_text(text)):
        first = int(match["first"])
        if (first + 1) % 100 == int(match["second"]) % 100 and (match["word"] or match["dash"] == "/"):
            return f"{first}-{first + 1}"
    return None
