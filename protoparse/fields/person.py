"""Names of people as printed, and their dictionary form.

A name has a core that can hardly be anything else (initials, a given name with a patronymic, a known given name) and a
surname on its left or its right. All cores of a text are found first; which side each surname stands on is then
decided for all of them together, so that «Иванов И.И. Петров П.П.» and «И.И. Иванов П.П. Петров» both come out right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from protoparse.fields.declension import (
    case_forms,
    fold,
    guess_case,
    looks_feminine,
    read_patronymic,
    surname_nominatives,
)
from protoparse.fields.given_names import AMBIGUOUS, readings_of_given
from protoparse.fields.name_words import ABBREVIATIONS, is_stop_word, surname_weight
from protoparse.fields.text import Case, Gender


@dataclass(frozen=True, slots=True)
class NameForm:
    """One name as printed in a text.

    `start`, `end`: offsets in the text that was searched, half-open.
    `surname`, `given`, `patronymic`: the parts as printed (same case, same inflection; initials always as «Е.»,
    a full given name as printed); letters of an all-capitals name are brought to «Иванов». None where absent.
    `masked`: a name hidden by the author («ХХХ», «ХХХХ»).
    `plural`: the surname is printed once, in the plural, for several people («Ивановы А.А. и Б.Б.»).
    """

    start: int
    end: int
    surname: str | None
    given: str | None = None
    patronymic: str | None = None
    masked: bool = False
    plural: bool = False

    @property
    def text(self) -> str:
        """Surname first: «Грязева Е.Б.», «Петрова Анна Ивановна», «Елена Борисовна».

        >>> NameForm(0, 12, "Грязева", "Е.", "Б.").text
        'Грязева Е.Б.'
        """
        given, patronymic = self.given, self.patronymic
        if given and patronymic and given.endswith(".") and patronymic.endswith("."):
            given, patronymic = given + patronymic, None
        return " ".join(part for part in (self.surname, given, patronymic) if part)


# ---------------------------------------------------------------------------------------------------- the tokens

_UPPER = "А-ЯЁӘӨҮҖҢҺҒҚҰҲҶӢӮӐӖӰІЇЄЎ"
_LOWER = "а-яёәөүҗңһғқұҳҷӣӯӑӗӱіїєў"
# Latin letters that look like Cyrillic ones: scanners and careless keyboards mix them.
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_TOKEN = re.compile(
    rf"(?<![{_UPPER}{_LOWER}])[{_UPPER}](?:[{_UPPER}{_LOWER}]|['’](?=[{_UPPER}{_LOWER}]))*"
    rf"(?:-[{_UPPER}{_LOWER}][{_UPPER}{_LOWER}]+)*"
)
_MASK = re.compile(r"^Х{3,}$")
_DOT_GAP = re.compile(r"\s?\.,?[ \t\xa0]{0,3}(?:\n[ \t]{0,8})?$")
_LOOSE_COMMA = re.compile(r"\s?\.,\s+$")
_BLANK = re.compile(r"\s+$")
_PARAGRAPH = re.compile(r"\n[ \t\xa0]*\n|\f")
_SURNAME_GAP = re.compile(r"(?:\s+|\s?,\s?)$")
_OGLY = re.compile(r"[\s-]\s?(оглы|оглу|кызы|гызы|кызи|улы|уулу|углы)(?![а-яё])", re.IGNORECASE)
_LIST_BEFORE = re.compile(r"(?:^|[\n,;:•·*|\t(–—\-.)]|\d[.)]?|\bи)\s*$")
_LIST_AFTER = re.compile(r"\s*(?:$|[\n,;.|\t()–—\-?…]|\bи\b)")
_AND = re.compile(r"\.?\s*(?:,|\bи)\s+$")
_HONORIFIC = re.compile(
    r"(?<![а-яё])(?:г-н|г-на|г-ну|г-ном|г-жа|г-жи|г-же|г-жу|г-жой|господин[ау]?|господином|госпож[аиеу]|госпожой|"
    r"гр-н|гр-на|гр-ну|гр-ка|гр-ки|гр-ке|гр-ку|гражданин[ау]?|гражданк[аиеу]|гр\.|тов\.|товарищ[ау]?)\s+$",
    re.IGNORECASE,
)
# A name of a school, a street, a prize: the person took no part in the meeting.
_EPONYM = re.compile(
    r"(?:"
    r"(?<!от )(?<!по )(?<!от\n)(?<![а-яё])(?:имени|им\.)\s*(?:[а-яё-]+\s+){0,6}"
    r"(?:(?:Героя|Героев|Советского|Союза|Российской|Федерации|России|Социалистического|Труда|Маршала|Академика)\s+"
    r"(?:[а-яё-]+\s+){0,3}){0,6}"
    r"|(?<![а-яё])им\s+"
    r"|(?<![а-яё])(?:ул|пр|просп|пр-т|пр-кт|пер|пл|наб|б-р|бул|бульв|ш|пос|дер|мкр|станция)\.\s*(?:[а-яё-]+\s+){0,3}"
    r"|(?<![а-яё])(?:улиц[аеыу]|улицей|проспект[аеу]?|переул(?:ок|ка|ке)|площад[ьи]|бульвар[аеу]?|набережн(?:ая|ой)|шоссе|"
    r"преми[яиюей]+|памяти|памятник[ау]?|наследи[ею]|творчеств[оауе]|произведени[яйем]+|роман[ау]?|стихи|стихотворени[яей]+|"
    r"театр[ау]?|юбиле[йяюе]+|чтени[яей]+|бюст[ау]?)\s+(?:[а-яё-]+\s+){0,2}"
    r")$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:[А-Я]{2,}|школ[а-я]+|лице[а-я]+|гимнази[а-я]+|детск[а-я]+ сад[а-я]*|колледж[а-я]*|центр[а-я]*|фонд[а-я]*|"
    r"библиотек[а-я]*|музе[а-я]+|университет[а-я]*|институт[а-я]*|фабрик[а-я]*|завод[а-я]*|ферм[а-я]+|хозяйств[а-я]+)"
    r"\s*(?:№\s*\d+\s*)?$"
)
_ORGANISATION_INSIDE = re.compile(
    r"\s*(?:[А-Я]{2,}\b|[Шш]кол|[Лл]ице|[Гг]имнази|[Дд]етск|[Кк]олледж|[Цц]ентр|[Фф]онд|[Мм]узе|[Сс]редняя|[Оо]сновная)"
)

_Kind = Literal["initials", "single", "bare", "full", "given"]
_Side = Literal[0, 1, 2]  # no surname, on the left, on the right


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Core:
    """The part of a name beside its surname: tokens first … last (indices), and what it says."""

    kind: _Kind
    first: int
    last: int
    start: int
    end: int
    given: str
    patronymic: str | None
    dotted: bool = True  # the last initial has its dot


def _title(word: str) -> str:
    """«ИВАНОВ» → «Иванов», «ПЕТРОВ-ВОДКИН» → «Петров-Водкин»; other words stay."""
    if len(word) > 1 and word.isupper():
        return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return word


def _tokens(folded: str) -> list[_Token]:
    return [_Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(folded)]


def _initial_of(token: _Token, text: str) -> str | None:
    """The letter of an initial («И», «Ив.»), None where the token is a word."""
    if len(token.text) == 1:
        return token.text
    following = text[token.end : token.end + 1]
    if (
        len(token.text) == 2
        and token.text[1].islower()
        and following == "."
        and fold(token.text) not in _NO_INITIALS
    ):
        return token.text[0]
    return None


_NO_INITIALS = frozenset(
    "ул пр см ст гр др им пл пл мл св ср гл оф ас ид ок он от по не да об до за из на ко но то".split()
)


# ---------------------------------------------------------------------------------------------------- the cores


def _find_cores(text: str, tokens: list[_Token]) -> list[_Core]:
    cores: list[_Core] = []
    index = 0
    while index < len(tokens):
        core = _initials_core(text, tokens, index) or _full_core(text, tokens, index)
        if core is None:
            index += 1
            continue
        cores.append(core)
        index = core.last + 1
    return cores


def _initials_core(text: str, tokens: list[_Token], index: int) -> _Core | None:
    first = tokens[index]
    letter = _initial_of(first, text)
    if letter is None:
        return _bare_pair(text, tokens, index)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None:
        second = _initial_of(following, text) if following.start - first.end <= 12 else None
        gap = text[first.end : following.start]
        if second is not None and (
            _DOT_GAP.match(gap) or (gap == "," and text[following.end : following.end + 1] == ".")
        ):
            return _pair(text, index, first, following, letter, second)
        if second is not None and _LOOSE_COMMA.match(gap) and not _word_follows(text, following.end):
            return _pair(text, index, first, following, letter, second)
        if second is not None and gap in (" ", "\xa0") and len(first.text) == len(following.text) == 1:
            end = following.end + (text[following.end : following.end + 1] == ".")
            return _Core("bare", index, index + 1, first.start, end, letter + ".", second + ".")
    after = text[first.end : first.end + 2]
    if after[:1] == "." and not _digit_before(text, first.start):
        return _Core("single", index, index, first.start, first.end + 1, letter + ".", None)
    return None


def _digit_before(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return before[-1:].isdigit() or (before[-1:] in '«"' and before != "")


def _word_follows(text: str, end: int) -> bool:
    """True where a dot and a capitalised word follow: the initial belongs to that word."""
    rest = text[end : end + 4]
    return rest[:1] == "." and rest[1:].lstrip()[:1].isupper()


def _pair(text: str, index: int, first: _Token, second: _Token, given: str, patronymic: str) -> _Core:
    match = _FINAL_DOT.match(text, second.end)
    end = match.end() if match else second.end
    return _Core(
        "initials", index, index + 1, first.start, end, given + ".", patronymic + ".", match is not None
    )


_FINAL_DOT = re.compile(r"\s?\.")


def _bare_pair(text: str, tokens: list[_Token], index: int) -> _Core | None:
    token = tokens[index]
    if len(token.text) != 2 or not token.text.isupper() or token.text in ABBREVIATIONS:
        return None
    end = token.end + (text[token.end : token.end + 1] == ".")
    return _Core("bare", index, index, token.start, end, token.text[0] + ".", token.text[1] + ".")


def _full_core(text: str, tokens: list[_Token], index: int) -> _Core | None:
    """A given name with its patronymic, or a known given name alone, that starts at this token."""
    given = tokens[index]
    if len(given.text) < 2 or "-" in given.text and read_patronymic(given.text):
        return None
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is not None and _joined(text, given, following):
        tail = _OGLY.match(text, following.end)
        if tail and not is_stop_word(given.text):
            patronymic = " ".join((_title(following.text), tail.group(1).lower()))
            return _Core("full", index, index + 1, given.start, tail.end(), _title(given.text), patronymic)
        if _agree(given.text, following.text):
            return _Core(
                "full",
                index,
                index + 1,
                given.start,
                following.end,
                _title(given.text),
                _title(following.text),
            )
    if readings_of_given(given.text) and given.text[1:2] != "":
        return _Core("given", index, index, given.start, given.end, _title(given.text), None)
    return None


def _joined(text: str, left: _Token, right: _Token) -> bool:
    gap = text[left.end : right.start]
    return bool(_BLANK.match(gap)) and not _PARAGRAPH.search(gap)


def _agree(given: str, patronymic: str) -> bool:
    """True where the second word is a patronymic that suits the first as a given name."""
    read = read_patronymic(patronymic)
    if read is None:
        return False
    readings = readings_of_given(given)
    if readings:
        return any(gender == read[1] for _, gender, _ in readings)
    folded = fold(given)
    if is_stop_word(given) or surname_weight(given) >= 2.5 or surname_weight(given) < 0.8:
        return False
    # «Ильшат Рабинович» may be given name and surname: an unknown name needs a usual patronymic.
    return not fold(read[0]).endswith(("кевич", "шевич", "жевич", "чевич", "цевич", "нович")) or folded in (
        "",
    )


# ------------------------------------------------------------------------------------------- the side of the surname


def _side_score(text: str, core: _Core, word: _Token, side: _Side) -> float | None:
    """How well this word suits as the surname of the core; None where it cannot be."""
    gap = text[word.end : core.start] if side == 1 else text[core.end : word.start]
    if gap and _PARAGRAPH.search(gap):
        return None
    if side == 1 and not _SURNAME_GAP.match(gap):
        return None
    if side == 2 and not (gap == "" or _BLANK.match(gap)):
        return None
    if side == 2 and core.kind == "bare":
        return None
    masked = bool(_MASK.match(word.text))
    if not masked and (is_stop_word(word.text) or len(word.text) < 2):
        return None
    weight = 2.0 if masked else surname_weight(word.text)
    if weight == 0.0:
        return None
    if weight < 2.5 and readings_of_given(word.text):
        weight = 0.9
    score = weight + (0.3 if side == 1 else 0.0)
    if "\n" in gap:
        score -= 1.0
    if "," in gap:
        score -= 0.3 if len(gap) == 1 else 2.4
    if side == 2:
        score += 0.7 if gap == "" else 0.0
        score -= 0.0 if core.dotted else 1.5
    return _kind_score(text, core, word, side, weight, score)


def _kind_score(
    text: str, core: _Core, word: _Token, side: _Side, weight: float, score: float
) -> float | None:
    """What weaker cores ask of their surname on top."""
    if core.kind in ("initials", "full"):
        if (
            core.kind == "initials"
            and side == 2
            and weight < 2.5
            and core.given + (core.patronymic or "") in _UNITS
        ):
            return None
        return score if score > 0 else None
    if core.kind == "single":
        glued = side == 2 and core.end == word.start
        return score - 0.6 if weight >= 2.5 or (glued and weight >= 1.5) else None
    if core.kind == "bare":
        return score - 0.3 if weight == 3.0 and "," not in text[word.end : core.start] else None
    return _given_score(text, core, word, side, weight, score)


# Initials that are as often the abbreviation of a unit of administration: «Г.О. Самара», «Р.П. Оричи».
_UNITS = frozenset(("Г.О.", "Р.П.", "М.О.", "С.П.", "Г.П."))


def _given_score(
    text: str, core: _Core, word: _Token, side: _Side, weight: float, score: float
) -> float | None:
    """A known given name and a surname without patronymic: only where the words agree, or stand alone in a list."""
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
    return score - (0.5 if listed else 1.0)


def _suits(surname: str, readings: tuple[tuple[str, Gender, Case], ...]) -> bool:
    """True where one reading of the given name agrees with the surname in gender and case."""
    printed = _title(surname)
    for _, gender, case in readings:
        if any(candidate == gender for _, candidate in surname_nominatives(printed, case)):
            return True
    return False


_NONE_SCORE: dict[_Kind, float] = {"initials": 0.0, "single": 0.0, "bare": 0.0, "full": 1.0, "given": 0.0}
_TURN = 0.9  # what it costs when the next name of a run has its surname on the other side
_RUN = 400  # characters: names farther apart do not share a direction


def _choose_sides(text: str, tokens: list[_Token], cores: list[_Core]) -> list[_Side]:
    """The best side for each core, all together: no word is taken twice, and a run of names keeps its direction."""
    owned = {index for core in cores if core.kind != "given" for index in range(core.first, core.last + 1)}
    best: list[dict[tuple[_Side, _Side], tuple[float, tuple[_Side, _Side] | None]]] = []
    for position, core in enumerate(cores):
        options: list[tuple[_Side, float]] = [(0, _NONE_SCORE[core.kind])]
        for side, index in ((1, core.first - 1), (2, core.last + 1)):
            if 0 <= index < len(tokens) and index not in owned:
                score = _side_score(text, core, tokens[index], 1 if side == 1 else 2)
                if score is not None:
                    options.append((1 if side == 1 else 2, score))
        best.append(_extend(best, cores, position, options))
    sides: list[_Side] = [0] * len(cores)
    if not best:
        return sides
    state: tuple[_Side, _Side] | None = max(best[-1], key=lambda key: (best[-1][key][0], -key[0]))
    for position in range(len(cores) - 1, -1, -1):
        if state is None:
            break
        sides[position] = state[0]
        state = best[position][state][1]
    return sides


def _extend(
    best: list[dict[tuple[_Side, _Side], tuple[float, tuple[_Side, _Side] | None]]],
    cores: list[_Core],
    position: int,
    options: list[tuple[_Side, float]],
) -> dict[tuple[_Side, _Side], tuple[float, tuple[_Side, _Side] | None]]:
    """One step of the best path; a state is (side of this core, last side that was not 0)."""
    core = cores[position]
    states: dict[tuple[_Side, _Side], tuple[float, tuple[_Side, _Side] | None]] = {}
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
            # A given name that serves as the surname of its neighbour («Анна Герман») cannot be a core as well.
            if shared == 1 and before == 2 and side != 0:
                continue
            if shared == 1 and side == 1 and before != 0:
                continue
            turned = near and side != 0 and direction != 0 and side != direction
            value = total + score - (_TURN if turned else 0.0)
            state = (side, side if side != 0 else (direction if near else 0))
            key: tuple[_Side, _Side] = (state[0], 1 if state[1] == 1 else 2 if state[1] == 2 else 0)
            if key not in states or value > states[key][0]:
                states[key] = (value, (before, direction))
    return states


# ---------------------------------------------------------------------------------------------------- the names


def find_names(text: str, surnames: frozenset[str] = frozenset()) -> list[NameForm]:
    """Every personal name in the text, in order, without overlaps.

    `surnames`: known surnames in the nominative; their forms are then found without initials too.

    >>> [name.text for name in find_names("Слушали: Грязеву Е.Б., методиста, и А.В.Устюжанина.")]
    ['Грязеву Е.Б.', 'Устюжанина А.В.']
    >>> [name.text for name in find_names("школа имени Г.С. Шпагина, г. Петров Вал; и.о. директора")]
    []
    >>> [name.text for name in find_names("Елена Борисовна напомнила о сроках.")]
    ['Елена Борисовна']
    """
    folded = text.translate(_LOOKALIKES)
    tokens = _tokens(folded)
    cores = _find_cores(folded, tokens)
    sides = _choose_sides(folded, tokens, cores)
    found: list[NameForm] = []
    taken: set[int] = set()
    for core, side in zip(cores, sides, strict=True):
        form = _compose(folded, tokens, core, side, found)
        if form is None:
            continue
        taken.update(range(core.first - (side == 1), core.last + 1 + (side == 2)))
        if not _is_eponym(folded, form.start, core.kind):
            found.append(form)
    found.extend(_lone_surnames(folded, tokens, taken, surnames))
    found.extend(_masks(text, folded, tokens, taken))
    return sorted(found, key=lambda form: form.start)


def _compose(
    text: str, tokens: list[_Token], core: _Core, side: _Side, found: list[NameForm]
) -> NameForm | None:
    if side == 0:
        if core.kind == "full":
            return NameForm(core.start, core.end, None, core.given, core.patronymic)
        if core.kind == "initials" and found and _is_plural(found[-1].surname):
            first = found[-1]
            if _AND.match(text[first.end : core.start]) and len(text[first.end : core.start]) < 8:
                found[-1] = replace(first, plural=True)
                return NameForm(core.start, core.end, first.surname, core.given, core.patronymic, plural=True)
        return None
    word = tokens[core.first - 1 if side == 1 else core.last + 1]
    start, end = min(core.start, word.start), max(core.end, word.end)
    masked = bool(_MASK.match(word.text))
    surname = word.text if masked else _title(word.text)
    return NameForm(start, end, surname, core.given, core.patronymic, masked)


def _is_plural(surname: str | None) -> bool:
    return surname is not None and fold(surname).endswith(
        ("овы", "евы", "ины", "ыны", "ские", "цкие", "овых", "евых", "иных", "ыных", "овым", "евым", "иным")
    )


def _is_eponym(text: str, start: int, kind: _Kind) -> bool:
    """True where the name is that of a school, a street or a prize."""
    before = text[max(0, start - 90) : start]
    if _EPONYM.search(before):
        return True
    quote = before.rfind("«")
    if quote < 0 or "»" in before[quote:]:
        return False
    if kind == "given":
        return True
    return bool(_ORGANISATION.search(before[:quote])) or bool(_ORGANISATION_INSIDE.match(before[quote + 1 :]))


def _lone_surnames(
    text: str, tokens: list[_Token], taken: set[int], surnames: frozenset[str]
) -> Iterable[NameForm]:
    """Surnames without initials: after «г-жа», and those that the caller knows."""
    known = _forms_of(surnames) if surnames else frozenset()
    for index, token in enumerate(tokens):
        if index in taken or len(token.text) < 2:
            continue
        if fold(token.text) in known and not _is_eponym(text, token.start, "full"):
            yield NameForm(token.start, token.end, _title(token.text))
        elif (
            _HONORIFIC.search(text, max(0, token.start - 14), token.start)
            and not is_stop_word(token.text)
            and surname_weight(token.text) >= 1.5
        ):
            yield NameForm(token.start, token.end, _title(token.text))


@lru_cache(maxsize=64)
def _forms_of(surnames: frozenset[str]) -> frozenset[str]:
    genders: tuple[Gender, Gender] = ("masc", "femn")
    return frozenset(
        fold(form)
        for surname in surnames
        for gender in genders
        for form in case_forms(surname, gender).values()
    )


_MASK_CONTEXT_BEFORE = re.compile(
    r"(?:\d|№|доле[йю]|размере|сумм[уеы]|паспорт|серия|номер|тел\.?|ИНН|ОГРН|кв\.|д\.)\s*:?\s*$"
)
_MASK_CONTEXT_AFTER = re.compile(
    r"\s*(?:%|процент|руб|кв\.|сесси|съезд|созыв|конференц|чтени|век|г\.|год|№|\d|-)"
)


def _masks(original: str, text: str, tokens: list[_Token], taken: set[int]) -> Iterable[NameForm]:
    """Names that the author replaced by ХХХ; several masks in a row are the parts of one name."""
    index = 0
    while index < len(tokens):
        last = index
        if index in taken or not _MASK.match(tokens[index].text):
            index += 1
            continue
        while (
            last + 1 < len(tokens)
            and last - index < 2
            and _MASK.match(tokens[last + 1].text)
            and text[tokens[last].end : tokens[last + 1].start] == " "
        ):
            last += 1
        start, end = tokens[index].start, tokens[last].end
        index = last + 1
        if not _MASK_CONTEXT_BEFORE.search(text, max(0, start - 16), start) and not _MASK_CONTEXT_AFTER.match(
            text, end
        ):
            yield NameForm(start, end, original[start:end], masked=True)


# ---------------------------------------------------------------------------------------------- dictionary form


def _given_readings(form: NameForm) -> list[tuple[str, Gender, Case]]:
    """The readings of a full given name, those that agree with the patronymic only; empty for an initial."""
    given = form.given
    if given is None or given.endswith("."):
        return []
    readings = list(readings_of_given(given))
    patronymic = read_patronymic(form.patronymic) if form.patronymic else None
    if patronymic is not None:
        _, gender, cases = patronymic
        agreeing = [reading for reading in readings if reading[1] == gender and reading[2] in cases]
        if agreeing or readings:
            return agreeing or [reading for reading in readings if reading[1] == gender] or readings
        return [
            (name, gender, case)
            for case in cases
            for name, own in surname_nominatives(given, case)
            if own == gender
        ][:1]
    if form.patronymic:
        feminine = fold(form.patronymic).endswith(("кызы", "гызы", "кызи"))
        wanted: Gender = "femn" if feminine else "masc"
        return [reading for reading in readings if reading[1] == wanted] or readings
    return readings


def own_gender(form: NameForm) -> Gender | None:
    """The gender that the name itself tells by its patronymic or given name; None where it does not.

    >>> own_gender(NameForm(0, 0, "Гурвич", "Анне", "Львовне")), own_gender(NameForm(0, 0, "Гурвич", "А.", "Л."))
    ('femn', None)
    """
    patronymic = form.patronymic
    if patronymic and not patronymic.endswith("."):
        read = read_patronymic(patronymic)
        if read is not None:
            return read[1]
        folded = fold(patronymic)
        if folded.endswith(("кызы", "гызы", "кызи")):
            return "femn"
        if folded.endswith(("оглы", "оглу", "улы", "уулу", "углы")):
            return "masc"
    genders = {reading[1] for reading in _given_readings(form)}
    return genders.pop() if len(genders) == 1 else None


def own_cases(form: NameForm) -> tuple[Case, ...]:
    """The cases that the name's own endings allow, likeliest first; empty where they tell nothing.

    >>> own_cases(NameForm(0, 0, None, "Анне", "Ивановне")), own_cases(NameForm(0, 0, "Ивановым", "И.", "И."))
    (('datv', 'loct'), ('ablt',))
    """
    readings = _given_readings(form)
    patronymic = read_patronymic(form.patronymic) if form.patronymic else None
    if patronymic is not None:
        cases = [case for case in patronymic[2] if not readings or any(own[2] == case for own in readings)]
        return tuple(cases) or patronymic[2]
    if readings and form.surname is not None:
        agreeing = [
            case
            for _, gender, case in readings
            if any(own == gender for _, own in surname_nominatives(form.surname, case))
        ]
        if agreeing:
            return tuple(dict.fromkeys(agreeing))
    if readings:
        return tuple(dict.fromkeys(case for _, _, case in readings))
    guessed = guess_case(form.surname) if form.surname else None
    return (guessed,) if guessed else ()


def nominatives(
    form: NameForm, case: Case | None = None, gender: Gender | None = None
) -> list[tuple[NameForm, Gender]]:
    """The nominatives that this name can come from, with the gender, likeliest first; never empty but for masks.

    >>> [(name.text, gender) for name, gender in nominatives(NameForm(0, 0, "Куншина", "Д.", "В."), "accs")]
    [('Куншин Д.В.', 'masc')]
    >>> [name.text for name, _ in nominatives(NameForm(0, 0, "Мицкевичу", "А.", "П."))][0]
    'Мицкевич А.П.'
    """
    if form.masked:
        return []
    if form.plural and form.surname is not None:
        return [(replace(form, surname=_singular(form.surname), plural=False), "masc")]
    cases = own_cases(form)
    chosen: Case = (
        case if case is not None and (not cases or case in cases) else cases[0] if cases else "nomn"
    )
    certain = own_gender(form) or gender
    given, patronymic = _given_nominative(form, chosen)
    if form.surname is None:
        known: Gender = certain or "masc"
        return [(replace(form, given=given, patronymic=patronymic), known)]
    candidates = list(surname_nominatives(form.surname, chosen))
    if certain is not None:
        fitting = [candidate for candidate in candidates if candidate[1] == certain]
        if not fitting and chosen != "nomn" and looks_feminine(form.surname) is (certain == "femn"):
            fitting = [(form.surname, certain)]
        candidates = fitting or candidates
    return [
        (replace(form, surname=surname, given=given, patronymic=patronymic), own)
        for surname, own in candidates
    ]


def _given_nominative(form: NameForm, case: Case) -> tuple[str | None, str | None]:
    readings = _given_readings(form)
    given = form.given
    if readings:
        given = next((name for name, _, own in readings if own == case), readings[0][0])
        if form.given is not None and "е" in form.given and "ё" in given and fold(form.given) == fold(given):
            given = form.given
    patronymic = form.patronymic
    read = read_patronymic(patronymic) if patronymic else None
    return given, read[0] if read is not None else patronymic


def _singular(surname: str) -> str:
    """«Ивановы» → «Иванов», «Горские» → «Горский»."""
    folded = fold(surname)
    if folded.endswith("ие"):
        return surname[:-1] + "й"
    return surname[:-2] if folded.endswith(("ых", "ым")) else surname[:-1]


def dictionary_form(form: NameForm, case: Case | None = None, gender: Gender | None = None) -> NameForm:
    """The name in the nominative, given the case that the governing word demands and the gender, where known.

    With neither, a form that can be a nominative stays as it is.

    >>> dictionary_form(NameForm(0, 0, "Грязеву", "Е.", "Б."), "accs").text
    'Грязева Е.Б.'
    >>> dictionary_form(NameForm(0, 0, "Петровой", "Анне", "Ивановне"), "datv").text
    'Петрова Анна Ивановна'
    >>> dictionary_form(NameForm(0, 0, "Грязева", "Е.", "Б.")).text
    'Грязева Е.Б.'
    """
    candidates = nominatives(form, case, gender)
    return candidates[0][0] if candidates else form
