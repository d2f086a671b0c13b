"""The time words of a deadline as tokens: dates, months, quarters, halves, school terms and years.

`tokenise` gives the folded text with every such expression masked by a capital letter and «~», as long as
before, so that the rules of `deadline_rules` are short patterns over «до D~~~~» or «M~~~~-M~~~~».
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from protoparse.fields.calendar import MONTH_PATTERN, MONTHS, last_day, make_date, month_number
from protoparse.fields.date import find_dates
from protoparse.fields.text import fold_text, remembered
from protoparse.pattern import Pattern

Day = datetime.date


class Partial(NamedTuple):
    """A day whose year may be unknown; `day` 0 is the last day of the month."""

    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> Day | None:
        """The day in that year, or None where that year has none."""
        if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
            return None
        return last_day(year, self.month) if self.day == 0 else make_date(year, self.month, self.day)


class Stretch(NamedTuple):
    """A run of days, both ends inclusive; None is an open end. `ambiguous`: two readings are usual."""

    first: Partial | None
    last: Partial | None
    ambiguous: bool = False


class Tokens(NamedTuple):
    """Masked text, and the stretches that each token stands for, by the offset where it begins."""

    masked: str
    stretches: dict[int, tuple[Stretch, ...]]
    meeting: Day | None


def partial(day: Day) -> Partial:
    """The day as a partial with its year."""
    return Partial(day.year, day.month, day.day)


def resolve(stretch: Stretch, reference: Day | None) -> tuple[Day | None, Day | None]:
    """First and last day; without a printed year the occurrence that ends first on or after the reference.

    >>> resolve(Stretch(Partial(None, 11, 1), Partial(None, 2, 0)), Day(2024, 10, 10))
    (datetime.date(2024, 11, 1), datetime.date(2025, 2, 28))
    """
    first, last = stretch.first, stretch.last
    if last is None:
        return (None if first is None else _occurrence(first, reference)), None
    if last.year is None and first is not None and first.year is not None:
        begin = first.in_year(first.year)
        return begin, _occurrence(last, begin)
    end = _occurrence(last, reference)
    if first is None or end is None:
        return None, end
    if first.year is not None:
        return first.in_year(first.year), end
    begin = first.in_year(end.year)
    if begin is None or begin > end:
        begin = first.in_year(end.year - 1)
    return begin, end


def _occurrence(moment: Partial, reference: Day | None) -> Day | None:
    if moment.year is not None:
        return moment.in_year(moment.year)
    if reference is None:
        return None
    day = moment.in_year(reference.year)
    return day if day is not None and day >= reference else moment.in_year(reference.year + 1)


_YEAR_WORD = r"(?:\s?(?:г\.\s?г\.|гг(?![а-я])\.?|г(?![а-я])\.?|год(?:а|у|ом|ов|ы|ах|ам)?(?![а-я])))"
_YEAR = rf"(?:(?:19|20)\d\d(?!\d){_YEAR_WORD}?)"
_RELATIVE_YEAR = (
    r"(?:т\.\s?г(?![а-я])\.?|с\.\s?г(?![а-я])\.?|(?:текущ|эт|настоящ|нынешн|следующ|будущ"
    r"|нов)(?:его|ого|ем|ом)"
    r" (?:календарного |календарном )?год[ау](?![а-я]))"
)
_ANY_YEAR = rf"(?P<year>{_YEAR}|{_RELATIVE_YEAR})"
_SCHOOL_WORD = r"(?:учебн[а-я]{2,3} год[а-я]{0,2}|уч\.?\s?год[а-я]{0,2}|уч\.?\s?г(?![а-я])\.?|у\.\s?г\.)"
_SCHOOL = rf"(?:19|20)\d\d\s?[-/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)\s?(?:г\.?г?\.? )?{_SCHOOL_WORD}"
_SCHOOL_BARE = r"(?<!\d)(?:19|20)\d\d/(?:(?:19|20)\d\d|\d\d)(?![\d/])"
_ORDINAL = (
    r"(?:[1-4](?:\s?-?\s?(?:ого|ом|ый|ой|ая|го|му|й|м|я|е))?(?![а-я\d])|iv|i{1,3}|перв[а-я]{2,3}"
    r"|втор[а-я]{2,3}"
    r"|трет[а-я]{2,4}|четверт[а-я]{2,3})"
)
_CENTURIES = ("19", "20")
_PART_OF_YEAR = Pattern(
    rf"(?<![\w-])(?P<first>{_ORDINAL})"
    rf"(?:(?P<joint>\s?-\s?|\s?,\s?| и )(?P<second>{_ORDINAL}))?\s?"
    r"(?P<unit>(?:учебн[а-я]{2,3} )?(?:квартал|кв(?![а-я])\.?|полугоди|п/г|четверт|триместр)[а-я]{0,3})"
    rf"(?:\s?(?:(?P<school>{_SCHOOL}|{_SCHOOL_BARE})|{_ANY_YEAR}"
    r"|(?P<bare_school>учебного года|уч\.?\s?г(?:ода|\.)?)))?",
    cues=("кв", "полугоди", "п/г", "четверт", "триместр"),
)
_SCHOOL_YEAR = Pattern(rf"(?<!\d)(?:{_SCHOOL}|{_SCHOOL_BARE})", cues=_CENTURIES)
_MONTH = Pattern(
    rf"(?<![а-я\d])(?P<month>{MONTH_PATTERN})(?:\s?,?\s?{_ANY_YEAR})?",
    cues=tuple(sorted({word[:3] for word in MONTHS})),
)
_YEARS = Pattern(
    r"(?<![\d./№-])(?P<years>(?:19|20)\d\d(?!\d)"
    rf"(?:{_YEAR_WORD}?(?:\s?[-,]\s?| и )(?:19|20)\d\d(?!\d)){{0,4}})"
    rf"(?![./]\d){_YEAR_WORD}?",
    cues=_CENTURIES,
)
_RELATIVE_TAIL = Pattern(rf"\s?{_RELATIVE_YEAR}")
_TIME = (
    r"(?:\d{1,2}[:.-][0-5]\d(?!\d|[.,-]\d)(?: ?(?:час[а-я]{0,2}|ч(?![а-я])|мск)\.?)?"
    r"|\d{1,2} ?(?:час(?:ов|а|у|ам)?|ч(?![а-я]))\.?(?: ?\d\d ?мин[а-я]{0,3}\.?)?)"
)
TIME_TAIL = rf",? ?(?:(?:в|к|до) )?{_TIME}"
"""A time of day behind a day: «, в 15.00», « до 12 ч.»; in folded text."""

_TIME_TAIL = Pattern(TIME_TAIL)
_TIME_HEAD = Pattern(rf"(?<!\d)(?<!\d[.:]){_TIME},? $", cues=(":", ".", "-", "ч"))
_LONGEST_TIME = 20  # characters
_ORDINAL_VALUES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "пе": 1, "вт": 2, "тр": 3, "че": 4}
_Months = tuple[tuple[int, int], ...]
_QUARTERS: _Months = ((1, 3), (4, 6), (7, 9), (10, 12))
_HALVES: _Months = ((1, 6), (7, 12))
_SCHOOL_HALVES: _Months = ((9, 12), (1, 5))
_TERMS: _Months = ((9, 10), (11, 12), (1, 3), (4, 5))
_TRIMESTERS: _Months = ((9, 11), (12, 2), (3, 5))


def tokenise(text: str, meeting: Day | None) -> Tokens:
    """The text masked, with the stretches of its tokens.

    D is a day, G a run of days, Q a quarter or half of a calendar year, V a school term, S a school year,
    M a month, Y one or several calendar years.

    >>> tokenise("до 5 мая, I квартал 2024 г.", None).masked
    'до D~~~~, Q~~~~~~~~~~~~~~~~'
    """
    return _tokenise(text, meeting)


@remembered(256)
def _tokenise(text: str, meeting: Day | None) -> Tokens:
    if meeting is not None and not 1900 <= meeting.year <= 2100:
        meeting = None  # no date of a meeting: a slip that would carry us over the calendar's edge
    folded = fold_text(text).replace("~", " ")
    characters = list(folded)
    stretches: dict[int, tuple[Stretch, ...]] = {}

    def mask(letter: str, start: int, end: int, parts: tuple[Stretch, ...]) -> None:
        characters[start:end] = letter + "~" * (end - start - 1)
        stretches[start] = parts

    reach = 0
    for form in find_dates(text):
        end, year, last_year = form.end, form.year, form.last_year
        if not form.year_known and (tail := _RELATIVE_TAIL.match(folded, end)):
            end, year = tail.end(), _read_year(tail.group(), meeting)
            last_year = year
        if time := _TIME_TAIL.match(folded, end):
            end = time.end()
        time = _TIME_HEAD.search(folded, max(reach, form.start - _LONGEST_TIME), form.start)
        start, reach = time.start() if time else form.start, end
        first = Partial(year, form.month, form.day)
        if form.kind == "range":
            mask("G", start, end, (Stretch(first, Partial(last_year, form.last_month, form.last_day)),))
        else:
            mask("D", start, end, (Stretch(first, first),))
    masked = "".join(characters)
    for pattern, letter, reader in _READERS:
        known = len(stretches)
        for match in pattern.finditer(masked):
            parts = reader(match, meeting)
            if parts:
                end = match.start() + len(match.group().rstrip())
                mask(letter(match), match.start(), end, parts)
        if len(stretches) > known:
            masked = "".join(characters)
    return Tokens(masked, stretches, meeting)


def _read_year(printed: str | None, meeting: Day | None) -> int | None:
    """The calendar year that «2024 г.» or «т.г.» names; None where only the meeting would tell."""
    if printed is None:
        return None
    digits = re.search(r"\d{4}", printed)
    if digits:
        return int(digits.group())
    if meeting is None:
        return None
    return meeting.year + bool(re.search(r"следующ|будущ|нов", printed))


def _ordinal(printed: str) -> int:
    roman = re.match(r"i[iv]*", printed)
    key = roman.group() if roman else printed[:2]
    return _ORDINAL_VALUES.get(key) or int(printed[0])


def _read_part_of_year(match: re.Match[str], meeting: Day | None) -> tuple[Stretch, ...]:
    first = _ordinal(match["first"])
    second = _ordinal(match["second"]) if match["second"] else first
    unit = match["unit"]
    numbers = range(first, second + 1) if (match["joint"] or "").strip() == "-" else sorted({first, second})
    school = int(match["school"][:4]) if match["school"] else None
    year = school if school is not None else _read_year(match["year"], meeting)
    taught = school is not None or match["bare_school"] is not None or "учебн" in unit
    if "кв" in unit:
        table, ambiguous = _QUARTERS, False
    elif "полу" in unit or "п/г" in unit:
        # Without a word of the year, a school means Sept–Dec, everybody else Jan–June.
        table, ambiguous = (_SCHOOL_HALVES, False) if taught else (_HALVES, year is None)
    else:
        table, ambiguous = (_TRIMESTERS if "тримест" in unit else _TERMS), True
    parts: list[Stretch] = []
    for number in numbers:
        if number > len(table):
            return ()
        begin, end = table[number - 1]
        # The school year 2020-2021 begins in 2020; its months from January on lie in 2021.
        later = school is not None
        begin_year = None if year is None else year + (later and begin < 9)
        end_year = None if year is None else year + (later and end < 9)
        parts.append(Stretch(Partial(begin_year, begin, 1), Partial(end_year, end, 0), ambiguous))
    return tuple(parts)


def _read_school_year(match: re.Match[str], meeting: Day | None) -> tuple[Stretch, ...]:
    first = int(match.group()[:4])
    printed = re.findall(r"\d+", match.group())[1]
    if (first + 1) % 100 != int(printed) % 100:
        return ()
    return (Stretch(Partial(first, 9, 1), Partial(first + 1, 8, 31)),)


def _read_month(match: re.Match[str], meeting: Day | None) -> tuple[Stretch, ...]:
    month = month_number(match["month"])
    if month is None:
        return ()
    year = _read_year(match["year"], meeting)
    return (Stretch(Partial(year, month, 1), Partial(year, month, 0)),)


def _read_years(match: re.Match[str], meeting: Day | None) -> tuple[Stretch, ...]:
    years = [int(year) for year in re.findall(r"\d{4}", match["years"])]
    if "-" in match["years"] and len(years) == 2:
        return (Stretch(Partial(years[0], 1, 1), Partial(years[1], 12, 31)),)
    return tuple(Stretch(Partial(year, 1, 1), Partial(year, 12, 31)) for year in years)


def _letter_of_part(match: re.Match[str]) -> str:
    return "Q" if "кв" in match["unit"] or "полу" in match["unit"] or "п/г" in match["unit"] else "V"


_Reader = Callable[[re.Match[str], Day | None], tuple[Stretch, ...]]
_READERS: tuple[tuple[Pattern, Callable[[re.Match[str]], str], _Reader], ...] = (
    (_PART_OF_YEAR, _letter_of_part, _read_part_of_year),
    (_SCHOOL_YEAR, lambda match: "S", _read_school_year),
    (_MONTH, lambda match: "M", _read_month),
    (_YEARS, lambda match: "Y", _read_years),
)
