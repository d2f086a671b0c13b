"""Votes of gold against votes of the output."""

from __future__ import annotations

from collections.abc import Sequence

from protoparse.evaluation.align import Record, lists, value
from protoparse.evaluation.similarity import alternatives, same
from protoparse.evaluation.tally import Tally

FIELDS = ("yes", "no", "abstain", "unanimous", "result")


def score_votes(
    tally: Tally, where: str, wanted: Sequence[Record] | None, found: Sequence[Record] | None
) -> None:
    """Score the votes of one place: how many there are, then each figure that gold gives."""
    matched = lists(tally, "votes", where, wanted or [], found or [], _alike, 0.0, _show)
    for one, other in matched:
        for key in FIELDS:
            if key in one:
                value(tally, "votes", f"{where} {key}", one[key], other.get(key))


def _alike(wanted: Record, found: Record) -> float:
    given = [key for key in FIELDS if key in wanted]
    return 0.1 + sum(any(same(one, found.get(key)) for one in alternatives(wanted[key])) for key in given)


def _show(vote: Record) -> str:
    return ", ".join(f"{key} {vote[key]}" for key in FIELDS if vote.get(key) is not None)
