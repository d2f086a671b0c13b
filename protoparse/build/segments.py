"""Which stretches of a document are minutes of a meeting: the labelled units of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from protoparse.build.context import Labelled
from protoparse.build.header_title import read_meeting
from protoparse.grammar.compile import Grammar
from protoparse.normalise import Unit
from protoparse.view import View, fold

_PEOPLE = frozenset({"present_head", "absent_head", "invited_head", "people_table"})
_NAMED_AS_PROTOCOL = frozenset({"protocol", "extract", "compound"})  # marks of a title
_TELLING = frozenset({"foreign", "meeting", "named"})  # marks of a title that say what the paper is
_ORDERS = frozenset({"infinitive", "dative", "orders"})  # marks of a decision
# Kind of evidence → roles and the points above which a unit of them counts.
_EVIDENCE: dict[str, dict[str, float]] = {
    "people": {**dict.fromkeys(_PEOPLE, float("-inf")), "officer": 2},
    "agenda": dict.fromkeys(("agenda_head", "agenda_table"), float("-inf")),
    "talk": {"heard": 2, "spoke": 2, "item_head": 4},
    "decisions": dict.fromkeys(("decision_head", "ruling_head", "decision_table"), 2),
    "votes": dict.fromkeys(("vote", "result", "vote_table"), 2),
    "signatures": {"signature": float("-inf")},
}
_LEAST_ORDERS = 3  # so many decisions that order something are evidence


def joined_units(parts: Sequence[Labelled]) -> list[Labelled]:
    """The units with those that continue the one before made one with it."""
    runs: list[list[Labelled]] = []
    for part in parts:
        if part.label.how == "continue" and runs and not runs[-1][-1].unit.is_table:
            runs[-1].append(part)
        else:
            runs.append([part])
    return [run[0] if len(run) == 1 else _one(run) for run in runs]


def _one(run: Sequence[Labelled]) -> Labelled:
    first = run[0]
    unit = replace(
        first.unit,
        view=View.join(part.unit.view for part in run),
        spans=tuple(span for part in run for span in part.unit.spans),
        folded=" ".join(part.unit.folded for part in run),
        shapes={},
        evidence={},
        through=run[-1].unit.index,
    )
    return Labelled(unit, first.label, first.role)


def split_segments(parts: Sequence[Labelled]) -> list[list[Labelled]]:
    """The units of each set of minutes: a head with a title that follows something else than a head opens
    a new one.
    """
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
    """Whether the head that begins at a unit names a document: a stray line of an address or date opens no
    minutes.
    """
    for part in parts[start:]:
        if part.label.how == "other":
            continue
        if "header" not in part.label.path:
            return False
        if part.role in ("title", "foreign_title"):
            return True
    return False


def is_minutes(parts: Sequence[Labelled], grammar: Grammar) -> bool:
    """Whether a segment is minutes of a meeting: a title and what minutes have, or most of that without
    one.
    """
    titled = False
    heading = View.join(part.unit.view for part in parts if part.role in ("title", "headline"))
    if heading.text:
        whole = Unit(0, heading, (), parts[0].unit.block, folded=fold(heading.text))
        marks = _speaking(whole, grammar, "title", _TELLING)
        if "foreign" in marks:
            return False
        titled = "meeting" in marks or ("named" in marks and read_meeting(heading.flat) is not None)
    entered = [part for part in parts if part.label.how == "enter"]
    # a title only by its place («Итоги…») counts less than the word itself
    titled = titled or any(
        part.role == "title" and not _NAMED_AS_PROTOCOL.isdisjoint(part.label.evidence) for part in entered
    )
    if not titled and any(part.role == "foreign_title" and part.label.score > 0 for part in parts):
        return False
    evidence = _evidence(entered)
    solid = evidence - {"signatures"}
    return bool(solid) if titled and len(evidence) >= 2 else len(solid) >= 3


def _speaking(unit: Unit, grammar: Grammar, role: str, ids: frozenset[str]) -> set[str]:
    """Which of some marks of a role speak for a paragraph: to score it for every role takes a hundred times
    as long.
    """
    marks = (mark for mark in grammar.roles[role].marks if mark.id in ids and mark.table is not True)
    return {mark.id for mark in marks if mark.test(unit)}


def _evidence(entered: Sequence[Labelled]) -> set[str]:
    """The kinds of things that minutes have among some units."""
    found = {
        kind
        for part in entered
        for kind, least in _EVIDENCE.items()
        if part.role in least and part.label.score > least[part.role]
    }
    orders = sum(part.role == "decision" and not _ORDERS.isdisjoint(part.label.evidence) for part in entered)
    return found | {"orders"} if orders >= _LEAST_ORDERS else found
