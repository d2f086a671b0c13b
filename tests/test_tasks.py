"""Which decisions are instructions, whose, by when; and the commands for archives."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from protoparse.batch_cli import read_day
from protoparse.errors import UsageError
from protoparse.model import Attendance, Deadline, Decision, Header, Item, Mention, Protocol, TextSpan, Vote
from protoparse.tasks import Task, Wanted, tasks_of

ROOT = Path(__file__).parent.parent
SPAN = TextSpan(start=0, end=1)
TODAY = date(2025, 4, 1)


def decision(text: str, **facts: Any) -> Decision:
    who = [Mention(text=name, name=name, span=SPAN) for name in facts.pop("who", ())]
    due, kind = facts.pop("due", None), facts.pop("kind", "date")
    deadline = Deadline(text=due or kind, kind=kind, due=due, span=SPAN) if due or kind != "date" else None
    return Decision(text=text, responsible=who, deadline=deadline, span=SPAN, **facts)


def tasks(*decisions: Decision) -> list[Task]:
    item = Item(decisions=list(decisions), span=SPAN)
    return list(tasks_of(Protocol(header=Header(), attendance=Attendance(), items=[item], span=SPAN)))


def test_a_decision_without_name_and_day_is_no_instruction() -> None:
    assert [
        task.text for task in tasks(decision("Принять к сведению"), decision("Сдать", who=["Кит А.А."]))
    ] == ["Сдать"]


def test_what_stands_above_holds_below() -> None:
    below = [
        decision("отчёт", number="2.1", due="2025-05-01"),
        decision("план", number="2.2", who=["Кит А.А."]),
    ]
    found = tasks(decision("Завучам:", number="2", who=["завучи"], children=below))
    assert [(one.point, one.text, one.responsible_text, one.due) for one in found] == [
        ("2.1", "отчёт", "завучи", date(2025, 5, 1)),
        ("2.2", "план", "Кит А.А.", None),
    ]


def test_bullets_without_facts_of_their_own_are_part_of_the_instruction() -> None:
    below = [decision("раз"), decision("два", number="б")]
    (found,) = tasks(decision("Сделать:", due="2025-05-01", children=below))
    assert found.text == "Сделать:\n– раз\nб) два"


def test_a_motion_that_fell_is_no_instruction() -> None:
    vote = Vote(result="rejected", text="не принято", span=SPAN)
    assert tasks(decision("Купить", who=["Кит А.А."], votes=[vote])) == []


@pytest.mark.parametrize(
    ("facts", "control"),
    [
        ({"due": "2025-03-31"}, "overdue"),
        ({"due": "2025-04-01"}, "soon"),
        ({"due": "2025-04-08"}, "soon"),
        ({"due": "2025-04-09"}, "in_time"),
        ({"kind": "recurring"}, "recurring"),
        ({"kind": "event"}, "event"),
        ({"kind": "open"}, "open"),
        ({"who": ["Кит А.А."]}, "undated"),
    ],
)
def test_where_an_instruction_stands(facts: dict[str, Any], control: str) -> None:
    (found,) = tasks(decision("x", **facts))
    assert found.control(TODAY) == control


@pytest.mark.parametrize(
    ("asked", "found"),
    [("Семенов", True), ("семёнова а.и.", True), ("Семенова Б", False), ("Иванов", False), ("МКУ ИМЦ", True)],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(asked: str, found: bool) -> None:
    (task,) = tasks(decision("x", who=["Семёнова А.И."]))
    mention = task.responsible[0].model_copy(update={"organization": "МКУ «ИМЦ»"})
    (task,) = tasks(Decision(text="x", responsible=[mention], span=SPAN))
    assert Wanted(responsible=asked).takes(task, TODAY) is found


def test_until() -> None:
    (task,) = tasks(decision("x", due="2025-05-01"))
    assert Wanted(until=date(2025, 5, 1)).takes(task, TODAY)
    assert not Wanted(until=date(2025, 4, 30)).takes(task, TODAY)
    assert not Wanted(overdue=True).takes(task, TODAY)


def test_days() -> None:
    with pytest.raises(UsageError):
        read_day("завтра")


def call(*arguments: str, lang: str = "ru") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "protoparse", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PROTOPARSE_LANG": lang, "PYTHONUTF8": "1"},
        timeout=120,
    )


def test_the_commands(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in ("06-rodkom.txt", "07-profkom.txt"):
        (source / name).write_bytes((ROOT / "samples" / name).read_bytes())
    planned = call("batch", str(source), str(out), "--dry-run")
    assert (planned.returncode, planned.stdout.splitlines()[0]) == (0, "convert\t06-rodkom.txt")
    done = call("batch", str(source), str(out), "--to", "csv,sqlite", "--jobs", "1", "--today", "01.04.2025")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Файлов: 2" in done.stderr
    assert (out / "minutes-csv/tasks.csv").is_file()
    (source / "битый.docx").write_bytes(b"PK\x03\x04")
    again = call("batch", str(source), str(out))
    assert again.returncode == 3
    assert "не читается: битый.docx" in again.stderr
    assert call("batch", str(source), str(out), "--quiet").stderr == ""

    listed = call("tasks", str(out), "--overdue", "--today", "01.04.2025")
    heads, *lines = [line.split("\t") for line in listed.stdout.splitlines()]
    assert heads[:2] == ["Срок", "Контроль"]
    assert lines
    assert {line[1] for line in lines} == {"просрочено"}
    english = call("tasks", str(out), "--overdue", "--today", "2025-04-01", lang="en")
    assert english.stdout.splitlines()[0].startswith("Due\tControl")

    written = call("tasks", str(out), "--to", "ics")
    assert (written.returncode, Path(written.stdout.strip()).name) == (0, "tasks.ics")
    written = call("export", str(out), "--to", "xlsx,jsonl")
    assert [Path(line).name for line in written.stdout.split()] == ["minutes.xlsx", "minutes.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("batch", "samples", "samples/out"), 2),
        (("batch", "no-such-folder", "OUT"), 3),
        (("batch", "samples", "OUT", "--grammar", "no-such"), 4),
        (("batch", "samples", "OUT", "--to", "doc"), 2),
        (("batch", "samples", "OUT", "--since", "вчера"), 2),
        (("batch", "samples", "OUT", "--engine", "dask"), 2),
        (("export", "samples"), 3),
        (("tasks", "samples", "--to", "doc"), 2),
    ],
)
def test_refusals_are_one_line(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    done = call(*(str(tmp_path / "out") if one == "OUT" else one for one in arguments))
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.strip().splitlines()) == 1
