"""What a pattern needs in order to match, read from its source in one pass: its first letters, its words.

A mark whose letters or words a text lacks is not asked, and its pattern not even compiled. What is not plain
to see is unknown: the pattern is then tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from protoparse.pattern import Pattern

LEAST_NEEDLE, MOST_NEEDLES = 3, 24
MAX_DEPTH = 20  # brackets inside one another
_DIGITS = frozenset("0123456789")
_SPECIAL = frozenset(".^$*+?{")
_RUN = Pattern(r"[^\\\[()|.^$*+?{]+(?![*+?{])")  # plain characters, each exactly once
_FLAGS = Pattern(r"\(\?[A-Za-z-]+[:)]")  # letters may then stand for others


class Element(NamedTuple):
    """One element of a sequence.

    `atom` is its source: one or several plain characters, something special, "(" for a group; `inner` the
    alternatives of a group, None where it is no plain one (a look around, a named group); `optional` whether
    it may be absent, `bare` whether it has no quantifier.
    """

    atom: str
    inner: Sequence[Sequence[Element]] | None
    optional: bool
    bare: bool


Branches = list[list[Element]]


class Hints(NamedTuple):
    """With what a match begins, None where that is unknown; words of which it holds at least one, or None."""

    letters: frozenset[str] | None
    words: tuple[str, ...] | None


def hints(pattern: str) -> Hints:
    """The hints of a pattern that is matched from the start of a text.

    >>> sorted(hints('(?:реш|пост)ил').letters), sorted(hints('"?за"?').letters)
    (['п', 'р'], ['"', 'з'])
    >>> hints('.{0,40}план').letters is None, hints('(?=о)о').letters is None
    (True, True)
    >>> hints('.{0,40}?кворум[а-я]*').words, hints('[а-я ]{0,9}(?:решил|постановил)').words
    (('кворум',), ('решил', 'постановил'))
    >>> hints('за|против').words is None, hints('(?i)кворум').words is None
    (True, True)
    """
    branches, end = _branches(pattern, 0, 0)
    if branches is None or end < len(pattern) or _FLAGS.search(pattern):
        return Hints(None, None)
    words = _needles(branches)
    return Hints(_first(branches), words if words is not None and len(words) <= MOST_NEEDLES else None)


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
        elif char == "[":
            end = pattern.find("]", at + 2) + 1
            if end == 0:
                return None, at
            atom = pattern[at:end]
        elif char == "(":
            plain = pattern.startswith("(?:", at) or pattern[at + 1 : at + 2] != "?"
            start = at + 3 if pattern.startswith("(?:", at) else at + (1 if plain else 2)
            atom = char
            inner, end = _branches(pattern, start, depth + 1)
            if inner is None or end >= len(pattern):
                return None, at
            end += 1
            if not plain:
                inner = None
        else:
            run = _RUN.match(pattern, at)
            atom, end = (run.group(), run.end()) if run else (char, at + 1)
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


def _first(branches: Sequence[Sequence[Element]]) -> frozenset[str] | None:
    found: set[str] = set()
    for branch in branches:
        letters = _first_of_branch(branch)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


def _first_of_branch(branch: Sequence[Element]) -> frozenset[str] | None:
    """The first characters of a sequence; an element that may be absent adds those of what follows it."""
    found: frozenset[str] = frozenset()
    for element in branch:
        if element.atom == "(":
            letters = None if element.inner is None else _first(element.inner)
        else:
            letters = _of_atom(element.atom)
        if letters is None:
            return None
        found |= letters
        if not element.optional:
            return found
    return None  # everything may be absent


def _of_atom(atom: str) -> frozenset[str] | None:
    """The characters that an element other than a group can be, None where they are unknown."""
    if atom in _SPECIAL:
        return None
    if atom == "\\d":
        return _DIGITS
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
    """The longest run of plain letters that a sequence needs, else what one of its groups does."""
    runs = [""]
    groups: list[tuple[str, ...]] = []
    for atom, inner, optional, bare in branch:
        plain = atom[0] not in "\\[(" and atom not in _SPECIAL
        if plain and not optional:
            runs[-1] += atom
        if not (plain and bare):
            runs.append("")
        if inner is not None and not optional:
            needed = _needles(inner)
            if needed is not None:
                groups.append(needed)
    longest = max(runs, key=len)
    if len(longest) >= LEAST_NEEDLE:
        return (longest,)
    return min(groups, key=lambda group: (len(group), -min(map(len, group)))) if groups else None
