"""Grammars made ready, each once: what a unit scores for each role, and why."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from protoparse.errors import GrammarError
from protoparse.grammar.careful import CarefulPattern, Patience
from protoparse.grammar.columns import COMMON_COLUMNS, match_columns
from protoparse.grammar.flow import Automaton, FlowError, compile_flow
from protoparse.grammar.folders import find_grammar
from protoparse.grammar.hints import hints
from protoparse.grammar.loader import LoadedGrammar, load, locate
from protoparse.grammar.macros import LONGEST_PATTERN, CircleError, LengthError, expand
from protoparse.grammar.marks import Careful, EmptyLiteralError, Mark, compile_mark
from protoparse.grammar.scoring import Evidence, Scorer, Scores, joined
from protoparse.grammar.spec import CostSpec
from protoparse.grammar.wording import Wording, of_pattern
from protoparse.grammar.words import Words
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import fold

Split = Pattern | CarefulPattern


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    marks: tuple[Mark, ...]
    columns: dict[str, tuple[str, ...]]  # column name → folded heads
    bare: bool
    takes_tables: bool
    continues: str | None


@dataclass(frozen=True, slots=True)
class Grammar:
    """A grammar ready to label: `roles` by name, the automaton, the costs.

    Many states may be entered from the same others: `sources` are the distinct sets of these, each with
    whether its states may also open a document; `source_of[state]` says which one is a state's.
    """

    name: str
    title: str
    digest: str
    roles: dict[str, Role]
    automaton: Automaton
    sources: tuple[tuple[tuple[int, ...], bool], ...]
    source_of: tuple[int, ...]
    cost: CostSpec
    splits: tuple[Split, ...]
    flow: dict[str, str]
    parent: Grammar | None
    scorer: Scorer  # of the marks that the parent has not
    inherits: frozenset[str]  # roles whose marks are the parent's, perhaps with more behind them
    words: Words  # of the language of the minutes, none where it is that of the core
    silent: tuple[Scores, Scores]  # scores of a paragraph and of a table for which no mark speaks
    same_when_silent: bool  # the roles and the silent scores are those of the parent
    lineage: tuple[str, ...]  # the names of its file and of those it extends

    def with_cost(self, cost: CostSpec) -> Grammar:
        """The same grammar with other costs."""
        silent = (_silent(self.roles, cost, table=False), _silent(self.roles, cost, table=True))
        return replace(self, cost=cost, silent=silent, same_when_silent=False)

    def score(self, unit: Unit) -> Scores:
        """Points and the ids of the marks that spoke, for each role; the same for a unit asked again."""
        silent = self.silent[unit.is_table]
        out = silent.copy()
        for name, (points, spoke, strong) in self.evidence(unit).items():
            out[name] = (points + (-self.cost.base if strong else silent[name][0]), spoke)
        return out

    def lead(self, unit: Unit) -> float:
        """By how many points at most a role of a unit scores better here than in the parent, from 0."""
        if self.parent is None or (self.same_when_silent and not self.scorer.evidence(unit)):
            return 0.0
        theirs = self.parent.score(unit)
        return max(
            0.0, *(points - theirs.get(name, _UNKNOWN)[0] for name, (points, _) in self.score(unit).items())
        )

    def evidence(self, unit: Unit) -> dict[str, Evidence]:
        """What marks say of a unit, role by role, kept on the unit."""
        known = unit.evidence.get(self.digest)
        if known is None:
            known = self.scorer.evidence(unit)
            if self.parent is not None:
                inherited = self.parent.evidence(unit)
                for name in self.inherits:
                    if name in inherited:
                        known[name] = joined(inherited[name], known.get(name))
            unit.evidence[self.digest] = known
        return known

    def cuts(self, text: str) -> list[int]:
        """Offsets of a clean paragraph where a label in its middle starts a block of its own, ascending."""
        found: set[int] = set()
        for pattern in self.splits:
            if isinstance(pattern, CarefulPattern):
                found.update(pattern.starts(text))
            else:
                found.update(match.start() for match in pattern.finditer(text))
        return sorted(found)

    def known_columns(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The column heads of each role that has some."""
        return {name: role.columns for name, role in self.roles.items() if role.columns}

    def knows_table(self, heads: Sequence[str]) -> bool:
        """Whether the heads of a table are those of a role with columns (at least two of them)."""
        return any(
            sum(name not in COMMON_COLUMNS for name in match_columns(role.columns, heads)) >= 2
            for role in self.roles.values()
            if role.columns
        )


