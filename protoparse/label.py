"""Which role each unit has: all labels of a document decoded together.

A unit scores each role by its marks; the best path through the automaton of the grammar's flow wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from protoparse.grammar.compile import Grammar
from protoparse.grammar.scoring import Scores
from protoparse.neighbours import goes_on
from protoparse.normalise import Unit
from protoparse.search import BEFORE, Search

How = Literal["enter", "continue", "other"]


class Label(NamedTuple):
    """What one unit is.

    `role` is «other» where nothing fits; `how` «continue» where the unit goes on with the one before;
    `evidence` are the ids of the marks that spoke; `jumped` is true where the path left the flow; `path` the
    flow entries around the role.
    """

    role: str
    how: How
    score: float
    evidence: tuple[str, ...]
    jumped: bool
    state: int
    path: tuple[str, ...]


class Runner(NamedTuple):
    """The second-best role of a unit and by how many points it lost."""

    role: str
    margin: float


class Labelling(NamedTuple):
    """Labels of all units, the points of the whole path, and (where asked for) the runners-up."""

    labels: tuple[Label, ...]
    score: float
    runners: tuple[Runner | None, ...] = ()


def search(
    units: Sequence[Unit],
    grammar: Grammar,
    *,
    begun: Search | None = None,
    tilt: Sequence[Mapping[str, float]] | None = None,
) -> Search:
    """The search for the best path over all units; arguments as of `decode`."""
    found = begun if begun is not None else Search(grammar, tilted=tilt is not None)
    for index in range(len(found), len(units)):
        go_on = going_on(units, index, grammar)
        if tilt is None:
            found.see(units[index], go_on)
        else:
            found.see(units[index], go_on, tilt[index])
    return found


def going_on(units: Sequence[Unit], index: int, grammar: Grammar) -> float:
    """The points of a unit for going on with the one before."""
    cost = grammar.cost
    before = units[index - 1] if index else None
    return cost.goes_on if goes_on(units[index], before) else -cost.base - cost.goes_on


def decode(
    units: Sequence[Unit],
    grammar: Grammar,
    *,
    runners: bool = False,
    begun: Search | None = None,
    tilt: Sequence[Mapping[str, float]] | None = None,
) -> Labelling:
    """The best path; ties go to the state that stands first in the flow: equal input gives equal output.

    `begun` is a search over the first of these units with this grammar, which is gone on with. `tilt` gives
    points of its own to the roles of each unit («other» too): tuning asks with it for the best path with the
    right roles. They count for the path alone, not in the points of its labels.
    """
    if not units:
        return Labelling((), 0.0)
    states = grammar.automaton.states
    value, path = search(units, grammar, begun=begun, tilt=tilt).best()
    labels = []
    for index, (state, way) in enumerate(path):
        if way == "other":
            around = states[state].path if state != BEFORE else ()
            labels.append(Label("other", "other", -grammar.cost.other, (), False, state, around))
            continue
        role, around = states[state].role, states[state].path
        if way == "continue":
            points = going_on(units, index, grammar)
            labels.append(Label(role, "continue", points, ("goes_on",), False, state, around))
        else:
            said = grammar.evidence(units[index]).get(role)
            points, spoke = grammar.points(role, units[index], said), grammar.spoke(role, said)
            labels.append(Label(role, "enter", points, spoke, way == "jump", state, around))
    second: tuple[Runner | None, ...] = ()
    if runners:
        second = tuple(
            _runner(label, grammar.score(unit), grammar.cost.other)
            for label, unit in zip(labels, units, strict=True)
        )
    return Labelling(tuple(labels), value, second)


def _runner(label: Label, scores: Scores, other: float) -> Runner | None:
    """The role that this unit's own marks like best besides the one it got, and the difference in points."""
    rest = [(points, role) for role, (points, _) in scores.items() if role != label.role]
    if label.role != "other":
        rest.append((-other, "other"))
    if not rest:
        return None
    points, role = max(rest, key=lambda item: item[0])
    return Runner(role, round(label.score - points, 1))
