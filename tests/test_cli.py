"""The command: what goes to which stream, which exit code, and that no document steers a terminal."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import protoparse
from protoparse import cli, commands, output
from protoparse.cli import main
from protoparse.errors import GrammarError
from protoparse.messages import usage_message

ROOT = Path(__file__).parent.parent
MINUTES = """ПРОТОКОЛ № 4
заседания совета школы
от 12 марта 2024 года

Присутствовали: Ветрова А.И., Лужин П.С., Оськина Т.Н.

Повестка дня:
1. О ремонте спортивного зала.

1. СЛУШАЛИ: Лужина П.С. о ремонте спортивного зала.
РЕШИЛИ:
1.1. Начать ремонт до 1 июня 2024 года. Ответственный: Лужин П.С.

Председатель                 А.И. Ветрова
Секретарь                    Т.Н. Оськина
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "протокол.txt"
    path.write_text(MINUTES, "utf-8")
    return path


@pytest.fixture(autouse=True)
def _russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROTOPARSE_LANG", "ru")


def call(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capfdbinary.readouterr()
    return code, out.decode("utf-8"), err.decode("utf-8")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "protoparse", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, **options)  # type: ignore[call-overload,no-any-return]


# ---------------------------------------------------------------- results
def test_a_limit_ends_the_reading_and_an_option_raises_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = str(ROOT / "samples" / "03-sobranie-rabotnikov.pdf")
    code, out, err = call(capfdbinary, file, "--limit", "pages=1", "--quiet")
    whole = json.loads(call(capfdbinary, file, "--limit", "pages=2")[1])
    cut = json.loads(out)
    assert (code, err) == (0, "")
    assert [one["code"] for one in cut["diagnostics"]] == ["R123"]
    assert whole["diagnostics"] == [] and whole["source"]["characters"] > cut["source"]["characters"]
    code, out, err = call(capfdbinary, "text", file, "--limit", "page=1")
    assert (code, out) == (2, "") and "ИМЯ=ЧИСЛО" in err and "pages" in err


def test_a_file_gives_json_on_stdout_and_nothing_else(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path
) -> None:
    code, out, err = call(capfdbinary, str(minutes))
    envelope = json.loads(out)
    assert (code, err) == (0, "")
    assert envelope["schema_version"] == "1.0"
    assert envelope["source"]["file"] == "протокол.txt"
    assert envelope["protocols"][0]["header"]["number"] == "4"
    assert out.endswith("}\n") and "\\u04" not in out


def test_the_default_command_is_parse(capfdbinary: pytest.CaptureFixture[bytes], minutes: Path) -> None:
    plain = call(capfdbinary, str(minutes))
    assert call(capfdbinary, "parse", str(minutes)) == plain
    assert call(capfdbinary, "--indent", "2", str(minutes)) == plain
    assert call(capfdbinary, "--lang", "ru", str(minutes)) == plain
    assert call(capfdbinary, "--", str(minutes)) == plain


def test_compact_is_one_line_and_the_same_data(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path
) -> None:
    _, long, _ = call(capfdbinary, str(minutes))
    _, short, _ = call(capfdbinary, str(minutes), "--compact")
    assert short.count("\n") == 1
    assert json.loads(short) == json.loads(long)


def test_standard_input_is_a_dash(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MINUTES.encode("cp1251"))))
    code, out, _ = call(capfdbinary, "-", "--compact")
    assert code == 0
    assert json.loads(out)["protocols"][0]["header"]["date"] == "2024-03-12"
    assert json.loads(out)["source"]["file"] is None


def test_text_is_exactly_what_spans_refer_to(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path
) -> None:
    _, text, _ = call(capfdbinary, "text", str(minutes))
    assert text == protoparse.read(minutes).text
    _, out, _ = call(capfdbinary, str(minutes))
    for decision in json.loads(out)["protocols"][0]["items"][0]["decisions"]:
        span = decision["span"]
        assert decision["text"][:20] in text[span["start"] : span["end"]]


