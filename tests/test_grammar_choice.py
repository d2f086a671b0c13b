"""Grammars of kinds of minutes: each is chosen for its own kind and labels it better than the common core."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from shelf import LEARNED, SAMPLES, TESTS, documents, parsed

from protoparse import explain
from protoparse.grammar.check import check_grammar
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.folders import shipped_grammars
from protoparse.grammar.labels import LabelFile, LabelScore, read_labels, score_labels
from protoparse.grammar.lint import lint
from protoparse.pipeline import Parsed, interpret
from protoparse.readers import read

KINDS = [name for name in shipped_grammars() if name != "base"]
FILES = sorted((TESTS / "labels" / "kinds").glob("*.lab"))
FLOOR = 0.99  # of all blocks
FLOOR_OF_ONE = 0.95  # of the worst file

# `base` where the file says no kind, holds several, or is no minutes at all.
CHOICES = {
    "01-pedsovet": "pedsovet",
    "02-soveshchanie-tablica": "soveshchanie",
    "03-sobranie-rabotnikov": "sobranie",
    "04-tszh": "sobranie",
    "05-kdn": "komissiya",
    "06-rodkom": "pedsovet",
    "07-profkom": "profsoyuz",
    "08-sovet-profilaktiki": "komissiya",
    "09-vypiska": "kafedra",
    "11-prikaz": "base",
    "12-olimpiada-bally": "base",
}


@functools.cache
def labelled(path: Path) -> LabelFile:
    return read_labels(path)


def kind(path: Path) -> str:
    """The grammar that a label file is for: the first word of its name."""
    return path.stem.split("-")[0]


def listing(score: LabelScore) -> str:
    return f"{score.accuracy:.4f} of {score.total} blocks\n" + "\n".join(map(str, score.wrong))


def chosen(path: Path) -> str:
    return parsed(path).grammar.name


# ---------------------------------------------------------------- the choice
@pytest.mark.parametrize(("stem", "grammar"), CHOICES.items())
def test_a_sample_is_read_by_the_grammar_of_its_kind(stem: str, grammar: str) -> None:
    (path,) = (one for one in documents(SAMPLES) if one.stem == stem)
    assert chosen(path) == grammar
    assert parsed(path).envelope.source.grammar.startswith(f"{grammar}@")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_minutes_of_a_kind_choose_their_grammar(path: Path) -> None:
    assert interpret(labelled(path).document).grammar.name == kind(path)


@pytest.mark.parametrize("stem", ["11-prikaz", "12-olimpiada-bally"])
@pytest.mark.parametrize("grammar", KINDS)
def test_no_grammar_takes_another_paper_for_minutes(stem: str, grammar: str) -> None:
    (path,) = (one for one in documents(SAMPLES) if one.stem == stem)
    assert interpret(parsed(path).document, [load_grammar(grammar)]).envelope.protocols == []


@pytest.mark.parametrize(
    "lines",
    [
        [
            "ПОЛОЖЕНИЕ",
            "о педагогическом совете",
            "1. Общие положения",
            "1.1. Педсовет созывает директор школы.",
        ],
        ["УТВЕРЖДЕНО", "на заседании педагогического совета", "ПРАВИЛА приёма", "1. Приём ведут с 1 апреля."],
        ["РЕГЛАМЕНТ", "работы Совета депутатов", "1. Сессию созывает председатель.", "2. Сессия открыта."],
        ["УСТАВ", "садоводческого товарищества", "1. Общее собрание членов созывает правление."],
        ["ПРИКАЗ № 14", "о создании комиссии", "1. Создать комиссию.", "2. Контроль оставляю за собой."],
        ["Протокол разногласий к договору", "1. Пункт 2 изложить иначе.", "Директор ________ Лось Б.В."],
    ],
    ids=lambda lines: lines[0],
)
def test_papers_about_meetings_are_not_minutes(lines: list[str], tmp_path: Path) -> None:
    file = tmp_path / "бумага.txt"
    file.write_text("\n".join(lines), "utf-8")
    assert parsed(file).envelope.protocols == []


@pytest.mark.parametrize("path", documents(SAMPLES), ids=lambda path: path.name)
def test_the_choice_does_not_depend_on_the_order_of_the_kinds(path: Path) -> None:
    base = load_grammar("base")
    there = interpret(parsed(path).document, [base, *map(load_grammar, KINDS)]).grammar.name
    back = interpret(parsed(path).document, [base, *map(load_grammar, reversed(KINDS))]).grammar.name
    assert there == back


@pytest.mark.parametrize("path", documents(SAMPLES) + documents(LEARNED), ids=lambda path: path.name)
def test_the_language_decides_about_grammars_with_words(path: Path) -> None:
    """Ukrainian minutes are read by the Ukrainian grammar, Russian ones never."""
    assert (chosen(path) == "pedrada") == (path.stem.split("-")[0] == "pedrada")


# ---------------------------------------------------------------- the margin
OWN = """schema = 1
name = "{name}"
title = "{name}"
extends = "{parent}"
[block.headline]
marks = [{{ id = "own_{name}", re = 'заседания\\s+клуба\\s+{word}', w = {weight} }}]
yes = ["заседания клуба {word}"]
no = ["Заседание закрыто"]
"""
CLUB = """ПРОТОКОЛ № 1
заседания клуба любителей книги
от 12.03.2024
Присутствовали: Лось Б.В., Берёзкина А.И.
СЛУШАЛИ: Лося Б.В.
РЕШИЛИ:
1. Утвердить план.
Председатель ____________ Б.В. Лось
"""


def read_with(folder: Path, *own: tuple[str, float, str], lang: str = "ru") -> Parsed:
    """The minutes of a club read by grammars of our own, given as (name, weight, parent), and the core."""
    grammars = [load_grammar("base")]
    for name, weight, parent in own:
        path = folder / f"{name}.toml"
        path.write_text(OWN.format(name=name, parent=parent, word="любителей", weight=weight), "utf-8")
        grammars.append(load_grammar(path))
    document = folder / "club.txt"
    document.write_text(CLUB, "utf-8")
    return interpret(read(document), grammars, lang=lang)


def told(found: Parsed) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.message, one.hint) for one in found.envelope.diagnostics]


def test_a_grammar_that_is_clearly_better_is_chosen(tmp_path: Path) -> None:
    found = read_with(tmp_path, ("club", 4.0, "base"), ("circle", 3.0, "base"))
    assert (found.choice.grammar.name, found.choice.lead, found.choice.rivals) == ("club", 4.0, ())
    assert told(found) == []


def test_a_grammar_that_is_hardly_better_is_not_chosen_and_the_user_is_told(tmp_path: Path) -> None:
    found = read_with(tmp_path, ("club", 0.5, "base"))
    assert found.grammar.name == "base"
    assert told(found) == [
        (
            "R091",
            "Вид протокола неясен: грамматика club лучше общей лишь на 0.5 балла, а нужно 1.0; "
            "прочитано общей, base.",
            "Если вид известен, назовите его: --grammar club. Почему так: protoparse explain ФАЙЛ.",
        )
    ]
    assert "вид неясен: club +0.5" in explain.lines(found)


def test_of_two_that_are_alike_none_is_chosen_and_the_user_is_told(tmp_path: Path) -> None:
    one, other = ("club", 4.0, "base"), ("circle", 3.5, "base")
    found = read_with(tmp_path, one, other, lang="en")
    assert found.grammar.name == "base"
    ((code, message, hint),) = told(found)
    assert code == "R091"
    assert message.startswith("The kind of minutes is unclear: club, circle fit alike;")
    assert hint is not None and "--grammar club or --grammar circle" in hint
    assert read_with(tmp_path, other, one).choice.rivals == found.choice.rivals


def test_a_grammar_and_the_one_it_extends_are_no_rivals(tmp_path: Path) -> None:
    found = read_with(tmp_path, ("club", 4.0, "base"), ("circle", 0.2, "club"))
    assert found.grammar.name == "circle", "the better of the two, however little"
    same = read_with(tmp_path, ("club", 4.0, "base"), ("twin", 0.0, "club"))
    assert same.grammar.name == "club", "the plainer where they are equal"


def test_what_is_no_minutes_is_not_told_to_be_of_an_unclear_kind() -> None:
    (path,) = (one for one in documents(SAMPLES) if one.stem == "11-prikaz")
    assert [one.code for one in parsed(path).envelope.diagnostics] == ["R090"]


# ---------------------------------------------------------------- what a kind adds
def test_there_are_two_label_files_for_each_kind() -> None:
    names = [kind(path) for path in FILES]
    assert {name for name in names if names.count(name) >= 2} == set(KINDS)
    assert all(path.read_text("utf-8").startswith("# ") for path in FILES)


def test_roles_of_the_label_files_are_known() -> None:
    known = set(load_grammar("base").roles)
    assert {
        role for path in FILES for line in labelled(path).lines if line.role for role in line.roles
    } <= known


def test_nearly_all_blocks_get_their_role() -> None:
    scores = [score_labels([labelled(path)], load_grammar(kind(path))) for path in FILES]
    total, wrong = sum(one.total for one in scores), sum(len(one.wrong) for one in scores)
    assert total >= 300
    assert 1 - wrong / total >= FLOOR, "\n".join(map(listing, scores))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_kind_labels_its_minutes_no_worse_than_the_core(path: Path) -> None:
    own = score_labels([labelled(path)], load_grammar(kind(path)))
    core = score_labels([labelled(path)], load_grammar("base"))
    assert own.accuracy >= max(FLOOR_OF_ONE, core.accuracy), listing(own)


@pytest.mark.parametrize("path", sorted((TESTS / "labels").glob("*.lab")), ids=lambda path: path.stem)
@pytest.mark.parametrize("grammar", KINDS)
def test_a_kind_does_not_spoil_minutes_of_others(path: Path, grammar: str) -> None:
    """A wrong choice must not cost much: every kind reads the minutes of every other."""
    own = score_labels([labelled(path)], load_grammar(grammar))
    assert own.accuracy >= 0.9, listing(own)


# ---------------------------------------------------------------- the files
@pytest.mark.parametrize("grammar", KINDS)
def test_examples_of_a_kind_hold(grammar: str) -> None:
    assert check_grammar(grammar).lines == ()


def test_lint_has_nothing_to_say() -> None:
    assert [str(finding) for finding in lint(KINDS)] == []


@pytest.mark.parametrize("grammar", KINDS)
def test_a_kind_is_recognised_by_its_title_and_stays_short(grammar: str) -> None:
    from protoparse.grammar.folders import find_grammar
    from protoparse.grammar.loader import read_spec

    spec, data = read_spec(find_grammar(grammar))
    assert spec.extends == "base"
    lines = data.decode("utf-8").splitlines()
    assert len(lines) - len(spec.words) <= 120
    for role in ("title", "headline"):
        assert spec.block[role].marks and spec.block[role].yes and spec.block[role].no
    for role, block in spec.block.items():
        assert block.yes or block.no or not block.marks, role
