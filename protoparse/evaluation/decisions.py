"""Decisions of gold against decisions of the output, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from protoparse.evaluation.align import Record, lists, mentions, value
from protoparse.evaluation.similarity import alternatives, closest, first_choice, is_blank, same
from protoparse.evaluation.tally import Tally
from protoparse.evaluation.votes import score_votes

Place = int | str  # the index of gold's item, «item N» for one that gold lacks, or «meeting»
_SAME_TEXT = 0.97
_SAME_PARENT = 0.8
_SAME_DECISION = 0.85


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision, where it stands and the text of the decision it is nested in."""

    record: Record
    place: Place
    parent: Any = None


def flatten(decisions: Sequence[Record] | None, place: Place) -> Iterator[Placed]:
    """Every decision of a list, each followed by those nested in it."""
    stack = [Placed(one, place) for one in reversed(decisions or [])]
    while stack:
        placed = stack.pop()
        yield placed
        text = placed.record.get("text")
        stack.extend(Placed(one, place, text) for one in reversed(placed.record.get("children") or []))


def score_decisions(tally: Tally, wanted: Sequence[Placed], found: Sequence[Placed]) -> None:
    """Score all decisions of a protocol: presence, text, place, number, responsible, deadline, votes."""

    def alike(one: Record, other: Record) -> float:
        left, right = one["placed"], other["placed"]
        number = left.record.get("number")
        numbered = not is_blank(number) and same(first_choice(number), right.record.get("number"))
        likeness = closest(left.record.get("text"), right.record.get("text"))
        return likeness + (0.04 if numbered else 0.0) + (0.02 if left.place == right.place else 0.0)

    def show(one: Record) -> str:
        record = one["placed"].record
        return f"{first_choice(record.get('number'))} «{str(first_choice(record.get('text')))[:70]}»"

    golds = [{"placed": one, "optional": bool(one.record.get("optional"))} for one in wanted]
    others = [{"placed": one} for one in found]
    for one, other in lists(tally, "decisions", "decision", golds, others, alike, _SAME_DECISION, show):
        _decision(tally, one["placed"], other["placed"])


def _decision(tally: Tally, wanted: Placed, found: Placed) -> None:
    one, other = wanted.record, found.record
    which = f"«{str(first_choice(one.get('text')))[:40]}»"
    _place(tally, wanted, found, which)
    if closest(one.get("text"), other.get("text")) >= _SAME_TEXT:
        tally.hit("decision_text")
    else:
        tally.differ("decision_text", which, first_choice(one.get("text")), other.get("text"))
    if "number" in one:
        value(tally, "decisions", f"number of {which}", one["number"], other.get("number"))
    if "responsible" in one:
        mentions(tally, "responsible", f"of {which}", one["responsible"], other.get("responsible"))
    if "deadline" in one:
        _deadline(tally, which, alternatives(one["deadline"]), other.get("deadline"))
    if "votes" in one:
        score_votes(tally, f"decision {which}", one["votes"], other.get("votes"))


def _place(tally: Tally, wanted: Placed, found: Placed, which: str) -> None:
    if wanted.place != found.place and wanted.record.get("place") != "any":
        tally.differ("decision_place", which, wanted.place, found.place)
        return
    if wanted.parent:
        right = closest(wanted.parent, found.parent) >= _SAME_PARENT
    else:
        right = not found.parent or wanted.record.get("number") is None
    if right:
        tally.hit("decision_place")
    else:
        tally.differ("decision_place", f"parent of {which}", first_choice(wanted.parent), found.parent)


def _deadline(tally: Tally, which: str, accepted: Sequence[Record | None], found: Record | None) -> None:
    if found is None and None in accepted:
        return
    found = found or {}
    dated = [one for one in accepted if one]
    if not dated:
        tally.invent("deadlines", f"of {which}", found.get("text"))
        return

    def agreement(one: Record) -> int:
        return sum(same(first_choice(one.get(key)), found.get(key)) for key in ("kind", "due"))

    wanted = max(dated, key=agreement)
    for key, least in (("kind", None), ("due", None), ("text", 0.8)):
        if key in wanted:
            value(tally, "deadlines", f"{key} of {which}", wanted[key], found.get(key), least)