def test_text_keeps_controls_in_pipes_and_escapes_them_on_a_terminal(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "steer.txt"
    path.write_text("ПРОТОКОЛ \u202e№ 1 \x9b31m\nзаседания совета\n", "utf-8")
    piped = call(capfdbinary, "text", str(path))[1]
    assert piped == protoparse.read(path).text
    monkeypatch.setattr(commands, "on_terminal", lambda: True)
    for arguments in (["text", str(path)], [str(path)], ["explain", str(path)]):
        shown = call(capfdbinary, *arguments)[1]
        assert "\u202e" not in shown and "\x9b" not in shown
    assert "\\u202e" in call(capfdbinary, "text", str(path))[1]


def test_json_on_a_terminal_is_the_same_data(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "steer.txt"
    path.write_text(MINUTES.replace("ремонте", "ремон\u202eте"), "utf-8")
    piped = call(capfdbinary, str(path))[1]
    monkeypatch.setattr(commands, "on_terminal", lambda: True)
    assert json.loads(call(capfdbinary, str(path))[1]) == json.loads(piped)


def test_schema_describes_the_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, _ = call(capfdbinary, "schema")
    schema = json.loads(out)
    assert code == 0
    assert set(schema["properties"]) == set(protoparse.Envelope.model_fields)
    assert schema["$defs"]["Decision"]["properties"]["children"]["items"] == {"$ref": "#/$defs/Decision"}


def test_minutes_that_are_none_are_told_on_stderr(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    path = tmp_path / "заметка.txt"
    path.write_text("Купить мел и две тряпки для доски.\n", "utf-8")
    code, out, err = call(capfdbinary, str(path))
    assert (code, json.loads(out)["protocols"]) == (0, [])
    assert err.count("\n") == 1 and "R090" in err
    assert call(capfdbinary, str(path), "--quiet")[2] == ""
    assert "holds no minutes" in call(capfdbinary, str(path), "--lang", "en")[2]


# ---------------------------------------------------------------- files
def test_output_goes_to_a_file_whole(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    code, out, err = call(capfdbinary, str(minutes), "-o", str(target))
    assert (code, out, err) == (0, "", "")
    assert json.loads(target.read_text("utf-8"))["protocols"]
    assert b"\r\n" not in target.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "протокол.txt"]


def test_a_failed_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], minutes: Path
) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    code, out, err = call(capfdbinary, str(minutes), "-o", str(target))
    assert (code, out, target.read_text("utf-8")) == (5, "", "old")
    assert err.count("\n") == 1 and "No space left" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "протокол.txt"]


def test_the_source_is_never_written_over(capfdbinary: pytest.CaptureFixture[bytes], minutes: Path) -> None:
    code, _, err = call(capfdbinary, str(minutes), "-o", str(minutes))
    assert code == 2 and "исходный файл" in err
    assert minutes.read_text("utf-8") == MINUTES


def test_a_target_that_cannot_be_written(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, tmp_path: Path
) -> None:
    for target in (tmp_path / "no" / "out.json", tmp_path):
        code, out, err = call(capfdbinary, str(minutes), "-o", str(target))
        assert (code, out, err.count("\n")) == (5, "", 1)


