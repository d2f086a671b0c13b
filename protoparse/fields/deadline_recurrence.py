"""Deadlines that come again, that wait for an event, or that have no end: their words, and the RRULE."""

from __future__ import annotations

import re

from protoparse.fields.calendar import MONTH_ADJECTIVE, WEEKDAY_CODES, WEEKDAY_PATTERN, weekday_number
from protoparse.fields.deadline_tokens import Tokens
from protoparse.fields.number import CARDINAL_PATTERN, read_count
from protoparse.pattern import Pattern

_TIMES = (
    rf"(?:(?P<times>\d{{1,2}}|{CARDINAL_PATTERN}) ?(?:-?(?:го|х|ти|му) )?)?(?:раз[а]?|дважды|трижды|единожды)"
    rf" (?:в|за|на) (?:(?P<every>\d{{1,2}}|{CARDINAL_PATTERN}) )?"
    r"(?P<per>день|дн[яей]{1,2}|сутки|недел[юиь]|месяц[аев]{0,2}|квартал|полугоди[ея]|год[а]?|лет"
    r"|четверть|триместр|семестр"
    r"|учебный год|календарный год)(?![а-я])"
)
_PER = Pattern(rf"(?<![а-я]){_TIMES}")
_EACH = (
    r"кажд(?:ый|ую|ое|ого|ой|ые|ых|ом) (?:(?:\d{1,2}|две|два|три|четыре|полгода) )?"
    r"(?:день|дня|дней|недел[юиь]|месяц[аев]{0,2}|квартал[а]?|полугоди[ея]|год[а]?|четверт[ьи]"
    r"|триместр[а]?|лет|рабочий день"
    rf"|{WEEKDAY_PATTERN})(?![а-я])"
)
_ADVERB = (
    r"(?:ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно|поквартально|помесячно"
    r"|понедельно|подекадно)(?![а-я])"
)
_WEEKDAYS_DATIVE = (
    r"(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям"
    r"|будням|рабочим дням|выходным)"
)
_ON_WEEKDAYS = rf"по {_WEEKDAYS_DATIVE}(?:(?:,| и) (?:по )?{_WEEKDAYS_DATIVE}){{0,5}}"
_EACH_TERM = r"по (?:итогам|окончани[ию]|завершени[ию]) кажд(?:ой|ого) [а-я]+"
_RECURRING_CUES = (
    *("ежедн", "еженед", "ежемес", "ежекв", "ежегод", "поквартально", "помесячно", "понедельно", "подекадно"),
    *("кажд", "раз ", "раза ", "дважды ", "трижды ", "единожды "),
    *(
        "по понед",
        "по вторн",
        "по сред",
        "по четв",
        "по пятн",
        "по субб",
        "по воскр",
        "по будн",
        "по раб",
        "по вых",
    ),
)
RECURRING = Pattern(
    rf"(?<![а-я])(?:{_ADVERB}|{_EACH}|{_ON_WEEKDAYS}|{_EACH_TERM}"
    rf"|(?:не (?:реже|менее),?(?: чем)? )?{_TIMES})",
    cues=_RECURRING_CUES,
)
"""A word that makes a deadline come again, in folded text."""

_NUMBER = Pattern(
    r"(?<!\d)(?P<first>\d{1,2})(?:\s?-?\s?(?:ого|го|му|е))?(?:(?:,"
    r"| и) (?P<second>\d{1,2})(?:-?го)?)? (?:числ|кажд|дн[яю] (?:месяца|кажд))"
)
_WEEKDAY = Pattern(
    rf"(?:(?P<which>перв|втор|трет|четверт|последн)[а-я]{{2,3}} )?(?P<weekday>{WEEKDAY_PATTERN})"
)
_POSITION = {"перв": "1", "втор": "2", "трет": "3", "четверт": "4", "последн": "-1"}
_REPORTING = Pattern(r"следующего за (?:отчетн|истекш)")
_UNITS = (
    ("FREQ=DAILY", Pattern(r"ежедневн|день|дн[яей]|сутк|будням|рабочим дням")),
    ("FREQ=WEEKLY", Pattern(r"еженедельн|понедельно|недел")),
    ("FREQ=MONTHLY", Pattern(r"ежемесячн|помесячн|месяц")),
    ("FREQ=MONTHLY;INTERVAL=3", Pattern(r"ежеквартальн|поквартальн|квартал")),
    ("FREQ=MONTHLY;INTERVAL=6", Pattern(r"полугод")),
    ("FREQ=YEARLY", Pattern(r"ежегодн|(?<![а-я])год|лет(?![а-я])")),
)
_INTERVAL = Pattern(rf"кажды[ехй] (?P<count>\d{{1,2}}|{CARDINAL_PATTERN}) ")
_MONTHS_PER = {"месяц": 1, "квартал": 3, "полугод": 6, "год": 12, "учебный": 12, "календарный": 12}


