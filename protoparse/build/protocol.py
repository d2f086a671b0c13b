"""One protocol from its units: each section by its own module, then names, people and spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from protoparse.agenda import Link
from protoparse.build.agenda_links import link_items, with_heads_as_agenda
from protoparse.build.agenda_section import build_agenda
from protoparse.build.attachments import build_attachments
from protoparse.build.attendance import build_attendance
from protoparse.build.context import NARRATIVE_WEIGHT, Context, Labelled, roles_of
from protoparse.build.header import build_header
from protoparse.build.items import build_items
from protoparse.build.persons import complete_officers, list_people, responsible_once, speakers_once
from protoparse.build.signatures import build_signatures
from protoparse.build.table_items import items_from_agenda_table
from protoparse.document import Document
from protoparse.grammar.compile import Grammar
from protoparse.model import Node, Protocol, TextSpan

# Roles of the header that count in the head alone, and facts that count wherever they stand.
_HEAD = roles_of("docline approval approval_line title foreign_title headline")
_FACTS = roles_of("fact topic_line date_line organizers organizers_item")
_PEOPLE = roles_of(
    "present_head absent_head invited_head members_head officer person people_table count quorum"
)
_PEOPLE_ELSEWHERE = roles_of("officer count quorum talk fact")
_AGENDA = roles_of("agenda_head agenda_item agenda_reporter agenda_table")
_BODY_STARTS = roles_of("item_head heard decision_head ruling_head")
_BODY = _BODY_STARTS | roles_of(
    "reporters spoke speech talk note table decision value responsible responsible_item deadline"
    " decision_table vote vote_line vote_table result motion"
)
_ATTACHMENTS = roles_of("attachment_head attachment_item")
_LATER_FACTS = roles_of("closing talk fact vote result")
_NAMES_IN_PASSING = roles_of("closing opening officer fact")


def build_protocol(
    document: Document, grammar: Grammar, parts: Sequence[Labelled], *, misprinted: bool = False
) -> tuple[Protocol, list[Link]]:
    """The protocol that some units make, and how its items answer its agenda.

    `misprinted` says that letters are wrong all over the text.
    """
    context = Context(document, grammar, misprinted)
    header = build_header(context, _head(parts), _with_roles(parts, _LATER_FACTS))
    context.body = header.body
    attendance = build_attendance(context, *_people(parts))
    agenda, tables = build_agenda(context, _with_roles(parts, _AGENDA))
    context.learn_surnames()
    body = build_items(context, _with_roles(parts, _BODY), agenda)
    drafts = [draft for unit in tables for draft in items_from_agenda_table(context, unit)] + body.drafts
    if any(part.role == "agenda_head" for part in parts):
        agenda = with_heads_as_agenda(agenda, drafts)
    links = link_items(drafts, agenda)
    context.learn_surnames(NARRATIVE_WEIGHT)
    signatures = build_signatures(context, [part for part in parts if part.role == "signature"])
    attachments = build_attachments(context, _with_roles(parts, _ATTACHMENTS), parts)
    for part in _with_roles(parts, _NAMES_IN_PASSING):
        context.observe_narrative(part.unit.view)
    resolution = context.settle((attendance.present, attendance.absent, attendance.invited))
    for draft in drafts:
        speakers_once(draft.item)
        responsible_once(draft.item.decisions)
    responsible_once(body.decisions)
    complete_officers(attendance, context)
    protocol = Protocol(
        header=header,
        attendance=attendance,
        agenda=agenda,
        items=[draft.item for draft in drafts],
        decisions=body.decisions,
        votes=body.votes,
        attachments=attachments,
        signatures=signatures,
        span=context.whole(part.unit.view for part in parts),
    )
    list_people(protocol, context, resolution)
    for node in (*protocol.agenda, *protocol.items, *protocol.decisions, *protocol.signatures):
        _widen(node)
    return protocol, links


def _with_roles(parts: Iterable[Labelled], roles: frozenset[str]) -> list[Labelled]:
    return [part for part in parts if part.role in roles]


def _head(parts: Sequence[Labelled]) -> list[Labelled]:
    """The units of the head, and facts of the header wherever they stand."""
    return [
        part for part in parts if part.role in _FACTS or (part.role in _HEAD and "header" in part.label.path)
    ]


def _people(parts: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """The units of the attendance, and those elsewhere before the first item that may say more of it."""
    people = [part for part in parts if part.role in _PEOPLE and "people" in part.label.path]
    own = {id(part) for part in people}
    start = next((index for index, part in enumerate(parts) if part.role in _BODY_STARTS), len(parts))
    return people, [part for part in _with_roles(parts[:start], _PEOPLE_ELSEWHERE) if id(part) not in own]


def _widen(node: Node) -> TextSpan | None:
    """Make the span of a node hold all that belongs to it; returns the span, None where a node has none."""
    own: TextSpan | None = node.__dict__.get("span")
    for value in node.__dict__.values():
        for child in value if isinstance(value, list) else (value,):
            if not isinstance(child, Node) or child is own:
                continue
            inner = _widen(child)
            if own is not None and inner is not None:
                if inner.start < own.start:
                    own.start, own.page = inner.start, inner.page
                if inner.end > own.end:
                    own.end = inner.end
    return own