def test_a_file_named_like_a_command(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes.rename(minutes.with_name("text"))
    monkeypatch.chdir(minutes.parent)
    assert json.loads(call(capfdbinary, "./text")[1])["protocols"]
    code, out, err = call(capfdbinary, "text")
    assert (code, out) == (2, "")
    assert "protoparse ./text" in err


# ---------------------------------------------------------------- errors
BAD_INPUT = {
    "absent.docx": None,
    "empty.docx": b"",
    "damaged.docx": b"PK\x03\x04" + b"\x00" * 60,
    "damaged.pdf": b"%PDF-1.7\n%%EOF\n",
    "old.docx": bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600,
    "page.pdf": b"<!DOCTYPE html><html><body><p>404</p></body></html>",
}


@pytest.mark.parametrize("name", BAD_INPUT)
@pytest.mark.parametrize("command", ["parse", "text", "explain"])
def test_unreadable_input_is_one_line_and_exit_3(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path, name: str, command: str
) -> None:
    data = BAD_INPUT[name]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    code, out, err = call(capfdbinary, command, str(tmp_path / name))
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith("protoparse: ") and "Traceback" not in err
    if not name.endswith(".pdf"):
        assert name in err


def test_a_hostile_name_does_not_reach_the_terminal(
    capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    code, _, err = call(capfdbinary, str(tmp_path / "a\x1b[31m\nb\u202e.docx"))
    assert (code, err.count("\n")) == (3, 1)
    assert "\x1b" not in err and "\u202e" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--foo", "a.txt"],
        ["a.txt", "b.txt"],
        ["--indent", "x", "a.txt"],
        ["--indent", "99", "a.txt"],
        ["a.txt", "-o"],
        ["--lang", "de", "a.txt"],
        ["parse"],
        ["explain", "a.txt", "--block", "0"],
        ["{minutes}", "--format", "odt"],
        ["explain", "{minutes}", "--block", "999"],
    ],
)
def test_wrong_calls_are_one_line_and_exit_2(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, arguments: list[str]
) -> None:
    code, out, err = call(capfdbinary, *(one.format(minutes=minutes) for one in arguments))
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_typers_sentences_are_said_in_russian() -> None:
    for line in (ROOT / "tests/fields/usage_messages.tsv").read_text("utf-8").splitlines()[1:]:
        english, russian = line.split("\t")
        assert usage_message("ru", english) == russian
        assert usage_message("en", english) == english


def test_a_bad_grammar_is_exit_4_with_its_place(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, tmp_path: Path
) -> None:
    grammar = tmp_path / "my.toml"
    grammar.write_text('schema = 1\nname = "my"\n[block.x\n', "utf-8")
    code, out, err = call(capfdbinary, str(minutes), "--grammar", str(grammar))
    assert (code, out) == (GrammarError.exit_code, "")
    assert f"{grammar}:3:" in err
    assert call(capfdbinary, str(minutes), "--grammar", "nosuch")[0] == 4


