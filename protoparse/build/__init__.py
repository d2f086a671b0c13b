"""Labelled units → protocols: sections, ledger, people.

`build` is the only entry; each section has its module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from protoparse.agenda import Link, Question, link
from protoparse.build.agenda_section import build_agenda
from protoparse.build.attendance import build_attendance
from protoparse.build.context import NARRATIVE_WEIGHT, Context, Labelled, tidy
from protoparse.build.draft import Draft
from protoparse.build.ending import build_attachments, build_signatures
from protoparse.build.header import build_header
from protoparse.build.header_title import read_meeting
from protoparse.build.items import build_items
from protoparse.build.ledger import Claim, Ledger
from protoparse.build.table_items import items_from_agenda_table
from protoparse.document import Document
from protoparse.fields.person import find_names
from protoparse.grammar.compile import Grammar
from protoparse.label import Labelling
from protoparse.model import (
    AgendaItem,
    Attendance,
    Fragment,
    Header,
    Item,
    Mention,
    Node,
    Person,
    Protocol,
    Role,
    Signature,
    TextSpan,
)
from protoparse.normalise import Unit
from protoparse.people import Resolution
from protoparse.view import View, fold

_HEADER = frozenset(
    [
        "docline",
        "approval",
        "approval_line",
        "title",
        "foreign_title",
        "headline",
        "date_line",
        "fact",
        "topic_line",
        "organizers",
        "organizers_item",
    ]
)
_PEOPLE = frozenset(
    [
        "present_head",
        "absent_head",
        "invited_head",
        "members_head",
        "officer",
        "person",
        "people_table",
        "count",
        "quorum",
    ]
)
_AGENDA = frozenset(["agenda_head", "agenda_item", "agenda_reporter", "agenda_table"])
_BODY = frozenset(
    [
        "item_head",
        "reporters",
        "heard",
        "spoke",
        "speech",
        "talk",
        "note",
        "table",
        "decision_head",
        "ruling_head",
        "decision",
        "value",
        "responsible",
        "responsible_item",
        "deadline",
        "decision_table",
        "vote",
        "vote_line",
        "vote_table",
        "result",
        "motion",
    ]
)
_MARKERS = frozenset(
    [
        "present_head",
        "absent_head",
        "invited_head",
        "members_head",
        "agenda_head",
        "heard",
        "spoke",
        "decision_head",
        "ruling_head",
        "responsible",
        "deadline",
        "vote",
        "result",
        "attachment_head",
    ]
)


@dataclass(frozen=True, slots=True)
class Built:
    """The protocols of a document, the ledger's claims over its whole text, links of items for `explain`."""

    protocols: list[Protocol]
    claims: list[Claim]
    links: list[Link]


def build(document: Document, units: Sequence[Unit], labelling: Labelling, grammar: Grammar) -> Built:
    """The protocols that the labels say, and what became of every character."""
    parts = _joined([Labelled(unit, label) for unit, label in zip(units, labelling.labels, strict=True)])
    ledger = Ledger(document)
    for block in document.blocks:
        if block.kind == "furniture":
            ledger.claim(block.spans, "furniture", "furniture")
    protocols: list[Protocol] = []
    links: list[Link] = []
    accepted: list[tuple[int, int, Protocol]] = []
    for segment in _segments(parts):
        if not is_minutes(segment, grammar):
            continue
        protocol, own_links = _protocol(document, grammar, segment)
        links += own_links
        protocols.append(protocol)
        accepted.append((protocol.span.start, protocol.span.end, protocol))
        for part in segment:
            if part.role == "other":
                ledger.claim(_tight(part.unit), "other", "unrecognised")
            else:
                kind = "marker" if part.role in _MARKERS and len(part.unit.text) < 40 else "content"
                ledger.claim(_tight(part.unit), part.role, kind)  # type: ignore[arg-type]
    claims = ledger.tile()
    for start, end, protocol in accepted:
        _account(document, claims, start, end, protocol)
    return Built(protocols, claims, links)


