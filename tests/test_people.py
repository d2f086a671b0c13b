"""One person for all mentions: lists first, then case forms, then what only points at somebody."""

from __future__ import annotations

import time

import pytest

from protoparse.fields.name_form import NameForm
from protoparse.fields.text import Case, Gender
from protoparse.people import Observation, Resolution, resolve


def seen(
    text: str, case: Case | None = None, *, weight: int = 2, gender: Gender | None = None, position: int = 0
) -> Observation:
    """«Рогозина Т.В.», «- Тамара Викторовна», «Рогозина» as an observation."""
    surname, _, rest = text.partition(" ")
    given, patronymic = None, None
    if rest.count(".") == 2:
        given, patronymic = rest[:2], rest[2:]
    elif rest:
        given, _, patronymic = rest.partition(" ")
    form = NameForm(0, len(text), None if surname == "-" else surname, given, patronymic or None)
    return Observation(form, case, gender, weight, position)


def listed(text: str, position: int = 0) -> Observation:
    return seen(text, "nomn", weight=3, position=position)


def names(told: Resolution) -> list[str]:
    return [told.name_of(index) for index in range(len(told.person_of))]


@pytest.mark.parametrize(
    ("observations", "wanted", "people"),
    [
        ([listed("Лапкин А.В."), seen("Лапкина А.В.", "accs")], ["Лапкин А.В."] * 2, 1),
        ([seen("Лапкина А.В.", "accs"), listed("Лапкин А.В.")], ["Лапкин А.В."] * 2, 1),
        ([listed("Лапкина А.В."), seen("Лапкину А.В.", "accs")], ["Лапкина А.В."] * 2, 1),
        ([seen("Лапкина А.В.", "accs")], ["Лапкин А.В."], 1),
        ([seen("Лапкина А.В.", weight=1)], ["Лапкина А.В."], 1),
        ([seen("Лапкина А.В.", "accs", gender="femn")], ["Лапкина А.В."], 1),
        # a list in the wrong case of its neighbour: printed as a nominative after «слушали»
        ([listed("Лапкина А.В."), seen("Лапкина А.В.", "accs")], ["Лапкина А.В."] * 2, 1),
        # homonyms stay apart
        (
            [listed("Рогозина Е.И."), listed("Рогозина В.А."), seen("Рогозину В.А.", "accs")],
            ["Рогозина Е.И.", "Рогозина В.А.", "Рогозина В.А."],
            2,
        ),
        # a man and a woman with the same initials: the case decides
        (
            [listed("Рогозин А.А."), listed("Рогозина А.А."), seen("Рогозина А.А.", "accs")],
            ["Рогозин А.А.", "Рогозина А.А.", "Рогозин А.А."],
            2,
        ),
        (
            [listed("Рогозин А.А."), listed("Рогозина А.А."), seen("Рогозину А.А.", "accs")],
            ["Рогозин А.А.", "Рогозина А.А.", "Рогозина А.А."],
            2,
        ),
        (
            [listed("Рогозин А.А."), listed("Рогозина А.А."), seen("Рогозину А.А.", "datv")],
            ["Рогозин А.А.", "Рогозина А.А.", "Рогозин А.А."],
            2,
        ),
        # spelled differently: never merged silently
        ([listed("Дрынева М.С."), listed("Дрынаева М.С.")], ["Дрынева М.С.", "Дрынаева М.С."], 2),
        # ё is е, and is kept where it is printed
        ([listed("Пчелкина Л.Ю."), listed("Пчёлкина Л.Ю.")], ["Пчёлкина Л.Ю."] * 2, 1),
        # fleeting vowels and other stems
        ([listed("Заяц П.П."), seen("Зайца П.П.", "accs"), seen("Зайцу П.П.", "datv")], ["Заяц П.П."] * 3, 1),
        ([listed("Зайцев П.П."), seen("Зайца П.П.", "accs")], ["Зайцев П.П.", "Заяц П.П."], 2),
        ([listed("Бандура А.С."), seen("Бандуру А.С.", "accs")], ["Бандура А.С."] * 2, 1),
        ([listed("Белоус Н.С."), seen("Белоуса Н.С.", "gent")], ["Белоус Н.С."] * 2, 1),
        # nothing but oblique forms: what explains them together
        (
            [seen("Рогозиной Т.В.", weight=1), seen("Рогозину Т.В.", "accs")],
            ["Рогозина Т.В."] * 2,
            1,
        ),
        ([seen("Ковача Т.В.", "gent"), seen("Ковачу Т.В.", "datv")], ["Ковач Т.В."] * 2, 1),
        ([seen("Нагорному Т.В.", "datv"), seen("Нагорного Т.В.", "accs")], ["Нагорный Т.В."] * 2, 1),
        # full names complete initials
        (
            [listed("Рогозина Тамара Викторовна"), seen("Рогозину Т.В.", "accs")],
            ["Рогозина Тамара Викторовна"] * 2,
            1,
        ),
        (
            [seen("Рогозиной Тамаре Викторовне", "datv"), listed("Рогозина Т.В.")],
            ["Рогозина Тамара Викторовна"] * 2,
            1,
        ),
        (
            [listed("Рогозина Тамара Викторовна"), listed("Рогозина Таисия Власовна")],
            ["Рогозина Тамара Викторовна", "Рогозина Таисия Власовна"],
            2,
        ),
        ([listed("Рогозина Тамара"), listed("Рогозина Т.В.")], ["Рогозина Т.В."] * 2, 1),
        # a given name and a patronymic
        (
            [seen("Рогозину Т.В.", "accs"), seen("- Тамара Викторовна", position=9)],
            ["Рогозина Тамара Викторовна"] * 2,
            1,
        ),
        ([seen("- Тамара Викторовна"), seen("- Тамаре Викторовне", "datv")], ["Тамара Викторовна"] * 2, 1),
        ([listed("Рогозин Т.В."), seen("- Тамара Викторовна")], ["Рогозин Т.В.", "Тамара Викторовна"], 2),
        # a bare surname
        ([listed("Рогозина Т.В."), seen("Рогозину", "accs")], ["Рогозина Т.В."] * 2, 1),
        ([seen("Рогозину", "accs"), seen("Рогозиной", "datv")], ["Рогозина"] * 2, 1),
        # one initial lost
        ([listed("Рогозин Т.В."), seen("Рогозина Т.", "accs")], ["Рогозин Т.В."] * 2, 1),
        # the dative of a woman, the accusative of a woman, the dative of a man
        ([listed("Рогозин Т.В."), seen("Рогозиной Т.В.", "datv")], ["Рогозин Т.В.", "Рогозина Т.В."], 2),
    ],
)
def test_who_is_who(observations: list[Observation], wanted: list[str], people: int) -> None:
    told = resolve(observations)
    assert names(told) == wanted
    assert len(told.persons) == people


