"""Which role each unit has: all labels of a document decoded together by a weighted automaton.

A unit scores each role by its marks; the best path through the automaton of the grammar's flow wins. Every
unit may also continue its neighbour or be `other`, and an edge outside the flow costs `jump`: any sequence
parses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from protoparse.grammar.compile import Grammar
from protoparse.grammar.shapes import ask
from protoparse.normalise import Unit

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


_LIST_HEAD = re.compile(r":$|повестк|порядок дня")  # a list under a head of its own goes on with no other
_SENTENCE_END = re.compile(r"[.:!?]")
_WORDS = re.compile(r"[а-яё]{4,}")


def _repeats(words: list[str], earlier: list[str]) -> bool:
    """Whether a few words repeat what had their number before: «1) новогодние подарки» … «1. Подарки.»."""

    def known(word: str) -> bool:
        stem = max(4, len(word) - 2)
        return any(word[:stem] == other[:stem] for other in earlier)

    return words is not earlier and 0 < len(words) <= 4 and all(map(known, words))


# «О питании (докладчик Иванова А.А.)» repeats «О питании».
_BRACKETED_TAIL = re.compile(r"\([^()]*\)[\s.;]*$")


def _echo_key(unit: Unit) -> str:
    if unit.is_table:
        return ""
    text = unit.folded
    for prefix in ("вопрос", "по вопросу"):
        if text.startswith(prefix):
            text = text[len(prefix) :].lstrip(" №0123456789.:-")
    text = _BRACKETED_TAIL.sub("", text)
    text = "".join(c for c in text if c.isalnum() or c == " ").strip()
    return text[:_ECHO] if len(text) >= 12 else ""


# Words after which a phrase cannot end: prepositions, conjunctions, kinds of institutions, unfinished posts.
_UNFINISHED = re.compile(
    r"(?:\b(?:и|а|в|во|на|с|со|для|по|от|при|о|об|к|у|за|из|до|под|над|без|или|что|им\.|имени"
    r"|(?<!\d )(?<!\d)г\.|пгт|с\.|п\.|ул\.|зам\.|№)"
    r"|\b(?:М[КБА]?Д?ОУ|ГБОУ|ГКОУ|КГБОУ|КОГОБУ|ФГБОУ|МКУ|МБУ|МАУ|МУП|ООО|АО|ПАО|ГАПОУ|ГБПОУ))$"
)


# Lines that open something of their own although they begin in lower case.
_OPENERS = re.compile(
    r"(?:село|пос[её]лок|деревня|город|станица|хутор)\s[А-ЯЁ]|(?:ул|пл|пр|пер|тел|корп)\.|(?:г|гор|п|пос|с|д|дер|х|ст|р\.?\s?п|пгт)\.?\s[А-ЯЁ]|(?:не\s+)?(?:члены\s|присутств|отсутств|участвов|приглаш|председател|секретар|слушали|решили|постановили|голосовал"
    r"|повестк|срок|отв\b|ответственн|исполнител|приложени|вопросы|против|воздерж|за\s*[-–—]|единогласно|принято|выступил|записал|протокол"
    r"|след(?:\.|ующ\S+)\s?(?:встреч|собрани|заседани|совещани))",
)


_YEAR = re.compile(r"_*20\d\d[_\s]*(?:г|год)")
_DAY_MONTH = re.compile(
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)[_\s]*$"
)


# «Вопрос 5 повестки дня:», «По первому вопросу:»; what the question is about follows on the next line.
_BARE_HEAD = re.compile(
    r"(?:вопрос|пункт|по\s+\S+\s+вопросу)\s*(?:№\s?)?(?:\d{1,2})?(?:\s+повестки(?:\s+дня)?)?\s*[.:]?$"
)


def goes_on(unit: Unit, before: Unit | None) -> bool:
    """Whether a unit looks like the rest of the one before: it opens in lower case, the other ends open."""
    if before is None or unit.is_table or before.is_table or unit.label is not None:
        return False
    if _UNFINISHED.search(before.text[-24:]):
        return True
    if _YEAR.match(unit.text) and _DAY_MONTH.search(before.text[-24:]):
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
    automaton, cost = grammar.automaton, grammar.cost
    states = automaton.states
    count = len(states)
    first = automaton.first
    sources, source_of = grammar.sources, grammar.source_of
    roles = [state.role for state in states]
    scores = [grammar.score(unit) for unit in units]
    continues = [
        cost.goes_on if goes_on(unit, units[index - 1] if index else None) else -cost.base - cost.goes_on
        for index, unit in enumerate(units)
    ]
    # a unit before anything is recognised: `values` of a virtual start state
    values = [_LOW] * count
    start = 0.0
    back: list[list[tuple[int, int]]] = []
    for index, _unit in enumerate(units):
        points = scores[index]
        gains = [points[role][0] for role in roles]
        goings_on, stay_other = [continues[index]] * count, -cost.other
        if tilt is not None:
            lean = [tilt[index].get(role, 0.0) for role in roles]
            gains = [gain + more for gain, more in zip(gains, lean, strict=True)]
            goings_on = [continues[index] + more for more in lean]
            stay_other += tilt[index].get("other", 0.0)
        new = [_LOW] * count
        pointers: list[tuple[int, int]] = [(-1, 3)] * count
        best_state, best_value = -1, start
        for state in range(count):
            if values[state] > best_value:
                best_state, best_value = state, values[state]
        jump_from, jump_value = best_state, best_value - cost.jump
        entries: list[tuple[float, int, int]] = []  # best way into the states that share a set of sources
        for group in sources:
            value, source, how = jump_value, jump_from, 1
            for earlier in group:
                if values[earlier] > value or (values[earlier] == value and how == 1):
                    value, source, how = values[earlier], earlier, 0
            entries.append((value, source, how))
        for state in range(count):
            value, source, how = entries[source_of[state]]
            if state in first and start > value:
                value, source, how = start, -1, 0
            value += gains[state]
            here = values[state]
            if here + goings_on[state] > value:
                value, source, how = here + goings_on[state], state, 2
            if here + stay_other > value:
                value, source, how = here + stay_other, state, 4
            new[state] = value
            pointers[state] = (source, how)
        # units before the first recognised one are `other` too
        start += stay_other
        values = new
        back.append(pointers)
    last = automaton.last
    best_state, best_value = -1, start
    for state in range(count):
        value = values[state] - (0.0 if state in last else cost.jump / 2)
        if value > best_value:
            best_state, best_value = state, value
    path: list[tuple[int, int]] = []
    state = best_state
    for index in range(len(units) - 1, -1, -1):
        if state < 0:
            path.append((-1, 4))
            continue
        source, how = back[index][state]
        path.append((state, how))
        state = source
    path.reverse()
    labels = []
    for index, (state, how) in enumerate(path):
        if state < 0 or how == 4:
            labels.append(
                Label(
                    "other", "other", -cost.other, (), False, state, states[state].path if state >= 0 else ()
                )
            )
        elif how == 2:
            labels.append(
                Label(
                    roles[state], "continue", continues[index], ("goes_on",), False, state, states[state].path
                )
            )
        else:
            gain, evidence = scores[index][roles[state]]
            labels.append(Label(roles[state], "enter", gain, evidence, how == 1, state, states[state].path))
    second: tuple[Runner | None, ...] = ()
    if runners:
        second = tuple(
            _runner(label, scores[index], grammar.cost.other) for index, label in enumerate(labels)
        )
    return Labelling(tuple(labels), best_value, second)


def _runner(label: Label, scores: dict[str, tuple[float, tuple[str, ...]]], other: float) -> Runner | None:
    """The role that this unit's own marks like best besides the one it got, and the difference in points."""
    rest = [(points, role) for role, (points, _) in scores.items() if role != label.role]
    if label.role != "other":
        rest.append((-other, "other"))
    if not rest:
        return None
    points, role = max(rest, key=lambda item: item[0])
    return Runner(role, round(label.score - points, 1))
