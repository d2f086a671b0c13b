"""Which side of a core its surname stands on, decided for all cores of a text together."""

from __future__ import annotations

from typing import Literal

from protoparse.fields.given_names import AMBIGUOUS, readings_of_given
from protoparse.fields.name_cores import PARAGRAPH, Core, Kind, Token, title
from protoparse.fields.name_words import is_stop_word, surname_weight
from protoparse.fields.nominative import surname_nominatives
from protoparse.fields.text import Case, Gender
from protoparse.pattern import Pattern

Side = Literal[0, 1, 2]  # no surname, on the left, on the right
State = tuple[Side, Side]  # the side of this core, the last side that was not 0
Steps = dict[State, tuple[float, State | None]]

MASK = Pattern(r"^Х{3,}$")
# «г. Сосновка А.А. Кац»: the word is a town.
_PLACE_BEFORE = Pattern(r"(?<![а-яё])(?:г|пос|пгт|с|д|ст|п|р\.п)\.?\s*$")
_SURNAME_GAP = Pattern(r"(?:\s+|\s?,\s?)$")
_LIST_BEFORE = Pattern(r"(?:^|[\n,;:•·*|\t(–—\-.)]|\d[.)]?|\bи)\s*$")
_LIST_AFTER = Pattern(r"\s*(?:$|[\n,;.|\t()–—\-?…]|\bи\b)")


def _side_score(text: str, core: Core, word: Token, side: Side) -> float | None:
    """How well this word suits as the surname of the core; None where it cannot be."""
    gap = text[word.end : core.start] if side == 1 else text[core.end : word.start]
    if gap != " ":
        if side == 1 and not _SURNAME_GAP.match(gap):
            return None
        if side == 2 and gap and not gap.isspace():
            return None
        if PARAGRAPH.search(gap):
            return None
    if side == 2 and core.kind == "bare":
        return None
    masked = word.text.startswith("ХХХ") and MASK.match(word.text) is not None
    if not masked and (is_stop_word(word.text) or len(word.text) < 2):
        return None
    weight = 2.0 if masked else surname_weight(word.text)
    if weight == 0.0:
        return None
    if (weight < 2.5 or core.kind == "given") and readings_of_given(word.text):
        weight = 0.9
    score = weight + (0.3 if side == 1 else 0.0)
    if "\n" in gap:
        score -= 1.0
    if side == 1 and _PLACE_BEFORE.search(text, max(0, word.start - 6), word.start):
        score -= 1.5
    if "," in gap:
        score -= 0.3 if len(gap) == 1 else 2.4
    if side == 2:
        score += 0.7 if gap == "" else 0.0
        score -= 0.0 if core.dotted else 1.5
    return _kind_score(text, core, word, side, weight, score)


def _kind_score(text: str, core: Core, word: Token, side: Side, weight: float, score: float) -> float | None:
    """What weaker cores ask of their surname on top."""
    if core.kind in ("initials", "full"):
        if (
            core.kind == "initials"
            and side == 2
            and weight < 2.5
            and core.given + (core.patronymic or "") in _UNITS
        ):
            return None
        return score
    if core.kind == "single":
        glued = side == 2 and core.end == word.start
        return score - 0.6 if weight >= 2.5 or (glued and weight >= 1.5) else None
    if core.kind == "bare":
        return score - 0.3 if weight == 3.0 and "," not in text[word.end : core.start] else None
    return _given_score(text, core, word, side, weight, score)


# Initials that are as often the abbreviation of a unit of administration: «Г.О. Самара», «Р.П. Оричи».
_UNITS = frozenset(("Г.О.", "Р.П.", "М.О.", "С.П.", "Г.П."))


def _given_score(text: str, core: Core, word: Token, side: Side, weight: float, score: float) -> float | None:
    """A known given name and a surname: only where the words agree, or stand alone in a list."""
    start, end = min(core.start, word.start), max(core.end, word.end)
    if "," in text[start:end]:
        return None
    listed = bool(_LIST_BEFORE.search(text, max(0, start - 12), start)) and bool(_LIST_AFTER.match(text, end))
    readings = readings_of_given(core.given)
    if not listed and (weight < 3.0 or core.given in AMBIGUOUS or readings[0][0] in AMBIGUOUS):
        return None
    if weight < 2.5 and not any(case == "nomn" for _, _, case in readings):
        return None
    if weight >= 2.5 and not _suits(word.text, readings):
        return None
    if core.given in AMBIGUOUS:
        score -= 0.4  # «Ким Ирина»: of two known names the usual one is the given name
    return score - (0.5 if listed else 1.0)


def _suits(surname: str, readings: tuple[tuple[str, Gender, Case], ...]) -> bool:
    """True where one reading of the given name agrees with the surname in gender and case."""
    printed = title(surname)
    for _, gender, case in readings:
        if any(candidate == gender for _, candidate in surname_nominatives(printed, case)):
            return True
    return False


_NONE_SCORE: dict[Kind, float] = {"initials": 0.0, "single": 0.0, "bare": 0.0, "full": 1.0, "given": 0.0}
_TURN = 0.9  # what it costs when the next name of a run has its surname on the other side
_RUN = 400  # characters: names farther apart do not share a direction


def choose_sides(text: str, tokens: list[Token], cores: list[Core]) -> list[Side]:
    """The best side for each core: no word is taken twice, and a run of names keeps its direction."""
    if not cores:
        return []
    owned = {index for core in cores if core.kind != "given" for index in range(core.first, core.last + 1)}
    best: list[Steps] = []
    for position, core in enumerate(cores):
        options: list[tuple[Side, float]] = [(0, _NONE_SCORE[core.kind])]
        for side, index in ((1, core.first - 1), (2, core.last + 1)):
            if 0 <= index < len(tokens) and index not in owned:
                score = _side_score(text, core, tokens[index], 1 if side == 1 else 2)
                if score is not None:
                    options.append((1 if side == 1 else 2, score))
        if len(cores) == 1:
            return [max(options, key=lambda option: (option[1], -option[0]))[0]]
        best.append(_extend(best, cores, position, options))
    sides: list[Side] = [0] * len(cores)
    state: State | None = max(best[-1], key=lambda key: (best[-1][key][0], -key[0]))
    for position in range(len(cores) - 1, -1, -1):
        if state is None:
            break
        sides[position] = state[0]
        state = best[position][state][1]
    return sides


def _extend(
    best: list[Steps],
    cores: list[Core],
    position: int,
    options: list[tuple[Side, float]],
) -> Steps:
    """One step of the best path; a state is (side of this core, last side that was not 0)."""
    core = cores[position]
    states: Steps = {}
    if position == 0:
        for side, score in options:
            states[(side, side)] = (score, None)
        return states
    previous = cores[position - 1]
    shared = core.first - previous.last  # 2: one word stands between the two cores
    near = core.start - previous.end < _RUN
    for side, score in options:
        for (before, direction), (total, _) in best[position - 1].items():
            if shared == 2 and before == 2 and side == 1:
                continue
            if shared == 1 and (
                (before == 2 and previous.kind != "given") or (side == 1 and previous.kind != "given")
            ):
                continue
            # A given name that is the surname of its neighbour («Анна Герман») cannot be a core as well.
            if shared == 1 and before == 2 and side != 0:
                continue
            if shared == 1 and side == 1 and before != 0:
                continue
            turned = near and side != 0 and direction != 0 and side != direction
            value = total + score - (_TURN if turned else 0.0)
            key: State = (side, side if side != 0 else (direction if near else 0))
            if key not in states or value > states[key][0]:
                states[key] = (value, (before, direction))
    return states
