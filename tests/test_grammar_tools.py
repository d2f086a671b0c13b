"""The toolkit for those who write grammars: commands, starter, schema, and the manual, which must be true."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from shelf import LEARNED, SAMPLES, TESTS
from typer.testing import CliRunner

from protoparse.errors import GrammarError, InputError, OutputError, UsageError
from protoparse.evaluation.cli import register
from protoparse.evaluation.report import report_json, report_text, scored
from protoparse.grammar.check import check_grammar
from protoparse.grammar.cli import app
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.examples import unit_of
from protoparse.grammar.folders import shipped_folder, shipped_grammars
from protoparse.grammar.lint import lint
from protoparse.grammar.loader import load
from protoparse.grammar.schema import NAME, grammar_schema, schema_text
from protoparse.grammar.shapes import SHAPES
from protoparse.grammar.spec import BlockSpec, CostSpec, GrammarSpec
from protoparse.grammar.starter import write_starter

README = shipped_folder() / "README.md"
runner = CliRunner()


# ---------------------------------------------------------------- commands
def test_list_names_every_shipped_grammar() -> None:
    result = runner.invoke(app, ["list"])
    assert result.exit_code == 0
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == list(shipped_grammars())


def test_show_prints_the_file() -> None:
    result = runner.invoke(app, ["show", "base"])
    assert result.stdout == (shipped_folder() / "base.toml").read_text("utf-8")


def test_lint_tells_findings_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('schema = 1\nname = "mine"\ntitle = "x"\n[flow]\nroot = "a"\n', "utf-8")
    result = runner.invoke(app, ["lint", str(path)])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}:5:") and " G007 " in result.stdout


def test_lint_warnings_fail_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('schema = 1\nname = "yours"\ntitle = "x"\nextends = "base"\n', "utf-8")
    assert runner.invoke(app, ["lint", str(path)]).exit_code == 0
    assert runner.invoke(app, ["lint", str(path), "--fail-on", "warning"]).exit_code == 1


def test_explain_shows_the_marks_of_the_grammar(tmp_path: Path) -> None:
    starter = write_starter("mine", folder=tmp_path)
    document = tmp_path / "minutes.txt"
    document.write_text(
        "ПРОТОКОЛ № 1\nК рассмотрению предложено заявление\nРЕШИЛИ:\n1. Удовлетворить.\n", "utf-8"
    )
    result = runner.invoke(app, ["explain", str(starter.grammar), str(document)])
    assert result.exit_code == 0
    assert "own_pattern" in result.stdout


def test_schema_command_prints_the_schema() -> None:
    assert json.loads(runner.invoke(app, ["schema"]).stdout) == grammar_schema()


# ---------------------------------------------------------------- a new grammar
def test_a_starter_fails_one_example_and_passes_when_it_is_met(tmp_path: Path) -> None:
    result = runner.invoke(app, ["new", "mine", "--folder", str(tmp_path)])
    assert result.exit_code == 0
    path = tmp_path / "mine.toml"
    assert [finding.code for finding in lint([path])] == ["G016"]
    report = check_grammar(path)
    assert not report.passed and "ВНИМАНИЮ ПРЕДСТАВЛЕНО" in report.lines[0]
    assert runner.invoke(app, ["test", str(path)]).exit_code == 1
    path.write_text(path.read_text("utf-8").replace("замените меня", "вниманию представлено"), "utf-8")
    load_grammar.__globals__["_cached"].cache_clear()
    assert check_grammar(path).lines == ()
    assert lint([path]) == []


def test_a_starter_overwrites_nothing_and_wants_a_name(tmp_path: Path) -> None:
    write_starter("mine", folder=tmp_path)
    with pytest.raises(OutputError, match="exists"):
        write_starter("mine", folder=tmp_path)
    with pytest.raises(UsageError):
        write_starter("Моя", folder=tmp_path)
    with pytest.raises(GrammarError):
        write_starter("other", "nowhere", tmp_path)
    with pytest.raises(OutputError):
        write_starter("other", folder=tmp_path / "missing")


# ---------------------------------------------------------------- schema
def test_the_schema_beside_the_grammars_is_fresh() -> None:
    assert (shipped_folder() / NAME).read_text("utf-8") == schema_text(), "run: protoparse grammar schema"


def test_the_schema_knows_what_the_loader_knows() -> None:
    schema = grammar_schema()
    assert set(schema["properties"]) == {"schema", *GrammarSpec.model_fields} - {"version"}
    for part in (schema, *(schema["$defs"][name] for name in ("MarkSpec", "BlockSpec", "CostSpec"))):
        for key, value in part["properties"].items():
            assert re.search("[а-я]", value.get("description", "")), f"{key}: no hint for the editor"
    mark = schema["$defs"]["MarkSpec"]
    assert set(mark["properties"]["shape"]["enum"]) == set(SHAPES)
    assert mark["additionalProperties"] is False
    assert [one["required"] for one in mark["oneOf"]] == [["like"], ["re"], ["shape"], ["columns"]]


# ---------------------------------------------------------------- the manual
def examples(kind: str) -> list[str]:
    """The fragments of the manual; whole files and their story are in test_tutorial.py."""
    return re.findall(rf"```{kind}\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


def whole_files() -> list[str]:
    return re.findall(r"```toml \S+\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


def whole(fragment: str) -> str:
    """A fragment of the manual as a grammar of its own."""
    if fragment.startswith("schema"):
        return fragment
    return f'schema = 1\nname = "readme-example"\ntitle = "Пример"\nextends = "base"\n{fragment}'


@pytest.mark.parametrize("fragment", examples("toml"), ids=lambda text: text.splitlines()[0])
def test_grammars_of_the_manual_are_sound(fragment: str, tmp_path: Path) -> None:
    path = tmp_path / "readme-example.toml"
    path.write_text(whole(fragment), "utf-8")
    assert list(map(str, lint([path]))) == []


def test_the_manual_shows_every_construct_once() -> None:
    shown = [tomllib.loads(whole(fragment)) for fragment in examples("toml") + whole_files()]
    blocks = [block for one in shown for block in one.get("block", {}).values()]
    marks = [mark for block in blocks for mark in block.get("marks", [])]
    keys = {key for mark in marks for key in mark}
    assert keys == {"id", "w", "like", "re", "shape", "columns", "tail", "not"}
    assert {key for block in blocks for key in block} == set(BlockSpec.model_fields)
    assert {key for one in shown for key in one} == {"schema", *GrammarSpec.model_fields} - {"version"}
    assert {key for one in shown for key in one.get("cost", {})} == set(CostSpec.model_fields)


def test_the_manual_names_shapes_that_there_are() -> None:
    named = re.search(r"вид блока: `([^`]+)`", README.read_text("utf-8"))
    assert named is not None
    assert set(named.group(1).split()) <= set(SHAPES)
    assert len(named.group(1).split()) >= 30


def test_label_files_of_the_manual_can_be_read() -> None:
    from protoparse.grammar.labels import parse_labels

    for text in examples("text"):
        assert len(parse_labels(text).lines) == 7


# ---------------------------------------------------------------- label and evaluate
def commands():
    import typer

    program = typer.Typer()
    register(program)
    return program


def test_label_writes_a_draft_that_scores_perfectly(tmp_path: Path) -> None:
    target = tmp_path / "draft.lab"
    result = runner.invoke(commands(), ["label", str(SAMPLES / "07-profkom.txt"), "-o", str(target)])
    assert result.exit_code == 0
    score = scored(tmp_path)
    assert score.labels.total > 20
    assert score.labels.accuracy > 0.95  # what was hard-wrapped is one line now


def test_evaluate_reports_groups_and_confusion() -> None:
    score = scored(TESTS / "labels")
    text = report_text(score, misses=True, lang="en")
    assert score.labels.wrong, "there is something to list"
    assert f"{score.labels.total} blocks" in text
    assert all(str(wrong) in text for wrong in score.labels.wrong)
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
    talk = score.labels.roles["talk"]
    assert rows["talk"][:2] == [f"{talk.precision:.3f}", f"{talk.recall:.3f}"]


def test_evaluate_reads_each_file_by_the_grammar_of_its_kind(tmp_path: Path) -> None:
    path = TESTS / "labels" / "kinds" / "pedrada-serpneva.lab"
    (tmp_path / path.name).write_bytes(path.read_bytes())
    assert scored(tmp_path).labels.accuracy == 1
    assert scored(tmp_path, grammar="base").labels.accuracy < 0.7


def test_evaluate_reads_documents_by_the_grammar_named(tmp_path: Path) -> None:
    for name in ("pedrada-shkola.txt", "pedrada-shkola.gold.json"):
        (tmp_path / name).write_bytes((LEARNED / name).read_bytes())
    chosen, named = (scored(tmp_path, grammar=name).gold.total.figures().f1 for name in (None, "base"))
    assert chosen > 0.9 > named


def test_evaluate_compares_label_files(tmp_path: Path) -> None:
    score = scored(TESTS / "labels")
    kept = tmp_path / "old.json"
    data = json.loads(report_json(score))
    kept.write_text(json.dumps(data), "utf-8")
    assert "(+" not in report_text(score, old=kept)
    data["labels"]["accuracy"] -= 0.25
    data["labels"]["roles"]["talk"]["f1"] -= 0.125
    kept.write_text(json.dumps(data), "utf-8")
    text = report_text(score, old=kept)
    assert "(+0.250)" in text and "(+0.125)" in text


def test_evaluate_compares_with_figures_kept(tmp_path: Path) -> None:
    for name in ("11-prikaz.docx", "11-prikaz.gold.json", "07-profkom.txt", "07-profkom.gold.json"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    kept = tmp_path / "old.txt"
    score = scored(tmp_path)
    assert set(score.gold.files) == {"11-prikaz.docx", "07-profkom.txt"}
    kept.write_text(report_json(score), "utf-8")
    assert "(+" not in report_text(score, old=kept)
    kept.write_text(re.sub(r'"f1": [\d.]+', '"f1": 0.5', report_json(score)), "utf-8")
    assert "(+" in report_text(score, old=kept)
    kept.write_text("[]", "utf-8")
    with pytest.raises(InputError):
        report_text(score, old=kept)


def test_evaluate_command_prints_json() -> None:
    result = runner.invoke(commands(), ["evaluate", str(TESTS / "labels"), "--json"])
    assert json.loads(result.stdout)["labels"]["blocks"] > 300


# ---------------------------------------------------------------- loading
def test_a_child_overrides_by_id_and_drops(tmp_path: Path) -> None:
    parent = (
        'schema=1\nname="a"\ntitle="A"\n[flow]\nroot="x*"\n[cost]\njump=9.0\n[macro]\nm="а"\n[block.x]\nmarks=['
        '{id="one",like=["первый"],w=5},{id="two",like=["второй"],w=5},{id="three",like=["третий"],w=5}]\n'
    )
    child = (
        'schema=1\nname="b"\ntitle="B"\nextends="a"\n[cost]\nother=1.0\n[block.x]\ndrop=["two"]\nmarks=['
        '{id="one",like=["иной"],w=7},{id="four",like=["новый"],w=3}]\n'
    )
    (tmp_path / "a.toml").write_text(parent, "utf-8")
    (tmp_path / "b.toml").write_text(child, "utf-8")
    loaded = load(tmp_path / "b.toml")
    assert [(mark.id, mark.w) for mark in loaded.spec.block["x"].marks] == [
        ("one", 7),
        ("three", 5),
        ("four", 3),
    ]
    assert (loaded.spec.cost.jump, loaded.spec.cost.other) == (9.0, 1.0)
    assert not loaded.trusted
    grammar = load_grammar(tmp_path / "b.toml")
    assert grammar.score(unit_of("Иной"))["x"] == (3.0, ("one",))
    points, marks = grammar.score(unit_of("Первый"))["x"]
    assert points < 0 and marks == ()


def test_a_hostile_pattern_of_a_user_cannot_hang(tmp_path: Path) -> None:
    import time

    text = "schema=1\nname='h'\ntitle='H'\n[flow]\nroot='x*'\n[block.x]\nmarks=[{id='h',re='(а|аа)+$',w=9}]\n"
    path = tmp_path / "h.toml"
    path.write_text(text, "utf-8")
    grammar = load_grammar(path)
    start = time.process_time()
    with pytest.raises(GrammarError) as caught:
        grammar.score(unit_of("а" * 300 + "б"))
    assert caught.value.code == "G025" and "h.toml:7" in caught.value.ru
    assert time.process_time() - start < 5
