"""Running heads and feet: what stands on page after page and is no text of the minutes."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from itertools import pairwise
from typing import TypeVar

from protoparse.pattern import Pattern

Key = TypeVar("Key", bound=Hashable)

FARTHEST = 2  # pages from one running head to the next: odd and even pages may have their own
FEWEST, FEWEST_OF_SHORT, SHORT = 3, 2, 5  # pages with one in a row, and in a document of no more pages
FIRST_LINES = 25  # of a page, where those present or the agenda show that minutes begin

_COUNT = Pattern(
    r"(?<![\w.])(?:стр(?:аница|\.)?|лист|л\.|с\.|page)\s*\d+"
    r"|\d+\s+(?:из|of)\s+\d+|\t\d+$|^\d+\t|[-–—]\s*\d+\s*[-–—]|\s[–—]\s\d{1,3}$"
)
_OPENS_MINUTES = Pattern(r"\W*(?:присутств|отсутств|повестк|порядок дня|на повестке|были\s*[-:–—])")


def without_count(text: str) -> str:
    """The text of a running head without the count of pages; other numbers count.

    «ПРОТОКОЛ № 1» and «ПРОТОКОЛ № 2» on two pages of a book are two titles.

    >>> without_count("Протокол № 7, стр. 2"), without_count("Стр. 3 из 9"), without_count("ТС-07/24 — 2")
    ('протокол № 7, #', '# из 9', 'тс-07/24#')
    """
    return _COUNT.sub("#", text.lower())


def opens_minutes(lines: Iterable[str]) -> bool:
    """Whether minutes begin on a page with these lines: it has who was present, or an agenda.

    >>> opens_minutes(["ПРОТОКОЛ", "заседания педсовета", "Присутствовали: 12 чел."])
    True
    >>> opens_minutes(["Протокол педсовета", "2. СЛУШАЛИ: о плане работы", "Председатель: ____ А.А. Крылова"])
    False
    """
    return any(_OPENS_MINUTES.match(line.lower()) for line in lines)


def has_count(text: str) -> bool:
    """Whether a text holds the count of pages, which titles of minutes do not."""
    return _COUNT.search(text.lower()) is not None


def running(
    pages_of: Mapping[Key, Set[int]], pages: int, opening: Set[int], counted: Set[Key] = frozenset()
) -> dict[Key, set[int]]:
    """The pages on which each text is a running head, by the pages on which it stands; others left out.

    It must stand on pages in a row, and not merely where minutes begin (`opening`): a book of short minutes
    has the same title on page after page, and the same words may stand at the same height on any two pages.
    Those with a count of pages (`counted`) are no titles.

    >>> running({"Протокол": {1, 2, 3}, "Секретарь": {2, 9}, "МБОУ": {1, 2}}, 9, set())
    {'Протокол': {1, 2, 3}}
    >>> running({"Протокол": {1, 2, 3}}, 3, {1, 2, 3}), running({"Протокол": {1, 2}}, 3, {1})
    ({}, {'Протокол': {1, 2}})
    """
    fewest = FEWEST_OF_SHORT if pages <= SHORT else FEWEST
    found: dict[Key, set[int]] = {}
    for key, numbers in pages_of.items():
        if len(numbers) < fewest:
            continue
        ordered = sorted(numbers)
        rows = [{ordered[0]}]
        for before, number in pairwise(ordered):
            if number - before <= FARTHEST:
                rows[-1].add(number)
            else:
                rows.append({number})
        titles = frozenset() if key in counted else opening
        kept = {number for row in rows if len(row) >= fewest and not row <= titles for number in row}
        if kept:
            found[key] = kept
    return found
