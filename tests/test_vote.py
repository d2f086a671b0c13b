"""Votes in lines and in tables."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from protoparse.fields.vote import candidate_votes, find_votes, votes_from_table

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


def test_unanimity_of_the_next_matter_is_another_vote() -> None:
    text = "«за» - 11, «против» - 0, «воздержались» - 0. 1.3. Избрать Ивлеву А.А. Голосовали: единогласно."
    assert [(vote.yes, vote.unanimous, vote.result) for vote in find_votes(text)] == [
        (11, True, None),
        (None, True, "adopted"),
    ]


def test_table_with_two_head_rows() -> None:
    columns = ["«ЗА»", "", "«ПРОТИВ»", "", "«ВОЗДЕРЖАЛИСЬ»", ""]
    rows = [["голосов (кв. м)", "%"] * 3, ["1 204,50", "80,3", "295,50", "19,7", "0", "0"]]
    vote = votes_from_table(columns, rows)
    assert vote is not None
    assert (vote.yes, vote.no, vote.abstain, vote.unanimous) == (1204.5, 295.5, 0, False)


def test_table_row_by_row_and_percents_only() -> None:
    vote = votes_from_table(["За", "9"], [["Против", "нет"], ["Воздержались", "-"]])
    assert vote is not None
    assert (vote.yes, vote.no, vote.abstain, vote.unanimous) == (9, 0, 0, True)
    assert votes_from_table(["За, %", "Против, %"], [["93", "7"]]) is None
    assert votes_from_table(["№", "ФИО"], [["1", "Орлов П.П."]]) is None


def test_table_of_candidates() -> None:
    columns = ["№ п/п", "Кандидат", "За", "Против", "Воздержались"]
    rows = [
        ["1", "Орлов П.П.", "7", "1", "0"],
        ["2", "Ивлева А.А.", "3", "5", "-"],
        ["", "Итого", "10", "6", "0"],
    ]
    found = [(name, vote.yes, vote.no, vote.abstain) for name, vote in candidate_votes(columns, rows)]
    assert found == [("Орлов П.П.", 7, 1, 0), ("Ивлева А.А.", 3, 5, 0)]
    assert votes_from_table(columns, rows) is None


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
