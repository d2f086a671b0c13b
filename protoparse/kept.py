"""What one call works out from the program's own tables, kept for the next call.

To compile the patterns and to read the grammars takes longer than to read a short document, and what comes of
it is the same each time. So a command keeps it in a file beside the bytecode of this module, by the rules of
bytecode: of one Python, trusted as much, written only where and when Python writes bytecode. A file that is
damaged, or was made by another Python or by other code, is not used; without it all is worked out again.
Nothing that a document or a user's grammar says goes in.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

TYPE_CHECKING = False  # as a name of our own it costs no import of typing
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Value = TypeVar("Value")

_Shelves = dict[str, tuple[str, bytes]]  # name → the state of the code and the values, packed

MOST = 4_000  # values on a shelf; all patterns of the program are fewer
_SUFFIX = ".kept"


class Shelf:
    """Values of one kind, by keys that say all that they are made from.

    Keys and values are built of strings, bytes, numbers, None, tuples, lists, dicts and frozen sets. `file`
    is that of the module that makes them: when something in its folder changes they are forgotten. Values
    that no code of ours makes have none.
    """

    def __init__(self, name: str, file: str | None = None) -> None:
        self._name = name
        self._file = file

    @property
    def in_use(self) -> bool:
        """Whether this process keeps anything."""
        return _keeper is not None

    def value(
        self, key: Hashable, make: Callable[[], Value], holds: Callable[[Value], bool] | None = None
    ) -> Value:
        """The value for a key: what an earlier call kept, else what `make` gives.

        `holds` says whether a kept value still does; else a new one takes its place.
        """
        if _keeper is None:
            return make()
        values = _keeper.opened.get(self._name)
        if values is None:
            values = _keeper.open(self._name, self._file)
        if key in values:
            found: Value = values[key]
            if holds is None or holds(found):
                return found
        made = make()
        if len(values) < MOST or key in values:
            values[key] = made
            _keeper.changed = True
        return made


class _Keeper:
    """The file and what is in it: for each shelf, by name, the state of the code behind it and its values."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.changed = False
        self.opened: dict[str, dict[Any, Any]] = {}
        self._shelves: _Shelves | None = None  # None: the file is not read yet

    def open(self, name: str, file: str | None) -> dict[Any, Any]:
        """The values of a shelf, those of other code left out."""
        if self._shelves is None:
            self._shelves = _read(self.path)
        state = _state_of(file) if file else ""
        kept_state, packed = self._shelves.get(name, ("", b""))
        values: dict[Any, Any] = marshal.loads(packed) if packed and kept_state == state else {}
        self._shelves[name] = (state, packed)
        self.opened[name] = values
        return values

    def save(self) -> None:
        if not self.changed or sys.dont_write_bytecode or not os.access(self.path.parent, os.W_OK):
            return
        shelves = dict(self._shelves or {})
        for name, values in self.opened.items():
            shelves[name] = (shelves[name][0], marshal.dumps(values))
        content = marshal.dumps(shelves)
        part = self.path.with_suffix(f".{os.getpid()}")
        try:
            part.write_bytes(_mark(content) + content)
            part.replace(self.path)  # whole or not at all, whoever else writes
        except OSError:
            pass
        finally:
            with suppress(OSError):
                part.unlink()  # gone already where all went well


_keeper: _Keeper | None = None


def start() -> None:
    """From now on this process uses what is kept."""
    global _keeper
    cached = __spec__.cached
    if cached is not None:
        _keeper = _Keeper(Path(cached).with_suffix(_SUFFIX))


def finish() -> None:
    """Keep what was worked out since `start`; nothing happens where it cannot be written."""
    if _keeper is not None:
        with suppress(Exception, KeyboardInterrupt):  # the call itself is over, whatever becomes of this
            _keeper.save()


def _read(path: Path) -> _Shelves:
    """What a file holds; nothing where it is missing, damaged or of another Python."""
    try:
        content = path.read_bytes()
    except OSError:
        return {}
    start = len(_mark(b""))
    if content[:start] != _mark(memoryview(content)[start:]):
        return {}
    found: _Shelves = marshal.loads(memoryview(content)[start:])
    return found


def _mark(content: bytes | memoryview) -> bytes:
    """What the file begins with: a check sum of the content and of the Python that wrote it."""
    return crc32(content, crc32(sys.version.encode())).to_bytes(4, "big")


def _state_of(file: str) -> str:
    """When each module beside a module was last changed, and its size; empty where they are no files."""
    try:
        with os.scandir(Path(file).parent) as beside:
            modules = {one.name: one.stat() for one in beside if one.name.endswith(".py")}
    except OSError:
        return ""
    return " ".join(f"{name} {one.st_mtime_ns} {one.st_size}" for name, one in sorted(modules.items()))
