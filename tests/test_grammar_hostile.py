"""Grammars of strangers: none hangs, none grows the process, each ends with a line that names the place."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from protoparse.errors import GrammarError
from protoparse.grammar.careful import PATIENCE
from protoparse.grammar.compile import compile_grammar
from protoparse.grammar.loader import MAX_BYTES, MOST_MARKS, load
from protoparse.pipeline import interpret
from protoparse.readers import read

ROOT = Path(__file__).parent.parent
HEAD = 'schema = 1\nname = "own"\ntitle = "Своя"\n'
BARE = HEAD + "[flow]\nroot = 'a*'\n"


def with_mark(pattern: str, macros: str = "") -> str:
    return f"{BARE}[macro]\n{macros}\n[block.a]\nmarks = [{{ id = 'm', re = '{pattern}', w = 1 }}]\n"


def laughs(levels: int) -> str:
    return "a0 = 'да'\n" + "".join(f"a{n} = '{f'{{a{n - 1}}}' * 10}'\n" for n in range(1, levels))


CASES: dict[str, tuple[str, str, str]] = {
    "arrays in arrays": (HEAD + "x = " + "[" * 5_000 + "]" * 5_000, "G003", "глубокая"),
    "tables in tables": (HEAD + "x = " + "{a=" * 5_000 + "1" + "}" * 5_000, "G003", "глубокая"),
    "a key of many parts": (HEAD + ".".join("a" * 5_000) + " = 1", "G004", "a:"),
    "a number of many figures": (HEAD + "x = " + "9" * 10_000, "G003", "1:1"),
    "bytes that are no text": (HEAD + "x = '\udcff'", "G003", "1:1"),
    "a file without end": (HEAD + "#" * MAX_BYTES, "G002", "extends"),
    "many marks": (
        f"{BARE}[block.a]\nmarks = [" + "{id='m',re='a',w=1}," * (MOST_MARKS + 1) + "]",
        "G002",
        "разделите",
    ),
    "many literals": (
        f"{BARE}[block.a]\nmarks = [{{id='m',w=1,like=[" + "'решили'," * 40_000 + "]}]",
        "G002",
        "разделите",
    ),
    "many unknown keys": (HEAD + "".join(f"x{n} = 1\n" for n in range(50_000)), "G004", "own.toml:"),
    "an empty literal": (f"{BARE}[block.a]\nmarks = [{{id='m',w=1,like=['']}}]", "G008", "like"),
    "macros that multiply": (with_mark("{a9}", laughs(10)), "G008", "длиннее"),
    "macros in a circle": (with_mark("{b}", "b = '{c}'\nc = '{b}'"), "G008", "по кругу"),
    "macros that double in a circle": (with_mark("{b}", "b = '{b}{b}'"), "G008", "длиннее"),
    "an unknown macro": (with_mark("{b}"), "G008", "b"),
    "a long pattern": (with_mark("а" * 50_000), "G008", "длиннее"),
    "brackets in brackets": (with_mark("(" * 3_000 + ")" * 3_000), "G008", "сложное"),
    "a bracket that is open": (with_mark("(а"), "G008", "own.toml:"),
    "a repeat backwards": (with_mark("а{5,2}"), "G008", "own.toml:"),
    "a huge repeat": (with_mark("а{99999999999999999999}"), "G008", "own.toml:"),
    "a flow in a circle": (HEAD + "[flow]\nroot = 'b'\nb = 'root'\n", "G006", "сам на себя"),
    "a flow that doubles": (
        HEAD
        + "[flow]\nroot = 'e0 e0'\n"
        + "".join(f"e{n} = 'e{n + 1} e{n + 1}'\n" for n in range(35))
        + "e35 = ''",
        "G006",
        "упростите",
    ),
    "a flow of brackets": (f"{HEAD}[flow]\nroot = '{'(' * 5_000}a{')' * 5_000}'\n", "G006", "глубже"),
    "a flow of a million roles": (f"{HEAD}[flow]\nroot = '{'a ' * 400_000}'\n[block.a]\n", "G006", "ролей"),
    "a parent elsewhere": (f"{HEAD}extends = '../../../etc/passwd'\n", "G005", "не путь"),
    "a parent by an absolute path": (f"{HEAD}extends = '/etc/hostname.toml'\n", "G005", "не путь"),
    "a parent that is missing": (f"{HEAD}extends = 'nowhere'\n", "G001", "nowhere"),
    "itself": (f"{HEAD}extends = 'own'\n", "G005", "саму себя"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_grammar_is_refused(name: str, tmp_path: Path) -> None:
    text, code, says = CASES[name]
    path = tmp_path / "own.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    start = time.process_time()
    with pytest.raises(GrammarError) as caught:
        compile_grammar(load(path))
    assert time.process_time() - start < 20
    assert caught.value.exit_code == 4
    assert (caught.value.code, says in caught.value.ru) == (code, True), caught.value.ru[:500]
    assert "own.toml" in caught.value.ru or code == "G001"
    assert len(caught.value.ru) < 20_000


EXPLODING = (
    "(а+)+$",
    "(а*)*б",
    "(а|а)*б",
    "(а|аа)+$",
    "(.*)*я",
    "(?:а?){40}а{40}",
    "(\\w+\\s?)*!",
    "([а-я]+)*!",
    ".*.*.*.*.*я",
    "(?:(?:а+)+б?)+в",
    "(а?|б?)*я",
)
ROWS = "а" * 150


@pytest.mark.parametrize("where", ["mark", "tail", "split"])
@pytest.mark.parametrize("pattern", EXPLODING)
def test_a_pattern_that_explodes_is_stopped(pattern: str, where: str, tmp_path: Path) -> None:
    """It does not match, or it is named with its remedy; it never hangs."""
    path = tmp_path / "own.toml"
    if where == "split":
        path.write_text(f"{BARE}[block.a]\nsplit = ['{pattern}']\n", "utf-8")
    else:
        tail = "tail = true, " if where == "tail" else ""
        path.write_text(
            f"{BARE}[block.a]\nmarks = [{{ id = 'm', re = '{pattern}', {tail}w = 1 }}]\n", "utf-8"
        )
    grammar = compile_grammar(load(path))
    text = "\n".join(f"{number} {ROWS}{number}" if where == "split" else ROWS for number in range(20))
    start = time.process_time()
    try:
        interpret(read(text.encode()), [grammar])
    except GrammarError as error:
        assert error.code == "G025"
        assert "own.toml:" in error.ru and "проще" in error.ru
    assert time.process_time() - start < 3 * PATIENCE


def test_a_ring_of_parents_is_refused(tmp_path: Path) -> None:
    for name, parent in (("one", "two"), ("two", "three"), ("three", "two")):
        text = HEAD.replace("own", name) + f"extends = '{parent}'\n"
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(GrammarError, match="extends itself") as caught:
        load(tmp_path / "one.toml")
    assert caught.value.code == "G005"


@pytest.mark.skipif(os.name == "nt", reason="devices are files on POSIX")
def test_a_device_is_no_grammar(tmp_path: Path) -> None:
    (tmp_path / "own.toml").symlink_to("/dev/zero")
    with pytest.raises(GrammarError, match=r"no regular file|not found"):
        load(tmp_path / "own.toml")


def test_the_command_ends_with_four_and_one_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(with_mark("(а+)+$") + "title2 = '\x7f'", "utf-8")
    document = tmp_path / "a.txt"
    document.write_text("ПРОТОКОЛ\n", "utf-8")
    command = [sys.executable, "-m", "protoparse", str(document), "--grammar", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "")
    assert "own.toml:" in done.stderr and "Traceback" not in done.stderr
