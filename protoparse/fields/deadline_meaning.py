"""What a matched rule of `deadline_rules` means, as stretches of days; offsets are those of the match."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Literal

from protoparse.fields.calendar import (
    add_days,
    add_months,
    add_working_days,
    last_day,
    make_date,
    next_weekday,
    quarter_of,
    school_year_of,
    weekday_number,
)
from protoparse.fields.deadline_tokens import Partial, Stretch, Tokens, partial, resolve
from protoparse.fields.number import read_count

Day = datetime.date
Kind = Literal["date", "period", "recurring", "event", "open"]


Outcome = tuple[Kind, tuple[Stretch, ...], bool] | None
Handler = Callable[[re.Match[str], Tokens], Outcome]

_SEASONS = {"лет": (6, 8), "осен": (9, 11), "зим": (12, 2), "весн": (3, 5)}


def _stretches(match: re.Match[str], tokens: Tokens, group: str) -> tuple[Stretch, ...]:
    return tokens.stretches.get(match.start(group), ())


def _last(stretches: tuple[Stretch, ...]) -> Partial | None:
    return stretches[-1].last if stretches else None


def _fixed(first: Day | None, last: Day | None, *, ambiguous: bool = False) -> Stretch:
    return Stretch(partial(first) if first else None, partial(last) if last else None, ambiguous)


def _due(day: Day | Partial | None, *, ambiguous: bool = False) -> Outcome:
    last = partial(day) if isinstance(day, datetime.date) else day
    return "date", (Stretch(None, last),), ambiguous


def _previous_day(stretch: Stretch, tokens: Tokens) -> Day | None:
    """The day before a stretch begins; without a printed year before its next beginning."""
    if stretch.first is None:
        return None
    begin, _ = resolve(Stretch(stretch.first, None), tokens.meeting)
    return add_days(begin, -1) if begin else None


def by_day(match: re.Match[str], tokens: Tokens) -> Outcome:
    return _due(_last(_stretches(match, tokens, "day")))


def by_period(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«до 2025 года» ends before the year begins, «не позднее 2025 года» and «… включительно» with it."""
    stretches = _stretches(match, tokens, "period")
    if not stretches:
        return None
    inclusive = match["inclusive"] is not None or match["before"].startswith("не")
    ambiguous = any(stretch.ambiguous for stretch in stretches)
    if inclusive:
        return _due(_last(stretches), ambiguous=ambiguous)
    month = tokens.masked[match.start("period")] == "M"
    return _due(_previous_day(stretches[0], tokens), ambiguous=ambiguous or month)


