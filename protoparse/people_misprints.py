"""People of a text full of misprints whose names differ by a letter or two: which of them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from protoparse.fields.declension import fold
from protoparse.fields.dictionary import is_word
from protoparse.fields.edits import distance
from protoparse.fields.text import Gender

_LONG = 7  # letters of a surname in which two may be misprinted


@dataclass(slots=True, eq=False)
class Human:
    """A person while observations are joined: `members` are their indices, `positions` their offsets."""

    surname: str | None
    given: str | None
    patronymic: str | None
    gender: Gender | None
    members: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)


def same_but_for_letters(
    humans: Sequence[Human], weights: Sequence[int], apart: Sequence[frozenset[int]]
) -> Iterator[tuple[Human, Human]]:
    """Each one whose name differs as by misprints from one other's alone, with that other one.

    Names that are printed more surely come first and stay. `weights` are those of the observations; `apart`
    the indices of observations that one list holds, who are different people. Members of the first of a pair
    are expected to be the other's when the next pair is asked for.

    >>> rare, often = Human("Шилева", "А.", "И.", None, [0]), Human("Шилова", "А.", "И.", None, [1, 2])
    >>> [(one.surname, other.surname) for one, other in same_but_for_letters([rare, often], [1, 1, 1], [])]
    [('Шилева', 'Шилова')]
    """

    def sureness(human: Human) -> tuple[bool, int, int]:
        known = is_word(fold(human.surname or ""))
        return known, len(human.members), max(weights[index] for index in human.members)

    by_initial: defaultdict[str, list[Human]] = defaultdict(list)  # of those who stay, under each of theirs
    for human in sorted(humans, key=sureness, reverse=True):
        initials = _initials(human)
        near = {id(other): other for place in initials for other in by_initial[place]}
        found = [other for other in near.values() if _misprinted(human, other)]
        if len(found) == 1 and not any(
            group.intersection(human.members) and group.intersection(found[0].members) for group in apart
        ):
            yield human, found[0]
            continue
        for place in initials:
            by_initial[place].append(human)


def _initials(human: Human) -> tuple[str, ...]:
    """Both initials, each with its place; those without both are nobody's misprint."""
    given, patronymic = fold((human.given or "")[:1]), fold((human.patronymic or "")[:1])
    return (f"{given}.", f".{patronymic}") if human.surname and given and patronymic else ()


def _misprinted(one: Human, other: Human) -> bool:
    """Whether two names that share an initial may be one but for a letter, or two of a long surname."""
    first, second = fold(one.surname or ""), fold(other.surname or "")
    if _initials(one) != _initials(other):
        return first == second
    return distance(first, second) <= (2 if min(len(first), len(second)) >= _LONG else 1)
