"""Comparing two printed names: which parts may be of one person, and which spelling says more."""

from __future__ import annotations

from protoparse.fields.declension import fold, surname_variants
from protoparse.fields.name_form import NameForm
from protoparse.fields.text import Case, Gender


def _is_initial(part: str | None) -> bool:
    return part is not None and part.endswith(".")


def fuller(known: str | None, seen: str | None) -> str | None:
    """The fuller of two spellings of a given name or patronymic.

    >>> fuller("Е.", "Елена"), fuller("Елена", "Е."), fuller(None, "Б.")
    ('Елена', 'Елена', 'Б.')
    """
    if seen is None or (known is not None and not _is_initial(known)):
        return known
    return seen if known is None or not _is_initial(seen) else known


def may_be_same(known: str | None, seen: str | None) -> bool:
    """True where two spellings may be of one given name: full ones equal, initials by their letter.

    >>> may_be_same("Елена", "Е."), may_be_same("Елена", "Ева"), may_be_same(None, "Е.")
    (True, False, True)
    """
    if not known or not seen:
        return True
    if _is_initial(known) or _is_initial(seen):
        return fold(known[0]) == fold(seen[0])
    return fold(known) == fold(seen)


def is_form_of(
    form: NameForm, surname: str, case: Case | None, genders: tuple[Gender, ...] = ("masc", "femn")
) -> bool:
    """True where the printed surname is a form of this nominative: of this case, or of any where it is None.

    >>> is_form_of(NameForm(0, 0, "Зайца", "П.", "П."), "Заяц", "accs")
    True
    >>> is_form_of(NameForm(0, 0, "Иванову", "П.", "П."), "Иванова", "datv", ("femn",))
    False
    """
    printed = fold(form.surname or "")
    if form.plural:
        stem = printed[:-2] if printed.endswith(("ых", "ым", "ие")) else printed[:-1]
        return fold(surname).startswith(stem)
    if case in (None, "nomn") and printed == fold(surname):
        return True
    for gender in genders:
        variants = surname_variants(surname, gender)
        cases = tuple(variants) if case is None else (case,)
        if any(printed == fold(word) for one in cases if one != "nomn" for word in variants[one]):
            return True
    return False


def full_name(surname: str | None, given: str | None, patronymic: str | None) -> str:
    """Surname with full given name and patronymic where both are known, else with what initials there are.

    >>> full_name("Орлова", "Елена", "Борисовна"), full_name("Орлова", "Елена", "Б.")
    ('Орлова Елена Борисовна', 'Орлова Е.Б.')
    """
    if given and patronymic and (_is_initial(given) or _is_initial(patronymic)):
        given, patronymic = given[0] + "." + patronymic[0] + ".", None
    return " ".join(part for part in (surname, given, patronymic) if part)
