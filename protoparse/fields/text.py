"""The vocabulary shared by the field readers: cases, genders, results that are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeVar, TypeVarTuple, cast

from protoparse.view import fold

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
Gender = Literal["masc", "femn"]

_Rest = TypeVarTuple("_Rest")
_Result = TypeVar("_Result")

# Code points: a longer text is seldom read twice, and keeping it would hold its memory.
_LONGEST_KEPT = 4000


def remembered(size: int) -> Callable[[Callable[[str, *_Rest], _Result]], Callable[[str, *_Rest], _Result]]:
    """A decorator that keeps the last `size` results of a pure function of a text.

    A line is read several times: as a heading, as a list of people, in the search for a date. The results are
    shared, so they must not change; those of long texts are not kept.

    >>> @remembered(8)
    ... def letters(text):
    ...     return tuple(text)
    >>> letters("да") is letters("да")
    True
    """

    def decorate(function: Callable[[str, *_Rest], _Result]) -> Callable[[str, *_Rest], _Result]:
        kept = cast(Callable[[str, *_Rest], _Result], lru_cache(maxsize=size)(function))

        def call(text: str, /, *rest: *_Rest) -> _Result:
            return kept(text, *rest) if len(text) <= _LONGEST_KEPT else function(text, *rest)

        return call

    return decorate


fold_text = remembered(512)(fold)
"""`view.fold` for the readers of one field after the other, which all fold the same line."""
