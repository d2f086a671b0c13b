"""Which role each unit has: all labels of a document decoded together by a weighted automaton.

A unit scores each role by its marks; the best path through the automaton of the grammar's flow wins. Every
unit may also continue its neighbour or be `other`, and an edge outside the flow costs `jump`: any sequence
parses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from protoparse.fields.calendar import MONTH_PATTERN
from protoparse.grammar.compile import Grammar
from protoparse.grammar.scoring import Scores
from protoparse.grammar.shapes import ask
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import fold

How = Literal["enter", "continue", "other"]
_LOW = -1e18
_ROUNDING = 1e-6  # of sums of points
_ECHO = 44  # folded characters that two units must share to be an echo


@dataclass(frozen=True, slots=True)
class Label:
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


@dataclass(frozen=True, slots=True)
class Runner:
    """The second-best role of a unit and by how many points it lost."""

    role: str
    margin: float


@dataclass(frozen=True, slots=True)
class Labelling:
    """Labels of all units, the points of the whole path, and (where asked for) the runners-up."""

    labels: tuple[Label, ...]
    score: float
    runners: tuple[Runner | None, ...] = ()


def prepare(units: Sequence[Unit]) -> None:
    """Answer the shapes that need the whole document: echo, early, restart."""
    seen: dict[str, int] = {}
    numbered: dict[str, list[str]] = {}
    highest = 0
    head = max(3.0, min(14.0, 0.45 * len(units)))
    for before, unit in zip((None, *units), units, strict=False):
        unit.shapes["early"] = unit.index < head
        label = unit.label
        unit.shapes["restart"] = False
        if label is not None and label.kind == "decimal" and label.depth == 1:
            number = int(label.text)
            headed = before is not None and before.label is None and _LIST_HEAD.search(before.folded)
            unit.shapes["restart"] = number == 1 and highest > 1 and not headed
            highest = number
            opening = _WORDS.findall(_SENTENCE_END.split(unit.content.flat.lower(), maxsplit=1)[0])
            if _repeats(opening, numbered.setdefault(label.text, opening)):
                unit.shapes["echo"] = True
                continue
        key = _echo_key(unit)
        if not key:
            unit.shapes["echo"] = False
            continue
        unit.shapes["echo"] = key in seen
        seen.setdefault(key, unit.index)


_LIST_HEAD = Pattern(r":$|повестк|порядок дня")  # a list under a head of its own goes on with no other
_SENTENCE_END = Pattern(r"[.:!?]")
_WORDS = Pattern(r"[а-яё]{4,}")


def _repeats(words: list[str], earlier: list[str]) -> bool:
    """Whether a few words repeat what had their number before: «1) новогодние подарки» … «1. Подарки.»."""

    def known(word: str) -> bool:
        stem = max(4, len(word) - 2)
        return any(word[:stem] == other[:stem] for other in earlier)

    return words is not earlier and 0 < len(words) <= 4 and all(map(known, words))


# «О питании (докладчик Иванова А.А.)» repeats «О питании».
_BRACKETED_TAIL = Pattern(r"\([^()]*\)[\s.;]*$")


_SIGNS = Pattern(r"[^\w ]|_")


def _echo_key(unit: Unit) -> str:
    if unit.is_table:
        return ""
    text = unit.folded
    for prefix in ("вопрос", "по вопросу"):
        if text.startswith(prefix):
            text = text[len(prefix) :].lstrip(" №0123456789.:-")
    text = _BRACKETED_TAIL.sub("", text)
    text = _SIGNS.sub("", text).strip()
    return text[:_ECHO] if len(text) >= 12 else ""


# Words after which a phrase cannot end: prepositions, conjunctions, kinds of institutions, unfinished posts.
_UNFINISHED = Pattern(
    r"(?:\b(?:и|а|в|во|на|с|со|для|по|от|при|о|об|к|у|за|из|до|под|над|без|или|что|им\.|имени"
    r"|(?<!\d )(?<!\d)г\.|пгт|с\.|п\.|ул\.|зам\.|№)"
    r"|\b(?:М[КБА]?Д?ОУ|ГБОУ|ГКОУ|КГБОУ|КОГОБУ|ФГБОУ|МКУ|МБУ|МАУ|МУП|ООО|АО|ПАО|ГАПОУ|ГБПОУ))$"
)


# Lines that open something of their own although they begin in lower case.
_OPENERS = Pattern(
    r"(?:село|пос[её]лок|деревня|город|станица|хутор)\s[А-ЯЁ]"
    r"|(?:ул|пл|пр|пер|тел|корп)\.|(?:г|гор|п|пос|с|д|дер|х|ст|р\.?\s?п|пгт)\.?\s[А-ЯЁ]"
    r"|(?:не\s+)?(?:члены\s|присутств|отсутств|участвов|приглаш|председател|секретар|слушали|решили"
    r"|постановили|голосовал|повестк|срок|отв\b|ответственн|исполнител|приложени|вопросы|против|воздерж"
    r"|за\s*[-–—]|единогласно|принято|выступил|записал|протокол"
    r"|след(?:\.|ующ\S+)\s?(?:встреч|собрани|заседани|совещани))",
)


_YEAR = Pattern(r"_*20\d\d[_\s]*(?:г|год)")
_DAY_MONTH = Pattern(rf"(?<![а-я]){MONTH_PATTERN}[_\s]*$")


# «Вопрос 5 повестки дня:», «По первому вопросу:»; what the question is about follows on the next line.
_BARE_HEAD = Pattern(
    r"(?:вопрос|пункт|по\s+\S+\s+вопросу)\s*(?:№\s?)?(?:\d{1,2})?(?:\s+повестки(?:\s+дня)?)?\s*[.:]?$"
)


def goes_on(unit: Unit, before: Unit | None) -> bool:
    """Whether a unit looks like the rest of the one before: it opens in lower case, the other ends open."""
    if before is None or unit.is_table or before.is_table or unit.label is not None:
        return False
    if _UNFINISHED.search(before.text[-24:]):
        return True
    if _YEAR.match(unit.text) and _DAY_MONTH.search(fold(before.text[-24:])):
        return True
    if _BARE_HEAD.match(before.folded) and ask("topic", unit):
        return True
    if not unit.text[:1].islower() or _OPENERS.match(unit.text):
        return False
    if before.text[-1:] != "," and ask("name_end", before) and ask("name_end", unit):
        return False
    return before.text[-1:] not in ".!?:;"


def decode(
    units: Sequence[Unit],
    grammar: Grammar,
    *,
    runners: bool = False,
    tilt: Sequence[Mapping[str, float]] | None = None,
) -> Labelling:
    """The best path; ties go to the state that stands first in the flow: equal input gives equal output.

    `tilt` gives points of its own to the roles of each unit («other» too): tuning asks with it for the best
    path with the right roles. They count for the path alone, not in the points of its labels.
    """
    if not units:
        return Labelling((), 0.0)
    cost, states = grammar.cost, grammar.automaton.states
    continues = [
        cost.goes_on if goes_on(unit, units[index - 1] if index else None) else -cost.base - cost.goes_on
        for index, unit in enumerate(units)
    ]
    value, path = _best_path(grammar, units, continues, tilt)
    labels = []
    for index, (state, step) in enumerate(path):
        around = states[state].path if state >= 0 else ()
        if step is _OTHER:
            label = Label("other", "other", -cost.other, (), False, state, around)
        elif step is _CONTINUE:
            label = Label(
                states[state].role, "continue", continues[index], ("goes_on",), False, state, around
            )
        else:
            role, unit = states[state].role, units[index]
            said = grammar.evidence(unit).get(role)
            points, spoke = grammar.points(role, unit, said), grammar.spoke(role, said)
            label = Label(role, "enter", points, spoke, step is _JUMP, state, around)
        labels.append(label)
    second: tuple[Runner | None, ...] = ()
    if runners:
        second = tuple(
            _runner(label, grammar.score(unit), cost.other) for label, unit in zip(labels, units, strict=True)
        )
    return Labelling(tuple(labels), value, second)


# How a unit came to its state: entered it along the flow, or outside of it; went on in it; is nothing in it.
_ENTER, _JUMP, _CONTINUE, _OTHER = "enter", "jump", "continue", "other"
_BEFORE = -1  # the state of units before anything is recognised


def _best_path(
    grammar: Grammar,
    units: Sequence[Unit],
    continues: Sequence[float],
    tilt: Sequence[Mapping[str, float]] | None,
) -> tuple[float, list[tuple[int, str]]]:
    """The points of the best path and, for each unit, the state it is in and how it came there (Viterbi).

    `continues` holds for each unit what going on with its neighbour brings. A state that has fewer points
    than the best by more than a jump costs is dropped: whatever it can reach the best one reaches by a jump
    with more. Not so under a tilt, where staying brings each state something else.
    """
    cost, sources, entrances = grammar.cost, grammar.sources, grammar.entrances
    roles = [state.role for state in grammar.automaton.states]
    values: dict[int, float] = {}  # points of the states that are kept, the best first, of two the earlier
    before = 0.0  # the points of a path on which nothing is recognised yet
    steps: list[_Step] = []
    for index, unit in enumerate(units):
        go_on, stay_other = continues[index], -cost.other
        lean: Mapping[str, float] = tilt[index] if tilt is not None else _LEVEL
        stay_other += lean.get("other", 0.0)
        if lean:
            reached = {
                state: here + max(go_on + lean.get(roles[state], 0.0), stay_other)
                for state, here in values.items()
            }
        else:
            stay = max(go_on, stay_other)
            reached = {state: here + stay for state, here in values.items()}
        best_state = next(iter(values), _BEFORE)
        best = values.get(best_state, _LOW)
        jump: _Way = (best - cost.jump, best_state, _JUMP)
        if best <= before:
            jump = (before - cost.jump, _BEFORE, _JUMP)
        most = max(best, before)  # of what any state can be entered with
        slack = cost.jump + _ROUNDING if tilt is None else math.inf
        least = max(reached.values(), default=_LOW) - slack
        # best way into the states that share a set of sources, found when first asked for
        ways: list[_Way | None] = [None] * len(sources)
        entered: dict[int, _Way] = {}
        spoken = grammar.spoken(unit)
        silent = grammar.silent[unit.is_table].descending
        told = {name for _, name in spoken}
        for some, points in ((True, spoken), (False, silent)):
            for gain, role in points:
                if most + gain < least:
                    break
                if not some and role in told:
                    continue
                gain += lean.get(role, 0.0)
                for state, group in entrances.get(role, ()):
                    way = ways[group]
                    if way is None:
                        way = ways[group] = _way_in(sources[group], values, before, jump)
                    value = way[0] + gain
                    if value < least or value < reached.get(state, _LOW):
                        continue
                    reached[state] = value
                    entered[state] = way
                    least = max(least, value - slack)
        steps.append(_Step(entered, go_on, stay_other, lean))
        kept = sorted(state for state, value in reached.items() if value >= least)
        values = {state: reached[state] for state in sorted(kept, key=reached.__getitem__, reverse=True)}
        before += stay_other
    last = grammar.automaton.last
    ends = {state: value - (0.0 if state in last else cost.jump / 2) for state, value in values.items()}
    state = max(sorted(ends), key=ends.__getitem__, default=_BEFORE)
    points_of_all = ends.get(state, _LOW)
    if points_of_all <= before:
        state, points_of_all = _BEFORE, before
    return points_of_all, _trace(steps, state, roles)


_Way = tuple[float, int, str]  # points before a state is entered, the state before, how it is left
_LEVEL: Mapping[str, float] = {}  # no tilt


class _Step(NamedTuple):
    """One unit of the search, for the way back."""

    entered: Mapping[int, _Way]  # states that the unit best enters; in all others it best stays
    go_on: float  # what staying brings: where the unit goes on, and where it is nothing;
    other: float
    lean: Mapping[str, float]  # with points of the role for going on

    def staying(self, role: str) -> str:
        return _CONTINUE if self.go_on + self.lean.get(role, 0.0) >= self.other else _OTHER


def _way_in(
    source: tuple[frozenset[int], bool], values: Mapping[int, float], before: float, jump: _Way
) -> _Way:
    """The best way into states that may be entered from some states, and perhaps open a document."""
    members, opens = source
    way = jump
    for state, value in values.items():
        if value < way[0]:
            break
        if state in members:
            way = (value, state, _ENTER)
            break
    return (before, _BEFORE, _ENTER) if opens and before > way[0] else way


def _trace(steps: Sequence[_Step], state: int, roles: Sequence[str]) -> list[tuple[int, str]]:
    """The path that ends in a state: for each unit its state and how it came there."""
    path: list[tuple[int, str]] = []
    for step in reversed(steps):
        if state == _BEFORE:
            path.append((_BEFORE, _OTHER))
        elif state in step.entered:
            _, source, how = step.entered[state]
            path.append((state, how))
            state = source
        else:
            path.append((state, step.staying(roles[state])))
    path.reverse()
    return path


def _runner(label: Label, scores: Scores, other: float) -> Runner | None:
    """The role that this unit's own marks like best besides the one it got, and the difference in points."""
    rest = [(points, role) for role, (points, _) in scores.items() if role != label.role]
    if label.role != "other":
        rest.append((-other, "other"))
    if not rest:
        return None
    points, role = max(rest, key=lambda item: item[0])
    return Runner(role, round(label.score - points, 1))
