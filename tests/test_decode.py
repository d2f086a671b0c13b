"""The best path against a search that tries every step; what is remembered of a whole document."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protoparse.document import Style
from protoparse.grammar.compile import Grammar, load_grammar
from protoparse.grammar.examples import unit_of
from protoparse.grammar.labels import parse_labels
from protoparse.label import Labelling, Runner, decode, search
from protoparse.neighbours import goes_on, prepare
from protoparse.normalise import Unit, normalise

LINES = [
    "ПРОТОКОЛ № 1",
    "Присутствовали: Лось Б.В.",
    "Повестка дня:",
    "1. О плане работы",
    "СЛУШАЛИ: Лося Б.В.",
    "ВЫСТУПИЛИ: Лось Б.В.",
    "РЕШИЛИ:",
    "1. Утвердить план",
    "и разослать его",
    "Срок: до 5 мая",
    "Голосовали: за – 5",
    "Председатель            Лось Б.В.",
    "Погода была хорошая.",
    "…",
]
LEANED = ("decision", "talk", "other", "title")
several = st.lists(st.sampled_from(LINES), max_size=7)


def units_of(*lines: str) -> list[Unit]:
    grammar = load_grammar("base")
    file = parse_labels("".join(f"x │ {line}\n" for line in lines))
    units = normalise(file.document, grammar.cuts, grammar.knows_table)
    prepare(units)
    return units


def most_points(units: Sequence[Unit], grammar: Grammar, tilt: Sequence[Mapping[str, float]]) -> float:
    """The points of the best path, from every state to every other; None is the state before all others."""
    automaton, cost = grammar.automaton, grammar.cost
    reached: dict[int | None, float] = {None: 0.0}
    for index, unit in enumerate(units):
        points = grammar.score(unit)
        lower = goes_on(unit, units[index - 1] if index else None)
        go_on = cost.goes_on if lower else -cost.base - cost.goes_on
        nothing = -cost.other + tilt[index].get("other", 0.0)
        now = {state: value + nothing for state, value in reached.items()}
        for state in automaton.states:
            lean = tilt[index].get(state.role, 0.0)
            for source, value in reached.items():
                open_to = automaton.first if source is None else automaton.follow[source]
                step = value + points[state.role][0] + lean - (0 if state.index in open_to else cost.jump)
                if source == state.index:
                    step = max(step, value + go_on + lean)
                now[state.index] = max(now.get(state.index, -math.inf), step)
        reached = now
    return max(
        value - (0 if state is None or state in automaton.last else cost.jump / 2)
        for state, value in reached.items()
    )


def own_points(labelling: Labelling, grammar: Grammar, tilt: Sequence[Mapping[str, float]]) -> float:
    """The points of a labelling from its labels and what is given to their roles."""
    last = labelling.labels[-1].state
    open_end = last >= 0 and last not in grammar.automaton.last
    return (
        sum(label.score - grammar.cost.jump * label.jumped for label in labelling.labels)
        + sum(lean.get(label.role, 0.0) for lean, label in zip(tilt, labelling.labels, strict=True))
        - open_end * grammar.cost.jump / 2
    )


@settings(deadline=None, max_examples=15, derandomize=True)
@given(several)
def test_no_path_has_more_points(lines: list[str]) -> None:
    grammar = load_grammar("base")
    units = units_of(*lines)
    labelling = decode(units, grammar)
    assert labelling.score == pytest.approx(most_points(units, grammar, [{}] * len(units)))
    if units:
        assert labelling.score == pytest.approx(own_points(labelling, grammar, [{}] * len(units)))


@settings(deadline=None, max_examples=12, derandomize=True)
@given(several, st.data())
def test_no_path_has_more_points_where_roles_are_tilted(lines: list[str], data: st.DataObject) -> None:
    grammar = load_grammar("base")
    units = units_of(*lines)
    leans = st.dictionaries(st.sampled_from(LEANED), st.sampled_from([-20.0, 3.0, 20.0]), max_size=2)
    tilt = data.draw(st.lists(leans, min_size=len(units), max_size=len(units)))
    labelling = decode(units, grammar, tilt=tilt)
    assert labelling.score == pytest.approx(most_points(units, grammar, tilt))
    if units:
        assert labelling.score == pytest.approx(own_points(labelling, grammar, tilt))


@pytest.mark.parametrize(
    ("points", "role", "how"), [(30.0, "decision", "continue"), (-60.0, "other", "other")]
)
def test_a_tilt_counts_where_a_unit_goes_on(points: float, role: str, how: str) -> None:
    """More points for all roles leave the unit with the decision before it, fewer make it nothing."""
    grammar = load_grammar("base")
    units = units_of("ПРОТОКОЛ № 1", "РЕШИЛИ:", "1. Утвердить план", "и разослать его")
    tilt: list[dict[str, float]] = [{}, {}, {}, dict.fromkeys(grammar.roles, points)]
    labelling = decode(units, grammar, tilt=tilt)
    assert (labelling.labels[-1].role, labelling.labels[-1].how) == (role, how)
    assert labelling.score == pytest.approx(most_points(units, grammar, tilt))
    assert labelling.score == pytest.approx(own_points(labelling, grammar, tilt))


SMALL = """
schema = 1
name = "small"
title = "Малая"
[flow]
root = 'head body body'
[block.head]
bare = true
marks = [{ id = "protocol", like = ["протокол"], w = 8 }]
[block.body]
bare = true
marks = [{ id = "decided", like = ["решили"], w = 5 }]
"""


@pytest.mark.parametrize("lines", [LINES[:1], LINES[6:7], [LINES[0], LINES[6]], [LINES[6], LINES[0]], LINES])
def test_a_role_that_nothing_leads_to_and_an_end_that_is_not_reached(
    tmp_path: Path, lines: list[str]
) -> None:
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")
    grammar = load_grammar(tmp_path / "small.toml")
    units = units_of(*lines)
    labelling = decode(units, grammar)
    assert labelling.score == pytest.approx(most_points(units, grammar, [{}] * len(units)))
    assert labelling.score == pytest.approx(own_points(labelling, grammar, [{}] * len(units)))


@settings(deadline=None, max_examples=25, derandomize=True)
@given(several)
def test_labels_follow_the_flow_unless_they_jump(lines: list[str]) -> None:
    grammar = load_grammar("base")
    automaton = grammar.automaton
    before = -1
    for label in decode(units_of(*lines), grammar).labels:
        if label.how == "enter":
            open_to = automaton.first if before < 0 else automaton.follow[before]
            assert label.jumped is (label.state not in open_to)
            assert label.role == automaton.states[label.state].role
        else:
            assert label.state == before
            assert not label.jumped
            assert label.evidence == (("goes_on",) if label.how == "continue" else ())
        assert label.path == (automaton.states[label.state].path if label.state >= 0 else ())
        assert (label.role == "other") is (label.how == "other")
        before = label.state


def test_a_tilt_counts_for_the_path_and_not_in_the_points_of_a_label() -> None:
    grammar = load_grammar("base")
    units = units_of("ПРОТОКОЛ № 1", "Погода была хорошая.")
    tilted = decode(units, grammar, tilt=[{}, {"decision": 100.0}])
    assert tilted.labels[1].role == "decision"
    assert tilted.labels[1].score == grammar.score(units[1])["decision"][0]
    assert tilted.score > 80


@settings(deadline=None, max_examples=25, derandomize=True)
@given(several)
def test_the_runner_up_is_what_the_unit_itself_likes_best_besides(lines: list[str]) -> None:
    grammar = load_grammar("base")
    units = units_of(*lines)
    labelling = decode(units, grammar, runners=True)
    for unit, label, runner in zip(units, labelling.labels, labelling.runners, strict=True):
        known = {role: points for role, (points, _) in grammar.score(unit).items()}
        known["other"] = -grammar.cost.other
        del known[label.role]
        assert runner is not None
        assert known[runner.role] == max(known.values())
        assert runner.margin == round(label.score - max(known.values()), 1)


# ---------------------------------------------------------------- shapes of a whole document
LONG = "О подготовке школы к новому учебному"


def shapes(name: str, *lines: str) -> list[bool]:
    return [unit.shapes[name] for unit in units_of(*lines)]


def test_early_is_the_first_part_of_a_document() -> None:
    short, long = (shapes("early", *["Погода была хорошая."] * count) for count in (4, 100))
    assert short == [True, True, True, False]
    assert long == [True] * 14 + [False] * 86
    assert shapes("early", *["Погода была хорошая."] * 20) == [True] * 9 + [False] * 11


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (["1. О плане", "2. О ремонте", "Слушали всех", "1. Утвердить план"], True),
        (["1. О плане", "Слушали всех", "1. Утвердить план"], False),  # nothing to begin anew
        (["1. О плане", "2. О ремонте", "РЕШИЛИ:", "1. Утвердить план"], False),  # a list under a head
        (["1. О плане", "2. О ремонте", "Повестка дня", "1. О плане"], False),
        (["1. О плане", "2. О ремонте", "1. Утвердить план"], True),  # a label is no head
        (["1. О плане", "2. О ремонте", "3. О школе"], False),
        (["1. О плане", "2. О ремонте", "Слушали всех", "1) Утвердить план"], True),
        (["1.1. О плане", "1.2. О ремонте", "Слушали всех", "1.1. Утвердить"], False),  # of one level only
    ],
)
def test_numbers_begin_anew(lines: list[str], answer: bool) -> None:
    assert shapes("restart", *lines)[-1] is answer
    assert not any(shapes("restart", *lines)[:-1])


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        ("О питании учащихся школы", "О питании учащихся школы", True),
        ("О питании учащихся школы", "О питании учащихся школы (докладчик Лось Б.В.)", True),
        ("О питании учащихся школы", "Вопрос № 1. О питании учащихся школы", True),
        ("О питании учащихся школы", "По вопросу: о питании, учащихся школы!", True),
        ("О питании учащихся школы", "О питании учащихся лицея", False),
        ("О плане лет", "О плане лет", False),  # too little to tell
        ("О плане года", "О плане года", True),
        # as far as forty-four letters go
        (f"{LONG} году и о лете", f"{LONG} году и об осени", True),
        (f"{LONG} году и о лете", f"{LONG} лету и об осени", False),
        ("1. Новогодние подарки", "1. Подарки.", True),
        ("1. Новогодние подарки", "1. Подарков", True),  # as words go that are declined
        ("1. Новогодние подарки", "2. Подарки.", False),
        ("1. Новогодние подарки", "1. Ремонт.", False),
        ("1. Обсудили ремонт", "1. Ремонтник.", False),  # another word
        ("1. Новогодние подарки", "1. Подарки детям.", False),
        ("1. Новогодние подарки", "1. Подарки: закупить до пятницы.", True),  # its first words
        ("1. О лете", "1. За", False),
    ],
)
def test_what_was_said_before_is_an_echo(first: str, second: str, answer: bool) -> None:
    assert shapes("echo", first, "Погода была хорошая.", second, "…") == [False, False, answer, False]


@pytest.mark.parametrize(
    ("before", "text", "answer"),
    [
        ("Провести ремонт в", "Школе № 5", True),  # a preposition cannot end a line
        ("Провести ремонт в", "1. Школе", False),  # but a number begins one
        ("Собрание состоялось 5 марта", "2024 года в школе", True),
        ("СОБРАНИЕ СОСТОЯЛОСЬ 5 МАРТА", "2024 года в школе", True),
        ("Собрание о покупке кошмар", "2024 года в школе", False),  # no month, though it ends like one
        ("Собрание состоялось в школе", "2024 год", False),
        ("Вопрос 5 повестки дня:", "О ремонте школы", True),
        ("Вопрос 5 повестки дня:", "РЕШИЛИ:", False),
        ("Подготовить школу", "к учебному году", True),
        ("Подготовить школу", "село Лосево", False),
        ("Подготовить школу", "ул. Лосева, 5", False),
        ("Подготовить школу", "решили не спорить", False),
        ("Подготовить школу;", "и двор", False),
        ("Подготовить школу,", "двор и сад", True),
    ],
)
def test_a_unit_goes_on_with_the_one_before(before: str, text: str, answer: bool) -> None:
    first, second = units_of(before, text)
    assert goes_on(second, first) is answer


def test_no_table_goes_on() -> None:
    line, table = unit_of("и школы района"), unit_of("№ ¦ и школы района в")
    assert goes_on(line, unit_of("Подготовить сады"))
    assert not goes_on(line, table)
    assert not goes_on(table, unit_of("Подготовить сады"))


@pytest.mark.parametrize(
    ("before", "text", "answer"),
    [
        ("Б.В. Лось", "и школы района", True),
        ("Б.В. Лось", "и А.Б. Щука", False),  # two lines of a list of people
        ("Б.В. Лось,", "и А.Б. Щука", True),  # but a comma wants more
        ("председатель совета", "и А.Б. Щука", True),
    ],
)
def test_a_line_that_ends_with_a_name_ends(before: str, text: str, answer: bool) -> None:
    first, second = units_of(before, text)
    assert goes_on(second, first) is answer


# ---------------------------------------------------------------- several minutes in one document
FIRST = ["ПРОТОКОЛ № 1", "Присутствовали: Лось Б.В.", *["Погода была хорошая."] * 14]
REST = ["Погода была плохая."] * 20


def early_at(*lines: str) -> bool:
    """Whether the last unit but twenty is early: minutes begin there, or shortly before."""
    return shapes("early", *FIRST, *lines, *REST)[-len(REST) - 1]


@pytest.mark.parametrize(
    "lines",
    [
        ["ПРОТОКОЛ № 2", "Присутствовали: Щука А.Б."],
        ["Выписка из протокола", "Повестка дня:"],
        ["Протокол", "заседания совета", "СЛУШАЛИ: Щуку А.Б."],
        ["Протокол заседания", "Председатель совета - Щука А.Б."],
    ],
)
def test_minutes_begin_again_with_a_title(lines: list[str]) -> None:
    assert early_at(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Протокол вела Щука А.Б.", "Присутствовали: Щука А.Б."],
        ["1. ПРОТОКОЛ № 2", "Присутствовали: Щука А.Б."],  # a point of an agenda
        ["Протокол № 2,", "Присутствовали: Щука А.Б."],  # a sentence that goes on
        [f"Протокол заседания {'совета ' * 25}", "Присутствовали: Щука А.Б."],
        ["ПРОТОКОЛ № 2", "Погода была хорошая."],  # nothing that minutes have
        ["Присутствовали все.", "ПРОТОКОЛ № 2", "Погода была хорошая."],
        ["ПРОТОКОЛ № 2", *["Погода была хорошая."] * 24, "Присутствовали: Щука А.Б."],
    ],
)
def test_not_every_line_about_minutes_begins_some(lines: list[str]) -> None:
    assert not early_at(*lines)


def test_the_letterhead_belongs_to_the_minutes_below_it() -> None:
    title = ["ПРОТОКОЛ № 2", "Присутствовали: Щука А.Б."]
    early = shapes("early", *FIRST, "МБОУ ЛИЦЕЙ", "ПОСЁЛОК ЛОСЕВО", *title, *REST)
    assert early[len(FIRST) - 1 :][:3] == [False, True, True]
    assert not shapes("early", *FIRST, "Лицей посёлка Лосево", *title, *REST)[len(FIRST)]
    assert not shapes("early", *FIRST, "МБОУ ЛИЦЕЙ", *title, *REST)[len(FIRST) - 1]
    units = units_of(*FIRST, "Лицей посёлка Лосево", *title, *REST)
    centred = units[len(FIRST)]
    centred.block = centred.block._replace(style=Style(align="center"))
    prepare(units)
    assert centred.shapes["early"]
    long = ["МБОУ ЛИЦЕЙ"] * 9  # more than a letterhead has
    assert shapes("early", *FIRST, *long, *title, *REST)[len(FIRST) :][:2] == [False, True]


def test_a_title_near_the_start_is_that_of_the_first_minutes() -> None:
    cover = ["Книга протоколов", *["Погода была хорошая."] * 12]
    assert shapes("early", *cover, "ПРОТОКОЛ № 1", "Присутствовали: Щука А.Б.", *REST).count(True) == 14


def test_what_earlier_minutes_said_is_no_echo() -> None:
    lines = ["О подготовке школы к лету", "2. О лете"]
    both = [*FIRST, *lines, "ПРОТОКОЛ № 2", "Присутствовали: Щука А.Б.", *lines, "1. О зиме", lines[0]]
    assert shapes("echo", *both)[-4:] == [False, False, False, True]
    assert shapes("restart", *both)[-4:] == [False, False, True, False]
    alone = [*FIRST, *lines, "1. О зиме"]
    assert shapes("restart", *alone)[-1]


# ---------------------------------------------------------------- a search in two parts
def test_a_search_that_was_begun_is_gone_on_with() -> None:
    grammar = load_grammar("base")
    units = units_of(*LINES)
    begun = search(units[:5], grammar)
    points, path = begun.best()
    assert (points, len(path), len(begun)) == (decode(units[:5], grammar).score, 5, 5)
    assert decode(units, grammar, begun=begun) == decode(units, grammar)
    assert len(begun) == len(units)


def test_the_runner_up_may_be_nothing(tmp_path: Path) -> None:
    grammar = load_grammar("base")
    assert decode(units_of("…"), grammar).runners == ()
    (tmp_path / "small.toml").write_text(SMALL.replace("w = 8", "w = 8.25"), "utf-8")
    small = load_grammar(tmp_path / "small.toml")
    title = decode(units_of("ПРОТОКОЛ"), small, runners=True)
    assert (title.labels[0].role, title.runners) == ("head", (Runner("other", 7.2),))
    [label], [runner] = (decode(units_of("…"), small, runners=True)[at] for at in (0, 2))
    assert (label.role, runner) == ("other", Runner("head", 1.0))
