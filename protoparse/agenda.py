"""Which agenda item a discussion answers: printed number, ordinal word, speaker, topic words, order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from protoparse.pattern import Pattern
from protoparse.view import fold

_WORD = Pattern(r"[а-яa-z0-9]{4,}")
_STOP = frozenset(
    [
        "года",
        "году",
        "вопрос",
        "вопросу",
        "повестки",
        "учебного",
        "учебный",
        "этом",
        "который",
        "которая",
        "также",
    ]
)
LEAST = 1.2  # points under which an item answers nothing
_BACK = 1.5  # a step back in the agenda costs so much
_REPEAT = 0.8  # two items for one agenda item
_STEP, _STEP_PLAIN = 0.6, 1.4  # the next agenda item, where numbers say more and where nothing but order does
_NEVER = float("-inf")


class Question(NamedTuple):
    """One side of the link: number (None where not printed), topic, folded surnames, text to look for topic
    words.

    `sure`: the number is printed as a figure in front, not an ordinal word in the prose, which is often
    wrong.
    """

    number: int | None
    topic: str
    surnames: frozenset[str]
    text: str = ""
    sure: bool = False


class Link(NamedTuple):
    """The index of the agenda item that an item answers (None: none), its points and what spoke for it."""

    agenda: int | None
    points: float
    evidence: tuple[str, ...]


class _Side(NamedTuple):
    """A question with the words that carry meaning in its topic, and in its text where it has no topic."""

    question: Question
    topic: frozenset[str]
    text: frozenset[str]

    @classmethod
    def of(cls, question: Question) -> _Side:
        topic = stems(question.topic)
        return cls(question, topic, frozenset() if topic else stems(question.text))


def stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to six letters so that cases fall together."""
    return frozenset(word[:6] for word in _WORD.findall(fold(text)) if word not in _STOP)


def _likeness(item: _Side, agenda: _Side) -> tuple[float, tuple[str, ...]]:
    """Points for one pair and their reasons."""
    points, why = 0.0, []
    here, there = item.question, agenda.question
    if here.number is not None and there.number is not None:
        if here.number == there.number:
            points += 4.0 if here.sure else 2.5
            why.append("number")
        else:
            points -= 2.5 if here.sure else 1.0
    if item.topic and agenda.topic:
        shared = len(item.topic & agenda.topic) / min(len(item.topic), len(agenda.topic))
        if shared >= 0.3:
            points += 3.0 * shared
            why.append(f"topic {shared:.0%}")
    elif agenda.topic:
        both = item.text & agenda.topic
        shared = len(both) / len(agenda.topic)
        if shared >= 0.3 and len(both) > 1:
            points += 2.0 * shared
            why.append(f"words {shared:.0%}")
    if here.surnames and there.surnames:
        if any(same_surname(name, other) for name in here.surnames for other in there.surnames):
            points += 1.5
            why.append("speaker")
        else:
            points -= 1.5
    return points, tuple(why)


def same_surname(first: str, second: str) -> bool:
    """Whether two folded surnames are the same but for their ending."""
    length = max(4, min(len(first), len(second)) - 2)
    return first[:length] == second[:length] and abs(len(first) - len(second)) <= 3


def link(items: Sequence[Question], agenda: Sequence[Question]) -> list[Link]:
    """The best assignment of items to agenda items, read in order: steps back and repetitions cost points.

    >>> results = Question(1, "Итоги четверти", frozenset())
    >>> meals = Question(2, "Питание учащихся", frozenset({"иванова"}))
    >>> [found.agenda for found in link([Question(None, "", frozenset({"иванову"}))], [results, meals])]
    [1]
    """
    if not agenda or not items:
        return [Link(None, 0.0, ()) for _ in items]
    here, there = [_Side.of(item) for item in items], [_Side.of(item) for item in agenda]
    table = [[_likeness(item, other) for other in there] for item in here]
    # as many items as questions and no number anywhere: most likely in order
    plain = len(agenda) == len(items) and all(item.number is None for item in items)
    path = best_path([[points for points, _ in row] for row in table], plain=plain)
    return [
        Link(None, 0.0, ()) if choice is None else Link(choice, round(row[choice][0], 2), row[choice][1])
        for choice, row in zip(path, table, strict=True)
    ]


def best_path(table: Sequence[Sequence[float]], *, plain: bool) -> list[int | None]:
    """For each row of points the column that it takes, None where it takes none.

    The state is the column taken last, counted from 1, 0 before any. What led to a state is known by the
    best states below and above it, so that a row costs as many steps as it has columns. Of equal ways the
    one wins whose state was reached first (`order`).
    """
    step = _STEP_PLAIN if plain else _STEP
    states = len(table[0]) + 1
    points = [0.0] + [_NEVER] * (states - 1)
    order = [0]
    back: list[list[tuple[int, bool]]] = []  # for each row and state: the state before; is a column taken
    for row in table:
        rank = [states] * states
        for place, state in enumerate(order):
            rank[state] = place
        ways = [(value, -rank[state], state) for state, value in enumerate(points)]
        below, above = list(accumulate(ways, max)), list(accumulate(reversed(ways), max))[::-1]
        following = [value + LEAST for value in points]
        pointers = [(state, False) for state in range(states)]
        taken = [column + 1 for column, gain in enumerate(row) if gain > 0 or (plain and gain == 0)]
        for state in taken:
            gain = row[state - 1]
            options = [(ways[state - 1], gain + step), (ways[state], gain - _REPEAT)]
            if state > 1:
                options.append((below[state - 2], gain))
            if state + 1 < states:
                options.append((above[state + 1], gain - _BACK))
            best = (following[state], -rank[state])
            for (value, early, source), own in options:
                if (value + own, early) > best:
                    best, pointers[state] = (value + own, early), (source, True)
            following[state] = best[0]
        points = following
        back.append(pointers)
        reached = {0, *taken}
        order = [0, *taken, *(state for state in order if state not in reached)]
    return _trace(back, max(order, key=points.__getitem__))


def _trace(back: Sequence[Sequence[tuple[int, bool]]], state: int) -> list[int | None]:
    """The columns taken on the way to a state, row by row."""
    path: list[int | None] = []
    for pointers in reversed(back):
        source, took = pointers[state]
        path.append(state - 1 if took else None)
        state = source
    return path[::-1]
