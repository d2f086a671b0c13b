"""Printed figures of attendance («членов совета 12, присутствовало 9») and the quorum."""

from __future__ import annotations

from protoparse.fields.number import read_count
from protoparse.model import Attendance
from protoparse.pattern import Pattern
from protoparse.view import fold

_QUORUM_NO = Pattern(
    r"кворум(?:а)?\s*[-–—:]?\s*(?:отсутств|нет|не\s+име|не\s+набран|не\s+собран)"
    r"|неправомоч|не\s+правомоч|нет\s+кворума|отсутстви\w\s+кворума"
)
_QUORUM_YES = Pattern(
    r"кворум\s*(?:для\s[^.]{0,60})?[-–—:]?\s*"
    r"(?:имеется|есть|име|собран|набран|100|\d\d|обеспечен|соблюд|достигнут|присутств)"
    r"|(?<!не)(?<!не )правомоч|имеется\s+кворум|при\s+наличии\s+кворума|необходимый\s+кворум"
    r"|наличие\s+кворума"
)
_TOTAL = Pattern(
    r"(?:всего\s+(?:членов|депутатов|собственников|участников|в\s+составе|работников|педагогов|голосующих)?"
    r"|избрано(?:\s+в\s+состав)?|состав\s+\w+|состо[ия]т\s+на\s+(?:[а-я]+\s)?уч[её]те|списочн\w+\s+(?:состав[а-я]?|численност[а-я]*)|по\s+списку"
    r"|общее\s+(?:число|количество)\s+(?:членов|собственников|участников|депутатов)"
    r"|(?:установленное|общая)\s+(?:число|численность)|штатных|численность|количество\s+членов)"
    r"[^.:;\d]{0,70}[:–-]?\s*(\d{1,5})(?!\d*\.\d|\d*\s+из\s+\d)"
)
_OUT_OF = Pattern(
    r"(?:из|от)\s+(?:общего\s+числа\s+)?(\d{1,5})\s*(?:\([^)]*\)\s*)?"
    r"(?:чел|член|депутат|собственник|участник|делегат|избран|работник|педагог|учител|родител|голос)"
    r"|\d\s*(?:чел[а-я]*\.?|(?:член|педагог|учител|родител|участник|работник|депутат)[а-я]*(?:\s[а-я]+){0,2})"
    r"\s+\(?из\s+(?P<bare>\d{1,5})\b|присутств\w+\s*[:–-]?\s*\d{1,5}\s+из\s+(?P<of>\d{1,5})\b"
)
_PRESENT = Pattern(
    r"(?:присутст?в(?:овало|овали|уют|ует|овал)|(?<!не )приш(?:ло|ли)|участвовало|участвуют"
    r"|приняли\s+участие|приняло\s+участие|явилось|собрал(?:ись|ось)"
    r"|зарегистрировано|зарегистрировались|прибыло)(?![^.;]{0,20}приглаш)"
    r"[^.;:\d(]{0,60}[:–-]?\s*(\d{1,5})(?![.,\d]*\s*(?:кв\.?\s?м|%)|[\s\d]*,\d|[\s\d]*\sголос)"
)
# «Кворум имеется (6 из 7)»
_QUORUM_FIGURES = Pattern(r"(?:кворум|правомоч)[^.;]{0,60}?\(?(\d{1,5})\s(?:из|от)\s(\d{1,5})\b")
_ABSENT_BEFORE = Pattern(r"отсутств[^.;]{0,40}$")
_PRESENT_IN_WORDS = Pattern(r"присутств\w+\s*[:–-]?\s*([а-я]+(?:\s[а-я]+)?)\s+(?:чел|член)")
_IN_BRACKETS = Pattern(r"\((\d{1,4})\s*чел")
_ABSENT = Pattern(
    r"отсутств(?:овало|овали|уют|ует|овал|овала)[^.;:\d(]{0,60}[:–-]?\s*(?<!№)(?<!№ )(\d{1,4})(?![.\d]*\s*%)"
)
_INVITED = Pattern(r"приглаш[а-я]+[^.;:\d(]{0,30}[:–-]?\s*(\d{1,4})\s*(?:чел|$|\()")


def read_figures(attendance: Attendance, text: str, *, of_present: bool = False) -> None:
    """Put the figures of a line into the attendance; one that is there already stays.

    `of_present`: the line heads those present, so that figures without a verb («(7 чел.)») count them.
    """
    folded = fold(text)
    if _QUORUM_NO.search(folded):
        attendance.quorum = False
    elif attendance.quorum is None and _QUORUM_YES.search(folded):
        attendance.quorum = True
    if (figures := _QUORUM_FIGURES.search(folded)) is not None and attendance.present_count is None:
        attendance.present_count = int(figures.group(1))
        attendance.total = attendance.total or int(figures.group(2))
    if attendance.total is None:
        attendance.total = _figure(_TOTAL, folded) or _figure(_OUT_OF, folded)
    if attendance.present_count is None:
        attendance.present_count = _present(folded, of_present=of_present)
    if attendance.absent_count is None:
        attendance.absent_count = _figure(_ABSENT, folded)
    if attendance.invited_count is None:
        attendance.invited_count = _figure(_INVITED, folded)


def _figure(pattern: Pattern, folded: str) -> int | None:
    match = pattern.search(folded)
    return int(match[match.lastindex or 0]) if match else None


def _present(folded: str, *, of_present: bool) -> int | None:
    printed = _PRESENT.search(folded)
    if printed and not _ABSENT_BEFORE.search(folded[: printed.start()]):
        return int(printed.group(1))
    if not of_present:
        return None
    spelled = _PRESENT_IN_WORDS.search(folded)
    counted = read_count(f"{spelled.group(1)} человек") if spelled else None
    return counted or _figure(_IN_BRACKETS, folded)
