"""Deadlines of the decisions as the rules need them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from protoparse.checks.context import CheckContext
from protoparse.checks.ordered import Ordered
from protoparse.model import Deadline
from protoparse.tasks import as_date


def deadlines(context: CheckContext) -> Iterator[tuple[Ordered, Deadline, datetime.date | None]]:
    """Every decision that has a deadline of its own, with the last day (None where there is none)."""
    for one in context.decisions:
        deadline = one.decision.deadline
        if deadline is not None:
            yield one, deadline, as_date(deadline.due)


def printed_date(day: datetime.date) -> str:
    """The day as people write it.

    >>> printed_date(datetime.date(2024, 9, 1))
    '01.09.2024'
    """
    return f"{day:%d.%m.}{day.year:04}"
