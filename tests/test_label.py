"""Label files: every block of invented protocols of each kind must get its role."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelf import SAMPLES, TESTS, documents, parsed
from surgery import corrupted

from protoparse.errors import InputError
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.labels import LabelFile, LabelScore, draft, parse_labels, read_labels, score_labels
from protoparse.label import decode
from protoparse.neighbours import goes_on, prepare
from protoparse.normalise import Unit, normalise

FILES = sorted((TESTS / "labels").glob("*.lab"))
FLOOR = 0.99  # of all blocks
FLOOR_OF_ONE = 0.92  # of the worst file


@functools.cache
def labelled(name: str) -> LabelFile:
    return read_labels(TESTS / "labels" / name)


@functools.cache
def score() -> LabelScore:
    return score_labels([labelled(path.name) for path in FILES], load_grammar("base"))


def listing(one: LabelScore) -> str:
    confusions = "\n".join(
        f"  {times} × {want} → {got}" for (want, got), times in one.confusion.most_common()
    )
    return f"{one.accuracy:.4f} of {one.total} blocks\n{confusions}\n" + "\n".join(map(str, one.wrong))


def test_nearly_all_blocks_get_their_role() -> None:
    assert score().total >= 300
    assert score().accuracy >= FLOOR, listing(score())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_kind_of_minutes_is_left_behind(path) -> None:
    one = score_labels([labelled(path.name)], load_grammar("base"))
    assert one.accuracy >= FLOOR_OF_ONE, listing(one)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_roles_of_the_file_are_roles_of_the_grammar(path) -> None:
    known = set(load_grammar("base").roles) | {"other", "opening"}
    used = {role for line in labelled(path.name).lines if line.role for role in line.roles}
    assert used <= known


def test_every_kind_has_a_note_of_what_it_shows() -> None:
    assert len(FILES) >= 12
    assert all(path.read_text("utf-8").startswith("# ") for path in FILES)


# ---------------------------------------------------------------- the format
def test_the_right_sides_are_the_document() -> None:
    text = "title │ ПРОТОКОЛ\n\n# пометка\nitem_head │ 1. О плане\nheard ┆ СЛУШАЛИ: Лося Б.В.\n"
    file = parse_labels(text)
    assert file.document.text == "ПРОТОКОЛ\n1. О плане СЛУШАЛИ: Лося Б.В.\n"
    assert [block.kind for block in file.document.blocks] == ["para", "para"]


def test_a_table_has_its_cells() -> None:
    file = parse_labels("decision_table ║ № ¦ Поручение\n ║ 1 ¦ Сдать отчёт\n ║ ¦ Проверить\n")
    (block,) = file.document.blocks
    assert block.table is not None
    texts = [[file.document.text_of(cell.spans) for cell in block.table.row(row)] for row in range(3)]
    assert texts == [["№", "Поручение"], ["1", "Сдать отчёт"], ["", "Проверить"]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title ПРОТОКОЛ", 1),
        ("title │ ПРОТОКОЛ\n │ без роли", 2),
        ("heard ┆ нечего продолжать", 1),
        (" ║ строка без таблицы", 1),
        ("title │ ", 1),
        ("table ║ ¦ ¦", 1),
    ],
)
def test_mistakes_are_told_with_their_line(text: str, line: int) -> None:
    with pytest.raises(InputError, match=f"^файл:{line}: |^file.lab:{line}: "):
        parse_labels(text, "file.lab")


def test_alternatives_count_as_right() -> None:
    grammar = load_grammar("base")
    assert score_labels([parse_labels("talk|title │ ПРОТОКОЛ")], grammar).accuracy == 1
    wrong = score_labels([parse_labels("talk │ ПРОТОКОЛ", "x.lab")], grammar)
    assert wrong.confusion == {("talk", "title"): 1}
    assert str(wrong.wrong[0]) == "x.lab:1: talk → title: ПРОТОКОЛ"
    assert wrong.roles["title"].found == 1
    assert wrong.roles["talk"].recall == 0


@pytest.mark.parametrize("path", documents(SAMPLES), ids=lambda path: path.name)
def test_a_draft_can_be_read_back(path) -> None:
    one = parsed(path)
    file = parse_labels(draft(one.units, one.labelling.labels), path.name)
    roles = [line.role for line in file.lines if line.role]
    assert roles == [label.role for label in one.labelling.labels]


# ---------------------------------------------------------------- decoding
def units_of(*lines: str) -> list[Unit]:
    file = parse_labels("".join(f"x │ {line}\n" for line in lines))
    grammar = load_grammar("base")
    units = normalise(file.document, grammar.cuts, grammar.knows_table)
    prepare(units)
    return units


def test_no_units_give_no_labels() -> None:
    assert decode([], load_grammar("base")).labels == ()


@settings(deadline=None, max_examples=20, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["РЕШИЛИ:", "СЛУШАЛИ: Лося Б.В.", "ПРОТОКОЛ", "1. Утвердить план", "…"]), max_size=12
    )
)
def test_every_sequence_gets_a_label_for_each_unit(lines: list[str]) -> None:
    units = units_of(*lines)
    labelling = decode(units, load_grammar("base"), runners=True)
    assert len(labelling.labels) == len(units) == len(labelling.runners)
    assert decode(units, load_grammar("base"), runners=True) == labelling


def test_letters_may_be_wrong_in_a_marker() -> None:
    lines = ["ПРОТОКОЛ № 1", "Присутствовали: Лось Б.В.", "СЛУШАЛИ: Лося Б.В.", "РЕШЛИ:", "1. Утвердить план"]
    labels = decode(units_of(*lines), load_grammar("base")).labels
    assert [label.role for label in labels] == ["title", "present_head", "heard", "decision_head", "decision"]
    assert "reshili" in labels[3].evidence


@pytest.mark.parametrize(("share", "floor"), [(0.02, 0.93), (0.05, 0.84)])
def test_most_blocks_keep_their_role_when_letters_are_wrong(share: float, floor: float) -> None:
    grammar = load_grammar("base")
    same = total = 0
    for path in documents(SAMPLES):
        clean = parsed(path)
        if not clean.built.protocols:
            continue
        roles = {
            unit.view.span().start: label.role
            for unit, label in zip(clean.units, clean.labelling.labels, strict=True)
        }
        for seed in range(3):
            units = normalise(corrupted(clean.document, share, seed), grammar.cuts, grammar.knows_table)
            prepare(units)
            found = {
                unit.view.span().start: label.role
                for unit, label in zip(units, decode(units, grammar).labels, strict=True)
            }
            same += sum(found.get(start) == role for start, role in roles.items())
            total += len(roles)
    assert same / total >= floor, f"{same} of {total}"


def test_the_same_words_are_a_decision_only_behind_their_head() -> None:
    head = ["ПРОТОКОЛ № 1", "Присутствовали: Лось Б.В.", "Повестка дня:"]
    inside = decode(units_of(*head, "1. О плане работы"), load_grammar("base")).labels[-1]
    behind = decode(
        units_of(*head, "1. О плане работы", "СЛУШАЛИ: Лося Б.В.", "РЕШИЛИ:", "1. План работы утвердить"),
        load_grammar("base"),
    ).labels[-1]
    assert (inside.role, behind.role) == ("agenda_item", "decision")


def test_the_evidence_explains_the_points() -> None:
    grammar = load_grammar("base")
    for unit, label in zip(
        units := units_of("ПРОТОКОЛ № 1", "РЕШИЛИ:"), decode(units, grammar).labels, strict=True
    ):
        weights = {mark.id: mark.weight for mark in grammar.roles[label.role].marks}
        assert label.score == pytest.approx(
            -grammar.cost.base + sum(weights[mark] for mark in label.evidence)
        ), unit


@pytest.mark.parametrize(
    ("before", "text", "answer"),
    [
        ("Ответственные: руководители", "школ района", True),
        ("Решение принято.", "школ района", False),
        ("Ответственные: руководители", "Школ района", False),
        (None, "школ района", False),
    ],
)
def test_a_block_goes_on_with_the_one_before(before: str | None, text: str, answer: bool) -> None:
    units = units_of(*filter(None, [before, text]))
    assert goes_on(units[-1], units[-2] if before else None) is answer


@pytest.mark.parametrize("path", documents(SAMPLES), ids=lambda path: path.name)
def test_no_mark_is_passed_over(path) -> None:
    """What the tables of beginnings and words give is what every mark says when asked alone."""
    one = parsed(path)
    for unit in one.units:
        said = one.grammar.evidence(unit)
        for name, role in one.grammar.roles.items():
            asked = [mark for mark in role.marks if mark.table is None or mark.table == unit.is_table]
            speaking = sorted(mark.id for mark in asked if mark.test(unit))
            assert sorted(said[name][1] if name in said else ()) == speaking, (name, unit.text[:60])
