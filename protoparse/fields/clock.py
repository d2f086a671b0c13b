"""Times of day as printed in Russian minutes, and when a meeting began and ended."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from protoparse.fields.text import fold_text, remembered
from protoparse.pattern import Pattern


class TimeForm(NamedTuple):
    """One time of day: `start`, `end`: offsets, half-open; `time`: «HH:MM».

    `edge` is «start» after «начало», «открыто» …, «end» after «окончание», «закрыто» …, «other» after
    «регистрация» and the like, None where no word tells.
    """

    start: int
    end: int
    time: str
    edge: Literal["start", "end", "other"] | None


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹º°", "012345678900")
_HOUR = r"(?<![\d№])(?<!\d[.,:/])(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d(?!\d)(?![.,:/]\d)"
_UNIT_HOUR = r"(?:час(?:ов|а|у|ам|ах)?(?![а-я])\.?|ч(?![а-я])\.?)"
_UNIT_MINUTE = r"(?:мин(?:ут[аы]?)?(?![а-я])\.?|м(?![а-я])\.?)"
_WORDS = Pattern(
    rf"(?P<hour>{_HOUR})\s?{_UNIT_HOUR}(?:\s?(?P<minute>[0-5]?\d)(?!\d)\s?{_UNIT_MINUTE}|\s?(?P<bare>[0-5]\d)(?![\d.,]))?",
    cues=("ч",),
)
_COLON = Pattern(rf"(?P<hour>{_HOUR})\s?:\s?(?P<minute>{_MINUTE})(?:\s?{_UNIT_HOUR})?", cues=(":",))
_LOOSE = Pattern(
    rf"(?P<hour>{_HOUR})(?:(?P<sep>\s?\.\s?|=)|-(?![0-5]\d-\d)(?<!\d-\d\d-)(?<!\d-\d-))(?P<minute>{_MINUTE})"
    rf"(?P<unit>\s?(?:{_UNIT_HOUR}|мск))?",
    cues=(".", "=", "-"),
)
_RAISED_MINUTES = Pattern(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-4])\s?(?P<minute>[⁰¹²³⁴⁵⁶⁷⁸⁹º°]{2})", cues=tuple("⁰¹²³⁴⁵⁶⁷⁸⁹º°")
)
_RANGE_TAIL = Pattern(rf"\s?(?:-|до|по)\s?{_HOUR}\s?[.:-]\s?[0-5]\d\s?(?:{_UNIT_HOUR}|мск)")
_DURATION = Pattern(
    r"(?:в течени[еи]|продолжительност[а-я]*|длительност[а-я]*|объем[а-я]*|регламент[а-я]*|через|каждые"
    r"|не более|за|на)\s?:?-?\s?$"
)
_LABEL = Pattern(
    r"(?:(?<![а-я])(?:в|во|к|с|со|до|по|около|время[а-я ]{0,30}|час[а-я]*)"
    r"|(?:начал|начат|открыт|закрыт|окончан|окончен|завершен|закончен|закончил|регистраци)[а-я]*[а-я ]{0,40})"
    r"\s?[:,-]?\s?$"
)
_AFTER_DATE = Pattern(r"(?:\d{4}|года?|г\.?)\s?[,;]?\s?(?:в )?$")
_NOT_A_TIME = Pattern(
    r"\s?(?:класс|кл(?![а-я])|кабинет|каб\.|групп|раз|чел|руб|тыс|млн|кв|%|балл|лет|дн|недел"
    r"|-?х|-?ом|-?м(?![а-я]))"
)
_EDGES: tuple[tuple[Literal["start", "end", "other"], Pattern], ...] = (
    (
        "start",
        Pattern(
            r"начал(?:[аоуе]|ось|ся|ась|ись)?(?![а-я])|начинается|начат[аоы]?(?![а-я])|открыт[аоы]?(?![а-я])|открыл[аои]?(?![а-я])"
        ),
    ),
    (
        "end",
        Pattern(
            r"окончан[а-я]*|окончен[аоы]?|закрыт[аоы]?(?![а-я])|закрыто|закрыл[аои]?|завершен[а-я]*|завершил[а-я]*"
            r"|закончен[аоы]?|закончил[а-я]*|окончил[а-я]*|конец"
        ),
    ),
    (
        "other",
        Pattern(r"регистраци[а-я]*|перерыв[а-я]*|обед[а-я]*|урок[а-я]*|заняти[йя][а-я]*|звонк[а-я]*"),
    ),
)
_SAID = Pattern(r"врем|начал|окончан|закрыт|открыт|в\s?$")
_DIGIT = Pattern(r"\d")
_SENTENCE_END = Pattern(r"[.;!?] [а-я]")


def find_times(text: str) -> list[TimeForm]:
    """Every time of day, in order; digits that may be a date or a number need a word that makes them a time.

    >>> [form.time for form in find_times("Начало в 10-00, окончание в 12 час. 30 мин.")]
    ['10:00', '12:30']
    >>> [form.time for form in find_times("14.00 – 15.30 часов")]
    ['14:00', '15:30']
    >>> find_times("в 10-11 классах до 01.12")
    []
    """
    return list(_times(text))


@remembered(256)
def _times(text: str) -> tuple[TimeForm, ...]:
    folded = fold_text(text)
    if _DIGIT.search(folded) is None:
        return ()
    found: dict[int, tuple[int, str]] = {}
    taken = bytearray(len(folded))
    for pattern in (_RAISED_MINUTES, _COLON, _WORDS, _LOOSE):
        for match in pattern.finditer(folded):
            if any(taken[match.start() : match.end()]) or not _credible(match, found):
                continue
            groups = match.groupdict()
            minute = (groups["minute"] or groups.get("bare") or "00").translate(_RAISED)
            hour = int(match["hour"])
            if hour == 24 and minute != "00":
                continue
            found[match.start()] = (match.end(), f"{hour % 24:02}:{int(minute):02}")
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return tuple(
        TimeForm(start, end, time, _edge(folded, start)) for start, (end, time) in sorted(found.items())
    )


def _credible(match: re.Match[str], found: dict[int, tuple[int, str]]) -> bool:
    """Whether the match is a time of day, not a duration, a date, a span of classes or a decimal number."""
    folded = match.string
    before = folded[max(0, match.start() - 60) : match.start()]
    labelled = _LABEL.search(before) is not None or any(
        folded[end : match.start()].strip(" ") in ("-", "до", "по", "и")
        for end, _ in found.values()
        if end <= match.start()
    )
    if match.re is _WORDS.compiled:
        if _DURATION.search(before) is None:
            return bool(
                labelled
                or match["minute"]
                or match["bare"]
                or (int(match["hour"]) >= 7 and before.rstrip()[-1:] != "-")
            )
        return bool((match["minute"] or match["bare"]) and (labelled or before.rstrip().endswith("-")))
    if match.re is not _LOOSE.compiled:
        return True
    if _NOT_A_TIME.match(folded, match.end()):
        return False
    alone = match.group() == folded.strip() and "." not in match.group()
    if alone or match["unit"] or _RANGE_TAIL.match(folded, match.end()):
        return True
    if labelled or _AFTER_DATE.search(before):
        dated = (
            (match["sep"] or "").strip() == "."
            and len(match["hour"]) == 2
            and 1 <= int(match["minute"]) <= 12
        )
        said = _SAID.search(before) is not None
        return said or not dated
    return False


def _edge(folded: str, start: int) -> Literal["start", "end", "other"] | None:
    """The nearest word before the time that tells which edge of the meeting it is."""
    before = folded[max(0, start - 90) : start]
    for boundary in _SENTENCE_END.finditer(before):
        tail = before[boundary.end() - 1 :]
        if any(pattern.search(tail) for _, pattern in _EDGES):
            before = tail
    best: tuple[int, Literal["start", "end", "other"]] | None = None
    for edge, pattern in _EDGES:
        for match in pattern.finditer(before):
            if best is None or match.start() > best[0]:
                best = (match.start(), edge)
    return best[1] if best else None


def read_times(text: str) -> tuple[str | None, str | None]:
    """When the meeting began and when it ended, «HH:MM» each, None where the text does not tell.

    >>> read_times("Начало: 14 ч. 00 мин. Окончание: 15 ч. 30 мин.")
    ('14:00', '15:30')
    >>> read_times("Время проведения: с 9.00 до 10.15")
    ('09:00', '10:15')
    """
    forms = [form for form in find_times(text) if form.edge != "other"]
    folded = fold_text(text)
    begin: str | None = None
    finish: str | None = None
    previous: TimeForm | None = None
    for form in forms:
        joiner = folded[previous.end : form.start].strip(" ") if previous else ""
        if (
            previous is not None
            and joiner in ("-", "до", "по", "- до")
            and finish is None
            and begin == previous.time
        ):
            finish = form.time
        elif form.edge == "end":
            finish = finish or form.time
        else:
            begin = begin or form.time
        previous = form
    return begin, finish
