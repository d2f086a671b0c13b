"""Grammars made ready, each once: what a unit scores for each role, and why."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from protoparse.errors import GrammarError
from protoparse.grammar.careful import CarefulPattern, Patience
from protoparse.grammar.columns import COMMON_COLUMNS, match_columns
from protoparse.grammar.flow import Automaton, FlowError, compile_flow, compile_shipped_flow
from protoparse.grammar.folders import find_grammar, known_grammars
from protoparse.grammar.hints import hints_of_shipped
from protoparse.grammar.loader import LoadedGrammar, load, locate
from protoparse.grammar.macros import LONGEST_PATTERN, CircleError, LengthError, expand
from protoparse.grammar.marks import Careful, EmptyLiteralError, Mark, compile_mark
from protoparse.grammar.scoring import Evidence, Scorer, Scores, joined
from protoparse.grammar.spec import CostSpec
from protoparse.grammar.splits import Split, Splits
from protoparse.grammar.wording import Wording, of_pattern
from protoparse.grammar.words import Words
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import fold


class Role(NamedTuple):
    name: str
    marks: tuple[Mark, ...]
    columns: dict[str, tuple[str, ...]]  # column name → folded heads
    bare: bool
    takes_tables: bool
    continues: str | None


class Silence(NamedTuple):
    """What each role brings where no mark speaks for it: by its name, and all of them descending."""

    points: dict[str, float]
    descending: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A grammar ready to label: `roles` by name, the automaton, the costs.

    Many states may be entered from the same others: `sources` are the distinct sets of these, each with
    whether its states may also open a document; `entrances` are the states of each role, each with the index
    of its set.
    """

    name: str
    title: str
    digest: str
    roles: dict[str, Role]
    automaton: Automaton
    sources: tuple[tuple[frozenset[int], bool], ...]
    entrances: Mapping[str, tuple[tuple[int, int], ...]]
    cost: CostSpec
    splits: Splits
    flow: dict[str, str]
    parent: Grammar | None
    scorer: Scorer[str]  # of the marks that the parent has not
    inherits: frozenset[str]  # roles whose marks are the parent's, perhaps with more behind them
    words: Words  # of the language of the minutes, none where it is that of the core
    silent: tuple[Silence, Silence]  # of paragraphs and of tables
    apart: frozenset[str]  # roles that can bring more than in the parent where no own mark speaks
    still: tuple[float, float]  # how much more where no mark speaks for them: of paragraphs and of tables
    lineage: tuple[str, ...]  # the names of its file and of those it extends

    def with_cost(self, cost: CostSpec) -> Grammar:
        """The same grammar with other costs."""
        silent, apart = _silent(self.roles, cost), frozenset(self.roles)
        still = _still(apart, silent, self.parent)
        return replace(self, cost=cost, silent=silent, apart=apart, still=still)

    def score(self, unit: Unit) -> Scores:
        """Points and the ids of the marks that spoke, for each role."""
        evidence = self.evidence(unit)
        return {
            name: (self.points(name, unit, said := evidence.get(name)), self.spoke(name, said))
            for name in self.roles
        }

    def spoken(self, unit: Unit) -> list[tuple[float, str]]:
        """The points of the roles for which some mark speaks, descending."""
        base, silent = -self.cost.base, self.silent[unit.is_table].points
        found = [
            (points + (base if strong else silent[name]), name)
            for name, (points, _, strong) in self.evidence(unit).items()
        ]
        found.sort(reverse=True)
        return found

    def spoke(self, name: str, said: Evidence | None) -> tuple[str, ...]:
        """The ids of the marks of a role that spoke, in the order of the grammar."""
        return tuple(mark.id for mark in self.roles[name].marks if mark.id in said[1]) if said else ()

    def points(self, name: str, unit: Unit, said: Evidence | None) -> float:
        """What a unit of which the marks say so brings a role; 0 for a role that the grammar has not."""
        if name not in self.roles:
            return 0.0
        if said is not None and said[2]:
            return said[0] - self.cost.base
        silent = self.silent[unit.is_table].points[name]
        return silent if said is None else said[0] + silent

    def lead(self, unit: Unit, own: Mapping[str, Evidence]) -> float:
        """By how many points at most a role of a unit scores better here than in the parent, from 0.

        `own` is what the marks say that the parent has not.
        """
        if self.parent is None or not (own or self.apart):
            return 0.0
        inherited = self.parent.evidence(unit)
        if not own and inherited.keys().isdisjoint(self.apart):
            return self.still[unit.is_table]
        most = 0.0
        for name in self.apart | own.keys():
            theirs, mine = inherited.get(name), own.get(name)
            if theirs is not None and name in self.inherits:
                mine = joined(theirs, mine)
            gained = self.points(name, unit, mine) - self.parent.points(name, unit, theirs)
            most = max(most, gained)
        return most

    def evidence(self, unit: Unit) -> Mapping[str, Evidence]:
        """What marks say of a unit, role by role, kept on the unit."""
        known = unit.evidence.get(self.digest)
        if known is None:
            known = self.scorer.evidence(unit)
            if self.parent is not None:
                inherited = self.parent.evidence(unit)
                if not known and self.inherits >= self.parent.roles.keys():
                    known = inherited
                else:
                    known = {
                        **known,
                        **{
                            name: joined(said, known.get(name))
                            for name, said in inherited.items()
                            if name in self.inherits
                        },
                    }
            unit.evidence[self.digest] = known
        return known

    def cuts(self, text: str) -> list[int]:
        """Offsets of a clean paragraph where a label in its middle starts a block of its own, ascending."""
        return self.splits.cuts(text)

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
        make = compile_shipped_flow if loaded.trusted else compile_flow
        automaton = parent.automaton if parent and same_flow else make(spec.flow)
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
    known_splits = {split.source: split for split in parent.splits.patterns} if parent is not None else {}
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
    silent = _silent(roles, spec.cost)
    inherits = frozenset(shared.keys() & roles.keys())
    apart = _apart(roles, inherits, silent, spec.cost, parent)
    sources, entrances = (
        (parent.sources, parent.entrances) if parent is not None and same_flow else _entrances(automaton)
    )
    return Grammar(
        spec.name,
        spec.title,
        loaded.digest,
        roles,
        automaton,
        sources,
        entrances,
        spec.cost,
        parent.splits if parent is not None and parent.splits.patterns == tuple(splits) else Splits(splits),
        dict(spec.flow),
        parent if shared else None,
        Scorer([(name, role.marks[shared.get(name, 0) :]) for name, role in roles.items()]),
        inherits,
        Words(spec.words),
        silent,
        apart,
        _still(apart, silent, parent),
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


def _entrances(
    automaton: Automaton,
) -> tuple[tuple[tuple[frozenset[int], bool], ...], dict[str, tuple[tuple[int, int], ...]]]:
    """The `sources` and `entrances` of a grammar, in the order of the states."""
    index: dict[tuple[frozenset[int], bool], int] = {}
    entrances: dict[str, tuple[tuple[int, int], ...]] = {}
    for state, (states, named) in enumerate(zip(automaton.before(), automaton.states, strict=True)):
        group = index.setdefault((frozenset(states), state in automaton.first), len(index))
        entrances[named.role] = (*entrances.get(named.role, ()), (state, group))
    return tuple(index), entrances


def _silent(roles: Mapping[str, Role], cost: CostSpec) -> tuple[Silence, Silence]:
    """What paragraphs and tables bring the roles of which no mark speaks."""

    def silence(table: bool) -> Silence:
        points = {
            name: -(0.0 if role.bare and (role.takes_tables or not table) else cost.blind) - cost.base
            for name, role in roles.items()
        }
        return Silence(points, tuple(sorted(((some, name) for name, some in points.items()), reverse=True)))

    return silence(table=False), silence(table=True)


def _apart(
    roles: Mapping[str, Role],
    inherits: frozenset[str],
    silent: Sequence[Silence],
    cost: CostSpec,
    parent: Grammar | None,
) -> frozenset[str]:
    """As in `Grammar`; a role that the parent has not brings nothing there."""
    if parent is None or cost.base != parent.cost.base:
        return frozenset(roles)
    known = [(new.points, old.points) for new, old in zip(silent, parent.silent, strict=True)]
    return frozenset(
        name
        for name in roles
        if any(
            new[name] > 0 if name not in old else name not in inherits or new[name] != old[name]
            for new, old in known
        )
    )


def _still(
    apart: frozenset[str], silent: tuple[Silence, Silence], parent: Grammar | None
) -> tuple[float, float]:
    """As in `Grammar`."""
    if parent is None:
        return 0.0, 0.0
    paragraph, table = (
        max((new.points[name] - old.points.get(name, 0.0) for name in apart), default=0.0)
        for new, old in zip(silent, parent.silent, strict=True)
    )
    return max(0.0, paragraph), max(0.0, table)


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


def load_grammars() -> list[Grammar]:
    """All grammars there are, shipped and own, base first, ready to label; raises GrammarError."""
    return [_cached(path) for path in known_grammars().values()]


def _split(source: str, careful: Careful) -> Split:
    """A pattern that cuts paragraphs; one of a user is compiled at once, to be told what is wrong with it."""
    return careful(source) if careful else Pattern(source, cues=hints_of_shipped(source).words or ())
