"""The txt reader: encodings, wrapped lines, drawn tables, pages."""

from __future__ import annotations

import random

import pytest
from contract import assert_tiles
from printed import rows, texts

import protoparse.readers
from protoparse.document import Document
from protoparse.errors import InputError
from protoparse.readers.txt import read_txt
from protoparse.readers.txt_encoding import SINGLE_BYTE, decode

PROSE = """    Совет школы обсудил итоги первого полугодия, признал работу методических
объединений удовлетворительной и поручил заместителям директора подгото-
вить предложения по устранению замечаний, высказанных на заседании.
    Иволгина А.Б. познакомила присутствующих с планом мероприятий, отметила,
что большинство из них выполнено в срок, и ответила на вопросы членов
совета.
РЕШИЛИ:
  1. Информацию принять к сведению.
  2. Заместителям директора представить предложения в письменном виде до
1 марта (отв. Дятлова В.Г.).
"""


def read(text: str, encoding: str = "utf-8") -> Document:
    document = read_txt(text.encode(encoding), None)
    assert_tiles(document)
    return document


def tables(document: Document) -> list[list[list[str]]]:
    return [rows(document, block) for block in document.blocks if block.table is not None]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"],
)
@pytest.mark.parametrize(
    "text",
    [
        "Протокол заседания совета школы № 5\n".replace("№", "N"),
        "РЕШИЛИ: утвердить план работы.\nГолосовали: единогласно.\n",
        PROSE,
    ],
    ids=["40 letters", "60 letters", "page"],
)
def test_encodings(text: str, encoding: str) -> None:
    document = read(text, encoding)
    assert document.text == text
    named = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert document.encoding == named


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1251"])
def test_ukrainian_encodings(encoding: str) -> None:
    text = "ВИРІШИЛИ: затвердити звіт, доручити її членам підготувати пропозиції щодо ґрунтів.\n"
    document = protoparse.readers.read(text.encode(encoding))
    assert (document.text, document.encoding) == (text, encoding)


def test_pieces_of_a_page_in_every_single_byte_encoding() -> None:
    """40 to 200 letters from anywhere.

    The Macintosh's letters differ from Windows' only in capitals and я.
    """
    chance = random.Random(3)
    wrong = 0
    for encoding in SINGLE_BYTE[:3]:
        for _ in range(40):
            length = chance.randrange(40, 200)
            start = chance.randrange(len(PROSE) - length)
            wrong += decode(PROSE[start : start + length].encode(encoding)).encoding != encoding
    assert wrong <= 1


def test_line_ends_nulls_and_marks() -> None:
    document = read_txt("\ufeffПРОТОКОЛ\r\nзаседания\rсовета\x00\n".encode(), None)
    assert document.text == "ПРОТОКОЛ\nзаседания\nсовета\n"
    assert [note.code for note in document.notes] == ["R043"]


def test_lines_in_different_encodings() -> None:
    data = (
        "Председатель: Иволгина\n".encode()
        + "Секретарь: Дятлова\n".encode("cp1251")
        + "Решили: да\n".encode()
    )
    document = read_txt(data, None)
    assert document.text == "Председатель: Иволгина\nСекретарь: Дятлова\nРешили: да\n"
    assert [note.code for note in document.notes] == ["R041"]


def test_undecodable_bytes_are_counted() -> None:
    document = read_txt(PROSE.encode()[:-3] + b"\xff\xfe\n", None)
    assert document.encoding == "utf-8"
    assert [note.code for note in document.notes] == ["R042"]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "R148"), (b" \r\n\t\x0c", "R148"), (bytes(range(32)) * 9, "R145")]
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_txt(data, None)
    assert caught.value.code == code


def test_wrapped_lines_are_joined() -> None:
    found = texts(read(PROSE))
    assert [text[:12] for text in found] == [
        "Совет школы ",
        "Иволгина А.Б",
        "РЕШИЛИ:",
        "1. Информаци",
        "2. Заместите",
    ]
    assert found[0].endswith("высказанных на заседании.")
    assert "подгото- вить" in found[0]
    assert found[4].endswith("(отв. Дятлова В.Г.).")


