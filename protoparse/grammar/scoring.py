"""Scores of a unit for all roles at once: marks are asked only where the beginning of a text lets them match.

A grammar has some 500 marks and a unit fires about thirty, most of them for how it looks. Shapes are asked
once for all roles that weigh them; patterns and literals stand in tables by the beginning of what they can
match.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Generic, TypeVar

from protoparse.grammar.hints import PREFIX
from protoparse.grammar.marks import HEAD, Mark
from protoparse.grammar.shapes import look
from protoparse.normalise import Unit

Scores = dict[str, tuple[float, tuple[str, ...]]]
# points of the marks alone, their ids in no order, whether one of them is strong
Evidence = tuple[float, tuple[str, ...], bool]
Name = TypeVar("Name", bound=Hashable)
Entry = tuple[
    int, Name, Mark, Evidence
]  # place of the mark among all, its role, the mark, what it says alone

_QUOTE = '"'
_MOST_LOOKS = 4096


class Scorer(Generic[Name]):
    """What marks say of a unit, for a set of roles given as (name, marks)."""

    def __init__(self, roles: Sequence[tuple[Name, Sequence[Mark]]]) -> None:
        self.roles = roles
        self._ready = False  # most grammars are never asked alone

    def _prepare(self) -> None:
        self._ready = True
        self._tables: list[Entry[Name]] = []
        # of each shape the marks that fire where it is not seen, and where it is
        self._shapes: dict[str, tuple[list[Entry[Name]], list[Entry[Name]]]] = {}
        self._looks: dict[tuple[bool, ...], dict[Name, Evidence]] = {}  # what they say together
        self._open: list[Entry[Name]] = []
        self._by_word: dict[str, list[Entry[Name]]] = {}  # of the open ones that need a word
        self._literals: dict[str, list[Entry[Name]]] = {}
        placed: list[tuple[frozenset[str], Entry[Name]]] = []
        everything = ((name, mark) for name, marks in self.roles for mark in marks)
        for place, (name, mark) in enumerate(everything):
            entry = (place, name, mark, (mark.weight, (mark.id,), mark.strong))
            if mark.table is not False:
                self._tables.append(entry)
            if mark.table is True:
                continue
            if mark.shape is not None:
                self._shapes.setdefault(mark.shape, ([], []))[not mark.negated].append(entry)
            elif mark.literals is not None and not mark.negated:
                for letter in sorted(mark.literals):
                    self._literals.setdefault(letter, []).append(entry)
            elif mark.prefixes is None or mark.negated:
                if mark.words is None:
                    self._open.append(entry)
                for word in mark.words or ():
                    self._by_word.setdefault(word, []).append(entry)
            else:
                placed.append((mark.prefixes, entry))
        self._by_prefix = _by_prefix(placed)
        self._look = _picker(list(self._shapes))

    def evidence(self, unit: Unit) -> dict[Name, Evidence]:
        """Points, ids, strength of each role for which some mark speaks; roles without one are left out."""
        if not self._ready:
            self._prepare()
        if unit.is_table:
            return _told([entry for entry in self._tables if entry[2].test(unit)], {})
        text = unit.folded[:HEAD]
        fired: list[Entry[Name]] = []
        _match(self._placed(text), unit, text, fired)
        _match(self._open, unit, text, fired)
        said = {
            entry[0]: entry
            for word in [word for word in self._by_word if word in text]
            for entry in self._by_word[word]
        }
        _match(said.values(), unit, text, fired)
        opening = text.lstrip(_QUOTE)[:1] if text[:1] == _QUOTE else text[:1]
        fired += [entry for entry in self._literals.get(opening, ()) if entry[2].test(unit)]
        return _told(fired, self._of_looks(unit))

    def _placed(self, text: str) -> Sequence[Entry[Name]]:
        for length in range(PREFIX, 0, -1):
            entries = self._by_prefix.get(text[:length])
            if entries is not None:
                return entries
        return ()

    def _of_looks(self, unit: Unit) -> dict[Name, Evidence]:
        """What the shapes of a paragraph say; many paragraphs look alike."""
        looks = self._look(look(unit))
        known = self._looks.get(looks)
        if known is None:
            if len(self._looks) >= _MOST_LOOKS:
                self._looks.clear()
            fired = [
                entry
                for (unseen, seen), is_seen in zip(self._shapes.values(), looks, strict=True)
                for entry in (seen if is_seen else unseen)
            ]
            known = self._looks[looks] = _told(fired, {})
        return known


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, bool]], tuple[bool, ...]]:
    """A function that gives the answers with these names."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda answers: tuple(answers[name] for name in names)


def _told(fired: Iterable[Entry[Name]], more: Mapping[Name, Evidence]) -> dict[Name, Evidence]:
    """What the marks that fired say, and more that is known of some roles."""
    out = dict(more)
    for _, name, _, alone in fired:
        known = out.setdefault(name, alone)
        if known is not alone:
            out[name] = (known[0] + alone[0], known[1] + alone[1], known[2] or alone[2])
    return out


def _by_prefix(placed: Sequence[tuple[frozenset[str], Entry[Name]]]) -> dict[str, list[Entry[Name]]]:
    """The entries that may match a text, by the longest beginning of it that is a key, in the order given."""
    numbers_of: dict[str, list[int]] = {}  # prefix → the numbers of the entries that have it
    for number, (prefixes, _) in enumerate(placed):
        for prefix in prefixes:
            numbers_of.setdefault(prefix, []).append(number)
    table: dict[str, list[Entry[Name]]] = {}
    for beginning in {beginning for prefix in numbers_of for beginning in _cut(prefix)}:
        fitting = {number for prefix in _cut(beginning) for number in numbers_of.get(prefix, ())}
        table[beginning] = [placed[number][1] for number in sorted(fitting)]
    return table


def _cut(prefix: str) -> list[str]:
    return [prefix[:length] for length in range(1, len(prefix) + 1)]


def _match(entries: Iterable[Entry[Name]], unit: Unit, text: str, fired: list[Entry[Name]]) -> None:
    """Add the entries whose mark matches; plain loops, as this runs for every unit and mark."""
    for entry in entries:
        mark = entry[2]
        match = mark.match
        if match is None:
            if mark.test(unit):
                fired.append(entry)
            continue
        if mark.words is not None:
            for word in mark.words:
                if word in text:
                    break
            else:
                continue
        if match(text) is not None:
            fired.append(entry)


def joined(first: Evidence, second: Evidence | None) -> Evidence:
    """The evidence of two sets of marks together."""
    if second is None:
        return first
    return first[0] + second[0], first[1] + second[1], first[2] or second[2]
