"""What `explain` says of a document: every block, its marks, the second role, the links with the agenda."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from protoparse import explain
from protoparse.errors import UsageError
from protoparse.pipeline import Parsed, run

MINUTES = """ПРОТОКОЛ № 4
заседания совета школы
от 12 марта 2024 года

Присутствовали: Ветрова А.И., Лужин П.С., Оськина Т.Н.

Повестка дня:
1. О ремонте спортивного зала.
2. О летнем лагере.

1. СЛУШАЛИ: Лужина П.С. о ремонте спортивного зала.
РЕШИЛИ:
1.1. Начать ремонт \x1b[31mдо\u202e\x9b1m 1 июня\u2066 2024 года.

2. СЛУШАЛИ: Оськину Т.Н. о летнем лагере.
РЕШИЛИ:
2.1. Открыть лагерь с 3 июня 2024 года.

Председатель                 А.И. Ветрова
"""


STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return run(MINUTES.encode(), name="прото\x1b[31mкол.txt", runners=True)


def test_every_block_has_a_row_in_order(parsed: Parsed) -> None:
    found = explain.rows(parsed)
    assert [row.number for row in found] == list(range(1, len(parsed.units) + 1))
    for row, unit, label in zip(found, parsed.units, parsed.labelling.labels, strict=True):
        assert (row.role, row.points, row.marks) == (label.role, label.score, label.evidence)
        assert unit.text[:10] in row.text


def test_the_marks_that_spoke_and_the_runner_up_are_named(parsed: Parsed) -> None:
    heads = [row for row in explain.rows(parsed) if row.role == "decision_head"]
    assert len(heads) == 2
    for row in heads:
        assert "reshili" in row.marks
        assert row.runner not in (None, "decision_head")
        assert row.margin is not None and row.margin > 0


def test_links_name_the_agenda_item_and_the_evidence(parsed: Parsed) -> None:
    links = explain.link_rows(parsed)
    assert [(link.protocol, link.agenda) for link in links] == [(1, "1"), (1, "2")]
    assert all("number" in link.evidence for link in links)
    assert all(link.points > 0 for link in links)


def test_lines_are_fields_between_tabs(parsed: Parsed) -> None:
    text = explain.lines(parsed)
    body = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert len(body) == len(parsed.units) + len(explain.link_rows(parsed))
    assert {len(fields) for fields in body[: len(parsed.units)]} == {9}
    assert {len(fields) for fields in body[len(parsed.units) :]} == {6}
    assert text.endswith("\n")


def test_the_english_text_has_no_russian_but_the_document(parsed: Parsed) -> None:
    heads = [line for line in explain.lines(parsed, "en").splitlines()[1:] if line.startswith("#")]
    assert heads and not re.search("[а-яё]", "".join(heads), re.IGNORECASE)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_table_holds_every_block_and_no_escape_of_the_document(parsed: Parsed, lang: str) -> None:
    shown = explain.table(parsed, lang, width=160)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not STEERING.search(plain)
    assert "reshili" in plain and "СЛУШАЛИ" in plain
    numbers = re.findall(r"^ *(\d+) ", plain, re.MULTILINE)
    assert [int(number) for number in numbers[: len(parsed.units)]] == list(range(1, len(parsed.units) + 1))


def test_one_block_in_full(parsed: Parsed) -> None:
    number = next(row.number for row in explain.rows(parsed) if row.role == "decision")
    text = explain.one_block(parsed, number)
    assert "1.1. Начать ремонт" in text
    assert not STEERING.search(text)
    span = parsed.units[number - 1].spans[0]
    assert f"{span.start}-{span.end}" in text
    weights = re.search(r"^ *(-?[\d.]+)  decision: (.*)$", text, re.MULTILINE)
    assert weights is not None
    parts = [float(part.split()[0]) for part in weights[2].split(", ")]
    assert sum(parts) == pytest.approx(float(weights[1]))


@pytest.mark.parametrize("number", [-1, 0, 10_000])
def test_a_block_that_is_not_there(parsed: Parsed, number: int) -> None:
    with pytest.raises(UsageError, match=str(len(parsed.units))):
        explain.one_block(parsed, number)


def test_a_document_without_minutes_is_explained_too() -> None:
    found = run("Купить мел и тряпки.\n".encode(), runners=True)
    assert explain.lines(found).count("\n") == 3
    assert "R090" not in explain.table(found, width=100)
    samples = Path(__file__).parent.parent / "samples"
    order = run(samples / "11-prikaz.docx", runners=True)
    assert len(explain.rows(order)) == len(order.units)
    assert explain.link_rows(order) == []


def test_words_of_another_language_are_shown_as_written() -> None:
    text = "ПРОТОКОЛ № 2\nзасідання педагогічної ради\nвід 28 серпня 2024 року\nГолова – Лісовська О.В.\n"
    text += "ПРИСУТНІ: 24 особи\nПОРЯДОК ДЕННИЙ:\n1. Про план.\n"
    text += "СЛУХАЛИ: Лісовську О.В.\nУХВАЛИЛИ:\n1. Затвердити план.\n"
    found = run(text.encode(), name="рада.txt", runners=True)
    assert found.grammar.name == "pedrada"
    texts = {row.role: row.text for row in explain.rows(found)}
    assert texts["decision_head"] == "УХВАЛИЛИ:"
    assert texts["agenda_head"] == "ПОРЯДОК ДЕННИЙ:"
    number = next(row.number for row in explain.rows(found) if row.role == "decision_head")
    page = explain.one_block(found, number).splitlines()
    assert "УХВАЛИЛИ:" in page and "решили:" in page