def test_a_paragraph_a_line_stays_as_it_is() -> None:
    lines = [
        "ПРОТОКОЛ",
        "заседания рабочей группы по подготовке учреждений к новому учебному году",
        "Присутствовали:",
        "Иволгина А.Б., директор школы",
        "Дятлова В.Г., заместитель директора",
        "председатель профсоюзного комитета Клёст П.П. " + "и представители родителей " * 12,
        "1. Утвердить план",
        "2. Назначить ответственных",
    ]
    assert texts(read("\n".join(lines))) == [" ".join(line.split()) for line in lines]


def test_hanging_indents_belong_to_their_item() -> None:
    text = PROSE + (
        "1. Анализ результатов диагностических работ по математике и русскому\n"
        "   языку в девятых классах.\n"
        "Приглашены: Клёст П.П., методист; Сойка Ж.З., заместитель начальника от-\n"
        "            дела образования администрации округа\n"
    )
    found = texts(read(text))
    assert found[-2].endswith("в девятых классах.")
    assert found[-1].startswith("Приглашены:") and found[-1].endswith("администрации округа")


def test_centred_titles_stay_apart() -> None:
    text = (
        "П Р О Т О К О Л".center(76)
        + "\n"
        + "заседания совета школы города".center(76)
        + "\n"
        + "Заречного".center(76)
        + "\n\n"
        + PROSE
    )
    document = read(text)
    assert texts(document)[:3] == ["П Р О Т О К О Л", "заседания совета школы города", "Заречного"]
    assert [block.style.align for block in document.blocks[:3]] == ["center"] * 3


def test_sentence_cut_by_a_blank_line_is_whole() -> None:
    text = (
        "Совет обсудил организацию работы системы образования округа, обратив внимание на степень\n\n"
        "продвижения школ к единому пространству.\n\nРешение:\n\n1. Принять к сведению.\n"
    )
    assert texts(read(text))[0].endswith("на степень продвижения школ к единому пространству.")


def test_remark_in_brackets_stays_apart() -> None:
    text = "СЛУШАЛИ: Иволгину А.Б., которая доложила о работе за прошедший год\n\n(доклад прилагается)\n"
    assert len(texts(read(text))) == 2


def test_tab_table() -> None:
    text = (
        "Повестка\n№\tТема\tДокладчик\n1.\tО плане\tИволгина А.Б.\n\n\tи об отчёте\t\n"
        "2.\tРазное\tДятлова В.Г.\n\nДалее текст.\n"
    )
    assert tables(read(text)) == [
        [
            ["№", "Тема", "Докладчик"],
            ["1.", "О плане", "Иволгина А.Б."],
            ["", "и об отчёте", ""],
            ["2.", "Разное", "Дятлова В.Г."],
        ]
    ]


def test_tabs_of_a_signature_are_no_table() -> None:
    text = (
        "Председатель\t\tА.Б. Иволгин\nСекретарь\t\tВ.Г. Дятлова\n\n"
        "Председатель\t_____\tКлёст\nСекретарь\t_____\tЧиж\n"
    )
    document = read(text)
    assert tables(document) == []
    assert len(texts(document)) == 4


def test_markdown_table() -> None:
    text = "| № | Тема |\n|---|------|\n| 1 | О плане |\n| 2 | Разное |\n\nРешили: да\n"
    document = read(text)
    assert tables(document) == [[["№", "Тема"], ["1", "О плане"], ["2", "Разное"]]]
    assert "Решили: да" in texts(document)


def test_box_table_with_lines_in_cells() -> None:
    text = (
        "┌────┬───────────────────┬─────────┐\n"
        "│ №  │ Поручение         │ Срок    │\n"
        "├────┼───────────────────┼─────────┤\n"
        "│ 1  │ Провести обучение │ до      │\n"
        "│    │ всех экзаменаторов│10 марта │\n"
        "├────┼───────────────────┼─────────┤\n"
        "│ 2  │ Подвести итоги    │ май     │\n"
        "└────┴───────────────────┴─────────┘\n"
    )
    expected = [
        ["№", "Поручение", "Срок"],
        ["1", "Провести обучение всех экзаменаторов", "до 10 марта"],
        ["2", "Подвести итоги", "май"],
    ]
    assert tables(read(text)) == [expected]
    assert tables(read(text, "cp866")) == [expected]


