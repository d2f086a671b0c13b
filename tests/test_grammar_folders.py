"""Grammars of the user: where they are looked for, that they take part, what is said of bad ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from protoparse.cli import main
from protoparse.errors import GrammarError
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.folders import VARIABLE, config_folder, find_grammar, known_names, own_grammars
from protoparse.grammar.loader import load

OWN = """\
schema  = 1
name    = "konsilium"
title   = "Заседание консилиума"
extends = "base"
[words]
"слушали" = ["вниманию представлено"]
"решили"  = ["к исполнению"]
"""
MINUTES = """\
ПРОТОКОЛ № 3
заседания школьного консилиума
от 12.03.2024
Присутствовали: Лось Б.В., Берёзкина А.И.
Повестка дня:
1. О программе для ученика 3 класса.
ВНИМАНИЮ ПРЕДСТАВЛЕНО: заключение логопеда Берёзкиной А.И.
К ИСПОЛНЕНИЮ:
1.1. Перевести ученика на программу с логопедической поддержкой.
Председатель ____________ Б.В. Лось
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of grammars that the variable names, with one grammar in it."""
    own = tmp_path / "grammars"
    own.mkdir()
    (own / "konsilium.toml").write_text(OWN, "utf-8")
    monkeypatch.setenv(VARIABLE, str(own))
    return own


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "minutes" / "protokol.txt"
    path.parent.mkdir()
    path.write_text(MINUTES, "utf-8")
    return path


def grammar_of(path: Path) -> str:
    return str(json.loads(path.read_text("utf-8"))["source"]["grammar"]).partition("@")[0]


def batch(minutes: Path, out: Path, *options: str) -> str:
    """The grammar by which `protoparse batch`, a process of its own, read the minutes."""
    call = ["batch", str(minutes.parent), str(out), "--jobs", "1", *options]
    subprocess.run([sys.executable, "-m", "protoparse", *call], check=True, capture_output=True)
    (written,) = (path for path in out.rglob("*.json") if path.name.startswith(minutes.stem))
    return grammar_of(written)


# ---------------------------------------------------------------- where
@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "home/.config/protoparse/grammars"),
        ("linux", {"XDG_CONFIG_HOME": "conf"}, "conf/protoparse/grammars"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "home/.config/protoparse/grammars"),
        ("freebsd14", {}, "home/.config/protoparse/grammars"),
        (
            "darwin",
            {"XDG_CONFIG_HOME": "conf"},
            "home/Library/Application Support/protoparse/grammars",
        ),
        ("win32", {"APPDATA": "roaming"}, "roaming/protoparse/grammars"),
        ("win32", {}, "home/AppData/Roaming/protoparse/grammars"),
    ],
)
def test_each_platform_has_its_folder(platform: str, environ: dict[str, str], folder: str) -> None:
    assert config_folder(platform, environ, Path("home")) == Path(folder)


def test_the_configuration_folder_is_read_where_no_variable_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert own_grammars() == {}, "no folder, no grammars"
    folder = tmp_path / "protoparse" / "grammars"
    folder.mkdir(parents=True)
    (folder / "konsilium.toml").write_text(OWN, "utf-8")
    assert own_grammars() == {"konsilium": folder / "konsilium.toml"}
    monkeypatch.setenv(VARIABLE, "")
    assert own_grammars() == {}, "an empty variable turns the folder off"


def test_the_variable_names_folders_and_files_the_first_wins(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    for name in ("konsilium", "other"):
        (second / f"{name}.toml").write_text(OWN.replace("konsilium", name), "utf-8")
    single = tmp_path / "single.toml"
    single.write_text(OWN.replace("konsilium", "single"), "utf-8")
    monkeypatch.setenv(VARIABLE, os.pathsep.join([str(folder), str(second), str(single)]))
    assert own_grammars() == {
        "konsilium": folder / "konsilium.toml",
        "other": second / "other.toml",
        "single": single,
    }
    names = known_names()
    assert names[0] == "base" and {"konsilium", "other", "single", "pedsovet"} <= set(names)


def test_what_the_variable_names_must_be_there(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], minutes: Path
) -> None:
    monkeypatch.setenv(VARIABLE, "nowhere")
    assert main([str(minutes)]) == GrammarError.exit_code
    assert f"{VARIABLE}: «nowhere»" in capfd.readouterr().err


# ---------------------------------------------------------------- everywhere
def test_an_own_grammar_is_known_by_name(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert find_grammar("konsilium") == folder / "konsilium.toml"
    assert main(["grammar", "list"]) == 0
    listed = capfd.readouterr().out.splitlines()
    assert f"konsilium\tЗаседание консилиума\t{folder / 'konsilium.toml'}" in listed
    assert main(["grammar", "show", "konsilium"]) == 0
    assert capfd.readouterr().out == OWN
    assert main(["grammar", "test", "konsilium"]) == 0
    assert main(["grammar", "lint"]) == 0


def test_an_own_grammar_can_be_extended_by_name(folder: Path, tmp_path: Path) -> None:
    child = tmp_path / "child.toml"
    child.write_text('schema = 1\nname = "child"\ntitle = "x"\nextends = "konsilium"\n', "utf-8")
    assert [path.stem for path in load(child).files] == ["child", "konsilium", "base"]


def test_an_own_grammar_is_chosen_by_itself(
    folder: Path, minutes: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main([str(minutes)]) == 0
    envelope = json.loads(capfd.readouterr().out)
    assert envelope["source"]["grammar"].startswith("konsilium@")
    (protocol,) = envelope["protocols"]
    (item,) = protocol["items"]
    assert [one["text"] for one in item["decisions"]] == [
        "Перевести ученика на программу с логопедической поддержкой."
    ]
    assert main(["label", str(minutes)]) == 0
    assert "decision_head │ К ИСПОЛНЕНИЮ:" in capfd.readouterr().out


@pytest.mark.parametrize("options", [[], ["--grammar", "konsilium"]], ids=["chosen", "named"])
def test_batch_and_validate_know_own_grammars(
    folder: Path, minutes: Path, tmp_path: Path, options: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert batch(minutes, tmp_path / "out", *options) == "konsilium"
    assert main(["validate", str(minutes), "--fail-on", "never", "--to", "json", *options]) == 0
    assert "protokol.txt" in capfd.readouterr().out


def test_a_changed_own_grammar_makes_batch_read_anew(folder: Path, minutes: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(minutes, out) == "konsilium"
    (folder / "konsilium.toml").unlink()
    assert batch(minutes, out) != "konsilium"


def test_an_own_grammar_stands_in_place_of_a_shipped_one(folder: Path) -> None:
    own = 'schema = 1\nname = "pedsovet"\ntitle = "Наш педсовет"\nextends = "pedsovet"\n'
    (folder / "pedsovet.toml").write_text(own, "utf-8")
    assert known_names().count("pedsovet") == 1
    assert load_grammar("pedsovet").title == "Наш педсовет"
    above = load("pedsovet").files
    assert [path.stem for path in above] == ["pedsovet", "pedsovet", "base"]
    assert above[0].parent == folder and above[1].parent != folder


def test_a_broken_own_grammar_stops_with_its_place(
    folder: Path, minutes: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROTOPARSE_LANG", "ru")  # `--lang` sets it for the process
    bad = folder / "bad.toml"
    bad.write_text('schema = 1\nname = "bad"\ntitle = "x"\ncolour = 1\n', "utf-8")
    assert main([str(minutes)]) == GrammarError.exit_code
    assert f"{bad}:4:1 G004 colour: нет такого ключа" in capfd.readouterr().err
    assert main([str(minutes), "--lang", "en"]) == GrammarError.exit_code
    assert f"{bad}:4:1 G004 colour: Extra inputs" in capfd.readouterr().err
    assert main([str(minutes), "--grammar", "konsilium"]) == 0, "what is named needs no others"
