"""The bench runs: its figures are read by people, no time is asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.__main__ import show
from tests.bench.measures import labelling_growth, medians, peers, stages, start

SAMPLES = Path(__file__).parent.parent / "samples"


def test_every_measure_gives_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    files = [SAMPLES / "09-vypiska.docx", SAMPLES / "03-sobranie-rabotnikov.pdf"]
    compared = peers(files, rounds=1)
    assert [row["library"] for row in compared] == ["python-docx", "pdfplumber"]
    assert [row["file"] for row in stages(files, rounds=1)] == [path.name for path in files]
    show("Whole files", compared)
    table = capsys.readouterr().out.splitlines()
    assert len({line.count("|") for line in table if line.startswith("|")}) == 1


def test_growth_compares_a_short_with_a_long_document() -> None:
    short, long = labelling_growth([SAMPLES / "06-rodkom.txt"], rounds=1)
    assert short["ratio"] == "1.00"
    assert int(long["blocks"]) > 20 * int(short["blocks"])


def test_cold_start_counts_in_interpreters() -> None:
    rows = {row["call"]: row["times python"] for row in start([SAMPLES / "06-rodkom.txt"], rounds=1)}
    assert rows["python -c pass"] == "1.0"
    assert "protoparse 06-rodkom.txt" in rows


def test_all_candidates_take_turns() -> None:
    calls: list[str] = []
    found = medians({name: lambda name=name: calls.append(name) for name in "abc"}, rounds=4)  # type: ignore[misc]
    assert sorted(found) == ["a", "b", "c"]
    assert all(calls.count(name) == 5 for name in "abc")
    assert len({tuple(calls[at : at + 3]) for at in range(3, 15, 3)}) > 1
