"""Deadlines: «Срок: до 1 сентября», and those that stand inside the sentence of a decision."""

from __future__ import annotations

import datetime

from protoparse.fields.deadline_sentence import find_deadline
from protoparse.fields.deadline_value import LABEL, NOTHING, DeadlineValue, evaluate, trim
from protoparse.fields.text import fold_text

__all__ = ["DeadlineValue", "find_deadline", "read_deadline"]

Day = datetime.date


def read_deadline(text: str, meeting: Day | None) -> DeadlineValue | None:
    """The value of a labelled deadline, with or without its label; None where it says that there is none.

    Words that are no time expression at all are still what stands behind «Срок:» and give an `open` one.
    Without the date of the meeting only dates with a printed year are resolved.

    >>> read_deadline("Срок: до 1 сентября 2024 года", None).due
    datetime.date(2024, 9, 1)
    >>> value = read_deadline("октябрь, март.", datetime.date(2024, 2, 28))
    >>> value.kind, value.due, value.ambiguous
    ('period', datetime.date(2025, 3, 31), True)
    >>> read_deadline("срок не установлен", None) is None
    True
    """
    folded = fold_text(text)
    if NOTHING.fullmatch(folded.strip()):
        return None
    label = LABEL.match(folded)
    start = label.end() if label and label.end() > label.start() else 0
    start, end = trim(folded, start, len(folded))
    if start >= end or NOTHING.fullmatch(folded[start:end]):
        return None
    return evaluate(text, start, end, meeting)
