"""Names: the printed forms found in a text, and their dictionary forms."""

from __future__ import annotations

import time
from pathlib import Path
from typing import get_args

import pytest

from protoparse.fields.declension import case_forms, given_forms
from protoparse.fields.name_form import nominatives
from protoparse.fields.nominative import surname_nominatives
from protoparse.fields.person import NameForm, find_names
from protoparse.fields.text import Case, Gender

TABLE = Path(__file__).parent / "fields" / "names.tsv"


def dictionary_form(form: NameForm, case: Case | None, gender: Gender | None = None) -> NameForm:
    """The likeliest nominative of a name; a form that has none stays as it is."""
    candidates = nominatives(form, case, gender)
    return candidates[0][0] if candidates else form


def rows() -> list[tuple[str, Case | None, list[str]]]:
    found: list[tuple[str, Case | None, list[str]]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        text, case, names = line.split("\t")
        demanded = next((own for own in get_args(Case) if own == case), None)
        text = text.replace("\\n", "\n").replace("\\t", "\t")
        found.append((text, demanded, [name for name in names.split("; ") if name]))
    return found


@pytest.mark.parametrize(("text", "case", "names"), rows(), ids=lambda value: str(value)[:40])
def test_table(text: str, case: Case | None, names: list[str]) -> None:
    assert [dictionary_form(form, case).text for form in find_names(text)] == names


def single_rows() -> list[tuple[str, Case | None, list[str]]]:
    """Rows with one name that needs no list around it."""
    return [
        (text, case, names)
        for text, case, names in rows()
        if len(names) == 1 and "г-" not in text and "?" not in text and names != ["Рогозина Тамара"]
    ]


@pytest.mark.parametrize(("text", "case", "names"), single_rows(), ids=lambda value: str(value)[:40])
def test_names_are_found_inside_a_sentence(text: str, case: Case | None, names: list[str]) -> None:
    """Whatever stands around it, a name is found, and its span holds it."""
    before, after = "; ", ";\nдалее по тексту"
    forms = find_names(before + text + after)
    assert [dictionary_form(form, case).text for form in forms] == names
    for form in forms:
        assert form.start >= len(before)
        assert form.end <= len(before) + len(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Слушали Рогозину Т.В., методиста", "Рогозину Т.В."),
        ("Рогозина Т.В, завуч", "Рогозина Т.В"),
        ("Рогозина Т.,В. и др.", "Рогозина Т.,В."),
        ("О.Д.Рогоженко- директора", "О.Д.Рогоженко"),
        ("Рогозин Пётр Викторович10", "Рогозин Пётр Викторович"),
        ("Велиев Тофик Гасан-оглы, инженер", "Велиев Тофик Гасан-оглы"),
        ("г-жа Орлова сказала", "Орлова"),
        ("Избрать ХХХ ХХХ председателем", "ХХХ ХХХ"),
    ],
)
def test_span_is_the_printed_name(text: str, printed: str) -> None:
    (form,) = find_names(text)
    assert text[form.start : form.end] == printed


def test_parts_are_as_printed() -> None:
    (form,) = find_names("поручить РОГОЗИНОЙ АННЕ ЛЬВОВНЕ")
    assert (form.surname, form.given, form.patronymic) == ("Рогозиной", "Анне", "Львовне")


def test_bare_surnames_need_a_roster() -> None:
    text = "Рогозину поддержал Бельский; по Рогозинской улице"
    assert find_names(text) == []
    known = frozenset({"Рогозина", "Бельский"})
    assert [form.surname for form in find_names(text, known)] == ["Рогозину", "Бельский"]


@pytest.mark.parametrize(
    ("surname", "case", "gender", "wanted"),
    [
        ("Рогозина", "accs", "femn", "Рогозина"),
        ("Рогозина", "accs", "masc", "Рогозин"),
        ("Рогозину", None, "femn", "Рогозина"),
        ("Рогозину", "datv", "masc", "Рогозин"),
        ("Белоус", "datv", "femn", "Белоус"),
        ("Луговой", "nomn", None, "Луговой"),
        ("Ковровой", "nomn", None, "Ковровой"),
    ],
)
def test_gender_decides(surname: str, case: Case | None, gender: Gender | None, wanted: str) -> None:
    assert dictionary_form(NameForm(0, 0, surname, "А.", "Б."), case, gender).surname == wanted


def test_every_reading_is_offered() -> None:
    readings = nominatives(NameForm(0, 0, "Рогозину", "А.", "Б."), "accs")
    assert readings[0] == (NameForm(0, 0, "Рогозина", "А.", "Б."), "femn")
    both = nominatives(NameForm(0, 0, "Бандуру", "А.", "Б."), "accs")
    assert {gender for form, gender in both if form.surname == "Бандура"} == {"masc", "femn"}