def compile_grammar(loaded: LoadedGrammar, parent: Grammar | None = None) -> Grammar:
    """A loaded grammar made ready; raises GrammarError with a place.

    Roles that are the same in the parent are taken from there, matchers and all.
    """
    spec = loaded.spec
    shared = _shared_marks(loaded, parent)
    text = loaded.files[0].read_text("utf-8")

    def fail(code: str, ru: str, en: str, *keys: str) -> GrammarError:
        line, column = locate(text, *keys)
        place = f"{loaded.files[0]}:{line}:{column} {code}"
        return GrammarError(code, f"{place} {ru}", f"{place} {en}")

    same_flow = parent is not None and parent.flow == spec.flow
    try:
        automaton = parent.automaton if parent and same_flow else compile_flow(spec.flow)
    except FlowError as problem:
        raise fail("G006", problem.ru, problem.en, "flow", problem.entry) from problem
    used = {state.role for state in automaton.states}
    for name in sorted(used - set(spec.block)):
        raise fail(
            "G007",
            f"«{name}» — не раздел [flow] и не роль: нет [block.{name}]",
            f"the flow names «{name}», which is neither an entry nor a [block.{name}]",
            "flow",
            name,
        )
    roles: dict[str, Role] = {}
    patience = Patience()

    def careful(name: str, *keys: str) -> Careful:
        """What makes the patterns at a place of the file."""

        def too_slow() -> GrammarError:
            return fail(
                "G025",
                f"«{name}»: выражение работает слишком долго; сделайте его проще: без повторов внутри "
                "повторов и без нескольких «.*» подряд (protoparse grammar lint покажет, где)",
                f"«{name}»: the pattern takes too long; make it simpler: no repeats inside repeats, not "
                "several «.*» in a row (protoparse grammar lint shows where)",
                *keys,
            )

        return None if loaded.trusted else lambda source: CarefulPattern(source, patience, too_slow)

    splits: list[Split] = []
    known_splits = {split.source: split for split in parent.splits} if parent is not None else {}
    for name, block in spec.block.items():
        if name not in used:
            continue
        for pattern in block.split:
            try:
                source = expand(pattern, spec.macro)
                splits.append(
                    known_splits.get(source) or _split(source, careful(pattern, "block." + name, "split"))
                )
            except _WRONG_PATTERN as problem:
                ru, en = _pattern_trouble(problem)
                place = ("block." + name, "split")
                raise fail(
                    "G008", f"split «{pattern}»: {ru}", f"split «{pattern}»: {en}", *place
                ) from problem
        inherited: tuple[Mark, ...] = ()
        if parent is not None and loaded.parent is not None and name in shared:
            if block is loaded.parent.block[name]:
                roles[name] = parent.roles[name]
                continue
            inherited = parent.roles[name].marks[: shared[name]]
        columns = {key: tuple(fold(head) for head in heads) for key, heads in block.columns.items()}
        marks = list(inherited)
        for mark in block.marks[len(inherited) :]:
            try:
                marks.append(
                    compile_mark(mark, columns, spec.macro, careful(mark.id, "block." + name, mark.id))
                )
            except _WRONG_PATTERN as problem:
                ru, en = _pattern_trouble(problem)
                place = ("block." + name, mark.id)
                raise fail("G008", f"метка «{mark.id}»: {ru}", f"mark «{mark.id}»: {en}", *place) from problem
        roles[name] = Role(
            name, tuple(marks), columns, block.bare, any(mark.table for mark in marks), block.continues
        )
    silent = (_silent(roles, spec.cost, table=False), _silent(roles, spec.cost, table=True))
    return Grammar(
        spec.name,
        spec.title,
        loaded.digest,
        roles,
        automaton,
        *((parent.sources, parent.source_of) if same_flow and parent else _groups(automaton)),
        spec.cost,
        tuple(splits),
        dict(spec.flow),
        parent if shared else None,
        Scorer([(name, role.marks[shared.get(name, 0) :]) for name, role in roles.items()]),
        frozenset(shared),
        Words(spec.words),
        silent,
        parent is not None and shared.keys() == roles.keys() and silent == parent.silent,
        tuple(path.stem for path in loaded.files),
    )


