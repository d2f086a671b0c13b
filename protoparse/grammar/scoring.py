"""Scores of a unit for all roles at once: marks are asked only where the first letter lets them match.

A grammar has some 300 marks and a unit fires about ten. Shapes are asked once for all roles that weigh them;
patterns and literals stand in tables by the first letter of what they can match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from protoparse.grammar.shapes import ask
from protoparse.normalise import Unit

if TYPE_CHECKING:
    from protoparse.grammar.compile import Mark

Scores = dict[str, tuple[float, tuple[str, ...]]]
# points of the marks alone, their ids, whether one of them is strong
Evidence = tuple[float, tuple[str, ...], bool]
Entry = tuple[int, str, "Mark"]  # place of the mark among all, its role, the mark

_DIGITS = frozenset("0123456789")
_QUOTE = '"'
HEAD = 400  # characters at the start of a block that marks see
MAX_DEPTH = 20
UNKNOWN: tuple[str, ...] = ("",)  # the words that a mark needs, before they are asked for


class Scorer:
    """What marks say of a unit, for a set of roles given as (name, marks)."""

    def __init__(self, roles: Sequence[tuple[str, Sequence[Mark]]]) -> None:
        self._tables: list[Entry] = []
        # of each shape the marks that fire where it is not seen, and where it is
        self._shapes: dict[str, tuple[list[Entry], list[Entry]]] = {}
        self._open: list[Entry] = []
        self._by_letter: dict[str, list[Entry]] = {}
        self._literals: dict[str, list[Entry]] = {}
        placed: list[tuple[frozenset[str], Entry]] = []
        everything = ((name, mark) for name, marks in roles for mark in marks)
        for place, (name, mark) in enumerate(everything):
            entry = (place, name, mark)
            if mark.table is not False:
                self._tables.append(entry)
            if mark.table is True:
                continue
            if mark.shape is not None:
                self._shapes.setdefault(mark.shape, ([], []))[not mark.negated].append(entry)
            elif mark.literals is not None and not mark.negated:
                for letter in sorted(mark.literals):
                    self._literals.setdefault(letter, []).append(entry)
            elif mark.letters is None or mark.negated:
                self._open.append(entry)
            else:
                placed.append((mark.letters, entry))
        for letter in sorted({letter for letters, _ in placed for letter in letters}):
            self._by_letter[letter] = [entry for letters, entry in placed if letter in letters]

    def evidence(self, unit: Unit) -> dict[str, Evidence]:
        """Points, ids, strength of each role for which some mark speaks; roles without one are left out."""
        fired: list[Entry] = []
        if unit.is_table:
            fired = [entry for entry in self._tables if entry[2].test(unit)]
        else:
            for shape, entries in self._shapes.items():
                fired += entries[ask(shape, unit)]
            text = unit.folded
            _match(self._by_letter.get(text[:1], ()), unit, text, fired)
            _match(self._open, unit, text, fired)
            opening = text.lstrip(_QUOTE)[:1] if text[:1] == _QUOTE else text[:1]
            fired += [entry for entry in self._literals.get(opening, ()) if entry[2].test(unit)]
            fired.sort(key=_place)
        out: dict[str, Evidence] = {}
        for _, name, mark in fired:
            points, ids, strong = out.get(name, _SILENCE)
            out[name] = (points + mark.weight, (*ids, mark.id), strong or mark.strong)
        return out


_SILENCE: Evidence = (0.0, (), False)


_place = itemgetter(0)


def _match(entries: Iterable[Entry], unit: Unit, text: str, fired: list[Entry]) -> None:
    """Add the entries whose mark matches; plain loops, as this runs for every unit and mark."""
    for entry in entries:
        mark = entry[2]
        match = mark.match
        if match is None:
            if mark.test(unit):
                fired.append(entry)
            continue
        words = mark.words
        if words is UNKNOWN:
            words = mark.words = needles(mark.pattern) if mark.pattern else None
        if words is not None:
            for word in words:
                if word in text:
                    break
            else:
                continue
        if match(text, 0, HEAD) is not None:
            fired.append(entry)


def joined(first: Evidence | None, second: Evidence | None) -> Evidence:
    """The evidence of two sets of marks together."""
    if first is None or second is None:
        return first or second or _SILENCE
    return first[0] + second[0], first[1] + second[1], first[2] or second[2]


def first_letters(pattern: str) -> frozenset[str] | None:
    """The characters with which a match of an anchored pattern can begin; None where that is not plain to
    see.

    >>> sorted(first_letters('(?:реш|пост)ил'))
    ['п', 'р']
    >>> sorted(first_letters('"?за"?'))
    ['"', 'з']
    >>> first_letters('.{0,40}план') is None, first_letters('(?=о)о') is None
    (True, True)
    """
    return _first(pattern, 0)


def _first(pattern: str, depth: int) -> frozenset[str] | None:
    if depth > MAX_DEPTH:
        return None
    found: set[str] = set()
    for branch in _branches(pattern):
        letters = _first_of_branch(branch, depth)
        if letters is None:
            return None
        found |= letters
    return frozenset(found)


def _first_of_branch(branch: str, depth: int) -> frozenset[str] | None:
    """The first characters of a sequence; an element that may be absent adds those of what follows it."""
    found: set[str] = set()
    at = 0
    while at < len(branch):
        atom, end = _atom(branch, at)
        if atom is None:
            return None
        if atom.startswith("("):
            if atom[:3] != "(?:" and atom[1:2] == "?":
                return None
            letters = _first(atom[3:-1] if atom[:3] == "(?:" else atom[1:-1], depth + 1)
        else:
            letters = _of_atom(atom)
        if letters is None:
            return None
        found |= letters
        at, optional = _quantifier(branch, end)
        if not optional:
            return frozenset(found)
    return None  # everything may be absent


def _plain(pattern: str, start: int = 0) -> Iterator[tuple[int, str, int]]:
    """Each character that is neither escaped nor in a class: offset, character, brackets open behind it."""
    depth, at, inside = 0, start, False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 2
            continue
        if inside:
            inside = char != "]"
        elif char == "[":
            inside = True
        else:
            depth += (char == "(") - (char == ")")
            yield at, char, depth
        at += 1


def _branches(pattern: str) -> Iterable[str]:
    """The alternatives of a pattern at its outermost level."""
    start = 0
    for at, char, depth in _plain(pattern):
        if char == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _atom(text: str, at: int) -> tuple[str | None, int]:
    """The element that begins at `at` and where it ends; None where it is none that is understood."""
    char = text[at]
    if char == "\\":
        return text[at : at + 2], at + 2
    if char == "[":
        end = text.find("]", at + 2)
        return (text[at : end + 1], end + 1) if end > 0 else (None, at)
    if char == "(":
        end = next((index for index, _, depth in _plain(text, at) if depth == 0), -1)
        return (text[at : end + 1], end + 1) if end > 0 else (None, at)
    return (None, at) if char in ".^$*+?{|)" else (char, at + 1)


def _of_atom(atom: str) -> frozenset[str] | None:
    if atom == "\\d":
        return _DIGITS
    if atom.startswith("\\"):
        return frozenset(atom[1]) if not atom[1].isalnum() else None
    if atom.startswith("["):
        if atom[1] == "^" or "\\" in atom.replace("\\d", ""):
            return None
        body = atom[1:-1]
        letters: set[str] = set()
        if "\\d" in body:
            letters |= _DIGITS
            body = body.replace("\\d", "")
        index = 0
        while index < len(body):
            if body[index + 1 : index + 2] == "-" and index + 2 < len(body):
                letters |= {chr(code) for code in range(ord(body[index]), ord(body[index + 2]) + 1)}
                index += 3
            else:
                letters.add(body[index])
                index += 1
        return frozenset(letters)
    return frozenset(atom)


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


LEAST_NEEDLE, MOST_NEEDLES = 3, 24


def needles(pattern: str) -> tuple[str, ...] | None:
    """Words of which any match must hold at least one; None where there are none, or too many to look for.

    >>> needles('.{0,40}?кворум[а-я]*')
    ('кворум',)
    >>> needles('[а-я ]{0,9}(?:решил|постановил)')
    ('решил', 'постановил')
    >>> needles('за|против') is None
    True
    """
    found = _needles(pattern, 0)
    return found if found is not None and len(found) <= MOST_NEEDLES else None


def _needles(pattern: str, depth: int) -> tuple[str, ...] | None:
    if depth > MAX_DEPTH:
        return None
    out: list[str] = []
    for branch in _branches(pattern):
        best = _needles_of_branch(branch, depth)
        if best is None:
            return None
        out += [needle for needle in best if needle not in out]
    return tuple(out)


def _needles_of_branch(branch: str, depth: int) -> tuple[str, ...] | None:
    """The longest run of plain letters that a sequence cannot do without, else what one of its groups
    needs.
    """
    runs: list[str] = []
    groups: list[tuple[str, ...]] = []
    run, at = "", 0
    while at < len(branch):
        if branch[at] in ".^$":
            atom, end = branch[at], at + 1
        else:
            found, end = _atom(branch, at)
            if found is None:
                return None
            atom = found
        after, optional = _quantifier(branch, end)
        plain = len(atom) == 1 and atom not in ".^$"
        if plain and after == end:
            run += atom
        else:
            runs.append(run + atom if plain and not optional else run)
            run = ""
            if atom.startswith("(") and not optional and (atom[:3] == "(?:" or atom[1] != "?"):
                inner = _needles(atom[3:-1] if atom[:3] == "(?:" else atom[1:-1], depth + 1)
                if inner is not None:
                    groups.append(inner)
        at = after
    longest = max([*runs, run], key=len)
    if len(longest) >= LEAST_NEEDLE:
        return (longest,)
    return min(groups, key=lambda group: (len(group), -min(map(len, group)))) if groups else None
