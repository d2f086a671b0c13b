"""What a call keeps for the next: used where it is right, never where it is not, and none of the document."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from protoparse import kept
from protoparse import pattern as pattern_module
from protoparse.grammar.hints import hints, hints_of_shipped
from protoparse.kept import Shelf
from protoparse.pattern import Pattern

ROOT = Path(__file__).parent.parent
MINUTES = """ПРОТОКОЛ № 3
заседания родительского комитета
12.03.2024
Присутствовали: Жаворонкова И.П., Стрижов О.Л.
СЛУШАЛИ: Жаворонкову И.П. о ремонте класса.
РЕШИЛИ: купить краску. Ответственный Стрижов О.Л., срок до 1 апреля.
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps things; `reopened` begins the next call."""
    path = tmp_path / "kept"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept, "_keeper", kept._Keeper(path))
    return path


def reopened(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.finish()
    monkeypatch.setattr(kept, "_keeper", kept._Keeper(file))


def never() -> str:
    raise AssertionError("it was kept")


def test_a_value_is_made_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Shelf("words").value("а", lambda: ("б", frozenset("вг"), None)) == ("б", frozenset("вг"), None)
    reopened(file, monkeypatch)
    assert Shelf("words").value("а", never) == ("б", frozenset("вг"), None)
    assert Shelf("others").value("а", lambda: 1) == 1
    written = file.read_bytes()
    reopened(file, monkeypatch)
    assert file.read_bytes() != written
    assert Shelf("others").value("а", never) == 1


def test_nothing_is_kept_outside_of_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_keeper", None)
    shelf = Shelf("words")
    assert [shelf.value("а", lambda made=made: made) for made in (1, 2)] == [1, 2]
    kept.finish()


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: data[:40] + b"!" + data[41:], lambda data: b""]
)
def test_a_damaged_file_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch, damage) -> None:
    Shelf("words").value("а", lambda: "old")
    kept.finish()
    file.write_bytes(damage(file.read_bytes()))
    monkeypatch.setattr(kept, "_keeper", kept._Keeper(file))
    assert Shelf("words").value("а", lambda: "new") == "new"
    reopened(file, monkeypatch)
    assert Shelf("words").value("а", never) == "new"


def test_what_another_python_kept_is_not_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Shelf("words").value("а", lambda: "old")
    kept.finish()
    monkeypatch.setattr(sys, "version", "4.0")
    monkeypatch.setattr(kept, "_keeper", kept._Keeper(file))
    assert Shelf("words").value("а", lambda: "new") == "new"


def test_what_other_code_made_is_not_used(
    file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module = tmp_path / "module.py"
    module.write_text("old", "utf-8")
    Shelf("words", str(module)).value("а", lambda: "old")
    reopened(file, monkeypatch)
    assert Shelf("words", str(module)).value("а", never) == "old"
    module.write_text("newer", "utf-8")
    reopened(file, monkeypatch)
    assert Shelf("words", str(module)).value("а", lambda: "new") == "new"


def test_it_is_written_only_where_bytecode_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Shelf("words").value("а", lambda: "б")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.finish()
    assert not file.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    kept.finish()
    assert not file.exists()
    monkeypatch.undo()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    keeper = kept._Keeper(file / "no folder" / "kept")
    keeper.changed = True
    keeper.save()
    file.mkdir()  # it cannot be replaced
    keeper = kept._Keeper(file)
    keeper.changed = True
    keeper.save()
    assert [one.name for one in file.parent.iterdir()] == [file.name], "and leaves nothing behind"


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        (r"(?P<day>\d{1,2})\.(?P<month>\d\d)(\.\d{4})?(?P<year>г)?", 0),
        (r"срок[а-яё]*|до\s+\S+", re.IGNORECASE),
        (r"(?i:реш)ил и? # слово", re.VERBOSE | re.MULTILINE),
        ("", 0),
    ],
)
def test_a_kept_pattern_is_the_compiled_one(
    file: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int
) -> None:
    usual = re.compile(source, flags)
    for _ in range(2):
        made = Pattern(source, flags).compiled
        assert made == usual and made.flags == usual.flags
        assert (made.pattern, made.groups, made.groupindex) == (usual.pattern, usual.groups, usual.groupindex)
        for text in ("12.03.2024г", "СРОК до мая", "решил и\nРЕШИЛ"):
            found = [(one.span(), one.groupdict(), one.lastgroup) for one in usual.finditer(text)]
            assert [(one.span(), one.groupdict(), one.lastgroup) for one in made.finditer(text)] == found
        reopened(file, monkeypatch)


def test_a_kept_code_that_this_python_does_not_take_is_not_used(file: Path) -> None:
    for wrong in ((0, b"\xff\xff\xff\xff", 0, {}), (0, b"", "none", {})):
        assert kept._keeper is not None
        kept._keeper.open("patterns", pattern_module.__file__)["до (мая)", 0] = wrong
        assert Pattern("до (мая)").compiled is re.compile("до (мая)")


def test_a_wrong_pattern_is_wrong_here_too(file: Path) -> None:
    with pytest.raises(re.error):
        Pattern("(а").search("а")


def test_kept_hints_are_the_hints(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        for pattern in ("(?:реш|пост)ил", ".{0,40}?кворум[а-я]*", "(?i)за|против"):
            assert hints_of_shipped(pattern) == hints(pattern)
        reopened(file, monkeypatch)


def test_a_second_call_says_the_same_and_no_word_of_the_first_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "протокол.txt"
    path.write_text(MINUTES, "utf-8")
    own = tmp_path / "grammars"
    own.mkdir()
    rule = 'marks = [{ id = "own_word", re = "жароптицево", w = 3 }]'
    text = f'schema = 1\nname = "own"\ntitle = "Своя"\nextends = "base"\n[block.decision]\n{rule}\n'
    (own / "own.toml").write_text(text, "utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(tmp_path / "bytecode"),
        "PROTOPARSE_GRAMMARS": str(own),
    }
    said, before = [], b""
    for call in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "protoparse", str(path)],
            capture_output=True,
            env=environment,
            cwd=ROOT,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        said.append(done.stdout)
        (file,) = (tmp_path / "bytecode").rglob("*.kept")
        data = file.read_bytes()
        if call == 1:
            assert data == before, "there was nothing new"
            file.write_bytes(data[:-1])
        before = data
    assert said == [said[0]] * 3
    for word in ("Жаворонков", "Стрижов", "краск", "жароптицев"):
        assert word.encode() not in before and word.lower().encode() not in before
    assert "постановил".encode() in before
