"""Labelled units → protocols: sections, ledger, people.

`build` is the only entry; each section has its module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from protoparse.agenda import Link
from protoparse.build.context import Labelled, roles_of, tidy
from protoparse.build.ledger import Claim, ClaimKind, Ledger
from protoparse.build.protocol import build_protocol
from protoparse.build.segments import is_minutes, joined_units, split_segments
from protoparse.document import Document, Span
from protoparse.grammar.compile import Grammar
from protoparse.label import Labelling
from protoparse.model import Fragment, Protocol, TextSpan
from protoparse.normalise import Unit

# Roles whose units are labels («РЕШИЛИ:»), as long as they are short.
_MARKERS = roles_of(
    "present_head absent_head invited_head members_head agenda_head heard spoke decision_head ruling_head"
    " responsible deadline vote result attachment_head"
)
_LONGEST_MARKER = 40


class Built(NamedTuple):
    """The protocols of a document, the ledger's claims over its whole text, links of items for `explain`."""

    protocols: list[Protocol]
    claims: list[Claim]
    links: list[Link]


def build(
    document: Document,
    units: Sequence[Unit],
    labelling: Labelling,
    grammar: Grammar,
    *,
    misprinted: bool = False,
) -> Built:
    """The protocols that the labels say, and what became of every character.

    `misprinted` says that letters are wrong all over the text: names that differ by one are then one.
    """
    ledger = Ledger(document)
    for block in document.blocks:
        if block.kind == "furniture":
            ledger.claim(block.spans, "furniture", "furniture")
    protocols: list[Protocol] = []
    links: list[Link] = []
    parts = [Labelled(unit, label, label.role) for unit, label in zip(units, labelling.labels, strict=True)]
    for segment in split_segments(joined_units(parts)):
        if not is_minutes(segment, grammar):
            continue
        protocol, own_links = build_protocol(document, grammar, segment, misprinted=misprinted)
        protocols.append(protocol)
        links += own_links
        for part in segment:
            ledger.claim(_spans(part.unit), part.role, _kind(part))
    claims = ledger.tile()
    for protocol in protocols:
        _account(document, claims, protocol)
    return Built(protocols, claims, links)


def _spans(unit: Unit) -> Sequence[Span]:
    """The spans of a unit, from its first to its last visible character where it is a part of a block."""
    return [unit.view.span()] if unit.cut or unit.broken else unit.spans


def _kind(part: Labelled) -> ClaimKind:
    if part.role == "other":
        return "unrecognised"
    return "marker" if part.role in _MARKERS and len(part.unit.text) < _LONGEST_MARKER else "content"


def _account(document: Document, claims: Sequence[Claim], protocol: Protocol) -> None:
    """Give a protocol its coverage and what in it nobody recognised."""
    start, end = protocol.span.start, protocol.span.end
    protocol.coverage = Ledger.coverage(document.text, claims, start, end)
    for claim in claims:
        if claim.kind != "unrecognised" or not start <= claim.start < end:
            continue
        text = tidy(document.text[claim.start : claim.end])
        if text:
            span = TextSpan(start=claim.start, end=claim.end, page=document.page_of(claim.start))
            protocol.unrecognised.append(Fragment(text=text, span=span))


__all__ = ["Built", "build"]
