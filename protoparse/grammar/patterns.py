"""What is wrong with a regular expression before it runs: letters that cannot occur, ways to run for ages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Literal

from protoparse.pattern import Pattern
from protoparse.view import fold

LARGEST_REPEAT = 1000  # `x{1000}` is more than a block ever needs
LARGEST_PRODUCT = 10_000  # repetitions inside repetitions, multiplied
MOST_SEARCHES = 3  # wildcards of one row that can take letters from one another: the third makes it cubic
_ALPHABET = frozenset(
    "абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789 .,;:!?-/()\"'№_%+*="
)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, getattr(op, "POSSESSIVE_REPEAT", op.MAX_REPEAT))
_CATEGORIES = {
    op.CATEGORY_DIGIT: Pattern(r"\d"),
    op.CATEGORY_NOT_DIGIT: Pattern(r"\D"),
    op.CATEGORY_SPACE: Pattern(r"\s"),
    op.CATEGORY_NOT_SPACE: Pattern(r"\S"),
    op.CATEGORY_WORD: Pattern(r"\w"),
    op.CATEGORY_NOT_WORD: Pattern(r"\W"),
}

Trouble = Literal["dead", "nested", "repeats"]
Node = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class PatternTrouble:
    """One thing wrong with a pattern: its kind, and the letter or count that makes it so."""

    kind: Trouble
    detail: str


def troubles(pattern: str, *, folded: bool = True) -> list[PatternTrouble]:
    """Everything wrong with a pattern that compiles; `folded` says that it is matched against the fold view.

    >>> [trouble.kind for trouble in troubles("Решили")], [trouble.kind for trouble in troubles("(а+)+$")]
    (['dead'], ['nested'])
    >>> troubles("(?:[а-я]+ )*решили"), troubles("четв[её]рт")
    ([], [])
    """
    tree = parser.parse(pattern)
    found: list[PatternTrouble] = []
    if folded and not tree.state.flags & re.IGNORECASE:
        found += [PatternTrouble("dead", letter) for letter in dict.fromkeys(_dead(tree))]
    found += [PatternTrouble("nested", detail) for detail in dict.fromkeys(_nested(tree))]
    found += [PatternTrouble("repeats", detail) for detail in dict.fromkeys(_repeats(tree))]
    return found


def _rows(tree: Any) -> Iterator[list[Node]]:
    """Every sequence of nodes in a pattern, the outermost first."""
    stack: list[Any] = [tree]
    while stack:
        row = list(stack.pop())
        yield row
        for node in row:
            stack.extend(_inner(node))


def _inner(node: Node) -> list[Any]:
    """The sequences directly inside a node."""
    kind, value = node
    if kind in _REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind is getattr(op, "ATOMIC_GROUP", None):
        return [value]
    if kind is op.GROUPREF_EXISTS:
        return [one for one in value[1:] if one is not None]
    return []


# ---------------------------------------------------------------- letters that never occur
def never_occurs(letter: str) -> bool:
    """Whether a letter cannot stand in the fold view: a capital, ё, a long dash, a guillemet, a tab."""
    return fold(letter) != letter or (letter.isspace() and letter != " ")


def _dead(tree: Any) -> Iterator[str]:
    for row in _rows(tree):
        for kind, value in row:
            if kind is op.LITERAL and never_occurs(chr(value)):
                yield chr(value)
            elif kind is op.IN and not _letters((kind, value)) and value[0][0] is not op.NEGATE:
                first = value[0][1]
                yield (
                    chr(first if isinstance(first, int) else first[0])
                    if value[0][0] is not op.CATEGORY
                    else ""
                )


def _letters(node: Node) -> frozenset[str]:
    """The letters of the fold view that one node can match as a single letter."""
    kind, value = node
    if kind is op.LITERAL:
        return frozenset(chr(value)) & _ALPHABET or frozenset(
            {chr(value)} - {c for c in chr(value) if never_occurs(c)}
        )
    if kind is op.NOT_LITERAL:
        return _ALPHABET - {chr(value)}
    if kind is op.ANY:
        return _ALPHABET
    if kind is not op.IN:
        return frozenset()
    negated = value[0][0] is op.NEGATE
    found: set[str] = set()
    for inner, argument in value[negated:]:
        if inner is op.LITERAL and not never_occurs(chr(argument)):
            found.add(chr(argument))
        elif inner is op.RANGE:
            low, high = argument
            found |= {letter for letter in _ALPHABET if low <= ord(letter) <= high}
        elif inner is op.CATEGORY:
            test = _CATEGORIES.get(argument)
            found |= {letter for letter in _ALPHABET if test is not None and test.match(letter)}
    return _ALPHABET - found if negated else frozenset(found)


# ---------------------------------------------------------------- running for ages
def _unbounded(node: Node) -> bool:
    kind, value = node
    return (
        kind in _REPEATS and kind is not getattr(op, "POSSESSIVE_REPEAT", None) and value[1] > LARGEST_REPEAT
    )


def _first(row: Sequence[Node]) -> tuple[frozenset[str], bool]:
    """The letters that a sequence can begin with, and whether it can be empty."""
    letters: frozenset[str] = frozenset()
    for node in row:
        begins, empty = _first_of(node)
        letters |= begins
        if not empty:
            return letters, False
    return letters, True


def _first_of(node: Node) -> tuple[frozenset[str], bool]:
    kind, value = node
    if kind in _REPEATS:
        letters, empty = _first(list(value[2]))
        return letters, empty or value[0] == 0
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return frozenset(), True
    inner = _inner(node)
    if inner:
        parts = [_first(list(one)) for one in inner]
        return frozenset().union(*(letters for letters, _ in parts)), any(empty for _, empty in parts)
    return _letters(node), False


def _everything(row: Sequence[Node]) -> frozenset[str]:
    """All letters that a sequence can contain."""
    found: set[str] = set()
    for part in _rows(row):
        for node in part:
            found |= _letters(node)
    return frozenset(found)


def _nested(tree: Any) -> Iterator[str]:
    """Endless repeats inside endless repeats whose turns cannot be told apart, and rows of wildcards."""
    for row in _rows(tree):
        chain: list[frozenset[str]] = []
        for node in row:
            if _unbounded(node):
                body = list(node[1][2])
                yield from _ambiguous(body)
                chain = [one for one in chain if one & _everything(body)] + [_everything(body)]
                if len(chain) >= MOST_SEARCHES and _repeats_anything(chain):
                    yield f"{len(chain)} повтора без границы подряд"
            elif not _passes(node, chain):
                chain = []


def _passes(node: Node, chain: Sequence[frozenset[str]]) -> bool:
    """Whether the letters of a node could also be taken by a wildcard before it."""
    letters, empty = _first_of(node)
    return empty or any(letters & one for one in chain)


def _repeats_anything(chain: Sequence[frozenset[str]]) -> bool:
    common = chain[0]
    for one in chain[1:]:
        common &= one
    return bool(common - {" "})  # the fold view has no two spaces in a row


def _ambiguous(body: list[Node]) -> Iterator[str]:
    """Repeats at the end of a repeated body whose letters could as well begin the next turn."""
    while len(body) == 1 and body[0][0] is op.SUBPATTERN:
        body = list(body[0][1][3])
    alternatives = body[0][1][1] if len(body) == 1 and body[0][0] is op.BRANCH else [body]
    for alternative in alternatives:
        row = list(alternative)
        starts, nullable = _first(row)
        if nullable and any(_unbounded(node) for node in row):
            yield "повтор без границы внутри повтора без границы"
            return
        for index in range(len(row) - 1, -1, -1):
            node = row[index]
            if _unbounded(node):
                if (
                    _everything(list(node[1][2])) & (starts | _first(row[index + 1 :])[0])
                    and _first(row[index + 1 :])[1]
                ):
                    yield "повтор без границы внутри повтора без границы"
                    return
            elif not _first_of(node)[1]:
                break


def _repeats(tree: Any) -> Iterator[str]:
    """Counts that are too large, alone or multiplied."""
    stack: list[tuple[Any, int]] = [(tree, 1)]
    while stack:
        row, product = stack.pop()
        for node in row:
            kind, value = node
            times = product
            if kind in _REPEATS:
                count = value[1] if value[1] is not op.MAXREPEAT else max(value[0], 1)
                times = product * max(int(count), 1)
                if int(count) > LARGEST_REPEAT or int(value[0]) > LARGEST_REPEAT:
                    yield str(count)
                elif times > LARGEST_PRODUCT:
                    yield str(times)
            stack.extend((inner, times) for inner in _inner(node))
