"""What a page of a PDF holds, whichever library read it: words, ruling lines, pictures.

Coordinates are points from the top-left corner of the page as it is read (a page set sideways is turned
upright).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Transform = Matrix  # from the page's own coordinates to points from its top-left corner


class Word(NamedTuple):
    """A run of letters without a space: its extent and base line, letter size, weight.

    `order` is its place in the page's own order; `upright` is False for a word set at an angle to the page.
    A tuple, because every page has many and a tuple is made fastest.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    order: int
    upright: bool = True


class Rule(NamedTuple):
    """A horizontal (`top == bottom`) or vertical (`left == right`) ruling line."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.top == self.bottom


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page: number from 1, size in points, words in the file's order, ruling lines.

    `pictures` counts images that cover a good part of the page; `unusable` the letters that have no Unicode.
    `cut` names the limits beyond which the page was not read; a `damaged` page could not be opened.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    pictures: int = 0
    letters: int = 0
    unusable: int = 0
    repaired_fonts: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    damaged: bool = False


def rules_of_box(
    left: float, top: float, right: float, bottom: float, thin: float = 3.5, shortest: float = 2.0
) -> list[Rule]:
    """The ruling lines that a drawn box is: one for a thin box, four for a frame, none for a dot.

    >>> rules_of_box(10, 20, 110, 20.5)
    [Rule(left=10, top=20.25, right=110, bottom=20.25)]
    >>> len(rules_of_box(10, 20, 110, 60))
    4
    """
    width, height = right - left, bottom - top
    if height <= thin and width > thin:
        middle = (top + bottom) / 2
        return [Rule(left, middle, right, middle)]
    if width <= thin and height > thin:
        middle = (left + right) / 2
        return [Rule(middle, top, middle, bottom)]
    if width <= thin and height <= thin:
        if width >= shortest and width >= height:
            middle = (top + bottom) / 2
            return [Rule(left, middle, right, middle)]
        if height >= shortest:
            middle = (left + right) / 2
            return [Rule(middle, top, middle, bottom)]
        return []
    return [
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    ]


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point that a matrix (a, b, c, d, e, f) leads to."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
