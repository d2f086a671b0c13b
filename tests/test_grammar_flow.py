"""The order of blocks and what a grammar file compiles to."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from protoparse.errors import GrammarError
from protoparse.grammar.columns import match_columns
from protoparse.grammar.compile import load_grammar
from protoparse.grammar.examples import unit_of
from protoparse.grammar.flow import Automaton, FlowError, compile_flow
from protoparse.grammar.lint import lint
from protoparse.grammar.loader import load
from protoparse.grammar.macros import expand
from protoparse.grammar.marks import compile_mark, edit_budget
from protoparse.grammar.places import Places
from protoparse.grammar.spec import MarkSpec

bounded = settings(deadline=None, max_examples=60, derandomize=True)


def accepts(automaton: Automaton, roles: str, *, empty: bool) -> bool:
    """Whether a row of roles (one letter each) is a path from a first state to a last one."""
    if not roles:
        return empty
    states = {index for index in automaton.first if automaton.states[index].role == roles[0]}
    for role in roles[1:]:
        following = {index for state in states for index in automaton.follow[state]}
        states = {index for index in following if automaton.states[index].role == role}
    return bool(states & automaton.last)


expressions = st.recursive(
    st.sampled_from("abc"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("*+?")).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' | '.join(parts)})"),
    ),
    max_leaves=8,
)


@bounded
@given(expressions, st.lists(st.text("abc", max_size=6), min_size=1, max_size=8))
def test_the_automaton_accepts_what_the_expression_says(expression: str, words: list[str]) -> None:
    automaton = compile_flow({"root": expression})
    pattern = re.compile(expression.replace(" ", ""))
    for word in words:
        wanted = pattern.fullmatch(word) is not None
        assert accepts(automaton, word, empty=wanted) is wanted, (expression, word)


@bounded
@given(expressions)
def test_an_entry_stands_for_its_expression(expression: str) -> None:
    plain = compile_flow({"root": f"({expression})*"})
    nested = compile_flow({"root": "part*", "part": expression})
    assert [state.role for state in plain.states] == [state.role for state in nested.states]
    assert (plain.first, plain.last, plain.follow) == (nested.first, nested.last, nested.follow)
    assert all(state.path == ("part",) for state in nested.states)


@pytest.mark.parametrize(
    ("flow", "entry"),
    [
        ({}, "root"),
        ({"root": "a ("}, "root"),
        ({"root": "a )"}, "root"),
        ({"root": "* a"}, "root"),
        ({"root": "a & b"}, "root"),
        ({"root": "part", "part": "root"}, "root"),
        ({"root": "part", "part": "a ("}, "part"),
        ({"root": "(" * 60 + "a" + ")" * 60}, "root"),
        ({"root": " ".join(["a"] * 700)}, "root"),
        ({"root": "p0", **{f"p{n}": f"p{n + 1} p{n + 1}" for n in range(30)}, "p30": "a"}, "p29"),
    ],
)
def test_a_flow_that_cannot_be_is_refused_with_its_entry(flow: dict[str, str], entry: str) -> None:
    with pytest.raises(FlowError) as caught:
        compile_flow(flow)
    assert caught.value.entry in (entry, *flow)
    assert str(caught.value).startswith("flow.")


# ---------------------------------------------------------------- marks
@pytest.mark.parametrize(("length", "edits"), [(4, 0), (5, 1), (8, 1), (9, 2), (14, 2), (15, 3)])
def test_longer_literals_forgive_more(length: int, edits: int) -> None:
    assert edit_budget("а" * length) == edits


@pytest.mark.parametrize("literal", ["решили", "присутствовали", "повестка дня", "результаты голосования"])
@bounded
@given(data=st.data())
def test_a_literal_forgives_its_letters_and_no_more(literal: str, data: st.DataObject) -> None:
    text = list(literal + data.draw(st.sampled_from(["", " а", ":", "а", "_"]), "end"))
    for _ in range(data.draw(st.integers(0, edit_budget(literal) + 2), "slips")):
        at = data.draw(st.integers(1, len(text) - 1), "place")
        text[at : at + data.draw(st.integers(0, 1), "out")] = data.draw(st.sampled_from(["", "а", " "]), "in")
    unit = unit_of("".join(text))
    printed = unit.folded
    assume(not printed.startswith(literal))
    # said again, slowly: some beginning of the text that ends with a word, and how far it is
    ends = [end for end in range(len(printed) + 1) if not re.match(r"\w", printed[end:])]
    near = any(fewest_edits(printed[:end], literal) <= edit_budget(literal) for end in ends)
    mark = MarkSpec(id="word", like=[literal], w=1)
    assert compile_mark(mark, {}, {}, None).test(unit) is near


@functools.cache
def fewest_edits(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    changed = fewest_edits(one[1:], other[1:]) + (one[0] != other[0])
    return min(changed, 1 + fewest_edits(one[1:], other), 1 + fewest_edits(one, other[1:]))


def test_macros_expand_and_quantifiers_stay() -> None:
    assert expand(r"{word}{2,3}\{word}", {"word": "[а-я]+"}) == r"(?:[а-я]+){2,3}\{word}"
    with pytest.raises(KeyError):
        expand("{none}", {})
    with pytest.raises(ValueError):
        expand("{a}", {"a": "{b}", "b": "{a}"})


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory):
    text = """
