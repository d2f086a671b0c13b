"""The register of instructions: who is to do what by when, out of the decisions of a protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from protoparse.fields.declension import fold_line
from protoparse.model import Deadline, Decision, Mention, Protocol

Control = Literal["overdue", "soon", "in_time", "recurring", "event", "open", "undated"]
SOON_DAYS = 7

CONTROL_NAMES: dict[Control, tuple[str, str]] = {
    "overdue": ("просрочено", "overdue"),
    "soon": ("7 дней", "7 days"),
    "in_time": ("срок не наступил", "not due yet"),
    "recurring": ("периодически", "recurring"),
    "event": ("по событию", "on an event"),
    "open": ("бессрочно", "open-ended"),
    "undated": ("без срока", "no deadline"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """An instruction: a decision that names who is responsible or by when.

    `point` is its number under those of the decisions above it («2 / а»). `responsible` and `deadline` are
    its own, or those of the nearest decision above that has them. `text` holds the decisions below it that
    are no instructions of their own. `order` counts the decisions of the protocol from 0.
    """

    decision: Decision
    order: int
    point: str | None
    text: str
    responsible: tuple[Mention, ...]
    deadline: Deadline | None

    @property
    def due(self) -> date | None:
        """The last day by which it must be done."""
        return as_date(self.deadline.due) if self.deadline is not None else None

    def control(self, today: date) -> Control:
        """Where it stands on a day; the protocol does not know whether it has been done."""
        return control_of(self.due, self.deadline.kind if self.deadline is not None else None, today)

    def days_left(self, today: date) -> int | None:
        """Days from a day to the deadline, negative when it has passed."""
        due = self.due
        return (due - today).days if due is not None else None

    @property
    def responsible_text(self) -> str:
        """All who are responsible, each by name or as printed."""
        return "; ".join(mention.name or mention.text for mention in self.responsible)

    @property
    def organizations(self) -> str:
        """Their organisations, each once."""
        found = dict.fromkeys(one.organization for one in self.responsible if one.organization)
        return "; ".join(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which instructions the user asks for; None and False ask for all."""

    overdue: bool = False
    responsible: str | None = None
    until: date | None = None

    def takes(self, task: Task, today: date) -> bool:
        """Whether an instruction is asked for.

        A name is found in the name of a person responsible, as printed, or in the organisation; every word of
        it must begin a word there, so that «Иванов» finds «Иванова А.А.» too.
        """
        if self.overdue and task.control(today) != "overdue":
            return False
        if self.until is not None and (task.due is None or task.due > self.until):
            return False
        if self.responsible is None:
            return True
        asked = _words(self.responsible)
        return any(
            all(any(word.startswith(one) for word in words) for one in asked)
            for words in map(_words_of, task.responsible)
        )


EVERYTHING = Wanted()


def tasks_of(protocol: Protocol) -> Iterator[Task]:
    """The instructions of a protocol, in the order of the text; motions that were voted down are none."""
    numbers = {id(decision): order for order, (decision, _) in enumerate(decisions_of(protocol))}
    roots = [decision for item in protocol.items for decision in item.decisions] + protocol.decisions
    stack: list[tuple[Decision, tuple[str, ...], tuple[Mention, ...], Deadline | None]] = [
        (decision, (), (), None) for decision in reversed(roots)
    ]
    while stack:
        decision, above, responsible, deadline = stack.pop()
        if any(vote.result == "rejected" for vote in decision.votes):
            continue
        numbered = (*above, decision.number) if decision.number else above
        responsible = tuple(decision.responsible) or responsible
        deadline = decision.deadline or deadline
        below = [one for child in decision.children for one in _tree(child)]
        if any(one.responsible or one.deadline for one in below):
            stack.extend((child, numbered, responsible, deadline) for child in reversed(decision.children))
        elif responsible or deadline:
            text = "\n".join([decision.text, *(_numbered(one) for one in below)])
            yield Task(decision, numbers[id(decision)], point_of(numbered), text, responsible, deadline)


def decisions_of(protocol: Protocol) -> Iterator[tuple[Decision, Decision | None]]:
    """All decisions of a protocol with the decision right above each, those of the items first."""
    roots = [decision for item in protocol.items for decision in item.decisions] + protocol.decisions
    stack: list[tuple[Decision, Decision | None]] = [(decision, None) for decision in reversed(roots)]
    while stack:
        decision, above = stack.pop()
        yield decision, above
        stack.extend((child, decision) for child in reversed(decision.children))


def point_of(numbers: tuple[str, ...]) -> str | None:
    """The numbers from the outermost decision in; a number that repeats the one above stands alone.

    >>> point_of(("2", "2.1")), point_of(("2", "а")), point_of(())
    ('2.1', '2 / а', None)
    """
    kept: list[str] = []
    for number in numbers:
        if kept and number.startswith(f"{kept[-1]}."):
            kept.pop()
        kept.append(number)
    return " / ".join(kept) or None


def control_of(due: date | None, kind: str | None, today: date) -> Control:
    """Where an instruction stands, by the last day and the kind of its deadline (None: it has none).

    >>> control_of(date(2024, 9, 1), "date", date(2024, 9, 2)), control_of(None, "event", date(2024, 9, 2))
    ('overdue', 'event')
    """
    if due is not None:
        days = (due - today).days
        return "overdue" if days < 0 else "soon" if days <= SOON_DAYS else "in_time"
    if kind is None:
        return "undated"
    return "recurring" if kind == "recurring" else "event" if kind == "event" else "open"


def as_date(text: str | None) -> date | None:
    """A day of the JSON as a date, None where there is none.

    >>> as_date("2024-09-01")
    datetime.date(2024, 9, 1)
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _tree(decision: Decision) -> Iterator[Decision]:
    stack = [decision]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(one.children))


def _numbered(decision: Decision) -> str:
    return f"{decision.number}) {decision.text}" if decision.number else f"– {decision.text}"


def _words_of(mention: Mention) -> list[str]:
    return _words(" ".join(filter(None, (mention.name, mention.text, mention.organization))))


def _words(text: str) -> list[str]:
    """The words of a name in lower case, ё as е, initials apart.

    >>> _words("Семёнова А.И.")
    ['семенова', 'а', 'и']
    """
    return "".join(letter if letter.isalnum() else " " for letter in fold_line(text)).split()
