"""Lists of gold and lists of the output brought together, and single values compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from protoparse.evaluation.similarity import (
    alternatives,
    closest,
    first_choice,
    is_blank,
    name_key,
    same,
    similarity,
)
from protoparse.evaluation.tally import Tally

Record = dict[str, Any]
Likeness = Callable[[Record, Record], float]


def value(tally: Tally, group: str, what: str, wanted: Any, found: Any, least: float | None = None) -> None:
    """Score one value: equal, or alike enough where `least` is given; blank on both sides scores nothing."""
    accepted = alternatives(wanted)
    blank = is_blank(found)
    for one in accepted:
        if is_blank(one):
            right = blank
        elif blank:
            right = False
        else:
            right = same(one, found) if least is None else similarity(one, found) >= least
        if right:
            if not blank:
                tally.hit(group)
            return
    if blank:
        tally.miss(group, what, accepted[0])
    elif all(is_blank(one) for one in accepted):
        tally.invent(group, what, found)
    else:
        tally.differ(group, what, accepted[0], found)


def pairs(wanted: Sequence[Record], found: Sequence[Record], alike: Likeness, least: float) -> dict[int, int]:
    """Index of gold → index of the output, the most alike first, each used once.

    Among equals what gold demands goes before what it allows, then the nearest in order, then the later.
    """
    candidates = [
        (alike(one, other), not one.get("optional"), -abs(i - j), i, j)
        for i, one in enumerate(wanted)
        for j, other in enumerate(found)
    ]
    candidates.sort(reverse=True)
    taken: dict[int, int] = {}
    used: set[int] = set()
    for likeness, _, _, i, j in candidates:
        if likeness < least:
            break
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return dict(sorted(taken.items()))


def lists(
    tally: Tally,
    group: str,
    where: str,
    wanted: Sequence[Record],
    found: Sequence[Record],
    alike: Likeness,
    least: float,
    show: Callable[[Record], str],
) -> list[tuple[Record, Record]]:
    """Score the presence of list elements; returns the pairs whose inner values remain to be scored."""
    found_at = pairs(wanted, found, alike, least)
    for i, one in enumerate(wanted):
        if one.get("optional"):
            continue
        if i in found_at:
            tally.hit(group)
        else:
            tally.miss(group, f"{where} {show(one)}")
    used = set(found_at.values())
    for j, other in enumerate(found):
        if j not in used:
            tally.invent(group, f"{where} {show(other)}")
    return [(wanted[i], found[j]) for i, j in found_at.items() if not wanted[i].get("optional")]


# ---------------------------------------------------------------- mentions and bare texts
def alike_text(wanted: Record, found: Record) -> float:
    return closest(wanted.get("text"), found.get("text"))


def alike_mention(wanted: Record, found: Record) -> float:
    """1 where surname and initials are the same; groups without a name by their text."""
    if "any" in wanted and set(wanted) <= {"any", "optional"}:
        return max(alike_mention(one, found) for one in wanted["any"])
    keys = [key for name in alternatives(wanted.get("name")) if (key := name_key(name))]
    if keys:
        return float(name_key(found.get("name")) in keys)
    return 0.0 if found.get("name") else alike_text(wanted, found)


def show_mention(mention: Record) -> str:
    if mention.get("name"):
        return str(mention["name"])
    if mention.get("any"):
        return show_mention(mention["any"][0])
    return str(first_choice(mention.get("text")) or "?")


def mentions(
    tally: Tally,
    group: str,
    where: str,
    wanted: Sequence[Record] | None,
    found: Sequence[Record] | None,
    *,
    details: bool = False,
) -> None:
    """Score who is named; `details` also scores posts and roles, as «positions»."""
    matched = lists(tally, group, where, wanted or [], found or [], alike_mention, 0.75, show_mention)
    if not details:
        return
    for one, other in matched:
        who = f"{where} {show_mention(one)}"
        if "position" in one:
            value(tally, "positions", f"post of {who}", one["position"], other.get("position"), 0.8)
        if "role" in one:
            value(tally, "positions", f"role of {who}", one["role"], other.get("role"))


def texts(
    tally: Tally, group: str, where: str, wanted: Sequence[Any] | None, found: Sequence[Any] | None
) -> None:
    """Score a list of bare texts."""
    lists(tally, group, where, _as_records(wanted), _as_records(found), alike_text, 0.8, show_mention)


def _as_records(values: Sequence[Any] | None) -> list[Record]:
    records: list[Record] = []
    for one in values or []:
        if not isinstance(one, dict):
            records.append({"text": one})
        elif "text" in one:
            records.append(one)
        else:
            plain = [other if isinstance(other, str) else other.get("text") for other in one["any"]]
            records.append({"text": {"any": plain}, "optional": bool(one.get("optional"))})
    return records