def recurrence_rule(tokens: Tokens) -> str | None:
    """The RRULE (RFC 5545) of a recurring deadline; None where the calendar has none, as for school terms.

    >>> from protoparse.fields.deadline_tokens import tokenise
    >>> recurrence_rule(tokenise("ежемесячно до 5 числа", None))
    'FREQ=MONTHLY;BYMONTHDAY=5'
    >>> recurrence_rule(tokenise("не реже 1 раза в квартал", None))
    'FREQ=MONTHLY;INTERVAL=3'
    """
    masked = tokens.masked
    trigger = RECURRING.search(masked)
    if trigger is None or re.search(r"четверт[ьи]|триместр|семестр", trigger.group()):
        return None
    if per := _PER.search(trigger.group()):
        return _per_rule(per)
    number = _NUMBER.search(masked)
    days = ",".join(day for day in (number["first"], number["second"]) if day) if number else None
    weekdays = list(_WEEKDAY.finditer(masked))
    frequency = next((rule for rule, pattern in _UNITS if pattern.search(trigger.group())), None)
    if "будням" in masked or "рабочим дням" in masked:
        return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    if frequency == "FREQ=YEARLY":
        return _yearly_rule(tokens)
    if weekdays and frequency in (None, "FREQ=WEEKLY", "FREQ=MONTHLY"):
        return _weekday_rule(weekdays, monthly=frequency == "FREQ=MONTHLY" or "месяц" in masked)
    if frequency == "FREQ=MONTHLY;INTERVAL=3" and days and _REPORTING.search(masked):
        return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={days}"
    if frequency is None:
        return None
    if frequency == "FREQ=MONTHLY" and re.search(
        r"последн(?:ий|его) (?:рабочий )?д(?:ень|ня)|до конца (?:каждого )?месяца", masked
    ):
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    if days and frequency.startswith("FREQ=MONTHLY"):
        return f"{frequency};BYMONTHDAY={days}"
    interval = _INTERVAL.search(trigger.group())
    count = read_count(interval["count"]) if interval else None
    return f"{frequency};INTERVAL={count}" if count and count > 1 else frequency


def _per_rule(per: re.Match[str]) -> str | None:
    """«2 раза в год», «раз в две недели»; None where the rate has no even rhythm."""
    words = per.group()
    printed = (
        read_count(per["times"])
        if per["times"]
        else 2
        if "дважды" in words
        else 3
        if "трижды" in words
        else 1
    )
    times = printed or 1
    every = (read_count(per["every"]) or 1) if per["every"] else 1
    unit = per["per"]
    months = next(
        (count for stem, count in _MONTHS_PER.items() if unit.startswith(stem)), 12 if unit == "лет" else None
    )
    if months is not None:
        months *= every
        if months % times == 0:
            interval = months // times
            if interval % 12 == 0:
                return "FREQ=YEARLY" + (f";INTERVAL={interval // 12}" if interval > 12 else "")
            return "FREQ=MONTHLY" + (f";INTERVAL={interval}" if interval > 1 else "")
        return "FREQ=WEEKLY;INTERVAL=2" if (months, times) == (1, 2) else None
    if times > 1:
        return None
    frequency = "FREQ=WEEKLY" if unit.startswith("недел") else "FREQ=DAILY"
    return frequency + (f";INTERVAL={every}" if every > 1 else "")


def _weekday_rule(weekdays: list[re.Match[str]], *, monthly: bool) -> str:
    codes: list[str] = []
    for match in weekdays:
        number = weekday_number(match["weekday"])
        if number is not None:
            position = _POSITION.get(match["which"] or "", "") if monthly else ""
            codes.append(position + WEEKDAY_CODES[number])
    return f"FREQ={'MONTHLY' if monthly else 'WEEKLY'};BYDAY={','.join(dict.fromkeys(codes))}"


def _yearly_rule(tokens: Tokens) -> str:
    """«ежегодно до 25 мая», «ежегодно в сентябре и январе»."""
    months: list[int] = []
    day: int | None = None
    for start, stretches in sorted(tokens.stretches.items()):
        last = stretches[-1].last
        if last is None or tokens.masked[start] not in "DM":
            continue
        months.append(last.month)
        if tokens.masked[start] == "D":
            day = last.day
    if not months:
        return "FREQ=YEARLY"
    rule = "FREQ=YEARLY;BYMONTH=" + ",".join(str(month) for month in sorted(set(months)))
    return f"{rule};BYMONTHDAY={day}" if day and len(months) == 1 else rule


