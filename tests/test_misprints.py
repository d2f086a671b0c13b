"""Misprints: a text full of them is read as if it were right, and quoted as it is printed."""

from __future__ import annotations

import pytest
from test_robustness import corrupted_text

from protoparse.fields.dictionary import is_word, words_near
from protoparse.fields.name_form import NameForm
from protoparse.grammar.misprints import misprints
from protoparse.people import Observation, resolve
from protoparse.pipeline import run

RIGHT = """ПРОТОКОЛ № 4
заседания методического совета школы

15 марта 2024 года

Председатель: Савушкина И.В.
Секретарь: Котёлкина А.Н.
Присутствовали: Савушкина И.В., директор школы; Котёлкина А.Н., методист; Грибкова Т.П., учитель математики.

Повестка дня:
1. Об итогах третьей четверти.

1. СЛУШАЛИ: Грибкову Т.П., учителя математики, об итогах третьей четверти. Она сообщила, что успеваемость
обучающихся повысилась, пропуски занятий без уважительной причины сократились, замечания родителей устранены.

РЕШИЛИ:
1.1. Подготовить предложения по организации дополнительных занятий.
Ответственный: Грибкова Т.П.
Срок: до 1 апреля 2024 года.

Голосовали: за – 3, против – нет, воздержались – нет. Решение принято единогласно.

Председатель Савушкина И.В.
Секретарь Котёлкина А.Н.
"""
WRONG = (
    RIGHT.replace("заседания", "засеаания")
    .replace("марта", "мартя")
    .replace("Секретарь:", "Секретбрь:")
    .replace("Присутствовали", "Присутсувовали")
    .replace("учителя", "ушителя")
    .replace("Повестка", "Пнвестка")
    .replace("СЛУШАЛИ", "СЛФШАЛИ")
    .replace("Грибкову", "Гриакову")
    .replace("успеваемость", "успеваеносчь")
    .replace("повысилась", "повысикась")
    .replace("пропуски", "пропйски")
    .replace("замечания", "замечанъя")
    .replace("РЕШИЛИ", "РЕЩИЛИ")
    .replace("предложения", "предложемия")
    .replace("дополнительных", "дополнителъных")
    .replace("Ответственный", "Отвеуственный")
    .replace("апреля", "апрдля")
    .replace("воздержались", "воздерзались")
    .replace("единогласно", "единодласно")
)


@pytest.mark.parametrize(
    "text", ["", "шшшш", "Слушали директора школы.", RIGHT, RIGHT.replace("РЕШИЛИ", "РЕШЛИ")]
)
def test_a_text_printed_well_is_left_alone(text: str) -> None:
    assert misprints(text) is None


def test_another_language_is_not_misprinted() -> None:
    text = "Слухали: звіт про роботу. Ухвалили: затвердити план навчальної роботи школи на наступний рік."
    assert misprints(text * 3) is None
    bulgarian = "щъбрахме сключихме предложихме утвърждаваме председателстваше протоколчик гласувахме"
    assert misprints(bulgarian) is None


def test_words_are_read_as_those_they_must_be() -> None:
    found = misprints(WRONG)
    assert found is not None
    wanted = {
        "мартя": "марта",
        "секретбрь": "секретарь",
        "слфшали": "слушали",
        "рещили": "решили",
        "отвеуственный": "ответственный",
        "апрдля": "апреля",
        "единодласно": "единогласно",
    }
    assert wanted.items() <= found.read_as.items()
    assert all(is_word(right) for right in found.read_as.values())
    assert not any(is_word(own) for own in found.read_as)


@pytest.mark.parametrize(
    "word",
    [
        "марки",
        "сорок",
        "слушатели",
        "сроки",
        "лечили",
        "вклад",
        "Савушкин",
        "Грибков",
        "Котёлкин",
        "Секретарёв",
    ],
)
def test_words_of_another_meaning_and_names_stay(word: str) -> None:
    found = misprints(f"{WRONG}\nО {word} и {word}.\n{word} П.П.\nП.П. {word}\n")
    assert found is not None
    assert word.lower().replace("ё", "е") not in found.read_as


