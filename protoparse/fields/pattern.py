"""Patterns that cost nothing until needed: compiled when first tried, tried only where they may match.

Compiling the tables of all fields takes longer than reading a short document, which needs few of them; and
most lines hold none of the words without which a pattern cannot match.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator


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


class Pattern:
    """A regular expression with its cues: strings of which every match holds at least one.

    A text without any of them is not searched; without cues every text is. That each match does hold one is
    proved from the source of the pattern by a test. `source`, `flags`: as of `re.compile`.

    >>> late = Pattern(r"(?:не )?поздн[а-я]+", cues=("поздн",))
    >>> late.search("сдать до мая") is None, late.search("не позднее мая").group()
    (True, 'не позднее')
    """

    __slots__ = ("_compiled", "cues", "flags", "source")

    def __init__(self, source: str, flags: int = 0, *, cues: tuple[str, ...] = ()) -> None:
        self.source = source
        self.flags = flags
        self.cues = cues
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression, for what the methods here do not do."""
        if self._compiled is None:
            self._compiled = re.compile(self.source, self.flags)
        return self._compiled

    def may_match(self, text: str) -> bool:
        """False where the text lacks all the cues."""
        # a loop, not any(): this runs for every line and every rule
        for cue in self.cues:
            if cue in text:
                return True
        return not self.cues

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if not self.may_match(text):
            return None
        return (self._compiled or self.compiled).search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`; a match at one place fails soon, so the cues are not looked for."""
        return (self._compiled or self.compiled).match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return (self._compiled or self.compiled).fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if not self.may_match(text):
            return iter(())
        return (self._compiled or self.compiled).finditer(text, start, end)

    def sub(self, replacement: str, text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        if not self.may_match(text):
            return text
        return (self._compiled or self.compiled).sub(replacement, text, count)
