"""Units: where paragraphs are cut, what counts as a list label, which tables are mere layout."""

from __future__ import annotations

from dataclasses import replace

import pytest
from surgery import poured

from protoparse.document import Block, Cell, Document, Span, Table
from protoparse.list_label import find_label
from protoparse.normalise import normalise


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("1. Утвердить", "1", "decimal"),
        ("1) Утвердить", "1", "decimal"),
        ("1.2. Утвердить", "1.2", "decimal"),
        ("1.2 Утвердить", "1.2", "decimal"),
        ("1. 2. Утвердить", "1.2", "decimal"),
        ("2.«Цели»", "2", "decimal"),
        ("- 1.1. Утвердить", "1.1", "decimal"),
        ("а) утвердить", "а", "letter"),
        ("IV. О мерах", "IV", "roman"),
        ("– утвердить", "–", "bullet"),
        ("• утвердить", "•", "bullet"),
    ],
)
def test_list_labels(text: str, label: str, kind: str) -> None:
    found = find_label(text)
    assert found is not None
    assert (found.text, found.kind) == (label, kind)
    assert not text[found.end :].startswith((" ", ".", ")"))


@pytest.mark.parametrize(
    "text",
    [
        "12.03.2024 г.",
        "29 декабря 2021г.",
        "3 человека",
        "2023 год",
        "10.30 час",
        "I. V. Ivanov",
        "Утвердить",
        "",
        "5",
    ],
)
def test_what_is_no_list_label(text: str) -> None:
    assert find_label(text) is None


def test_a_paragraph_is_cut_where_the_splitter_says() -> None:
    units = normalise(poured(["1. О плане СЛУШАЛИ: Лося Б.В."]), lambda text: [text.index("СЛУШАЛИ")])
    assert [unit.text for unit in units] == ["1. О плане", "СЛУШАЛИ: Лося Б.В."]
    assert [unit.cut for unit in units] == [False, True]
    assert [unit.folded for unit in units] == ["о плане", "слушали: лося б.в."]


def test_a_paragraph_is_not_cut_right_behind_its_label() -> None:
    units = normalise(poured(["1. СЛУШАЛИ: Лося Б.В."]), lambda text: [text.index("СЛУШАЛИ")])
    assert [unit.text for unit in units] == ["1. СЛУШАЛИ: Лося Б.В."]


def test_lines_of_a_paragraph_are_units_where_breaks_are_the_authors() -> None:
    text = "Председатель\nСекретарь\n"
    block = Block(0, "para", (Span(0, len(text) - 1),))
    document = replace(poured([]), text=text, blocks=(block,), hard_breaks=True)
    assert [(unit.text, unit.broken) for unit in normalise(document)] == [
        ("Председатель", False),
        ("Секретарь", True),
    ]
    assert [unit.text for unit in normalise(replace(document, hard_breaks=False))] == [
        "Председатель Секретарь"
    ]


def test_a_word_cut_at_a_line_end_keeps_its_hyphen_if_the_document_writes_it_so() -> None:
    text = "бизнес-план утверждён\nпринять бизнес-\nплан\n"
    blocks = (Block(0, "para", (Span(0, 21),)), Block(1, "para", (Span(22, len(text) - 1),)))
    units = normalise(replace(poured([]), text=text, blocks=blocks))
    assert units[1].text == "принять бизнес-план"


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("педагога", "психолога", "педагога-психолога"), ("руково", "дителя", "руководителя")],
)
def test_two_posts_at_a_line_end_keep_their_hyphen(first: str, second: str, whole: str) -> None:
    text = f"пригласить {first}-\n{second}\n"
    blocks = (Block(0, "para", (Span(0, len(text) - 1),)),)
    (unit,) = normalise(replace(poured([]), text=text, blocks=blocks))
    assert unit.text == f"пригласить {whole}"


def table_document(rows: list[list[str]], *, bordered: bool = True) -> Document:
    text, identifier = "", 1
    cells = []
    for number, row in enumerate(rows):
        for column, content in enumerate(row):
            inner = ()
            if content:
                inner = (Block(identifier, "para", (Span(len(text), len(text) + len(content)),)),)
                identifier += 1
            cells.append(Cell(number, column, blocks=inner))
            text += content + "\t"
        text += "\n"
    table = Table(len(rows), len(rows[0]), tuple(cells), bordered)
    block = Block(0, "table", (Span(0, len(text)),), table=table)
    return replace(poured([]), text=text, blocks=(block,))


def test_a_drawn_table_is_one_unit_with_its_rows() -> None:
    rows = [["№", "Вопрос", "Докладчик"], ["1", "О плане", "Лось Б.В."], ["2", "Разное", ""]]
    (unit,) = normalise(table_document(rows))
    assert unit.is_table
    assert [[cell.view.text for cell in row] for row in unit.rows] == rows


def test_a_table_without_rules_is_lines_unless_its_head_is_known() -> None:
    rows = [["г. Лесной", "12.03.2024"], ["Председатель", "Б.В. Лось"]]
    plain = table_document(rows, bordered=False)
    assert [unit.view.text for unit in normalise(plain)] == [
        "г. Лесной\t12.03.2024",
        "Председатель\tБ.В. Лось",
    ]
    (unit,) = normalise(plain, None, lambda heads: heads == ["г. Лесной", "12.03.2024"])
    assert unit.is_table


def test_empty_rows_and_furniture_are_no_units() -> None:
    assert normalise(table_document([["", ""], ["", ""]])) == []
    document = poured(["Страница 1"])
    furniture = replace(document, blocks=(document.blocks[0]._replace(kind="furniture"),))
    assert normalise(furniture) == []


def test_no_blocks_give_no_units() -> None:
    assert normalise(poured([])) == []