def _joined(parts: Sequence[Labelled]) -> list[Labelled]:
    """Units that continue the one before made one with it."""
    out: list[Labelled] = []
    for part in parts:
        if part.label.how == "continue" and out and not out[-1].unit.is_table:
            before = out[-1]
            unit = replace(
                before.unit,
                view=View.join((before.unit.view, part.unit.view)),
                spans=(*before.unit.spans, *part.unit.spans),
                folded=f"{before.unit.folded} {part.unit.folded}",
                shapes={},
                evidence={},
                through=part.unit.index,
            )
            out[-1] = Labelled(unit, before.label)
        else:
            out.append(part)
    return out


def _tight(unit: Unit) -> list:  # type: ignore[type-arg]
    """The spans of a unit, from its first to its last visible character where it is a part of a block."""
    return [unit.view.span()] if unit.cut or unit.broken else list(unit.spans)


def _account(document: Document, claims: Sequence[Claim], start: int, end: int, protocol: Protocol) -> None:
    protocol.coverage = Ledger.coverage(document.text, claims, start, end)
    for claim in claims:
        if claim.kind == "unrecognised" and start <= claim.start < end:
            text = tidy(document.text[claim.start : claim.end])
            if text:
                protocol.unrecognised.append(
                    Fragment(
                        text=text,
                        span=TextSpan(start=claim.start, end=claim.end, page=document.page_of(claim.start)),
                    )
                )


# ---------------------------------------------------------------- segments
def _segments(parts: Sequence[Labelled]) -> list[list[Labelled]]:
    """The units of each set of minutes: a head with a title that follows something else than a head opens a new one."""
    segments: list[list[Labelled]] = []
    current: list[Labelled] = []
    in_header = True
    for index, part in enumerate(parts):
        if part.label.how != "other":
            headed = "header" in part.label.path
            if headed and not in_header and _has_title(parts, index):
                segments.append(current)
                current = []
            in_header = headed
        current.append(part)
    segments.append(current)
    return [segment for segment in segments if segment]


def _has_title(parts: Sequence[Labelled], start: int) -> bool:
    """Whether the head that begins at a unit names a document: a stray line of an address or date opens no minutes."""
    for part in parts[start:]:
        if part.label.how == "other":
            continue
        if "header" not in part.label.path:
            return False
        if part.role in ("title", "foreign_title"):
            return True
    return False


def is_minutes(parts: Sequence[Labelled], grammar: Grammar) -> bool:
    """Whether a segment is minutes of a meeting: a title and what minutes have, or most of that without a title."""
    evidence: set[str] = set()
    titled = foreign = False
    orders = 0
    heading = View.join(part.unit.view for part in parts if part.role in ("title", "headline"))
    if heading.text:
        whole = Unit(0, heading, (), parts[0].unit.block, folded=fold(heading.text))
        marks = grammar.score(whole)["title"][1]
        if "foreign" in marks:
            return False
        titled = "meeting" in marks or ("named" in marks and read_meeting(heading.flat) is not None)
    for part in parts:
        role, marks = part.role, part.label.evidence
        if role == "title" and part.label.how == "enter":
            # a title only by its place («Итоги…») counts less than the word itself
            titled = titled or bool({"protocol", "extract", "compound"} & set(marks))
        elif role == "foreign_title" and part.label.score > 0:
            foreign = True
        elif part.label.how != "enter":
            continue
        elif role in ("present_head", "absent_head", "invited_head", "people_table") or (
            role == "officer" and part.label.score > 2
        ):
            evidence.add("people")
        elif role in ("agenda_head", "agenda_table"):
            evidence.add("agenda")
        elif (role in ("heard", "spoke") and part.label.score > 2) or (
            role == "item_head" and part.label.score > 4
        ):
            evidence.add("talk")
        elif role in ("decision_head", "ruling_head", "decision_table") and part.label.score > 2:
            evidence.add("decisions")
        elif role == "decision" and {"infinitive", "dative", "orders"} & set(marks):
            orders += 1
            if orders > 2:
                evidence.add("orders")
        elif role in ("vote", "result", "vote_table") and part.label.score > 2:
            evidence.add("votes")
        elif role == "signature":
            evidence.add("signatures")
    if foreign and not titled:
        return False
    solid = evidence - {"signatures"}
    return len(solid) >= 1 if titled and len(evidence) >= 2 else len(solid) >= 3


