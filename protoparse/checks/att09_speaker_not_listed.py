"""Somebody speaks who is in no list of participants.

Only where there is a list of names that looks complete: no groups beside it, no larger number.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.spelling import is_pair
from protoparse.model import Mention

RULE = Rule(
    code="ATT09",
    name="speaker-not-listed",
    group="attendance",
    severity="warning",
    message=(
        "Докладчик {person} отсутствует в списке участников",
        "The speaker {person} is not in the list of participants",
    ),
    hint=(
        "Внесите его в «Присутствовали» или «Приглашённые»",
        "Add the person to «Присутствовали» or «Приглашённые»",
    ),
    why="Список участников должен быть полным: по нему судят, кто принимал решение.",
    source="ГК РФ ст. 181.2 п. 4; практика",
    bad=(sample(heard1="1. СЛУШАЛИ: Воронину Г.А. об итогах первой четверти."),),
    good=(
        sample(),
        sample(invited="Приглашены: Воронина Г.А.", heard1="1. СЛУШАЛИ: Воронину Г.А. об итогах."),
    ),
    extracts=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    attendance = context.protocol.attendance
    if not context.members_listed or context.has_partial_list:
        return
    known = {
        mention.person
        for mention in (*attendance.present, *attendance.invited, *attendance.absent, *context.introduced)
        if not context.is_signature(mention.span) or mention.person in context.officers
    }
    # the surname alone may be somebody in the list whose initials are printed in another way
    surnames = {(name or "").split(" ")[0] for name in map(context.person_name, known)}
    full = {(name or "").split(" ")[0]: name or "" for name in map(context.person_name, known)}
    told: set[str | None] = set()
    for mention in _speakers(context):
        if mention.name is None or mention.person is None or mention.person in known | told:
            continue
        told.add(mention.person)
        surname = mention.name.split(" ")[0]
        if surname in surnames and " " not in mention.name:
            continue
        # «информация Малова Д.В.» may be his or hers: the nominative was guessed
        if any(
            is_pair(surname, other) and _same_initials(mention.name, name) for other, name in full.items()
        ):
            continue
        yield context.finding(RULE, mention.span, person=mention.name)


def _same_initials(first: str, second: str) -> bool:
    return [word[:1] for word in first.split()[1:]][:1] == [word[:1] for word in second.split()[1:]][:1]


def _speakers(context: CheckContext) -> Iterator[Mention]:
    for question in context.protocol.agenda:
        yield from question.speakers
    for speech in context.speeches:
        yield from speech.speakers
