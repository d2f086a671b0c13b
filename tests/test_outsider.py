"""Grammars that outsiders wrote with the manual alone, for minutes in languages that nobody prepared for.

They are not shipped: they show that `[words]`, a few marks and a label file are enough.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from shelf import TESTS

from protoparse.grammar.check import check_grammar
from protoparse.grammar.folders import VARIABLE
from protoparse.grammar.labels import read_labels
from protoparse.grammar.lint import lint
from protoparse.model import Protocol
from protoparse.pipeline import interpret

FOLDER = TESTS / "outsider"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def protocol(name: str, monkeypatch: pytest.MonkeyPatch) -> Protocol:
    """The minutes of a label file, read by the grammar that chose itself."""
    monkeypatch.setenv(VARIABLE, str(FOLDER))
    found = interpret(read_labels(FOLDER / f"{name}.lab").document)
    assert found.grammar.name == name
    assert [one.code for one in found.envelope.diagnostics] == []
    (only,) = found.envelope.protocols
    return only


def people(mentions: list[object]) -> list[str]:
    return [str(getattr(one, "name", None)) for one in mentions]


@pytest.mark.parametrize("name", NAMES)
def test_every_block_gets_its_role_and_nothing_is_wrong(name: str) -> None:
    path: Path = FOLDER / f"{name}.toml"
    assert lint([path]) == []
    report = check_grammar(path)
    assert report.passed, report.lines
    assert report.summary.endswith("верно 100.0%")


def test_belarusian_minutes_are_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = protocol("savet", monkeypatch)
    assert (found.header.number, str(found.header.date), found.header.place) == (
        "2",
        "2024-08-28",
        "г. Азёрск",
    )
    assert found.header.body == "педагагічнага савета"
    first, _, third = found.items
    assert people(first.listened[0].speakers) == ["Вярбіцкая А.І."]
    order = first.decisions[1]
    assert people(order.responsible) == ["Сіняк В.А."]
    assert order.deadline is not None
    assert (order.deadline.text, str(order.deadline.due)) == ("да 15 верасня 2024 года", "2024-09-15")
    assert [(vote.yes, vote.no, vote.abstain) for vote in first.votes] == [(21, 0, 0)]
    assert third.decisions[1].text == "Класным кіраўнікам правесці апытанне бацькоў."


def test_minutes_in_two_languages_side_by_side_are_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = protocol("osi", monkeypatch)
    assert (found.header.number, str(found.header.date)) == ("3", "2024-03-12")
    assert found.attendance.chair is not None and found.attendance.chair.name == "Ахметова Г.С."
    assert [(vote.yes, vote.no, vote.abstain) for vote in found.items[0].votes] == [(46, 1, 1)]
    (order,) = found.items[1].decisions
    assert people(order.responsible) == ["Ахметова Г.С."]
    assert order.deadline is not None and str(order.deadline.due) == "2024-06-01"


def test_english_minutes_have_their_parts_dates_and_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    found = protocol("uni", monkeypatch)
    assert found.header.title == "MINUTES of the meeting of the Academic Council"
    assert (found.header.number, str(found.header.date)) == ("4", "2024-03-15")
    assert [item.topic for item in found.agenda] == [
        "On the admission plan for 2024. (A.I. Vetrova)",
        "On the library fund. (T.N. Oskina)",
    ]
    order = found.items[0].decisions[1]
    assert order.text == "P.S. Luzhin to publish the plan on the website."
    assert order.deadline is not None and str(order.deadline.due) == "2024-04-01"
    assert [(vote.yes, vote.no, vote.abstain) for vote in found.items[0].votes] == [(4, 0, 0)]