def test_paradigm_of_a_surname() -> None:
    assert case_forms("Рогозин", "masc") == {
        "nomn": "Рогозин",
        "gent": "Рогозина",
        "datv": "Рогозину",
        "accs": "Рогозина",
        "ablt": "Рогозиным",
        "loct": "Рогозине",
    }
    assert set(case_forms("Седых", "femn").values()) == {"Седых"}


@pytest.mark.parametrize(
    ("surname", "genders"),
    [
        *(
            (surname, ("masc",))
            for surname in ("Рогозин", "Бельский", "Нагорный", "Лугин-Заречный", "Толстой")
        ),
        *((surname, ("femn",)) for surname in ("Рогозина", "Бельская", "Нагорная", "Лугина-Заречная")),
        *(
            (surname, get_args(Gender))
            for surname in ("Заяц", "Кравец", "Воробей", "Москаль", "Гой", "Бандура")
        ),
        *(
            (surname, get_args(Gender))
            for surname in ("Гулия", "Белоус", "Радкевич", "Седых", "Стрелец", "Гоголь")
        ),
    ],
)
def test_every_form_leads_back(surname: str, genders: tuple[Gender, ...]) -> None:
    """The nominative is among the readings of each of its own case forms."""
    for gender in genders:
        for case, form in case_forms(surname, gender).items():
            assert (surname, gender) in surname_nominatives(form, case), (case, form)


@pytest.mark.parametrize(
    ("printed", "case", "wanted"),
    [
        ("Хованского", "gent", "Хованский"),  # and not «Хованской», «Хованского»
        ("Хованскому", "datv", "Хованский"),
        ("Нагорному", "datv", "Нагорный"),
        ("Богатого", "gent", "Богатый"),
        ("Глухенького", "gent", "Глухенький"),
        ("Сухого", "gent", "Сухой"),
        ("Соловьёвой", "gent", "Соловьёва"),  # and not «Соловьёвая»
        ("Петрарке", "datv", "Петрарка"),  # and not a name without cases
        ("Петраркой", "ablt", "Петрарка"),  # and not «Петраркая»
        ("Чёрной", "ablt", "Чёрная"),
        ("Зайца", "gent", "Заяц"),
        ("Кобца", "gent", "Кобец"),  # and not «Кобц»
        ("Чулка", "gent", "Чулок"),
        ("Хичкоке", "loct", "Хичкок"),
        ("Хичкоком", "ablt", "Хичкок"),
        ("Сычевым", "ablt", "Сычев"),
        ("Ома", "gent", "Ом"),
        ("Лугиным-Заречным", "ablt", "Лугин-Заречный"),
    ],
)
def test_the_likeliest_reading_is_first(printed: str, case: Case, wanted: str) -> None:
    assert surname_nominatives(printed, case)[0][0] == wanted


@pytest.mark.parametrize(
    ("printed", "case", "genders"),
    [
        ("Смородины", "gent", ["femn", "masc"]),  # «Калина», «Смородина» may be men, women are more
        ("Калину", "accs", ["femn", "masc"]),
        ("Сычевой", "datv", ["femn"]),
        ("Горского", "gent", ["masc"]),
        ("Лещенко", "datv", ["masc", "femn"]),
    ],
)
def test_genders_of_the_likeliest_reading(printed: str, case: Case, genders: list[str]) -> None:
    readings = surname_nominatives(printed, case)
    assert [gender for surname, gender in readings if surname == readings[0][0]] == genders


def test_given_names_decline() -> None:
    assert given_forms("Павел", "masc")["ablt"] == "Павлом"
    assert given_forms("Дарья", "femn")["datv"] == "Дарье"
    assert given_forms("Гузель", "femn")["datv"] == "Гузель"


def test_search_is_fast_and_linear() -> None:
    text = "Слушали Рогозину Т.В., методиста, и А.Б. Морозкина. Решили: утвердить план работы школы.\n" * 2000
    started = time.process_time()
    assert len(find_names(text)) == 4000
    assert time.process_time() - started < 1.5 * len(text) / 50_000


@pytest.mark.parametrize(
    "text", ["А." * 5000, "А. " * 5000, "Иванов " * 5000, "ХХХ " * 5000, "имени " * 5000 + "А.А. Рогозина"]
)
def test_hostile_text_does_not_hang(text: str) -> None:
    started = time.process_time()
    find_names(text)
    assert time.process_time() - started < 3
