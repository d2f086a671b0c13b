"""Dates, times of day and school years."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pytest

from protoparse.fields.calendar import add_months
from protoparse.fields.date import DateForm, find_dates, find_times, read_times, school_year
from protoparse.fields.edits import distance

LINES = (Path(__file__).parent / "fields" / "dates.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [[*line.split("\t"), ""][:3] for line in LINES if not line.startswith("#")]


def shown(form: DateForm) -> str:
    if not form.year_known:
        return "no year"
    if form.date is None:
        return "invalid"
    return f"{form.date}..{form.last}" if form.kind == "range" else str(form.date)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}|{row[1]}")
def test_row(row: list[str]) -> None:
    kind, text, expected = row
    if kind == "date":
        assert " ".join(shown(form) for form in find_dates(text)) == expected
    elif kind == "time":
        assert " ".join(form.time for form in find_times(text)) == expected
    elif kind == "times":
        assert " ".join(part or "-" for part in read_times(text)) == expected
    else:
        assert kind == "school_year"
        assert (school_year(text) or "") == expected


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("от «03» октября 2024 года № 9", "«03» октября 2024 года"),
        ("Протокол «Правления» 03.10.2024 г.", "03.10.2024 г."),
        ("в пятницу, 4 октября 2024г., в зале", "4 октября 2024г."),
        ("3 октября.", "3 октября"),
    ],
)
def test_span_of_a_date(text: str, printed: str) -> None:
    (form,) = find_dates(text)
    assert text[form.start : form.end] == printed


@pytest.mark.parametrize(
    ("text", "weekday"),
    [("четверг, 3 октября 2024 г.", 3), ("3 октября 2024 (среда)", 2), ("03.10.2024", None)],
)
def test_weekday_next_to_a_date(text: str, weekday: int | None) -> None:
    assert find_dates(text)[0].weekday == weekday


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        ("октябяр", "октября", True),
        ("мартра", "марта", True),
        ("сентбря", "сентября", True),
        ("июня", "июля", True),
        ("марта", "мая", False),
        ("апреля", "апреляя", True),
        ("декбаяр", "декабря", False),
    ],
)
def test_one_edit(left: str, right: str, equal: bool) -> None:
    assert (distance(left, right, 1) <= 1) is equal


@pytest.mark.parametrize(
    "text", ["1." * 10000, "12 " * 10000, "«" * 10000, "10-" * 10000, " " * 20000, "5 мая - " * 3000]
)
def test_hostile_text_is_read_quickly(text: str) -> None:
    begin = time.process_time()
    for form in find_dates(text):
        assert 0 <= form.start < form.end <= len(text)
    find_times(text)
    school_year(text)
    assert time.process_time() - begin < 5


def test_months_are_counted_within_the_calendar() -> None:
    assert add_months(datetime.date(1, 2, 1), -1) == datetime.date(1, 1, 1)
    assert add_months(datetime.date(9999, 11, 30), 1) == datetime.date(9999, 12, 30)
