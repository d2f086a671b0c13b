"""Figures of votes as the rules need them."""

from __future__ import annotations

import re

from protoparse.checks.context import CheckContext
from protoparse.model import Vote
from protoparse.pattern import Pattern

_NOT_HEADS = Pattern(r"%|процент|кв\.?\s?м|м2|м²|площад|долей|акци", re.IGNORECASE)


def counts_heads(vote: Vote) -> bool:
    """Whether the figures are people: no percents, square metres or shares."""
    figures = [figure for figure in (vote.yes, vote.no, vote.abstain) if figure is not None]
    return (
        bool(figures)
        and all(isinstance(figure, int) for figure in figures)
        and not _NOT_HEADS.search(vote.text)
    )


def total(vote: Vote) -> int:
    """The sum of the printed figures."""
    return int((vote.yes or 0) + (vote.no or 0) + (vote.abstain or 0))


def voters(context: CheckContext) -> tuple[int, int] | None:
    """The least and the most people who could vote; None where nothing tells.

    A secretary may or may not have a vote, the printed count may or may not hold chair and secretary.
    """
    attendance = context.protocol.attendance
    number = context.present_number
    if number is None:
        return None
    listed = 0 if context.has_partial_list else len(context.listed)
    least, most = number, max(number, listed)
    secretary = attendance.secretary
    if attendance.present_count is not None:
        most = max(most, number + len(context.officers))
    members = {mention.person for mention in attendance.present if mention.role == "member"}
    if secretary is not None and secretary.person not in members:
        least -= 1
    return least, most