_MEETING_NOUN = (
    r"(?:заседани|совещани|собрани|педсовет|совет|встреч|конференци|планерк|сесси"
    r"|комисси|педагогическ|родительск|конгресс)"
)
NEXT_MEETING = Pattern(
    r"(?<![а-я])(?:к|ко|на|до|не позднее) (?:следующ|очередн|ближайш|предстоящ|последующ"
    rf"|{MONTH_ADJECTIVE})[а-я]{{2,3}}"
    rf" (?:[а-я]{{3,20}} ){{0,2}}{_MEETING_NOUN}[а-я]{{0,5}}(?![а-я])",
    cues=("следующ", "очередн", "ближайш", "предстоящ", "ск"),
)
"""«к следующему заседанию», «на очередном совещании»."""

DAYS_BEFORE = Pattern(
    r"(?<![а-я])(?:не позднее,? чем |не позже,? чем |не менее,? чем |не позднее )?за "
    rf"(?:(?:\d{{1,3}}|{CARDINAL_PATTERN}) )?(?:рабоч[а-я]{{2,3}} |календарн[а-я]{{2,3}} )?"
    r"(?:дн[яейь]{1,2}|день|недел[юиь]|месяц[аев]{0,2}|сут(?:ки|ок)|час[аов]{0,2}|полгода) до ",
    cues=(" до ",),
)
"""«не позднее чем за 3 дня до …»."""

EVENT = Pattern(
    rf"(?:{NEXT_MEETING.source})|(?:{DAYS_BEFORE.source})"
    rf"|^(?:следующ|очередн|ближайш)[а-я]{{2,3}} {_MEETING_NOUN}"
    r"|(?<![а-я])(?:согласно|в соответствии|по (?:отдельн|утвержденн|индивидуальн|установленн"
    r"|единому|общему|особому|календарн)?"
    r"[а-я]{0,6} ?(?:план|график|распис|приказ|регламент|положени|согласовани|дорожн|договор"
    r"|контракт)"
    r"|в (?:указанн|установленн|оговоренн|определенн|предусмотренн|утвержденн)[а-я]{2,3} (?:[а-я]+ )?срок"
    r"|в сроки,? |по (?:окончани|завершени|итогам|результатам|факту получени|получени|прибыти"
    r"|истечени)|после |перед |накануне "
    r"|со дня |с момента |с даты |во время |в период |в день |в ходе |на время |при (?:поступлени"
    r"|получени|наличи|открыти|проведени)"
    r"|(?:до|к|ко|на) (?:начал|конц|окончани|завершени|проведени|получени|открыти|закрыти|момент"
    r"|дня |дню |подписани|утверждени"
    r"|каникул|выпускн|праздник|педсовет|заседани|собрани|совещани|отъезд|отчетн|поступлени"
    r"|приемк|аттестаци|итогов|экзамен)"
    r"|(?:осенн|зимн|весенн|летн)[а-я]{2,3} (?:каникул|сесси|период|оздоров)|каникулы)"
)
"""A deadline that waits for something the calendar does not know."""

OPEN = Pattern(
    r"постоянн|на постоянной основе|систематическ|регулярн|бессрочн|весь период|всего периода"
    r"|в течени[еи] всего"
    r"|по мере |при необходимости|в случае необходимости|по (?:запрос|требовани|необходимости"
    r"|обращени|заявк|факту)"
    r"|немедленн|незамедлительн|срочно|оперативн|в кратчайш|как можно (?:скорее|быстрее)|безотлагательн"
    r"|в ближайш(?:ее|ие)|в рабочем порядке|непрерывн|длительн|перманентн|по возможности"
)
"""A deadline with no end."""

ONGOING = Pattern(
    r"постоянн|систематическ|регулярн|бессрочн|весь период|всего периода|немедленн|незамедлительн"
    r"|срочно|оперативн"
    r"|в кратчайш|безотлагательн|непрерывн"
)
"""An open deadline that begins with the meeting."""

IMMEDIATE = Pattern(
    r"(?<![а-я])(?:немедленно|незамедлительно|безотлагательно|срочно|в кратчайшие сроки"
    r"|в кратчайший срок)(?![а-я])",
    cues=("немедленно", "незамедлительно", "безотлагательно", "срочно", "в кратчайш"),
)
"""«незамедлительно»: the one open deadline that a sentence of a decision may hold."""
