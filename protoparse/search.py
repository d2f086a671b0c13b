"""The best path of units through the automaton of a grammar (Viterbi), found unit by unit.

Every unit may also go on with its neighbour or be nothing, and an edge outside the flow costs `jump`: any
sequence parses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, NamedTuple

from protoparse.grammar.compile import Grammar
from protoparse.normalise import Unit

# How a unit came to its state: entered it along the flow, or outside of it; went on in it; is nothing in it.
Way = Literal["enter", "jump", "continue", "other"]
BEFORE = -1  # the state of units before anything is recognised
_LOW = -1e18
_ROUNDING = 1e-6  # of sums of points

_Entrance = tuple[float, int, Way]  # points before a state is entered, the state before, how it is left
_LEVEL: Mapping[str, float] = {}  # no tilt


class Search:
    """The best paths over the units seen so far: those that end in each state, and the way back.

    A state that has fewer points than the best by more than a jump costs is dropped: whatever it can reach
    the best one reaches by a jump with more. Not so where a search is `tilted`, and staying brings each state
    something else.
    """

    def __init__(self, grammar: Grammar, *, tilted: bool = False) -> None:
        self.grammar = grammar
        self._slack = math.inf if tilted else grammar.cost.jump + _ROUNDING
        self._roles = [state.role for state in grammar.automaton.states]
        # points of the states that are kept, the best first, of two alike the one that stands first
        self._values: dict[int, float] = {}
        self._best = (_LOW, BEFORE)  # the first of them
        self._before = 0.0  # the points of a path on which nothing is recognised yet
        self._steps: list[_Step] = []

    def __len__(self) -> int:
        """How many units were seen."""
        return len(self._steps)

    def see(self, unit: Unit, go_on: float, lean: Mapping[str, float] = _LEVEL) -> None:
        """Go one unit further; `go_on` is what going on with its neighbour brings, `lean` what roles bring
        besides.
        """
        grammar, values, slack = self.grammar, self._values, self._slack
        stay_other = lean.get("other", 0.0) - grammar.cost.other
        if lean:
            reached = {
                state: here + max(go_on + lean.get(self._roles[state], 0.0), stay_other)
                for state, here in values.items()
            }
        else:
            stay = max(go_on, stay_other)
            reached = {state: here + stay for state, here in values.items()}
        # the most that any state can be entered with
        most, source = self._best if self._best[0] > self._before else (self._before, BEFORE)
        jump: _Entrance = (most - grammar.cost.jump, source, "jump")
        least = max(reached.values(), default=_LOW) - slack
        # best way into the states that share a set of sources, found when first asked for
        ways: dict[int, _Entrance] = {}
        entered: dict[int, _Entrance] = {}
        told, silent = grammar.evidence(unit), grammar.silent[unit.is_table].descending
        for spoken, points in ((True, grammar.spoken(unit)), (False, silent)):
            for gain, role in points:
                if most + gain < least:
                    break
                if not spoken and role in told:
                    continue
                gain += lean.get(role, 0.0)
                for state, group in grammar.entrances.get(role, ()):
                    way = ways.get(group)
                    if way is None:
                        way = ways[group] = self._way_in(group, jump)
                    value = way[0] + gain
                    if value >= least and value >= reached.get(state, _LOW):
                        reached[state] = value
                        entered[state] = way
                        least = max(least, value - slack)
        self._steps.append(_Step(entered, go_on, stay_other, lean))
        kept = sorted(state for state, value in reached.items() if value >= least)
        kept.sort(key=reached.__getitem__, reverse=True)
        self._values = {state: reached[state] for state in kept}
        self._best = (reached[kept[0]], kept[0]) if kept else (_LOW, BEFORE)
        self._before += stay_other

    def _way_in(self, group: int, jump: _Entrance) -> _Entrance:
        """The best way into the states that may be entered from a set of sources."""
        sources, opens = self.grammar.sources[group]
        way = jump
        for state, value in self._values.items():
            if value < way[0]:
                break
            if state in sources:
                way = (value, state, "enter")
                break
        return (self._before, BEFORE, "enter") if opens and self._before > way[0] else way

    def best(self) -> tuple[float, list[tuple[int, Way]]]:
        """The points of the best path, and for each unit its state and how it came there."""
        cost, last = self.grammar.cost, self.grammar.automaton.last
        ends = {
            state: value - (0.0 if state in last else cost.jump / 2) for state, value in self._values.items()
        }
        state = max(sorted(ends), key=ends.__getitem__, default=BEFORE)
        points = ends.get(state, _LOW)
        if points <= self._before:
            state, points = BEFORE, self._before
        return points, self._trace(state)

    def _trace(self, state: int) -> list[tuple[int, Way]]:
        """The path that ends in a state."""
        path: list[tuple[int, Way]] = []
        for step in reversed(self._steps):
            if state == BEFORE:
                path.append((BEFORE, "other"))
            elif state in step.entered:
                _, source, how = step.entered[state]
                path.append((state, how))
                state = source
            else:
                path.append((state, step.staying(self._roles[state])))
        path.reverse()
        return path


class _Step(NamedTuple):
    """One unit of a search, for the way back."""

    entered: Mapping[int, _Entrance]  # states that the unit best enters; in all others it best stays
    go_on: float  # what staying brings: where the unit goes on, and where it is nothing;
    other: float
    lean: Mapping[str, float]  # with points of the role for going on

    def staying(self, role: str) -> Way:
        return "continue" if self.go_on + self.lean.get(role, 0.0) >= self.other else "other"