def test_the_nearest_before_is_meant() -> None:
    told = resolve(
        [
            listed("Рогозина Т.В.", 10),
            listed("Тищенко Т.В.", 100),
            seen("- Тамара Викторовна", position=130),
            seen("- Тамара Викторовна", position=5),
        ]
    )
    assert told.person_of[2] == 1
    assert told.person_of[3] == 0, "nobody stands before: the nearest after"


def test_a_bare_surname_of_several_is_nobody() -> None:
    told = resolve([listed("Рогозина Е.И."), listed("Рогозина В.А."), seen("Рогозину", "accs")])
    assert told.person_of == (0, 1, None)
    assert told.name_of(2) == "Рогозина"


def test_masks_are_told_apart_by_their_text() -> None:
    masks = [NameForm(0, 3, text, masked=True) for text in ("ХХХ", "ХХХХ", "ХХХ")]
    told = resolve([Observation(form, "nomn", None, 3) for form in masks])
    assert told.person_of == (0, 1, 0)
    assert names(told) == ["ХХХ", "ХХХХ", "ХХХ"]


def test_plural_surnames() -> None:
    forms = [
        NameForm(0, 0, "Рогозины", "А.", "А.", plural=True),
        NameForm(0, 0, "Рогозины", "Б.", "Б.", plural=True),
    ]
    told = resolve([Observation(form, "nomn", None, 3) for form in forms] + [listed("Рогозина Б.Б.")])
    assert names(told) == ["Рогозин А.А.", "Рогозина Б.Б.", "Рогозина Б.Б."]


def test_records() -> None:
    told = resolve([listed("Кац А.Б."), seen("Кац А.Б.", weight=1, gender="femn"), seen("Кац А.Б.", "accs")])
    (person,) = told.persons
    assert (person.surname, person.given, person.patronymic) == ("Кац", "А.", "Б.")
    assert person.gender == "femn"
    assert person.members == (0, 1, 2)


def test_no_observations() -> None:
    assert resolve([]).persons == ()


def test_many_people() -> None:
    letters = "АБВГДЕИКЛМНОПРСТ"
    observations = [
        listed(f"{start}{middle}рогин{ending} {first}.{second}.")
        for start in "БВГДКЛМН"
        for middle in "аеиоу"
        for ending in ("", "а")
        for first in letters[:6]
        for second in letters[:6]
    ]
    started = time.process_time()
    told = resolve(observations)
    assert len(told.persons) == len(observations)
    assert time.process_time() - started < 3
