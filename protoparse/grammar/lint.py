"""Everything wrong with a grammar file, as `path:line:col CODE message`.

| code | severity | what |
| --- | --- | --- |
| G001 | error | the file cannot be read |
| G002 | error | the file is too large |
| G003 | error | it is not TOML |
| G004 | error | an unknown key or a value of the wrong kind |
| G005 | error | `extends` names no grammar, goes round in a circle, or too far |
| G006 | error | an entry of `[flow]` does not compile |
| G007 | error | the flow names a role without a `[block.ROLE]` |
| G008 | error | a regular expression does not compile |
| G009 | error | an unknown macro, or macros in a circle |
| G010 | error | an unknown shape |
| G011 | error | two marks of one role have the same id |
| G012 | warning | a `[block.ROLE]` that the flow never uses |
| G013 | warning | an entry of `[flow]` that `root` never reaches |
| G014 | error | a letter that cannot occur in the fold view: a capital, ё, a long dash, a guillemet, a tab |
| G015 | warning | a fuzzy literal is taken for a literal of another role |
| G016 | error | an example fails: a `yes` under 0 points, a `no` with 0 or more |
| G017 | warning | a mark never speaks in the given documents |
| G018 | error | repeats that can run for ages on a hostile text |
| G019 | error | too many repetitions |
| G020 | error | `drop` names a mark that the parent does not have |
| G021 | error | a mark, `fields` or `continues` names columns that the role does not have |
| G022 | warning | a literal of less than two letters, or an empty pattern: it matches nearly everything |
| G023 | warning | a mark with `w = 0` says nothing |
| G024 | warning | `name` is not the name of the file |
| G025 | error | a pattern takes too long on a document (told when it happens) |
| G026 | error | `tune` finds no place where a weight is written (told by `tune`) |

Codes are never reused. Errors keep a grammar from loading or make it wrong; warnings are worth a look.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from protoparse.errors import GrammarError
from protoparse.grammar.columns import COMMON_COLUMNS
from protoparse.grammar.compile import Grammar, compile_grammar
from protoparse.grammar.examples import run_examples, unit_of
from protoparse.grammar.flow import FlowError, compile_flow, names_in
from protoparse.grammar.folders import find_grammar
from protoparse.grammar.loader import MAX_BYTES, LoadedGrammar, load, read_spec
from protoparse.grammar.macros import LONGEST_PATTERN, CircleError, LengthError, expand
from protoparse.grammar.patterns import troubles
from protoparse.grammar.places import Place, Places
from protoparse.grammar.shapes import SHAPES
from protoparse.grammar.spec import BlockSpec, GrammarSpec, MarkSpec
from protoparse.grammar.wording import keys_of, of_pattern, of_value
from protoparse.pattern import Pattern
from protoparse.view import fold, fold_letters

Severity = Literal["error", "warning"]
WARNINGS = frozenset({"G012", "G013", "G015", "G017", "G022", "G023", "G024"})
_PLACED = Pattern(r"(?P<path>.*):(?P<line>\d+):(?P<column>\d+) (?P<code>G\d{3}) (?P<message>.*)")
_TROUBLES = {
    "dead": (
        "G014",
        "«{}» не встречается в тексте, приведённом к строчным буквам, е, прямым кавычкам и дефисам",
    ),
    "nested": ("G018", "может работать очень долго: {}"),
    "repeats": ("G019", "слишком много повторений: {}"),
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong, where it stands (line and column from 1) and its code."""

    path: str
    line: int
    column: int
    code: str
    message: str

    @property
    def severity(self) -> Severity:
        return "warning" if self.code in WARNINGS else "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.code} {self.message}"


def lint(
    grammars: Iterable[str | os.PathLike[str]], *, documents: Sequence[str | os.PathLike[str]] = ()
) -> list[Finding]:
    """All findings in grammars given by name or path, in the order of the files, then of the lines.

    With `documents` (paths to read), marks that never speak in any of them are findings as well.
    """
    found: list[Finding] = []
    for name in grammars:
        found += sorted(set(_File.of(name).check(documents)))
    return found


