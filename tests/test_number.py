"""The protocol's number, counts in digits and words, ordinals."""

from __future__ import annotations

from pathlib import Path

import pytest

from protoparse.fields.number import find_numbers, ordinal_number, protocol_number, read_count, roman_value

LINES = (Path(__file__).parent / "fields" / "numbers.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [[*line.split("\t"), ""][:3] for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}|{row[1]}")
def test_row(row: list[str]) -> None:
    kind, text, expected = row
    if kind == "number":
        assert (protocol_number(text) or "") == expected
    else:
        found = read_count(text) if kind == "count" else ordinal_number(text)
        assert ("" if found is None else str(found)) == expected


def test_numbers_of_bodies_are_told_from_the_protocols() -> None:
    text = "Протокол № 9 общего собрания школы № 25 (приказ № 7)"
    assert [(form.value, form.of_body) for form in find_numbers(text)] == [
        ("9", False),
        ("25", True),
        ("7", True),
    ]
    assert [text[form.start : form.end] for form in find_numbers(text)] == ["№ 9", "№ 25", "№ 7"]


@pytest.mark.parametrize("text", ["Протокол № ___", "Протокол № б/н"])
def test_a_blank_is_a_number_without_a_value(text: str) -> None:
    (form,) = find_numbers(text)
    assert (form.value, form.of_body) == (None, False)


def test_roman_numerals_may_have_the_cyrillic_letter() -> None:
    assert roman_value("хiv") == 14
    assert roman_value("xiv") == 14
    assert roman_value("хiiii") is None
