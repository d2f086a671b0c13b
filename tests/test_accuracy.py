"""The samples and the documents learned from against their gold: no group of facts falls under its floor."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest
from shelf import LEARNED, SAMPLES, TESTS, documents, parsed

from protoparse.evaluation import Evaluation, Tally, evaluate, evaluate_folder

SETS = {"samples": SAMPLES, "learned": LEARNED}


@functools.cache
def evaluation(name: str) -> Evaluation:
    return evaluate_folder(SETS[name], read=lambda path: parsed(path).envelope.model_dump(mode="json"))


def floors() -> list[tuple[str, str, float]]:
    """Set, group («all» for all facts, «file» for the worst file) and the least F1."""
    lines = (TESTS / "floors.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(name, group, float(floor)) for name, group, floor in rows]


def faults(tally: Tally, group: str | None) -> str:
    return "\n".join(str(fault) for fault in tally.faults if group in (None, fault.group))


@pytest.mark.parametrize(("name", "group", "floor"), floors(), ids=lambda value: str(value))
def test_no_group_falls_under_its_floor(name: str, group: str, floor: float) -> None:
    found = evaluation(name)
    if group == "file":
        worst = min(found.files, key=lambda file: found.files[file].figures().f1)
        tally, f1, what = found.files[worst], found.files[worst].figures().f1, worst
    else:
        tally = found.total
        f1, what = tally.figures(None if group == "all" else group).f1, group
    listed = faults(tally, None if group in ("all", "file") else group)
    assert f1 >= floor, f"{name}, {what}: {f1:.3f} is less than {floor}\n{listed}"


def test_every_group_has_a_floor() -> None:
    for name in SETS:
        assert set(evaluation(name).total.groups) <= {group for one, group, _ in floors() if one == name}


def negatives() -> list[Path]:
    return [
        path
        for folder in SETS.values()
        for path in documents(folder)
        if not json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["protocols"]
    ]


@pytest.mark.parametrize("path", negatives(), ids=lambda path: path.name)
def test_what_is_no_minutes_gives_no_protocol(path: Path) -> None:
    envelope = parsed(path).envelope
    assert envelope.protocols == []
    assert envelope.diagnostics, "the user is told why"


# ---------------------------------------------------------------- the measure itself
def gold_of_one(**parts: object) -> dict[str, object]:
    return {"protocols": [parts]}


@pytest.mark.parametrize(
    ("gold", "found", "group", "counts"),
    [
        ({"header": {"number": "7"}}, {"header": {"number": "7"}}, "header", (1, 0, 0)),
        ({"header": {"number": None}}, {"header": {"number": None}}, "header", (0, 0, 0)),
        ({"header": {"number": None}}, {"header": {"number": "7"}}, "header", (0, 1, 0)),
        ({"header": {"number": "7"}}, {"header": {}}, "header", (0, 0, 1)),
        ({"header": {"number": "7"}}, {"header": {"number": "8"}}, "header", (0, 1, 1)),
        ({"header": {"number": {"any": ["7", "8"]}}}, {"header": {"number": "8"}}, "header", (1, 0, 0)),
        ({}, {"header": {"number": "8"}}, "header", (0, 0, 0)),
        (
            {"attendance": {"chair": {"name": "Лось Б.В."}}},
            {"attendance": {"chair": {"name": "Лось Борис Викторович"}}},
            "attendance",
            (1, 0, 0),
        ),
        (
            {"attendance": {"present": [{"name": "Лось Б.В.", "optional": True}]}},
            {"attendance": {"present": []}},
            "attendance",
            (0, 0, 0),
        ),
        (
            {"decisions": [{"text": "Утвердить план", "number": None}]},
            {"decisions": [{"text": "Утвердить план"}]},
            "decision_place",
            (1, 0, 0),
        ),
        (
            {"items": [{"topic": "О плане", "decisions": [{"text": "Утвердить план"}]}], "decisions": []},
            {"items": [{"topic": "О плане"}], "decisions": [{"text": "Утвердить план"}]},
            "decision_place",
            (0, 1, 1),
        ),
        (
            {"decisions": [{"text": "Сдать отчёт", "deadline": {"kind": "date", "due": "2024-05-01"}}]},
            {"decisions": [{"text": "Сдать отчёт", "deadline": {"kind": "date", "due": "2024-05-02"}}]},
            "deadlines",
            (1, 1, 1),
        ),
        ({"votes": [{"yes": 5, "no": 0}]}, {"votes": [{"yes": 5, "no": 0}]}, "votes", (3, 0, 0)),
        ({"votes": [{"yes": 5, "no": 0}]}, {"votes": [{"yes": 5, "no": None}]}, "votes", (2, 0, 1)),
        ({"votes": [{"unanimous": True}]}, {"votes": [{"unanimous": 1}]}, "votes", (1, 1, 1)),
        ({}, {"items": [{"tables": [{"columns": ["а"], "rows": [["б"]]}]}]}, "tables", (0, 1, 0)),
    ],
)
def test_measure(
    gold: dict[str, object], found: dict[str, object], group: str, counts: tuple[int, int, int]
) -> None:
    figures = evaluate(gold_of_one(**gold), gold_of_one(**found)).figures(group)
    assert (figures.hits, figures.extra, figures.missed) == counts


def test_a_document_without_output_counts_as_missed() -> None:
    tally = evaluate(gold_of_one(header={"number": "7"}), None)
    assert tally.figures("header").missed == 1
    assert tally.figures("protocols").missed == 1


def test_gold_against_itself_is_perfect() -> None:
    for folder in SETS.values():
        for path in documents(folder):
            text = path.with_suffix(".gold.json").read_text("utf-8")
            if '"any"' in text:
                continue  # alternatives are no output
            gold = json.loads(text)
            assert evaluate(gold, gold).faults == []
