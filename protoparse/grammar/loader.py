"""Grammar files from disk: TOML, `extends`, and where in the file a thing stands.

A child file overrides tables key by key; its marks replace or join the parent's by `id`; `drop` removes
marks.
"""

from __future__ import annotations

import functools
import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from protoparse.errors import GrammarError
from protoparse.grammar.folders import find_grammar, shipped_folder
from protoparse.grammar.spec import BlockSpec, GrammarSpec
from protoparse.grammar.wording import keys_of, of_toml, of_value
from protoparse.kept import Shelf
from protoparse.pattern import Pattern
from protoparse.view import fold

MAX_BYTES = 1_000_000
MAX_PARENTS = 8
MOST_MARKS = 3_000  # of a file; the shipped ones have 500
MOST_STRINGS = 30_000  # literals, heads, examples and words of a file
MOST_ERRORS = 20  # of one file that are told
_PLACE = Pattern(r"line (\d+), column (\d+)")


class LoadedGrammar(NamedTuple):
    """A merged grammar, its digest (of all files it was made from) and its files, child first.

    `parent` is what it extends, merged likewise, None where it extends nothing.
    """

    spec: GrammarSpec
    parent: GrammarSpec | None
    digest: str
    files: tuple[Path, ...]
    trusted: bool


def read_spec(path: Path) -> tuple[GrammarSpec, bytes]:
    """One file, unmerged, and its bytes; raises GrammarError with `path:line:col CODE` lines."""
    if path.parent == shipped_folder():  # base is read for each of its children
        return _read_shipped(path)
    return _read(path)


_SAID = Shelf("grammars")  # by the name of the file: a change takes the place of what was


@functools.lru_cache(maxsize=64)
def _read_shipped(path: Path) -> tuple[GrammarSpec, bytes]:
    def parsed(data: bytes) -> dict[str, Any]:
        digest = hashlib.sha256(data).digest()
        _, said = _SAID.value(path.name, lambda: (digest, _parsed(data)), lambda kept: kept[0] == digest)
        return said

    return _read(path, parsed)


def _parsed(data: bytes) -> dict[str, Any]:
    """What a file says; raises ValueError and RecursionError where it is not TOML."""
    import tomllib

    return tomllib.loads(data.decode("utf-8"))


def _read(path: Path, parse: Callable[[bytes], dict[str, Any]] = _parsed) -> tuple[GrammarSpec, bytes]:
    from pydantic import ValidationError

    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _error(path, 1, 1, "G001", "это не обычный файл", "this is no regular file")
        if status.st_size > MAX_BYTES:
            raise _error(
                path,
                1,
                1,
                "G002",
                f"больше {MAX_BYTES} байт; разделите грамматику: extends",
                f"larger than {MAX_BYTES} bytes; split the grammar: extends",
            )
        data = path.read_bytes()
    except OSError as problem:
        raise GrammarError(
            "G001", f"{path}: не читается ({problem.strerror})", f"{path}: {problem}"
        ) from problem
    try:
        raw = parse(data)
    except RecursionError as problem:
        ru, en = "это не TOML: слишком глубокая вложенность", "not TOML: nested too deep"
        raise _error(path, 1, 1, "G003", ru, en) from problem
    except ValueError as problem:  # TOMLDecodeError, UnicodeDecodeError, numbers of thousands of digits
        line, column = _place_in_message(str(problem))
        raise _error(path, line, column, "G003", *of_toml(problem)) from problem
    try:
        spec = GrammarSpec.model_validate(raw)
        _check_size(spec, path)
        return spec, data
    except ValidationError as problem:
        text = data.decode("utf-8")
        lines_ru, lines_en = [], []
        for error in problem.errors(include_url=False)[:MOST_ERRORS]:
            keys = [str(key) for key in keys_of(error)]
            line, column = locate(text, *keys)
            where = ".".join(keys)
            ru, en = of_value(error)
            lines_ru.append(f"{path}:{line}:{column} G004 {where}: {ru}")
            lines_en.append(f"{path}:{line}:{column} G004 {where}: {en}")
        raise GrammarError("G004", "\n".join(lines_ru), "\n".join(lines_en)) from problem


def _check_size(spec: GrammarSpec, path: Path) -> None:
    """Raises GrammarError for a file with more in it than can be compiled in a moment."""
    blocks = spec.block.values()
    marks = sum(len(block.marks) for block in blocks)
    lists = [
        texts for block in blocks for texts in (block.yes, block.no, block.split, *block.columns.values())
    ]
    lists += [mark.like for block in blocks for mark in block.marks if mark.like]
    lists += spec.words.values()
    strings = sum(map(len, lists))
    for found, most, ru, en in (
        (marks, MOST_MARKS, "меток", "marks"),
        (strings, MOST_STRINGS, "строк в списках", "strings in lists"),
    ):
        if found > most:
            raise _error(
                path,
                1,
                1,
                "G002",
                f"{ru}: {found}, больше {most}; разделите грамматику",
                f"{found} {en}, more than {most}; split the grammar",
            )


