"""How many slips of the pen lie between two words, or between a word and how a text begins."""

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


def begins_with(text: str, words: str, most: int) -> bool:
    """Whether a text begins with these words, at most so many letters of them wrong, missing or too many.

    What the text goes on with must be no part of a word.

    >>> begins_with("рещили: купить", "решили", 1), begins_with("решительно", "решили", 1)
    (True, False)
    """
    # distances of the words so far to each beginning of the text; those too far from the diagonal are `never`
    width, never = len(text), most + 1
    last = [column if column <= most else never for column in range(width + 1)]
    for row, letter in enumerate(words, 1):
        start, end = max(1, row - most), min(width, row + most)
        left = row if row <= most else never
        here = [left] * start + [never] * (width + 1 - start)
        least = left
        for column in range(start, end + 1):
            best = last[column - 1]
            if text[column - 1] != letter:
                best += 1
                if last[column] < best:
                    best = last[column] + 1
                if left < best:
                    best = left + 1
            here[column] = left = best
            if best < least:
                least = best
        if least > most:
            return False
        last = here
    return any(
        count <= most and not (following.isalnum() or following == "_")
        for count, following in zip(last, (*text, ""), strict=True)
    )
