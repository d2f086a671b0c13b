"""Who is who once all names are read: officers, nobody twice, one Person for all mentions of a human
being.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from protoparse.build.context import Context
from protoparse.model import Attendance, Decision, Item, Mention, Person, Protocol, Role, TextSpan
from protoparse.people import Resolution

_WEAK: tuple[Role | None, ...] = (None, "member", "other")  # roles that give way to an office


def speakers_once(item: Item) -> None:
    """Let a speaker whom several speeches of what was heard name stand in the first alone, and one whom a
    single speech names twice («Зуев Т.Т. … Тимофей Титович предложил») once.
    """
    for speech in item.spoke:
        speech.speakers = _each_once(speech.speakers)
    seen: set[str] = set()
    for speech in item.listened:
        kept: list[Mention] = []
        for mention in speech.speakers:
            if mention.name is None or mention.name not in seen:
                kept.append(mention)
            if mention.name is not None:
                seen.add(mention.name)
        speech.speakers = kept
    item.listened = [speech for speech in item.listened if speech.speakers]


def responsible_once(decisions: Iterable[Decision]) -> None:
    """Let who is charged in a decision's sentence and behind its label («Иванову составить … Отв.: Иванов»)
    stand once; the decisions under it likewise.
    """
    stack = list(decisions)
    while stack:
        decision = stack.pop()
        decision.responsible = _each_once(decision.responsible)
        stack += decision.children


def complete_officers(attendance: Attendance, context: Context) -> None:
    """Fill in chair and secretary whom only the signatures name; both count as present, nobody twice."""
    roles: tuple[Literal["chair", "secretary"], ...] = ("chair", "secretary")
    for role in roles:
        officer: Mention | None = getattr(attendance, role)
        if officer is None:
            officer = next((m for m in attendance.present if m.role == role), None)
        if officer is None:
            signed = next(((s, m) for s, m in context.signed if s.role == role), None)
            if signed is not None:
                signature, mention = signed
                officer = Mention(
                    text=mention.text,
                    name=mention.name,
                    role=role,
                    role_text=signature.position,
                    span=mention.span,
                )
        if officer is None:
            continue
        if officer.role is None:
            officer.role = role
        setattr(attendance, role, officer)
        if officer.name and not any(m.name == officer.name for m in attendance.present):
            attendance.present.append(officer)
        for other in attendance.present:
            if officer.name and other.name == officer.name and other.role in _WEAK:
                other.role = role
    attendance.present = _each_once(attendance.present)


def _each_once(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in order; who is named twice stands at the first place, with what both places say."""
    kept: list[Mention] = []
    for mention in mentions:
        twin = next((m for m in kept if mention.name and m.name == mention.name), None)
        if twin is None:
            kept.append(mention)
            continue
        twin.position = twin.position or mention.position
        twin.organization = twin.organization or mention.organization
        if twin.role in _WEAK:
            twin.role = mention.role or twin.role
            twin.role_text = mention.role_text or twin.role_text
    return kept


def list_people(protocol: Protocol, context: Context, resolution: Resolution) -> None:
    """Give the protocol its people, and all mentions and signatures the ids of theirs."""
    people: list[Person] = []
    person_of: dict[int, Person] = {}
    for number, record in enumerate(resolution.persons):
        person = Person(
            id=f"p{number + 1}",
            surname=record.surname,
            given=record.given,
            patronymic=record.patronymic,
            name=record.name,
        )
        for member in record.members:
            observation = context.observations[member]
            length = observation.form.end - observation.form.start
            start = observation.position
            person.mentions.append(
                TextSpan(start=start, end=start + length, page=context.document.page_of(start))
            )
        person_of[number] = person
        people.append(person)
    for pending in context.pending:
        owner = resolution.person_of[pending.observation]
        if owner is None:
            continue
        person = person_of[owner]
        mention = pending.mention
        mention.person = person.id
        if mention.position and mention.position not in person.positions:
            person.positions.append(mention.position)
        if mention.role and mention.role not in person.roles:
            person.roles.append(mention.role)
    for signature, mention in context.signed:
        signature.person = mention.person
        if signature.role is None:
            signature.role = _role_in(protocol, mention.name)
    for officer in (protocol.attendance.chair, protocol.attendance.secretary):
        if officer is not None and officer.person is None:
            officer.person = next((p.id for p in people if p.name == officer.name), None)
    protocol.people = people


def _role_in(protocol: Protocol, name: str | None) -> Role | None:
    """What a person is in this protocol by what is said among those present, None where that tells
    nothing.
    """
    if name is None:
        return None
    attendance = protocol.attendance
    for mention in [attendance.chair, attendance.secretary, *attendance.present]:
        if mention is not None and mention.name == name and mention.role not in (None, "speaker"):
            return mention.role
    return None
