"""The decisions of a protocol in printed order, each in its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protoparse.checks.instructions import is_instruction
from protoparse.model import Decision, Item, Mention, Protocol


@dataclass(frozen=True, slots=True)
class Ordered:
    """A decision in its surroundings.

    `item` is None for decisions of the whole meeting, `parent` for those of the first level; `ref` is how
    people refer to it: «2.1», or «2, п. 3» where the number alone would not do.
    """

    decision: Decision
    item: Item | None
    parent: Decision | None
    ref: str

    @property
    def responsible(self) -> list[Mention]:
        """Who is to do it, the parent's executors where it has none of its own."""
        own = self.decision.responsible
        return own or (self.parent.responsible if self.parent else [])

    @property
    def has_deadline(self) -> bool:
        return self.decision.deadline is not None or (
            self.parent is not None and self.parent.deadline is not None
        )

    @property
    def is_instruction(self) -> bool:
        return is_instruction(self.decision)


def ordered(protocol: Protocol) -> list[Ordered]:
    """All decisions in order, parents before their children."""
    out: list[Ordered] = []
    several = len(protocol.items) > 1
    for item in protocol.items:
        _walk(out, item.decisions, item, item.number or (item.agenda if several else None))
    _walk(out, protocol.decisions, None, None)
    return out


def _walk(out: list[Ordered], decisions: Sequence[Decision], item: Item | None, prefix: str | None) -> None:
    stack: list[tuple[Decision, Decision | None, str]] = []
    for position, decision in reversed(list(enumerate(decisions, 1))):
        stack.append((decision, None, _ref(decision, prefix, position)))
    while stack:
        decision, parent, ref = stack.pop()
        out.append(Ordered(decision, item, parent, ref))
        for position, child in reversed(list(enumerate(decision.children, 1))):
            stack.append((child, decision, _ref(child, ref, position)))


def _ref(decision: Decision, prefix: str | None, position: int) -> str:
    """How people refer to a decision: its own number where it says all, else with what it belongs to.

    >>> from protoparse.model import TextSpan
    >>> nowhere = TextSpan(start=0, end=0)
    >>> [_ref(Decision(number=number, text="", span=nowhere), "2", 3) for number in ("2.1", "1", None)]
    ['2.1', '2.1', '2.3']
    """
    number = decision.number
    if number and (prefix is None or number.startswith(f"{prefix}.") or "." in number):
        return number
    own = number or str(position)
    return f"{prefix}.{own}" if prefix else own
