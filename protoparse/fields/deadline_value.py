"""What the words of a deadline say: kind, periods, due day, recurrence."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from protoparse.fields.calendar import MONTH_ABBREVIATIONS
from protoparse.fields.deadline_meaning import Kind
from protoparse.fields.deadline_recurrence import EVENT, ONGOING, OPEN, RECURRING, recurrence_rule
from protoparse.fields.deadline_rules import Found, scan
from protoparse.fields.deadline_tokens import Partial, Stretch, Tokens, resolve, tokenise
from protoparse.pattern import Pattern, any_of

Day = datetime.date
Period = tuple[Day | None, Day | None]


class DeadlineValue(NamedTuple):
    """A deadline as printed and what it means.

    `text`: verbatim, without its label. `start`, `end`: offsets of `text`, half-open.
    `kind`: `date`, `period`, `recurring`, `event` (waits for something), `open` (no end).
    `periods`: first and last days, None for an open end; a recurring or ongoing one begins with the meeting.
    `due`: the last day by which it must be done. `recurrence`: an RFC 5545 RRULE.
    `ambiguous`: two readings are usual.
    """

    text: str
    kind: Kind
    start: int
    end: int
    periods: tuple[Period, ...] = ()
    due: Day | None = None
    recurrence: str | None = None
    ambiguous: bool = False


LABEL = Pattern(
    r"\s*(?:[-*•] ?)?(?:контрольн[а-я]{2,3} |установленн[а-я]{2,3} |предельн[а-я]{2,3} )?"
    r"(?:срок[а-я]{0,2}|дата|период|периодичность|время)"
    r"(?:\(и\))?(?:,? (?:исполнени|выполнени|реализаци|проведени|предоставлени|представлени|сдач"
    r"|окончани|завершени)[а-я]{1,2}"
    r"(?: (?:поручени|решени|работ|задани|мероприяти)[а-я]{0,2})?)?\s?(?::\s?-?|-|\.|$|(?= ))\s*"
)
"""«Срок:», «Сроки исполнения –», «Срок» before a value, in folded text."""

NOTHING = Pattern(
    r"(?:сроки? )?(?:не (?:установлен|определен|указан|требуется|назначен)[а-я]*|без срока|нет"
    r"|б/с|[-_.\s\"']*)[.;,\s]*"
)
_LIMIT = Pattern(r"не более |не чаще |максимум ")
_TRAILING = Pattern(r"[\s;,:]+$")
_FINAL_ABBREVIATION = Pattern(
    r"(?:[\W\d]|^)(?:г|гг|г\.\s?г|т\.\s?г|с\.\s?г|уч\.\s?г|кв|мес|ч|час|мин"
    rf"|{any_of(MONTH_ABBREVIATIONS)})\.$"
)
_WORD = Pattern(r"[а-я]+")
_RELATIVE_TO_EVENT = Pattern(
    r" (?:со дня|с даты|с момента|после|до|с начала|перед"
    r"|от даты) (?!(?:проведения )?(?:заседания|совещания|собрания))[а-я]"
)


def trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without spaces, separators, a bracket around all of it, and the sentence's last dot."""
    while start < end and folded[start] in " ,;:-":
        start += 1
    for _ in range(3):
        tail = _TRAILING.search(folded, start, end)
        if tail:
            end = tail.start()
        if (
            end > start
            and folded[end - 1] == "."
            and not _FINAL_ABBREVIATION.search(folded, max(start, end - 8), end)
        ):
            end -= 1
        if (
            end - start > 1
            and folded[start] == "("
            and folded[end - 1] == ")"
            and ")" not in folded[start : end - 1]
        ):
            start, end = start + 1, end - 1
    return start, end


