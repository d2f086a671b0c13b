"""Which demands apply: minutes of a body that decides by vote (collegial), or of a conference of staff
(advisory).
"""

from __future__ import annotations

from typing import Literal, get_args

from protoparse.checks.lowering import fold
from protoparse.model import Protocol
from protoparse.pattern import Pattern

Profile = Literal["collegial", "advisory"]
PROFILES: tuple[Profile, ...] = get_args(Profile)

_ADVISORY_MEETINGS = frozenset(
    {
        "совещание",
        "встреча",
        "планёрка",
        "летучка",
        "семинар",
        "круглый стол",
        "брифинг",
        "вебинар",
        "слушания",
    }
)
_COLLEGIAL_MEETINGS = frozenset(
    {"собрание", "конференция", "сессия", "сход", "съезд", "пленум", "голосование"}
)
# A methodical association, a department of teachers: they meet to consult, no rule of theirs asks for votes.
_CONSULTING_BODIES = Pattern(
    r"методическ\w+ (?:\w+ )?(?:объединени|сообществ|групп)|\b[ршгмк]?мо\b|\bкафедр|творческ\w+ групп"
    r"|аппаратн|оперативн|планерк|производственн"
)
_COLLEGIAL_BODIES = Pattern(
    r"совет|комисси|комитет|рабоч\w+ групп|собрани|коллеги|правлени|президиум|консилиум|штаб"
)


def profile_of(protocol: Protocol) -> Profile:
    """The profile that the kind of meeting and the body call for.

    >>> from protoparse.model import Attendance, Header, TextSpan
    >>> def of(meeting, body):
    ...     header = Header(meeting=meeting, body=body)
    ...     return profile_of(Protocol(header=header, attendance=Attendance(), span=TextSpan(start=0, end=0)))
    >>> of("заседание", "педагогического совета"), of("совещание", None), of(None, "кафедры истории")
    ('collegial', 'advisory', 'advisory')
    """
    meeting = protocol.header.meeting
    body = fold(protocol.header.body or protocol.header.title or "")
    if meeting in _ADVISORY_MEETINGS:
        return "advisory"
    if meeting in _COLLEGIAL_MEETINGS:
        return "collegial"
    if _CONSULTING_BODIES.search(body):
        return "advisory"
    if _COLLEGIAL_BODIES.search(body) or meeting == "заседание":
        return "collegial"
    return "collegial" if protocol.attendance.quorum is not None or protocol.votes else "advisory"
