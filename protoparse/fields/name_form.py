"""One printed name of a person, and the way from its printed form to the dictionary form."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from protoparse.fields.declension import fold
from protoparse.fields.given_names import readings_of_given
from protoparse.fields.nominative import looks_feminine, read_patronymic, surname_nominatives, telling_cases
from protoparse.fields.text import Case, Gender


class NameForm(NamedTuple):
    """One name as printed in a text.

    `start`, `end`: offsets in the text that was searched, half-open.
    `surname`, `given`, `patronymic`: the parts as printed (same case, same inflection; initials always as
    «Е.»); letters of an all-capitals name are brought to «Иванов». None where absent.
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
        """Surname first: «Сычева Е.Б.», «Петрова Анна Ивановна», «Елена Борисовна».

        >>> NameForm(0, 12, "Сычева", "Е.", "Б.").text
        'Сычева Е.Б.'
        """
        given, patronymic = self.given, self.patronymic
        if given and patronymic and given.endswith(".") and patronymic.endswith("."):
            given, patronymic = given + patronymic, None
        return " ".join(part for part in (self.surname, given, patronymic) if part)


@lru_cache(maxsize=2048)
def _given_readings(given: str | None, printed: str | None) -> tuple[tuple[str, Gender, Case], ...]:
    """The readings of a full given name, those that suit the printed patronymic; empty for an initial."""
    if given is None or given.endswith("."):
        return ()
    readings = readings_of_given(given)
    patronymic = read_patronymic(printed) if printed else None
    if patronymic is not None:
        _, gender, cases = patronymic
        agreeing = tuple(reading for reading in readings if reading[1] == gender and reading[2] in cases)
        if agreeing or readings:
            return agreeing or tuple(reading for reading in readings if reading[1] == gender) or readings
        return tuple(
            (name, gender, case)
            for case in cases
            for name, own in surname_nominatives(given, case)
            if own == gender
        )[:1]
    if printed:
        feminine = fold(printed).endswith(("кызы", "гызы", "кызи"))
        wanted: Gender = "femn" if feminine else "masc"
        return tuple(reading for reading in readings if reading[1] == wanted) or readings
    return readings


def own_gender(form: NameForm) -> Gender | None:
    """The gender that the name itself tells by its patronymic or given name; None where it does not.

    >>> own_gender(NameForm(0, 0, "Гурвич", "Анне", "Львовне"))
    'femn'
    >>> own_gender(NameForm(0, 0, "Гурвич", "А.", "Л.")) is None
    True
    """
    return _gender_of(form.given, form.patronymic)


# Every spelling of a name is asked for several times: when it is found, bound to a post, joined to a person.
@lru_cache(maxsize=2048)
def _gender_of(given: str | None, patronymic: str | None) -> Gender | None:
    if patronymic and not patronymic.endswith("."):
        read = read_patronymic(patronymic)
        if read is not None:
            return read[1]
        folded = fold(patronymic)
        if folded.endswith(("кызы", "гызы", "кызи")):
            return "femn"
        if folded.endswith(("оглы", "оглу", "улы", "уулу", "углы")):
            return "masc"
    genders = {reading[1] for reading in _given_readings(given, patronymic)}
    return genders.pop() if len(genders) == 1 else None


def own_cases(form: NameForm) -> tuple[Case, ...]:
    """The cases that the name's own endings allow, likeliest first; empty where they tell nothing.

    >>> own_cases(NameForm(0, 0, None, "Анне", "Ивановне")), own_cases(NameForm(0, 0, "Ивановым", "И.", "И."))
    (('datv', 'loct'), ('ablt',))
    """
    return _cases_of(form.surname, form.given, form.patronymic)


@lru_cache(maxsize=2048)
def _cases_of(surname: str | None, given: str | None, printed: str | None) -> tuple[Case, ...]:
    readings = _given_readings(given, printed)
    patronymic = read_patronymic(printed) if printed else None
    if patronymic is not None:
        cases = [case for case in patronymic[2] if not readings or any(own[2] == case for own in readings)]
        return tuple(cases) or patronymic[2]
    if readings and surname is not None:
        agreeing = [
            case
            for _, gender, case in readings
            if any(own == gender for _, own in surname_nominatives(surname, case))
        ]
        if agreeing:
            return tuple(dict.fromkeys(agreeing))
    if readings:
        return tuple(dict.fromkeys(case for _, _, case in readings))
    return telling_cases(surname) if surname else ()


def nominatives(
    form: NameForm, case: Case | None = None, gender: Gender | None = None
) -> list[tuple[NameForm, Gender]]:
    """The nominatives that this name can come from, with the gender, likeliest first; empty for a mask.

    >>> [(name.text, gender) for name, gender in nominatives(NameForm(0, 0, "Мякшина", "Д.", "В."), "accs")]
    [('Мякшин Д.В.', 'masc')]
    >>> [name.text for name, _ in nominatives(NameForm(0, 0, "Мицкевичу", "А.", "П."))][0]
    'Мицкевич А.П.'
    """
    if form.masked:
        return []
    if form.plural and form.surname is not None:
        return [(form._replace(surname=_singular(form.surname), plural=False), "masc")]
    cases = own_cases(form)
    chosen = _choose_case(form, case, cases)
    certain = own_gender(form) or gender
    given, patronymic = _given_nominative(form, chosen)
    if form.surname is None:
        known: Gender = certain or "masc"
        return [(form._replace(given=given, patronymic=patronymic), known)]
    candidates = list(surname_nominatives(form.surname, chosen))
    if certain is not None:
        fitting = [candidate for candidate in candidates if candidate[1] == certain]
        if not fitting and chosen != "nomn" and looks_feminine(form.surname) is (certain == "femn"):
            fitting = [(form.surname, certain)]
        candidates = fitting or candidates
    return [
        # neither masked nor plural here: made anew, because `_replace` takes several times as long
        (NameForm(form.start, form.end, surname, given, patronymic), own)
        for surname, own in candidates
    ]


def _choose_case(form: NameForm, demanded: Case | None, own: tuple[Case, ...]) -> Case:
    """The demanded case where the name can stand in it, else what its own endings say."""
    if (
        demanded == "nomn"
        and _is_initial(form.given)
        and fold(form.surname or "").endswith(("овой", "евой", "ской", "цкой"))
    ):
        return "nomn"  # «Ковровой» in a list is a man's surname
    if demanded is not None and (not own or demanded in own):
        return demanded
    return own[0] if own else "nomn"


def _is_initial(part: str | None) -> bool:
    return part is None or part.endswith(".")


def _given_nominative(form: NameForm, case: Case) -> tuple[str | None, str | None]:
    given = form.given
    readings = _given_readings(given, form.patronymic)
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