def test_facts_are_found_and_quotations_stay_as_printed() -> None:
    parsed = run(WRONG.encode(), name="protocol.txt")
    (protocol,) = parsed.envelope.protocols
    assert protocol.header.date == "2024-03-15"
    assert protocol.header.meeting == "заседание"
    assert [one.name for one in protocol.attendance.present] == [
        "Савушкина И.В.",
        "Котёлкина А.Н.",
        "Грибкова Т.П.",
    ]
    assert protocol.attendance.secretary is not None
    (item,) = protocol.items
    assert [one.name for speech in item.listened for one in speech.speakers] == ["Грибкова Т.П."]
    assert "успеваеносчь" in item.listened[0].text
    (decision,) = item.decisions
    assert decision.text == "Подготовить предложемия по организации дополнителъных занятий."
    assert [one.name for one in decision.responsible] == ["Грибкова Т.П."]
    assert decision.deadline is not None and decision.deadline.due == "2024-04-01"
    assert decision.deadline.text == "до 1 апрдля 2024 года"
    assert item.votes[0].abstain == 0 and item.votes[0].unanimous
    assert [one.code for one in parsed.envelope.diagnostics] == ["R092"]
    assert parsed.document.text == WRONG


def test_the_same_facts_as_without_misprints() -> None:
    right = run(RIGHT.encode(), name="protocol.txt").envelope.protocols[0]
    wrong = run(WRONG.encode(), name="protocol.txt").envelope.protocols[0]
    assert [person.name for person in wrong.people] == [person.name for person in right.people]
    assert wrong.header.number == right.header.number


def test_reading_is_repeatable_and_total() -> None:
    for seed in range(4):
        text = corrupted_text(RIGHT, 0.15, seed).encode()
        first, second = (run(text, name="protocol.txt").envelope.model_dump_json() for _ in range(2))
        assert first == second


@pytest.mark.parametrize(
    ("word", "right"),
    [("отчрт", "отчет"), ("прдсутствовали", "присутствовали"), ("слуашли", "слушали"), ("счетнй", "счетный")],
)
def test_near_words_differ_in_a_letter(word: str, right: str) -> None:
    assert right in words_near(word)
    assert word not in words_near(word)


def seen(surname: str, initials: str, weight: int, at: int) -> Observation:
    given, patronymic = initials.split(".")[:2]
    return Observation(NameForm(at, at + 9, surname, f"{given}.", f"{patronymic}."), "nomn", None, weight, at)


def test_names_misprinted_are_those_of_the_nearest_person() -> None:
    names = [seen("Шпинева", "А.Б.", 3, 0), seen("Шпинева", "А.Б.", 2, 50), seen("Шпинаева", "А.Б.", 2, 90)]
    assert len(resolve(names).persons) == 2  # in a text printed well a letter makes another person
    told = resolve(names, [frozenset({0})])
    assert [person.name for person in told.persons] == ["Шпинева А.Б."]
    assert told.person_of == (0, 0, 0)


def test_people_of_one_list_stay_apart() -> None:
    names = [seen("Шпинева", "А.Б.", 3, 0), seen("Шпинаева", "А.Б.", 3, 20)]
    assert len(resolve(names, [frozenset({0, 1})]).persons) == 2
    assert len(resolve(names, [frozenset({0})]).persons) == 1


def test_a_misprint_between_two_people_is_nobody_elses() -> None:
    names = [seen("Лапина", "А.Б.", 3, 0), seen("Лавина", "А.Б.", 3, 20), seen("Лазина", "А.Б.", 2, 90)]
    assert len(resolve(names, [frozenset({0, 1})]).persons) == 3


def test_a_wrong_initial_is_forgiven_once() -> None:
    names = [seen("Мельник", "С.В.", 3, 0), seen("Мельник", "Р.В.", 2, 50), seen("Мельник", "Р.А.", 2, 90)]
    assert len(resolve(names, []).persons) == 2