class _File:
    """One grammar file under inspection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places = Places(_text(path))

    @staticmethod
    def of(name: str | os.PathLike[str]) -> _File:
        try:
            return _File(find_grammar(name))
        except GrammarError:
            return _File(Path(name))

    def finding(self, place: Place, code: str, message: str) -> Finding:
        return Finding(str(self.path), *place, code, message)

    def check(self, documents: Sequence[str | os.PathLike[str]]) -> Iterator[Finding]:
        if not self.path.is_file():
            yield self.finding((1, 1), "G001", "файл грамматики не найден")
            return
        if self.path.stat().st_size > MAX_BYTES:
            yield self.finding((1, 1), "G002", f"больше {MAX_BYTES} байт")
            return
        try:
            spec, _ = read_spec(self.path)
        except GrammarError as problem:
            yield from self._refused(problem)
            return
        if spec.name != self.path.stem:
            yield self.finding(self.places.key("", "name"), "G024", f"файл называется {self.path.stem}.toml")
        try:
            loaded = load(self.path)
        except GrammarError as problem:
            if problem.code == "G005" or problem.code == "G001":
                yield self.finding(self.places.key("", "extends"), "G005", _message(problem))
            else:
                yield self.finding(
                    self.places.key("", "extends"),
                    "G005",
                    f"родительская грамматика не годится: {_message(problem)}",
                )
            return
        own = list(self._own(spec, loaded))
        yield from own
        flow = list(self._flow(spec, loaded.spec))
        yield from flow
        if any(finding.severity == "error" for finding in own + flow):
            return
        try:
            grammar = compile_grammar(loaded)
        except GrammarError as problem:
            yield from self._refused(problem)
            return
        yield from self._examples(spec, loaded, grammar)
        yield from self._collisions(spec, loaded.spec, grammar)
        if documents:
            yield from self._silent(spec, grammar, documents)

    def _refused(self, problem: GrammarError) -> Iterator[Finding]:
        """The lines of an error as findings; wrong keys and values are placed anew."""
        from pydantic import ValidationError

        cause = problem.__cause__
        if isinstance(cause, ValidationError):
            for error in cause.errors():
                keys = keys_of(error)
                where = ".".join(map(str, keys))
                place = self.places.error(keys)
                yield self.finding(place, "G004", f"{where}: {of_value(error)[0]}")
            return
        for line in problem.ru.splitlines():
            match = _PLACED.match(line)
            if match:
                place = int(match["line"]), int(match["column"])
                yield self.finding(place, match["code"], match["message"])
            else:
                yield self.finding((1, 1), problem.code, line)

    # ------------------------------------------------------------ what the file itself says
    def _own(self, spec: GrammarSpec, loaded: LoadedGrammar) -> Iterator[Finding]:
        merged = loaded.spec
        for name, pattern in spec.macro.items():
            yield from self._pattern(pattern, merged, self.places.key("macro", name), f"макрос «{name}»")
        for role, block in spec.block.items():
            yield from self._block(role, block, merged)
            parents = loaded.files[1:]
            if block.drop:
                inherited = load(parents[0]).spec.block.get(role, BlockSpec()) if parents else BlockSpec()
                known = {mark.id for mark in inherited.marks}
                for identifier in block.drop:
                    if identifier not in known:
                        place = self.places.string(f"block.{role}", f'"{identifier}"')
                        yield self.finding(
                            place, "G020", f"у роли «{role}» нет унаследованной метки «{identifier}»"
                        )

    def _block(self, role: str, block: BlockSpec, merged: GrammarSpec) -> Iterator[Finding]:
        columns = merged.block[role].columns if role in merged.block else block.columns
        seen: Counter[str] = Counter()
        for mark in block.marks:
            place = self.places.mark(role, mark.id, seen[mark.id])
            if seen[mark.id]:
                yield self.finding(place, "G011", f"метка «{mark.id}» роли «{role}» уже есть")
            seen[mark.id] += 1
            yield from self._mark(role, mark, merged, columns, place)
        for pattern in block.split:
            place = self.places.string(f"block.{role}", pattern)
            yield from self._pattern(pattern, merged, place, f"split роли «{role}»", folded=False)
        for column in block.fields:
            if column not in columns:
                place = self.places.key(f"block.{role}", "fields")
                yield self.finding(place, "G021", f"у роли «{role}» нет столбца «{column}»")
        if block.continues is not None and block.continues not in columns:
            place = self.places.key(f"block.{role}", "continues")
            yield self.finding(place, "G021", f"у роли «{role}» нет столбца «{block.continues}»")

    def _mark(
        self, role: str, mark: MarkSpec, merged: GrammarSpec, columns: dict[str, list[str]], place: Place
    ) -> Iterator[Finding]:
        name = f"метка «{mark.id}» роли «{role}»"
        if mark.w == 0:
            yield self.finding(self.places.in_mark(place, "w"), "G023", f"{name} ничего не весит")
        if mark.shape is not None and mark.shape not in SHAPES:
            message = f"{name}: нет формы «{mark.shape}»; есть: {', '.join(sorted(SHAPES))}"
            yield self.finding(self.places.in_mark(place, "shape"), "G010", message)
        telling = [column for column in columns if column not in COMMON_COLUMNS]
        if mark.columns is not None and mark.columns > len(telling):
            message = f"{name} ждёт столбцов: {mark.columns}, а своих у роли: {len(telling)}"
            yield self.finding(self.places.in_mark(place, "columns"), "G021", message)
        for literal in mark.like or ():
            if len(literal.strip()) < 2:
                at = self.places.in_mark(place, f'"{literal}"')
                yield self.finding(at, "G022", f"{name}: образец «{literal}» слишком короток")
        if mark.re is not None:
            yield from self._pattern(mark.re, merged, self.places.in_mark(place, "re"), name)

    def _pattern(
        self, pattern: str, merged: GrammarSpec, place: Place, name: str, *, folded: bool = True
    ) -> Iterator[Finding]:
        try:
            expanded = expand(pattern, merged.macro)
            expanded = fold_letters(expanded) if folded else expanded
        except KeyError as problem:
            yield self.finding(place, "G009", f"{name}: нет макроса {problem}")
            return
        except CircleError:
            yield self.finding(place, "G009", f"{name}: макросы ссылаются друг на друга по кругу")
            return
        except LengthError:
            message = f"{name}: с макросами длиннее {LONGEST_PATTERN} знаков"
            yield self.finding(place, "G019", message)
            return
        try:
            compiled = re.compile(expanded)
        except (re.error, OverflowError, RecursionError) as problem:
            yield self.finding(place, "G008", f"{name}: выражение не читается: {of_pattern(problem)[0]}")
            return
        if not compiled.pattern.strip():
            yield self.finding(place, "G022", f"{name}: пустое выражение")
        for trouble in troubles(expanded, folded=folded):
            code, message = _TROUBLES[trouble.kind]
            yield self.finding(place, code, f"{name}: {message.format(trouble.detail)}")

    # ------------------------------------------------------------ the merged grammar
    def _flow(self, spec: GrammarSpec, merged: GrammarSpec) -> Iterator[Finding]:
        try:
            automaton = compile_flow(merged.flow)
        except FlowError as problem:
            yield self.finding(self.places.key("flow", problem.entry), "G006", problem.ru)
            return
        used = {state.role for state in automaton.states}
        for role in sorted(used - set(merged.block)):
            entry = next((key for key, text in merged.flow.items() if role in names_in(text)), "root")
            line, column = self.places.key("flow", entry)
            at = self.places.lines[line - 1].find(role) if line <= len(self.places.lines) else -1
            place = (line, at + 1 if at >= 0 else column)
            yield self.finding(place, "G007", f"«{role}» — не раздел [flow] и не роль: нет [block.{role}]")
        for role in spec.block:
            if role not in used:
                yield self.finding(self.places.table(f"block.{role}"), "G012", f"в [flow] нет роли «{role}»")
        reached = _reached(merged.flow)
        for entry in spec.flow:
            if entry not in reached:
                yield self.finding(
                    self.places.key("flow", entry), "G013", f"до раздела «{entry}» не дойти от root"
                )

    def _examples(self, spec: GrammarSpec, loaded: LoadedGrammar, grammar: Grammar) -> Iterator[Finding]:
        for example in run_examples(grammar, loaded.spec):
            if example.passed:
                continue
            own = spec.block.get(example.role, BlockSpec())
            if example.text in own.yes + own.no:
                place = self.places.string(f"block.{example.role}", example.text)
            elif spec.extends is not None and example.role in spec.block:
                place = self.places.table(
                    f"block.{example.role}"
                )  # an inherited example that this file broke
            else:
                continue
            said = ", ".join(example.marks) or "ни одна метка"
            kind = "yes" if example.expected else "no"
            message = f"{kind} «{example.text}»: {example.points:+.1f} для роли «{example.role}» ({said})"
            yield self.finding(place, "G016", message)

    def _collisions(self, spec: GrammarSpec, merged: GrammarSpec, grammar: Grammar) -> Iterator[Finding]:
        literals = [
            (role, mark, fold(literal))
            for role, block in merged.block.items()
            for mark in block.marks
            for literal in mark.like or ()
            if mark.w > 0 and not mark.not_
        ]
        for role, mark in [(role, mark) for role, block in spec.block.items() for mark in block.marks]:
            if mark.like is None or mark.w <= 0 or role not in grammar.roles:
                continue
            exact = [fold(literal) for literal in mark.like]
            test = next(one.test for one in grammar.roles[role].marks if one.id == mark.id)
            for other, foreign, literal in literals:
                if other == role or any(literal.startswith(one) for one in exact):
                    continue
                if test(unit_of(literal)):
                    message = (
                        f"метка «{mark.id}» роли «{role}» узнаёт с опечатками «{literal}» "
                        f"— образец метки «{foreign.id}» роли «{other}»"
                    )
                    place = self.places.in_mark(self.places.mark(role, mark.id), "like")
                    yield self.finding(place, "G015", message)

    def _silent(
        self, spec: GrammarSpec, grammar: Grammar, documents: Sequence[str | os.PathLike[str]]
    ) -> Iterator[Finding]:
        from protoparse.neighbours import prepare
        from protoparse.normalise import normalise
        from protoparse.readers import read

        units = []
        for path in documents:
            own = normalise(read(path), grammar.cuts, grammar.knows_table, grammar.words.read)
            prepare(own)
            units += own
        for role, block in spec.block.items():
            if role not in grammar.roles:
                continue
            ids = {mark.id for mark in block.marks}
            for mark in grammar.roles[role].marks:
                fits = (unit for unit in units if mark.table in (None, unit.is_table))
                if mark.id in ids and not any(mark.test(unit) for unit in fits):
                    message = f"метка «{mark.id}» роли «{role}» ни разу не сработала в данных документах"
                    yield self.finding(self.places.mark(role, mark.id), "G017", message)


def _text(path: Path) -> str:
    try:
        return path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    except OSError:
        return ""


def _message(problem: GrammarError) -> str:
    match = _PLACED.match(problem.ru)
    return match["message"] if match else problem.ru


def _reached(flow: dict[str, str]) -> set[str]:
    """The entries of a flow that lead from its root, the root among them."""
    reached: set[str] = set()
    waiting = ["root"]
    while waiting:
        entry = waiting.pop()
        if entry in reached or entry not in flow:
            continue
        reached.add(entry)
        waiting.extend(names_in(flow[entry]))
    return reached
