"""The number, letter or bullet that opens a line: «1.2.», «а)», «IV.», «–»."""

from __future__ import annotations

import re
from typing import NamedTuple

from protoparse.fields.calendar import MONTH_BEGINS
from protoparse.pattern import Pattern

_LABEL = Pattern(
    r"""(?:[-–—•·▪●○*]\s*(?=\d))?          # «- 1.1.» is a number behind a dash
    (?:(?P<decimal>\d{1,3}(?:\.\s?\d{1,3}){0,4})(?P<dot>[.)]{1,2}|/(?=\s[А-ЯЁ])|\s[.)](?=\s?[а-яёА-ЯЁ])|(?=\s))
      |(?P<letter>[а-яёa-z])\)
      |(?P<roman>[IVXІ]{1,5})[.)]
      |(?P<bullet>[-–—•·▪●○\uf0b7\uf02d\u2043✓➢►])(?=[^\d]))
    \s*""",
    re.VERBOSE,
)
_DATE_AHEAD = Pattern(
    r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)?\d\d(?!\d)|\d{1,2}[.:]\d\d\s*(?:[-–—]\s*\d|час|ч\b|мин|$)"
)
_MONTH_AHEAD = Pattern(
    rf"(?:{MONTH_BEGINS}|год|г\.|чел\b|человек|класс(?:а|ы|ов|ах)?\b|этап|%|руб\b|тыс\b"
    r"|час|мин|декада|квартал|полугоди|четверт|голос)"
)
# «Решение 1.1: Утвердить …»: a numbered resolution that names itself
_NAMED_NUMBER = Pattern(
    r"(?:Решение|РЕШЕНИЕ|Поручение|ПОРУЧЕНИЕ)\s+(?:№\s?)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\s?[.:)]\s+(?=[А-ЯЁ«])"
)


class ListLabel(NamedTuple):
    """The number, letter or bullet that opens a unit.

    `text` without its dot or bracket («1.2», «а», «–»); `kind`: decimal, letter, roman or bullet; `depth`:
    how many numbers a decimal has, 1 for all others; `end`: offset in the clean view where the content
    starts.
    """

    text: str
    kind: str
    depth: int
    end: int


def find_label(text: str) -> ListLabel | None:
    """The list label that opens a line of clean text, or None.

    >>> find_label("- 1.1. Утвердить план").text
    '1.1'
    >>> find_label("29 декабря 2021г.") is None, find_label("28.02.2024") is None
    (True, True)
    >>> find_label("2.«Цели»").text, find_label("а) принять").kind, find_label("IV. О мерах").text
    ('2', 'letter', 'IV')
    >>> find_label("Решение 1.2: Провести осмотр").text
    '1.2'
    """
    if named := _NAMED_NUMBER.match(text):
        number = named["number"]
        return ListLabel(number, "decimal", number.count(".") + 1, named.end())
    match = _LABEL.match(text)
    if match is None or match.end() == 0:
        return None
    if match["decimal"]:
        number = "".join(match["decimal"].split())
        rest = text[match.end() :]
        depth = number.count(".") + 1
        if _DATE_AHEAD.match(text, match.start("decimal")) or (
            depth == 1 and _MONTH_AHEAD.match(rest.lower())
        ):
            return None
        if not match["dot"]:
            # «1.2 Утвердить» is a label, «3 человека» and «2023 год» are not
            if depth == 1 or not rest[:1].isupper():
                return None
        elif depth == 1 and match["dot"] == "." and rest[:1].isdigit():
            return None
        return ListLabel(number, "decimal", depth, match.end())
    if match["letter"]:
        return ListLabel(match["letter"], "letter", 1, match.end())
    if match["roman"]:
        rest = text[match.end() :]
        if rest[:2] and rest[1:2] == ".":  # «И. В. Иванов» typed with Latin letters
            return None
        return ListLabel(match["roman"].replace("І", "I"), "roman", 1, match.end())  # Ukrainian І
    return ListLabel(match["bullet"], "bullet", 1, match.end())
