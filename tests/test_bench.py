"""The bench runs: its figures are read by people, no time is asserted."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from protoparse.readers import read
from tests.bench.__main__ import README, show
from tests.bench.comparison import ABSENT, COLUMNS, comparison, features, shown, write
from tests.bench.measures import PAGE, labelling_growth, medians, peers, stages, start
from tests.bench.peers import OTHERS, OWN
from tests.bench.sizes import make_docx, make_pdf, peak

SAMPLES = Path(__file__).parent.parent / "samples"
_NAMED = re.compile(r"[А-ЯЁ][а-яё]+(?= [А-ЯЁ]\.)")


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


def test_the_readme_has_a_row_for_each_program_and_all_columns() -> None:
    rows = shown(README)
    assert all(tuple(row) == COLUMNS for row in rows), "python -m tests.bench --readme"
    assert [row["program"].split()[0] for row in rows] == [peer.name for peer in (OWN, *OTHERS)]
    assert not any(ABSENT in row["program"] for row in rows), "measure where the extra «bench» is installed"
    assert rows[0]["docx features of 38"] == str(len(features(OWN)))


def test_programs_are_compared_where_they_read_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = [peer for peer in OTHERS if peer.name in ("python-docx", "pdfplumber")]
    monkeypatch.setattr("tests.bench.comparison.OTHERS", tuple(installed))
    own, docx, pdf = comparison(
        [SAMPLES / "09-vypiska.docx", SAMPLES / "03-sobranie-rabotnikov.pdf", SAMPLES / "06-rodkom.txt"], 1
    )
    assert (own["docx, protoparse ÷ it"], own["pdf, protoparse ÷ it"]) == ("1.00", "1.00")
    assert int(own["people"]) > 0
    assert int(own["decisions"]) > 0
    assert (docx["list numbers of 5"], docx["pdf, protoparse ÷ it"]) == ("0", "–")
    assert pdf["docx features of 38"] == "–"
    assert float(pdf["pdf, protoparse ÷ it"]) > 0


def test_a_program_that_is_not_installed_has_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = replace(OTHERS[0], name="scribe", module="no_such_scribe")
    monkeypatch.setattr("tests.bench.comparison.OTHERS", (absent,))
    _, row = comparison([SAMPLES / "09-vypiska.docx"], 1)
    assert row.pop("program") == f"scribe ({ABSENT})"
    assert set(row.values()) == {"–"}


def test_the_table_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- peers -->\nold\n<!-- /peers -->\nafter\n", "utf-8")
    rows = [dict.fromkeys(COLUMNS, "1"), dict.fromkeys(COLUMNS, "22")]
    write(readme, rows)
    assert shown(readme) == rows
    text = readme.read_text("utf-8")
    assert text.startswith("before\n<!-- peers -->\n| program")
    assert text.endswith("|\n<!-- /peers -->\nafter\n")


def test_documents_of_a_size_have_that_size(tmp_path: Path) -> None:
    for pages in (1, 10):
        make_docx(tmp_path / "a.docx", pages)
        make_pdf(tmp_path / "a.pdf", pages)
        assert len(read(tmp_path / "a.docx").text) / PAGE == pytest.approx(pages, rel=0.15)
        assert len(read(tmp_path / "a.pdf").page_starts) == pages


def test_copies_in_a_long_document_have_people_of_their_own(tmp_path: Path) -> None:
    make_docx(tmp_path / "once.docx", 5)  # not yet each of the samples once
    make_docx(tmp_path / "often.docx", 30)
    once, often = (set(_NAMED.findall(read(tmp_path / name).text)) for name in ("once.docx", "often.docx"))
    assert len(often) > 3 * len(once)


def test_peak_is_that_of_the_process_alone() -> None:
    ballast = bytearray(200_000_000)
    assert 5 < peak(["--version"]) < 100
    assert len(ballast) == 200_000_000


def test_a_command_that_fails_has_no_peak() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        peak(["no such file.docx"])
