"""Tuning: a spoilt weight recovers, equal input gives equal weights, the file keeps its looks."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
import typer
from shelf import TESTS
from typer.testing import CliRunner

from protoparse.errors import GrammarError, InputError, UsageError
from protoparse.evaluation.cli import register
from protoparse.evaluation.report import tuned_text
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.examples import unit_of
from protoparse.grammar.labels import LabelScore, read_labels, score_labels
from protoparse.grammar.loader import load, read_spec
from protoparse.grammar.rewrite import COST, rewritten
from protoparse.grammar.tuning import LEAST, Tuned, Tuner, features, own_keys, tune
from protoparse.label import decode

# «Поручили:» is spoilt: it says too little for its role, any line looks more like an item.
TOY = """# игрушка: w = 99 в комментарии не вес
schema = 1
name   = "toy"
title  = "Игрушка, w = 7"

[flow]
root = 'title head* item*'

[cost] # цены
jump = 6.0 # переход
base = 4

[block.title]
marks = [ { id = "protokol", like = ["протокол"], w = 8 } ]

[block.head] # { id = "поручили", w = 5 }
marks = [
  { id = "reshili",  like = ["решили {w = 3}", "решили"], w = 8.0 },   # хорош
  { id = "poruchili", w = 4, like = ["поручили"] }, { id = "colon", shape = "colon", w = -1.5 },
]