# ---------------------------------------------------------------- one protocol
def _protocol(document: Document, grammar: Grammar, parts: Sequence[Labelled]) -> tuple[Protocol, list[Link]]:
    context = Context(document, grammar)
    head = [
        part
        for part in parts
        if part.role in _HEADER
        and (
            "header" in part.label.path
            or part.role in ("fact", "topic_line", "date_line", "organizers", "organizers_item")
        )
    ]
    first_body = next(
        (
            i
            for i, part in enumerate(parts)
            if part.role in ("item_head", "heard", "decision_head", "ruling_head")
        ),
        len(parts),
    )
    extra = [part for part in parts if part.role in ("closing", "talk", "fact")]
    header = build_header(context, head, extra)
    context.body = header.body
    people = [part for part in parts if part.role in _PEOPLE and "people" in part.label.path]
    elsewhere = [
        part
        for part in parts[:first_body]
        if part not in people and part.role in ("officer", "count", "quorum", "talk", "fact")
    ]
    attendance = build_attendance(context, people, elsewhere)
    agenda_parts = [part for part in parts if part.role in _AGENDA]
    agenda, tables = build_agenda(context, agenda_parts)
    context.learn_surnames()
    known = frozenset(_surname(mention) for item in agenda for mention in item.speakers)
    # before the first item only narrative of the opening: noted for names, no item of its own
    body_parts = [
        part for part in parts if part.role in _BODY or (part.role == "other" and part.label.how == "other")
    ]
    body = build_items(context, [part for part in body_parts if part.role != "other"], known)
    drafts = [draft for unit in tables for draft in items_from_agenda_table(context, unit)] + body.drafts
    agenda = _interleaved(agenda, drafts, agenda_parts)
    links = _link(drafts, agenda)
    context.learn_surnames(NARRATIVE_WEIGHT)
    signatures = build_signatures(context, [part for part in parts if part.role == "signature"])
    listed = [part for part in parts if part.role in ("attachment_head", "attachment_item")]
    attachments = build_attachments(context, listed, parts)
    for part in parts:
        if part.role in ("closing", "opening", "officer", "fact"):
            context.observe_narrative(part.unit.view)
    resolution = context.settle()
    items = [draft.item for draft in drafts]
    _finish_items(items, drafts)
    for signature, mention in context.signed:
        signature.name = mention.name
    for approval, mention in context.stamped:
        approval.name = mention.name
    _officers(attendance, signatures, context)
    protocol = Protocol(
        header=header,
        attendance=attendance,
        agenda=agenda,
        items=items,
        decisions=body.decisions,
        votes=body.votes,
        attachments=attachments,
        signatures=signatures,
        span=context.whole([part.unit.view for part in parts]),
    )
    _people(protocol, context, resolution)
    for node in (*protocol.agenda, *protocol.items, *protocol.decisions, *protocol.signatures):
        _widen(node)
    return protocol, links


def _widen(node: Node) -> TextSpan | None:
    """Make the span of a node hold all that belongs to it; returns the span, None where a node has none."""
    own: TextSpan | None = getattr(node, "span", None)
    for value in list(node.__dict__.values()):
        for child in value if isinstance(value, list) else (value,):
            if not isinstance(child, Node) or isinstance(child, TextSpan):
                continue
            inner = _widen(child)
            if own is not None and inner is not None:
                if inner.start < own.start:
                    own.start, own.page = inner.start, inner.page
                own.end = max(own.end, inner.end)
    return own


def _surname(mention: Mention) -> str:
    names = find_names(mention.text)
    return fold(names[0].surname or "") if names else ""


