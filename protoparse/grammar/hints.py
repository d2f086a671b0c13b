"""What a pattern needs in order to match, read from its source in one pass: how it begins, its words.

A mark whose beginnings or words a text lacks is not asked, and its pattern not even compiled. What is not
plain to see is unknown: the pattern is then tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from protoparse.kept import Shelf
from protoparse.pattern import Pattern

LEAST_NEEDLE, MOST_NEEDLES = 3, 24
PREFIX = 3  # characters of a beginning that are told apart
MOST_PREFIXES = 96  # beginnings of one pattern; of more the first characters alone are kept
MAX_DEPTH = 20  # brackets inside one another
_USUAL = frozenset(".,-")  # signs that most texts have
_DIGITS = frozenset("0123456789")
_SPACE = frozenset(" ")  # there is no other in the fold view
_SPECIAL = frozenset(".^$*+?{")
_RUN = Pattern(r"[^\\\[()|.^$*+?{]+(?![*+?{])")  # plain characters, each exactly once
_LONG_ESCAPES = frozenset("xuUN0123456789")  # of which more than one letter belongs to the escape
_COUNT = Pattern(r"\{\d*,?\d*\}")  # other braces say how many letters may be wrong
_LOOK = Pattern(r"\(\?<?[=!]")
_FLAGS = Pattern(r"\(\?[A-Za-z-]+[:)]")  # letters may then stand for others


class Element(NamedTuple):
    """One element of a sequence.

    `atom` is its source: one or several plain characters, something special, "(" for a group; `inner` the
    alternatives of a group (of a look around: one that is empty), None where it is no plain one; `optional`
    whether it may be absent, `bare` whether it has no quantifier.
    """

    atom: str
    inner: Sequence[Sequence[Element]] | None
    optional: bool
    bare: bool


Branches = list[list[Element]]


class Hints(NamedTuple):
    """How a match begins, in one to `PREFIX` characters, None where that is unknown; words of which it holds
    at least one, None where there are none.
    """

    prefixes: frozenset[str] | None
    words: tuple[str, ...] | None


def hints(pattern: str) -> Hints:
    r"""The hints of a pattern that is matched from the start of a text in the fold view.

    >>> sorted(hints('(?:реш|пост)ил').prefixes), sorted(hints('"?за"?').prefixes)
    (['пос', 'реш'], ['"', 'за', 'за"'])
    >>> sorted(hints('(?:в|на) п').prefixes), sorted(hints('[аб]+в|г').prefixes)
    (['в п', 'на '], ['а', 'б', 'г'])
    >>> hints('.{0,40}план').prefixes is None, hints('(?=о)о').prefixes
    (True, frozenset({'о'}))
    >>> hints('.{0,40}?кворум[а-я]*').words, hints('[а-я ]{0,9}(?:решил|постановил)').words
    (('кворум',), ('решил', 'постановил'))
    >>> hints('[^:]{3,60}:').words, hints('.{0,9}?_{3,}').words
    ((':',), ('_',))
    >>> hints('за|против').words is None, hints('(?i)кворум').words is None
    (True, True)
    >>> [hints(one).words for one in (r'\u0430план', r'[\]а]план', '(?:решили){e<=1}')]
    [None, None, None]
    """
    branches, end = _branches(pattern, 0, 0)
    if branches is None or end < len(pattern) or _FLAGS.search(pattern):
        return Hints(None, None)
    words = _needles(branches)
    if words is not None:  # what holds another of them need not be looked for
        words = tuple(word for word in words if not any(one in word for one in words if one != word))
    return Hints(_prefixes(branches), words if words is not None and len(words) <= MOST_NEEDLES else None)


_KEPT = Shelf("hints", __file__)


def hints_of_shipped(pattern: str) -> Hints:
    """As `hints`, for a pattern that comes with the program: a command keeps them for the next call."""

    def found() -> tuple[frozenset[str] | None, tuple[str, ...] | None]:
        prefixes, words = hints(pattern)
        return prefixes, words

    return Hints(*_KEPT.value(pattern, found))


def _branches(pattern: str, at: int, depth: int) -> tuple[Branches | None, int]:
    """The alternatives that begin at `at` and where they end: at their bracket or with the pattern.

    None where they are not understood.
    """
    if depth > MAX_DEPTH:
        return None, at
    out: Branches = [[]]
    while at < len(pattern) and pattern[at] != ")":
        char = pattern[at]
        inner: Branches | None = None
        if char == "|":
            out.append([])
            at += 1
            continue
        if char == "\\":
            atom, end = pattern[at : at + 2], at + 2
            if atom[1:] in _LONG_ESCAPES:
                return None, at
        elif char == "[":
            end = pattern.find("]", at + 2) + 1
            if end == 0:
                return None, at
            atom = pattern[at:end]
            if "\\]" in atom or "[" in atom[1:] or atom.startswith(("[]", "[^]")):
                return None, at
        elif char == "(":
            plain = pattern.startswith("(?:", at) or pattern[at + 1 : at + 2] != "?"
            start = at + 3 if pattern.startswith("(?:", at) else at + (1 if plain else 2)
            atom = char
            inner, end = _branches(pattern, start, depth + 1)
            if inner is None or end >= len(pattern):
                return None, at
            end += 1
            if not plain:
                inner = [[]] if _LOOK.match(pattern, at) else None
        else:
            run = _RUN.match(pattern, at)
            atom, end = (run.group(), run.end()) if run else (char, at + 1)
        if pattern.startswith("{", end) and not _COUNT.match(pattern, end):
            return None, at
        at, optional = _quantifier(pattern, end)
        out[-1].append(Element(atom, inner, optional, at == end))
    return out, at


def _quantifier(text: str, at: int) -> tuple[int, bool]:
    """Where the quantifier at `at` ends, and whether it lets its element be absent."""
    if at >= len(text):
        return at, False
    char = text[at]
    optional = False
    if char in "*?":
        at, optional = at + 1, True
    elif char == "+":
        at += 1
    elif char == "{":
        end = text.find("}", at)
        optional = text[at + 1 : at + 2] in ("0", ",")
        at = end + 1 if end > 0 else at + 1
    if at < len(text) and text[at] in "?+":
        at += 1
    return at, optional


def _prefixes(branches: Sequence[Sequence[Element]]) -> frozenset[str] | None:
    ended, open_ = _beginnings(branches)
    found = ended | open_
    return None if "" in found else frozenset(found)


def _beginnings(branches: Sequence[Sequence[Element]]) -> tuple[set[str], set[str]]:
    """With what one of the alternatives begins.

    First the beginnings that nothing can be added to: long enough, or followed by who knows what; then those
    of alternatives that are over before, to which what stands behind them may be added.
    """
    ended: set[str] = set()
    over: set[str] = set()
    for branch in branches:
        found = _beginnings_of_branch(branch)
        ended |= found[0]
        over |= found[1]
    return ended, over


def _beginnings_of_branch(branch: Sequence[Element]) -> tuple[set[str], set[str]]:
    ended: set[str] = set()
    over = {""}
    for element in branch:
        if element.atom == "(":
            known, more = ({""}, set()) if element.inner is None else _beginnings(element.inner)
        else:
            known, more = _of_atom(element.atom)
        if not element.bare:  # perhaps repeated: what is behind its first turn is not looked at
            known, more = known | more - {""}, more & {""}
            if element.optional:
                more = {""}
        if len(over) * (len(known) + len(more)) > MOST_PREFIXES:
            known, more = {one[:1] for one in known | more}, set()
        ended |= {(first + one)[:PREFIX] for first in over for one in known}
        over = {first + one for first in over for one in more}
        ended |= {one[:PREFIX] for one in over if len(one) >= PREFIX}
        over = {one for one in over if len(one) < PREFIX}
        if not over:
            break
    if len(ended) > MOST_PREFIXES:
        ended = {one[:1] for one in ended}
    return ended, over


def _of_atom(atom: str) -> tuple[set[str], set[str]]:
    """As `_beginnings`, of an element other than a group."""
    if atom == "\\b":
        return set(), {""}
    if len(atom) > 1 and atom[0] not in "\\[":
        return ({atom[:PREFIX]}, set()) if len(atom) >= PREFIX else (set(), {atom})
    letters = _letters(atom)
    return ({""}, set()) if letters is None else (set(), set(letters))


def _letters(atom: str) -> frozenset[str] | None:
    """The characters that an element other than a group can be, None where they are unknown."""
    if atom in _SPECIAL:
        return None
    if atom == "\\d":
        return _DIGITS
    if atom == "\\s":
        return _SPACE
    if atom.startswith("\\"):
        return frozenset(atom[1]) if not atom[1].isalnum() else None
    if not atom.startswith("["):
        return frozenset(atom[0])
    if atom[1] == "^" or "\\" in atom.replace("\\d", ""):
        return None
    letters: set[str] = set(_DIGITS) if "\\d" in atom else set()
    body = atom[1:-1].replace("\\d", "")
    index = 0
    while index < len(body):
        if body[index + 1 : index + 2] == "-" and index + 2 < len(body):
            letters |= {chr(code) for code in range(ord(body[index]), ord(body[index + 2]) + 1)}
            index += 3
        else:
            letters.add(body[index])
            index += 1
    return frozenset(letters)


def _needles(branches: Sequence[Sequence[Element]]) -> tuple[str, ...] | None:
    """Words of which any match holds at least one, None where there are none."""
    out: list[str] = []
    for branch in branches:
        best = _needles_of_branch(branch)
        if best is None:
            return None
        out += [needle for needle in best if needle not in out]
    return tuple(out)


def _needles_of_branch(branch: Sequence[Element]) -> tuple[str, ...] | None:
    """The longest run of plain characters that a sequence needs, else what one of its groups does, else a
    sign.
    """
    runs = [""]
    groups: list[tuple[str, ...]] = []
    for atom, inner, optional, bare in branch:
        sign = atom[0] == "\\" and not atom[1].isalnum()
        plain = sign or (atom[0] not in "\\[(" and atom not in _SPECIAL)
        if plain and not optional:
            runs[-1] += atom[1:] if sign else atom
        if not (plain and bare):
            runs.append("")
        if inner is not None and not optional:
            needed = _needles(inner)
            if needed is not None:
                groups.append(needed)
    longest = max(runs, key=len)
    if len(longest) >= LEAST_NEEDLE:
        return (longest,)
    signs = next(((run,) for run in runs if not run.replace(" ", "").isalnum() and run.strip()), None)
    choices = [*groups, signs] if signs else groups
    return min(choices, key=_vagueness) if choices else None


def _vagueness(needles: Sequence[str]) -> tuple[bool, bool, int, int]:
    """The less, the fewer texts hold one of the needles: words before signs, few before many."""
    shortest = min(map(len, needles))
    return shortest < LEAST_NEEDLE, not _USUAL.isdisjoint(needles), len(needles), -shortest
