"""Which role each unit has: all labels of a document decoded together by a weighted automaton.

A unit scores each role by its marks; the best path through the automaton of the grammar's flow wins. Every
unit may also continue its neighbour or be `other`, and an edge outside the flow costs `jump`: any sequence
parses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import add, gt, itemgetter
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
    scores = [grammar.score(unit) for unit in units]
    continues = [
        cost.goes_on if goes_on(unit, units[index - 1] if index else None) else -cost.base - cost.goes_on
        for index, unit in enumerate(units)
    ]
    value, path = _best_path(grammar, scores, continues, tilt)
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
            gain, evidence = scores[index][states[state].role]
            label = Label(states[state].role, "enter", gain, evidence, step is _JUMP, state, around)
        labels.append(label)
    second: tuple[Runner | None, ...] = ()
    if runners:
        second = tuple(_runner(label, scores[index], cost.other) for index, label in enumerate(labels))
    return Labelling(tuple(labels), value, second)


# How a unit came to its state: entered it along the flow, or outside of it; went on in it; is nothing in it.
_ENTER, _JUMP, _CONTINUE, _OTHER = "enter", "jump", "continue", "other"
_BEFORE = -1  # the state of units before anything is recognised


def _best_path(
    grammar: Grammar,
    scores: Sequence[Scores],
    continues: Sequence[float],
    tilt: Sequence[Mapping[str, float]] | None,
) -> tuple[float, list[tuple[int, str]]]:
    """The points of the best path and, for each unit, the state it is in and how it came there (Viterbi).

    `scores` and `continues` hold for each unit what its roles bring, and what going on with its neighbour
    does.
    """
    automaton, cost = grammar.automaton, grammar.cost
    roles = [state.role for state in automaton.states]
    place = {role: index for index, role in enumerate(grammar.roles)}
    of_states, of_sources = _picker([place[role] for role in roles]), _picker(grammar.source_of)
    sources = [(group, frozenset(group), opens, _picker(group)) for group, opens in grammar.sources]
    values = [_LOW] * len(roles)
    before = 0.0  # the points of a path on which nothing is recognised yet
    steps: list[_Step] = []
    for index, points in enumerate(scores):
        gains = of_states([gain for gain, _ in points.values()])
        go_on, stay_other = continues[index], -cost.other
        if tilt is None:
            lean, stay = None, max(go_on, stay_other)
            stayed = [here + stay for here in values]
        else:
            lean = [tilt[index].get(role, 0.0) for role in roles]
            stay_other += tilt[index].get("other", 0.0)
            gains = tuple(map(add, gains, lean))
            stayed = [here + max(go_on + more, stay_other) for here, more in zip(values, lean, strict=True)]
        best = max(values)
        best_state = values.index(best)
        jump_value, jump_from = (best, best_state) if best > before else (before, _BEFORE)
        jump_value -= cost.jump
        entries: list[float] = []  # best way into the states that share a set of sources: its points,
        ways: list[tuple[int, str]] = []  # where it comes from and how
        for group, members, opens, of_group in sources:
            value, way = jump_value, (jump_from, _JUMP)
            if best_state in members:
                earlier, earlier_state = best, best_state
            else:
                candidates = of_group(values)
                earlier = max(candidates, default=_LOW)
                earlier_state = group[candidates.index(earlier)] if candidates else _BEFORE
            if earlier >= jump_value:
                value, way = earlier, (earlier_state, _ENTER)
            if opens and before > value:
                value, way = before, (_BEFORE, _ENTER)
            entries.append(value)
            ways.append(way)
        entered = tuple(map(add, of_sources(entries), gains))
        steps.append(_Step(bytes(map(gt, stayed, entered)), ways, go_on, stay_other, lean))
        values = list(map(max, stayed, entered))
        before += stay_other
    ends = [value - (0.0 if state in automaton.last else cost.jump / 2) for state, value in enumerate(values)]
    points_of_all = max(ends)
    state = ends.index(points_of_all)
    if points_of_all <= before:
        state, points_of_all = _BEFORE, before
    return points_of_all, _trace(steps, state, grammar.source_of)


class _Step(NamedTuple):
    """One unit of the search, for the way back."""

    stays: bytes  # 1 for each state that the unit best reaches by staying in that of its neighbour
    ways: Sequence[tuple[int, str]]  # for each set of sources the best state before, and how from there
    go_on: float  # what staying brings: where the unit goes on, and where it is nothing;
    other: float
    lean: Sequence[float] | None  # with points of the state's own for going on

    def staying(self, state: int) -> str:
        lean = self.lean[state] if self.lean else 0.0
        return _CONTINUE if self.go_on + lean >= self.other else _OTHER


def _picker(indices: Sequence[int]) -> Callable[[Sequence[float]], tuple[float, ...]]:
    """A function that gives the values at these indices."""
    if len(indices) > 1:
        return itemgetter(*indices)
    return lambda values: tuple(values[index] for index in indices)


def _trace(steps: Sequence[_Step], state: int, source_of: Sequence[int]) -> list[tuple[int, str]]:
    """The path that ends in a state: for each unit its state and how it came there."""
    path: list[tuple[int, str]] = []
    for step in reversed(steps):
        if state == _BEFORE:
            path.append((_BEFORE, _OTHER))
        elif step.stays[state]:
            path.append((state, step.staying(state)))
        else:
            source, how = step.ways[source_of[state]]
            path.append((state, how))
            state = source
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
