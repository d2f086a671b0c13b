"""grammars/README.md, followed word for word: its files written, its commands run, its promises compared."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from protoparse.cli import main
from protoparse.evaluation.report import scored
from protoparse.grammar import compile as compiling
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.folders import VARIABLE, shipped_folder, shipped_grammars
from protoparse.grammar.spec import BlockSpec
from protoparse.pipeline import run

README = (shipped_folder() / "README.md").read_text("utf-8")
FENCE = re.compile(r"```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)```", re.DOTALL)
STORY = README[: README.index("## Слова")]  # what follows is a reference of fragments
ANYTHING = "…"  # on a line of its own: any lines; inside a line: any letters


def commands(console: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a console block, each with the lines that it promises."""
    for piece in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *promised = piece.splitlines()
        yield shlex.split(command, comments=True), promised


def keeps(promised: list[str], printed: str) -> bool:
    """Whether a command printed what was promised; empty lines do not count."""
    printed = "".join(line for line in printed.splitlines(keepends=True) if line.strip())
    parts = [
        r"(?:.*\n)*?" if line == ANYTHING else ".*?".join(map(re.escape, line.split(ANYTHING))) + "\n"
        for line in promised
    ]
    return re.fullmatch("".join(parts), printed) is not None


def follow(story: str, capfd: pytest.CaptureFixture[str]) -> int:
    """Do what a text says in the current folder; the number of commands run."""
    count = 0
    for fence in FENCE.finditer(story):
        if fence["name"]:
            Path(fence["name"]).write_text(fence["body"], "utf-8")
        if fence["kind"] != "console":
            continue
        for (program, *arguments), promised in commands(fence["body"]):
            compiling._cached.cache_clear()  # every command is a process of its own
            assert program == "protoparse"
            code = main(arguments)
            printed = "".join(capfd.readouterr())
            assert keeps(promised, printed), f"$ {shlex.join(arguments)}\n{printed}"
            assert (code == 0) != any("не прошло 1;" in line for line in promised), (arguments, code)
            count += 1
    return count


def test_the_tutorial_gives_what_it_promises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(STORY, capfd) >= 9
    (protocol,) = json.loads(Path("konsilium.json").read_text("utf-8"))["protocols"]
    first, second = protocol["items"]  # «два вопроса»
    assert [mention["name"] for mention in first["listened"][0]["speakers"]] == ["Берёзкина А.И."]
    (decision,) = first["decisions"]
    assert [mention["name"] for mention in decision["responsible"]] == ["Берёзкина А.И."]
    assert decision["deadline"]["due"] == "2024-04-15"
    assert second["decisions"][0]["deadline"]["due"] == "2024-04-01"
    Path("own").mkdir()
    Path("konsilium.toml").rename("own/konsilium.toml")  # «Положите в папку своих грамматик»
    monkeypatch.setenv(VARIABLE, "own")
    capfd.readouterr()
    assert main(["konsilium.txt"]) == 0
    envelope = json.loads(capfd.readouterr().out)
    assert envelope["source"]["grammar"].startswith("konsilium@")
    assert envelope["protocols"] == [protocol]
    compiling._cached.cache_clear()


@pytest.mark.parametrize(
    ("promised", "printed", "kept"),
    [
        (["да"], "да\n", True),
        (["да"], "да\nнет\n", False),
        (["…", "да"], "один\nда\n", True),
        (["a … b"], "a x b\n", True),
        ([], "что-то\n", False),
        ([], "", True),
    ],
)
def test_promises_are_compared_strictly(promised: list[str], printed: str, kept: bool) -> None:
    assert keeps(promised, printed) is kept


def fragment(start: str, folder: Path) -> Path:
    """A fragment of the manual as a grammar of its own."""
    (body,) = (one["body"] for one in FENCE.finditer(README) if one["body"].startswith(start))
    path = folder / "fragment.toml"
    path.write_text(f'schema = 1\nname = "fragment"\ntitle = "Часть"\nextends = "base"\n{body}', "utf-8")
    return path


def test_marks_of_the_manual_split_and_forgive(tmp_path: Path) -> None:
    path = fragment("[block.decision_head]", tmp_path)
    document = tmp_path / "a.txt"
    document.write_text(
        "ПРОТОКОЛ № 1\nСЛУШАЛИ: Лося Б.В. ВИРІШИЛИ : 1. Утвердить план.\nВИРИШIЛИ:\n", "utf-8"
    )
    found = run(document, grammar=path)
    roles = [label.role for label in found.labelling.labels]
    assert [unit.text[:8] for unit in found.units][1:3] == ["СЛУШАЛИ:", "ВИРІШИЛИ"]
    assert roles[1:3] == ["heard", "decision_head"]
    assert "draft" not in {mark.id for mark in load_grammar(path).roles["decision_head"].marks}


def test_columns_of_the_manual_are_known(tmp_path: Path) -> None:
    grammar = load_grammar(fragment("[block.decision_table]", tmp_path))
    assert grammar.knows_table(["№", "Що зробити", "Хто", "Коли"])
    assert grammar.roles["decision_table"].continues == "number"


def test_words_of_the_manual_are_read(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(
        "ПРОТОКОЛ № 1\nот 2.09.2024\nСЛУШАЛИ: Лося Б.В.\nВИРІШИЛИ:\n1. Сдать отчёт до 5 вересня 2024 г.\n"
        "Голосовали: за – 5, против – 1, утримались – 2.\n",
        "utf-8",
    )
    (protocol,) = run(document, grammar=fragment("[words]", tmp_path)).envelope.protocols
    (decision,) = protocol.items[0].decisions
    assert decision.deadline is not None and str(decision.deadline.due) == "2024-09-05"
    assert decision.deadline.text == "до 5 вересня 2024 г."  # the words of the document
    assert [vote.abstain for vote in protocol.items[0].votes] == [2]


def test_the_order_of_the_manual_loads(tmp_path: Path) -> None:
    grammar = load_grammar(fragment("[flow]", tmp_path))
    assert grammar.flow["item"].startswith("(item_head")
    assert grammar.cost.jump == 6.0


def test_the_manual_names_grammars_that_there_are() -> None:
    named = set(re.findall(r"`([a-z]+)\.toml`", README)) - {"konsilium"}
    assert named <= set(shipped_grammars()) and "pedrada" in named
    assert {"bare", "split", "continues", "fields"} <= set(BlockSpec.model_fields)


def test_the_tutorial_labels_score(tmp_path: Path) -> None:
    for fence in FENCE.finditer(STORY):
        if fence["name"]:
            (tmp_path / fence["name"]).write_text(fence["body"], "utf-8")
    score = scored(tmp_path, grammar=str(tmp_path / "konsilium.toml"))
    assert score.labels.accuracy == 1.0