# What making a pattern can raise.
_WRONG_PATTERN = (re.error, KeyError, ValueError, RecursionError, MemoryError, OverflowError)


def _pattern_trouble(problem: Exception) -> Wording:
    if isinstance(problem, KeyError):
        return f"нет такого имени: {problem}", f"unknown name {problem}"
    if isinstance(problem, CircleError):
        return "макросы ссылаются друг на друга по кругу", "macros refer to each other in a circle"
    if isinstance(problem, LengthError):
        most = LONGEST_PATTERN
        return (
            f"выражение с макросами длиннее {most} знаков; разделите его",
            f"with its macros the pattern is longer than {most} characters; split it",
        )
    if isinstance(problem, EmptyLiteralError):
        return "пустой образец в like; уберите его", "an empty literal in like; take it out"
    if isinstance(problem, (RecursionError, MemoryError, OverflowError)):
        return "выражение слишком сложное; упростите его", "the pattern is too complex; make it simpler"
    return of_pattern(problem)


def _shared_marks(loaded: LoadedGrammar, parent: Grammar | None) -> dict[str, int]:
    """How many marks at the start of a role are the parent's own, for the roles where all of the parent's
    are.
    """
    above = loaded.parent
    if parent is None or above is None or not above.macro.items() <= loaded.spec.macro.items():
        return {}
    shared: dict[str, int] = {}
    for name, block in above.block.items():
        mine = loaded.spec.block.get(name)
        count = len(block.marks)
        if (
            name in parent.roles
            and mine is not None
            and (mine is block or (mine.marks[:count] == block.marks and mine.columns == block.columns))
        ):
            shared[name] = count
    return shared


_UNKNOWN = (0.0, ())  # the score of a role that a grammar has not


def _groups(automaton: Automaton) -> tuple[tuple[tuple[tuple[int, ...], bool], ...], tuple[int, ...]]:
    """The distinct sets of predecessors in order of first use, and for each state the index of its own."""
    index: dict[tuple[tuple[int, ...], bool], int] = {}
    source_of = tuple(
        index.setdefault((states, state in automaton.first), len(index))
        for state, states in enumerate(automaton.before())
    )
    return tuple(index), source_of


def _silent(roles: Mapping[str, Role], cost: CostSpec, *, table: bool) -> Scores:
    """What each role scores of which no mark speaks."""
    return {
        name: (-(0.0 if role.bare and (role.takes_tables or not table) else cost.blind) - cost.base, ())
        for name, role in roles.items()
    }


@functools.lru_cache(maxsize=64)
def _cached(path: Path) -> Grammar:
    loaded = load(path)
    parent = _cached(loaded.files[1]) if len(loaded.files) > 1 else None
    return compile_grammar(loaded, parent)


def load_grammar(name: str | os.PathLike[str] = "base") -> Grammar:
    """A grammar by its name, own or shipped, or by the path of a .toml file, ready to label.

    Raises GrammarError.
    """
    return _cached(find_grammar(name))


def _split(source: str, careful: Careful) -> Split:
    """A pattern that cuts paragraphs; one of a user is compiled at once, to be told what is wrong with it."""
    return careful(source) if careful else Pattern(source, cues=hints(source).words or ())
