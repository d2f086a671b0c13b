"""Marks to matchers, once a grammar: what a unit scores for each role, and why."""

from __future__ import annotations

import functools
import operator
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from protoparse.errors import GrammarError
from protoparse.fields.pattern import Pattern
from protoparse.grammar.careful import CarefulPattern, Patience
from protoparse.grammar.flow import Automaton, FlowError, compile_flow
from protoparse.grammar.folders import find_grammar
from protoparse.grammar.hints import hints
from protoparse.grammar.loader import LoadedGrammar, load, locate
from protoparse.grammar.macros import LONGEST_PATTERN, CircleError, LengthError, expand
from protoparse.grammar.scoring import HEAD, Evidence, Scorer, Scores, joined
from protoparse.grammar.shapes import LOOKS, SHAPES, TABLE_SHAPES, ask
from protoparse.grammar.spec import CostSpec, MarkSpec
from protoparse.grammar.wording import Wording, of_pattern
from protoparse.grammar.words import Words
from protoparse.normalise import Unit
from protoparse.view import fold, fold_letters

if TYPE_CHECKING:
    import regex

TAIL = 160  # characters at its end that `tail` marks see

COMMON_COLUMNS = frozenset({"number", "note"})  # stand in any table and tell nothing of its kind

Test = Callable[[Unit], bool]
Split = Pattern | CarefulPattern
# Makes the pattern of a user's grammar, None for those that are shipped.
Careful = Callable[[str], CarefulPattern] | None


def edit_budget(literal: str) -> int:
    """How many letters of a fuzzy literal may be wrong: 0 under 5 letters, 1 to 8, 2 to 14, then 3."""
    length = len(literal)
    return 0 if length < 5 else 1 if length <= 8 else 2 if length <= 14 else 3


@dataclass(slots=True)
class Mark:
    """A compiled mark: its id, its points, its test.

    Frozen but for `match`, which compiles its pattern when it is first asked: a small file asks few.
    """

    id: str
    weight: float
    test: Test
    table: bool | None  # True: can match tables only, False: paragraphs only
    strong: bool  # speaks for the role by what the words say, not merely by how the paragraph looks
    negated: bool = False
    shape: str | None = None
    letters: frozenset[str] | None = None  # with which a match of its pattern begins, None where any may
    literals: frozenset[str] | None = None  # first letters of its fuzzy literals
    match: Callable[[str, int, int], object] | None = (
        None  # of a plain pattern: the test without a call between
    )
    words: tuple[str, ...] | None = None  # of which a text that `match` accepts holds at least one


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


def match_columns(columns: dict[str, tuple[str, ...]], heads: Sequence[str]) -> dict[str, int]:
    """Which column of a table carries which name: name → index; each head serves one name, the longest
    literal first.
    """
    return dict(_matched(tuple(columns.items()), tuple(heads)))


@functools.lru_cache(maxsize=256)  # each role asks for the heads of each table, some of them several times
def _matched(columns: tuple[tuple[str, tuple[str, ...]], ...], heads: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    free = {index: head for index, head in enumerate(fold(head).strip(' .:"') for head in heads) if head}
    for fits in (operator.contains, _one_opens):
        for name, literals in columns:
            if name in found:
                continue
            index = next((index for index, head in free.items() if fits(literals, head)), None)
            if index is not None:
                found[name] = index
                del free[index]
    return found


def _one_opens(literals: Sequence[str], head: str) -> bool:
    inside = f" {head}" if len(head) <= 60 else ""
    for literal in literals:
        if len(literal) < 4:
            if head == literal:
                return True
        elif head.startswith(literal) or f" {literal}" in inside:
            return True
    return False


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
                    _compile_mark(mark, columns, spec.macro, careful(mark.id, "block." + name, mark.id))
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


class EmptyLiteralError(ValueError):
    """A fuzzy literal without a letter."""


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


def _compile_mark(
    mark: MarkSpec, columns: dict[str, tuple[str, ...]], macro: dict[str, str], careful: Careful
) -> Mark:
    test: Test
    table: bool | None = False
    if mark.like is not None:
        if not all(map(fold, mark.like)):
            raise EmptyLiteralError
        test = _like(mark.like)
    elif mark.re is not None:
        pattern = fold_letters(expand(mark.re, macro))
        test = _pattern(pattern, mark.tail, careful)
    elif mark.shape is not None:
        if mark.shape not in SHAPES:
            raise KeyError(mark.shape)
        test = functools.partial(ask, mark.shape)
        table = True if mark.shape in TABLE_SHAPES else None if mark.shape in ("early",) else False
    else:
        test = _columns(columns, mark.columns or 1)
        table = True
    strong = mark.w > 0 and not mark.not_ and mark.shape not in LOOKS
    literals = frozenset(fold(literal)[0] for literal in mark.like) if mark.like else None
    if mark.not_:
        positive = test
        return Mark(mark.id, mark.w, lambda unit: not positive(unit), table, strong, True, mark.shape)
    made = Mark(mark.id, mark.w, test, table, strong, False, mark.shape, None, literals)
    if mark.re is not None and not mark.tail:
        made.letters, made.words = hints(pattern)
        if careful is None:
            made.match = _compiling(made, pattern)
            made.test = functools.partial(_matches, made)
    return made


def _compiling(mark: Mark, pattern: str) -> Callable[[str, int, int], object]:
    """A match that compiles the pattern, puts the compiled one in its own place and asks it."""

    def match(text: str, start: int, end: int) -> object:
        mark.match = re.compile(pattern).match
        return mark.match(text, start, end)

    return match


def _matches(mark: Mark, unit: Unit) -> bool:
    return mark.match is not None and mark.match(unit.folded, 0, HEAD) is not None


def _like(literals: Sequence[str]) -> Test:
    folded = [fold(literal) for literal in literals]
    known = [(literal, literal[0], edit_budget(literal)) for literal in folded]

    def test(unit: Unit) -> bool:
        text = unit.folded.lstrip('"')
        for literal, first, budget in known:
            if not text.startswith(first):
                continue
            if text.startswith(literal):
                if len(text) == len(literal) or not text[len(literal)].isalpha():
                    return True
            elif budget and _fuzzy(literal, budget).match(text[: len(literal) + budget + 1]) is not None:
                return True
        return False

    return test


@functools.lru_cache(maxsize=512)
def _fuzzy(literal: str, budget: int) -> regex.Pattern[str]:
    """A pattern for a literal with at most so many wrong letters; most files never need one."""
    import regex

    return regex.compile(f"(?:{regex.escape(literal, literal_spaces=True)}){{e<={budget}}}(?!\\w)")


def _pattern(pattern: str, tail: bool, careful: Careful) -> Test:
    if careful is None:  # shipped: compiled when first asked, see `_compiling`
        if not tail:
            return lambda unit: re.match(pattern, unit.folded[:HEAD]) is not None
        lazy = Pattern(pattern)
        return lambda unit: lazy.search(unit.folded[-TAIL:]) is not None
    made = careful(pattern)
    if tail:
        return lambda unit: made.occurs(unit.folded[-TAIL:])
    return lambda unit: made.matches(unit.folded[:HEAD])


def _columns(columns: dict[str, tuple[str, ...]], least: int) -> Test:
    def test(unit: Unit) -> bool:
        for row in unit.rows[:2]:
            found = match_columns(columns, [cell.view.flat for cell in row])
            if sum(name not in COMMON_COLUMNS for name in found) >= least:
                return True
        return False

    return test
