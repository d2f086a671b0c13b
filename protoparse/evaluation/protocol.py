"""One protocol of gold against one of the output, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from protoparse.evaluation.align import (
    Record,
    alike_mention,
    lists,
    mentions,
    pairs,
    show_mention,
    texts,
    value,
)
from protoparse.evaluation.decisions import flatten, score_decisions
from protoparse.evaluation.similarity import (
    alternatives,
    closest,
    first_choice,
    folded,
    is_blank,
    name_key,
    same,
)
from protoparse.evaluation.tally import Tally
from protoparse.evaluation.votes import score_votes

_HEADER_EXACT = ("document", "number", "date", "meeting", "format", "start_time", "end_time", "school_year")
_HEADER_SOFT = {"title": 0.85, "body": 0.85, "place": 0.8, "topic": 0.85}
_COUNTS = ("total", "present_count", "absent_count", "invited_count", "quorum")


def score_protocol(wanted: Record, found: Record) -> Tally:
    """The tally of one protocol; `found` is empty where the output has none for it."""
    tally = Tally()
    _header(tally, wanted.get("header") or {}, found.get("header") or {})
    _attendance(tally, wanted.get("attendance") or {}, found.get("attendance") or {})
    if "agenda" in wanted:
        _agenda(tally, wanted["agenda"], found.get("agenda") or [])
    _items(tally, wanted, found)
    if "votes" in wanted:
        score_votes(tally, "meeting", wanted["votes"], found.get("votes"))
    if "signatures" in wanted:
        _signatures(tally, wanted["signatures"], found.get("signatures") or [])
    if "attachments" in wanted:
        lists(
            tally,
            "attachments",
            "attachment",
            wanted["attachments"],
            found.get("attachments") or [],
            _alike_attachment,
            0.6,
            lambda one: f"{one.get('number')} {first_choice(one.get('title'))}",
        )
    _tables(tally, wanted, found)
    return tally


def alike_protocol(wanted: Record, found: Record) -> float:
    """How surely two protocols of a file are the same one: by date, number and title."""
    head, other = wanted.get("header") or {}, found.get("header") or {}
    agreed = sum(
        any(not is_blank(one) and same(one, other.get(key)) for one in alternatives(head.get(key)))
        for key in ("date", "number")
    )
    return 0.1 + agreed + closest(head.get("title"), other.get("title"))


def _header(tally: Tally, wanted: Record, found: Record) -> None:
    for key in (*_HEADER_EXACT, *_HEADER_SOFT):
        if key in wanted:
            value(tally, "header", key, wanted[key], found.get(key), _HEADER_SOFT.get(key))
    if "organizers" in wanted:
        texts(tally, "header", "organizer", wanted["organizers"], found.get("organizers"))
    if "approval" in wanted:
        _approval(tally, alternatives(wanted["approval"]), found.get("approval") or {})


def _approval(tally: Tally, accepted: Sequence[Record | None], found: Record) -> None:
    stamp = next((one for one in accepted if one), None)
    if stamp is None:
        if found:
            tally.invent("header", "approval", found.get("text"))
        return
    if not found and None in accepted:
        return
    if "name" in stamp:
        names = {"any": [name_key(one) for one in alternatives(stamp["name"])]}
        value(tally, "header", "approval name", names, name_key(found.get("name")))
    if "date" in stamp:
        value(tally, "header", "approval date", stamp["date"], found.get("date"))


def _attendance(tally: Tally, wanted: Record, found: Record) -> None:
    for officer in ("chair", "secretary"):
        if officer in wanted:
            keys = [
                name_key(name)
                for one in alternatives(wanted[officer])
                for name in alternatives((one or {}).get("name"))
            ]
            name = (found.get(officer) or {}).get("name")
            value(tally, "attendance", officer, {"any": keys}, name_key(name))
    for part in ("present", "absent", "invited"):
        if part in wanted:
            mentions(tally, "attendance", part, wanted[part], found.get(part), details=True)
    if "present_groups" in wanted:
        texts(tally, "attendance", "group", wanted["present_groups"], found.get("present_groups"))
    for count in _COUNTS:
        if count in wanted:
            value(tally, "attendance", count, wanted[count], found.get(count))


def _agenda(tally: Tally, wanted: Sequence[Record], found: Sequence[Record]) -> None:
    def alike(one: Record, other: Record) -> float:
        numbered = same(first_choice(one.get("number")), other.get("number"))
        return closest(one.get("topic"), other.get("topic")) + 0.05 * numbered

    def show(one: Record) -> str:
        return str(first_choice(one.get("topic")))[:70]

    for one, other in lists(tally, "agenda", "item", wanted, found, alike, 0.85, show):
        if "number" in one:
            value(tally, "agenda", f"number of «{show(one)}»", one["number"], other.get("number"))
        if "duration_minutes" in one:
            duration = one["duration_minutes"]
            value(tally, "agenda", f"duration of «{show(one)}»", duration, other.get("duration_minutes"))
        if "speakers" in one:
            where = f"agenda {other.get('number')}"
            mentions(tally, "agenda_speakers", where, one["speakers"], other.get("speakers"))


# ---------------------------------------------------------------- items
def _speakers(speeches: Sequence[Record] | None) -> list[Record]:
    return [mention for speech in speeches or [] for mention in speech.get("speakers") or []]


def _alike_item(wanted: Record, found: Record) -> float:
    likeness = 0.0
    agenda = wanted.get("agenda")
    if not is_blank(agenda) and found.get("agenda") in alternatives(agenda):
        likeness += 0.5
    number = wanted.get("number")
    if not is_blank(number) and same(first_choice(number), found.get("number")):
        likeness += 0.2
    if wanted.get("topic") and found.get("topic"):
        likeness += 0.5 * closest(wanted["topic"], found["topic"])
    heard = {name_key(first_choice(one.get("name"))) for one in _speakers(wanted.get("listened"))}
    if heard & {name_key(one.get("name")) for one in _speakers(found.get("listened"))}:
        likeness += 0.4
    openings = {folded(one.record.get("text"))[:40] for one in flatten(wanted.get("decisions"), 0)}
    if openings & {folded(one.record.get("text"))[:40] for one in flatten(found.get("decisions"), 0)}:
        likeness += 0.4
    return likeness


def _items(tally: Tally, wanted: Record, found: Record) -> None:
    items: list[Record] = wanted.get("items") or []
    others: list[Record] = found.get("items") or []
    item_of: dict[int, int] = {}
    if "items" in wanted:
        matched = lists(tally, "items", "item", items, others, _alike_item, 0.35, _show_item)
        for one, other in matched:
            _item(tally, one, other)
        item_of = {j: i for i, j in pairs(items, others, _alike_item, 0.35).items()}
    if "decisions" not in wanted and not any("decisions" in one for one in items):
        return
    score_decisions(
        tally,
        [
            *(entry for i, one in enumerate(items) for entry in flatten(one.get("decisions"), i)),
            *flatten(wanted.get("decisions"), "meeting"),
        ],
        [
            *(
                entry
                for j, one in enumerate(others)
                for entry in flatten(one.get("decisions"), item_of.get(j, f"item {j}"))
            ),
            *flatten(found.get("decisions"), "meeting"),
        ],
    )


def _show_item(one: Record) -> str:
    return str(one.get("number") or one.get("agenda") or first_choice(one.get("topic")))[:60]


def _item(tally: Tally, one: Record, other: Record) -> None:
    which = f"of item {_show_item(one)}"
    for key, least in (("number", None), ("agenda", None), ("topic", 0.75)):
        if key in one:
            value(tally, "items", f"{key} {which}", one[key], other.get(key), least)
    for key in ("listened", "spoke"):
        if key in one:
            mentions(tally, "speakers", f"{key} {which}", _speakers(one[key]), _speakers(other.get(key)))
    if "votes" in one:
        score_votes(tally, which, one["votes"], other.get("votes"))


# ---------------------------------------------------------------- the end
def _signatures(tally: Tally, wanted: Sequence[Record], found: Sequence[Record]) -> None:
    matched = lists(tally, "signatures", "signature", wanted, found, alike_mention, 0.75, show_mention)
    for one, other in matched:
        for key, least in (("position", 0.75), ("date", None), ("role", None)):
            if key in one:
                value(tally, "signatures", f"{key} of {one.get('name')}", one[key], other.get(key), least)


def _alike_attachment(wanted: Record, found: Record) -> float:
    title = closest(wanted.get("title"), found.get("title"))
    numbers = alternatives(wanted.get("number"))
    if not is_blank(numbers[0]) and any(same(number, found.get("number")) for number in numbers):
        return 1.0 + title
    return title


def _tables(tally: Tally, wanted: Record, found: Record) -> None:
    def alike(one: Record, other: Record) -> float:
        left, right = _cells(one), _cells(other)
        return SequenceMatcher(None, left, right, autojunk=False).ratio() if left and right else 0.0

    def show(one: Record) -> str:
        return " | ".join(map(str, one.get("columns") or []))[:60]

    lists(tally, "tables", "table", list(_all_tables(wanted)), list(_all_tables(found)), alike, 0.7, show)


def _cells(table: Record) -> list[str]:
    rows = [table.get("columns") or [], *(table.get("rows") or [])]
    return [text for row in rows for cell in row if (text := folded(cell))]


def _all_tables(record: Record) -> Iterator[Record]:
    """Every table below a record, in reading order."""
    stack: list[tuple[str, Any]] = [("", record)]
    while stack:
        key, node = stack.pop()
        if key == "tables" and isinstance(node, list):
            yield from node
        elif isinstance(node, dict):
            stack.extend(reversed(node.items()))
        elif isinstance(node, list):
            stack.extend(("", one) for one in reversed(node))
