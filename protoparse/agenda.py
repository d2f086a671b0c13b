"""Which agenda item a discussion answers: printed number, ordinal word, speaker, topic words, order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from protoparse.view import fold

_WORD = re.compile(r"[а-яa-z0-9]{4,}")
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


@dataclass(frozen=True, slots=True)
class Question:
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


@dataclass(frozen=True, slots=True)
class Link:
    """The index of the agenda item that an item answers (None: none), its points and what spoke for it."""

    agenda: int | None
    points: float
    evidence: tuple[str, ...]


def stems(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to six letters so that cases fall together."""
    return frozenset(word[:6] for word in _WORD.findall(fold(text)) if word not in _STOP)


def likeness(item: Question, agenda: Question) -> tuple[float, tuple[str, ...]]:
    """Points for one pair and their reasons."""
    points, why = 0.0, []
    if item.number is not None and agenda.number is not None:
        if item.number == agenda.number:
            points += 4.0 if item.sure else 2.5
            why.append("number")
        else:
            points -= 2.5 if item.sure else 1.0
    here, there = stems(item.topic), stems(agenda.topic)
    if here and there:
        shared = len(here & there) / min(len(here), len(there))
        if shared >= 0.3:
            points += 3.0 * shared
            why.append(f"topic {shared:.0%}")
    if not here and there and item.text:
        both = stems(item.text) & there
        shared = len(both) / len(there)
        if shared >= 0.3 and len(both) > 1:
            points += 2.0 * shared
            why.append(f"words {shared:.0%}")
    common = {name for name in item.surnames for other in agenda.surnames if same_surname(name, other)}
    if common:
        points += 1.5
        why.append("speaker")
    elif item.surnames and agenda.surnames:
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
    count = len(agenda)
    table = [[likeness(item, other) for other in agenda] for item in items]
    # as many items as questions and no number anywhere: most likely in order
    plain = count == len(items) and all(item.number is None for item in items)
    step = 1.4 if plain else 0.6
    # states: last agenda item used so far, -1 none
    best: dict[int, tuple[float, list[int | None]]] = {-1: (0.0, [])}
    for row in table:
        following: dict[int, tuple[float, list[int | None]]] = {}
        for last, (points, path) in best.items():
            options: list[tuple[int | None, int, float]] = [(None, last, LEAST)]
            for index in range(count):
                gain = row[index][0]
                if gain <= 0 and not (plain and gain == 0):
                    continue
                if last >= 0 and index < last:
                    gain -= _BACK
                elif index == last:
                    gain -= _REPEAT
                elif index == last + 1:
                    gain += step
                options.append((index, index, gain))
            for choice, state, gain in options:
                total = points + gain
                if state not in following or total > following[state][0]:
                    following[state] = (total, [*path, choice])
        best = following
    _, path = max(best.values(), key=lambda value: value[0])
    return [
        Link(
            choice,
            0.0 if choice is None else round(row[choice][0], 2),
            () if choice is None else row[choice][1],
        )
        for choice, row in zip(path, table, strict=True)
    ]