def test_a_bug_is_exit_70_without_a_traceback(
    capfdbinary: pytest.CaptureFixture[bytes], minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("слова документа")

    monkeypatch.delenv("PROTOPARSE_DEBUG", raising=False)
    monkeypatch.setattr("protoparse.pipeline.parse", broken)
    for arguments in ([str(minutes)], ["parse", str(minutes)]):
        code, out, err = call(capfdbinary, *arguments)
        assert (code, out, err.count("\n")) == (70, "", 1)
        assert "KeyError, protoparse/commands.py:" in err and "слова" not in err
    monkeypatch.setenv("PROTOPARSE_DEBUG", "1")
    assert "Traceback" in call(capfdbinary, str(minutes))[2]


@pytest.mark.parametrize("arguments", [["{}"], ["parse", "{}"]])
def test_an_interrupt_is_exit_130(
    capfdbinary: pytest.CaptureFixture[bytes],
    minutes: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("protoparse.pipeline.parse", interrupted)
    code, out, err = call(capfdbinary, *(one.format(minutes) for one in arguments))
    assert (code, out, err.count("\n")) == (130, "", 1)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes of the shell")
def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(MINUTES + "Слово за словом.\n\n" * 40_000, "utf-8")
    for extra in ([], ["--lang=ru"]):
        command = [sys.executable, "-m", "protoparse", "text", str(path), *extra]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_behind_stdout_is_exit_5(minutes: Path) -> None:
    command = [sys.executable, "-m", "protoparse", str(minutes)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60)
    assert done.returncode == 5
    assert done.stderr.count(b"\n") == 1


# ---------------------------------------------------------------- start, help, completion
def test_version_imports_next_to_nothing() -> None:
    code = (
        "import sys; from protoparse.cli import main; main(['--version']);"
        "print(sorted({'pydantic', 'typer', 'rich', 'regex', 'protoparse.pipeline'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.splitlines() == [f"protoparse {protoparse.__version__}", "[]"]


def test_a_plain_file_needs_no_typer(minutes: Path) -> None:
    code = (
        "import sys; from protoparse.cli import main; main(sys.argv[1:]);"
        "print(sorted({'typer', 'rich', 'docx', 'pdfplumber'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(minutes)], capture_output=True, cwd=ROOT, timeout=60
    )
    assert done.stderr.decode() == "[]\n"
    assert json.loads(done.stdout)["protocols"]


def test_a_call_looks_for_no_garbage_and_no_plugins(minutes: Path) -> None:
    code = (
        "import gc, sys; sys.argv[0] = 'protoparse'; from protoparse.cli import main;"
        "runs = lambda: sum(generation['collections'] for generation in gc.get_stats());"
        "before = runs(); main(); from pydantic.plugin import _loader;"
        "print(runs() - before < 20, gc.get_freeze_count() > 0, _loader._plugins, file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(minutes)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stderr == "True True None\n"


def test_the_version_is_the_projects() -> None:
    assert f'version = "{protoparse.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_help_is_russian_and_english(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, russian, err = call(capfdbinary, "--help")
    assert (code, err) == (0, "")
    assert "Использование: protoparse" in russian and "protoparse протокол.docx" in russian
    assert not {"Usage:", "Options:", "Show this message"} & set(russian.splitlines())
    english = call(capfdbinary, "--help", "--lang=en")[1]
    assert "Usage: protoparse" in english and "Exit codes" in english
    monkeypatch.setenv("PROTOPARSE_LANG", "en")
    assert call(capfdbinary, "--help")[1] == english
    assert all(name in english for name in cli.COMMANDS)


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_each_command_has_help_in_russian(capfdbinary: pytest.CaptureFixture[bytes], command: str) -> None:
    code, out, _ = call(capfdbinary, command, "--help")
    assert code == 0
    assert out.startswith(f"Использование: protoparse {command}")
    assert "Show this message" not in out and "Options:" not in out


def test_completion_knows_commands_and_grammars() -> None:
    variables = {
        **os.environ,
        "_PROTOPARSE_COMPLETE": "complete_bash",
        "COMP_WORDS": "protoparse expl",
        "COMP_CWORD": "1",
    }
    assert run(env=variables).stdout.decode().split() == ["explain"]
    variables.update(COMP_WORDS="protoparse parse --grammar b", COMP_CWORD="3")
    assert "base" in run(env=variables).stdout.decode().split()


def test_public_names_are_lazy_and_complete() -> None:
    listed = set(protoparse.__all__) - {"__version__"}
    assert listed == set(protoparse._MODULE_OF)
    assert all(getattr(protoparse, name) is not None for name in listed)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = protoparse.nothing


def test_what_the_readme_shows_is_true(capfdbinary: pytest.CaptureFixture[bytes], minutes: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = json.loads(re.search(r"```json\n(.*?)```", readme, re.DOTALL)[1])  # type: ignore[index]
    protocol = json.loads(call(capfdbinary, str(minutes))[1])["protocols"][0]
    assert holds(protocol, shown)
    code = re.search(r"```python\n(.*?)```", readme, re.DOTALL)[1]  # type: ignore[index]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60)
    assert done.stdout.count(b"\n") > 5 and not done.stderr


def holds(found: object, shown: object) -> bool:
    """Whether a result has all that an excerpt of it shows."""
    if isinstance(shown, dict):
        return isinstance(found, dict) and all(holds(found.get(key), value) for key, value in shown.items())
    if isinstance(shown, list):
        return isinstance(found, list) and len(found) == len(shown) and all(map(holds, found, shown))
    return found == shown
