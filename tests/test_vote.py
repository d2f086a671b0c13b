"""Votes in lines and in tables."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from protoparse.fields.vote import VoteForm, find_votes, votes_from_table

LINES = (Path(__file__).parent / "fields" / "votes.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


def shown(value: object) -> str:
    return "-" if value is None else str(value).lower()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_row(row: list[str]) -> None:
    text, *expected = row
    text = text.replace("⏎", "\n")
    votes = find_votes(text)
    if expected == ["none"]:
        assert votes == []
        return
    (vote,) = votes
    assert [
        shown(value) for value in (vote.yes, vote.no, vote.abstain, vote.unanimous, vote.result)
    ] == expected
    assert 0 <= vote.start < vote.end <= len(text)


def test_two_votes_in_one_text() -> None:
    text = (
        "За – 5, против – нет. Решение принято. По второму вопросу: за – 3, против – 2. Решение не принято."
    )
    assert [(vote.yes, vote.no, vote.result) for vote in find_votes(text)] == [
        (5, 0, "adopted"),
        (3, 2, "rejected"),
    ]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("Предложение принято. Предложение отклонено.", ["adopted", "rejected"]),
        ("Предложение отклонено. Предложение принято.", ["rejected", "adopted"]),
        ("Решение принято. За – 5, против – 2.", ["adopted", None]),
        ("Единогласно.\nЗа – 5, против – 2.", ["adopted", None]),
    ],
)
def test_what_is_told_ends_a_vote(text: str, results: list[str | None]) -> None:
    assert [vote.result for vote in find_votes(text)] == results


def test_unanimity_of_the_next_matter_is_another_vote() -> None:
    text = "«за» - 11, «против» - 0, «воздержались» - 0. 1.3. Избрать Ивлеву А.А. Голосовали: единогласно."
    assert [(vote.yes, vote.unanimous, vote.result) for vote in find_votes(text)] == [
        (11, True, None),
        (None, True, "adopted"),
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("По второму вопросу.\n Голосовали:\n за – 5, против – 1.", "Голосовали:\n за – 5, против – 1"),
        (
            "Утвердить. Результаты открытого голосования: за – 5, против – нет",
            "Результаты открытого голосования: за – 5, против – нет",
        ),
        (
            "Утвердить. Итоги голосования такие, если верить комиссии: за – 5, против – нет",
            "Итоги голосования такие, если верить комиссии: за – 5, против – нет",
        ),
        ("О плане. " * 40 + "Голосовали: за – 5, против – 1.", "Голосовали: за – 5, против – 1"),
        ("за – 5 голосов (50 %), против – нет", "за – 5 голосов (50 %), против – нет"),
        ("Слушали всех.  «За» – 5 чел., «против» – нет.", "«За» – 5 чел., «против» – нет"),
    ],
)
def test_the_head_of_a_vote_belongs_to_it(text: str, printed: str) -> None:
    (vote,) = find_votes(text)
    assert text[vote.start : vote.end] == printed


@pytest.mark.parametrize(
    ("columns", "rows", "wanted"),
    [
        (
            ["«ЗА»", "", "«ПРОТИВ»", "", "«ВОЗДЕРЖАЛИСЬ»", ""],
            [["голосов (кв. м)", "%"] * 3, ["1 204,50", "80,3", "295,50", "19,7", "0", "0"]],
            VoteForm(0, 0, 1204.5, 295.5, 0, False),
        ),
        (
            ["За", "", "Против", ""],
            [["%", "голосов"] * 2, ["92", "12", "8", "1"]],
            VoteForm(0, 0, 12, 1, None, False),
        ),
        (
            ["Вопрос", "За", "Примечание", "Против"],
            [["О плане", "", "12 июня", "-"]],
            VoteForm(0, 0, None, 0, None, None),
        ),
        (["За", "9"], [["Против", "нет"], ["Воздержались", "-"]], VoteForm(0, 0, 9, 0, 0, True)),
        (["За", "9"], [["Против", "—"], ["Воздержались", "--"]], VoteForm(0, 0, 9, 0, 0, True)),
        (["За", "Против"], [["9", "1"]], VoteForm(0, 0, 9, 1, None, False)),
        (["За, %", "Против, %"], [["93", "7"]], None),
        (["За", "Против"], [["____", "____"]], None),
        (["№", "ФИО"], [["1", "Орлов П.П."]], None),
        (["Кандидат", "За", "Против"], [["Орлов П.П.", "7", "1"], ["Ивлева А.А.", "3", "5"]], None),
    ],
)
def test_tables(columns: list[str], rows: list[list[str]], wanted: VoteForm | None) -> None:
    assert votes_from_table(columns, rows) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "за " * 5000,
        "за - 1 " * 2000,
        "против" + " " * 20000,
        "решение " * 4000,
        "голоса " * 4000,
        "(" * 10000,
    ],
)
def test_hostile_text_is_read_quickly(text: str) -> None:
    begin = time.process_time()
    find_votes(text)
    assert time.process_time() - begin < 5
