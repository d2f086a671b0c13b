"""Deadlines behind a label and inside sentences: tables of expressions, and promises for any text."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from protoparse.fields.deadline import DeadlineValue, find_deadline, read_deadline

FIELDS = Path(__file__).parent / "fields"
MEETING = datetime.date(2025, 10, 9)


def rows(name: str, width: int) -> list[list[str]]:
    lines = (FIELDS / name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t") + [""] * width)[:width] for line in lines if line and not line.startswith("#")]


def day(printed: str) -> datetime.date | None:
    return datetime.date.fromisoformat(printed) if printed else None


@pytest.mark.parametrize("row", rows("deadlines.tsv", 7), ids=lambda row: f"{row[0]}|{row[1]}")
def test_labelled_deadline(row: list[str]) -> None:
    expression, meeting, kind, start, due, recurrence, ambiguous = row
    value = read_deadline(expression, day(meeting))
    if not kind:
        assert value is None
        return
    assert value is not None
    first = value.periods[0][0] if value.periods else None
    assert (value.kind, first, value.due) == (kind, day(start), day(due))
    assert (value.recurrence or "", value.ambiguous) == (recurrence, ambiguous == "yes")
    assert expression[value.start : value.end] == value.text


@pytest.mark.parametrize("row", rows("deadlines_in_sentences.tsv", 5), ids=lambda row: row[0])
def test_deadline_in_sentence(row: list[str]) -> None:
    sentence, meeting, text, kind, due = row
    found = find_deadline(sentence, day(meeting))
    if not text:
        assert found is None
        return
    assert found is not None
    start, end, value = found
    assert (value.text, value.kind, value.due) == (text, kind, day(due))
    assert start <= value.start < value.end <= end
    assert sentence[value.start : value.end] == text


def test_label_inside_sentence_belongs_to_the_stretch_to_cut() -> None:
    sentence = "Подготовить смету, срок – до конца ноября 2025 года."
    found = find_deadline(sentence, MEETING)
    assert found is not None
    assert sentence[found[0] : found[1]] == "срок – до конца ноября 2025 года"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Срок: до 01.12.2025 г.", "до 01.12.2025 г."),
        ("Сроки исполнения – постоянно.", "постоянно"),
        ("Срок исполнения поручения: IV квартал", "IV квартал"),
        ("Срок реализации: (ноябрь 2025 года);", "ноябрь 2025 года"),
        ("Срок до 5 ноября", "до 5 ноября"),
        ("Срок: до 5 мар.", "до 5 мар."),
        ("Периодичность: 1 раз в месяц", "1 раз в месяц"),
    ],
)
def test_label_and_separators_are_left_out(printed: str, text: str) -> None:
    value = read_deadline(printed, MEETING)
    assert value is not None
    assert value.text == text


def test_parts_of_a_list_are_kept() -> None:
    value = read_deadline("15.01; 15.04", datetime.date(2025, 12, 20))
    assert value is not None
    assert value.periods == (
        (datetime.date(2026, 1, 15), datetime.date(2026, 1, 15)),
        (datetime.date(2026, 4, 15), datetime.date(2026, 4, 15)),
    )


@pytest.mark.parametrize("reader", [read_deadline, find_deadline])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "(" * 5000,
        "«" * 5000,
        "до " * 4000,
        "1" * 20000,
        "5 мая " * 3000,
        "в течение " * 3000,
        "31.12.9999",
        "до 99.99.9999",
        "до 0 числа",
        "раз в 0 дней",
        "в течение 999 лет",
        "через 400 лет",
        "январь-" * 3000,
        "~" * 1000,
        "D~~~~",
        "İ до 5 мая",
        "2024, " * 3000,
        "последняя неделя " * 1500,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_any_text_is_read_quickly_and_without_error(reader: object, text: str) -> None:
    assert callable(reader)
    for meeting in (None, MEETING, datetime.date.max, datetime.date.min):
        begin = time.process_time()
        found = reader(text, meeting)
        assert time.process_time() - begin < 5
        value = found[2] if isinstance(found, tuple) else found
        if isinstance(value, DeadlineValue):
            assert text[value.start : value.end] == value.text