def by_edge(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«до конца II квартала», «до начала марта»."""
    stretches = _stretches(match, tokens, "period")
    if not stretches:
        return None
    ambiguous = any(stretch.ambiguous for stretch in stretches)
    if match["edge"].startswith("нач"):
        return _due(_previous_day(stretches[0], tokens), ambiguous=ambiguous)
    return _due(_last(stretches), ambiguous=ambiguous)


def _container(qualifier: str, unit: str, meeting: Day) -> tuple[Day, Day, bool] | None:
    """The week, month, quarter … of the meeting, or the next one where the qualifier says so."""
    step = int(bool(re.match(r"следующ|нов|предстоящ|наступающ|будущ", qualifier)))
    if "уч" in qualifier and unit.startswith("г"):
        year = school_year_of(meeting) + (
            step if meeting.month < 6 or meeting.month > 8 else meeting.month < 8
        )
        return Day(year, 9, 1), Day(year + 1, 8, 31), False
    if unit.startswith("недел"):
        monday = add_days(meeting, -meeting.weekday() + 7 * step)
        return monday, add_days(monday, 4), False
    if unit.startswith("месяц"):
        begin = add_months(meeting.replace(day=1), step)
        return begin, last_day(begin.year, begin.month), False
    if unit.startswith("квартал"):
        begin = add_months(Day(meeting.year, quarter_of(meeting) * 3 - 2, 1), 3 * step)
        end = add_months(begin, 2)
        return begin, last_day(end.year, end.month), False
    if unit.startswith("полугод"):
        begin = add_months(Day(meeting.year, 1 if meeting.month < 7 else 7, 1), 6 * step)
        end = add_months(begin, 5)
        return begin, last_day(end.year, end.month), True
    if unit.startswith("г"):
        return Day(meeting.year + step, 1, 1), Day(meeting.year + step, 12, 31), False
    if unit.startswith("дн"):
        return meeting, meeting, False
    season = next((months for stem, months in _SEASONS.items() if unit.startswith(stem)), None)
    if season:
        begin_day, end_day = resolve(
            Stretch(Partial(None, season[0], 1), Partial(None, season[1], 0)), meeting
        )
        return (begin_day, end_day, True) if begin_day and end_day else None
    return None


def _contained(match: re.Match[str], tokens: Tokens) -> tuple[Day, Day, bool] | None:
    if tokens.meeting is None:
        return None
    return _container(match["qualifier"] or "", match["unit"], tokens.meeting)


def by_edge_of_container(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«до конца учебного года», «до конца недели», «до начала лета», «до начала нового учебного года»."""
    unit = match["unit"]
    school_term = unit.startswith(("четверт", "триместр", "семестр"))
    if school_term:
        return "event", (), True
    found = _contained(match, tokens)
    if match["edge"].startswith("нач"):
        if tokens.meeting is None:
            return _due(None)
        if not unit.startswith("г"):
            if found is None or found[0] <= tokens.meeting:
                return _due(None)
            return _due(add_days(found[0], -1), ambiguous=found[2])
        day = Day(tokens.meeting.year, 9, 1) if "уч" in match["qualifier"] else Day(tokens.meeting.year, 1, 1)
        if day <= tokens.meeting:
            day = day.replace(year=day.year + 1)
        return _due(add_days(day, -1))
    return _due(found[1] if found else None, ambiguous=bool(found and found[2]))


def new_year(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«до Нового года», «к Новому году»: the last day of the meeting's year."""
    return _due(Day(tokens.meeting.year, 12, 31) if tokens.meeting else None)


def in_container(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«в течение года» runs from the meeting to the year's end, «в следующем году» is that whole year."""
    unit = match["unit"]
    if unit.startswith(("четверт", "триместр", "семестр")):
        return "period", (), True
    if unit.startswith(("недел", "месяц")) and not match["qualifier"]:
        return None  # «в течение недели» is a length of time, not the rest of this week
    found = _contained(match, tokens)
    if found is None or tokens.meeting is None:
        return "period", (), False
    begin, end, ambiguous = found
    plain_year = unit.startswith("г") and not re.search(
        r"уч|календ|текущ|эт|следующ", match["qualifier"] or ""
    )
    return "period", (_fixed(max(begin, tokens.meeting), end),), ambiguous or plain_year


def by_number_of_month(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«до 20-го числа», «до 10 числа следующего месяца»."""
    day, meeting = int(match["number"]), tokens.meeting
    if not 1 <= day <= 31:
        return None
    if match["period"]:
        month = _last(_stretches(match, tokens, "period"))
        return _due(Partial(month.year, month.month, day) if month else None)
    if meeting is None:
        return _due(None)
    first = meeting.replace(day=1)
    if match["which"] and match["which"].startswith("следующ"):
        following = add_months(first, 1)
        return _due(make_date(following.year, following.month, day))
    for step in range(3):
        month_start = add_months(first, step)
        due = make_date(month_start.year, month_start.month, day)
        if due is not None and due >= meeting:
            return _due(due)
    return _due(None)


def by_weekday(match: re.Match[str], tokens: Tokens) -> Outcome:
    weekday = weekday_number(match["weekday"])
    if weekday is None or tokens.meeting is None:
        return _due(None)
    if re.search(r"следующей недели", match.group()):
        monday = add_days(tokens.meeting, 7 - tokens.meeting.weekday())
        return _due(add_days(monday, weekday))
    return _due(next_weekday(tokens.meeting, weekday))


def by_near_day(match: re.Match[str], tokens: Tokens) -> Outcome:
    word = match["near"]
    step = 2 if word.startswith("после") else 1 if word.startswith("завтра") else 0
    return _due(add_days(tokens.meeting, step) if tokens.meeting else None)


def between_days(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«с 22 по 26 января», «с марта по июнь 2024 года»."""
    last = _last(_stretches(match, tokens, "last"))
    if last is None:
        return None
    if match["number"]:
        first: Partial | None = Partial(last.year, last.month, int(match["number"]))
        if first and first.day > last.day > 0:
            return None
    else:
        begin = _stretches(match, tokens, "first")
        first = begin[0].first if begin else None
    return "period", (_joined(first, last),), False


def _joined(first: Partial | None, last: Partial) -> Stretch:
    """A stretch whose beginning takes the year of its end, or the year before where it runs over New Year."""
    if first is not None and first.year is None and last.year is not None:
        earlier = (first.month, first.day) > (last.month, last.day or 31)
        first = Partial(last.year - earlier, first.month, first.day)
    return Stretch(first, last)


def run_of_days(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«март-июнь 2024 года», «5 марта - 7 апреля»."""
    begin, last = _stretches(match, tokens, "first"), _last(_stretches(match, tokens, "last"))
    if not begin or last is None:
        return None
    return "period", (_joined(begin[0].first, last),), False


def from_day(match: re.Match[str], tokens: Tokens) -> Outcome:
    begin = _stretches(match, tokens, "first")
    if not begin or begin[0].first is None:
        return None
    first = begin[0].first
    if match["lead"].startswith("после"):
        after = resolve(Stretch(None, begin[-1].last), tokens.meeting)[1]
        return ("period", (_fixed(add_days(after, 1), None),), False) if after else ("period", (), False)
    return "period", (Stretch(first, None),), False


def named_period(match: re.Match[str], tokens: Tokens) -> Outcome:
    """A token by itself: «март 2022 г.», «в I квартале», «15 марта»."""
    stretches = _stretches(match, tokens, "period")
    if not stretches:
        return None
    if tokens.masked[match.start("period")] == "D":
        return _due(_last(stretches))
    return "period", stretches, any(stretch.ambiguous for stretch in stretches)


def _after_length(begin: Day, match: re.Match[str]) -> Day | None:
    count = (read_count(match["count"]) or 0) if match["count"] else 1
    if count > 400:
        return None
    length = match["length"]
    if length.startswith(("дн", "день", "сут")):
        return add_working_days(begin, count) if match["days"].startswith("рабоч") else add_days(begin, count)
    if length.startswith("недел"):
        return add_days(begin, 7 * count)
    if length.startswith("час"):
        return add_days(begin, (count + 23) // 24)
    months = {"мес": 1, "ква": 3, "пол": 6}.get(length[:3], 12)
    return add_months(begin, months * count)


def within_length(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«в течение 10 дней» counts from the day after the meeting (ГК РФ ст. 191)."""
    return _counted(match, tokens, _after_length)


def _counted(
    match: re.Match[str], tokens: Tokens, measure: Callable[[Day, re.Match[str]], Day | None]
) -> Outcome:
    if tokens.meeting is None:
        return "period", (), False
    end = measure(tokens.meeting, match)
    return ("period", (_fixed(add_days(tokens.meeting, 1), end),), False) if end else ("period", (), False)


def after_length(match: re.Match[str], tokens: Tokens) -> Outcome:
    return _due(_after_length(tokens.meeting, match) if tokens.meeting else None)


_ADJECTIVE_LENGTHS = {
    "дневн": (1, 0),
    "суточн": (1, 0),
    "недельн": (7, 0),
    "декадн": (10, 0),
    "месячн": (0, 1),
}
_ADJECTIVE_COUNTS = {
    "одно": 1, "дву": 2, "двух": 2, "тре": 3, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7,
    "восьми": 8, "девяти": 9, "десяти": 10, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20,
    "тридцати": 30, "полу": 0,
}  # fmt: skip


def _adjective_length(begin: Day, match: re.Match[str]) -> Day | None:
    stem = match["measure"]
    days, months = _ADJECTIVE_LENGTHS[stem]
    prefix = match["prefix"] or ""
    digits = re.match(r"\d+", prefix)
    count = int(digits.group()) if digits else _ADJECTIVE_COUNTS.get(prefix, 1)
    if prefix == "полу":
        return add_days(begin, 15) if months else None
    return add_months(begin, months * count) if months else add_days(begin, days * count)


def adjective_length(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«в месячный срок», «в 10-дневный срок», «в двухнедельный срок»."""
    return _counted(match, tokens, _adjective_length)


_PARTS: dict[str, tuple[int, int]] = {"нач": (1, 10), "сер": (11, 20), "кон": (21, 0)}
_WHICH = {
    "пер": 1, "вто": 2, "тре": 3, "чет": 4, "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3,
}  # fmt: skip


def part_of_month(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«третья декада января», «последняя неделя мая», «вторая половина марта», «конец июня»."""
    month = _last(_stretches(match, tokens, "period"))
    if month is None:
        return None
    which, unit = match["which"] or "", match["part"]
    index = _WHICH.get(which) or _WHICH.get(which[:3]) or _WHICH.get(which[:1], 0)
    exact = False
    if unit.startswith("декад"):
        days = {1: (1, 10), 2: (11, 20), 3: (21, 0)}.get(index, (21, 0))
        exact = True
    elif unit.startswith("половин"):
        days, exact = ((1, 15) if index == 1 else (16, 0)), True
    elif unit.startswith("недел"):
        if which.startswith("послед") and tokens.meeting is not None:
            end = resolve(Stretch(None, Partial(month.year, month.month, 0)), tokens.meeting)[1]
            if match["limit"]:
                return _due(end, ambiguous=True)
            return ("period", (_fixed(add_days(end, -6), end),), True) if end else None
        days = {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 28)}.get(index, (0, 0))
        if not days[0]:
            return (
                "period",
                (Stretch(Partial(month.year, month.month, 1), Partial(month.year, month.month, 0)),),
                True,
            )
    else:
        days = _PARTS[unit[:3]]
    first, last = Partial(month.year, month.month, days[0]), Partial(month.year, month.month, days[1])
    if match["limit"]:
        return _due(last, ambiguous=not exact)
    return "period", (Stretch(first, last),), not exact


def start_of_school_year(match: re.Match[str], tokens: Tokens) -> Outcome:
    if match["edge"].startswith("кон"):
        if tokens.meeting is None:
            return "period", (), True
        year = school_year_of(tokens.meeting) + 1
        return "period", (_fixed(Day(year, 5, 1), Day(year, 5, 31)),), True
    return "period", (Stretch(Partial(None, 9, 1), Partial(None, 9, 30)),), True


def edge_of_year(match: re.Match[str], tokens: Tokens) -> Outcome:
    months = (12, 12) if match["edge"].startswith("кон") else (1, 1)
    return "period", (Stretch(Partial(None, months[0], 1), Partial(None, months[1], 0)),), True


def this_week(match: re.Match[str], tokens: Tokens) -> Outcome:
    if tokens.meeting is None:
        return "period", (), False
    found = _container(match["which"], "недел", tokens.meeting)
    if found is None:
        return None
    return "period", (_fixed(max(found[0], tokens.meeting), found[1]),), False


def season(match: re.Match[str], tokens: Tokens) -> Outcome:
    months = next(months for stem, months in _SEASONS.items() if match["season"].startswith(stem))
    years = _stretches(match, tokens, "period")
    year = years[-1].last.year if years and years[-1].last else None
    begin_year = None if year is None else year - (months[0] > months[1])
    return "period", (Stretch(Partial(begin_year, months[0], 1), Partial(year, months[1], 0)),), True


def school_year(match: re.Match[str], tokens: Tokens) -> Outcome:
    """«учебный год», «в следующем учебном году»."""
    if tokens.meeting is None:
        return "period", (), False
    words = match.group()
    found = _container("следующего уч" if re.search(r"следующ|нов", words) else "уч", "год", tokens.meeting)
    if found is None:
        return None
    return "period", (_fixed(max(found[0], tokens.meeting), found[1]),), False
