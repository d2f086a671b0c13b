"""Marks made ready: what a `[[block.ROLE.marks]]` of a grammar asks of a unit."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from protoparse.fields.edits import begins_with
from protoparse.grammar.careful import CarefulPattern
from protoparse.grammar.columns import COMMON_COLUMNS, match_columns
from protoparse.grammar.hints import hints, hints_of_shipped
from protoparse.grammar.macros import expand
from protoparse.grammar.shapes import ANY_SHAPES, LOOKS, SHAPES, TABLE_SHAPES, ask
from protoparse.grammar.spec import MarkSpec
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import fold, fold_letters

HEAD = 400  # characters at the start of a block that marks see
TAIL = 160  # characters at its end that `tail` marks see

Test = Callable[[Unit], bool]
# Makes the pattern of a user's grammar, None for those that are shipped.
Careful = Callable[[str], CarefulPattern] | None


def edit_budget(literal: str) -> int:
    """How many letters of a fuzzy literal may be wrong: 0 under 5 letters, 1 to 8, 2 to 14, then 3."""
    length = len(literal)
    return 0 if length < 5 else 1 if length <= 8 else 2 if length <= 14 else 3


@dataclass(slots=True)
class Mark:
    """A compiled mark: its id, its points, its test.

    Once made, nothing changes but `match`, which compiles its pattern when first asked: most never are.
    """

    id: str
    weight: float
    test: Test
    table: bool | None  # True: can match tables only, False: paragraphs only
    strong: bool  # speaks for the role by what the words say, not merely by how the paragraph looks
    negated: bool = False
    shape: str | None = None
    prefixes: frozenset[str] | None = None  # with which a match of its pattern begins, None where any may
    literals: frozenset[str] | None = None  # first letters of its fuzzy literals
    # of a plain pattern: the test without a call between
    match: Callable[[str], object] | None = None
    words: tuple[str, ...] | None = None  # of which a text that `match` accepts holds at least one


class EmptyLiteralError(ValueError):
    """A fuzzy literal without a letter."""


def compile_mark(
    mark: MarkSpec, columns: dict[str, tuple[str, ...]], macro: dict[str, str], careful: Careful
) -> Mark:
    """A mark of a role with these columns (name → folded heads), ready to be asked.

    Raises EmptyLiteralError, KeyError for a shape or macro that is not known, and what `expand` and making a
    pattern raise.
    """
    test: Test
    table: bool | None = False
    if mark.like is not None:
        if not all(map(fold, mark.like)):
            raise EmptyLiteralError
        test = _like(mark.like)
    elif mark.re is not None:
        pattern = fold_letters(expand(mark.re, macro))
        test = _pattern(pattern, mark.tail, careful)
    elif mark.shape is not None:
        if mark.shape not in SHAPES:
            raise KeyError(mark.shape)
        test = functools.partial(ask, mark.shape)
        table = True if mark.shape in TABLE_SHAPES else None if mark.shape in ANY_SHAPES else False
    else:
        test = _columns(columns, mark.columns or 1)
        table = True
    strong = mark.w > 0 and not mark.not_ and mark.shape not in LOOKS
    literals = frozenset(fold(literal)[0] for literal in mark.like) if mark.like else None
    if mark.not_:
        positive = test
        return Mark(mark.id, mark.w, lambda unit: not positive(unit), table, strong, True, mark.shape)
    made = Mark(mark.id, mark.w, test, table, strong, False, mark.shape, None, literals)
    if mark.re is not None and not mark.tail:
        made.prefixes, made.words = hints(pattern) if careful else hints_of_shipped(pattern)
        if careful is None:
            made.match = _compiling(made, pattern)
            made.test = functools.partial(_matches, made)
    return made


def _compiling(mark: Mark, pattern: str) -> Callable[[str], object]:
    """A match that compiles the pattern, puts the compiled one in its own place and asks it."""

    def match(text: str) -> object:
        mark.match = Pattern(pattern).match
        return mark.match(text)

    return match


def _matches(mark: Mark, unit: Unit) -> bool:
    return mark.match is not None and mark.match(unit.folded[:HEAD]) is not None


def _like(literals: Sequence[str]) -> Test:
    by_letter: dict[str, list[tuple[str, int]]] = {}
    for literal in map(fold, literals):
        by_letter.setdefault(literal[0], []).append((literal, edit_budget(literal)))

    def test(unit: Unit) -> bool:
        text = unit.folded[:HEAD].lstrip('"')
        for literal, budget in by_letter.get(text[:1], ()):
            if text.startswith(literal):
                if len(text) == len(literal) or not text[len(literal)].isalpha():
                    return True
            elif budget and _misspells(text[: len(literal) + budget + 1], literal, budget):
                return True
        return False

    return test


@functools.lru_cache(maxsize=2048)  # «Ответственный: …» comes again and again
def _misspells(text: str, literal: str, budget: int) -> bool:
    """Whether a text begins with a literal of which at most so many letters are wrong."""
    # each mistake spoils one piece at most: where none of them is whole, near its place, there are too many
    for piece, start, end in _pieces(literal, budget):
        if text.find(piece, start, end) >= 0:
            return begins_with(text, literal, budget)
    return False


@functools.lru_cache(maxsize=512)
def _pieces(literal: str, budget: int) -> tuple[tuple[str, int, int], ...]:
    """A literal cut into pieces of about one length, one more than letters may be wrong, each with the
    stretch of a text in which it stands then.

    >>> _pieces("присутствовали", 2)
    (('прис', 0, 6), ('утств', 2, 11), ('овали', 7, 16))
    """
    edges = [len(literal) * number // (budget + 1) for number in range(budget + 2)]
    return tuple((literal[start:end], max(0, start - budget), end + budget) for start, end in pairwise(edges))


def _pattern(pattern: str, tail: bool, careful: Careful) -> Test:
    if careful is None:  # shipped: compiled when first asked, see `_compiling`
        lazy = Pattern(pattern)
        if not tail:
            return lambda unit: lazy.match(unit.folded[:HEAD]) is not None
        return lambda unit: lazy.search(unit.folded[-TAIL:]) is not None
    made = careful(pattern)
    if tail:
        return lambda unit: made.occurs(unit.folded[-TAIL:])
    return lambda unit: made.matches(unit.folded[:HEAD])


def _columns(columns: dict[str, tuple[str, ...]], least: int) -> Test:
    def test(unit: Unit) -> bool:
        for row in unit.rows[:2]:
            found = match_columns(columns, [cell.view.flat for cell in row])
            if sum(name not in COMMON_COLUMNS for name in found) >= least:
                return True
        return False

    return test
