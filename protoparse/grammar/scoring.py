"""Scores of a unit for all roles at once: marks are asked only where the first letter lets them match.

A grammar has some 500 marks and a unit fires about ten. Shapes are asked once for all roles that weigh them;
patterns and literals stand in tables by the first letter of what they can match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from protoparse.grammar.marks import HEAD, Mark
from protoparse.grammar.shapes import ask
from protoparse.normalise import Unit

Scores = dict[str, tuple[float, tuple[str, ...]]]
# points of the marks alone, their ids, whether one of them is strong
Evidence = tuple[float, tuple[str, ...], bool]
Entry = tuple[int, str, Mark]  # place of the mark among all, its role, the mark

_QUOTE = '"'


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
        if mark.words is not None:
            for word in mark.words:
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
