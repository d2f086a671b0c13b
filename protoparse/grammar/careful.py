"""Patterns of grammars that did not come with the package: they get so much time and no more."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from protoparse.errors import GrammarError

if TYPE_CHECKING:
    import regex

REGEX_SECONDS = 1.0  # of one search in a text of usual length
USUAL_LENGTH = 20_000  # characters
SLOW = 0.02  # seconds: faster searches are not counted
PATIENCE = 5.0  # seconds that the slow searches of one grammar may take in all


class Patience:
    """What the patterns of one grammar have used up."""

    def __init__(self) -> None:
        self.left = PATIENCE


class CarefulPattern:
    """A pattern under a limit of time.

    `too_slow` makes the error for one that hangs, or uses up the patience with its grammar. Raises what
    `re.compile` raises.
    """

    def __init__(self, source: str, patience: Patience, too_slow: Callable[[], GrammarError]) -> None:
        import regex

        self.source = source
        self._patience = patience
        self._too_slow = too_slow
        try:
            self._compiled: regex.Pattern[str] = regex.compile(source)
        except regex.error as problem:  # not the class that `re` has, though it says the same
            raise re.error(str(problem), source) from problem

    def matches(self, text: str) -> bool:
        """Whether the pattern matches at the start of a text."""
        return bool(self._timed(lambda seconds: self._compiled.match(text, timeout=seconds), text))

    def occurs(self, text: str) -> bool:
        """Whether the pattern matches anywhere in a text."""
        return bool(self._timed(lambda seconds: self._compiled.search(text, timeout=seconds), text))

    def starts(self, text: str) -> list[int]:
        """Where the matches in a text begin."""
        found = self._timed(
            lambda seconds: [one.start() for one in self._compiled.finditer(text, timeout=seconds)], text
        )
        return found if isinstance(found, list) else []

    def _timed(self, search: Callable[[float], object], text: str) -> object:
        begun = time.thread_time()
        try:
            return search(REGEX_SECONDS * max(1.0, len(text) / USUAL_LENGTH))
        except (TimeoutError, MemoryError, RecursionError) as error:
            raise self._too_slow() from error
        finally:
            used = time.thread_time() - begun
            if used > SLOW:
                self._patience.left -= used
                if self._patience.left < 0:
                    raise self._too_slow()
