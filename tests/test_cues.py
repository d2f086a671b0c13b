"""Every match of a pattern holds one of its cues: proved from its source, not by examples."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import protoparse
from protoparse.fields import deadline_rules
from protoparse.fields.calendar import MONTHS
from protoparse.fields.number import CARDINALS
from protoparse.pattern import Pattern, any_of

MANY = 3000  # alternatives after which a stretch of a pattern is taken apart instead of written out
ANYTHING = "\0"  # stands for letters that the pattern leaves open
OPEN = {op.AT, op.ASSERT, op.ASSERT_NOT}


def patterns_with_cues() -> Iterator[tuple[str, Pattern]]:
    seen: set[int] = set()
    for module in pkgutil.walk_packages(protoparse.__path__, "protoparse."):
        if module.name == "protoparse.__main__":
            continue
        found: list[tuple[str, Any]] = list(vars(importlib.import_module(module.name)).items())
        while found:
            name, value = found.pop()
            if isinstance(value, (tuple, list)):
                found.extend((name, inner) for inner in value)
            elif isinstance(value, Pattern) and value.cues and id(value) not in seen:
                seen.add(id(value))
                yield f"{module.name.rpartition('.')[2]}.{name}:{value.source[:30]}", value


def texts(nodes: Sequence[Any]) -> list[str] | None:
    """What the nodes can match, open letters as ANYTHING; None where that is too much to write out."""
    found = [""]
    for kind, value in nodes:
        if kind is op.LITERAL:
            pieces: list[str] | None = [chr(value)]
        elif kind in OPEN:
            pieces = [""]
        elif kind is op.IN and value[0][0] is not op.NEGATE and all(item[0] is op.LITERAL for item in value):
            pieces = [chr(item[1]) for item in value]
        elif kind in (op.IN, op.ANY, op.NOT_LITERAL, op.CATEGORY, op.GROUPREF):
            pieces = [ANYTHING]
        elif kind is op.SUBPATTERN:
            pieces = texts(value[-1])
        elif kind is op.BRANCH:
            pieces = [text for branch in value[1] for text in texts(branch) or [ANYTHING]]
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            least, most, inner = value
            once = texts(inner) or [ANYTHING]
            pieces = [""] if least == 0 else []
            pieces += (
                once if most == 1 else [text + ANYTHING + text for text in once] + (once if least < 2 else [])
            )
        else:
            return None
        if pieces is None or len(found) * len(pieces) > MANY:
            return None
        found = [head + tail for head, tail in product(found, pieces)]
    return found


def always_holds(nodes: Sequence[Any], cues: Sequence[str]) -> bool:
    """Whether whatever the nodes match holds a cue."""
    nodes = list(nodes)
    for start in range(len(nodes)):
        kind, value = nodes[start]
        if kind is op.SUBPATTERN and always_holds(value[-1], cues):
            return True
        if kind is op.BRANCH and all(always_holds(branch, cues) for branch in value[1]):
            return True
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0 and always_holds(value[2], cues):
            return True
        if kind is op.IN and len(nodes) == 1 and (written := texts(nodes)):
            return all(any(cue in text for cue in cues) for text in written)
        for end in range(start + 1, min(len(nodes), start + 12) + 1):
            written = texts(nodes[start:end])
            if written is None:
                break
            if all(any(cue in text for cue in cues) for text in written):
                return True
    return False


@pytest.mark.parametrize(
    ("name", "pattern"), [pytest.param(*found, id=found[0]) for found in patterns_with_cues()]
)
def test_every_match_holds_a_cue(name: str, pattern: Pattern) -> None:
    source = pattern.source
    if pattern.flags & re.IGNORECASE:
        assert not any(cue != cue.lower() for cue in pattern.cues), "cues are looked for in lower case"
        source = re.sub(r"(?<!\\)[А-ЯЁ]", lambda letter: letter.group().lower(), source)
    assert always_holds(parser.parse(source, pattern.flags & re.VERBOSE), pattern.cues), name


@pytest.mark.parametrize(
    ("source", "cues", "holds"),
    [
        (r"до (?:мая|марта)", ("ма",), True),
        (r"до (?:мая|июня)", ("мая",), False),
        (r"(?:не )?позднее", ("не ",), False),
        (r"(?:раз|два) в", ("раз в", "два в"), True),
        (r"[а-я]{2}к", ("к",), True),
        (r"x+", ("xx",), False),
    ],
)
def test_the_proof_can_fail(source: str, cues: tuple[str, ...], holds: bool) -> None:
    assert always_holds(parser.parse(source), cues) is holds


def test_every_rule_of_a_deadline_has_cues() -> None:
    """The rules are chosen by the cues that stand in a text: one without would never be tried."""
    assert all(pattern.cues for _, pattern, _ in deadline_rules._RULES)


def test_cues_are_looked_for_in_lower_case_where_case_is_ignored() -> None:
    assert Pattern("СРОК|итог", re.IGNORECASE, cues=("срок", "итог")).search("В Срок")
    assert not Pattern("срок", cues=("срок",)).search("В Срок")


def test_a_text_without_cues_is_not_searched() -> None:
    pattern = Pattern("срок[а-я]*", cues=("срок",))
    assert pattern.search("до мая") is None
    assert list(pattern.finditer("до мая")) == []
    assert pattern.sub("-", "до мая") == "до мая"
    assert type(pattern) is not Pattern, "it is compiled for nothing"
    assert [match.group() for match in pattern.finditer("срок, сроком")] == ["срок", "сроком"]
    assert type(pattern) is Pattern
    assert pattern.sub("-", "в срок") == "в -"
    assert pattern.search("до мая") is None


@pytest.mark.parametrize("cues", [(), ("б",)])
@pytest.mark.parametrize(
    "first", ["compiled", "findall", "finditer", "fullmatch", "match", "search", "split", "sub"]
)
def test_a_pattern_does_what_the_compiled_one_does(first: str, cues: tuple[str, ...]) -> None:
    pattern = Pattern("(А|а)?б", re.IGNORECASE, cues=cues)
    assert isinstance(pattern, Pattern)
    getattr(pattern, first)
    text = "аб б Аб"
    assert pattern.compiled is re.compile("(А|а)?б", re.IGNORECASE)
    assert pattern.findall(text) == ["а", "", "А"]
    assert [one.span() for one in pattern.finditer(text, 1, 6)] == [(1, 2), (3, 4)]
    assert pattern.fullmatch(text, 0, 2) and not pattern.fullmatch(text)
    assert pattern.match(text) and not pattern.match(text, 2)
    assert (found := pattern.search(text, 2)) and found.start() == 3
    assert pattern.split("вабв") == ["в", "а", "в"]
    assert pattern.sub("-", text, 2) == pattern.sub(lambda match: "-", text, count=2) == "- - Аб"
    with pytest.raises(AttributeError):
        getattr(pattern, "nothing")  # noqa: B009 - what types would forbid


def test_a_wrong_pattern_says_so_when_used() -> None:
    with pytest.raises(re.error):
        Pattern("(а").search("а")


@pytest.mark.parametrize(
    "words", [CARDINALS, MONTHS, ("а", "аб", "абв", "б.в")], ids=["numbers", "months", "dots"]
)
def test_any_of_finds_each_word_whole_and_no_other(words: Collection[str]) -> None:
    pattern = re.compile(any_of(words))
    for word in words:
        assert (match := pattern.match(word)) and match.group() == word
        for wrong in (word[:-1], word[1:], word + word[-1]):
            assert (pattern.fullmatch(wrong) is not None) is (wrong in words)