def load(name: str | os.PathLike[str]) -> LoadedGrammar:
    """A grammar with everything it extends; raises GrammarError."""
    path = find_grammar(name)
    folder = shipped_folder()
    chain: list[GrammarSpec] = []
    files: list[Path] = []
    digest = hashlib.sha256()
    while True:
        spec, data = read_spec(path)
        digest.update(data)
        chain.append(spec)
        files.append(path)
        if spec.extends is None:
            break
        if len(chain) > MAX_PARENTS:
            raise _error(path, 1, 1, "G005", "слишком длинная цепочка extends", "too many parents")
        parent = _parent(path, spec.extends)
        if parent.resolve() in {file.resolve() for file in files}:
            raise _error(path, 1, 1, "G005", "грамматика расширяет саму себя", "the grammar extends itself")
        path = parent
    merged = chain[-1]
    above: GrammarSpec | None = None
    for child in reversed(chain[:-1]):
        above, merged = merged, merge(merged, child)
    trusted = all(folder in file.resolve().parents for file in files)
    return LoadedGrammar(merged, above, digest.hexdigest()[:16], tuple(files), trusted)


def _parent(path: Path, name: str) -> Path:
    """The file that a grammar extends: beside it, else by name; its own name is that of the shipped one."""
    if Path(name).name != name:
        raise _error(
            path,
            *locate(path.read_text("utf-8"), "extends"),
            "G005",
            f"extends = «{name}»: нужно имя грамматики, а не путь; положите её рядом или к своим грамматикам",
            f"extends = “{name}”: give a name, not a path; put the grammar beside this one or to your own",
        )
    beside = path.parent / f"{Path(name).name}.toml"
    shipped = shipped_folder() / beside.name
    if beside == path and shipped.is_file():
        return shipped
    return beside if beside.is_file() else find_grammar(name)


def merge(parent: GrammarSpec, child: GrammarSpec) -> GrammarSpec:
    """The parent with the child's changes."""
    block: dict[str, BlockSpec] = dict(parent.block)
    for role, own in child.block.items():
        old = block.get(role) or BlockSpec()
        replaced = {mark.id: mark for mark in own.marks}
        marks = [replaced.pop(mark.id, mark) for mark in old.marks if mark.id not in own.drop]
        marks += [mark for mark in own.marks if mark.id in replaced]
        # of parts that were checked, so unchecked itself
        block[role] = BlockSpec.model_construct(
            marks=marks,
            yes=old.yes + own.yes,
            no=old.no + own.no,
            split=old.split + own.split,
            columns={**old.columns, **own.columns},
            drop=[],
            fields={**old.fields, **own.fields},
            bare=own.bare if "bare" in own.model_fields_set else old.bare,
            continues=own.continues or old.continues,
        )
    cost = {name: getattr(child.cost, name) for name in child.cost.model_fields_set}
    return GrammarSpec.model_construct(
        version=1,
        name=child.name,
        title=child.title,
        extends=None,
        flow={**parent.flow, **child.flow},
        cost=parent.cost.model_copy(update=cost),
        macro={**parent.macro, **child.macro},
        words=_merged_words(parent.words, child.words),
        block=block,
    )


def _merged_words(parent: Mapping[str, list[str]], child: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The words of both; one that the child reads otherwise is the parent's no more."""
    own = {fold(word) for words in child.values() for word in words}
    left = {core: [word for word in words if fold(word) not in own] for core, words in parent.items()}
    return {core: words for core, words in left.items() if words} | dict(child)


def locate(text: str, *keys: str) -> tuple[int, int]:
    """Line and column (from 1) where a key, a block or a mark of a grammar stands, the nearest that is
    found.
    """
    lines = text.splitlines()
    start, best = 0, (1, 1)
    for depth, key in enumerate(keys):
        block = f"[{'.'.join(keys[: depth + 1])}]"
        for number in range(start, len(lines)):
            line = lines[number]
            stripped = line.strip()
            if stripped == block or stripped.startswith(block):
                start, best = number, (number + 1, line.index("[") + 1)
                break
            at = line.find(key)
            if at >= 0 and not stripped.startswith("#") and (not key.isdigit()):
                start, best = number, (number + 1, at + 1)
                break
    return best


def _error(path: Path, line: int, column: int, code: str, ru: str, en: str) -> GrammarError:
    return GrammarError(code, f"{path}:{line}:{column} {code} {ru}", f"{path}:{line}:{column} {code} {en}")


def _place_in_message(message: str) -> tuple[int, int]:
    match = _PLACE.search(message)
    return (int(match[1]), int(match[2])) if match else (1, 1)