def _interleaved(
    agenda: list[AgendaItem], drafts: Sequence[Draft], parts: Sequence[Labelled]
) -> list[AgendaItem]:
    """Agenda and proceedings in one list («Повестка дня: 1. … СЛУШАЛИ … 2. … СЛУШАЛИ»): the heads are the agenda."""
    if not any(part.role == "agenda_head" for part in parts):
        return agenda
    heads = [draft for draft in drafts if draft.item.topic and draft.item.number]
    if len(agenda) > 1 or len(heads) < 1 or (len(agenda) == 1 and agenda[0].number is None):
        return agenda
    numbers = [draft.item.number for draft in heads]
    start = len(agenda) + 1
    if numbers != [str(n) for n in range(start, start + len(numbers))]:
        return agenda
    if len(agenda) == 1 and drafts and drafts[0] not in heads and drafts[0].item.topic is None:
        drafts[0].item.topic = agenda[0].topic
        drafts[0].item.number = agenda[0].number
        drafts[0].hint = 1
    return agenda + [
        AgendaItem(number=draft.item.number, topic=draft.item.topic or "", span=draft.item.span.model_copy())
        for draft in heads
    ]


def _link(drafts: Sequence[Draft], agenda: Sequence[AgendaItem]) -> list[Link]:
    """Link items with the agenda and give them its topics."""
    questions = [
        Question(
            _number(item.number) if item.number else index + 1,
            item.topic,
            frozenset(filter(None, (_surname(mention) for mention in item.speakers))),
        )
        for index, item in enumerate(agenda)
    ]
    answers = [
        Question(
            draft.hint,
            draft.item.topic or "",
            frozenset(filter(None, (_surname(m) for speech in draft.item.listened for m in speech.speakers))),
            " ".join(speech.text for speech in draft.item.listened)[:600],
            sure=draft.item.number is not None,
        )
        for draft in drafts
    ]
    found = link(answers, questions)
    for draft, one in zip(drafts, found, strict=True):
        if one.agenda is None:
            continue
        target = agenda[one.agenda]
        draft.item.agenda = target.number or str(one.agenda + 1)
        if draft.said_topic or len(draft.item.topic or "") < 8:
            draft.item.topic = target.topic
    return found


def _number(text: str) -> int | None:
    from protoparse.fields.number import ordinal_number

    match = re.match(r"\d+", text)
    return int(match.group()) if match else ordinal_number(text)


def _finish_items(items: Sequence[Item], drafts: Sequence[Draft]) -> None:
    """A speaker named twice in one «listened» stands once."""
    for item in items:
        seen: set[str] = set()
        for speech in item.listened:
            speech.speakers = [
                m for m in speech.speakers if not ((m.name and m.name in seen) or seen.add(m.name or ""))
            ]  # type: ignore[func-returns-value]
        item.listened = [speech for speech in item.listened if speech.speakers]


def _officers(attendance: Attendance, signatures: Sequence[Signature], context: Context) -> None:
    """Chair and secretary whom only the signatures name; both count as present."""
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
            if (
                other is not officer
                and other.name == officer.name
                and other.role in (None, "member", "other")
            ):
                other.role = role
    _merge_twice_named(attendance)


def _merge_twice_named(attendance: Attendance) -> None:
    """Who is named twice among the present stands once, with what both places say."""
    kept: list[Mention] = []
    for mention in attendance.present:
        twin = next((m for m in kept if mention.name and m.name == mention.name), None)
        if twin is None:
            kept.append(mention)
            continue
        twin.position = twin.position or mention.position
        twin.organization = twin.organization or mention.organization
        if twin.role in (None, "member", "other"):
            twin.role = mention.role or twin.role
            twin.role_text = mention.role_text or twin.role_text
    attendance.present = kept


def _people(protocol: Protocol, context: Context, resolution: Resolution) -> None:
    """The list of people, and the ids of all mentions."""
    people: list[Person] = []
    index_of: dict[int, Person] = {}
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
        index_of[number] = person
        people.append(person)
    for pending in context.pending:
        owner = resolution.person_of[pending.observation]
        if owner is None:
            continue
        person = index_of[owner]
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
    if name is None:
        return None
    attendance = protocol.attendance
    for mention in [attendance.chair, attendance.secretary, *attendance.present]:
        if mention is not None and mention.name == name and mention.role not in (None, "speaker"):
            return mention.role
    return None


__all__ = ["Built", "Header", "View", "build", "is_minutes"]