def evaluate(text: str, start: int, end: int, meeting: Day | None) -> DeadlineValue | None:
    """What the stretch of text says as the value of a deadline."""
    value = text[start:end]
    tokens = tokenise(value, meeting)
    masked = tokens.masked
    if RECURRING.search(masked):
        return _recurring(value, start, end, tokens)
    if _LIMIT.match(masked):
        return None
    scanned = scan(tokens)
    found = [item for item in scanned if not item.reported]
    event = EVENT.search(masked)
    timed = [item for item in found if item.kind != "event"]
    if event and (not timed or event.start() <= timed[0].start) and not _is_timed(masked, event, timed):
        return DeadlineValue(value, "event", start, end, ambiguous=any(item.ambiguous for item in found))
    if timed:
        if (
            _RELATIVE_TO_EVENT.match(masked, timed[-1].end)
            and timed[-1].strength in (0, 3)
            and timed[-1].kind == "period"
        ):
            return DeadlineValue(value, "event", start, end)
        return _combined(value, start, end, timed, tokens)
    if found or event:
        return DeadlineValue(value, "event", start, end, ambiguous=any(item.ambiguous for item in found))
    if any(item.reported for item in scanned):
        return None
    ongoing = ONGOING.search(masked) is not None and tokens.meeting is not None
    if not OPEN.search(masked) and not _WORD.search(masked):
        return None
    return DeadlineValue(value, "open", start, end, ((tokens.meeting, None),) if ongoing else ())


def _is_timed(masked: str, event: re.Match[str], timed: list[Found]) -> bool:
    """Whether the event's words only begin a time expression («до конца мая», «после 1 мая»)."""
    return any(item.start <= event.start() < item.end and event.end() <= item.end + 1 for item in timed)


def _recurring(value: str, start: int, end: int, tokens: Tokens) -> DeadlineValue:
    meeting = tokens.meeting
    ambiguous = False
    begin: Day | None = meeting
    if "ежегодно" in tokens.masked:
        for item in scan(tokens):
            first = item.stretches[0].first if item.stretches else None
            if item.kind == "period" and first is not None and first.year is not None:
                # «ежегодно в сентябре текущего года»: one year, or every year?
                begin, ambiguous = resolve(item.stretches[0], meeting)[0], True
    periods: tuple[Period, ...] = ((begin, None),) if begin is not None else ()
    return DeadlineValue(value, "recurring", start, end, periods, None, recurrence_rule(tokens), ambiguous)


def _combined(value: str, start: int, end: int, found: list[Found], tokens: Tokens) -> DeadlineValue:
    """One meaning of all the time expressions of a value: a single one, or the parts of a list."""
    parts = [stretch for item in found for stretch in item.stretches]
    ambiguous = any(item.ambiguous for item in found)
    if not parts:
        return DeadlineValue(value, found[0].kind, start, end, ambiguous=ambiguous)
    parts, rolled = _share_years(parts)
    resolved: list[Period] = []
    reference = tokens.meeting
    for part in parts:
        period = resolve(part, reference)
        resolved.append(period)
        if len(parts) > 1 and period[1] is not None and part.last is not None and part.last.year is None:
            reference = period[1]
    known = [last for _, last in resolved if last is not None]
    open_end = any(stretch.last is None for stretch in parts)
    due = max(known) if known and len(known) == len(resolved) and not open_end else None
    if len(parts) == 1 and found[0].kind == "date":
        return DeadlineValue(value, "date", start, end, (), due, None, ambiguous)
    if len(parts) > 1 and len(known) == len(resolved):
        resolved = [(first or last, last) for first, last in resolved]
    periods = tuple(period for period in resolved if period != (None, None))
    return DeadlineValue(value, "period", start, end, periods, due, None, ambiguous or rolled)


def _share_years(parts: list[Stretch]) -> tuple[list[Stretch], bool]:
    """A year printed last holds for the parts before it; whether an order against the calendar was met.

    «март, октябрь 2024 г.» is one year, «декабрь, январь 2025 г.» two, «октябрь, март» says neither.
    """
    shared = list(parts)
    rolled = False
    for index in range(len(parts) - 2, -1, -1):
        here, after = shared[index].last, shared[index + 1].last
        if here is None or after is None or here.year is not None:
            continue
        descending = (here.month, here.day or 31) > (after.month, after.day or 31)
        if after.year is None:
            rolled = rolled or descending
            continue
        year = after.year - descending
        first = shared[index].first
        if first is not None and first.year is None:
            first = Partial(
                year - ((first.month, first.day) > (here.month, here.day or 31)), first.month, first.day
            )
        shared[index] = Stretch(first, Partial(year, here.month, here.day), shared[index].ambiguous)
    return shared, rolled
