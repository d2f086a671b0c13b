"""Whole paradigms of given names and surnames: every ending is written out."""

from __future__ import annotations

import pytest

from protoparse.fields.declension import case_forms, given_forms

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@pytest.mark.parametrize(
    "forms",
    [
        "Павел Павла Павлу Павла Павлом Павле",
        "Пётр Петра Петру Петра Петром Петре",
        "Петр Петра Петру Петра Петром Петре",
        "Лев Льва Льву Льва Львом Льве",
        "Игорь Игоря Игорю Игоря Игорем Игоре",
        "Андрей Андрея Андрею Андрея Андреем Андрее",
        "Франц Франца Францу Франца Францем Франце",
        "Никита Никиты Никите Никиту Никитой Никите",
    ],
)
def test_given_names_of_men(forms: str) -> None:
    known = forms.split()
    assert given_forms(known[0], "masc") == dict(zip(CASES, known, strict=True))


@pytest.mark.parametrize(
    "forms",
    [
        "Ольга Ольги Ольге Ольгу Ольгой Ольге",
        "Мария Марии Марии Марию Марией Марии",
        "Наталья Натальи Наталье Наталью Натальей Наталье",
        "Ирина Ирины Ирине Ирину Ириной Ирине",
        "Маша Маши Маше Машу Машей Маше",
        "Любовь Любови Любови Любовь Любовью Любови",
        "Гюзель Гюзель Гюзель Гюзель Гюзель Гюзель",
    ],
)
def test_given_names_of_women(forms: str) -> None:
    known = forms.split()
    assert given_forms(known[0], "femn") == dict(zip(CASES, known, strict=True))


@pytest.mark.parametrize(
    "forms",
    [
        "Заяц Зайца Зайцу Зайца Зайцем Зайце",
        "Немец Немца Немцу Немца Немцем Немце",
        "Кравец Кравца Кравцу Кравца Кравцем Кравце",
        "Боец Бойца Бойцу Бойца Бойцем Бойце",
        "Швец Швеца Швецу Швеца Швецем Швеце",
        "Чулек Чулька Чульку Чулька Чульком Чульке",
        "Конёк Конька Коньку Конька Коньком Коньке",
        "Лебедь Лебедя Лебедю Лебедя Лебедем Лебеде",
        "Гайдай Гайдая Гайдаю Гайдая Гайдаем Гайдае",
        "Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко",
        "Седых Седых Седых Седых Седых Седых",
    ],
)
def test_surnames_of_men(forms: str) -> None:
    known = forms.split()
    assert case_forms(known[0], "masc") == dict(zip(CASES, known, strict=True))


@pytest.mark.parametrize(
    "forms",
    [
        "Орехова Ореховой Ореховой Орехову Ореховой Ореховой",
        "Заславская Заславской Заславской Заславскую Заславской Заславской",
        "Дорога Дороги Дороге Дорогу Дорогой Дороге",
        "Груша Груши Груше Грушу Грушей Груше",
        "Птица Птицы Птице Птицу Птицей Птице",
        "Данелия Данелии Данелии Данелию Данелией Данелии",
        "Бакалея Бакалеи Бакалее Бакалею Бакалеей Бакалее",
        "Коваль Коваль Коваль Коваль Коваль Коваль",
        "Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко",
    ],
)
def test_surnames_of_women(forms: str) -> None:
    known = forms.split()
    assert case_forms(known[0], "femn") == dict(zip(CASES, known, strict=True))
