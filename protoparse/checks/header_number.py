"""A number that stands behind the name of the body: the body's own, or that of the minutes?"""

from __future__ import annotations

from protoparse.checks.lowering import fold
from protoparse.model import Header
from protoparse.pattern import Pattern

_AT_THE_END = Pattern(r"(?:№|N)\s?(\d{1,3})\s*$")
# Things that are known by their number: there the number says nothing about the minutes.
_NUMBERED = Pattern(
    r"(?:школ|сош|оош|сш|гимнази|лице|сад|доу|оу|цдо|цдт|центр|колледж|техникум|училищ|больниц|поликлиник|отделени|"
    r"участ|избирательн|микрорайон|дом|корпус|бригад|цех|округ|смен|групп|класс|филиал|библиотек|тсж|район|"
    r"комисси\w+ уик|уик|пансионат|интернат|кабинет)\w*(?:\s+(?:им\.|имени|города|г\.|села|п\.)\s*\S+){0,3}$"
)


def number_behind_body(header: Header) -> str | None:
    """The number at the very end of the body's name where it may be the number of the minutes.

    >>> number_behind_body(Header(body="Координационного совета кластера № 2"))
    '2'
    >>> number_behind_body(Header(body="педагогического совета школы № 5")) is None
    True
    """
    if header.number is not None:
        return None
    match = _AT_THE_END.search(header.body or header.title or "")
    if match is None:
        return None
    before = fold((header.body or header.title or "")[: match.start()]).rstrip()
    return None if _NUMBERED.search(before) else match.group(1)