def test_cell_a_line_table() -> None:
    text = (
        "Повестка\n\tВопросы\n\n\tДокладчик\n\n\tРешение\n\n"
        "\t1. О плане работы\n\tИволгина А.Б.\n\tУтвердить.\n"
        "Ознакомить всех.\n\n\t2. Разное\n\tДятлова В.Г.\n\tПринять к сведению.\n\n\n"
        "Голосовали: единогласно\n"
    )
    document = read(text)
    assert tables(document) == [
        [
            ["Вопросы", "Докладчик", "Решение"],
            ["1. О плане работы", "Иволгина А.Б.", "Утвердить. / Ознакомить всех."],
            ["2. Разное", "Дятлова В.Г.", "Принять к сведению."],
        ]
    ]
    assert texts(document) == ["Повестка", "Голосовали: единогласно"]


def test_spaced_columns_with_numbers() -> None:
    text = (
        "1.  О плане работы        Иволгина А.Б.    5 мин\n"
        "2.  О летнем отдыхе       Дятлова В.Г.     10 мин\n"
        "    детей и подростков\n"
        "3.  Разное                Клёст П.П.       5 мин\n"
    )
    document = read(text)
    assert tables(document) == [
        [
            ["1.", "О плане работы", "Иволгина А.Б.", "5 мин"],
            ["2.", "О летнем отдыхе детей и подростков", "Дятлова В.Г.", "10 мин"],
            ["3.", "Разное", "Клёст П.П.", "5 мин"],
        ]
    ]
    [table] = [block.table for block in document.blocks if block.table is not None]
    assert not table.bordered


def test_form_feeds_are_pages() -> None:
    document = read("ПРОТОКОЛ\nТекст первой\nСтраница 1\n\fТекст второй\nСтраница 2\n\f")
    assert document.pages == 2
    assert document.text[document.page_starts[1] :].startswith("Текст второй")
    assert texts(document, "furniture") == ["Страница 1", "Страница 2"]
    assert [block.page for block in document.blocks] == [1, 1, 1, 2, 2]


def test_drawn_rules_are_furniture() -> None:
    document = read("ПРОТОКОЛ № 1\n-----------------\nТекст\n* * * * *\n____________\n")
    assert texts(document, "furniture") == ["-----------------", "* * * * *"]
    assert texts(document) == ["ПРОТОКОЛ № 1", "Текст", "____________"]


def test_any_bytes_give_a_document_or_a_refusal() -> None:
    chance = random.Random(11)
    data = PROSE.encode("cp1251") + "| а | б |\n|---|---|\n| в | г |\n\f1\n".encode()
    for _ in range(150):
        changed = bytearray(data[: chance.randrange(len(data))])
        for _ in range(chance.randrange(9)):
            if changed:
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            document = read_txt(bytes(changed), None)
        except InputError:
            continue
        assert_tiles(document)


def test_hostile_lines_take_linear_time() -> None:
    for piece in (
        "-" * 200_000 + "я",
        "| " * 100_000,
        "\t" * 100_000 + "я",
        "а " * 100_000,
        "1." * 100_000,
        " " * 200_000 + "я",
    ):
        assert_tiles(read_txt((piece + "\nРешили: да\n").encode(), None))


def test_officers_of_a_list_in_small_letters_stand_each_on_his_own_line() -> None:
    lines = ["председатель - Кедров И.И., директор", "зам. председателя - Лось В.В., завуч"]
    assert texts(read("\n".join([*lines, "секретарь - Ольхина А.А., делопроизводитель"])))[:2] == lines


def test_an_officer_in_the_middle_of_a_sentence_opens_no_line() -> None:
    last = "    Для ведения собрания предложены кандидатуры: председатель - Кедров И.И.,"
    assert texts(read(f"{PROSE}{last}\nсекретарь - Ольхина А.А."))[-1].endswith(
        "И.И., секретарь - Ольхина А.А."
    )
