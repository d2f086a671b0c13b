"""Patterns that cost nothing until needed: compiled when first tried, tried only where they may match.

Compiling the tables of all fields takes longer than reading a short document, which needs few of them; and
most lines hold none of the words without which a pattern cannot match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator

from protoparse.kept import Shelf

TYPE_CHECKING = False  # as a name of our own it costs no import of typing
if TYPE_CHECKING:
    from typing import Any


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern for one of the words, the longest that fits.

    What several words begin with is written once, which makes a long list quicker to compile and to try.

    >>> any_of(["два", "двух", "пять"])
    '(?:дв(?:а|ух)|пять)'
    """
    return _joined(sorted(set(words)))


def _joined(words: list[str]) -> str:
    """The words, which are sorted; empty last, so that a longer word is tried before its beginning."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word)
    empty = groups.pop("", None) is not None
    branches: list[str] = []
    for members in groups.values():
        first, last = members[0], members[-1]  # sorted: what these two share all share
        apart = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
        shared = first[: next(apart, len(first))]
        rest = [word[len(shared) :] for word in members]
        branches.append(re.escape(shared) + (_joined(rest) if len(rest) > 1 else ""))
    if empty:
        branches.append("")
    return "(?:" + "|".join(branches) + ")"


def with_slip(word: str) -> str:
    """The source of a pattern for a word with at most one slip of the pen behind its first letter.

    A slip is a letter left out, doubled or wrong, or two neighbours that changed places.

    >>> late = re.compile(with_slip("срок"))
    >>> [word for word in ("срок", "срк", "сроок", "сорк", "рок", "сток", "сторона") if late.fullmatch(word)]
    ['срок', 'срк', 'сроок', 'сорк', 'сток']
    """
    slips = [word]
    for at in range(1, len(word)):
        slips.append(f"{word[:at]}[а-яё]{{0,2}}{word[at + 1 :]}")
        if at + 1 < len(word):
            slips.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return "(?:" + "|".join(slips) + ")"


_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class Pattern:
    """A regular expression that is compiled when it is first used; `compiled` is the expression itself.

    `source` and `flags` are those of `re.compile`; the methods are those of `compiled`, and as quick. With
    `cues`, strings of which every match holds at least one, `search`, `finditer` and `sub` pass over a text
    without any of them, and the expression is not even compiled for it; where it ignores case, the cues are
    looked for in the text in lower case. That each match does hold one is proved from the source of the
    pattern by a test.

    >>> late = Pattern(r"(?:не )?поздн[а-я]+", cues=("поздн",))
    >>> late.search("сдать до мая") is None, late.search("не позднее мая").group()
    (True, 'не позднее')
    """

    # the methods stand in slots, each instance its own: without a call between they cost nothing
    __slots__ = ("compiled", "cues", "flags", "source", *_METHODS)

    compiled: re.Pattern[str]

    def __new__(cls, source: str, flags: int = 0, *, cues: tuple[str, ...] = ()) -> Pattern:
        return object.__new__(_Untried)

    def __init__(self, source: str, flags: int = 0, *, cues: tuple[str, ...] = ()) -> None:
        self.source = source
        self.flags = flags
        self.cues = cues

    if TYPE_CHECKING:

        def findall(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> list[Any]: ...

        def finditer(
            self, string: str, pos: int = 0, endpos: int = sys.maxsize
        ) -> Iterator[re.Match[str]]: ...

        def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...

        def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...

        def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...

        def split(self, string: str, maxsplit: int = 0) -> list[Any]: ...

        def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str: ...


class _Untried(Pattern):
    """A pattern whose slots are empty yet: asking for one fills it, and a compiled pattern is no longer this.

    Apart, because a class with `__getattr__` is slow at finding all its attributes.
    """

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if self.cues and name in _GUARDED:
            _guard(self)
        elif name == "compiled" or name in _METHODS:
            self.compiled = _compiled(self.source, self.flags)
            for method in _METHODS:
                setattr(self, method, getattr(self.compiled, method))
            if self.cues:
                _guard(self)
            self.__class__ = Pattern  # type: ignore[assignment]
        else:
            raise AttributeError(name)
        return getattr(self, name)


_CODES = Shelf("patterns", __file__)


def _compiled(source: str, flags: int) -> re.Pattern[str]:
    """As `re.compile`; in a command, what the pattern is translated to is kept for the next call."""
    if not _CODES.in_use:
        return re.compile(source, flags)
    try:
        # what `re.compile` does, in two steps
        import _sre  # type: ignore[import-not-found]

        key = (source, int(flags))
        all_flags, code, groups, names = _CODES.value(key, lambda: _translated(*key))
        name_of = {number: name for name, number in names.items()}
        in_order = (None, *(name_of.get(number) for number in range(1, groups + 1)))
        words = memoryview(code).cast("I").tolist()
        made: re.Pattern[str] = _sre.compile(source, all_flags, words, groups, names, in_order)
    except (ImportError, AttributeError, TypeError, RuntimeError):  # another Python may do it otherwise
        return re.compile(source, flags)
    return made


def _translated(source: str, flags: int) -> tuple[int, bytes, int, dict[str, int]]:
    """The flags of a pattern, its code for the matcher, how many groups it has, which of them have names."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(source, flags)
    code = array("I", _compiler._code(tree, flags))
    return flags | tree.state.flags, code.tobytes(), tree.state.groups - 1, tree.state.groupdict


_GUARDED = ("finditer", "search", "sub")


def _guard(pattern: Pattern) -> None:
    """Give a pattern methods that look for its cues first."""
    cues = pattern.cues
    ignores_case = bool(pattern.flags & re.IGNORECASE)

    # loops, not any(): these run for every line and every rule
    def search(string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        text = string.lower() if ignores_case else string
        for cue in cues:
            if cue in text:
                return pattern.compiled.search(string, pos, endpos)
        return None

    def finditer(string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        text = string.lower() if ignores_case else string
        for cue in cues:
            if cue in text:
                return pattern.compiled.finditer(string, pos, endpos)
        return iter(())

    def sub(repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str:
        text = string.lower() if ignores_case else string
        for cue in cues:
            if cue in text:
                return pattern.compiled.sub(repl, string, count)
        return string

    for method in (finditer, search, sub):
        setattr(pattern, method.__name__, method)