schema = 1
name = "small"
title = "Малая"
[flow]
root = 'head body* grid*'
[block.head]
bare = true
marks = [{ id = "reshili", like = ["решили"], w = 8 }, { id = "not_long", shape = "long", not = true, w = 1 }]
[block.body]
bare = true
marks = [
  { id = "start", re = 'по\\s+вопросу', w = 5 },
  { id = "end", re = 'прилагается\\.?$', tail = true, w = 3 },
]
[block.grid]
bare = true
marks = [{ id = "two", columns = 2, w = 6 }]
[block.grid.columns]
number = ["№"]
topic = ["вопрос", "тема"]
speaker = ["докладчик"]
"""
    path = tmp_path_factory.mktemp("grammar") / "small.toml"
    path.write_text(text, "utf-8")
    return load_grammar(path)


@pytest.mark.parametrize(
    ("text", "role", "marks"),
    [
        ("РЕШИЛИ:", "head", ("reshili", "not_long")),
        ("РЕШЛИ:", "head", ("reshili", "not_long")),
        ("Р Е Ш И Л И", "head", ("reshili", "not_long")),
        ("«Решили»", "head", ("reshili", "not_long")),
        ("Решительно", "head", ("not_long",)),
        ("Пешили", "head", ("not_long",)),
        ("Утвердить " + "план " * 40, "head", ()),
        ("По вопросу о плане доклад прилагается.", "body", ("start", "end")),
        ("1. По вопросу о плане", "body", ("start",)),
        ("Прилагается позже", "body", ()),
        ("№ ¦ Тема ¦ Докладчик", "grid", ("two",)),
        ("№ ¦ Тема", "grid", ()),
        ("№ Тема Докладчик", "grid", ()),
    ],
)
def test_marks_speak(small, text: str, role: str, marks: tuple[str, ...]) -> None:
    assert small.score(unit_of(text))[role][1] == marks


def test_each_head_serves_one_column_and_the_exact_one_first() -> None:
    columns = {"number": ("№",), "topic": ("вопрос",), "speaker": ("докладчик по вопросу",)}
    assert match_columns(columns, ["№", "Докладчик по вопросу", "Вопрос"]) == {
        "number": 0,
        "topic": 2,
        "speaker": 1,
    }
    assert match_columns(columns, ["Цена", ""]) == {}


# ---------------------------------------------------------------- files nobody meant to write
@bounded
@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_no_text_makes_lint_or_the_loader_fail_otherwise_than_by_saying_so(content: str | bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
        assert lint([path]), "nothing of this is a grammar"
        with pytest.raises(GrammarError):
            load(path)


@pytest.mark.parametrize("name", ["../base", "base.toml", "", ".", "нет"])
def test_what_is_not_shipped_is_not_found(name: str) -> None:
    with pytest.raises(GrammarError):
        load(name)


def test_places_find_marks_keys_and_strings() -> None:
    marks = '  { id = "m", w = 1 },\n  { id = "m", w = 2 },\n'
    text = f'name = "a"\n\n[block.x]\nyes = ["да"]\nmarks = [\n{marks}]\n'
    places = Places(text)
    assert places.key("", "name") == (1, 1)
    assert places.table("block.x") == (3, 1)
    assert places.key("block.x", "yes") == (4, 1)
    assert places.mark("x", "m") == (6, 5)
    assert places.mark("x", "m", 1) == (7, 5)
    assert places.mark_at("x", 1) == (7, 5)
    assert places.string("block.x", "да")[0] == 4
    assert places.mark("x", "none") == (3, 1)
    assert places.table("block.none") == (1, 1)
