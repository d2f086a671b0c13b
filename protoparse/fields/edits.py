"""How many slips of the pen lie between two words."""

from __future__ import annotations


def distance(first: str, second: str, most: int = 2) -> int:
    """The Damerau–Levenshtein distance of two words, `most` + 1 where it is larger.

    >>> distance("Шилова", "Шилева"), distance("Котов", "Коотв"), distance("Орлов", "Кузнецов")
    (1, 1, 3)
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        here = [row]
        for column, other in enumerate(second, 1):
            best = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        if min(here) > most:
            return most + 1
        before, last = last, here
    return min(last[-1], most + 1)
