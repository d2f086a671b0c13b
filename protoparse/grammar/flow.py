"""The order of blocks: regular expressions over roles, compiled to one position automaton (Glushkov).

An expression has role names, names of other flow entries, grouping `( )`, choice `|`, and `* + ?`. The
automaton has one state for each occurrence of a role in the fully expanded `root`; it accepts exactly the
expression.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from protoparse.kept import Shelf
from protoparse.pattern import Pattern

MAX_POSITIONS = 600
MAX_DEPTH = 40
MAX_ENTRIES = 10_000  # entries put in place of their names, those without a role too
_TOKEN = Pattern(r"\s*([A-Za-z_]\w*|[()|*+?])")


class FlowError(ValueError):
    """A flow entry that cannot be compiled: `entry` is its name, `ru` and `en` say what is wrong."""

    def __init__(self, entry: str, ru: str, en: str) -> None:
        super().__init__(f"flow.{entry}: {en}")
        self.entry = entry
        self.ru = f"[flow] {entry}: {ru}"
        self.en = f"[flow] {entry}: {en}"


@dataclass(frozen=True, slots=True)
class State:
    """One occurrence of a role: `path` are the named flow entries around it, outermost first."""

    index: int
    role: str
    path: tuple[str, ...]


class Automaton(NamedTuple):
    """States by index; `first` may open a document, `last` may close one, `follow[i]` come after state i."""

    states: tuple[State, ...]
    first: frozenset[int]
    last: frozenset[int]
    follow: tuple[frozenset[int], ...]

    def before(self) -> tuple[tuple[int, ...], ...]:
        """For each state the states that may come before it, ascending."""
        lists: list[list[int]] = [[] for _ in self.states]
        for index, following in enumerate(self.follow):
            for state in following:
                lists[state].append(index)
        return tuple(tuple(sorted(items)) for items in lists)


@dataclass(slots=True)
class _Part:
    nullable: bool
    first: set[int]
    last: set[int]


def names_in(expression: str) -> list[str]:
    """The names used in an expression, in order, repeated ones repeated."""
    return re.findall(r"[A-Za-z_]\w*", expression)


def compile_flow(flow: Mapping[str, str], root: str = "root") -> Automaton:
    """The automaton of a flow; raises FlowError.

    >>> a = compile_flow({"root": "title item*", "item": "heard decision*"})
    >>> [(s.role, s.path) for s in a.states]
    [('title', ()), ('heard', ('item',)), ('decision', ('item',))]
    >>> sorted(a.follow[0]), sorted(a.follow[2])
    ([1], [1, 2])
    """
    if root not in flow:
        raise FlowError(root, "нет такого раздела", "missing")
    compiler = _Compiler(flow)
    part = compiler.entry(root, (), 0)
    return Automaton(
        tuple(compiler.states),
        frozenset(part.first),
        frozenset(part.last),
        tuple(frozenset(following) for following in compiler.follow),
    )


_KEPT = Shelf("flows", __file__)


def compile_shipped_flow(flow: Mapping[str, str]) -> Automaton:
    """As `compile_flow`, for a flow that comes with the program: a command keeps it for the next call."""

    def made() -> tuple[Any, ...]:
        automaton = compile_flow(flow)
        states = tuple((state.index, state.role, state.path) for state in automaton.states)
        return states, automaton.first, automaton.last, automaton.follow

    states, *rest = _KEPT.value(tuple(flow.items()), made)
    return Automaton(tuple(State(*state) for state in states), *rest)


class _Compiler:
    def __init__(self, flow: Mapping[str, str]) -> None:
        self.flow = flow
        self.states: list[State] = []
        self.follow: list[set[int]] = []
        self.open: list[str] = []
        self.entries = 0

    def entry(self, name: str, path: tuple[str, ...], depth: int) -> _Part:
        if name in self.open:
            raise FlowError(name, "ссылается сам на себя", "refers to itself")
        if depth > MAX_DEPTH:
            raise FlowError(name, f"вложено глубже {MAX_DEPTH}", f"nested deeper than {MAX_DEPTH}")
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise FlowError(
                name,
                f"разделы вставляются больше {MAX_ENTRIES} раз; упростите порядок",
                f"entries are put in more than {MAX_ENTRIES} times; make the flow simpler",
            )
        tokens = self._tokens(name)
        self.open.append(name)
        part, rest = self._choice(name, tokens, 0, path, depth)
        self.open.pop()
        if rest != len(tokens):
            raise FlowError(name, f"лишнее «{tokens[rest]}»", f"unexpected «{tokens[rest]}»")
        return part

    def _tokens(self, name: str) -> list[str]:
        text, tokens, at = self.flow[name], [], 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                sign = text[at:].strip()[:1]
                raise FlowError(name, f"лишнее «{sign}»", f"unexpected «{sign}»")
            tokens.append(match.group(1))
            at = match.end()
        return tokens

    def _choice(
        self, name: str, tokens: list[str], at: int, path: tuple[str, ...], depth: int
    ) -> tuple[_Part, int]:
        part, at = self._sequence(name, tokens, at, path, depth)
        while at < len(tokens) and tokens[at] == "|":
            other, at = self._sequence(name, tokens, at + 1, path, depth)
            part = _Part(part.nullable or other.nullable, part.first | other.first, part.last | other.last)
        return part, at

    def _sequence(
        self, name: str, tokens: list[str], at: int, path: tuple[str, ...], depth: int
    ) -> tuple[_Part, int]:
        part = _Part(True, set(), set())
        while at < len(tokens) and tokens[at] not in "|)":
            other, at = self._repeated(name, tokens, at, path, depth)
            for state in part.last:
                self.follow[state] |= other.first
            part = _Part(
                part.nullable and other.nullable,
                part.first | other.first if part.nullable else part.first,
                part.last | other.last if other.nullable else other.last,
            )
        return part, at

    def _repeated(
        self, name: str, tokens: list[str], at: int, path: tuple[str, ...], depth: int
    ) -> tuple[_Part, int]:
        token = tokens[at]
        if token == "(":
            if depth > MAX_DEPTH:
                raise FlowError(name, f"вложено глубже {MAX_DEPTH}", f"nested deeper than {MAX_DEPTH}")
            part, at = self._choice(name, tokens, at + 1, path, depth + 1)
            if at >= len(tokens) or tokens[at] != ")":
                raise FlowError(name, "скобка не закрыта", "a bracket is not closed")
            at += 1
        elif token in "*+?":
            raise FlowError(name, f"перед «{token}» ничего нет", f"nothing before «{token}»")
        else:
            part = self._atom(name, token, path, depth)
            at += 1
        while at < len(tokens) and tokens[at] in "*+?":
            sign = tokens[at]
            at += 1
            if sign in "*+":
                for state in part.last:
                    self.follow[state] |= part.first
            if sign in "*?":
                part = _Part(True, part.first, part.last)
        return part, at

    def _atom(self, name: str, token: str, path: tuple[str, ...], depth: int) -> _Part:
        if token in self.flow:
            inner = path if token.startswith("_") else (*path, token)
            return self.entry(token, inner, depth + 1)
        if len(self.states) >= MAX_POSITIONS:
            raise FlowError(
                name,
                f"с разделами больше {MAX_POSITIONS} ролей",
                f"more than {MAX_POSITIONS} roles after expansion",
            )
        index = len(self.states)
        self.states.append(State(index, token, path))
        self.follow.append(set())
        return _Part(False, {index}, {index})