[[block.item.marks]]
id = "numbered"
w = 3 # вес
shape = "numbered"
[[block.item.marks]]
id = 'any' # любой
shape = "any"
w = +9.5
"""
LABELS = (
    "title │ ПРОТОКОЛ\nhead │ ПОРУЧИЛИ:\nitem │ 1. Составить план\nitem │ 2. Купить мел\n",
    "title │ ПРОТОКОЛ\nhead │ РЕШИЛИ:\nhead │ ПОРУЧИЛИ:\nitem │ Составить план\n",
    "title │ ПРОТОКОЛ\nhead │ ПОРУЧИЛИ:\nhead │ РЕШИЛИ:\nitem │ 1. Купить мел\n",
    "title │ ПРОТОКОЛ № 2\nhead │ ПОРУЧИЛИ:\nitem │ Купить мел и тряпку\n",
)
WEIGHT = re.compile(r"(?<=w = )[+-]?\d+(?:\.\d+)?|(?<=jump = )[\d.]+|(?<=base = )[\d.]+")


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    (tmp_path / "toy.toml").write_text(TOY, "utf-8")
    for index, text in enumerate(LABELS):
        (tmp_path / f"{index}.lab").write_text(text, "utf-8")
    return tmp_path


def tuned(folder: Path, **options: float) -> Tuned:
    return tune(folder, folder / "toy.toml", **options)  # type: ignore[arg-type]


def test_a_spoilt_weight_recovers(toy: Path) -> None:
    result = tuned(toy)
    assert result.before.accuracy < 1
    assert result.after.accuracy == result.fitted.accuracy == 1
    assert result.better
    weights = {(one.role, one.id): one for one in result.changes}
    assert weights["head", "poruchili"].new > 4
    out = toy / "out.toml"
    out.write_text(result.text, "utf-8")
    files = [read_labels(path) for path in sorted(toy.glob("*.lab"))]
    assert score_labels(files, load_grammar(out)).accuracy == 1


def test_equal_input_and_seed_give_equal_weights(toy: Path) -> None:
    assert tuned(toy, seed=3) == tuned(toy, seed=3)
    assert tuned(toy, seed=3).changes == tuned(toy, seed=3).changes


def test_nothing_but_numbers_changes_in_the_file(toy: Path) -> None:
    result = tuned(toy)
    assert result.text != TOY
    assert WEIGHT.sub("#", result.text) == WEIGHT.sub("#", TOY)
    assert result.text.startswith("# игрушка: w = 99 в комментарии не вес")
    assert "[cost] # цены" in result.text
    for one in result.changes:
        assert one.new == round(one.new, 1)


def test_all_places_of_a_number_are_found(toy: Path) -> None:
    path = toy / "toy.toml"
    new = {(COST, "jump"): 5.5, (COST, "base"): 3.0, ("head", "poruchili"): 6.0, ("head", "colon"): -0.1}
    new |= {("item", "numbered"): 2.5, ("item", "any"): 6.1}
    text = rewritten(TOY, new, path)
    expected = TOY
    for old, other in (
        ("jump = 6.0", "jump = 5.5"),
        ("base = 4", "base = 3"),
        ("w = 4,", "w = 6,"),
        ("w = -1.5", "w = -0.1"),
        ("w = 3 #", "w = 2.5 #"),
        ("w = +9.5", "w = 6.1"),
    ):
        expected = expected.replace(old, other)
    assert text == expected


def test_a_weight_without_a_place_is_told(toy: Path) -> None:
    with pytest.raises(GrammarError, match=r"toy.toml:1:1 G026 .*head\.nobody"):
        rewritten(TOY, {("head", "nobody"): 1.0}, toy / "toy.toml")
    odd = TOY.replace("jump = 6.0 # переход\n", '"jump" = 6.0\n')
    with pytest.raises(GrammarError, match="G026"):
        rewritten(odd, {(COST, "jump"): 5.0}, toy / "toy.toml")


@pytest.mark.parametrize("reach", [0.1, 0.5, 2.0])
def test_weights_stay_within_reach_and_keep_their_signs(toy: Path, reach: float) -> None:
    result = tuned(toy, reach=reach, epochs=30)
    assert result.changes
    for one in result.changes:
        assert abs(one.new - one.old) <= reach + 1e-9, one
        assert one.new * one.old > 0 and abs(one.new) >= LEAST - 1e-9, one


def test_epochs_are_a_bound(toy: Path) -> None:
    few, many = tuned(toy, epochs=1), tuned(toy, epochs=30)
    moved = [max(abs(one.new - one.old) for one in result.changes) for result in (few, many)]
    assert moved[0] < moved[1]


def test_a_child_changes_its_own_weights_alone(toy: Path) -> None:
    text = (
        'schema = 1\nname = "child"\ntitle = "Дитя"\nextends = "toy"\n\n[block.head]\n'
        'marks = [ { id = "poruchili", like = ["поручили"], w = 4.2 } ]\n'
    )
    (toy / "child.toml").write_text(text, "utf-8")
    result = tune(toy, toy / "child.toml")
    assert result.file == toy / "child.toml"
    assert {(one.role, one.id) for one in result.changes} == {("head", "poruchili")}
    assert WEIGHT.sub("#", result.text) == WEIGHT.sub("#", text)


@pytest.mark.parametrize(
    "options", [{"epochs": 0}, {"epochs": 10_000}, {"folds": 1}, {"reach": 0.0}, {"reach": float("nan")}]
)
def test_numbers_out_of_range_are_told(toy: Path, options: dict[str, float]) -> None:
    with pytest.raises(UsageError, match=f"--{next(iter(options))}: "):
        tuned(toy, **options)


def test_too_few_label_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="0 label files"):
        tune(tmp_path)
    (tmp_path / "one.lab").write_text(LABELS[0], "utf-8")
    with pytest.raises(InputError, match="1 label files"):
        tune(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        tune(tmp_path / "nowhere")


def test_a_broken_label_file_is_told_with_its_line(toy: Path) -> None:
    (toy / "9.lab").write_text("title ПРОТОКОЛ\n", "utf-8")
    with pytest.raises(InputError, match=r"9\.lab:1: "):
        tuned(toy)


# ---------------------------------------------------------------- the shipped grammar
@functools.cache
def tuner() -> Tuner:
    paths = sorted((TESTS / "labels").glob("*.lab"))
    spec, _ = read_spec(load("base").files[0])
    return Tuner(load_grammar("base"), [read_labels(path) for path in paths], own_keys(spec))


def test_the_features_of_a_path_weigh_what_it_scores() -> None:
    one = tuner()
    for file in one.files:
        found = decode(file.units, load_grammar("base"))
        counts = features(file.units, found, load_grammar("base"), one.original)
        assert sum(one.original[key] * times for key, times in counts.items()) == pytest.approx(found.score)


def test_roles_that_are_asked_for_are_got() -> None:
    one = tuner()
    for index, right in enumerate(one.right):
        forced = one.best(index, one.original, one.against[index])
        assert all(label.role in roles for label, roles in zip(forced.labels, right, strict=True) if roles)


def test_every_weight_of_the_shipped_grammars_has_a_place() -> None:
    for name in ("base", "kafedra", "soveshchanie"):
        path = load(name).files[0]
        spec, data = read_spec(path)
        text = data.decode("utf-8")
        assert rewritten(text, {}, path) == text
        moved = dict.fromkeys(own_keys(spec), 1.3)
        assert rewritten(text, moved, path).count("1.3") >= len(moved)


def test_files_of_a_kind_are_read_by_its_grammar_and_what_it_states_stays() -> None:
    path = TESTS / "labels" / "kinds" / "pedrada-serpneva.lab"
    spec, _ = read_spec(load("base").files[0])
    one = Tuner(load_grammar("base"), [read_labels(path)], own_keys(spec))
    assert [grammar.name for grammar in one.grammars] == ["pedrada"]
    score = LabelScore()
    one.score([0], one.original, score)
    assert (score.accuracy, score.total) == (1, 35)
    assert ("title", "council") in one.fixed[0] and ("title", "protocol") not in one.fixed[0]


def test_costs_of_the_moment_reach_units_for_which_nothing_speaks() -> None:
    base = load_grammar("base")
    free = base.with_cost(base.cost.model_copy(update={"base": 1.5, "blind": 0.0}))
    unit = unit_of("Съешь ещё этих мягких булок")
    assert base.score(unit)["vote"] == (-10.0, ())
    assert free.score(unit)["vote"] == (-1.5, ())


# ---------------------------------------------------------------- the command
@pytest.mark.parametrize(("lang", "word"), [("ru", "перекрёстная проверка"), ("en", "cross-validated")])
def test_the_command_writes_and_reports(
    toy: Path, lang: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROTOPARSE_LANG", raising=False)
    program = typer.Typer()
    register(program)
    out = toy / "out.toml"
    call = ["tune", str(toy), "-g", str(toy / "toy.toml"), "--folds", "2", "--lang", lang]
    assert word in CliRunner().invoke(program, call).stdout
    assert not out.exists()
    done = CliRunner().invoke(program, [*call, "-o", str(out)])
    assert str(out) in done.stdout.replace("\n", "")
    assert out.read_text("utf-8") == tuned(toy, folds=2).text


def test_the_report_says_when_nothing_is_gained(toy: Path) -> None:
    result = tuned(toy)
    again = toy / "again.toml"
    again.write_text(result.text, "utf-8")
    second = tune(toy, again)
    assert not second.better
    assert "no better" in tuned_text(second, None, "en")
